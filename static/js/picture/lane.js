// The header of a lane: fold arrow, colour, name, counts. Its height is the height of the lane.
import { icon } from "./mark.js";
import { _, ngettext, number } from "../words.js";
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
  lane.counts.textContent = total === null ? "" : partly ? ngettext("{number} event here", "{number} events here", total) : countWords(total);
  lane.band.hidden = banded === 0;
  lane.band.textContent = banded ? _("band {count}, max\u00a0{most}", { count: number(banded), most: number(top) }) : "";
  lane.band.disabled = !canUnfold;
  lane.band.title = canUnfold ? _("Show more of them one by one") : "";
  lane.fold.setAttribute("aria-expanded", String(!folded));
  lane.fold.setAttribute("aria-label", folded ? _("Unfold {lane}", { lane: lane.name }) : _("Fold {lane}", { lane: lane.name }));
}
