// The text of a document: each date's reading beside its line, or under it where there is no room beside; a stretch that somebody chooses
// can become an event.
import { announce, own } from "./shared.js";
import { _ } from "./words.js";

const frame = document.querySelector(".with-margin");
const text = document.getElementById("document-text");
const margin = document.querySelector(".margin");
const wide = matchMedia("(min-width: 1100px)");
const GAP = 6;

// --- readings beside their lines ------------------------------------------------------------------------------------

const marks = [...text.querySelectorAll("[data-note]")];
const noteOf = (mark) => document.getElementById(mark.dataset.note);
const markOf = (note) => text.querySelector(`[data-note="${note.id}"]`);

// Each as high as its line, or pushed down by the one above.
function place() {
  margin.classList.toggle("beside-lines", wide.matches);
  margin.style.height = "";
  if (!wide.matches) return;
  const top = margin.getBoundingClientRect().top;
  let free = 0;
  for (const note of margin.children) {
    const line = markOf(note)?.getBoundingClientRect().top - top;
    const at = Math.max(free, Number.isFinite(line) ? line : free);
    note.style.top = `${at}px`;
    free = at + note.offsetHeight + GAP;
  }
  margin.style.height = `${free}px`;
}

let card = null;

function fold() {
  card?.remove();
  card = null;
  for (const each of document.querySelectorAll(".noted")) each.classList.remove("noted");
}

// Under the line: a copy to read; the note itself, with what can be done to it, stays below the text.
function unfold(mark, note) {
  const copy = note.cloneNode(true);
  for (const each of copy.querySelectorAll("form, details")) each.remove();
  copy.removeAttribute("id");
  card = own("div", { className: "note-card" }, [own("ul", {}, [copy])]);
  card.setAttribute("aria-hidden", "true");
  document.body.append(card);
  const box = mark.getBoundingClientRect();
  const left = Math.max(16, Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 16));
  card.style.insetBlockStart = `${box.bottom + scrollY + 4}px`;
  card.style.left = `${left + scrollX}px`;
}

function show(mark) {
  fold();
  const note = noteOf(mark);
  if (!note) return;
  mark.classList.add("noted");
  note.classList.add("noted");
  if (!wide.matches) unfold(mark, note);
}

for (const mark of marks) {
  mark.removeAttribute("title"); // the note says it
  mark.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") show(mark); });
  mark.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") fold(); });
  mark.addEventListener("focus", () => show(mark));
  mark.addEventListener("blur", fold);
  // by touch the first tap shows the reading, the second follows the link
  mark.addEventListener("click", (event) => {
    if (!wide.matches && event.pointerType === "touch" && !mark.classList.contains("noted")) {
      event.preventDefault();
      show(mark);
    }
  });
}

for (const note of margin.children) {
  note.addEventListener("pointerenter", () => { if (wide.matches) markOf(note)?.classList.add("noted"); });
  note.addEventListener("pointerleave", () => markOf(note)?.classList.remove("noted"));
  note.addEventListener("toggle", place, true);
}

place();
new ResizeObserver(place).observe(text);
wide.addEventListener("change", place);
addEventListener("keydown", (event) => { if (event.key === "Escape") { fold(); letGo(); } });

// --- a stretch that somebody chooses --------------------------------------------------------------------------------

let offer = null;

function letGo() {
  offer?.remove();
  offer = null;
}

// Characters as a person counts code points, which is how the server does.
function offset(node, at) {
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(node, at);
  return [...before.toString()].length;
}

function chosen() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.toString().trim()) return null;
  const range = selection.getRangeAt(0);
  return text.contains(range.commonAncestorContainer) ? range : null;
}

function propose() {
  letGo();
  const range = chosen();
  if (!range) return;
  const address = new URL(frame.dataset.add, location.href);
  address.searchParams.set("start", offset(range.startContainer, range.startOffset));
  address.searchParams.set("end", offset(range.endContainer, range.endOffset));
  offer = own("a", { className: "button primary chosen", id: "make-event", href: address.pathname + address.search, textContent: _("Make an event of this") });
  document.body.append(offer);
  const box = range.getBoundingClientRect();
  offer.style.insetBlockStart = `${box.bottom + scrollY + 6}px`;
  offer.style.left = `${Math.max(16, Math.min(box.left, document.documentElement.clientWidth - offer.offsetWidth - 16)) + scrollX}px`;
  announce(_("Make an event of what you chose: press n"));
}

let waiting;
document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(propose, 200);
});
// with the keyboard: the stretch is chosen with caret browsing or a screen reader, and n makes an event of it
document.addEventListener("keydown", (event) => {
  if (event.key === "n" && offer && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.stopImmediatePropagation();
    event.preventDefault();
    offer.click();
  }
}, true);
