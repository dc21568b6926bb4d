// What the strip over the picture says: that the server is slow, or gone, and how to try again.
import { _, clock } from "../words.js";

export function createStrip(strip) {
  let kind = "";
  let isLost = false;

  function show(name, children) {
    kind = name;
    strip.className = `picture-strip is-${name}`;
    strip.replaceChildren(...children);
    strip.hidden = false;
  }

  const words = (text, tag = "span") => Object.assign(document.createElement(tag), { textContent: text });

  function hide(name) {
    if (kind !== name) return;
    kind = "";
    strip.hidden = true;
    strip.replaceChildren();
  }

  // What moves the picture under the hand did not come.
  function lost() {
    isLost = true;
    const button = Object.assign(words(_("Open again"), "button"), { type: "button" });
    button.addEventListener("click", () => location.reload());
    show("lost", [words(_("A part of the picture did not come, so it cannot be dragged. Its keys, its buttons and the strip below still move it.")), button]);
  }

  return {
    slow(what) {
      if (!["gone", "lost"].includes(kind)) show("slow", [words(_("Reading {what} …", { what }))]);
    },
    quick: () => hide("slow"),
    gone(since, again) {
      const told = words("");
      told.append(words(_("No answer since {time}.", { time: clock(since) }), "strong"), ` ${_("What you see is kept.")}`);
      const button = Object.assign(words(_("Try now"), "button"), { type: "button" });
      button.addEventListener("click", again);
      show("gone", [told, button]);
    },
    lost,
    back() {
      hide("gone");
      if (isLost) lost();
    },
  };
}
