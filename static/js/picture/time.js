// Times are epoch milliseconds, wall clock taken as UTC; years are astronomical until they are told.
export const DAY = 86400000;
export const FURTHEST = 8.63e15;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const monthName = (month) => MONTHS[month];

// Date.UTC takes years 0 to 99 for 1900 to 1999.
export function utc(year, month = 0, day = 1, hour = 0) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour);
  return date.getTime();
}

export function parts(at) {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), hour: date.getUTCHours() };
}

// `era`: with AD, where the years beside it have one.
export function yearWords(year, era = year < 1000) {
  if (year <= 0) return `${grouped(1 - year)} BC`;
  return era ? `AD ${grouped(year)}` : grouped(year);
}

const grouped = (number) => (number > 9999 ? number.toLocaleString("en-GB") : String(number));

export function dayWords(at) {
  const { year, month, day } = parts(at);
  return `${day} ${MONTHS[month]} ${yearWords(year)}`;
}

// 1988–1995; inside one year, days.
export function windowWords(start, end) {
  const [first, last] = [parts(start), parts(end - 1)];
  if (end - start < 550 * DAY) return `${dayWords(start)} – ${dayWords(end - 1)}`;
  return first.year > 999 ? `${yearWords(first.year)}–${yearWords(last.year)}` : `${yearWords(first.year)} – ${yearWords(last.year)}`;
}

const LENGTHS = [
  [365.2425 * DAY, "year"],
  [30.44 * DAY, "month"],
  [DAY, "day"],
  [3600000, "hour"],
];

export function lengthWords(span) {
  const [size, word] = LENGTHS.find(([length]) => span >= 1.5 * length) ?? LENGTHS[3];
  const count = Math.max(1, Math.round(span / size));
  return `${count.toLocaleString("en-GB")} ${word}${count === 1 ? "" : "s"}`;
}

export const countWords = (count, noun = "event") => `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;
