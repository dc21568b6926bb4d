"""The timeline page in headless Chromium beside plain vis-timeline and TimelineJS3: first events, frames while moving, memory.

python benchmarks/page.py [COUNT ...]     100, 10,000 and 1,000,000 events unless said; BENCH_FOLDER or the folder for passing files
                                          keeps the stores; that of a million is not made here (18 minutes), but by make bench-million

All in one run and in turn, each on a cold page in a browser profile of its own, so that what else the machine does burdens all alike.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.many_events import FOLDER, MILLION, SLUG, made

RUNS = 5
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
VIEWPORT = {"width": 1280, "height": 800}
LONGEST_WAIT = 180_000
# TimelineJS3 asks for its fonts elsewhere: nothing leaves this machine
ALONE = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
# the window narrows from everything to about a day: at each of these widths it is dragged there and back
WIDTHS = 7
NOTCHES = 13
DRAG, MOVES = 240, 20


@dataclass(frozen=True)
class Shown:
    """A page: where it is, what an event is on it, and what one drags. `most`: with more events it is not usable, or not at all."""

    name: str
    path: str
    event: str
    ground: str
    most: int = MILLION
    zooms: bool = True


OURS = Shown("ours", f"/t/{SLUG}", ".tl-event", ".vis-center")
VIS = Shown("plain vis", "/peers/vis", ".vis-item", ".vis-center", most=10_000)
TIMELINEJS = Shown("TimelineJS3", "/peers/timelinejs", ".tl-timemarker", ".tl-timenav-slider", most=100, zooms=False)
PAGES = (OURS, VIS, TIMELINEJS)


@dataclass
class Measured:
    """Of all runs: seconds until the first events were painted, and until the picture can be dragged; milliseconds of each frame, a list
    a run; megabytes of JS heap."""

    painted: list[float] = field(default_factory=list)
    loose: list[float] = field(default_factory=list)
    frames: list[list[float]] = field(default_factory=list)
    heap: list[float] = field(default_factory=list)

    @property
    def first(self) -> float:
        return statistics.median(self.painted)

    @property
    def draggable(self) -> float:
        return statistics.median(self.loose)

    @property
    def frame(self) -> float:
        return statistics.median(map(statistics.median, self.frames))

    @property
    def longest(self) -> float:
        return statistics.median(map(max, self.frames))

    @property
    def memory(self) -> float:
        return statistics.median(self.heap)


Table = dict[tuple[str, int], Measured]

# --- in the browser ------------------------------------------------------------------------------------------------

# the frame after the one in which an event is seen begins when that one has been painted
FIRST_PAINTED = """
const inSight = (element) => {
  const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
  const inside = left < innerWidth && right > 0 && top < innerHeight && bottom > 0;
  return width > 0 && height > 0 && inside && element.checkVisibility({ visibilityProperty: true });
};
const look = () => {
  if ([...document.querySelectorAll("EVENT")].some(inSight)) requestAnimationFrame(() => (globalThis.painted = performance.now()));
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
const atRest = AT_REST;
const wait = () => (globalThis.painted && atRest() ? (globalThis.loose = performance.now()) : requestAnimationFrame(wait));
requestAnimationFrame(wait);
"""
RECORD = """() => {
  globalThis.frames = [];
  let last = null;
  const next = (now) => {
    if (last !== null) globalThis.frames?.push(now - last);
    last = now;
    if (globalThis.frames) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}"""
TAKE = "() => { const taken = globalThis.frames; globalThis.frames = null; return taken; }"
AT_REST = "() => { const picture = document.querySelector('#picture'); return !picture || picture.dataset.state === 'shown'; }"


def measure(browser: Browser, url: str, shown: Shown, into: Measured) -> None:
    context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]
    context.set_default_timeout(LONGEST_WAIT)
    page = context.new_page()
    page.add_init_script(FIRST_PAINTED.replace("EVENT", shown.event).replace("AT_REST", AT_REST))
    page.goto(url + shown.path, wait_until="commit", timeout=LONGEST_WAIT)
    page.wait_for_function("() => globalThis.loose")
    into.painted.append(page.evaluate("() => globalThis.painted") / 1000)
    into.loose.append(page.evaluate("() => globalThis.loose") / 1000)
    into.frames.append(frames_while_moving(page, shown))
    into.heap.append(heap(page))
    context.close()


def frames_while_moving(page: Page, shown: Shown) -> list[float]:
    """There and back at every width, and the notches of the wheel between; until the answer is drawn, and no longer."""
    box = page.locator(shown.ground).bounding_box()
    assert box is not None
    # near the end of everything, where most events are
    x, y = min(box["x"] + box["width"], VIEWPORT["width"]) - 40, box["y"] + min(box["height"], 300) / 2
    page.mouse.move(x, y)
    page.evaluate(RECORD)
    for _ in range(WIDTHS if shown.zooms else 1):
        for start, end in ((x, x - DRAG), (x - DRAG, x)):
            drag(page, start, end, y)
        for _ in range(NOTCHES if shown.zooms else 0):
            turn(page)
        page.wait_for_function(AT_REST)
    taken: list[float] = page.evaluate(TAKE)
    return taken


def drag(page: Page, start: float, end: float, y: float) -> None:
    page.mouse.move(start, y)
    page.mouse.down()
    page.mouse.move(end, y, steps=MOVES)
    page.mouse.up()
    page.wait_for_function(AT_REST)


def turn(page: Page) -> None:
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.evaluate("() => new Promise(requestAnimationFrame)")


def heap(page: Page) -> float:
    client = page.context.new_cdp_session(page)
    for _ in range(2):
        client.send("HeapProfiler.collectGarbage")
    used: float = client.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


# --- served --------------------------------------------------------------------------------------------------------


def serve(path: Path, ready: multiprocessing.Queue[int]) -> None:
    import waitress
    from werkzeug.middleware.dispatcher import DispatcherMiddleware

    from benchmarks.peers import peers
    from timeline.store import Store
    from timeline.web import create_app

    logging.getLogger("waitress").setLevel(logging.ERROR)  # a question may wait while others are answered
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    store = Store.open(f"sqlite:///{path}")
    app = DispatcherMiddleware(create_app(store), {"/peers": peers(store, SLUG)})
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    ready.put(server.effective_port)
    server.run()


def end_with(parent: int) -> None:
    """A server whose benchmark was killed serves nobody."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


@contextmanager
def served(path: Path) -> Iterator[str]:
    ready: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(path, ready), daemon=True)
    server.start()
    yield f"http://127.0.0.1:{ready.get(timeout=600)}"
    server.terminate()
    server.join()


def stores(counts: list[int]) -> dict[int, Path]:
    kept = Path(os.environ.get("BENCH_FOLDER", FOLDER))
    found = {}
    for count in counts:
        if count < MILLION or (kept / f"{count}.db").exists():
            found[count] = made(kept, count)
        else:
            print(f"{count:,} events: left out, {kept} has no such store; make bench-million makes it")
    return found


# --- told ----------------------------------------------------------------------------------------------------------


def told(table: Table) -> Iterator[str]:
    counts = sorted({count for (name, count), each in table.items() if name == OURS.name and each.heap})
    yield "| measure | events | ours | plain vis | TimelineJS3 | ours beside it | goal |"
    yield "|---|---|---|---|---|---|---|"
    for count in counts:
        beside, goal = _beside(table, count)
        yield f"| first events painted, s | {count:,} | {_row(table, count, 'first', '.2f')} | {beside} | {goal} |"
    for measure_, unit, goal in (
        ("draggable", "picture can be dragged, s", ""),
        ("frame", "median frame, ms", "17"),
        ("longest", "longest frame, ms", "120"),
        ("memory", "JS heap, MB", "15"),
    ):
        for count in counts:
            yield f"| {unit} | {count:,} | {_row(table, count, measure_, '.2f' if measure_ == 'draggable' else '.1f')} | | {goal} |"


def _row(table: Table, count: int, name: str, form: str) -> str:
    found = [table.get((shown.name, count)) for shown in PAGES]
    return " | ".join("" if each is None else format(getattr(each, name), form) for each in found)


def _beside(table: Table, count: int) -> tuple[str, str]:
    """Against plain vis with the fewest events, against our own first time with more of them."""
    ours, smallest = table[OURS.name, count], min(counted for _, counted in table)
    if count == smallest:
        return (f"{ours.first / vis.first:.2f}x of plain vis" if (vis := table.get((VIS.name, count))) else ""), "1.0x"
    return f"{ours.first / table[OURS.name, smallest].first:.2f}x of {smallest:,}", "1.3x" if count < MILLION else "1.5x"


def main(counts: list[int], runs: int) -> None:
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        sys.exit("No Chromium on this machine: install the package “chromium”.")
    print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {runs} runs, medians of them")
    table: Table = {}
    try:
        measure_all(found, counts, runs, table)
    finally:  # what was measured before it was broken off is told all the same
        print("\n".join(told(table)))
        print(f"load of this machine after: {os.getloadavg()[0]:.1f}")


def measure_all(chromium: str, counts: list[int], runs: int, table: Table) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ALONE)
        for count, path in stores(counts).items():
            with served(path) as url:
                able = [shown for shown in PAGES if count <= shown.most]
                for _, shown in tqdm(list(product(range(runs), able)), desc=f"{count:,}", unit=" pages"):
                    measure(browser, url, shown, table.setdefault((shown.name, count), Measured()))
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("counts", nargs="*", type=int, default=[100, 10_000, MILLION])
    parser.add_argument("--runs", type=int, default=RUNS)
    given = parser.parse_args()
    main(given.counts, given.runs)
