// What sticks to the edges of the window while it moves: labels of bars that begin before it, arrows and fades of open ends.
import { across } from "./layout.js";

const BEYOND = 2; // a box is drawn this many windows beyond the edges, no further: browsers cannot hold wider ones

export function boxOf({ start, end }, [first, last]) {
  const span = last - first;
  const from = Math.max(start ?? -Infinity, first - BEYOND * span);
  const to = Math.min(end ?? Infinity, last + BEYOND * span);
  return from < to ? [from, to] : [start ?? end - span, end ?? start + span];
}

export function follow({ start, end, place, item, element, wide }, window, width) {
  const scale = (at) => ((at - window[0]) / (window[1] - window[0])) * width;
  const [left, right] = [scale(start), scale(end)];
  const set = (name, value) => element.style.setProperty(name, `${Math.round(value * 100) / 100}px`);
  const now = across(item, scale, width, wide);
  if (now.labelAt !== undefined) set("--x", now.labelAt - left);
  set("--ring", now.from - left);
  set("--ring-width", now.to - now.from);
  const { mark } = item;
  if (mark.start !== null && mark.end !== null) return;
  set("--edge-start", Math.max(0, -left));
  set("--edge-end", Math.max(0, right - width));
  const solid = mark.core ? scale(mark.core[1]) : scale(mark.start ?? mark.end);
  const solidStart = mark.core ? scale(mark.core[0]) : scale(mark.end ?? mark.start);
  set("--gone-end", Math.min(64, Math.max(0, width - solid)));
  set("--gone-start", Math.min(64, Math.max(0, solidStart)));
}

export const sticks = ({ item: { mark }, place }, [first, end]) =>
  mark.start === null || mark.end === null || (!place.asDisc && (mark.start < first || mark.end > end || place.left < 0));
