// The handles of a date that is edited, and the mark as it would be: by pointer, by touch and by key.
import { scaleFor } from "./axis.js";
import { SIZES, asForm, boundsOf, grainOf, handlesOf, isOne, markOf, moved, shifted, stepOf, told, valid, words } from "./bounds.js";
import { bar, disc, setFractions } from "./mark.js";
import { DAY } from "./time.js";
import { _ } from "../words.js";

const ALL = [0, 1, 2, 3];
const ENDS = [2, 3];

export function createHandles(box, { stage, topOf, onChange, onKeep, onBack }) {
  let bounds = null;
  let grain = null;
  let holds = []; // {element, moves}

  function begin(mark) {
    bounds = boundsOf(mark);
    grain = grainOf(bounds);
    if (!valid(bounds, grain)) bounds = null;
    if (bounds) build();
    return bounds !== null;
  }

  function build() {
    const whole = hold({ moves: ALL, name: _("The whole date") }, "edit-whole");
    holds = [whole, ...handlesOf(bounds).map((each) => hold(each, "edit-handle"))];
    box.replaceChildren(...holds.map(({ element }) => element));
    draw();
    holds.at(isOne(bounds, grain) ? 0 : 1).element.focus(); // what is one day or one moment is moved rather than widened
  }

  function hold({ moves, name }, className) {
    const element = Object.assign(document.createElement("div"), { className, tabIndex: 0 });
    element.setAttribute("role", "slider");
    element.setAttribute("aria-label", name);
    element.addEventListener("keydown", (event) => key(event, moves));
    element.addEventListener("pointerdown", (event) => drag(event, moves));
    element.addEventListener("focus", () => reveal(moves));
    return { element, moves };
  }

  // --- by key and by hand ----------------------------------------------------------------------------------------------

  function key(event, moves) {
    const way = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1 }[event.key];
    if (event.key === "Enter") onKeep();
    else if (event.key === "Escape") onBack();
    else if (way) {
      const unit = event.ctrlKey || event.metaKey ? "year" : event.shiftKey ? "month" : step();
      const by = event.key === "ArrowLeft" || event.key === "ArrowRight" ? way * stage.onward : way;
      set(moved(bounds, grain, moves, (at, exclusive) => shifted(at, exclusive, grain, unit, by)));
      reveal(moves);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const step = () => stepOf(grain, scaleFor(...stage.window, stage.width())[1]);

  // What has the focus is in sight: the window comes to it.
  function reveal(moves) {
    const [start, end] = extentOf(moves);
    if (end < stage.window[0]) stage.reveal(end);
    if (start > stage.window[1]) stage.reveal(start);
  }

  // From where to where something that moves these bounds reaches.
  function extentOf(moves) {
    if (moves === ALL) return [bounds[0] ?? -Infinity, bounds[3] ?? Infinity];
    return [bounds[moves[0]], bounds[moves[0]]];
  }

  function drag(event, moves) {
    if (event.button) return;
    event.preventDefault();
    event.stopPropagation();
    const target = event.currentTarget;
    const [started, before, size] = [event.clientX, bounds, SIZES[step()]];
    target.focus();
    target.setPointerCapture(event.pointerId);
    const follow = (now) => {
      const steps = Math.round(stage.span((now.clientX - started) * stage.onward) / size);
      const next = moved(before, grain, moves, (at) => at + steps * size);
      if (next !== before || steps === 0) set(next);
    };
    target.addEventListener("pointermove", follow);
    target.addEventListener("lostpointercapture", () => target.removeEventListener("pointermove", follow), { once: true });
  }

  function set(next) {
    bounds = next;
    draw();
    onChange(words(bounds, grain));
  }

  // --- drawing -----------------------------------------------------------------------------------------------------------

  function draw() {
    if (!bounds) return;
    const [width, top] = [stage.width(), topOf()];
    const clamp = (px) => Math.max(0, Math.min(width, px));
    const x = (at, open) => (at === null ? open : stage.x(at));
    for (const { element, moves } of holds) {
      if (moves === ALL) drawWhole(element, clamp(x(bounds[0], 0)), clamp(x(bounds[3], width)), top);
      else drawHandle(element, moves, clamp(stage.x(bounds[moves[0]])), top);
      element.classList.toggle("is-away", isAway(moves));
      element.setAttribute("aria-valuenow", String(bounds[moves.find((at) => bounds[at] !== null)]));
      element.setAttribute("aria-valuetext", moves === ALL ? words(bounds, grain) : told(bounds[moves[0]], ENDS.includes(moves[0]), grain));
    }
  }

  function drawWhole(element, left, right, top) {
    const mark = markOf(bounds);
    const box = [bounds[0] ?? stage.window[0], bounds[3] ?? stage.window[1]].map((at) => Math.max(stage.window[0], Math.min(stage.window[1], at)));
    Object.assign(element.style, { insetInlineStart: `${left}px`, width: `${Math.max(8, right - left)}px`, top: `${top}px` });
    const drawn = mark.kind === "day" && right - left < 8 ? disc(mark) : bar(mark.kind === "day" ? { ...mark, kind: "lasted" } : mark);
    element.replaceChildren(drawn);
    if (box[1] > box[0]) setFractions(element, mark, box);
  }

  // Outside the window: not seen, but still on the way of the keys.
  function isAway(moves) {
    const [start, end] = extentOf(moves);
    return end < stage.window[0] || start > stage.window[1];
  }

  function drawHandle(element, moves, at, top) {
    Object.assign(element.style, { insetInlineStart: `${at}px`, top: `${top}px` });
    element.classList.toggle("is-end", ENDS.includes(moves[0]));
  }

  return {
    begin,
    draw,
    end() {
      bounds = null;
      holds = [];
      box.replaceChildren();
    },
    told: () => words(bounds, grain),
    hasTimes: () => grain !== DAY,
    form: (zone) => asForm(bounds, grain, zone),
    step,
  };
}
