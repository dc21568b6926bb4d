"""What the page costs, in counts that no machine makes larger: what is drawn, asked for and sent, and that more events cost no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Response, request
from playwright.sync_api import Page, expect

from benchmarks.many_events import SLUG, documents, events, multiplied
from tests.conftest import OpenPage, Site
from timeline.web.picture import DRAWN

WINDOW = "/items.json"
FEW, MANY = 500, 5_000
KB = 1000
# bytes of one answer about a window, and of the page as it comes; elements of the whole page and of the picture in it
ANSWER, PAGE = 150 * KB, 250 * KB
NODES, DRAWN_NODES = 5_000, 2_500
# what one move may ask for: the window, and the two beside it while the hand rests
OF_ONE_MOVE = 3
STEPS = 6


@dataclass
class Heard:
    """What the server was asked for, and how many bytes of body it sent, in turn."""

    rows: list[tuple[str, int]] = field(default_factory=list)

    def take(self, response: Response) -> Response:
        response.direct_passthrough = False
        self.rows.append((request.path, len(response.get_data())))
        return response

    def paths(self) -> list[str]:
        return [path for path, _ in self.rows]

    def others(self) -> int:
        """All but windows, of which more or fewer are asked for ahead as time allows."""
        return sum(not path.endswith(WINDOW) for path in self.paths())

    def sizes(self, end: str) -> list[int]:
        return [size for path, size in self.rows if path.endswith(end)]


@pytest.fixture
def visit(open_page: OpenPage, site: Site) -> Callable[[], tuple[Page, Heard]]:
    """Opens the timeline in a browser that has kept nothing, and waits until its picture is drawn and the windows beside it have come."""
    site.store.put_timeline(SLUG, "Many events", documents=documents(), events=events(FEW))
    heard = Heard()
    site.app.after_request(heard.take)

    def open_one() -> tuple[Page, Heard]:
        page = open_page()
        heard.rows.clear()
        page.goto(f"/t/{SLUG}")
        _shown(page)
        page.wait_for_load_state("networkidle")
        return page, heard

    return open_one


def _shown(page: Page) -> None:
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()


def _drawn(page: Page) -> dict[str, int]:
    found: dict[str, int] = page.evaluate(
        """() => Object.fromEntries(Object.entries({
            items: ".tl-event", columns: ".tl-band > i", picture: "#picture *", all: "*", rows: "#rows > .row",
        }).map(([name, selector]) => [name, document.querySelectorAll(selector).length]))"""
    )
    return found


def _move(page: Page, key: str) -> None:
    before = page.locator("#picture").get_attribute("data-window") or ""
    page.locator("#picture-lanes").press(key)
    expect(page.locator("#picture")).not_to_have_attribute("data-window", before)
    _shown(page)


def _most_drawn(page: Page, key: str) -> dict[str, int]:
    found = [_drawn(page)]
    for _ in range(STEPS):
        _move(page, key)
        found.append(_drawn(page))
    return {name: max(each[name] for each in found) for name in found[0]}


def test_ten_times_the_events_cost_no_more(visit: Callable[[], tuple[Page, Heard]], site: Site) -> None:
    """The same requests, no more elements than a full picture has, and answers that are no longer."""
    page, heard = visit()
    asked = heard.others()
    few = _most_drawn(page, "+")
    multiplied(site.store, FEW, MANY)
    page, heard = visit()
    opened = heard.others()
    many = _most_drawn(page, "+")
    assert site.store.timeline(SLUG).accepted > MANY // 2
    assert opened <= asked
    for found in (few, many):
        assert 0 < found["items"] <= DRAWN
        assert found["picture"] <= DRAWN_NODES
        assert found["all"] <= NODES
    assert few["rows"] == many["rows"]
    assert max(heard.sizes(WINDOW)) <= ANSWER
    assert max(heard.sizes(f"/t/{SLUG}")) <= PAGE


def test_what_opening_the_page_asks_for(visit: Callable[[], tuple[Page, Heard]]) -> None:
    """One page, one answer about its window and those beside it, each file once."""
    _, heard = visit()
    assert 1 <= len(heard.sizes(WINDOW)) <= OF_ONE_MOVE
    files = [path for path in heard.paths() if "/static/" in path]
    assert "/static/icons.svg" in files
    assert len(files) == len(set(files))
    assert sum(path.endswith(f"/t/{SLUG}") for path in heard.paths()) == 1


@pytest.mark.parametrize("key", ["ArrowRight", "Shift+ArrowLeft", "+", "-"])
def test_what_a_move_asks_for(visit: Callable[[], tuple[Page, Heard]], key: str) -> None:
    """Nothing but windows, and of them the one moved to and the two beside it; no part of the page comes anew."""
    page, heard = visit()
    for _ in range(STEPS if key == "-" else 0):  # zooming out has an end
        _move(page, "+")
    heard.rows.clear()
    for _ in range(STEPS):
        _move(page, key)
    assert len(heard.sizes(WINDOW)) <= STEPS * OF_ONE_MOVE
    assert [path for path in heard.paths() if not path.endswith(WINDOW)] == []
    assert max(heard.sizes(WINDOW), default=0) <= ANSWER


def test_a_hasty_hand_is_answered_once(visit: Callable[[], tuple[Page, Heard]]) -> None:
    """Forty keys, each before the last is answered, are no forty questions."""
    page, heard = visit()
    page.locator("#picture-lanes").press("+")
    _shown(page)
    heard.rows.clear()
    before = page.locator("#picture").get_attribute("data-window") or ""
    page.evaluate(
        """() => { for (let at = 0; at < 40; at += 1)
            document.querySelector("#picture-lanes").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true })); }"""
    )
    expect(page.locator("#picture")).not_to_have_attribute("data-window", before)
    _shown(page)
    assert len(heard.sizes(WINDOW)) <= 2 * OF_ONE_MOVE
