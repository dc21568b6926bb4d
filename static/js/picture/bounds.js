// The bounds of a date, to be taken hold of and moved: [earliest, certain from, certain until, latest], epoch milliseconds of whole
// days, the last two exclusive; null where open or where nothing is certain. Numbers in, numbers out.
import { _ } from "../words.js";
import { DAY, dayWords, parts, utc } from "./time.js";

const ENDS = [2, 3]; // exclusive, so the day that they tell is the one before
const LATEST_YEAR = 9999; // EDTF writes later ones in another way
const midnight = (at) => Math.floor(at / DAY) * DAY;
const nextMidnight = (at) => Math.ceil(at / DAY) * DAY;
const known = (bounds) => bounds.filter((at) => at !== null);

export const isEditable = (mark) => Boolean(mark) && mark.kind !== "disputed" && (mark.start !== null || mark.end !== null);

export function boundsOf({ start, end, core }) {
  const [from, to] = core ?? [null, null];
  return [start, from].map((at) => (at === null ? null : midnight(at))).concat([to, end].map((at) => (at === null ? null : nextMidnight(at))));
}

// What whole days cannot hold.
export const hasTimes = ({ start, end, core }) => [start, end, ...(core ?? [])].some((at) => at !== null && at % DAY !== 0);

// {moves: which bounds go together, name}; those that coincide are one.
export function handlesOf([a, b, c, d]) {
  const starts = a === b ? [{ moves: [0, 1], name: _("Beginning") }] : [{ moves: [0], name: _("Earliest day") }, { moves: [1], name: _("Certain from") }];
  const ends = c === d ? [{ moves: [2, 3], name: _("End") }] : [{ moves: [2], name: _("Certain until") }, { moves: [3], name: _("Latest day") }];
  const bounds = [a, b, c, d];
  return [...starts, ...ends].filter(({ moves }) => moves.every((at) => bounds[at] !== null));
}

export const valid = ([a, b, c, d]) => {
  const all = known([a, b, c, d]);
  const inOrder = all.every((at, index) => index === 0 || all[index - 1] <= at);
  const wide = (from, to) => from === null || to === null || to - from >= DAY;
  return inOrder && wide(a, d) && wide(b, c) && all.every((at) => Math.abs(parts(at).year) < LATEST_YEAR);
};

// The same bounds, with some of them elsewhere; unchanged where that would put them out of order.
export function moved(bounds, which, to) {
  const next = bounds.map((at, index) => (which.includes(index) && at !== null ? to(at, ENDS.includes(index)) : at));
  return valid(next) ? next : bounds;
}

const lastDay = (at, exclusive) => (exclusive ? at - DAY : at);

// A day, a month or a year further or back; the day of the month stays, or is the last that the month has.
export function shifted(at, exclusive, unit, by) {
  if (unit === "day") return at + by * DAY;
  const { year, month, day } = parts(lastDay(at, exclusive));
  const [years, months] = unit === "year" ? [year + by, month] : [year + Math.floor((month + by) / 12), (((month + by) % 12) + 12) % 12];
  const length = parts(utc(years, months + 1, 0)).day;
  return utc(years, months, Math.min(day, length)) + (exclusive ? DAY : 0);
}

export const told = (at, exclusive) => dayWords(lastDay(at, exclusive));

function written(at, exclusive) {
  const { year, month, day } = parts(lastDay(at, exclusive));
  const digits = (number, length) => String(number).padStart(length, "0");
  return `${year < 0 ? "-" : ""}${digits(Math.abs(year), 4)}-${digits(month + 1, 2)}-${digits(day, 2)}`;
}

const isDay = ([a, , , d]) => a !== null && d !== null && d - a === DAY;

// What a form says of it: the date in EDTF, and which days of it are certain.
export function asForm([a, b, c, d]) {
  if (isDay([a, b, c, d])) return { when: written(a, false), core: "" };
  const outer = [a === null ? ".." : written(a, false), d === null ? ".." : written(d, true)].join("/");
  return { when: outer, core: b === null ? "none" : `${written(b, false)}/${written(c, true)}` };
}

export function words([a, b, c, d]) {
  if (isDay([a, b, c, d])) return told(a, false);
  const outer = outerWords(a, d);
  if (b === null) return _("{dates}, some time within", { dates: outer });
  if (a === b && c === d) return _("{dates}, throughout", { dates: outer });
  return _("{dates}, certainly {core}", { dates: outer, core: `${told(b, false)} – ${told(c, true)}` });
}

function outerWords(a, d) {
  if (d === null) return _("since {day}", { day: told(a, false) });
  if (a === null) return _("until {day}", { day: told(d, true) });
  return `${told(a, false)} – ${told(d, true)}`;
}

// As a mark, to be drawn while it is moved.
export function markOf([a, b, c, d]) {
  const core = b === null ? null : [b, c];
  const kind = isDay([a, b, c, d]) ? "day" : core === null ? "within" : a === b && c === d ? "lasted" : "unsharp";
  return { kind, start: a, end: d, core, assumed: false };
}
