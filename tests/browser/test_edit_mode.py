"""Setting dates by hand: only in the edit mode, by key and by pointer, saved like any edit and taken back like any."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import OpenPage, Site
from timeline.dates import EventDate, from_edtf, since
from timeline.events import Event, Evidence
from timeline.granules import day, month
from timeline.notation import span
from timeline.understanding import normalise

SIEGE = "1992-02-01/1992-05-31"
IN_SIGHT = """handle => {
  const [mine, picture] = [handle, document.querySelector(".picture-handles")].map((each) => each.getBoundingClientRect());
  return mine.left >= picture.left - 6 && mine.right <= picture.right + 6 && getComputedStyle(handle).opacity === "1";
}"""


@pytest.fixture
def ids(site: Site) -> dict[str, str]:
    site.store.create_timeline("War", slug="war")
    text = Evidence("The siege began in February.", claimed=from_edtf("1992-02"))
    vouched = since("since 12 May 1992", day(1992, 5, 12), span(month(1993, 5)))
    events = [
        Event("Siege", from_edtf(SIEGE), category="Battles", evidence=(text,)),
        Event("Shelling", from_edtf("1992-04-10"), category="Explosions and shelling"),
        Event("Talks", from_edtf("1992-10"), category="Strategic developments"),
        Event("Blockade", vouched, category="Protests"),
        Event("Which day", from_edtf("[1992-07-12,1992-12-07]"), category="Riots"),
    ]
    return {stored.event.title: stored.event.id for stored in site.store.add_events("war", events)}


def _open(page: Page, event: str) -> None:
    page.goto(f"/t/war?dates=1991-12/1993-12&event={event}")
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    expect(page.locator(".tl-event.is-selected")).to_be_visible()


def _edit(page: Page, event: str) -> Locator:
    _open(page, event)
    page.get_by_role("application").focus()
    page.keyboard.press("e")
    strip = page.get_by_role("group", name="Editing a date")
    expect(strip).to_be_visible()
    return strip


def _date(site: Site, event: str) -> EventDate:
    date = site.store.event("war", event).event.date
    assert date is not None
    return date


def _saved(page: Page) -> None:
    expect(page.locator(".done")).to_contain_text("Date corrected")
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()


def test_keys_move_a_bound_and_enter_keeps_it(page: Page, site: Site, ids: dict[str, str]) -> None:
    """Left and Right a day, with Shift a month, with Ctrl a year; the quote and what its source claims stay; undo takes it back."""
    strip = _edit(page, ids["Siege"])
    expect(page.get_by_role("slider", name="Beginning", exact=True)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(strip).to_contain_text("2 Mar 1992 – 31 May 1992, throughout")
    page.keyboard.press("Tab")
    expect(page.get_by_role("slider", name="End", exact=True)).to_be_focused()
    page.keyboard.press("Control+ArrowRight")
    expect(strip).to_contain_text("2 Mar 1992 – 31 May 1993")
    page.keyboard.press("Enter")
    _saved(page)
    event = site.store.event("war", ids["Siege"]).event
    assert event.date and event.date.edtf == event.date.text == "1992-03-02/1993-05-31"
    assert event.date.core_from == "1992-03-02"
    assert event.evidence[0].claimed == from_edtf("1992-02")
    expect(page.locator("#detail")).to_contain_text("2 Mar 1992 – 31 May 1993")
    expect(strip).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    assert _date(site, ids["Siege"]).edtf == SIEGE


def _timed(site: Site, text: str) -> str:
    (stored,) = site.store.add_events("war", [Event("Ceasefire", normalise(text), category="Battles")])
    return stored.event.id


def test_a_time_of_day_stays_when_the_event_is_moved(page: Page, site: Site, ids: dict[str, str]) -> None:
    """By days, months and years, with the zone that it has."""
    ceasefire = _timed(site, "1992-08-02T11:30+04:00")
    strip = _edit(page, ceasefire)
    page.get_by_role("slider", name="The whole date").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(strip).to_contain_text("3 Sep 1992, 11:30 (+04:00)")
    page.keyboard.press("Enter")
    _saved(page)
    date = _date(site, ceasefire)
    assert (date.text, date.zone, date.precision) == ("1992-09-03T11:30+04:00", "+04:00", "minute")
    assert date.earliest == date.latest == date.core_from == date.core_to == "1992-09-03T11:30"


def test_an_end_is_moved_by_what_the_axis_shows(page: Page, site: Site, ids: dict[str, str]) -> None:
    """By days, and by hours once the axis has come down to hours; what a date says by the day is moved by days whatever the axis shows."""
    ceasefire = _timed(site, "1992-08-02T11:30 CET/1992-08-02T15:00 CET")
    strip = _edit(page, ceasefire)
    page.get_by_role("slider", name="End", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(strip).to_contain_text("2 Aug 1992, 11:30 – 3 Aug 1992, 15:00, throughout (CET)")
    expect(strip).to_contain_text("Left and Right a day")
    page.keyboard.press("Enter")
    _saved(page)
    assert _date(site, ceasefire).edtf == "1992-08-02/1992-08-03"
    _choose_span(page, "One day")
    expect(page.locator(".axis-labels")).to_contain_text("12:00")
    page.get_by_role("application").focus()
    page.keyboard.press("e")
    expect(strip).to_contain_text("Left and Right an hour")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    _saved(page)
    date = _date(site, ceasefire)
    assert (date.text, date.zone) == ("1992-08-02T10:30 CET/1992-08-03T15:00 CET", "CET")
    assert (date.earliest, date.latest, date.core_from, date.core_to) == ("1992-08-02T10:30", "1992-08-03T15:00") * 2


def _choose_span(page: Page, name: str) -> None:
    page.locator(".picture-menu summary").click()
    page.get_by_role("button", name=name, exact=True).click()


def test_a_handle_that_has_the_focus_is_never_out_of_sight(page: Page, site: Site, ids: dict[str, str]) -> None:
    """The window comes to it, by Tab and by each step, however far from where the event was; what was set is kept."""
    strip = _edit(page, ids["Siege"])
    end = page.get_by_role("slider", name="End", exact=True)
    end.focus()
    for _ in range(4):
        page.keyboard.press("Control+ArrowRight")
    expect(strip).to_contain_text("1 Feb 1992 – 31 May 1996")
    _in_window(page, end)
    start = page.get_by_role("slider", name="Beginning", exact=True)
    page.keyboard.press("Shift+Tab")
    expect(start).to_be_focused()
    _in_window(page, start)
    page.get_by_role("slider", name="The whole date").focus()
    for _ in range(8):
        page.keyboard.press("Control+ArrowRight")
    expect(strip).to_contain_text("1 Feb 2000 – 31 May 2004")
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    page.keyboard.press("Enter")
    _saved(page)
    assert _date(site, ids["Siege"]).edtf == "2000-02-01/2004-05-31"


def _in_window(page: Page, handle: Locator) -> None:
    expect(handle).to_be_focused()
    expect(handle).not_to_have_class(re.compile("is-away"))
    page.wait_for_function(IN_SIGHT, arg=handle.element_handle())


def test_the_whole_is_moved_too(page: Page, site: Site, ids: dict[str, str]) -> None:
    """A day, or a moment, is taken hold of as a whole first."""
    _edit(page, ids["Shelling"])
    expect(page.get_by_role("slider", name="The whole date")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    _saved(page)
    assert _date(site, ids["Shelling"]) == replace(from_edtf("1992-03-09"))


def test_what_was_within_stays_within(page: Page, site: Site, ids: dict[str, str]) -> None:
    strip = _edit(page, ids["Talks"])
    page.keyboard.press("ArrowRight")
    expect(strip).to_contain_text("2 Oct 1992 – 31 Oct 1992, some time within")
    page.keyboard.press("Enter")
    _saved(page)
    date = _date(site, ids["Talks"])
    assert (date.edtf, date.core_from) == ("1992-10-02/1992-10-31", None)


def test_an_open_end_has_the_day_that_a_source_vouches_for(page: Page, site: Site, ids: dict[str, str]) -> None:
    strip = _edit(page, ids["Blockade"])
    until = page.get_by_role("slider", name="Certain until")
    until.focus()
    expect(page.get_by_role("slider", name="Latest day")).to_have_count(0)
    page.keyboard.press("Shift+ArrowRight")
    expect(strip).to_contain_text("since 12 May 1992, certainly 12 May 1992 – 1 Jun 1993")
    page.keyboard.press("Enter")
    _saved(page)
    date = _date(site, ids["Blockade"])
    assert (date.edtf, date.core_to, date.latest) == ("1992-05-12/..", "1993-06-01", None)


def test_no_bound_passes_another(page: Page, ids: dict[str, str]) -> None:
    strip = _edit(page, ids["Siege"])
    for _ in range(2):
        page.keyboard.press("Control+ArrowRight")
    expect(strip).to_contain_text("1 Feb 1992 – 31 May 1992")


def test_escape_leaves_everything_as_it_was(page: Page, site: Site, ids: dict[str, str]) -> None:
    strip = _edit(page, ids["Siege"])
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(strip).to_be_hidden()
    expect(page.get_by_role("application")).to_be_focused()
    expect(page.locator("#detail")).to_be_visible()
    assert _date(site, ids["Siege"]).edtf == SIEGE


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, {"width": 390, "height": 844}])
def test_a_handle_is_dragged(open_page: OpenPage, site: Site, ids: dict[str, str], size: dict[str, int]) -> None:
    """By a hundred pixels of time, to whole days; the window stays where it is."""
    page = open_page(viewport=size)
    _edit(page, ids["Siege"])
    window = page.locator("#picture").get_attribute("data-window") or ""
    first, end = (float(each) for each in window.split())
    handle, centre = page.get_by_role("slider", name="End", exact=True).bounding_box(), page.locator(".vis-center").bounding_box()
    assert handle and centre
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 50, y, steps=4)
    page.mouse.move(x + 100, y, steps=4)
    page.mouse.up()
    page.keyboard.press("Enter")
    _saved(page)
    moved = 100 / centre["width"] * (end - first) / 86_400_000
    days = from_edtf(_date(site, ids["Siege"]).edtf.split("/")[1])
    assert days.earliest is not None
    gone = (_ordinal(days.earliest) - _ordinal("1992-05-31")) - moved
    assert abs(gone) <= 1
    assert page.locator("#picture").get_attribute("data-window") == window


def _ordinal(text: str) -> int:
    from datetime import date

    return date.fromisoformat(text).toordinal()


def test_outside_the_edit_mode_nothing_can_be_moved(page: Page, site: Site, ids: dict[str, str]) -> None:
    _open(page, ids["Siege"])
    expect(page.get_by_role("slider", name="The whole date")).to_have_count(0)
    box = page.locator(".tl-event.is-selected .tl-bar").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 4, steps=4)
    page.mouse.up()
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    assert _date(site, ids["Siege"]).edtf == SIEGE


def test_what_somebody_else_changed_meanwhile_is_shown_and_nothing_is_lost(
    page: Page, site: Site, ids: dict[str, str], complaints: list[str]
) -> None:
    _edit(page, ids["Siege"])
    page.keyboard.press("ArrowRight")
    stored = site.store.event("war", ids["Siege"])
    site.store.change_event("war", ids["Siege"], replace(stored.event, title="The siege"), stored.version, author="Mariam")
    page.keyboard.press("Enter")
    expect(page.locator("#conflict")).to_contain_text("Mariam changed this event")
    expect(page.get_by_label("When")).to_have_value("1992-02-02/1992-05-31")
    page.get_by_role("button", name="Save mine").click()
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    assert _date(site, ids["Siege"]).edtf == "1992-02-02/1992-05-31"
    assert all("409" in each for each in complaints)
    complaints.clear()


def test_a_silent_server_loses_nothing(page: Page, site: Site, ids: dict[str, str], complaints: list[str]) -> None:
    strip = _edit(page, ids["Siege"])
    page.keyboard.press("ArrowRight")
    page.route(re.compile(r"/date\?"), lambda route: route.abort())
    page.keyboard.press("Enter")
    expect(strip).to_contain_text("No answer. What you set is kept; Enter tries again.")
    page.unroute(re.compile(r"/date\?"))
    page.keyboard.press("Enter")
    _saved(page)
    assert _date(site, ids["Siege"]).earliest == "1992-02-02"
    complaints.clear()


@pytest.mark.parametrize(("event", "why"), [("Which day", "can be read in several ways"), ("Ambush", "has several claims")])
def test_several_claims_are_not_set_by_hand(page: Page, site: Site, ids: dict[str, str], event: str, why: str) -> None:
    """It is said why, and the keys are on the way to the page that changes them; Escape goes back to the picture."""
    claims = tuple(Evidence(f"On {day} March.", claimed=from_edtf(f"1992-03-{day}")) for day in (12, 14))
    (stored,) = site.store.add_events("war", [Event("Ambush", from_edtf("1992-03-12"), category="Battles", evidence=claims)])
    ids = ids | {"Ambush": stored.event.id}
    _open(page, ids[event])
    page.get_by_role("application").focus()
    page.keyboard.press("e")
    refusal = page.get_by_role("group", name="Not to be moved")
    expect(refusal.get_by_role("alert")).to_contain_text(why)
    expect(page.get_by_role("group", name="Editing a date")).to_be_hidden()
    expect(refusal.get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(refusal).to_be_hidden()
    expect(page.get_by_role("application")).to_be_focused()
    page.keyboard.press("e")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/e/{ids[event]}/edit"))
    expect(page.get_by_label("When")).to_be_visible()


def test_s_stars_the_event_that_has_the_focus(page: Page, site: Site, ids: dict[str, str]) -> None:
    """The picture stays where it is, and the strip that says so can take it back."""
    _open(page, ids["Siege"])
    page.get_by_role("application").focus()
    page.keyboard.press("s")
    expect(page.locator(".tl-event.is-selected .tl-star")).to_be_visible()
    expect(page.locator(".done")).to_contain_text("Starred: Siege")
    assert site.store.event("war", ids["Siege"]).event.star
    expect(page.get_by_role("application")).to_be_focused()
    page.keyboard.press("s")
    expect(page.locator("#picture-live")).to_have_text("No longer starred")
    expect(page.locator(".tl-star")).to_have_count(0)


def test_the_keys_are_listed(page: Page, ids: dict[str, str]) -> None:
    _open(page, ids["Siege"])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text(re.compile("edit the dates of the event"))
