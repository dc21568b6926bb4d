// The window in time that is shown, and vis-timeline, which comes after the first picture has been painted. Everything else asks here what
// lies where.
import { createBoxes } from "./boxes.js";
import { library } from "./library.js";
import { DAY, FURTHEST, MINUTE, YEAR } from "./time.js";

const WIDEST = 4; // times what there is
const AT_LEAST = 10000 * YEAR; // and this, so that little may be seen among much
const BORDERS = 1; // vis counts one of its panel, which is not drawn
const JUMP = { duration: 160, easingFunction: "easeOutQuad" };
const narrow = matchMedia("(max-width: 899px)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

const OPTIONS = {
  ...{ stack: false, selectable: false, editable: false, showCurrentTime: false, showMajorLabels: false, showMinorLabels: false },
  ...{ showTooltips: false, align: "left", orientation: { axis: "none", item: "top" }, margin: { axis: 0, item: 0 }, groupOrder: "order" },
  ...{ height: "100%", min: -FURTHEST, max: FURTHEST, zoomKey: "ctrlKey", horizontalScroll: false, zoomMin: MINUTE, zoomMax: 2 * FURTHEST },
  moment: (date) => moment.utc(date),
};

// `onBegun`: there is a window, and what is in it can be drawn. `onSettled(came)`: vis has come, or will not.
export function createStage(find, { onward, addresses, onBegun, onSettled, onMoved, onArrived, onResized }) {
  const boxes = createBoxes(find(".picture-first"));
  let timeline = null;
  let window = null;
  let settled = false;
  let longest = 2 * FURTHEST;
  let coming = null;

  let size = null; // [width, height], until it changes: to ask the page each time would lay it out each time

  const ground = () => find(".vis-center") ?? find(".picture-guides");
  // the guides are there also when there is nothing to draw
  const measured = () => [find(".vis-center")?.clientWidth ?? find(".picture-guides").clientWidth + BORDERS, find(".picture-vis").clientHeight];
  const width = () => (size ??= measured())[0];
  const sizes = new ResizeObserver(resized);
  sizes.observe(find(".picture-lanes"));

  function resized() {
    const [wide, high] = size ?? [];
    size = measured();
    if (window && (size[0] !== wide || size[1] !== high)) onResized();
  }

  const x = (at) => ((at - window[0]) / (window[1] - window[0])) * width();

  // How far from the edge at which time begins.
  function offset(clientX) {
    const { left, right } = ground().getBoundingClientRect();
    return onward > 0 ? clientX - left : right - clientX;
  }

  const span = (px) => (px / width()) * (window[1] - window[0]);

  const bring = () => (coming ??= library(addresses));

  async function begin(first) {
    window = first;
    onBegun();
    if (within(...first).some((at, end) => at !== first[end])) go(within(...first));
    const came = await bring().then(() => true, () => false);
    if (came) create(new vis.DataSet(), new vis.DataSet());
    else settle(false);
  }

  function create(items, groups) {
    const made = new vis.Timeline(find(".picture-vis"), items, groups, {
      ...OPTIONS,
      zoomMax: longest,
      rtl: onward < 0,
      verticalScroll: !narrow.matches, // on a phone the names of lanes lie over them, in a panel without width, which cannot be scrolled
      template: (item) => (item ? boxes.elementOf(item.id) : ""),
      groupTemplate: (group) => (group ? boxes.laneElement(group.id) : ""),
      onInitialDrawComplete: () => take(made, { items, groups }),
    });
  }

  // Only now: until it has drawn vis tells of windows of its own choosing.
  function take(made, sets) {
    const { scrollTop } = find(".picture-first");
    const focused = find(".picture-first :focus");
    timeline = made;
    timeline.setOptions({ zoomMax: longest });
    timeline.setWindow(...window, { animation: false });
    boxes.giveTo(sets);
    timeline._origRedraw(); // its redraw() waits for the next frame, and this one would be seen without marks
    timeline._setScrollTop(-scrollTop);
    timeline._origRedraw();
    focused?.focus({ preventScroll: true });
    timeline.on("rangechange", () => onMoved((window = shown())));
    timeline.on("rangechanged", () => onArrived((window = shown())));
    narrow.addEventListener("change", () => timeline.setOptions({ verticalScroll: !narrow.matches }));
    sizes.observe(find(".vis-center")); // vis takes a new size in its own time
    settle(true);
  }

  function settle(came) {
    settled = true;
    onSettled(came);
  }

  // Asked of vis itself, since what it sends along with "rangechanged" may be 200 ms old.
  function shown() {
    const { start, end } = timeline.getWindow();
    return [start.getTime(), end.getTime()];
  }

  function setWindow([from, to], { jump = false } = {}) {
    const reached = within(from, to);
    if (timeline) timeline.setWindow(...reached, { animation: jump && !still.matches ? JUMP : false });
    else go(reached);
    return reached;
  }

  // Without vis.
  function go(reached) {
    window = reached;
    boxes.draw(window);
    onMoved(window);
    onArrived(window);
  }

  // As long as may be, and where dates can be.
  function within(from, to) {
    const length = Math.max(MINUTE, Math.min(longest, to - from));
    const start = Math.max(-FURTHEST, Math.min(FURTHEST - length, (from + to - length) / 2));
    return [start, start + length];
  }

  // What one may zoom by, of what is wanted.
  function zoomable(by) {
    const length = window[1] - window[0];
    return Math.max(MINUTE / length, Math.min(longest / length, by));
  }

  function limit(extent) {
    const most = Math.min(2 * FURTHEST, Math.max(AT_LEAST, WIDEST * (extent[1] - extent[0])));
    if (most === longest) return;
    longest = most;
    timeline?.setOptions({ zoomMax: most });
  }

  const meets = (mark) => Boolean(mark) && (mark.start === null || mark.start < window[1]) && (mark.end === null || mark.end > window[0]);

  // The window moves no further than it must: the same length round the middle of the event, or longer if the event is.
  function goTo({ mark }) {
    if (!mark) return;
    const [start, end] = [mark.start ?? mark.end - DAY, mark.end ?? mark.start + DAY];
    const half = Math.max(window[1] - window[0], (end - start) * 1.2) / 2;
    const middle = (start + end) / 2;
    setWindow([middle - half, middle + half], { jump: true });
  }

  // As little further as brings an instant into sight, with some room round it.
  function reveal(at) {
    const [from, to] = window;
    const room = (to - from) / 10;
    const by = at < from ? at - room - from : at + room - to;
    setWindow([from + by, to + by], { jump: true });
  }

  // Lanes scroll; what has focus is in sight. vis takes marks out of the page while their lane is not, and offers no other way to scroll.
  function intoView(place) {
    const box = find(".picture-vis").getBoundingClientRect();
    const by = !place ? 0 : place.top < box.top ? place.top - box.top - 8 : Math.max(0, place.bottom + 24 - box.bottom);
    if (by === 0) return;
    if (!timeline) find(".picture-first").scrollTop += by;
    timeline?._setScrollTop(timeline._getScrollTop() - by);
    timeline?.redraw();
  }

  // Whether the lanes are higher than their place.
  function scrolls() {
    const [content, place] = timeline ? [find(".vis-center .vis-content").offsetHeight, ground()] : [find(".picture-first").scrollHeight, find(".picture-first")];
    return content > place.clientHeight + 1;
  }

  return {
    ...{ intoView, boxes, width, x, span, offset, begin, bring, limit, zoomable, onward, setWindow, meets, goTo, reveal, scrolls },
    redraw: () => (timeline ? timeline.redraw() : boxes.draw(window)),
    height: () => (size ??= measured())[1],
    get window() {
      return window;
    },
    get settled() {
      return settled;
    },
    // Whether vis moves it under the hand.
    get drags() {
      return timeline !== null;
    },
  };
}
