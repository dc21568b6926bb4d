// A star by key, written like any edit, without leaving the page.
import { _ } from "../words.js";
import { write } from "./write.js";

export function createStar({ drawing, selection, act, stars, again }) {
  return async function star() {
    const item = drawing.item(selection.focused);
    if (!item) return;
    try {
      if (await write(stars.replace("EVENT", encodeURIComponent(item.id)), { version: item.version })) again();
      act.say(item.star ? _("No longer starred") : _("Starred"));
    } catch {
      act.say(_("The server does not answer"));
    }
  };
}
