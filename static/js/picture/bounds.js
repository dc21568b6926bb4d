// The bounds of a date, to be taken hold of and moved: [earliest, certain from, certain until, latest], epoch milliseconds, the last two
// exclusive; null where open or where nothing is certain. Their grain is what the date is written to: days, minutes or seconds.
// Numbers in, numbers out.
import { _ } from "../words.js";
import { DAY, HOUR, MINUTE, SECOND, clockWords, dayWords, parts, utc } from "./time.js";

const ENDS = [2, 3]; // exclusive, so what they tell is one grain before
const LATEST_YEAR = 9999; // EDTF writes later ones in another way
export const SIZES = { minute: MINUTE, hour: HOUR, day: DAY };
const known = (bounds) => bounds.filter((at) => at !== null);
const dayOf = (at) => Math.floor(at / DAY);

export const isEditable = (mark) => Boolean(mark) && mark.kind !== "disputed" && (mark.start !== null || mark.end !== null);

export function boundsOf({ start, end, core }) {
  const [from, to] = core ?? [null, null];
  return [start, from, to, end];
}

export const grainOf = (bounds) => [DAY, MINUTE].find((grain) => known(bounds).every((at) => at % grain === 0)) ?? SECOND;

// {moves: which bounds go together, name}; those that coincide are one.
export function handlesOf([a, b, c, d]) {
  const starts = a === b ? [{ moves: [0, 1], name: _("Beginning") }] : [{ moves: [0], name: _("Earliest day") }, { moves: [1], name: _("Certain from") }];
  const ends = c === d ? [{ moves: [2, 3], name: _("End") }] : [{ moves: [2], name: _("Certain until") }, { moves: [3], name: _("Latest day") }];
  const bounds = [a, b, c, d];
  return [...starts, ...ends].filter(({ moves }) => moves.every((at) => bounds[at] !== null));
}

export const valid = ([a, b, c, d], grain) => {
  const all = known([a, b, c, d]);
  const inOrder = all.every((at, index) => index === 0 || all[index - 1] <= at);
  const wide = (from, to) => from === null || to === null || to - from >= grain;
  return inOrder && wide(a, d) && wide(b, c) && all.every((at) => Math.abs(parts(at).year) < LATEST_YEAR);
};

// The same bounds, with some of them elsewhere; unchanged where that would put them out of order.
export function moved(bounds, grain, which, to) {
  const next = bounds.map((at, index) => (which.includes(index) && at !== null ? to(at, ENDS.includes(index)) : at));
  return valid(next, grain) ? next : bounds;
}

// What one step is: a day, so that a time of day stays; where the date has times and the axis shows hours or minutes, one of those.
export const stepOf = (grain, shown) => (grain === DAY || !(shown in SIZES) ? "day" : shown);

const last = (at, exclusive, grain) => (exclusive ? at - grain : at);

// Further or back by some units; in months and years the day of the month stays, or is the last that the month has, and so does the time.
export function shifted(at, exclusive, grain, unit, by) {
  if (unit in SIZES) return at + by * SIZES[unit];
  const told = last(at, exclusive, grain);
  const { year, month, day } = parts(told);
  const [years, months] = unit === "year" ? [year + by, month] : [year + Math.floor((month + by) / 12), (((month + by) % 12) + 12) % 12];
  const length = parts(utc(years, months + 1, 0)).day;
  return utc(years, months, Math.min(day, length)) + (told - dayOf(told) * DAY) + (exclusive ? grain : 0);
}

// 2 Aug 1992, 11:30; a moment of a second too
export function told(at, exclusive, grain) {
  const moment = last(at, exclusive, grain);
  if (grain === DAY) return dayWords(moment);
  return `${dayWords(moment)}, ${clockWords(moment)}${grain === SECOND ? `:${seconds(moment)}` : ""}`;
}

const digits = (number, length) => String(number).padStart(length, "0");
const seconds = (at) => digits(new Date(at).getUTCSeconds(), 2);

function written(at, exclusive, grain) {
  const moment = last(at, exclusive, grain);
  const { year, month, day, hour, minute } = parts(moment);
  const date = `${year < 0 ? "-" : ""}${digits(Math.abs(year), 4)}-${digits(month + 1, 2)}-${digits(day, 2)}`;
  const clock = `T${digits(hour, 2)}:${digits(minute, 2)}${grain === SECOND ? `:${seconds(moment)}` : ""}`;
  return grain === DAY ? date : date + clock;
}

export const isOne = ([a, , , d], grain) => a !== null && d !== null && d - a === grain;
const isInDay = ([a, , , d]) => a !== null && d !== null && dayOf(a) === dayOf(d - 1);

// As it stands behind a time of day: +04:00, Z, or a name of its own.
const behind = (zone, grain) => (!zone || grain === DAY ? "" : /^[A-Z]{2}/.test(zone) ? ` ${zone}` : zone);

// What a form says of it: the date in EDTF, or with times and their zone as ISO 8601 has them, and what of it is certain.
export function asForm([a, b, c, d], grain, zone = null) {
  const [at, more] = [(bound, exclusive) => written(bound, exclusive, grain), behind(zone, grain)];
  const certain = b === null ? "none" : `${at(b, false)}/${at(c, true)}`;
  if (isOne([a, b, c, d], grain)) return { when: at(a, false) + more, core: b === null ? certain : "" };
  const outer = [a === null ? ".." : at(a, false) + more, d === null ? ".." : at(d, true) + more].join("/");
  return { when: outer, core: certain };
}

export function words([a, b, c, d], grain) {
  if (isOne([a, b, c, d], grain)) return told(a, false, grain);
  const outer = outerWords(a, d, grain);
  if (b === null) return _("{dates}, some time within", { dates: outer });
  if (a === b && c === d) return _("{dates}, throughout", { dates: outer });
  return _("{dates}, certainly {core}", { dates: outer, core: `${told(b, false, grain)} – ${told(c, true, grain)}` });
}

function outerWords(a, d, grain) {
  if (d === null) return _("since {day}", { day: told(a, false, grain) });
  if (a === null) return _("until {day}", { day: told(d, true, grain) });
  return `${told(a, false, grain)} – ${told(d, true, grain)}`;
}

// As a mark, to be drawn while it is moved.
export function markOf([a, b, c, d]) {
  const core = b === null ? null : [b, c];
  const kind = isInDay([a, b, c, d]) ? "day" : core === null ? "within" : a === b && c === d ? "lasted" : "unsharp";
  return { kind, start: a, end: d, core, assumed: false };
}
