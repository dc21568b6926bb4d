// Starts the picture: the stage moves and zooms, the server tells what lies in the window, the other modules draw it.
import { _ } from "../words.js";
import { createActions } from "./actions.js";
import { axisOf, filterOf, keepWindow, isMirrored, turnAxis, windowAsked } from "./address.js";
import { drawAxis } from "./axis.js";
import { besides, joined } from "./beside.js";
import { createDrawing } from "./draw.js";
import { createEditing } from "./edit.js";
import { createEras } from "./eras.js";
import { createFeed } from "./feed.js";
import { listenToHand } from "./hand.js";
import { listenToKeys } from "./keys.js";
import { createOverview } from "./overview.js";
import { createSelection } from "./select.js";
import { createStage } from "./stage.js";
import { createStar } from "./star.js";
import { createStrip } from "./strip.js";
import { createTelling } from "./telling.js";
import { SECOND, lengthWords, windowWords } from "./time.js";

const narrow = matchMedia("(max-width: 899px)");

function start(root) {
  const find = (selector) => root.querySelector(selector);
  const [lanes, live] = [find(".picture-lanes"), find("#picture-live")];
  let answer = null;
  let drawn = null; // the answer, or the answer with what lies beside it
  let renewed = false; // whether another filter or other lanes were asked for
  let moves = false; // whether the window was moved since the page opened
  let wanted = null; // the window that was asked for last
  let told = null; // the window that the answer is of
  let home = null; // the window in which this filter is shown at first
  let leaves = false; // whether the detail of another event is on its way, and with it another address

  const onward = axisOf() === "rtl" ? -1 : 1;
  root.dir = document.documentElement.dataset.axis = axisOf();
  const stage = createStage(find, {
    ...{ onward, addresses: root.dataset.vis.split(" ") },
    ...{ onBegun: opened, onSettled: settled, onMoved: moved, onArrived: arrived, onResized: resized },
  });
  const drawing = createDrawing({
    ...{ boxes: stage.boxes, icons: root.dataset.icons, redraw: stage.redraw, compact: () => narrow.matches },
    room: () => stage.width() * 0.75,
    font: () => `13px ${getComputedStyle(root).fontFamily}`,
  });
  const telling = createTelling(find, root.dataset, onward < 0 !== (document.documentElement.dir === "rtl"));
  const selection = createSelection({ guides: find(".picture-guides"), flags: find(".axis-flags"), drawing, stage, taken: telling.taken });
  const eras = createEras({ row: find(".picture-eras"), names: find(".era-names"), grounds: find(".era-grounds"), stage });
  const overview = createOverview(find(".overview"), { onWindow: stage.setWindow, onward });
  const strip = createStrip(find("#picture-strip"));
  const feed = createFeed({
    ...{ address: root.dataset.items, query: filterOf(), onAnswer: take, onBack: strip.back },
    beside: () => (stage.window ? besides(stage.window).map((each) => ({ ...each, width: stage.width() })) : []),
    onSlow: (slow) => (slow ? strip.slow(stage.window ? windowWords(...stage.window) : _("events")) : strip.quick()),
    onGone: (since) => strip.gone(since, () => feed.now()),
  });
  const ways = { stage, drawing, selection, overview, live, feed, answer: () => answer, steps: root.dataset.steps };
  const act = createActions({ ...ways, intoView, choose, show, reach });

  const editing = createEditing(find, { stage, drawing, selection, act, intoView, edits: root.dataset.edits, pages: root.dataset.editPages, renewed: again });
  Object.assign(act, { star: createStar({ drawing, selection, act, stars: root.dataset.stars, again }), edit: () => editing.begin(), turn: turnAxis });
  find("[data-do=turn]").closest("li").hidden = !isMirrored();

  // What was written is asked for again, in the same window.
  function again() {
    feed.forget();
    feed.now(question({ overview: 1 }));
  }

  function intoView(id) {
    stage.intoView(drawing.placeOf(id));
  }

  // Whether the address has the filter that is drawn: after a step back it may have another, whose answer is not there yet.
  const isOfAddress = () => String(filterOf()) === feed.filter;

  // The window goes into the address of the page that it is of.
  function note() {
    if (moves && !leaves && stage.window && isOfAddress()) keepWindow(stage.window);
  }

  function question(more = {}) {
    wanted = stage.window;
    const [from, to] = stage.window?.map(Math.round) ?? [null, null];
    return { from, to, width: stage.width(), event: selection.pinned, ...more };
  }

  // --- answers -------------------------------------------------------------------------------------------------------

  function take(given, { go, of }) {
    answer = drawn = given;
    told = of[0] === null ? given.window : of.map(Number);
    if (renewed) drawing.clear();
    if (given.window === null) return empty();
    const fresh = renewed || !stage.window;
    renewed = false;
    find(".picture-body").classList.remove("is-empty");
    for (const each of [stage, overview]) each.width(); // before anything is written, or the page is laid out for each of them
    drawing.take(given);
    overview.take(given);
    if (given.extent) stage.limit(given.extent);
    eras.take(given);
    if (fresh) wanted = home = told = given.window;
    if (!stage.window) return stage.begin(given.window);
    if (fresh) {
      feed.still(); // of a window to which one moved before this came
      stage.setWindow(given.window);
    }
    note();
    if (given.selected && (go || selection.selected === given.selected.id)) selection.take(given.selected);
    show();
    if (go && given.selected?.mark && !stage.meets(given.selected.mark)) return stage.goTo(given.selected);
    return go && selection.pinned ? intoView(selection.pinned) : undefined;
  }

  function empty() {
    root.dataset.state = "empty";
    find(".picture-body").classList.add("is-empty");
    telling.empty(answer);
    stage.bring().catch(() => {}); // for when there is something to draw
  }

  // The page itself asked first, see ahead.js, and guessed how wide the picture would be.
  const begun = globalThis.ahead ?? null;

  function opened() {
    if (begun && Math.abs(begun.width / stage.width() - 1) > 0.25) feed.soon(question());
    if (answer.selected) selection.select(answer.selected.id, answer.selected);
    tellWindow(stage.window);
    show();
  }

  // vis moves the picture from now on; without it buttons and keys still do.
  function settled(came) {
    if (!came) strip.lost();
    if (answer.window === null) return;
    moved(stage.window);
    show();
    if (selection.pinned) requestAnimationFrame(() => intoView(selection.pinned)); // once vis knows how high the lanes are
  }

  function lay() {
    drawing.layout(stage.window, stage.width(), stage.height(), selection.pinned);
    selection.paint();
    root.dataset.window = stage.window.map(Math.round).join(" ");
  }

  function show() {
    lay();
    telling.tell(answer, { goTo: stage.goTo, showWhole: act.whole });
    axis();
    eras.draw();
    selection.guide();
    editing.draw();
    root.dataset.state = answer.counted && stage.settled && !renewed && meet(stage.window, told, SECOND) ? "shown" : "reading";
  }

  // --- moving --------------------------------------------------------------------------------------------------------

  const axis = () => drawAxis({ labels: find(".axis-labels"), lines: find(".axis-lines") }, ...stage.window, stage.width(), telling.taken());

  function moved(window) {
    axis();
    eras.draw();
    tellWindow(window);
    drawAlong(window);
    drawing.moved(window);
    selection.guide();
    editing.draw();
  }

  function tellWindow(window) {
    find(".picture-span").textContent = lengthWords(window[1] - window[0]);
    overview.show(window);
  }

  // What is known of the windows beside is drawn as soon as the hand comes there.
  function drawAlong(window) {
    if (!drawn?.counted || !drawn.window || !root.dataset.window) return;
    besides(answer.window).forEach((asked, side) => {
      const [edge, reached] = side ? [answer.window[1], window[1] > answer.window[1] + 1] : [answer.window[0], window[0] < answer.window[0] - 1];
      const other = reached && drawn.window[side] === edge ? feed.known({ ...asked, width: stage.width() }) : null;
      if (!other?.window) return;
      drawn = joined(drawn, other, side === 0);
      drawing.take(drawn);
      eras.take(drawn);
      drawing.layout(window, stage.width(), stage.height(), selection.pinned);
      selection.paint();
    });
  }

  function arrived(window) {
    moved(window);
    if (answer.window === null) return;
    lay();
    if (meet(window, wanted)) return meet(window, told, SECOND) ? show() : undefined; // shown, or on its way
    root.dataset.state = "reading";
    moves = true;
    feed.soon(question());
    return document.dispatchEvent(new CustomEvent("timeline:window", { detail: { from: window[0], to: window[1] } }));
  }

  // Answers have windows of whole seconds.
  const meet = (one, other, but = 1) => one.every((at, end) => Math.abs(at - other[end]) < but);

  function resized() {
    overview.resize();
    telling.resize();
    if (answer.window === null) return;
    moved(stage.window);
    show();
  }

  // --- selecting, together with the list and the detail beside ---------------------------------------------------------

  function choose(id, focus) {
    document.dispatchEvent(new CustomEvent("timeline:select", { detail: { id, focus } }));
  }

  // To an event that may lie anywhere, with the focus of the keys on it.
  function reach(item) {
    selection.seek(item.id);
    return feed.now(question({ go: true }));
  }

  // `stay`: where one is going is known otherwise.
  document.addEventListener("timeline:select", ({ detail: { id, stay = false } }) => {
    if (!id || !stage.window) return;
    if (editing.on && id !== selection.selected) editing.back();
    editing.forgive();
    const known = drawing.item(id) ?? null;
    selection.select(id, known);
    if (stay) return;
    if (known && drawing.element(id) && stage.meets(known.mark)) intoView(id);
    else feed.now(question({ event: id, go: true }));
  });

  // Back and Forward lead to the window of their address too. Another filter comes with one of its own.
  globalThis.addEventListener("popstate", () => {
    if (!stage.window || !isOfAddress()) return;
    const { from, to } = windowAsked();
    stage.setWindow(from === null ? home : [from, to]);
    feed.now(question());
  });

  // The address has another filter, or other lanes: what is in it is asked for again, in the window that it names.
  document.addEventListener("timeline:filter", () => {
    editing.back();
    renewed = true;
    moves = false;
    root.dataset.state = "reading";
    feed.narrow(filterOf());
    feed.now(question({ ...windowAsked(), overview: 1 }));
  });

  document.addEventListener("timeline:leave", note);

  document.addEventListener("timeline:opening", () => {
    note(); // in the address that is left
    leaves = true;
  });

  document.addEventListener("timeline:opened", () => {
    leaves = false;
    note();
  });

  document.addEventListener("timeline:close", ({ detail }) => {
    leaves = false;
    if (detail?.pushed) note();
    selection.select(null);
    if (root.contains(document.activeElement)) lanes.focus();
  });

  // --- beginning -----------------------------------------------------------------------------------------------------

  const foldLegend = () => (find(".legend").open = !narrow.matches);
  narrow.addEventListener("change", foldLegend);
  foldLegend();
  find(".picture-body").hidden = false;
  root.dataset.state = "reading";
  listenToHand(root, { stage, act, choose });
  listenToKeys(lanes, act, () => stage.window !== null);
  // to ask how wide it is would lay the page out, which waits for the answer
  feed.begin({ ...windowAsked(), width: begun?.width ?? stage.width(), overview: 1, event: root.dataset.event || null }, begun);
}

const root = document.getElementById("picture");
if (root) start(root);
