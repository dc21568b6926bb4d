// How much of time one may ask to see at once, in whole units of the calendar.
import { parts, utc } from "./time.js";

const SPANS = {
  day: ({ year, month, day }) => [utc(year, month, day), utc(year, month, day + 1)],
  month: ({ year, month }) => [utc(year, month), utc(year, month + 1)],
  year: ({ year }) => [utc(year), utc(year + 1)],
  decade: ({ year }) => [utc(Math.floor(year / 10) * 10), utc(Math.floor(year / 10) * 10 + 10)],
};

// The day, month, year or decade in which an instant lies.
export const spanRound = (name, at) => SPANS[name](parts(at));
