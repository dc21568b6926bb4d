// Nothing in the window: say so, and both ways out.
import { countWords, dayWords } from "./time.js";

const own = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });

export function tellNothing(box, answer, { possibly, goTo, showWhole }) {
  const { nothing } = answer;
  box.hidden = !nothing && answer.window !== null;
  if (box.hidden) return box.replaceChildren();
  if (answer.window === null) return box.replaceChildren(...undrawable(answer).map((words, index) => own(index ? "p" : "h2", index ? "quiet" : "", words)));
  const { next, possible } = nothing;
  const buttons = own("p", "buttons", "");
  if (possible) {
    const link = own("a", "button", `Show the ${possible.toLocaleString("en-GB")} possible`);
    link.href = possibly;
    buttons.append(link);
  }
  const at = next && (next.mark.start ?? next.mark.end);
  if (next) buttons.append(button(`Go to ${dayWords(at)}`, () => goTo(next)));
  else buttons.append(button("Show the whole range", showWhole));
  const head = nothing.certainly ? "Nothing certainly happened in this range." : "Nothing happened in this range.";
  return box.replaceChildren(own("h2", "", head), own("p", "quiet", sentence(nothing, at, answer.window)), buttons);
}

// The first is the heading.
function undrawable({ undated, narrowed }) {
  if (undated) return ["No event here has a date.", `${countWords(undated)} without a date: see the list.`];
  return narrowed ? ["No event is like that.", "So there is nothing to draw."] : ["Nothing to draw yet.", "No event here is accepted."];
}

function sentence({ possible, next }, at, window) {
  const did = possible ? `${countWords(possible)} possibly did. ` : "";
  return next ? `${did}The ${at >= window[1] ? "next" : "first"} one is on ${dayWords(at)}.` : did;
}

function button(words, act) {
  const element = Object.assign(own("button", "", words), { type: "button" });
  element.addEventListener("click", act);
  return element;
}
