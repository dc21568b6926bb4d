// The queue of suggestions. Keys: j k move, a accept, e edit, r reject, x tick all of a kind, o show in the document, 1-9 choose a reading, u undo. After a
// decision the next card stands where the one before stood.
import { announce, typing } from "./shared.js";
import { _, ngettext } from "./words.js";

const cards = [...document.querySelectorAll("#suggestions > .card")];
const PLACE = "review-place";

function focus(index, options) {
  const card = cards[Math.max(0, Math.min(cards.length - 1, index))];
  if (!card) return;
  for (const each of cards) each.tabIndex = each === card ? 0 : -1;
  card.focus(options);
  for (const mark of document.querySelectorAll(".found.current")) mark.classList.remove("current");
  const mark = document.getElementById(`e-${card.dataset.event}`);
  mark?.classList.add("current");
  mark?.scrollIntoView({ block: "nearest" });
}

// All of a kind, or none when all of them are ticked already.
function tickAll(kind) {
  const boxes = cards.filter((each) => each.dataset.kind === kind).map((each) => each.querySelector("[type=checkbox][name=id]"));
  const tick = boxes.some((each) => !each.checked);
  for (const each of boxes) each.checked = tick;
  announce(tickWords(tick, boxes.length, kind));
}

function tickWords(tick, count, kind) {
  if (kind && tick) return ngettext("Ticked: {number} of the kind {kind}", "Ticked: {number} of the kind {kind}", count, { kind });
  if (kind) return ngettext("No longer ticked: {number} of the kind {kind}", "No longer ticked: {number} of the kind {kind}", count, { kind });
  if (tick) return ngettext("Ticked: {number} without a kind", "Ticked: {number} without a kind", count);
  return ngettext("No longer ticked: {number} without a kind", "No longer ticked: {number} without a kind", count);
}

const place = () => cards.findIndex((each) => each.contains(document.activeElement));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  const now = place();
  const act = now < 0 ? null : cards[now].querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const reading = now >= 0 && /^[1-9]$/.test(event.key) ? cards[now].querySelectorAll("[type=radio]")[event.key - 1] : null;
  if (event.key === "j" || (event.key === "ArrowDown" && now >= 0)) focus(now + 1);
  else if (event.key === "k" || (event.key === "ArrowUp" && now >= 0)) focus(now - 1);
  else if (event.key === "x" && now >= 0) tickAll(cards[now].dataset.kind);
  else if (event.key === "u") document.getElementById("undo-last")?.click();
  else if (reading) reading.checked = true;
  else if (act) {
    act.click();
  } else return;
  event.preventDefault();
});

// what a click or a key on a card leads to brings one back here
document.addEventListener("click", (event) => {
  const card = event.target.closest("#suggestions > .card");
  if (card && event.target.closest("button, [data-key=e]")) sessionStorage.setItem(PLACE, String(card.getBoundingClientRect().top));
});

function comeBack(now, before) {
  focus(now, { preventScroll: true });
  window.scrollBy(0, cards[now].getBoundingClientRect().top - before);
  announce(document.querySelector(".done")?.innerText ?? "");
}

const before = sessionStorage.getItem(PLACE);
sessionStorage.removeItem(PLACE);
if (cards.length) {
  cards[0].tabIndex = 0;
  const now = cards.findIndex((each) => location.hash === `#card-${each.dataset.event}`);
  // the browser itself goes to the place that the address names, until the page has loaded
  if (now >= 0 && before !== null) window.addEventListener("load", () => comeBack(now, Number(before)));
  else if (now >= 0) focus(now);
}
