// vis-timeline, and the window in time that it shows. Everything else asks here what lies where.
import { DAY, FURTHEST } from "./time.js";

export const HOUR = 3600000;
const JUMP = { duration: 160, easingFunction: "easeOutQuad" };
const still = matchMedia("(prefers-reduced-motion: reduce)");

const OPTIONS = {
  ...{ stack: false, selectable: false, editable: false, showCurrentTime: false, showMajorLabels: false, showMinorLabels: false },
  ...{ showTooltips: false, align: "left", orientation: { axis: "none", item: "top" }, margin: { axis: 0, item: 0 }, groupOrder: "order" },
  ...{ height: "100%", verticalScroll: true, zoomKey: "ctrlKey", horizontalScroll: false, zoomMin: HOUR, zoomMax: 2 * FURTHEST },
  moment: (date) => moment.utc(date),
};

export function createStage(find, { onward, onMoved, onArrived, onResized }) {
  const groups = new vis.DataSet();
  const items = new vis.DataSet();
  let timeline = null;
  let window = null;

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
      rtl: onward < 0,
      template: (item) => (item ? elementOf(item.id) : ""),
      groupTemplate: (group) => (group ? laneElement(group.id) : ""),
      onInitialDrawComplete: () => opened(first, onOpened),
    });
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
    if (!timeline || to - from < HOUR) return;
    const ends = [Math.max(-FURTHEST, from), Math.min(FURTHEST, to)];
    timeline.setWindow(...ends, { animation: jump && !still.matches ? JUMP : false });
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

  // Lanes scroll; what has focus is in sight.
  function intoView(element) {
    const box = find(".picture-vis").getBoundingClientRect();
    const place = element?.getBoundingClientRect();
    const panel = find(".vis-left.vis-vertical-scroll, .vis-right.vis-vertical-scroll");
    if (!place || !panel) return;
    panel.scrollTop += place.top < box.top ? place.top - box.top - 8 : Math.max(0, place.bottom + 24 - box.bottom);
  }

  return {
    ...{ intoView, items, groups, width, x, span, offset, begin, onward, setWindow, meets, goTo },
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
