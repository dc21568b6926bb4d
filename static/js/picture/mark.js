// An event as elements: a label line above a bar, or a disc with its label beside. Text only through textContent, style only numbers.
import { label } from "./label.js";
import { SIZES } from "./layout.js";

const SVG = "http://www.w3.org/2000/svg";
const CLAIMS = 3;

function part(className, children = []) {
  const element = document.createElement("span");
  element.className = className;
  element.append(...children);
  return element;
}

export function icon(sheet, name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sheet}#${name}`);
  svg.append(use);
  return svg;
}

const percent = (value) => `${Math.round(value * 1e6) / 1e4}%`;

// Fractions of the box that is drawn; a bound outside it lies below 0 or above 1.
function fractions(mark, [start, end]) {
  const of = (at) => (at - start) / (end - start);
  const [from, to] = mark.core ?? [null, null];
  return {
    s: mark.start === null ? 0 : of(mark.start),
    e: mark.end === null ? 1 : of(mark.end),
    a: from === null ? 0 : of(from),
    b: to === null ? 0 : of(to),
  };
}

export function setFractions(element, mark, box) {
  const clamp = (value) => Math.min(50, Math.max(-49, value));
  for (const [name, value] of Object.entries(fractions(mark, box))) element.style.setProperty(`--${name}`, percent(clamp(value)));
}

export const classesOf = (mark) =>
  [
    `mark-${mark.kind}`,
    mark.core ? "has-core" : "",
    mark.assumed ? "mark-assumed" : "",
    mark.start === null ? "mark-open-start" : "",
    mark.end === null ? "mark-open-end" : "",
  ]
    .filter(Boolean)
    .join(" ");

export function bar(mark) {
  const element = part(`tl-bar ${classesOf(mark)}`, [part("tl-fill")]);
  if (mark.end === null) element.append(part("tl-arrow end"));
  if (mark.start === null) element.append(part("tl-arrow start"));
  return element;
}

export const disc = (mark) => part(`tl-disc${mark.assumed ? " mark-assumed" : ""}`);

function claims(mark) {
  const shown = mark.claims.slice(0, CLAIMS).map((claim, index) => {
    const element = part("tl-claim", [claim.kind === "day" ? disc(claim) : bar(claim)]);
    element.style.setProperty("--row", index);
    return element;
  });
  const more = mark.claims.length - CLAIMS;
  if (more > 0) shown.push(Object.assign(part("tl-more"), { textContent: `+${more}` }));
  return shown;
}

function labelOf(item, text) {
  const words = Object.assign(document.createElement("bdi"), { textContent: text });
  const before = [];
  if (item.mark.kind === "disputed") before.push(item.asks ? Object.assign(part("tl-asks"), { textContent: "?" }) : part("tl-disputed"));
  if (item.star) before.push(Object.assign(part("tl-star"), { textContent: "★" }));
  const after = item.status === "suggested" ? [" ?"] : [];
  return part("tl-label", [...before, words, ...after]);
}

// How wide the label is with what stands before and after the title.
export function labelWidth(item, font, room) {
  const more = (item.mark.kind === "disputed" ? SIZES.icon : 0) + (item.star ? SIZES.icon : 0) + (item.status === "suggested" ? 14 : 0);
  return label(item.title, font, room).width + more;
}

export function build(item, colour, font, room) {
  const { mark } = item;
  const element = document.createElement("div");
  element.className = `tl-event ${colour} is-${item.status}`;
  element.dataset.event = item.id;
  element.append(labelOf(item, label(item.title, font, room).text));
  if (mark.kind === "disputed") element.append(part("tl-dots"), ...claims(mark));
  else element.append(disc(mark), bar(mark));
  return element;
}

// Numbers for the box that is drawn: `box` is what of the event the element covers, in time.
export function fit(element, mark, box) {
  if (mark.kind !== "disputed") return setFractions(element, mark, box);
  const strips = [...element.querySelectorAll(".tl-claim")];
  mark.claims.slice(0, CLAIMS).forEach((claim, index) => {
    const start = Math.max(claim.start ?? box[0], box[0]);
    const end = Math.min(claim.end ?? box[1], box[1]);
    const span = box[1] - box[0];
    strips[index].style.setProperty("--from", percent((start - box[0]) / span));
    strips[index].style.setProperty("--wide", percent(Math.max(0, end - start) / span));
    setFractions(strips[index], claim, [start, Math.max(end, start + 1)]);
  });
  return undefined;
}
