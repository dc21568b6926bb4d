// The header of a lane: fold arrow, colour, name, counts. Its height is the height of the lane.
import { icon } from "./mark.js";
import { countWords } from "./time.js";

export function createLane({ id, name, colour }, icons) {
  const element = document.createElement("div");
  element.className = "lane-head";
  element.dataset.lane = id;
  const fold = Object.assign(document.createElement("button"), { type: "button", className: "bare lane-fold", tabIndex: -1 });
  fold.dataset.do = "fold";
  fold.append(icon(icons, "down"));
  const square = Object.assign(document.createElement("span"), { className: `square ${colour}` });
  const title = Object.assign(document.createElement("bdi"), { textContent: name });
  const words = Object.assign(document.createElement("span"), { className: "lane-name" });
  words.append(...(colour ? [square] : []), title);
  const counts = Object.assign(document.createElement("span"), { className: "lane-counts" });
  const band = Object.assign(document.createElement("button"), { type: "button", className: "link lane-band", tabIndex: -1 });
  band.dataset.do = "unfold";
  element.append(fold, words, counts, band);
  return { id, name, colour, element, fold, counts, band, total: null, before: new Map() };
}

export function tellLane(lane, { total, partly, banded, top, folded, canUnfold }) {
  lane.counts.textContent = total === null ? "" : countWords(total) + (partly ? " here" : "");
  lane.band.hidden = banded === 0;
  lane.band.textContent = banded ? `band ${banded.toLocaleString("en-GB")}, max\u00a0${top.toLocaleString("en-GB")}` : "";
  lane.band.disabled = !canUnfold;
  lane.band.title = canUnfold ? "Show more of them one by one" : "";
  lane.fold.setAttribute("aria-expanded", String(!folded));
  lane.fold.setAttribute("aria-label", `${folded ? "Unfold" : "Fold"} ${lane.name}`);
}
