// The handles of a date that is edited, and the mark as it would be: by pointer, by touch and by key.
import { boundsOf, handlesOf, markOf, moved, shifted, told, valid, words } from "./bounds.js";
import { bar, disc, setFractions } from "./mark.js";
import { _ } from "../words.js";
import { DAY } from "./time.js";

const ALL = [0, 1, 2, 3];
const ENDS = [2, 3];

export function createHandles(box, { stage, topOf, onChange, onKeep, onBack }) {
  let bounds = null;
  let holds = []; // {element, moves}

  function begin(mark) {
    bounds = boundsOf(mark);
    if (!valid(bounds)) bounds = null;
    if (bounds) build();
    return bounds !== null;
  }

  function build() {
    const whole = hold({ moves: ALL, name: _("The whole date") }, "edit-whole");
    holds = [whole, ...handlesOf(bounds).map((each) => hold(each, "edit-handle"))];
    box.replaceChildren(...holds.map(({ element }) => element));
    draw();
    holds.at(1).element.focus();
  }

  function hold({ moves, name }, className) {
    const element = Object.assign(document.createElement("div"), { className, tabIndex: 0 });
    element.setAttribute("role", "slider");
    element.setAttribute("aria-label", name);
    element.addEventListener("keydown", (event) => key(event, moves));
    element.addEventListener("pointerdown", (event) => drag(event, moves));
    return { element, moves };
  }

  // --- by key and by hand ----------------------------------------------------------------------------------------------

  function key(event, moves) {
    const way = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1 }[event.key];
    if (event.key === "Enter") onKeep();
    else if (event.key === "Escape") onBack();
    else if (way) {
      const unit = event.ctrlKey || event.metaKey ? "year" : event.shiftKey ? "month" : "day";
      const by = event.key === "ArrowLeft" || event.key === "ArrowRight" ? way * stage.onward : way;
      set(moved(bounds, moves, (at, exclusive) => shifted(at, exclusive, unit, by)));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function drag(event, moves) {
    if (event.button) return;
    event.preventDefault();
    event.stopPropagation();
    const target = event.currentTarget;
    const [started, before] = [event.clientX, bounds];
    target.focus();
    target.setPointerCapture(event.pointerId);
    const follow = (now) => {
      const days = Math.round((stage.span((now.clientX - started) * stage.onward)) / DAY);
      const next = moved(before, moves, (at) => at + days * DAY);
      if (next !== before || days === 0) set(next);
    };
    target.addEventListener("pointermove", follow);
    target.addEventListener("lostpointercapture", () => target.removeEventListener("pointermove", follow), { once: true });
  }

  function set(next) {
    bounds = next;
    draw();
    onChange(words(bounds));
  }

  // --- drawing -----------------------------------------------------------------------------------------------------------

  function draw() {
    if (!bounds) return;
    const [width, top] = [stage.width(), topOf()];
    const clamp = (px) => Math.max(0, Math.min(width, px));
    const x = (at, open) => (at === null ? open : stage.x(at));
    for (const { element, moves } of holds) {
      if (moves === ALL) drawWhole(element, clamp(x(bounds[0], 0)), clamp(x(bounds[3], width)), top);
      else drawHandle(element, moves, stage.x(bounds[moves[0]]), width, top);
      element.setAttribute("aria-valuenow", String(bounds[moves.find((at) => bounds[at] !== null)]));
      element.setAttribute("aria-valuetext", moves === ALL ? words(bounds) : told(bounds[moves[0]], ENDS.includes(moves[0])));
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

  function drawHandle(element, moves, at, width, top) {
    element.hidden = at < -1 || at > width + 1;
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
    get bounds() {
      return bounds;
    },
  };
}
