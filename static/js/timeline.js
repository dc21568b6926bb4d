// The timeline page: a click or Enter opens an event beside the picture, keys move through the list, the address follows.
import { announce, fragment, narrow, typing } from "./shared.js";
import { _ } from "./words.js";

const pane = document.getElementById("detail-pane");
const rows = () => [...document.querySelectorAll("#rows > .row")];
const linkOf = (row) => row?.querySelector("a");
const slug = document.body.dataset.slug;

let shown = pane.querySelector("#detail")?.dataset.event ?? "";
let wanted = shown; // what was asked for last, shown or still on its way
let pushes = false; // whether it has an address of its own, which comes with it
let newest = new AbortController();

// --- opening and closing -------------------------------------------------------------------------------------------

const address = (id) => {
  const url = new URL(location.href);
  if (id) url.searchParams.set("event", id);
  else url.searchParams.delete("event");
  return url;
};

const detailUrl = (id, part) => {
  const url = new URL(`/t/${slug}/e/${encodeURIComponent(id)}`, location.origin);
  for (const [name, value] of new URL(location.href).searchParams) if (name !== "event") url.searchParams.append(name, value);
  url.searchParams.set("part", part);
  return url;
};

function markRow(id, scroll = true) {
  for (const row of rows()) {
    const link = linkOf(row);
    if (row.dataset.event === id) {
      link.setAttribute("aria-current", "true");
      makeTabStop(row);
      if (scroll) row.scrollIntoView({ block: "nearest" });
    } else link.removeAttribute("aria-current");
  }
}

async function open(id, { push = true, focus = false } = {}) {
  newest.abort();
  newest = new AbortController();
  [wanted, pushes] = [id, push];
  if (push) document.dispatchEvent(new CustomEvent("timeline:opening"));
  const { signal } = newest;
  const row = rows().find((each) => each.dataset.event === id);
  const inRow = narrow() && row;
  try {
    const { ok, element } = await fragment(detailUrl(id, inRow ? "row" : "detail"), signal);
    if (signal.aborted) return undefined;
    if (!ok) return stay();
    if (inRow) unfold(row, element);
    else show(element);
    shown = id;
    markRow(id, !narrow()); // a phone has no list beside the picture: to go there would take the picture away
    if (push) history.pushState({ event: id }, "", address(id));
    if (!row && !narrow()) document.dispatchEvent(new CustomEvent("timeline:elsewhere", { detail: { id } }));
    if (focus) document.getElementById("detail-title")?.focus();
  } catch (wrong) {
    if (wrong.name !== "AbortError") location.assign(address(id));
  } finally {
    if (!signal.aborted) document.dispatchEvent(new CustomEvent("timeline:opened"));
  }
  return undefined;
}

// With what was open before.
function stay() {
  announce(_("This event is not there any more"));
  wanted = shown;
  if (shown) select(shown, { stay: true });
  else document.dispatchEvent(new CustomEvent("timeline:close"));
}

function show(element) {
  pane.replaceChildren(element);
  pane.hidden = false;
  pane.scrollTop = 0;
  document.body.classList.add("has-detail");
}

function unfold(row, element) {
  for (const old of document.querySelectorAll(".row-detail")) old.remove();
  row.append(element);
}

function close({ push = true } = {}) {
  newest.abort();
  if (!wanted) return false;
  const was = rows().find((each) => each.dataset.event === wanted);
  shown = wanted = "";
  pane.hidden = true;
  pane.replaceChildren();
  document.body.classList.remove("has-detail");
  for (const old of document.querySelectorAll(".row-detail")) old.remove();
  markRow("");
  if (push) {
    document.dispatchEvent(new CustomEvent("timeline:leave"));
    history.pushState({}, "", address(""));
  }
  document.dispatchEvent(new CustomEvent("timeline:close", { detail: { pushed: push } }));
  if (was) linkOf(was).focus();
  else if (document.activeElement === document.body) document.getElementById("picture-lanes")?.focus(); // its row is on another page of the list
  return true;
}

function select(id, options) {
  document.dispatchEvent(new CustomEvent("timeline:select", { detail: { id, ...options } }));
}

document.addEventListener("timeline:select", ({ detail }) => {
  if (detail.id && detail.id !== wanted) open(detail.id, { focus: detail.focus === true });
  else if (detail.focus) document.getElementById("detail-title")?.focus();
});

document.addEventListener("click", (event) => {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("#rows .row > a, [data-select]");
  if (link) {
    event.preventDefault();
    const id = link.dataset.select ?? link.parentElement.dataset.event;
    if (narrow() && id === shown) close();
    else select(id, { focus: event.detail === 0 && !narrow() });
  } else if (event.target.closest("#close-detail") && pane.contains(event.target)) {
    event.preventDefault();
    close();
  }
});

window.addEventListener("popstate", () => {
  const id = new URL(location.href).searchParams.get("event");
  if (id) {
    open(id, { push: false });
    document.dispatchEvent(new CustomEvent("timeline:select", { detail: { id, stay: true } }));
  } else close({ push: false });
});

// --- keys ----------------------------------------------------------------------------------------------------------

function makeTabStop(row) {
  for (const each of rows()) linkOf(each).tabIndex = each === row ? 0 : -1;
}

function move(step) {
  const all = rows();
  const now = all.findIndex((each) => each.contains(document.activeElement));
  const to = all[Math.max(0, Math.min(all.length - 1, typeof step === "number" ? now + step : step === "first" ? 0 : all.length - 1))];
  if (!to) return;
  makeTabStop(to);
  linkOf(to).focus();
}

const MOVES = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1, Home: "first", End: "last" };

document.addEventListener("keydown", (event) => {
  if (!event.target.closest?.("#rows") || event.ctrlKey || event.metaKey || event.altKey || !(event.key in MOVES)) return;
  event.preventDefault();
  move(MOVES[event.key]);
});

pane.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const target = event.key === "j" ? pane.querySelector("[rel=next]") : event.key === "k" ? pane.querySelector("[rel=prev]") : event.key === "e" ? pane.querySelector("[data-key=e]") : null;
  if (target) { event.preventDefault(); target.click(); }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open], details.menu[open]") && close()) event.preventDefault();
});

// --- a list that was put in place anew ---------------------------------------------------------------------------------

function renew() {
  makeTabStop(rows().find((each) => each.dataset.event === shown) ?? rows()[0]);
  if (shown) markRow(shown, !narrow());
}

document.addEventListener("timeline:swapped", renew);
document.addEventListener("timeline:filter", () => {
  if (wanted && !narrow()) open(wanted, { push: pushes && wanted !== shown }); // previous, next and how many are others now
});
renew();
