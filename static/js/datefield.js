// The date field shows what was understood while somebody types. The server reads; stale answers are dropped.
import { _ } from "./words.js";
import { announce, fragment, gone, there } from "./shared.js";

const PAUSE = 160;

function later(pause, act) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(act, pause); };
}

// Asks, and lets only the newest answer through. A server that is gone leaves what was there.
function asker(take) {
  let newest = new AbortController();
  return async (url) => {
    newest.abort();
    newest = new AbortController();
    const mine = newest;
    try {
      const answer = await fragment(url, mine.signal);
      if (!mine.signal.aborted) take(answer);
    } catch (wrong) {
      if (wrong.name !== "AbortError") take({ ok: false, element: null });
    }
  };
}

const form = document.getElementById("event-form");
const when = document.getElementById("when");
const ASKED = ["anchor", "known", "lasting", "hemisphere", "choice", "read", "category"];

function question() {
  const given = new FormData(form);
  const asked = new URLSearchParams({ part: "html", text: when.value, slug: form.dataset.slug, event: form.dataset.event ?? "" });
  for (const name of ASKED) if (given.get(name)) asked.set(name, given.get(name));
  return `/read-date?${asked}`;
}

function show({ ok, element }) {
  const panel = document.getElementById("reading");
  if (!ok || element?.id !== "reading") return document.querySelector(".gone") ? null : gone(() => ask(question()));
  there();
  const focused = panel.contains(document.activeElement) ? document.activeElement.id : "";
  panel.replaceWith(element);
  if (focused) document.getElementById(focused)?.focus();
  document.querySelector("[data-when=anchor]").hidden = element.dataset.needs !== "anchor" && !form.elements.anchor.value;
  document.querySelector("[data-when=open]").hidden = !element.dataset.open;
  when.closest(".date-field").classList.toggle("is-wrong", element.classList.contains("is-wrong"));
  when.toggleAttribute("aria-invalid", false);
  if (element.classList.contains("is-wrong")) when.setAttribute("aria-invalid", "true");
  announce(element.dataset.says);
}

const ask = asker(show);
if (form && when) {
  const soon = later(PAUSE, () => ask(question()));
  form.addEventListener("input", (event) => {
    if (["when", "anchor", "known"].includes(event.target.name)) soon();
  });
  form.addEventListener("change", (event) => {
    if (["lasting", "hemisphere", "choice", "category"].includes(event.target.name)) ask(question());
  });
  // what was typed before this was loaded
  if (when.value.trim() !== (form.elements.read?.value ?? "")) soon();
}

// --- a date told in one line beneath its field ---------------------------------------------------------------------

async function line(input, target, signal) {
  const answer = await fetch(`/read-date?${new URLSearchParams({ text: input.value })}`, { signal });
  const read = await answer.json();
  const asks = read.needs === "choice" ? _("{date}? Write the one that is meant.", { date: read.words }) : "";
  target.textContent = read.wrong || asks || (read.words ? [read.words, ...read.why].join(" · ") : input.dataset.empty);
}

for (const input of document.querySelectorAll("[data-reads]")) {
  const target = document.getElementById(input.dataset.reads);
  if (!input.value) input.dataset.empty = target.textContent;
  let newest = new AbortController();
  input.addEventListener("input", later(PAUSE, () => {
    newest.abort();
    newest = new AbortController();
    line(input, target, newest.signal).catch(() => { /* an older question, or no server: the line stays */ });
  }));
}
