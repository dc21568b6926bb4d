// Clicks, the wheel and the pointer. Dragging and pinching are vis-timeline's own.
import { columnWords } from "./band.js";

const DRAGGED = 4;

export function listenToHand(root, { stage, act, choose }) {
  const find = (selector) => root.querySelector(selector);
  const lanes = find(".picture-lanes");
  let pressed = null;

  lanes.addEventListener("pointerdown", (event) => (pressed = [event.clientX, event.clientY]), true);

  root.addEventListener("click", (event) => {
    const dragged = pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > DRAGGED;
    pressed = null;
    const doing = event.target.closest("[data-do]")?.dataset.do;
    if (doing) stage.window && run(event.target, doing);
    else if (!dragged) pick(event.target);
  });

  function run(target, doing) {
    target.closest("details.menu")?.removeAttribute("open");
    act[doing](target.closest("[data-lane]")?.dataset.lane);
  }

  function pick(target) {
    const mark = target.closest(".tl-event");
    const column = target.closest(".tl-band > i");
    if (mark) choose(mark.dataset.event, false);
    else if (column) stage.setWindow([Number(column.dataset.from), Number(column.dataset.to)], { jump: true });
  }

  lanes.addEventListener("pointerover", ({ target }) => {
    const column = target.closest(".tl-band > i");
    if (column && !column.title) column.title = columnWords(column.dataset);
  });

  // Where all lanes fit there is nothing to scroll, so the wheel zooms; Ctrl and the wheel always do.
  function turned(event) {
    if (!stage.window || (event.ctrlKey ? stage.drags : stage.scrolls())) return;
    event.preventDefault();
    event.stopPropagation();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) act.aside(event.deltaX / stage.width());
    else zoomRound(stage.offset(event.clientX), Math.exp(Math.max(-100, Math.min(100, event.deltaY)) / 400));
  }

  function zoomRound(px, wanted) {
    const [from, to] = stage.window;
    const by = stage.zoomable(wanted);
    const at = from + (px / stage.width()) * (to - from);
    stage.setWindow([at - (at - from) * by, at + (to - at) * by]);
  }

  lanes.addEventListener("wheel", turned, { capture: true, passive: false });
}
