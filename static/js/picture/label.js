// Titles as one line: measured once, never cut inside a word unless the word alone is too long.
const WIDEST = 560;
const LEAST = 160;
const MOST = 1000; // that are remembered
const measured = new Map();
const lines = new Map();
let pen = null;
let familyOfPage = null;

function context(font) {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = font;
  return pen;
}

const bold = (font) => `600 ${font}`;
const measure = (words, font) => context(bold(font)).measureText(words).width;

// Words of the axis: `font` without its family, which is that of the page.
export function lineWidth(words, font) {
  const key = `${font}\n${words}`;
  return lines.get(key) ?? remember(lines, key, Math.ceil(context(`${font} ${family()}`).measureText(words).width));
}

// One who wanders through all of time sees other words for ever.
function remember(map, key, value) {
  if (map.size >= MOST) map.clear();
  map.set(key, value);
  return value;
}

const family = () => (familyOfPage ??= getComputedStyle(document.body).fontFamily);

function shortened(title, font, widest) {
  const fits = (words) => measure(words, font) <= widest;
  const cut = title.slice(0, 120);
  if (cut === title && fits(title)) return title;
  const words = cut.split(/\s+/).slice(0, cut === title ? undefined : -1);
  while (words.length && !fits(`${words.join(" ")} …`)) words.pop();
  if (words.length) return `${words.join(" ")} …`;
  const letters = [...new Intl.Segmenter().segment(cut)].map((each) => each.segment);
  while (letters.length > 1 && !fits(`${letters.join("")}…`)) letters.pop();
  return `${letters.join("")}…`;
}

// {text, width}; width as bold, so that selecting a label moves nothing
export function label(title, font, room = WIDEST) {
  const widest = Math.max(LEAST, Math.min(WIDEST, Math.floor(room / 20) * 20));
  const key = `${font}\n${widest}\n${title}`;
  const known = measured.get(key);
  if (known) return known;
  const text = shortened(title, font, widest);
  return remember(measured, key, { text, width: Math.ceil(measure(text, font)) + 2 });
}
