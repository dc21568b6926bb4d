// Finding without opening the page again: links and boxes of the view bar, the chips, the filter and the list ask for the same page as
// without scripts, and only what differs in it is put in place. The address says every state; Back and Forward go through them.
import { announce, filterIn, gone, narrow, parsed, there, windowOf } from "./shared.js";

const form = document.getElementById("view");
const FOLLOWED = "#conditions a, #match a, #filter, #close-filter, #filter-panel .filter-foot a, #list .pager a, #list .empty a, #in-window, #tabs a, #saved-list a";
const KEPT = ["axis", "from", "to", "event"]; // of this page, where a link to another state does not name them
const TYPED = ["dates", "q", "lanes", "colour"];
const parts = (page) => [...page.querySelectorAll("[data-part][id]")];

let shown = new URL(location.href);
let newest = new AbortController();
let windowNow = windowOf(shown.searchParams);

// --- another state of the page ---------------------------------------------------------------------------------------

const about = (url) => filterIn(url.searchParams).toString();

// The window and the selected event stay where they still apply: other dates have a window of their own.
function keeping(url) {
  const here = new URL(location.href).searchParams;
  const same = (url.searchParams.get("dates") ?? "") === (shown.searchParams.get("dates") ?? "");
  for (const name of KEPT) {
    if (!["axis", "event"].includes(name) && !same) url.searchParams.delete(name);
    else if (here.has(name)) url.searchParams.set(name, here.get(name));
    else url.searchParams.delete(name);
  }
  return url;
}

// `keeps`: as a link or a box does; a saved view and a step back have their own window and event.
async function go(url, { push = true, keeps = push, focus = null } = {}) {
  newest.abort();
  newest = new AbortController();
  const { signal } = newest;
  const address = () => (keeps ? keeping(new URL(url)) : url); // once more on arrival: an event may have been opened in the meantime
  document.body.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address(), { signal, headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (answer.redirected || !answer.ok) return location.assign(address());
    const page = parsed(await answer.text());
    if (signal.aborted) return undefined;
    there();
    return arrive(page, address(), push, focus);
  } catch (wrong) {
    if (wrong.name !== "AbortError") gone(() => go(url, { push, keeps, focus }));
    return undefined;
  } finally {
    if (!signal.aborted) document.body.removeAttribute("aria-busy");
  }
}

function arrive(page, url, push, focus) {
  const before = about(shown);
  if (shown.searchParams.get("dates") !== new URL(url).searchParams.get("dates")) windowNow = windowOf(new URL(url).searchParams);
  if (push) history.pushState(history.state, "", url);
  shown = new URL(url);
  swap(page, focus);
  document.dispatchEvent(new CustomEvent("timeline:swapped"));
  const query = about(shown);
  if (query === before) return;
  document.dispatchEvent(new CustomEvent("timeline:filter", { detail: { query } }));
  announce(document.getElementById("shown").textContent.trim());
}

// --- putting it in place ---------------------------------------------------------------------------------------------

function swap(page, focus) {
  const place = focus ?? placeOf(document.activeElement);
  const scrolled = document.querySelector(".filter-body")?.scrollTop ?? 0;
  for (const part of parts(document)) {
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  }
  for (const name of TYPED) follow(form.elements[name], page.getElementById("view").elements[name]);
  page.body.classList.forEach((name) => name.startsWith("show-") && setShow(name));
  const wrong = page.querySelector(".dates").classList.contains("is-wrong");
  document.querySelector(".dates").classList.toggle("is-wrong", wrong);
  form.elements.dates.toggleAttribute("aria-invalid", wrong);
  if (wrong) form.elements.dates.setAttribute("aria-invalid", "true");
  const [old, fresh] = [document, page].map((each) => each.getElementById("picture"));
  if (old && fresh) Object.assign(old.dataset, { possibly: fresh.dataset.possibly, undated: fresh.dataset.undated });
  const body = document.querySelector(".filter-body");
  if (body) body.scrollTop = scrolled;
  offerWindow();
  refocus(place);
  hold(place);
}

function follow(control, fresh) {
  if (control && fresh && control !== document.activeElement) control.value = fresh.value;
  else if (control && fresh && control.value.trim() !== fresh.value) control.value = fresh.value;
}

function setShow(name) {
  for (const each of [...document.body.classList]) if (each.startsWith("show-")) document.body.classList.remove(each);
  document.body.classList.add(name);
}

// How to find again what has focus, when it is in a part that is put in place anew; the part itself where it is gone.
function placeOf(element) {
  const part = element?.closest?.("[data-part][id]");
  if (!part) return null;
  const inside = element.id ? `#${CSS.escape(element.id)}` : element.name ? `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]` : element.rel ? `[rel="${element.rel}"]` : null;
  return { part: part.id, inside };
}

const FIRST = "a[href], button, input:not([type=hidden])";

function refocus(place) {
  if (!place) return;
  const part = document.getElementById(place.part);
  const again = (place.inside && part?.querySelector(place.inside)) || (place.inside && part?.matches(place.inside) && part) || part?.querySelector(FIRST);
  (again ?? document.getElementById("filter")).focus({ preventScroll: true });
}

// What had focus may not be shown in this state, such as the filter of a phone once it is left.
function hold(place) {
  const now = document.activeElement;
  if (now === document.body ? !place : now.checkVisibility()) return;
  (document.querySelector("#tabs [aria-current]") ?? document.getElementById("main")).focus({ preventScroll: true });
}

