// What keys and buttons do. Each move is said in the live region.
import { lengthWords, windowWords } from "./time.js";

const byStart = (one, other) => (one.mark.start ?? -Infinity) - (other.mark.start ?? -Infinity) || (one.id < other.id ? -1 : 1);

export function createActions({ stage, drawing, selection, overview, live, answer, intoView, choose, show }) {
  const byTime = () => drawing.drawn().sort(byStart);
  const say = (words) => (live.textContent = words);
  const focused = () => drawing.item(selection.focused);

  function sayItem(item) {
    const all = byTime();
    const disputed = item.mark.kind === "disputed" ? (item.asks ? ", asks" : ", disputed") : "";
    const counted = answer().total > all.length ? `${all.length} drawn of ${answer().total}` : String(all.length);
    say(`${item.title}${disputed}: ${item.reading}; ${all.indexOf(item) + 1} of ${counted}`);
  }

  function focusOn(item) {
    if (!item) return;
    selection.focus(item.id);
    intoView(item.id);
    sayItem(item);
  }

  function step(by) {
    const all = byTime();
    const now = all.findIndex((item) => item.id === selection.focused);
    const to = now < 0 ? 0 : now + by;
    if (to >= all.length && answer().later) return say(`${answer().later} later; Right goes there`);
    if (to < 0 && answer().earlier) return say(`${answer().earlier} earlier; Left goes there`);
    return focusOn(all[Math.max(0, Math.min(all.length - 1, to))]);
  }

  function pan(by, far = false) {
    const [from, to] = stage.window;
    const step = (to - from) * by;
    stage.setWindow([from + step, to + step], { jump: far });
    say(windowWords(from + step, to + step));
  }

  // Round the event that has focus, else round the middle.
  function zoom(by) {
    const [from, to] = stage.window;
    const mark = focused()?.mark;
    const middle = mark && stage.meets(mark) ? ((mark.start ?? mark.end) + (mark.end ?? mark.start)) / 2 : (from + to) / 2;
    const at = Math.max(from, Math.min(to, middle));
    const wanted = [at - (at - from) * by, at + (to - at) * by];
    stage.setWindow(wanted);
    say(`${lengthWords(wanted[1] - wanted[0])}: ${windowWords(...wanted)}`);
  }

  function whole() {
    stage.setWindow(overview.extent, { jump: true });
    say(`Whole range: ${windowWords(...overview.extent)}`);
  }

  // To the first event of the next lane that has one drawn.
  function lane(by) {
    const all = drawing.lanes();
    const now = all.findIndex((each) => each.id === focused()?.lane);
    for (let index = now + by; index >= 0 && index < all.length; index += by) {
      const first = byTime().find((item) => item.lane === all[index].id);
      if (first) return focusOn(first);
    }
    return undefined;
  }

  function fold(id = focused()?.lane) {
    if (id === undefined) return;
    drawing.fold(id);
    say(drawing.isFolded(id) ? "Folded" : "Unfolded");
    show();
  }

  function unfold(id) {
    drawing.unfold(id);
    show();
  }

  return {
    ...{ step, pan, zoom, whole, lane, fold, unfold },
    end: (which) => focusOn(byTime().at(which === "first" ? 0 : -1)),
    open: () => selection.focused && choose(selection.focused, true),
    earlier: () => pan(-0.8, true),
    later: () => pan(0.8, true),
    in: () => zoom(0.5),
    out: () => zoom(2),
  };
}
