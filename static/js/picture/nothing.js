// Nothing in the window: say so, and both ways out.
import { _, ngettext, number } from "../words.js";
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
    const link = own("a", "button", _("Show the {count} possible", { count: number(possible) }));
    link.href = possibly;
    buttons.append(link);
  }
  const at = next && (next.mark.start ?? next.mark.end);
  if (next) buttons.append(button(_("Go to {day}", { day: dayWords(at) }), () => goTo(next)));
  else buttons.append(button(_("Show the whole range"), showWhole));
  const head = nothing.certainly ? _("Nothing certainly happened in this range.") : _("Nothing happened in this range.");
  return box.replaceChildren(own("h2", "", head), own("p", "quiet", sentence(nothing, at, answer.window)), buttons);
}

// The first is the heading.
function undrawable({ undated, narrowed }) {
  if (undated) return [_("No event here has a date."), _("{events} without a date: see the list.", { events: countWords(undated) })];
  return narrowed ? [_("No event is like that."), _("So there is nothing to draw.")] : [_("Nothing to draw yet."), _("No event here is accepted.")];
}

function sentence({ possible, next }, at, window) {
  const did = possible ? `${ngettext("{number} event possibly did.", "{number} events possibly did.", possible)} ` : "";
  if (!next) return did;
  const day = dayWords(at);
  return did + (at >= window[1] ? _("The next one is on {day}.", { day }) : _("The first one is on {day}.", { day }));
}

function button(words, act) {
  const element = Object.assign(own("button", "", words), { type: "button" });
  element.addEventListener("click", act);
  return element;
}
