// The edit mode: only here can dates be moved. An ink strip says so; Enter keeps what was set, Escape leaves everything as it was.
import { _ } from "../words.js";
import { asForm, hasTimes, isEditable, words } from "./bounds.js";
import { createHandles } from "./handles.js";
import { write } from "./write.js";

const BAR = 4; // half of a bar

export function createEditing(find, { stage, drawing, selection, act, intoView, edits, renewed }) {
  const strip = find("#picture-edit");
  const overlay = find(".picture-handles");
  let item = null;

  const handles = createHandles(overlay, { stage, topOf, onChange: tell, onKeep: keep, onBack: back });

  function topOf() {
    const mark = drawing.element(item.id)?.querySelector(item.mark.kind === "day" ? ".tl-disc, .tl-bar" : ".tl-bar, .tl-disc");
    const shown = [...(drawing.element(item.id)?.querySelectorAll(".tl-bar, .tl-disc") ?? [])].find((each) => each.offsetParent) ?? mark;
    const [place, box] = [shown?.getBoundingClientRect(), overlay.getBoundingClientRect()];
    return place ? place.top + place.height / 2 - box.top - BAR : 0;
  }

  function tell(told) {
    strip.querySelector(".edit-date").textContent = told;
  }

  function begin(id = selection.selected ?? selection.focused) {
    const found = drawing.item(id);
    if (!found || !drawing.element(id)) return act.say(_("Select an event first"));
    if (!isEditable(found.mark)) return act.say(_("This date has several claims. Edit it in words, with E beside."));
    item = found;
    if (!handles.begin(found.mark)) return stop(_("This date cannot be set by hand. Edit it in words."));
    drawing.element(id).classList.add("is-editing");
    strip.querySelector("bdi").textContent = found.title;
    strip.querySelector(".edit-wrong").textContent = hasTimes(found.mark) ? _("Its times of day become whole days when you keep it.") : "";
    tell(words(handles.bounds));
    strip.hidden = false;
    overlay.className = `picture-handles ${[...drawing.element(id).classList].find((name) => /^c\d$/.test(name)) ?? ""}`;
    intoView(id); // the strip takes some room
    handles.draw();
    return undefined;
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
    const given = { ...asForm(handles.bounds), version, note: _("set in the picture") };
    try {
      const done = await write(edits.replace("EVENT", encodeURIComponent(id)), given);
      if (done) stop(_("Saved"));
      if (done) renewed();
    } catch {
      strip.querySelector(".edit-wrong").textContent = _("No answer. What you set is kept; Enter tries again.");
    }
  }

  strip.addEventListener("click", (event) => {
    const doing = event.target.closest("[data-edit]")?.dataset.edit;
    if (doing) ({ keep, back })[doing]();
  });
  strip.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    back();
  });

  return {
    begin,
    back,
    get on() {
      return item !== null;
    },
    // Moves with the window; an event that is not drawn any more cannot be edited.
    draw() {
      if (!item) return;
      if (!drawing.element(item.id)) return back();
      drawing.element(item.id).classList.add("is-editing");
      handles.draw();
    },
  };
}
