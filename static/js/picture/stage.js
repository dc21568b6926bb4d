// vis-timeline, and the window in time that it shows. Everything else asks here what lies where.
import { DAY, FURTHEST, MINUTE, YEAR } from "./time.js";

const WIDEST = 4; // times what there is
const AT_LEAST = 10000 * YEAR; // and this, so that little may be seen among much
const JUMP = { duration: 160, easingFunction: "easeOutQuad" };
const narrow = matchMedia("(max-width: 899px)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

const OPTIONS = {
  ...{ stack: false, selectable: false, editable: false, showCurrentTime: false, showMajorLabels: false, showMinorLabels: false },
  ...{ showTooltips: false, align: "left", orientation: { axis: "none", item: "top" }, margin: { axis: 0, item: 0 }, groupOrder: "order" },
  ...{ height: "100%", min: -FURTHEST, max: FURTHEST, zoomKey: "ctrlKey", horizontalScroll: false, zoomMin: MINUTE, zoomMax: 2 * FURTHEST },
  moment: (date) => moment.utc(date),
};

export function createStage(find, { onward, onMoved, onArrived, onResized }) {
  const groups = new vis.DataSet();
  const items = new vis.DataSet();
  let timeline = null;
  let window = null;
  let longest = 2 * FURTHEST;

  // vis counts a border that we do not draw, so its own width is the one to go by
  const width = () => find(".vis-center")?.clientWidth || find(".picture-axis").clientWidth;
  const x = (at) => ((at - window[0]) / (window[1] - window[0])) * width();

  // How far from the edge at which time begins.
  function offset(clientX) {
    const { left, right } = find(".vis-center").getBoundingClientRect();
    return onward > 0 ? clientX - left : right - clientX;
  }

  const span = (px) => (px / width()) * (window[1] - window[0]);

  function begin(first, { elementOf, laneElement }, onOpened) {
    timeline = new vis.Timeline(find(".picture-vis"), items, groups, {
      ...OPTIONS,
      zoomMax: longest,
      rtl: onward < 0,
      verticalScroll: !narrow.matches, // on a phone the names of lanes lie over them, in a panel without width, which cannot be scrolled
      template: (item) => (item ? elementOf(item.id) : ""),
      groupTemplate: (group) => (group ? laneElement(group.id) : ""),
      onInitialDrawComplete: () => opened(first, onOpened),
    });
    narrow.addEventListener("change", () => timeline.setOptions({ verticalScroll: !narrow.matches }));
    // vis takes a new size in its own time
    new ResizeObserver(() => window && onResized()).observe(find(".vis-center"));
  }

  function opened(first, onOpened) {
    window = first;
    timeline.setWindow(...first, { animation: false });
    // only now: until it is drawn vis tells of windows of its own choosing
    timeline.on("rangechange", () => onMoved((window = shown())));
    timeline.on("rangechanged", () => onArrived((window = shown())));
    onOpened();
  }

  // Asked of vis itself, since what it sends along with "rangechanged" may be 200 ms old.
  function shown() {
    const { start, end } = timeline.getWindow();
    return [start.getTime(), end.getTime()];
  }

  function setWindow([from, to], { jump = false } = {}) {
    if (!timeline) return window;
    const reached = within(from, to);
    timeline.setWindow(...reached, { animation: jump && !still.matches ? JUMP : false });
    return reached;
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
    timeline._setScrollTop(timeline._getScrollTop() - by);
    timeline.redraw();
  }

  return {
    ...{ intoView, items, groups, width, x, span, offset, begin, limit, zoomable, onward, setWindow, meets, goTo, reveal },
    redraw: () => timeline?.redraw(),
    height: () => find(".picture-vis").clientHeight,
    get window() {
      return window;
    },
    get begun() {
      return timeline !== null;
    },
  };
}
