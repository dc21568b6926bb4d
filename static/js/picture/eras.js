// Named periods behind the events: a ground through all lanes, and the name on a line above them, in as many rows as names overlap.
const ROWS = 3;
const LEAST = 28; // narrower than this no name says anything

export function createEras({ row, names, grounds, stage }) {
  let eras = [];

  function extent({ start, end }) {
    const from = start === null ? 0 : Math.max(0, stage.x(start));
    const to = end === null ? stage.width() : Math.min(stage.width(), stage.x(end));
    return { from, wide: to - from };
  }

  function place(element, { from, wide }, colour) {
    element.className = colour;
    element.style.insetInlineStart = `${from}px`;
    element.style.width = `${Math.max(1, wide)}px`;
    return element;
  }

  function named({ name, words, colour }, box, at) {
    const element = place(document.createElement("span"), box, colour);
    element.append(Object.assign(document.createElement("bdi"), { textContent: name }));
    element.title = `${name}: ${words}`;
    element.style.setProperty("--row", at);
    return element;
  }

  function draw() {
    const shown = eras.map((era) => [era, extent(era)]).filter(([, { from, wide }]) => wide >= 0 && from <= stage.width());
    grounds.replaceChildren(...shown.map(([{ colour }, at]) => place(document.createElement("i"), at, colour)));
    const ends = [];
    const told = shown.flatMap(([era, at]) => {
      const index = ends.findIndex((end) => end <= at.from + 0.5);
      const free = index < 0 ? ends.length : index;
      if (free >= ROWS || at.wide < LEAST) return [];
      ends[free] = at.from + at.wide;
      return [named(era, at, free)];
    });
    names.replaceChildren(...told);
    names.style.setProperty("--rows", Math.max(1, ends.length));
  }

  return {
    draw,
    take(answer) {
      eras = answer.eras ?? [];
      row.hidden = eras.length === 0;
    },
  };
}
