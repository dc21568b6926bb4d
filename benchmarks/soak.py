"""Thousands of random steps on the timeline page: memory, listeners and elements stay level, and the browser complains of nothing.

python benchmarks/soak.py [--steps 10000] [--seed NUMBER] [--events 10000]        Ctrl-C ends it early and still says what it saw

Half of the steps are walked in one document that is never left; in the other half filters, Back and other pages come in between. Every
few steps the page is brought to rest in the same state, rubbish is collected, and it is measured.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).parent.parent))

STEPS = 10_000
EVERY = 25
LONGEST_WAIT = 30  # seconds
READY = "() => document.querySelector('#picture[data-state=shown], #picture[data-state=empty]') !== null"
VIEWPORT = {"width": 1280, "height": 800}

LOADED = "() => document.readyState === 'complete'"
# every condition taken away, without leaving the document
WIDEN = """() => {
  document.getElementById("close-filter")?.click();
  const form = document.getElementById("view");
  const said = [...new URL(location).searchParams.keys()].filter((name) => !["from", "to", "event"].includes(name));
  if (!said.length) return;
  for (const each of form.elements) {
    if (each.type === "checkbox") each.checked = false;
    else if (each.tagName === "SELECT") each.selectedIndex = 0;
    else each.value = "";
  }
  form.requestSubmit();
}"""
WIDENED = "() => !document.body.hasAttribute('aria-busy')"

# what is measured, as the browser calls it: (in words, part that the last quarter may be above the second, and what besides)
MARGINS = {
    "JSHeapUsedSize": ("bytes of JS heap", 0.10, 500_000),
    "JSEventListeners": ("listeners", 0.05, 20),
    "Nodes": ("nodes", 0.10, 300),
    "Documents": ("documents", 0.0, 2),
}
Sample = dict[str, float]


@dataclass
class Walk:
    """Takes random steps on the page that is open. `stays`: the document is never left."""

    page: Page
    chance: random.Random
    address: str
    stays: bool
    complaints: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    taken: int = 0
    every: int = EVERY  # steps between two measures

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self._complain(f"error: {error.stack or error}"))
        self.page.on("console", lambda message: self._complain(message.text) if message.type == "error" else None)
        self.client = self.page.context.new_cdp_session(self.page)
        self.client.send("Performance.enable")
        self.page.goto(self.address)
        self.rest()

    def _complain(self, words: str) -> None:
        self.complaints.append(f"after {self.taken} steps: {words}")

    def go(self, steps: Iterable[int]) -> None:
        rows = [(weight, step) for weight, away, step in STEPS_TO_TAKE if not (self.stays and away)]
        for _ in steps:
            self.taken += 1
            step = self.chance.choices([step for _, step in rows], [weight for weight, _ in rows])[0]
            step(self)
            if self.taken % self.every == 0:
                self.samples.append(self.measure())

    def until(self, condition: str) -> None:
        """Waits in steps of its own, so that a picture which stands still is told with the step after which it did."""
        deadline = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < deadline:
            try:
                if self.page.evaluate(condition):
                    return
            except Error:
                pass  # the document went while it was asked
            self.page.wait_for_timeout(10)
        state = self.page.evaluate(
            "() => ({ ...document.getElementById('picture')?.dataset, says: document.getElementById('picture-strip')?.innerText })"
        )
        words = f"after {self.taken} steps the page stood still for {LONGEST_WAIT} s, at {self.page.url}, waiting for {condition}"
        sys.exit("\n".join([words, f"the picture: {state}", *self.complaints]))

    def measure(self) -> Sample:
        self.rest()
        for _ in range(2):
            self.client.send("HeapProfiler.collectGarbage")
        metrics = {each["name"]: each["value"] for each in self.client.send("Performance.getMetrics")["metrics"]}
        return {name: metrics[name] for name in MARGINS}

    def rest(self) -> None:
        """Everything in view, nothing narrowed, no event open, no lane folded."""
        if not self.page.url.startswith(self.address):
            self.page.goto(self.address)
        self.until(READY)
        for _ in range(2):
            self.page.keyboard.press("Escape")
        self.page.evaluate(WIDEN)
        self.until(WIDENED)
        self.until(READY)
        folded = self.page.locator(".lane-fold[aria-expanded=false]")
        while folded.count():
            folded.first.dispatch_event("click")
        self.key("0")
        self.until(READY)

    # --- steps -----------------------------------------------------------------------------------------------------

    def key(self, key: str, on: str = "#picture-lanes") -> None:
        if self.page.locator(on).first.is_visible():
            self.page.locator(on).first.focus()
            self.page.keyboard.press(key)

    def any_key(self) -> None:
        self.key(self.chance.choice(KEYS))

    def brush_key(self) -> None:
        handle = self.chance.choice(("start", "end"))
        self.key(self.chance.choice(BRUSH_KEYS), f".overview-handle[data-end={handle}]")

    def place(self, selector: str) -> tuple[float, float] | None:
        """Somewhere in the middle of it, if it is in sight."""
        box = self.page.locator(selector).first.bounding_box() if self.page.locator(selector).count() else None
        if box is None or box["width"] < 2 or box["y"] > VIEWPORT["height"]:
            return None
        return box["x"] + box["width"] * self.chance.uniform(0.1, 0.9), box["y"] + min(box["height"], 400) * self.chance.uniform(0.2, 0.8)

    def wheel(self) -> None:
        place = self.place(".vis-center")
        if place is None:
            return
        self.page.mouse.move(*place)
        control = self.chance.random() < 0.7
        if control:
            self.page.keyboard.down("Control")
        for _ in range(self.chance.randrange(1, 6)):
            self.page.mouse.wheel(self.chance.choice((0, 0, 0, 60)), self.chance.choice((-100, 100)))
        if control:
            self.page.keyboard.up("Control")

    def drag(self, selector: str = ".vis-center") -> None:
        place = self.place(selector)
        if place is None:
            return
        self.page.mouse.move(*place)
        self.page.mouse.down()
        self.page.mouse.move(place[0] + self.chance.uniform(-300, 300), place[1], steps=self.chance.randrange(1, 6))
        self.page.mouse.up()

    def brush(self) -> None:
        self.drag(self.chance.choice((".overview-frame", ".overview-handle[data-end=start]", ".overview-handle[data-end=end]")))

    def jump(self) -> None:
        self.click(".overview-strip")

    def click(self, selector: str) -> None:
        place = self.place(selector)
        if place is not None:
            self.page.mouse.click(*place)

    def one_of(self, selector: str) -> None:
        """Chosen by chance and clicked, in sight or not."""
        found = self.page.locator(selector)
        count = found.count()
        if count:
            try:
                found.nth(self.chance.randrange(count)).dispatch_event("click", timeout=2000)
            except Error:
                self.until(READY)  # it went while it was chosen

    def select(self) -> None:
        self.one_of(self.chance.choice((".tl-event", "#rows > .row > a")))

    def close(self) -> None:
        self.page.keyboard.press("Escape")

    def fold(self) -> None:
        self.one_of(self.chance.choice((".lane-fold", ".lane-band:enabled")))

    def zoom_by_column(self) -> None:
        self.one_of(".tl-band > i")

    def button(self) -> None:
        # to turn the axis is to leave the document
        self.one_of(".picture-zoom button:not([data-do=turn]), .picture-beyond:not([hidden])")

    def size(self) -> None:
        self.page.set_viewport_size({"width": self.chance.randrange(900, 1600), "height": self.chance.randrange(600, 900)})
        self.page.set_viewport_size(VIEWPORT)  # type: ignore[arg-type]

    def back(self) -> None:
        """Within the document only where that is to be kept: as far as it has pushed states itself."""
        if self.stays and not self.page.evaluate("history.state?.event"):
            return
        self.page.go_back(wait_until="commit")
        self.home()

    def narrow(self) -> None:
        self.page.goto(f"{self.address}?{self.chance.choice(FILTERS)}", wait_until="commit")
        self.home()

    def narrow_in_place(self) -> None:
        """A box, a chip, certainly or possibly, a page of the list; or a search typed."""
        if self.chance.random() < 0.2:
            self.page.locator("#search").fill(self.chance.choice(("bridge", "мост", "zzzz", "")), force=True)
            self.page.evaluate("() => document.getElementById('view').requestSubmit()")
        else:
            self.one_of("#filter-panel input[type=checkbox], #conditions a, #match a, #list .pager a, #filter, #close-filter")
        self.until(READY)

    def home(self) -> None:
        self.until(LOADED)
        if not self.page.url.startswith(self.address):
            self.page.goto(self.address)
        self.until(READY)


KEYS = [
    *(
        "j",
        "k",
        "Home",
        "End",
        "PageDown",
        "PageUp",
        "ArrowUp",
        "ArrowDown",
        "ArrowLeft",
        "ArrowRight",
        "Shift+ArrowLeft",
        "Shift+ArrowRight",
    ),
    *("+", "+", "-", "0", "Space", "Enter", "Escape"),
]
BRUSH_KEYS = ("ArrowLeft", "ArrowRight", "Shift+ArrowLeft", "Shift+ArrowRight", "Home", "End")
FILTERS = [
    *("q=bridge", "category=Battles", "category=none&category=Riots", "dates=1990/1999", "match=certainly&dates=2021", "status=suggested"),
    *("q=zzzz", "undated=1", "precision=day", "actor=Actor+1", "dates=gibberish", ""),
]
# (how often, whether it may leave the document, the step)
STEPS_TO_TAKE: tuple[tuple[int, bool, Callable[[Walk], None]], ...] = (
    (30, False, Walk.any_key),
    (20, False, Walk.wheel),
    (15, False, Walk.drag),
    (6, False, Walk.brush),
    (4, False, Walk.brush_key),
    (3, False, Walk.jump),
    (8, False, Walk.select),
    (3, False, Walk.close),
    (4, False, Walk.fold),
    (4, False, Walk.zoom_by_column),
    (4, False, Walk.button),
    (1, False, Walk.size),
    (4, False, Walk.back),
    (6, False, Walk.narrow_in_place),
    (2, True, Walk.narrow),
)


# --- judged --------------------------------------------------------------------------------------------------------


def quarters(samples: list[Sample], name: str) -> tuple[float, float]:
    """The least of the second and of the last quarter: in the first, what is made once comes to be; and what is never let go is in every
    sample, whereas what waits to be collected or drawn is not."""
    quarter = len(samples) // 4
    values = [sample[name] for sample in samples]
    return min(values[quarter : 2 * quarter]), min(values[-quarter:])


def risen(samples: list[Sample]) -> list[str]:
    """A sentence for each measure that rose beyond its margin."""
    found = []
    for name, (words, part, besides) in MARGINS.items():
        before, after = quarters(samples, name)
        if after > before * (1 + part) + besides:
            found.append(f"{words} rose from {before:,.0f} to {after:,.0f}")
    return found


def told(samples: list[Sample]) -> str:
    rows = [(words, *quarters(samples, name)) for name, (words, _, _) in MARGINS.items()]
    return "\n".join(
        f"{words:>20}: at least {before:12,.0f} in the second quarter, {after:12,.0f} in the last" for words, before, after in rows
    )


def walked(walk: Walk, steps: int) -> list[str]:
    """Faults found; what was seen is printed, also when it is broken off."""
    try:
        walk.go(tqdm(range(steps), unit=" steps", desc="in one document" if walk.stays else "with filters and Back"))
    except KeyboardInterrupt:
        print(f"broken off after {walk.taken} steps")
    if len(walk.samples) >= 8:
        print(told(walk.samples))
    return walk.complaints + (risen(walk.samples) if len(walk.samples) >= 8 else [])


def main(steps: int, seed: int, events: int) -> None:
    from benchmarks.many_events import FOLDER, SLUG, made
    from benchmarks.page import ALONE, CHROMIUMS, served

    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        sys.exit("No Chromium on this machine: install the package “chromium”.")
    print(f"seed {seed}; the same steps again: make soak SEED={seed}")
    faults: list[str] = []
    path = made(Path(os.environ.get("BENCH_FOLDER", FOLDER)), events)
    alone = {"executable_path": found, "args": ALONE}
    # the browser ends before Playwright does, or a walk that is given up would hang
    with sync_playwright() as playwright, served(path) as url, playwright.chromium.launch(**alone) as browser:  # type: ignore[arg-type]
        for stays in (True, False):
            page = browser.new_page(viewport=VIEWPORT)  # type: ignore[arg-type]
            faults += walked(Walk(page, random.Random(seed), f"{url}/t/{SLUG}", stays), steps // 2)
            page.close()
    sys.exit("\n".join(faults) or 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--events", type=int, default=10_000)
    given = parser.parse_args()
    main(given.steps, given.seed, given.events)
