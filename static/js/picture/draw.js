// Answers of the server become items of vis-timeline. vis moves the boxes; what is in a box, and how far down, is decided here.
import { bandElement, columns, fillBand, most, total } from "./band.js";
import { boxOf, follow, sticks } from "./follow.js";
import { colourOfLane } from "./colours.js";
import { createLane, tellLane } from "./lane.js";
import { SIZES, across, stack, tops } from "./layout.js";
import { build, fit, labelWidth } from "./mark.js";

const UNLABELLED_AFTER = 8; // on phones
const FEW = 30;
const LIMITS = [Infinity, 6, 5, 4, 3, 2];
const REDRAW_BEYOND = 1.5;

export function createDrawing({ boxes, icons, font, room, compact, redraw }) {
  const lanes = new Map();
  const elements = new Map();
  const bands = new Map();
  let drawn = new Map();
  let answer = { items: [], bins: {}, edges: [], lanes: [], counted: true };
  let last = null;
  const folded = new Set();
  const unfolded = new Set();

  function take(given) {
    answer = { ...given, items: given.items.filter((item) => item.mark) };
    for (const lane of given.lanes) if (!lanes.has(lane.id)) addLane({ ...lane, colour: colourOfLane(lane, given.colours ?? []) });
    if (given.counted) count(given);
    for (const item of answer.items) renew(item);
  }

  function count(given) {
    const totals = new Map(given.lanes.map((lane) => [lane.id, lane.total]));
    for (const lane of lanes.values()) lane.total = totals.get(lane.id) ?? 0;
  }

  // Other lanes, or other events in them: nothing of the old ones is left to keep.
  function clear() {
    boxes.clear();
    for (const each of [lanes, elements, bands, drawn]) each.clear();
    last = null;
  }

  function addLane(given) {
    const lane = createLane(given, icons);
    lanes.set(given.id, lane);
    boxes.addLane(`lane:${given.id}`, lane.element);
  }

  function renew(item) {
    const old = elements.get(item.id);
    const wide = Math.floor(room() / 20) * 20;
    const now = JSON.stringify([item, wide]);
    if (old?.now === now) return;
    elements.set(item.id, { now, item, wide, element: null, width: labelWidth(item, font(), wide) });
    drawn.delete(item.id); // its box may be the same, its content is not
  }

  // Made when it is drawn for the first time: many are only counted.
  function elementOf(known) {
    const { item, wide } = known;
    return (known.element ??= build(item, item.colour ?? lanes.get(item.lane).colour, font(), wide));
  }

  // --- laying out ----------------------------------------------------------------------------------------------------

  // `pinned`, the selected event, is drawn before all others, in a folded lane too
  function layout(window, width, available, pinned) {
    last = { window, width, available, pinned };
    const scale = (at) => ((at - window[0]) / (window[1] - window[0])) * width;
    const labelled = new Set([pinned, ...answer.items.slice(0, compact() ? UNLABELLED_AFTER : undefined).map((item) => item.id)]);
    const places = new Map(answer.items.map((item) => [item.id, across(item, scale, width, labelled.has(item.id) ? elements.get(item.id).width : 0)]));
    const inOrder = [...answer.items].sort((one, other) => (other.id === pinned) - (one.id === pinned));
    const sets = [...lanes.values()].map((lane) => [lane, inOrder.filter((item) => item.lane === lane.id)]);
    apply(fitting(sets, places, available), places, window, labelled);
  }

  // As many rows as let all lanes be seen at once; where even the fewest do not, or there is little to count, the lanes scroll.
  function fitting(sets, places, available) {
    let chosen = [];
    for (const limit of answer.total > FEW ? LIMITS : LIMITS.slice(0, 2)) {
      chosen = sets.map(([lane, items]) => stacked(lane, items, places, unfolded.has(lane.id) ? Infinity : limit));
      if (chosen.reduce((sum, each) => sum + each.height, 0) <= available) break;
    }
    return chosen;
  }

  function stacked(lane, items, places, limit) {
    const { rows, rest } = folded.has(lane.id) ? onlyPinned(items, places) : stack(items, places, lane.before, limit);
    const bins = answer.counted ? columns(answer.bins[lane.id] ?? [], rest, answer.edges) : [];
    const under = compact() ? 24 : SIZES.padding;
    const { top, height } = tops(rows, under);
    const content = height + (bins.length ? SIZES.band : 0);
    return { lane, rows, rest, bins, top, content, height: Math.max(least(lane), content) };
  }

  function onlyPinned(items, places) {
    const [kept, rest] = [true, false].map((wanted) => items.filter(({ id }) => (id === last.pinned) === wanted));
    return { ...stack(kept, places, new Map(), 1), rest };
  }

  const least = (lane) => (compact() ? 30 : Math.max(46, lane.natural ?? SIZES.header));

  function apply(chosen, places, window, labelled) {
    const wanted = new Map();
    chosen.forEach(tell);
    measure(chosen);
    for (const each of chosen) {
      each.lane.before = new Map([...each.top].map(([id, { row }]) => [id, row]));
      each.lane.element.style.setProperty("--height", `${Math.ceil(each.height)}px`);
      for (const [id, { y }] of each.top) wanted.set(id, event(id, places.get(id), y, window, labelled.has(id)));
      if (each.bins.length) wanted.set(`band:${each.lane.id}`, band(each));
    }
    send(wanted);
  }

  function tell({ lane, bins, rest }) {
    const isFolded = folded.has(lane.id);
    tellLane(lane, { total: lane.total, partly: answer.earlier + answer.later > 0, banded: total(bins), top: most(bins, answer.edges), folded: isFolded, canUnfold: rest.length > 0 && !isFolded });
  }

  // How high a header is by itself, its name and counts on as many lines as they need; all written first, then all read.
  function measure(chosen) {
    const said = (lane) => `${compact()} ${lane.element.textContent}`;
    const unsure = chosen.map(({ lane }) => lane).filter((lane) => lane.measured !== said(lane));
    for (const lane of unsure) lane.element.classList.add("is-measured");
    for (const lane of unsure) lane.natural = lane.element.scrollHeight;
    for (const lane of unsure) {
      lane.element.classList.remove("is-measured");
      lane.measured = said(lane);
    }
    for (const each of chosen) each.height = Math.max(each.content, least(each.lane));
  }

  function event(id, place, y, window, labelled) {
    const known = elements.get(id);
    const { item, width: wide } = known;
    const [element, box] = [elementOf(known), boxOf(item.mark, window)];
    element.style.setProperty("--y", `${y}px`);
    element.classList.toggle("as-disc", place.asDisc);
    element.classList.toggle("no-label", !labelled);
    element.classList.toggle("is-close", place.close === true);
    element.dataset.side = place.side ?? "";
    fit(element, item.mark, box);
    const visible = { id: `event:${id}`, group: `lane:${item.lane}`, start: box[0], end: box[1], place, item, element, wide: labelled ? wide : 0 };
    follow(visible, window, last.width);
    return visible;
  }

  function band({ lane, bins, height }) {
    if (!bands.has(lane.id)) bands.set(lane.id, bandElement());
    const element = bands.get(lane.id);
    fillBand(element, bins, answer.edges, lane.colour);
    element.style.setProperty("--y", `${Math.ceil(height)}px`);
    return { id: `band:${lane.id}`, group: `lane:${lane.id}`, start: answer.edges[0], end: answer.edges.at(-1), element };
  }

  function send(wanted) {
    const same = (one, other) => other && one.start === other.start && one.end === other.end && one.group === other.group && one.element === other.element;
    const changed = [...wanted].filter(([id, each]) => !same(each, drawn.get(id))).map(([, each]) => each);
    drawn = wanted;
    boxes.put(changed, new Set([...wanted.values()].map(({ id }) => id)));
    redraw();
    const kept = new Set(answer.items.map((item) => item.id));
    for (const id of elements.keys()) if (!kept.has(id)) elements.delete(id);
  }

  // --- following the hand ----------------------------------------------------------------------------------------------

  function moved(window) {
    if (!last) return;
    const [first, end] = last.window;
    const span = end - first;
    for (const each of drawn.values()) if (each.item && sticks(each, window)) follow(each, window, last.width);
    const far = window[0] < first - REDRAW_BEYOND * span || window[1] > end + REDRAW_BEYOND * span;
    if (far) layout(window, last.width, last.available, last.pinned);
  }

  // Where it is on the screen, from its lane: vis takes marks out of the page while their lane is out of sight.
  function placeOf(id) {
    if (!drawn.has(id)) return null;
    const { item, element } = elements.get(id);
    const lane = lanes.get(item.lane).element.getBoundingClientRect();
    const top = lane.top + parseFloat(element.style.getPropertyValue("--y"));
    return { top, bottom: top + SIZES.label };
  }

  return {
    ...{ take, clear, moved, layout, placeOf },
    lanes: () => [...lanes.values()],
    items: () => answer.items,
    item: (id) => elements.get(id)?.item,
    element: (id) => (drawn.has(id) ? elements.get(id)?.element : null),
    drawn: () => [...drawn.values()].filter((each) => each.item).map((each) => each.item),
    fold(id, now = !folded.has(id)) {
      if (now) folded.add(id);
      else folded.delete(id);
    },
    unfold: (id) => unfolded.add(id),
    isFolded: (id) => folded.has(id),
  };
}
