// Keys of the picture: one row each. They act while the picture has focus; single letters only when letters are not switched off.
import { kept } from "../shared.js";

const KEYS = {
  j: (act) => act.step(1),
  k: (act) => act.step(-1),
  ArrowDown: (act) => act.step(1),
  ArrowUp: (act) => act.step(-1),
  Home: (act) => act.end("first"),
  End: (act) => act.end("last"),
  ArrowLeft: (act, event) => act.aside(event.shiftKey ? -0.5 : -0.1),
  ArrowRight: (act, event) => act.aside(event.shiftKey ? 0.5 : 0.1),
  "+": (act) => act.zoom(0.5),
  "=": (act) => act.zoom(0.5),
  "-": (act) => act.zoom(2),
  0: (act) => act.whole(),
  PageDown: (act) => act.lane(1),
  PageUp: (act) => act.lane(-1),
  Enter: (act) => act.open(),
  " ": (act) => act.fold(),
  s: (act) => act.star(),
  e: (act) => act.edit(),
};
const isLetter = (key) => /^[a-z]$/.test(key);

// `ready`: whether there is a window to act on; before the first answer, and where nothing can be drawn, there is none.
export function listenToKeys(element, act, ready) {
  element.addEventListener("keydown", (event) => {
    if (event.target !== element || event.ctrlKey || event.metaKey || event.altKey) return;
    const run = KEYS[event.key];
    if (!run || !ready() || (isLetter(event.key) && kept("letters") === "off")) return;
    event.preventDefault();
    event.stopPropagation();
    run(act, event);
  });
}
