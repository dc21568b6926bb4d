// Titles as one line: measured once, never cut inside a word unless the word alone is too long.
const WIDEST = 340;
const measured = new Map();
let pen = null;

function context(font) {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = font;
  return pen;
}

function fits(words, font) {
  return context(font).measureText(words).width <= WIDEST;
}

function shortened(title, font) {
  const cut = title.slice(0, 120);
  if (cut === title && fits(title, font)) return title;
  const words = cut.split(/\s+/).slice(0, cut === title ? undefined : -1);
  while (words.length && !fits(`${words.join(" ")} …`, font)) words.pop();
  if (words.length) return `${words.join(" ")} …`;
  const letters = [...new Intl.Segmenter().segment(cut)].map((each) => each.segment);
  while (letters.length > 1 && !fits(`${letters.join("")}…`, font)) letters.pop();
  return `${letters.join("")}…`;
}

// {text, width}; width as bold, so that selecting a label moves nothing
export function label(title, font) {
  const key = `${font}\n${title}`;
  if (!measured.has(key)) {
    const text = shortened(title, font);
    measured.set(key, { text, width: Math.ceil(context(font).measureText(text).width) + 2 });
  }
  return measured.get(key);
}
