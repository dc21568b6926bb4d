// What the strip over the picture says: that the server is slow, or gone, and how to try again.
export function createStrip(strip) {
  let kind = "";

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

  return {
    slow(what) {
      if (kind !== "gone") show("slow", [words(`Reading ${what} …`)]);
    },
    quick: () => hide("slow"),
    gone(since, again) {
      const clock = since.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      const told = words("");
      told.append(words(`No answer since ${clock}.`, "strong"), " What you see is kept.");
      const button = Object.assign(words("Try now", "button"), { type: "button" });
      button.addEventListener("click", again);
      show("gone", [told, button]);
    },
    back: () => hide("gone"),
  };
}
