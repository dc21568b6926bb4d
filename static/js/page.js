// What every page has: the theme button, keys, menus that close, forms that warn, focus after a form came back.
import { announce, gone, kept, keep, own, there, typing } from "./shared.js";
import { _ } from "./words.js";

const root = document.documentElement;
const body = document.body;

// --- theme ---------------------------------------------------------------------------------------------------------

const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

function swapTheme() {
  root.dataset.theme = dark() ? "light" : "dark";
  keep("theme", root.dataset.theme);
  nameTheme();
  announce(dark() ? _("dark theme") : _("light theme"));
}

function nameTheme() {
  const button = document.getElementById("theme");
  if (!button) return;
  button.setAttribute("aria-label", dark() ? _("Light theme") : _("Dark theme"));
  button.dataset.now = dark() ? "dark" : "light";
}

document.getElementById("theme")?.addEventListener("click", swapTheme);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", nameTheme);
nameTheme();

// --- keys ----------------------------------------------------------------------------------------------------------

const keys = document.getElementById("keys");
const lettersOn = document.getElementById("keys-on");
lettersOn.checked = kept("letters") !== "off";
lettersOn.addEventListener("change", () => keep("letters", lettersOn.checked ? "on" : "off"));
for (const button of document.querySelectorAll("[data-keys]")) button.addEventListener("click", () => keys.showModal());

function undo(redo) {
  const last = document.getElementById("undo-last");
  const redoes = last?.dataset.redo === "yes";
  if (last && (redo ? redoes : !redoes)) return last.form.requestSubmit(last);
  if (redo || !body.dataset.undo) return announce(redo ? _("There is nothing to do again") : _("There is nothing to undo here"));
  const form = own("form", { method: "post", action: body.dataset.undo }, [
    own("input", { type: "hidden", name: "csrf", value: body.dataset.csrf }),
    own("input", { type: "hidden", name: "next", value: location.pathname + location.search }),
  ]);
  form.hidden = true;
  body.append(form);
  form.requestSubmit();
}

function nextRegion(backwards) {
  const regions = [...document.querySelectorAll("[data-region]")].filter((each) => each.offsetParent !== null || each.tagName === "HEADER");
  const now = regions.findIndex((each) => each.contains(document.activeElement));
  const to = regions[(now + (backwards ? -1 : 1) + regions.length + (now < 0 && backwards ? 1 : 0)) % regions.length];
  const stops = to.querySelectorAll("[tabindex='0'], a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary");
  const first = [...stops].find((each) => each.tabIndex >= 0 && each.checkVisibility());
  if (!to.hasAttribute("tabindex")) to.tabIndex = -1;
  (first ?? to).focus();
  announce(to.dataset.region);
}

const letters = {
  "/": () => document.getElementById("search")?.focus(),
  n: () => body.dataset.add && location.assign(body.dataset.add),
  "?": () => keys.showModal(),
};

document.addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey;
  if (event.key === "F6") {
    event.preventDefault();
    nextRegion(event.shiftKey);
  } else if (control && !event.altKey && event.key.toLowerCase() === "z" && !typing(event.target)) {
    event.preventDefault();
    undo(event.shiftKey);
  } else if (event.key === "Escape") closeMenus(event);
  else if (!control && !event.altKey && !typing(event.target) && lettersOn.checked && !keys.open && letters[event.key]) {
    event.preventDefault();
    letters[event.key]();
  }
});

// --- menus ---------------------------------------------------------------------------------------------------------

function closeMenus(event) {
  const open = document.activeElement?.closest("details.menu[open]") ?? document.querySelector("details.menu[open]");
  if (!open || keys.open) return;
  open.open = false;
  open.querySelector("summary").focus();
  event.stopImmediatePropagation();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

// --- forms ---------------------------------------------------------------------------------------------------------

let unsaved = false;
for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("input", () => { unsaved = true; });
}
if (document.getElementById("summary") || document.getElementById("conflict")) unsaved = true;
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

// Asks first whether the server is there: a form sent to one that is gone would be lost with its page.
async function send(form, submitter) {
  try {
    await fetch("/read-date?text=", { cache: "no-store" });
  } catch {
    return gone(() => send(form, submitter), true);
  }
  there();
  form.dataset.sure = "yes";
  form.requestSubmit(submitter);
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sure) {
      delete form.dataset.sure;
      unsaved = false;
      return;
    }
    event.preventDefault();
    send(form, event.submitter);
  });
}

for (const area of document.querySelectorAll("textarea.one-line")) {
  const fit = () => { area.rows = Math.max(1, Math.min(8, area.value.split("\n").length)); };
  area.addEventListener("input", fit);
  fit();
}

// a page opened at a place keeps it
const told = location.hash ? null : document.querySelector(".done");
const first = document.getElementById("summary") ?? document.getElementById("conflict") ?? told;
first?.focus();
