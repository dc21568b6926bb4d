// Small things that several modules need. Text goes into the page through textContent or through pages that the server escaped.
import { _, clock } from "./words.js";

const PASSING = ["event", "axis", "from", "to", "cursor", "show", "tick"];

export function announce(words) {
  const live = document.getElementById("live");
  if (live) live.textContent = words;
}

export function kept(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

export function keep(name, value) {
  try { localStorage.setItem(name, value); } catch { /* storage may be forbidden; the choice then lasts as long as the page */ }
}

export function own(tag, properties = {}, children = []) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export const typing = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;

// A page as the server wrote it, not shown. What waits for the theme of the screen in it would hold all of it in memory for ever.
export function parsed(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const each of page.querySelectorAll("source[media]")) each.remove();
  return page;
}

// A piece of a page as the server wrote it; null when the server does not answer.
export async function fragment(url, signal) {
  const answer = await fetch(url, { signal, headers: { Accept: "text/html" }, credentials: "same-origin" });
  const page = parsed(await answer.text());
  return { ok: answer.ok && !answer.redirected, element: document.adoptNode(page.body).firstElementChild };
}

// What an address says of which events there are, the same however it was put together; all else in it is no matter to that.
export function filterIn(given) {
  const said = [...given].filter(([name, value]) => value && !PASSING.includes(name));
  const query = new URLSearchParams(said);
  query.sort();
  return query;
}

// The window of the picture that an address names, in epoch milliseconds; null where it names none that can be.
export function windowOf(query) {
  const [from, to] = ["from", "to"].map((name) => Number(query.get(name) ?? NaN));
  return Number.isFinite(from) && from < to ? { from, to } : null;
}

export const narrow = () => matchMedia("(max-width: 899px)").matches;

// The strip that says that the server does not answer, until it does.
export function gone(again, focus = false) {
  const said = own("p", {}, [own("strong", { textContent: _("No answer since {time}.", { time: clock(new Date()) }) }), " ", _("What you typed is kept.")]);
  const button = own("button", { type: "button", textContent: _("Try now") });
  button.addEventListener("click", again);
  const strip = own("div", { className: "gone" }, [said, button]);
  strip.setAttribute("role", "alert");
  there();
  document.body.append(strip);
  if (focus) button.focus();
}

export function there() {
  document.querySelector(".gone")?.remove();
}
