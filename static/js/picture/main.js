// Starts the picture: vis-timeline moves and zooms, the server tells what lies in the window, the other modules draw it.
import { drawAxis } from "./axis.js";
import { columnWords } from "./band.js";
import { createDrawing } from "./draw.js";
import { createFeed } from "./feed.js";
import { listenToKeys } from "./keys.js";
import { tellNothing } from "./nothing.js";
import { createOverview } from "./overview.js";
import { createSelection } from "./select.js";
import { createStrip } from "./strip.js";
import { DAY, FURTHEST, lengthWords, windowWords } from "./time.js";

const HOUR = 3600000;
const JUMP = { duration: 160, easingFunction: "easeOutQuad" };
const narrow = matchMedia("(max-width: 899px)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

function start(root) {
  const find = (selector) => root.querySelector(selector);
  const [body, lanesBox, live] = [find(".picture-body"), find(".picture-lanes"), find("#picture-live")];
  const strip = createStrip(find("#picture-strip"));
  body.hidden = false;
  const font = () => `13px ${getComputedStyle(root).fontFamily}`;
  const groups = new vis.DataSet();
  const items = new vis.DataSet();
  let timeline = null;
  let answer = null;
  let window = null;

  // --- the pieces ------------------------------------------------------------------------------------------------------

  const drawing = createDrawing({ items, groups, icons: root.dataset.icons, font, compact: () => narrow.matches, redraw: () => timeline?.redraw() });
  // vis counts a border that we do not draw, so its own width is the one to go by
  const width = () => find(".vis-center")?.clientWidth || find(".picture-axis").clientWidth;
  const x = (at) => ((at - window[0]) / (window[1] - window[0])) * width();
  const selection = createSelection({ guides: find(".picture-guides"), flags: find(".axis-flags"), drawing, timelineX: () => ({ x, width: width() }) });
  const overview = createOverview(find(".overview"), { onWindow: (wanted, { jump = false } = {}) => setWindow(wanted, { jump }) });
  const query = new URLSearchParams(location.search);
  for (const name of ["event", "cursor", "show", "from", "to"]) query.delete(name);
  const feed = createFeed({
    address: root.dataset.items,
    query: query.toString(),
    onAnswer: take,
    onSlow: (slow) => (slow ? strip.slow(window ? windowWords(...window) : "events") : strip.quick()),
    onGone: (since) => strip.gone(since, () => feed.now()),
    onBack: () => strip.back(),
  });
  root.dataset.state = "reading";

  // --- answers -----------------------------------------------------------------------------------------------------------

  function ask(more = {}) {
    return { from: window && Math.round(window[0]), to: window && Math.round(window[1]), width: width(), event: selection.selected, ...more };
  }

  function take(given, question) {
    answer = given;
    if (given.window === null) return empty();
    drawing.take(given);
    overview.take(given);
    if (!timeline) return begin(given);
    if (question?.go && given.selected) {
      question.go = false;
      selection.select(given.selected.id, given.selected);
      if (!meets(given.selected.mark)) return goTo(given.selected);
    }
    if (given.selected && selection.selected === given.selected.id) selection.select(given.selected.id, given.selected);
    show();
    return undefined;
  }

  function empty() {
    root.dataset.state = "empty";
    body.classList.add("is-empty");
    tellNothing(find(".picture-nothing"), answer, {});
  }

  function begin(given) {
    timeline = new vis.Timeline(find(".picture-vis"), items, groups, {
      ...{ stack: false, selectable: false, editable: false, showCurrentTime: false, showMajorLabels: false, showMinorLabels: false },
      ...{ showTooltips: false, align: "left", orientation: { axis: "none", item: "top" }, margin: { axis: 0, item: 0 }, groupOrder: "order" },
      ...{ height: "100%", verticalScroll: true, zoomKey: "ctrlKey", horizontalScroll: false, zoomMin: HOUR, zoomMax: 2 * FURTHEST },
      ...{ moment: (date) => moment.utc(date), template: (item) => (item ? drawing.elementOf(item.id) : ""), groupTemplate: (group) => (group ? drawing.laneElement(group.id) : "") },
      onInitialDrawComplete: () => opened(given),
    });
    // vis takes a new size in its own time
    new ResizeObserver(resized).observe(find(".vis-center"));
  }

  function opened(given) {
    window = given.window;
    timeline.setWindow(...window, { animation: false });
    // only now: until it is drawn vis tells of windows of its own choosing
    timeline.on("rangechange", () => moved(shownWindow()));
    timeline.on("rangechanged", () => arrived(shownWindow()));
    const id = root.dataset.event;
    if (id && given.selected) selection.select(id, given.selected);
    moved(window);
    show();
  }

  // Asked of vis itself, since what it sends along with "rangechanged" may be 200 ms old.
  function shownWindow() {
    const { start: from, end: to } = timeline.getWindow();
    return [from.getTime(), to.getTime()];
  }

  function show() {
    drawing.layout(window, width(), find(".picture-vis").clientHeight);
    selection.paint();
    tellBeyond();
    tellNothing(find(".picture-nothing"), answer, { possibly: root.dataset.possibly, goTo, showWhole: act.whole });
    root.dataset.state = "shown";
    root.dataset.window = window.map(Math.round).join(" ");
  }

  function tellBeyond() {
    for (const [name, words] of [["earlier", `‹ ${answer.earlier.toLocaleString("en-GB")} earlier`], ["later", `${answer.later.toLocaleString("en-GB")} later ›`]]) {
      const button = find(`.picture-beyond.${name}`);
      button.hidden = answer[name] === 0;
      button.textContent = words;
    }
  }

  // --- moving ------------------------------------------------------------------------------------------------------------

  function moved(now) {
    window = now;
    drawAxis({ labels: find(".axis-labels"), lines: find(".axis-lines") }, ...now, width());
    find(".picture-span").textContent = lengthWords(now[1] - now[0]);
    overview.show(now);
    drawing.moved(now);
    selection.guide();
  }

  function arrived(now) {
    moved(now);
    drawing.layout(now, width(), find(".picture-vis").clientHeight);
    selection.paint();
    root.dataset.window = now.map(Math.round).join(" ");
    if (now.some((at, end) => Math.abs(at - answer.window[end]) >= 1)) {
      root.dataset.state = "reading";
      feed.soon(ask());
    }
    document.dispatchEvent(new CustomEvent("timeline:window", { detail: { from: now[0], to: now[1] } }));
  }

  function setWindow([from, to], { jump = false } = {}) {
    if (!timeline) return;
    const ends = [Math.max(-FURTHEST, from), Math.min(FURTHEST, to)];
    timeline.setWindow(...ends, { animation: jump && !still.matches ? JUMP : false });
  }

  const meets = (mark) => mark && (mark.start === null || mark.start < window[1]) && (mark.end === null || mark.end > window[0]);

  // The window moves no further than it must: the same length round the middle of the event, or longer if the event is.
  function goTo({ mark }) {
    if (!mark) return;
    const [start, end] = [mark.start ?? mark.end - DAY, mark.end ?? mark.start + DAY];
    const half = Math.max(window[1] - window[0], (end - start) * 1.2) / 2;
    const middle = (start + end) / 2;
    setWindow([middle - half, middle + half], { jump: true });
  }

  // --- what keys and buttons do --------------------------------------------------------------------------------------------

  const byTime = () => drawing.drawn().sort((one, other) => (one.mark.start ?? -Infinity) - (other.mark.start ?? -Infinity) || (one.id < other.id ? -1 : 1));

  function say(item) {
    const all = byTime();
    const disputed = item.mark.kind === "disputed" ? (item.asks ? ", asks" : ", disputed") : "";
    const counted = answer.total > all.length ? `${all.length} drawn of ${answer.total}` : String(all.length);
    live.textContent = `${item.title}${disputed}: ${item.reading}; ${all.indexOf(item) + 1} of ${counted}`;
  }

  function focusOn(item) {
    if (!item) return;
    selection.focus(item.id);
    intoView(item.id);
    say(item);
  }

  // Lanes scroll; what has focus is in sight.
  function intoView(id) {
    const element = drawing.element(id);
    const box = find(".picture-vis").getBoundingClientRect();
    const place = element?.firstElementChild.getBoundingClientRect();
    if (!place) return;
    const by = place.top < box.top ? place.top - box.top - 8 : Math.max(0, place.bottom + 24 - box.bottom);
    const panel = find(".vis-left.vis-vertical-scroll, .vis-right.vis-vertical-scroll");
    if (by && panel) panel.scrollTop += by;
  }

  function scaled(by) {
    const focus = drawing.item(selection.focused)?.mark;
    const middle = (window[0] + window[1]) / 2;
    const at = focus && meets(focus) ? Math.max(window[0], Math.min(window[1], ((focus.start ?? focus.end) + (focus.end ?? focus.start)) / 2)) : middle;
    return [at - (at - window[0]) * by, at + (window[1] - at) * by];
  }

  const act = {
    step(by) {
      const all = byTime();
      const now = all.findIndex((item) => item.id === selection.focused);
      if (now + by >= all.length && answer.later) live.textContent = `${answer.later} later; Right goes there`;
      else if (now >= 0 && now + by < 0 && answer.earlier) live.textContent = `${answer.earlier} earlier; Left goes there`;
      else focusOn(all[Math.max(0, Math.min(all.length - 1, now < 0 ? 0 : now + by))]);
    },
    end: (which) => focusOn(byTime().at(which === "first" ? 0 : -1)),
    pan(by) {
      const step = (window[1] - window[0]) * by;
      setWindow([window[0] + step, window[1] + step]);
      live.textContent = windowWords(...window);
    },
    zoom(by) {
      const [from, to] = scaled(by);
      if (to - from < HOUR) return;
      setWindow([from, to]);
      live.textContent = `${lengthWords(to - from)}: ${windowWords(from, to)}`;
    },
    whole() {
      setWindow(overview.extent, { jump: true });
      live.textContent = `Whole range: ${windowWords(...overview.extent)}`;
    },
    lane(by) {
      const all = drawing.lanes();
      const now = all.findIndex((lane) => lane.id === drawing.item(selection.focused)?.lane);
      for (let index = now + by; index >= 0 && index < all.length; index += by) {
        const first = byTime().find((item) => item.lane === all[index].id);
        if (first) return focusOn(first);
      }
      return undefined;
    },
    open() {
      if (selection.focused) choose(selection.focused, true);
    },
    fold(id = drawing.item(selection.focused)?.lane) {
      if (id === undefined) return;
      drawing.fold(id);
      live.textContent = drawing.isFolded(id) ? "Folded" : "Unfolded";
      show();
    },
    earlier: () => act.pan(-0.8),
    later: () => act.pan(0.8),
    in: () => act.zoom(0.5),
    out: () => act.zoom(2),
  };

  function choose(id, focus) {
    document.dispatchEvent(new CustomEvent("timeline:select", { detail: { id, focus } }));
  }

  document.addEventListener("timeline:select", ({ detail: { id } }) => {
    if (!id || !timeline) return;
    const known = drawing.item(id);
    selection.select(id, known ?? null);
    if (known && meets(known.mark) && drawing.element(id)) intoView(id);
    else feed.now({ ...ask(), event: id, go: true });
  });
  document.addEventListener("timeline:close", () => {
    selection.select(null);
    if (root.contains(document.activeElement)) lanesBox.focus();
  });

  // --- by hand -----------------------------------------------------------------------------------------------------------

  let pressed = null;
  lanesBox.addEventListener("pointerdown", (event) => (pressed = [event.clientX, event.clientY]), true);
  root.addEventListener("click", (event) => {
    const dragged = pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 4;
    pressed = null;
    const doing = event.target.closest("[data-do]")?.dataset.do;
    if (doing) return press(doing, event);
    if (dragged) return undefined;
    const mark = event.target.closest("[data-event].tl-event");
    if (mark) return choose(mark.dataset.event, false);
    const bin = event.target.closest(".tl-band > i");
    if (bin) setWindow([Number(bin.dataset.from), Number(bin.dataset.to)], { jump: true });
    return undefined;
  });

  function press(doing, event) {
    const lane = event.target.closest("[data-lane]")?.dataset.lane;
    if (doing === "unfold") {
      drawing.unfold(lane);
      return show();
    }
    return act[doing](lane);
  }

  lanesBox.addEventListener("pointerover", ({ target }) => {
    const bin = target.closest(".tl-band > i");
    if (bin && !bin.title) bin.title = columnWords(bin.dataset);
  });
  // Where all lanes fit there is nothing to scroll, so the wheel zooms.
  lanesBox.addEventListener(
    "wheel",
    (event) => {
      const center = find(".vis-center .vis-content");
      if (event.ctrlKey || !timeline || !center || center.offsetHeight > find(".vis-center").clientHeight + 1) return;
      event.preventDefault();
      event.stopPropagation();
      const left = find(".picture-axis").getBoundingClientRect().left;
      const at = window[0] + ((event.clientX - left) / width()) * (window[1] - window[0]);
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) return act.pan(event.deltaX / width());
      const by = Math.exp(Math.max(-100, Math.min(100, event.deltaY)) / 400);
      const wanted = [at - (at - window[0]) * by, at + (window[1] - at) * by];
      if (wanted[1] - wanted[0] > HOUR) setWindow(wanted);
      return undefined;
    },
    { capture: true, passive: false },
  );
  listenToKeys(lanesBox, act);

  function resized() {
    if (!timeline || !window) return;
    overview.resize();
    moved(window);
    show();
  }
  const legend = find(".legend");
  const foldLegend = () => (legend.open = !narrow.matches);
  narrow.addEventListener("change", foldLegend);
  foldLegend();

  feed.now({ ...ask({ overview: 1, event: root.dataset.event || null }) });
}

const root = document.getElementById("picture");
if (root && globalThis.vis) start(root);
else if (root) {
  const note = root.querySelector(".picture-note");
  note.classList.remove("no-script");
  note.textContent = "The picture could not be loaded. The list has every event of it.";
}
