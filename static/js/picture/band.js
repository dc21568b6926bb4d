// The band of a lane: what is not drawn one by one, counted in columns; each event once, in the column of its earliest day.
import { _, number } from "../words.js";
import { DAY, countWords, dayWords, monthWords, parts, utc, windowWords } from "./time.js";

const HIGH = 22;
const HIGHER = 34;
const MANY = 100000;

function place(edges, at) {
  let index = edges.findIndex((edge, i) => i + 1 < edges.length && at < edges[i + 1]);
  if (index < 0) index = edges.length - 2;
  return index;
}

function isCertain({ start, end, core }, from, to) {
  const inside = start !== null && end !== null && start >= from && end <= to;
  return inside || (core !== null && core !== undefined && core[0] < to && core[1] > from);
}

// [[start, end, certain, possible], ...] of what the server counted, with the events for which no row was free
export function columns(counted, rest, edges) {
  const found = new Map(counted.map(([start, end, certain, possible]) => [start, { start, end, certain, possible }]));
  for (const { mark } of rest) {
    const index = place(edges, mark.start ?? edges[0]);
    const [start, end] = [edges[index], edges[index + 1]];
    if (!found.has(start)) found.set(start, { start, end, certain: 0, possible: 0 });
    found.get(start)[isCertain(mark, start, end) ? "certain" : "possible"] += 1;
  }
  return [...found.values()];
}

export const total = (bins) => bins.reduce((sum, { certain, possible }) => sum + certain + possible, 0);

// What the columns are measured against. The first column also holds what began before the window, so it may rise above the others.
export function most(bins, edges) {
  const counts = bins.filter(({ start }) => start !== edges[0]).map(({ certain, possible }) => certain + possible);
  return counts.length ? Math.max(...counts) : total(bins);
}

export function bandElement() {
  const element = document.createElement("div");
  element.className = "tl-band";
  return element;
}

export function fillBand(element, bins, edges, colour) {
  const [first, last] = [edges[0], edges.at(-1)];
  const top = most(bins, edges);
  const high = total(bins) > MANY ? HIGHER : HIGH;
  element.className = `tl-band ${colour}`;
  element.style.setProperty("--high", `${high}px`);
  element.replaceChildren(...bins.map((bin) => column(bin, first, last - first, top, high)));
}

function column(bin, first, span, top, high) {
  const element = document.createElement("i");
  const count = bin.certain + bin.possible;
  const height = Math.min(high, Math.max(2, (count / top) * high));
  const { style, dataset } = element;
  style.insetInlineStart = `${((bin.start - first) / span) * 100}%`;
  style.width = `${((bin.end - bin.start) / span) * 100}%`;
  style.height = `${height}px`;
  style.setProperty("--certain", `${(bin.certain / count) * 100}%`);
  Object.assign(dataset, { from: bin.start, to: bin.end, certain: bin.certain, possible: bin.possible });
  return element;
}

// "Jul 1992: 9 events, 7 certainly, 2 possibly; zoom in"
export function columnWords({ from, to, certain, possible }) {
  const [start, end, sure, pale] = [from, to, certain, possible].map(Number);
  const told = { when: stretchWords(start, end), events: countWords(sure + pale), sure: number(sure), pale: number(pale) };
  if (!pale) return _("{when}: {events}, {sure} certainly; zoom in", told);
  if (!sure) return _("{when}: {events}, {pale} possibly; zoom in", told);
  return _("{when}: {events}, {sure} certainly, {pale} possibly; zoom in", told);
}

function stretchWords(start, end) {
  if (end - start === DAY) return dayWords(start);
  const { year, month, day } = parts(start);
  if (day === 1 && end === utc(year, month + 1)) return monthWords(start);
  return windowWords(start, end);
}
