// The whole range in a strip, with the window as a brush: two handles and the window between, by hand and by key.
import { _, number } from "../words.js";
import { ticks } from "./axis.js";
import { dayWords, windowWords } from "./time.js";

const HIGH = 40;
const LEAST = 24;
const LETTER = 7; // a year is not begun where it would be cut off

export function createOverview(root, { onWindow, onward }) {
  const find = (name) => root.querySelector(`.overview-${name}`);
  const strip = find("strip");
  const frame = find("frame");
  const handles = [...root.querySelectorAll(".overview-handle")];
  let extent = null;
  let window = null;

  let wide = 0; // until the page is resized, and as long as the strip is not on it
  let counted = null;

  const width = () => (wide ||= strip.clientWidth) || 1;
  const x = (at) => ((at - extent[0]) / (extent[1] - extent[0])) * width();
  const timeAt = (px) => extent[0] + (px / width()) * (extent[1] - extent[0]);
  const offset = (clientX) => (onward > 0 ? clientX - strip.getBoundingClientRect().left : strip.getBoundingClientRect().right - clientX);
  const clampX = (px) => Math.max(0, Math.min(width(), px));

  function take(answer) {
    if (answer.extent) extent = answer.extent;
    counted = answer.overview ?? counted;
    if (answer.overview) fill(counted);
  }

  function fill(bins) {
    const top = Math.max(1, ...bins.map(([, , count]) => count));
    const column = ([start, end], count) => (count ? columnPath(x(start), x(end), Math.max(1.5, (count / top) * HIGH)) : "");
    const [all, certain] = [2, 3].map((which) => bins.map((bin) => column(bin, bin[which])).join(""));
    const svg = find("columns");
    svg.setAttribute("viewBox", `0 0 ${width()} ${HIGH}`);
    svg.firstElementChild.setAttribute("d", all); // pale; what certainly lies in a column is solid on it
    svg.lastElementChild.setAttribute("d", certain);
    find("range").textContent = windowWords(...extent);
    find("most").textContent = _("max {most}", { most: number(top) });
    years();
    root.dataset.bins = bins.length;
  }

  const columnPath = (left, right, high) => `M${left.toFixed(1)} ${HIGH}v${(-high).toFixed(1)}h${Math.max(1, right - left - 1).toFixed(1)}v${high.toFixed(1)}z`;

  function years() {
    const { contexts, labels } = ticks(...extent, width(), 90);
    const shown = labels.length ? contexts.slice(1) : contexts;
    find("years").replaceChildren(
      ...shown.filter(([at, words]) => x(at) < width() - LETTER * words.length - 2).map(([at, words]) => {
        const label = Object.assign(document.createElement("span"), { textContent: words });
        label.style.insetInlineStart = `${x(at)}px`;
        return label;
      }),
    );
  }

  function show(now) {
    window = now;
    if (!extent) return;
    let [left, right] = now.map((at) => clampX(x(at)));
    if (right - left < LEAST) {
      const middle = Math.max(LEAST / 2, Math.min(width() - LEAST / 2, (left + right) / 2));
      [left, right] = [middle - LEAST / 2, middle + LEAST / 2];
    }
    Object.assign(frame.style, { insetInlineStart: `${left}px`, width: `${right - left}px` });
    find("veil.before").style.width = `${left}px`;
    find("veil.after").style.insetInlineStart = `${right}px`;
    handles[0].style.insetInlineStart = `${left}px`;
    handles[1].style.insetInlineStart = `${right}px`;
    handles.forEach((handle, index) => read(handle, now[index] - index));
  }

  function read(handle, at) {
    handle.setAttribute("aria-valuemin", String(Math.round(extent[0])));
    handle.setAttribute("aria-valuemax", String(Math.round(extent[1])));
    handle.setAttribute("aria-valuenow", String(Math.round(at)));
    handle.setAttribute("aria-valuetext", dayWords(at));
  }

  // --- by hand -------------------------------------------------------------------------------------------------------

  function drag(event, move) {
    event.preventDefault();
    const started = event.clientX;
    const before = [...window];
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    const moved = (now) => onWindow(move(before, ((onward * (now.clientX - started)) / width()) * (extent[1] - extent[0])));
    target.addEventListener("pointermove", moved);
    target.addEventListener("lostpointercapture", () => target.removeEventListener("pointermove", moved), { once: true });
  }

  const least = () => (extent[1] - extent[0]) / width();
  const moveStart = ([start, end], by) => [Math.min(start + by, end - least()), end];
  const moveEnd = ([start, end], by) => [start, Math.max(end + by, start + least())];
  const moveBoth = ([start, end], by) => {
    const held = Math.max(extent[0] - start, Math.min(extent[1] - end, by));
    return [start + held, end + held];
  };
  const MOVES = [moveStart, moveEnd];

  handles.forEach((handle, index) => handle.addEventListener("pointerdown", (event) => extent && drag(event, MOVES[index])));
  frame.addEventListener("pointerdown", (event) => extent && drag(event, moveBoth));
  strip.addEventListener("pointerdown", (event) => {
    if (!extent || event.target.closest(".overview-frame, .overview-handle")) return;
    const at = timeAt(offset(event.clientX));
    const half = (window[1] - window[0]) / 2;
    onWindow([at - half, at + half], { jump: true });
  });

  // --- by key --------------------------------------------------------------------------------------------------------

  function key(event, index) {
    const step = (extent[1] - extent[0]) / 100;
    const by = { ArrowLeft: -step * onward, ArrowRight: step * onward, ArrowDown: -step, ArrowUp: step, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const ends = [...window];
    ends[index] = Math.max(extent[0], Math.min(extent[1], Number.isFinite(by) ? ends[index] + by * (event.shiftKey ? 10 : 1) : by < 0 ? extent[0] : extent[1]));
    if (ends[1] - ends[0] >= least()) onWindow(ends);
  }

  handles.forEach((handle, index) => handle.addEventListener("keydown", (event) => extent && key(event, index)));

  return {
    ...{ take, show, width },
    resize() {
      wide = 0;
      if (counted) fill(counted);
    },
    get extent() {
      return extent;
    },
  };
}
