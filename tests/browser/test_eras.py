"""Eras: named periods behind the events, kept on a page of their own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import OpenPage, Site
from timeline.dates import from_edtf
from timeline.events import Event
from timeline.understanding import normalise

ENDS = "(all) => all.map((each) => [each.getBoundingClientRect().left, each.getBoundingClientRect().right])"
HOSTILE = "<script>alert(1)</script>\u202eUSSR"


@pytest.fixture
def war(site: Site) -> str:
    site.store.create_timeline("War", slug="war")
    days = ("1988-02-20", "1992-05-09", "1994-05-12")
    site.store.add_events("war", [Event(f"Day {day}", from_edtf(day), category="Battles") for day in days])
    return "/t/war"


def _open(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()


def _x(page: Page, year: int, month: int, day: int) -> float:
    first, end = (float(each) for each in (page.locator("#picture").get_attribute("data-window") or "").split())
    box = page.locator(".vis-center").bounding_box()
    assert box is not None
    return box["x"] + (datetime(year, month, day, tzinfo=UTC).timestamp() * 1000 - first) / (end - first) * box["width"]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [1280, 390])
def test_one_adds_changes_and_removes_an_era_and_takes_it_back(
    open_page: OpenPage, site: Site, war: str, scripts: bool, width: int
) -> None:
    """And takes back the last step, with and without scripts; the date is typed in words, as for an event."""
    page = open_page(java_script_enabled=scripts, viewport={"width": width, "height": 844})
    page.goto(f"{war}/eras")
    expect(page.get_by_text("This timeline has no eras yet.")).to_be_visible()
    page.get_by_label("When").fill("until 26 December 1991")
    page.get_by_label("Name").fill("Soviet Union")
    page.get_by_role("button", name="Add era").click()
    expect(page.locator(".eras")).to_contain_text("until 26 Dec 1991")
    page.get_by_role("link", name="Change Soviet Union").click()
    page.get_by_label("Name").fill("USSR")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".eras bdi").first).to_have_text("USSR")
    page.get_by_role("button", name="Remove USSR").click()
    expect(page.locator(".eras")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    page.goto(f"{war}/eras")
    expect(page.locator(".eras bdi").first).to_have_text("USSR")
    assert [era.name for era in site.store.eras("war")] == ["USSR"]
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(page: Page, war: str, complaints: list[str]) -> None:
    page.goto(f"{war}/eras")
    page.get_by_label("Name").fill("Some time")
    page.get_by_role("button", name="Add era").click()
    expect(page.locator("#summary")).to_contain_text("Say when it was; an era needs a beginning or an end.")
    expect(page.get_by_label("Name")).to_have_value("Some time")
    assert all("422" in each for each in complaints)
    complaints.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_era_is_drawn_from_its_first_day_to_its_last(open_page: OpenPage, site: Site, war: str, scheme: str) -> None:
    """A ground behind the events with its name above; an open side goes to the edge. Names that overlap have a row each."""
    page = open_page(color_scheme=scheme)
    site.store.add_era("war", "Soviet Union", normalise("until 1991-12-26"))
    site.store.add_era("war", "Ceasefire talks", from_edtf("1991-06-01/1993-03-31"), "c3")
    _open(page, war)
    names = page.locator(".era-names > span")
    expect(names).to_have_text(["Soviet Union", "Ceasefire talks"])
    first, second = page.locator(".era-grounds > i").evaluate_all(ENDS)
    rows = names.evaluate_all("(each) => each.map((one) => one.getBoundingClientRect().top)")
    assert first[1] == pytest.approx(_x(page, 1991, 12, 27), abs=1)
    assert second == pytest.approx([_x(page, 1991, 6, 1), _x(page, 1993, 4, 1)], abs=1)
    assert rows[1] >= rows[0] + 20
    expect(page.get_by_role("list", name="Eras").get_by_role("listitem")).to_have_text(
        ["Soviet Union: until 26 Dec 1991", "Ceasefire talks: 1 Jun 1991 – 31 Mar 1993"]
    )


def test_without_eras_there_is_no_line_for_them(page: Page, war: str) -> None:
    _open(page, war)
    expect(page.locator(".picture-eras")).to_be_hidden()


def test_a_hostile_name_is_text(page: Page, site: Site, war: str) -> None:
    site.store.add_era("war", HOSTILE, from_edtf("1988/1993"))
    _open(page, war)
    expect(page.locator(".era-names bdi")).to_have_text(HOSTILE)
    page.goto(f"{war}/eras")
    expect(page.locator(".eras bdi").first).to_have_text(HOSTILE)
    assert page.locator(".page script").count() == 0
