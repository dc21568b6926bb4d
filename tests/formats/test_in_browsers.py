"""Our files in the programs they are for: the real TimelineJS and a plain vis-timeline, in Chromium, in three time zones."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from timeline.events import Event
from timeline.formats import writer
from timeline.store import Store
from timeline.understanding import normalise

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PACKAGES = Path(__file__).parent.parent.parent / "node_modules"
ZONES = ("UTC", "Asia/Tokyo", "America/Los_Angeles")
DATES = {
    "year": "1994",
    "month": "May 1994",
    "day": "12 May 1994",
    "clock": "12 May 1994, 04:45",
    "season": "autumn 2020",
    "winter": "winter of 1991-92",
    "range": "2011–2020",
    "days": "27 September to 10 November 2020",
    "since": "since 1993",
    "sinceday": "since 12 May 2024",
    "until": "until 1990",
    "about": "about 1992",
    "either": "05/12/1994",
    "bc": "44 BC",
    "early": "early 1994",
}
NASTY = "<script>alert(1)</script> & <img src=https://elsewhere.invalid/x.png onerror=alert(2)> \"'"
VIS_FILES = ("moment/min/moment.min.js", "vis-data/peer/umd/vis-data.min.js", "vis-timeline/peer/umd/vis-timeline-graph2d.min.js")
EMPTY = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">'
TIMELINEJS = f"""{EMPTY}<link rel="stylesheet" href="timelinejs/css/timeline.css"><div id="line" style="width:1200px;height:700px"></div>
<script src="timelinejs/js/timeline.js"></script><script>
fetch("data.json").then(r => r.json()).then(data => {{ window.line = new TL.Timeline("line", data, {{font: null}}); }});</script>"""
VIS = f"""{EMPTY}<link rel="stylesheet" href="vis.css"><div id="line"></div><script src="0.js"></script><script src="1.js"></script>
<script src="2.js"></script><script>
fetch("data.json").then(r => r.json()).then(data => {{
  window.items = new vis.DataSet(data.items);
  const box = document.getElementById("line");
  window.line = new vis.Timeline(box, window.items, new vis.DataSet(data.groups), {{moment: d => moment.utc(d)}});
}});</script>"""


@dataclass(frozen=True)
class Served:
    url: str
    folder: Path


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A folder behind a plain static server."""
    folder = tmp_path / "page"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Served(f"http://127.0.0.1:{server.server_port}/", folder)
        server.shutdown()
        thread.join()


@pytest.fixture
def full(store: Store) -> Store:
    """One event of every kind of date, one whose texts are out to break something, and one without a date."""
    rows = [Event(title=f"It was {said}", date=normalise(said), id=key, category="Battles") for key, said in DATES.items()]
    nasty = Event(title=NASTY, description=f"{NASTY}\nsecond line", date=normalise("1995"), category="Protests", id="nasty")
    store.put_timeline("full", f"Title {NASTY}", NASTY, (), (*rows, nasty, Event(title="Undated", id="undated")))
    return store


def opened(browser: Browser, served: Served, page: str, data: str, zone: str, ready: str) -> tuple[Page, list[str]]:
    """The page once it shows something, and what it complained of."""
    (served.folder / "index.html").write_text(page, encoding="utf-8")
    (served.folder / "data.json").write_text(data, encoding="utf-8")
    shown = browser.new_page(timezone_id=zone)
    complaints: list[str] = []
    shown.on("request", lambda request: complaints.append(request.url) if not request.url.startswith((served.url, "data:")) else None)
    shown.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    shown.goto(served.url)
    shown.wait_for_selector(ready)
    return shown, complaints


@pytest.mark.parametrize("zone", ZONES)
def test_timelinejs_shows_every_event_with_its_words(browser: Browser, served: Served, full: Store, zone: str) -> None:
    """Title, date in words and text of each; the ends on the days they are; nothing from elsewhere, nothing run."""
    shutil.copytree(PACKAGES / "@knight-lab" / "timelinejs" / "dist", served.folder / "timelinejs")
    data = "".join(writer("timelinejs")(full, "full"))
    shown, complaints = opened(browser, served, TIMELINEJS, data, zone, ".tl-timemarker")
    slides = shown.evaluate(
        """() => [...document.querySelectorAll(".tl-slide")].map(each => [".tl-headline", ".tl-headline-date", ".tl-text-content"]
             .map(part => each.querySelector(part)?.textContent ?? ""))"""
    )
    assert slides[0][0] == f"Title {NASTY}"
    wanted = {(f"It was {said}", said, "") for said in DATES.values()} | {(NASTY, "1995", f"{NASTY}second line")}
    assert {tuple(row) for row in slides[1:]} == wanted
    ends = shown.evaluate(
        """() => line.config.events.map(({unique_id, start_date, end_date}) => [unique_id, ...[start_date, end_date].map(each => {
             const at = each?.data.date_obj; return at ? [at.getFullYear(), at.getMonth() + 1, at.getDate()] : null; })])"""
    )
    drawn = {key: (start, end) for key, start, end in ends}
    assert drawn["season"] == ([2020, 9, 1], [2020, 11, 30])
    assert drawn["winter"] == ([1991, 12, 1], [1992, 2, 29])
    assert drawn["range"] == ([2011, 1, 1], [2020, 12, 31])
    assert drawn["about"] == ([1991, 1, 1], [1993, 12, 31])
    assert drawn["either"] == ([1994, 5, 12], [1994, 12, 5])
    assert [drawn[key][1] for key in ("year", "month", "day", "clock", "bc")] == [None] * 5
    assert all(drawn[key][1] for key in ("since", "sinceday", "until", "early"))
    assert complaints == []
    shown.close()


@pytest.mark.parametrize("zone", ZONES)
def test_vis_timeline_shows_every_item(browser: Browser, served: Served, full: Store, zone: str) -> None:
    """Each is drawn, in its lane, with its title as text; what is uncertain is a bar."""
    for number, name in enumerate(VIS_FILES):
        shutil.copy(PACKAGES / name, served.folder / f"{number}.js")
    shutil.copy(PACKAGES / "vis-timeline" / "styles" / "vis-timeline-graph2d.min.css", served.folder / "vis.css")
    data = "".join(writer("vis")(full, "full"))
    items = {item["id"]: item for item in json.loads(data)["items"]}
    assert items.keys() == {*DATES, "nasty"}
    assert {key for key, item in items.items() if item["type"] == "box"} == {"day", "clock"}
    shown, complaints = opened(browser, served, VIS, data, zone, ".vis-item")
    shown.wait_for_function("count => Object.keys(line.itemSet.items).length === count", arg=len(items))
    for key, item in items.items():
        shown.evaluate("([start, end]) => line.setWindow(start, end, {animation: false})", [item["start"] - 10**9, item["end"] + 10**9])
        shown.wait_for_function(
            "([key, text]) => { const item = line.itemSet.items[key]; return item.displayed && item.dom.content.textContent === text; }",
            arg=[key, NASTY if key == "nasty" else f"It was {DATES[key]}"],
        )
    lanes = shown.evaluate("[...document.querySelectorAll('.vis-label .vis-inner')].map(each => each.textContent)")
    assert set(lanes) >= {"Battles", "Protests"}
    assert complaints == []
    shown.close()
