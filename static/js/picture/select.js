// The selected event is the darkest thing on the page: its label inverted, dashed guides from its bounds to flags on the axis.
import { DAY, dayWords } from "./time.js";

export function createSelection({ guides, flags, drawing, stage, taken }) {
  let selected = null;
  let item = null;
  let focused = null;
  let sought = null; // selected, or gone to by a key: drawn however unimportant it is

  function paint() {
    for (const { id } of drawing.items()) {
      const element = drawing.element(id);
      element?.classList.toggle("is-selected", id === selected);
      element?.classList.toggle("is-focused", id === focused);
    }
    item = selected ? (drawing.item(selected) ?? (item?.id === selected ? item : null)) : null;
    guide();
  }

  // [time on the axis, what the flag says]; a day has one flag, an open side none
  function bounds({ mark, words }) {
    const { start, end } = mark;
    if (start !== null && end !== null && end - start <= DAY) return [[(start + end) / 2, dayWords(start)]];
    return [start === null ? null : [start, dayWords(start)], end === null ? null : [end, dayWords(end - 1)]].filter(Boolean).map(([at, told]) => [at, told, words]);
  }

  function guide() {
    const { x } = stage;
    const width = stage.width();
    const shown = item?.mark ? bounds(item).filter(([at]) => x(at) >= -1 && x(at) <= width + 1) : [];
    guides.replaceChildren(...shown.map(([at]) => line(x(at))));
    flags.replaceChildren(...shown.map(([at, words]) => flag(words)));
    setFlags([...flags.children], shown.map(([at]) => x(at)), width);
  }

  function line(at) {
    const element = document.createElement("i");
    element.style.insetInlineStart = `${at}px`;
    return element;
  }

  function flag(words) {
    return Object.assign(document.createElement("span"), { textContent: words });
  }

  // The first flag hangs to the right of its line, the last to the left, unless that leaves the picture or they would touch.
  function setFlags(elements, places, width) {
    const wide = elements.map((element) => element.offsetWidth);
    const lefts = places.map((at, index) => (index ? at - wide[index] : at));
    if (lefts.length === 2 && lefts[0] + wide[0] > lefts[1] - 4) {
      lefts[0] = places[0] - wide[0];
      lefts[1] = places[1];
    }
    inside(lefts, wide, width).forEach((left, index) => (elements[index].style.insetInlineStart = `${left}px`));
  }

  // Between the counts at both ends of the axis, and never over each other.
  function inside(lefts, wide, width) {
    const [before, after] = taken();
    const kept = lefts.map((left, index) => Math.max(before, Math.min(width - after - wide[index], left)));
    if (kept.length < 2) return kept;
    const first = Math.max(before, Math.min(kept[0], width - after - wide[0] - wide[1] - 2));
    return [first, Math.max(kept[1], first + wide[0] + 2)];
  }

  function select(id, known = null) {
    selected = sought = id || null;
    if (known) item = known;
    if (id) focused = id;
    paint();
  }

  return {
    get selected() {
      return selected;
    },
    get focused() {
      return focused;
    },
    get pinned() {
      return sought;
    },
    get item() {
      return item;
    },
    select,
    // what the server says of the event that was asked for: it is selected already, or has the focus only
    take: (known) => (known.id === sought && known.id !== selected ? paint() : select(known.id, known)),
    focus(id) {
      focused = id;
      paint();
    },
    seek: (id) => (focused = sought = id),
    paint,
    guide,
  };
}
