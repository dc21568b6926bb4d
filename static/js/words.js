// The sentences of the modules in the reader's language. The page brings those of its language along; English stands in the code.
export const LANGUAGE = document.documentElement.lang || "en";
const brought = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const messages = brought.messages ?? {};
const numbers = once(() => new Intl.NumberFormat(LANGUAGE));
const plurals = once(() => new Intl.PluralRules(LANGUAGE));

function once(make) {
  let made;
  return () => (made ??= make());
}

// English counts are written here: to have the browser load how the numbers of a language are written keeps the first picture waiting.
const english = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

export const number = (value) => (LANGUAGE === "en" && Number.isInteger(value) ? english(value) : numbers().format(value));

const fill = (message, values) => message.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

// _("No answer since {time}.", { time })
export const _ = (message, values = {}) => fill(messages[message] ?? message, values);

// ngettext("{number} event", "{number} events", 1248): the number is written as the reader writes it
export function ngettext(one, many, count, values = {}) {
  const form = messages[one]?.[brought.forms[plurals().select(count)]] ?? (count === 1 ? one : many);
  return fill(form, { number: number(count), ...values });
}

// The hour and minute, as the reader tells them.
export const clock = (moment) => new Intl.DateTimeFormat(LANGUAGE === "en" ? "en-GB" : LANGUAGE, { hour: "2-digit", minute: "2-digit" }).format(moment);
