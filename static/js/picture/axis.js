import { lineWidth } from "./label.js";
import { DAY, FURTHEST, HOUR, MINUTE, YEAR, clockWords, dayWords, monthName, monthWords, parts, utc, yearWords } from "./time.js";

// One row a scale, finest first: length, what is labelled, what is ticked, what the labels lie in.
const MONTH = 30.44 * DAY;
const SCALES = [
  [MINUTE, "minute", 1, "minute", 1, "day"],
  [2 * MINUTE, "minute", 2, "minute", 1, "day"],
  [5 * MINUTE, "minute", 5, "minute", 1, "day"],
  [10 * MINUTE, "minute", 10, "minute", 2, "day"],
  [30 * MINUTE, "minute", 30, "minute", 10, "day"],
  [HOUR, "hour", 1, "minute", 10, "day"],
  [DAY / 8, "hour", 3, "hour", 1, "day"],
  [DAY / 4, "hour", 6, "hour", 1, "day"],
  [DAY / 2, "hour", 12, "hour", 3, "day"],
  [DAY, "day", 1, "hour", 6, "month"],
  [2 * DAY, "day", 2, "day", 1, "month"],
  [5 * DAY, "day", 5, "day", 1, "month"],
  [10 * DAY, "day", 10, "day", 2, "month"],
  [MONTH, "month", 1, "day", 10, "year"],
  [3 * MONTH, "month", 3, "month", 1, "year"],
  [6 * MONTH, "month", 6, "month", 1, "year"],
  [YEAR, "year", 1, "month", 3, null],
  [2 * YEAR, "year", 2, "year", 1, null],
  ...[0, 1, 2, 3, 4, 5].flatMap((power) =>
    [5, 10, 20].map((times) => [times * 10 ** power * YEAR, "year", times * 10 ** power, "year", (times * 10 ** power) / 5, null]),
  ),
];
const LEAST = 56;
const BOLD = "600 13px";
const PLAIN = "12px";
const APART = 14; // the padding before words, and a gap after them
const EARLIEST = parts(-FURTHEST).year + 1;

const UNITS = {
  minute: even(MINUTE),
  hour: even(HOUR),
  day: { first: firstDay, next: nextDay },
  month: {
    first: (at, n) => monthAt(Math.ceil(monthsAt(at) / n) * n),
    next: (at, n) => monthAt(Math.round(monthsAt(at)) + n),
  },
  year: {
    first: (at, n) => yearAfter(at - 1, n),
    next: (at, n) => yearAfter(at, n),
  },
};

const WORDS = {
  minute: clockWords,
  hour: clockWords,
  day: (at) => String(parts(at).day),
  month: (at) => monthName(parts(at).month),
};

const CONTEXT = {
  day: dayWords,
  month: monthWords,
  year: (at) => yearWords(parts(at).year),
};

function even(length) {
  return { first: (at, n) => Math.ceil(at / (n * length)) * n * length, next: (at, n) => at + n * length };
}

function monthsAt(at) {
  const { year, month, day } = parts(at);
  return year * 12 + month + (day > 1 || at % DAY ? 0.5 : 0);
}

// Round years in either era: 1000 BC, 500 BC, AD 1, AD 500. Year 0 is 1 BC, so before Christ a round year is one more.
function yearAfter(at, n) {
  const roundYear = (index) => utc(index * n + (n > 1 && index <= 0 ? 1 : 0));
  let index = Math.max(Math.floor(parts(at).year / n) - 1, Math.ceil(EARLIEST / n));
  while (roundYear(index) <= at) index += 1;
  return roundYear(index);
}

const monthAt = (months) => utc(Math.floor(months / 12), ((months % 12) + 12) % 12);

// Counted from the first of each month; the last stretch of a month is never shorter than half a step.
function firstDay(at, n) {
  let day = Math.ceil(at / DAY) * DAY;
  while (!onDay(day, n)) day += DAY;
  return day;
}

function nextDay(at, n) {
  let day = at + DAY;
  while (!onDay(day, n)) day += DAY;
  return day;
}

function onDay(at, n) {
  const { day } = parts(at);
  return (day - 1) % n === 0 && (day === 1 || day <= 31 - n / 2);
}

function* steps(unit, n, start, end) {
  const { first, next } = UNITS[unit];
  for (let at = first(start, n); at < end; at = next(at, n)) yield at;
}

export function scaleFor(start, end, width, least = LEAST) {
  const perPixel = (end - start) / width;
  return SCALES.find(([length, unit, n]) => length / perPixel >= Math.max(least, widest(unit, n, start, end))) ?? SCALES.at(-1);
}

// How much room the longest words of a scale may need.
function widest(unit, n, start, end) {
  if (unit === "year") return Math.max(...[start, end].map((at) => wide(yearWords(Math.ceil(parts(at).year / n) * n, parts(start).year < 1000))));
  return unit === "month" ? Math.max(...MONTHS.map((month) => wide(monthName(month), PLAIN))) : 0;
}

const MONTHS = Array.from({ length: 12 }, (_, month) => month);
const wide = (words, font = BOLD) => APART + lineWidth(words, font);

// What to draw: {labels, ticks, contexts}, each a list of [time, words].
export function ticks(start, end, width, least) {
  const [, unit, n, minor, minorN, context] = scaleFor(start, end, width, least);
  const at = [...steps(unit, n, start, end)];
  const early = at.some((each) => parts(each).year < 1000);
  const labels = at.map((each) => [each, unit === "year" ? yearWords(parts(each).year, early) : WORDS[unit](each)]);
  const small = [...steps(minor, minorN, start, end)];
  if (!context) return { labels: [], ticks: small, contexts: labels, lines: labels.map(([at]) => at) };
  const contexts = [[start, CONTEXT[context](start)], ...[...steps(context, 1, start + 1, end)].map((at) => [at, CONTEXT[context](at)])];
  return { labels, ticks: small, contexts, lines: labels.map(([at]) => at) };
}

function placed(tag, className, x, words) {
  const element = document.createElement(tag);
  element.className = className;
  element.style.insetInlineStart = `${x}px`;
  if (words) element.textContent = words;
  return element;
}


// The first word sticks to the edge and gives way to the next.
function contextLabels(contexts, toX, width) {
  const shown = contexts.map(([at, words]) => [Math.max(0, toX(at)), words]);
  const fits = ([x, words], index) => (index === 0 || x + wide(words) <= width) && (index === shown.length - 1 || shown[index + 1][0] - x >= wide(words));
  return shown.filter(fits).map(([x, words]) => placed("span", "axis-year", x, words));
}

export function drawAxis({ labels: box, lines: behind }, start, end, width, [before, after] = [0, 0]) {
  const toX = (at) => ((at - start) / (end - start)) * width;
  const { labels, ticks: small, contexts, lines } = ticks(start, end, width);
  box.replaceChildren(
    ...small.map((at) => placed("i", "axis-tick", toX(at))),
    ...contextLabels(contexts, toX, width),
    ...labels.filter(([at, words]) => toX(at) >= before && toX(at) + wide(words, PLAIN) <= width - after).map(([at, words]) => placed("span", "axis-label", toX(at), words)),
  );
  behind.replaceChildren(...lines.map((at) => placed("i", "axis-line", toX(at))));
}
