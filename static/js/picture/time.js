import { LANGUAGE, ngettext, number } from "../words.js";

// Times are epoch milliseconds, wall clock taken as UTC; years are astronomical until they are told.
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const YEAR = 365.2425 * DAY;
export const FURTHEST = 8.63e15;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ENGLISH = LANGUAGE === "en";
const inWords = (at, how) => new Intl.DateTimeFormat(LANGUAGE, { timeZone: "UTC", calendar: "gregory", ...how }).format(at);
const era = (at) => (parts(at).year < 1 ? { era: "short" } : {});

export const monthName = (month) => (ENGLISH ? MONTHS[month] : inWords(utc(2001, month), { month: "short" }));

// Date.UTC takes years 0 to 99 for 1900 to 1999.
export function utc(year, month = 0, day = 1, hour = 0) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour);
  return date.getTime();
}

export function parts(at) {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), hour: date.getUTCHours(), minute: date.getUTCMinutes() };
}

// `era`: with AD, where the years beside it have one.
export function yearWords(year, era = year < 1000) {
  if (!ENGLISH) return year < 1 ? inWords(utc(year), { year: "numeric", era: "short" }) : inWords(utc(year), { year: "numeric" });
  if (year <= 0) return `${grouped(1 - year)} BC`;
  return era ? `AD ${grouped(year)}` : grouped(year);
}

const grouped = (year) => (year > 9999 ? number(year) : String(year));

export function dayWords(at) {
  if (!ENGLISH) return inWords(at, { day: "numeric", month: "short", year: "numeric", ...era(at) });
  const { year, month, day } = parts(at);
  return `${day} ${MONTHS[month]} ${yearWords(year)}`;
}

export function monthWords(at) {
  if (!ENGLISH) return inWords(at, { month: "short", year: "numeric", ...era(at) });
  return `${monthName(parts(at).month)} ${yearWords(parts(at).year)}`;
}

export function clockWords(at) {
  const { hour, minute } = parts(at);
  return [hour, minute].map((each) => String(each).padStart(2, "0")).join(":");
}

// 12 May 1994, 11:00–12:52
function timesWords(start, end) {
  const until = end % DAY ? clockWords(end) : "24:00";
  const [first, last] = [dayWords(start), dayWords(end - 1)];
  return first === last ? `${first}, ${clockWords(start)}–${until}` : `${first}, ${clockWords(start)} – ${last}, ${until}`;
}

const byDays = (start, end) => start % DAY === 0 && end % DAY === 0;
const toMinute = (at) => Math.round(at / MINUTE) * MINUTE;

// 1988–1995; inside one year, days; inside two days, times.
export function windowWords(start, end) {
  if (end - start <= 2 * DAY && !byDays(toMinute(start), toMinute(end))) return timesWords(toMinute(start), toMinute(end));
  const [first, last] = [parts(start), parts(end - 1)];
  if (end - start < 550 * DAY) return `${dayWords(start)} – ${dayWords(end - 1)}`;
  return first.year > 999 ? `${yearWords(first.year)}–${yearWords(last.year)}` : `${yearWords(first.year)} – ${yearWords(last.year)}`;
}

const LENGTHS = [
  [YEAR, (count) => ngettext("{number} year", "{number} years", count)],
  [30.44 * DAY, (count) => ngettext("{number} month", "{number} months", count)],
  [DAY, (count) => ngettext("{number} day", "{number} days", count)],
  [HOUR, (count) => ngettext("{number} hour", "{number} hours", count)],
  [MINUTE, (count) => ngettext("{number} minute", "{number} minutes", count)],
];

export function lengthWords(span) {
  const [size, words] = LENGTHS.find(([length]) => span >= 1.5 * length) ?? LENGTHS.at(-1);
  return words(Math.max(1, Math.round(span / size)));
}

export const countWords = (count) => ngettext("{number} event", "{number} events", count);
