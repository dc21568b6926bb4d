// The edit mode: only here can dates be moved. An ink strip says so; Enter keeps what was set, Escape leaves everything as it was.
// A date that cannot be moved is refused with a way to the page that can change it.
import { _ } from "../words.js";
import { isEditable } from "./bounds.js";
import { createHandles } from "./handles.js";
import { write } from "./write.js";

const BAR = 4; // half of a bar

const STEPS = {
  day: () => _("Tab next handle · Left and Right a day, Shift a month, Ctrl a year · Enter keep · Esc back"),
  hour: () => _("Tab next handle · Left and Right an hour, Shift a month, Ctrl a year · Enter keep · Esc back"),
  minute: () => _("Tab next handle · Left and Right a minute, Shift a month, Ctrl a year · Enter keep · Esc back"),
};

const manifold = (item) =>
  item.asks
    ? _("This date can be read in several ways. It can be moved once it is said which is meant.")
    : _("This date has several claims, each as its source makes it, so it is not moved as one.");

export function createEditing(find, { stage, drawing, selection, act, intoView, edits, pages, renewed }) {
  const strip = find("#picture-edit");
  const refusal = find("#picture-refusal");
  const overlay = find(".picture-handles");
  let item = null;
  let top = 0; // of the bar, as it was when it was last drawn

  const handles = createHandles(overlay, { stage, topOf, onChange: tell, onKeep: keep, onBack: back });

  function topOf() {
    const mark = drawing.element(item.id)?.querySelector(item.mark.kind === "day" ? ".tl-disc, .tl-bar" : ".tl-bar, .tl-disc");
    const shown = [...(drawing.element(item.id)?.querySelectorAll(".tl-bar, .tl-disc") ?? [])].find((each) => each.offsetParent) ?? mark;
    const [place, box] = [shown?.isConnected && shown.getBoundingClientRect(), overlay.getBoundingClientRect()];
    if (place) top = place.top + place.height / 2 - box.top - BAR;
    return top;
  }

  // A time of day is told with the zone it is written in.
  function tell(told) {
    const zone = handles.hasTimes() && item.zone ? ` (${item.zone})` : "";
    strip.querySelector(".edit-date").textContent = told + zone;
  }

  function begin(id = selection.selected ?? selection.focused) {
    const found = drawing.item(id);
    if (!found || !drawing.element(id)) return act.say(_("Select an event first"));
    if (!isEditable(found.mark)) return refuse(found, manifold(found));
    forgive();
    item = found;
    if (!handles.begin(found.mark)) return stop() ?? refuse(found, _("This date is too long ago or too far ahead to be set by hand."));
    drawing.element(id).classList.add("is-editing");
    strip.querySelector("bdi").textContent = found.title;
    strip.querySelector(".edit-wrong").textContent = "";
    tell(handles.told());
    strip.hidden = false;
    overlay.className = `picture-handles ${[...drawing.element(id).classList].find((name) => /^c\d$/.test(name)) ?? ""}`;
    intoView(id); // the strip takes some room
    draw();
    return undefined;
  }

  function draw() {
    strip.querySelector(".edit-keys").textContent = STEPS[handles.step()]();
    handles.draw();
  }

  function refuse(refused, why) {
    refusal.querySelector("bdi").textContent = refused.title;
    refusal.querySelector(".edit-why").textContent = why;
    refusal.querySelector("a").href = `${pages.replace("EVENT", encodeURIComponent(refused.id))}${location.search}`;
    refusal.hidden = false;
    refusal.querySelector("a").focus();
  }

  // Hides the refusal; whether there was one.
  function forgive() {
    const shown = !refusal.hidden;
    refusal.hidden = true;
    return shown;
  }

  function stop(said) {
    drawing.element(item.id)?.classList.remove("is-editing");
    item = null;
    handles.end();
    strip.hidden = true;
    if (said) act.say(said);
    find(".picture-lanes").focus();
  }

  function back() {
    if (item) stop(_("The date is as it was"));
  }

  async function keep() {
    const { id, version } = item;
    const given = { ...handles.form(item.zone), version, note: _("set in the picture") };
    try {
      const done = await write(edits.replace("EVENT", encodeURIComponent(id)), given);
      if (done) stop(_("Saved"));
      if (done) renewed();
    } catch {
      strip.querySelector(".edit-wrong").textContent = _("No answer. What you set is kept; Enter tries again.");
    }
  }

  const away = () => forgive() && find(".picture-lanes").focus();

  function listen(element, ways) {
    element.addEventListener("click", (event) => ways[event.target.closest("[data-edit]")?.dataset.edit]?.());
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      ways.back();
    });
  }

  listen(strip, { keep, back });
  listen(refusal, { back: away });

  return {
    begin,
    back,
    forgive,
    get on() {
      return item !== null;
    },
    // Moves with the window, further than where the event was.
    draw() {
      if (!item) return;
      drawing.element(item.id)?.classList.add("is-editing");
      draw();
    },
  };
}
