// What keys and buttons do. Each move is said in the live region.
import { _, number } from "../words.js";
import { spanRound } from "./presets.js";
import { seek } from "./seek.js";
import { lengthWords, windowWords } from "./time.js";

const byStart = (one, other) => (one.mark.start ?? -Infinity) - (other.mark.start ?? -Infinity) || (one.id < other.id ? -1 : 1);
const NONE = {
  ...{ first: () => _("No event has a date"), last: () => _("No event has a date") },
  ...{ next: () => _("This is the last event"), previous: () => _("This is the first event") },
};

export function createActions({ stage, drawing, selection, overview, live, answer, steps, intoView, choose, show, reach }) {
  const byTime = () => drawing.drawn().sort(byStart);
  const say = (words) => (live.textContent = words);
  const focused = () => drawing.item(selection.focused);

  function sayItem(item) {
    const all = byTime();
    const place = all.findIndex(({ id }) => id === item.id) + 1;
    const told = { title: item.title, date: item.reading };
    const said = item.mark.kind !== "disputed" ? `${told.title}: ${told.date}` : item.asks ? _("{title}, asks: {date}", told) : _("{title}, disputed: {date}", told);
    const counts = { place: number(place), drawn: number(all.length), all: number(answer().total ?? all.length) };
    const where = answer().total > all.length ? _("{place} of {drawn} drawn of {all}", counts) : _("{place} of {drawn}", counts);
    say(place ? `${said}; ${where}` : said);
  }

  function focusOn(item) {
    if (!item) return;
    selection.focus(item.id);
    intoView(item.id);
    sayItem(item);
  }

  // Among those drawn; beyond them to the next of all.
  function step(by) {
    const all = byTime();
    const now = all.findIndex((item) => item.id === selection.focused);
    const to = now < 0 ? 0 : now + by;
    const { earlier, later } = answer();
    if ((to >= all.length && later) || (to < 0 && earlier)) return jump(by > 0 ? "next" : "previous", reachIt);
    return focusOn(all[Math.max(0, Math.min(all.length - 1, to))]);
  }

  async function jump(which, go) {
    const event = selection.focused ?? selection.selected;
    const [from, to] = stage.window;
    try {
      const found = await seek(steps, which, { event, at: Math.round(which === "next" ? from : to) });
      return found ? go(found) : say(NONE[which]());
    } catch {
      return say(_("The server does not answer"));
    }
  }

  async function reachIt(item) {
    await reach(item);
    sayItem(item);
  }

  // Where all that there is is drawn, nobody needs to be asked.
  function end(which) {
    const { earlier, later, total } = answer();
    const all = byTime();
    if (earlier + later || total > all.length) return jump(which, reachIt);
    return focusOn(all.at(which === "first" ? 0 : -1));
  }

  const pick = (which) => () => jump(which, (item) => choose(item.id, false));

  function pan(by, far = false) {
    const [from, to] = stage.window;
    const moved = (to - from) * by;
    say(windowWords(...stage.setWindow([from + moved, to + moved], { jump: far })));
  }

  // The event that has focus, where it is in sight, else the middle.
  function middle() {
    const [from, to] = stage.window;
    const mark = focused()?.mark;
    const at = mark && stage.meets(mark) ? ((mark.start ?? mark.end) + (mark.end ?? mark.start)) / 2 : (from + to) / 2;
    return Math.max(from, Math.min(to, at));
  }

  function see(wanted, jump) {
    const [from, to] = stage.setWindow(wanted, { jump });
    say(`${lengthWords(to - from)}: ${windowWords(from, to)}`);
  }

  function zoom(wanted) {
    const [[from, to], at, by] = [stage.window, middle(), stage.zoomable(wanted)];
    see([at - (at - from) * by, at + (to - at) * by], false);
  }

  const preset = (name) => () => see(spanRound(name, middle()), true);

  function whole() {
    stage.setWindow(overview.extent, { jump: true });
    say(_("Whole range: {range}", { range: windowWords(...overview.extent) }));
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
    say(drawing.isFolded(id) ? _("Folded") : _("Unfolded"));
    show();
  }

  function unfold(id) {
    drawing.unfold(id);
    show();
  }

  return {
    ...{ step, end, pan, zoom, whole, lane, fold, unfold, say },
    ...{ day: preset("day"), month: preset("month"), year: preset("year"), decade: preset("decade") },
    ...{ first: pick("first"), previous: pick("previous"), next: pick("next"), last: pick("last") },
    open: () => selection.focused && choose(selection.focused, true),
    aside: (by) => pan(by * stage.onward), // to the left or right of the screen
    earlier: () => pan(-0.8, true),
    later: () => pan(0.8, true),
    in: () => zoom(0.5),
    out: () => zoom(2),
  };
}
