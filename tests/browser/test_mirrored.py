"""Time from right to left: everything of the picture mirrors, by hand and by key too, and a switch turns it back."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import OpenPage, Site
from timeline.dates import from_edtf
from timeline.events import Event

ENDS = "(each) => { const box = each.getBoundingClientRect(); return [box.left, box.right]; }"


@pytest.fixture
def ids(site: Site) -> dict[str, str]:
    site.store.create_timeline("War", slug="war")
    given = [("Vote", "1988-02-20"), ("Siege", "1992-02-01/1993-05-31"), ("Blockade", "1994-09-01/.."), ("Truce", "1994-05-12")]
    events = [Event(title, from_edtf(edtf), category="Battles") for title, edtf in given]
    site.store.add_era("war", "Soviet Union", from_edtf("../1991-12-26"))
    return {stored.event.title: stored.event.id for stored in site.store.add_events("war", events)}


def _open(page: Page, more: str = "") -> None:
    page.goto(f"/t/war?dates=1987/1997&axis=rtl{more}")
    expect(page.locator("#picture[data-state=shown][dir=rtl]")).to_be_visible()


def _mark(page: Page, event: str) -> Locator:
    return page.locator(f".tl-event[data-event='{event}']")


def _ends(locator: Locator) -> list[float]:
    found: list[float] = locator.evaluate(ENDS)
    return found


def _x(page: Page, year: int, month: int = 1, day: int = 1) -> float:
    first, end = _window(page)
    box = page.locator(".vis-center").bounding_box()
    assert box is not None
    at = datetime(year, month, day, tzinfo=UTC).timestamp() * 1000
    return box["x"] + box["width"] - (at - first) / (end - first) * box["width"]


def _window(page: Page) -> tuple[float, float]:
    first, end = (page.locator("#picture").get_attribute("data-window") or "").split()
    return float(first), float(end)


def test_what_is_earlier_lies_to_the_right(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    left, right = _ends(_mark(page, ids["Siege"]).locator(".tl-bar"))
    assert [left, right] == pytest.approx([_x(page, 1993, 6, 1), _x(page, 1992, 2, 1)], abs=1)
    disc = _ends(_mark(page, ids["Truce"]).locator(".tl-disc"))
    assert sum(disc) / 2 == pytest.approx(_x(page, 1994, 5, 12), abs=2)
    label = _ends(_mark(page, ids["Vote"]).locator(".tl-label"))
    assert label[1] <= _ends(_mark(page, ids["Vote"]).locator(".tl-disc"))[0]
    assert _ends(page.locator(".era-grounds > i"))[0] == pytest.approx(_x(page, 1991, 12, 27), abs=1)
    years = page.locator(".axis-year").evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().right)")
    assert years == sorted(years, reverse=True)


def test_an_open_end_runs_out_to_the_left(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    arrow, edge = _ends(_mark(page, ids["Blockade"]).locator(".tl-arrow.end")), _ends(page.locator(".vis-center"))[0]
    assert edge <= arrow[0] < edge + 14
    head = page.locator(".lane-head").first
    assert _ends(head)[0] >= _ends(page.locator(".vis-center"))[1] - 1


def test_keys_go_where_they_point(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    before = _window(page)
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("from="))
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    assert _window(page)[0] < before[0]


def test_the_hand_takes_time_along(page: Page, ids: dict[str, str]) -> None:
    """Dragged to the left, what is earlier goes to the left with the hand, and comes to the middle."""
    _open(page)
    before = _window(page)
    at, box = _x(page, 1990), page.locator(".vis-center").bounding_box()
    assert box is not None
    page.mouse.move(at, box["y"] + box["height"] - 60)
    page.mouse.down()
    page.mouse.move(at - 150, box["y"] + box["height"] - 60, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile("from="))
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    assert _window(page)[0] < before[0]
    assert _x(page, 1990) == pytest.approx(at - 150, abs=3)


def test_the_brush_is_mirrored_too(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    beginning, end = (page.get_by_role("slider", name=f"{each} of the window") for each in ("Beginning", "End"))
    assert _ends(beginning)[0] > _ends(end)[0]
    beginning.focus()
    before = _window(page)
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator("#picture")).not_to_have_attribute("data-window", f"{before[0]:.0f} {before[1]:.0f}")
    assert _window(page)[0] > before[0]


def test_guides_and_handles_stand_at_the_bounds(page: Page, site: Site, ids: dict[str, str]) -> None:
    _open(page, f"&event={ids['Siege']}")
    expect(page.locator(".picture-guides i")).to_have_count(2)
    page.get_by_role("application").focus()
    page.keyboard.press("e")
    handle = _ends(page.get_by_role("slider", name="End", exact=True))
    assert sum(handle) / 2 == pytest.approx(_x(page, 1993, 6, 1), abs=2)
    page.get_by_role("slider", name="End", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_contain_text("Date corrected")
    date = site.store.event("war", ids["Siege"]).event.date
    assert date and date.latest == "1993-06-01"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_switch_turns_the_axis(open_page: OpenPage, ids: dict[str, str], width: int) -> None:
    """The address says it, and nothing is wider than the screen."""
    page = open_page(viewport={"width": width, "height": 844})
    _open(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator(".picture-menu > summary").click()
    page.get_by_role("button", name="Time the other way round").click()
    expect(page.locator("#picture[data-state=shown][dir=ltr]")).to_be_visible()
    assert "axis=" not in page.url


def test_where_the_page_reads_from_left_to_right_nobody_is_asked(page: Page, ids: dict[str, str]) -> None:
    page.goto("/t/war")
    expect(page.locator("#picture[data-state=shown][dir=ltr]")).to_be_visible()
    page.locator(".picture-menu > summary").click()
    expect(page.get_by_role("button", name="Time the other way round")).to_be_hidden()