// --- what asks for it --------------------------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest(FOLLOWED);
  if (!link?.href || new URL(link.href).pathname !== location.pathname) return;
  event.preventDefault();
  const url = new URL(link.href);
  const saved = link.closest("#saved-list") !== null;
  if (saved) closeSaved();
  const opens = link.id === "filter" && url.searchParams.get("show") === "filter";
  const closes = link.id === "close-filter";
  const focus = opens ? { part: "filter-panel", inside: "#close-filter" } : closes ? { part: "filter", inside: "#filter" } : null;
  go(url, { keeps: !saved, focus: narrow() ? null : focus });
});

// Whoever came by key is back at what opened the menu, not nowhere.
function closeSaved() {
  const menu = document.getElementById("saved-menu");
  menu.open = false;
  menu.querySelector("summary").focus();
}

function asked() {
  const url = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value) url.searchParams.append(name, value);
  if (url.searchParams.getAll("status").join() === "accepted") url.searchParams.delete("status");
  const show = shown.searchParams.get("show");
  if (show) url.searchParams.set("show", show);
  return url;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const url = asked();
  if (narrow() && event.submitter?.closest("#filter-panel")) url.searchParams.delete("show");
  go(url);
});

document.addEventListener("change", ({ target }) => {
  if (target.form === form && (target.type === "checkbox" || target.tagName === "SELECT")) go(asked());
});

window.addEventListener("popstate", () => {
  const url = new URL(location.href);
  const differs = ["cursor", "show"].some((name) => url.searchParams.get(name) !== shown.searchParams.get(name));
  if (about(url) !== about(shown) || differs) go(url, { push: false });
});

// an event that is chosen while the filter lies over its detail
document.addEventListener("timeline:select", () => {
  if (!document.body.classList.contains("show-filter") || narrow()) return;
  const url = new URL(location.href);
  url.searchParams.delete("show");
  setShow("show-both");
  document.getElementById("filter-panel").hidden = true;
  const opener = document.getElementById("filter");
  opener.setAttribute("aria-expanded", "false");
  opener.href = location.href; // with show=filter: the same state again
  shown.searchParams.delete("show");
  history.replaceState(history.state, "", url);
});

// an event that is on another page of the list: the list goes there
document.addEventListener("timeline:elsewhere", async ({ detail: { id } }) => {
  const url = new URL(location.href);
  url.searchParams.delete("cursor");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const list = parsed(await answer.text()).getElementById("list");
    const here = new URL(location.href);
    if (here.searchParams.get("event") !== id || !list?.querySelector(`[data-event="${CSS.escape(id)}"]`)) return;
    document.getElementById("list").replaceWith(document.adoptNode(list));
    for (const each of [shown, here]) each.searchParams.delete("cursor");
    history.replaceState(history.state, "", here);
    offerWindow();
    document.dispatchEvent(new CustomEvent("timeline:swapped"));
  } catch {
    // the list stays where it is; whoever turns its page is told that nobody answers
  }
});

// --- one value among many ----------------------------------------------------------------------------------------------

const PAUSE = 150;
let pause = 0;

document.addEventListener("input", ({ target }) => {
  if (!target.dataset.seek) return;
  clearTimeout(pause);
  pause = setTimeout(() => seek(target), PAUSE);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.dataset?.seek) return;
  event.preventDefault();
  seek(event.target);
});

async function seek(box) {
  const found = box.parentElement.querySelector(".sought");
  const words = box.value.trim();
  if (!words) return found.replaceChildren();
  const url = new URL(box.dataset.seek, location.origin);
  url.search = about(shown);
  for (const [name, value] of [["find", words], ["part", "1"]]) url.searchParams.set(name, value);
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const page = parsed(await answer.text());
    if (box.value.trim() === words) found.replaceChildren(...[...page.body.children].map((each) => document.adoptNode(each)));
  } catch {
    gone(() => seek(box));
  }
  return undefined;
}

// --- the window of the picture -------------------------------------------------------------------------------------------

// As EDTF, whole days: the days that lie in the window, and those that it cuts.
function dayOf(at) {
  const [date] = new Date(at).toISOString().split("T");
  return date.replace(/^([+-]?)0*(\d{4,})-/, "$1$2-");
}

function offerWindow() {
  const link = document.getElementById("in-window");
  if (!link) return;
  const dates = windowNow && `${dayOf(windowNow.from)}/${dayOf(windowNow.to - 1)}`;
  const far = windowNow && [windowNow.from, windowNow.to].some((at) => Math.abs(new Date(at).getUTCFullYear()) > 9999);
  link.hidden = !dates || far || dates === form.elements.dates.value;
  if (link.hidden) return;
  const url = new URL(location.href);
  url.searchParams.set("dates", dates);
  for (const name of ["cursor", "show"]) url.searchParams.delete(name);
  link.href = url;
}

document.addEventListener("timeline:window", ({ detail }) => {
  windowNow = detail;
  offerWindow();
});

// --- saving the present view ---------------------------------------------------------------------------------------------

// The window moves without the page being opened again, so the form asks at the last moment.
document.querySelector("#saved-menu form").addEventListener("submit", (event) => {
  event.target.elements.query.value = location.search.slice(1);
});

offerWindow();
