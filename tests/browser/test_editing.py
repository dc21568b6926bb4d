"""A person at the pages, in a real browser: adding, editing, answering, binning, undoing, pasting, reviewing, exporting."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import OpenPage, Site
from timeline.events import STATUSES, Event
from timeline.store import Filter, StoredEvent
from timeline.understanding import normalise

ARTICLE = """Promises and peacekeepers

Peacekeepers came to the valley in autumn 2020, after a war of six weeks.

An older ceasefire was signed on 12 May 1994. The road was closed on 12 December, and it stays closed."""


@pytest.fixture
def slug(site: Site) -> str:
    return site.store.create_timeline("South Caucasus", "caucasus").slug


def add(site: Site, slug: str, title: str, date: str = "autumn 2020") -> str:
    return site.store.add_event(slug, Event(title, normalise(date), category="Battles")).event.id


def events(site: Site, slug: str) -> list[StoredEvent]:
    return site.store.events(slug, Filter(statuses=STATUSES)).rows


def only(site: Site, slug: str) -> StoredEvent:
    (row,) = events(site, slug)
    return row


@contextmanager
def refused(complaints: list[str], status: int) -> Iterator[None]:
    """The browser itself reports an answer of that status on its console; nothing else may be reported."""
    before = len(complaints)
    yield
    heard = complaints[before:]
    del complaints[before:]
    assert len(heard) == 1 and f"status of {status}" in heard[0], heard


def test_adding_autumn_2020_shows_what_was_understood_while_typing(page: Page, site: Site, slug: str) -> None:
    page.goto(f"/t/{slug}")
    page.get_by_role("link", name="Add event").first.click()
    page.get_by_label("When").press_sequentially("autumn 2020", delay=20)
    reading = page.locator("#reading")
    expect(reading).to_contain_text("1 Sep – 30 Nov 2020")
    expect(reading).to_contain_text("some time within these 91 days")
    expect(reading).to_contain_text("northern hemisphere")
    expect(page.get_by_label("When")).to_be_focused()
    page.get_by_label("What happened").fill("Peacekeepers move in")
    page.get_by_label("Category").select_option("Strategic developments")
    page.get_by_role("button", name="Add event").click()
    expect(page.locator("#detail")).to_contain_text("Peacekeepers move in")
    expect(page.locator("#rows")).to_contain_text("autumn 2020")
    event = only(site, slug).event
    assert event.date is not None
    assert (event.title, event.date.edtf, event.category) == ("Peacekeepers move in", "2020-23", "Strategic developments")


def test_the_reading_follows_the_switches(page: Page, site: Site, slug: str) -> None:
    page.goto(f"/t/{slug}/add")
    page.get_by_label("When").fill("autumn 2020")
    page.get_by_text("Southern: 1 Mar – 31 May 2020").click()
    expect(page.locator("#reading .reading-head")).to_contain_text("1 Mar – 31 May 2020")
    page.get_by_text("lasted throughout").click()
    expect(page.locator("#reading .reading-head")).to_contain_text("all of these 92 days")
    page.get_by_label("What happened").fill("Elsewhere")
    page.get_by_role("button", name="Add event").click()
    expect(page.locator("#detail")).to_contain_text("1 Mar – 31 May 2020")
    date = only(site, slug).event.date
    assert date is not None
    assert (date.earliest, date.core_from, date.core_to) == ("2020-03-01", "2020-03-01", "2020-05-31")


def test_only_the_newest_reading_is_shown(page: Page, site: Site, slug: str) -> None:
    """An answer that comes late belongs to words that are gone."""
    page.goto(f"/t/{slug}/add")
    held: list[Any] = []
    page.route(re.compile(r"/read-date.*text=1994&"), lambda route: held.append(route))
    with page.expect_request(re.compile("text=1994&")):
        page.get_by_label("When").fill("1994")
    page.get_by_label("When").fill("autumn 2020")
    expect(page.locator("#reading")).to_contain_text("1 Sep – 30 Nov 2020")
    for route in held:
        route.abort()
    expect(page.locator("#reading")).to_contain_text("1 Sep – 30 Nov 2020")


def test_an_ambiguous_date_asks_and_keeps_both(page: Page, site: Site, slug: str, complaints: list[str]) -> None:
    page.goto(f"/t/{slug}/add")
    page.get_by_label("When").fill("05/12/1994")
    expect(page.get_by_role("group", name="Which day is meant?")).to_be_visible()
    assert page.locator("#reading [type=radio]:checked").count() == 0
    page.get_by_label("What happened").fill("A truce")
    with refused(complaints, 422):
        page.get_by_role("button", name="Add event").click()
        expect(page.locator("#summary")).to_contain_text("Choose which is meant")
    expect(page.locator("#summary")).to_be_focused()
    expect(page.get_by_label("When")).to_have_value("05/12/1994")
    page.get_by_label("Cannot tell: keep both").check()
    page.get_by_role("button", name="Add event").click()
    expect(page.locator("#detail")).to_contain_text("5 Dec or 12 May 1994")
    date = only(site, slug).event.date
    assert date is not None
    assert {each.edtf for each in date.alternatives} == {"1994-12-05", "1994-05-12"}


def test_last_year_asks_from_when(page: Page, site: Site, slug: str) -> None:
    page.goto(f"/t/{slug}/add")
    page.get_by_label("When").fill("last year")
    expect(page.locator("#reading")).to_contain_text("counted from when?")
    page.get_by_label("The source was published").fill("May 2023")
    expect(page.locator("#reading")).to_contain_text("2022")
    expect(page.get_by_label("The source was published")).to_be_focused()
    page.get_by_label("What happened").fill("A blockade")
    page.get_by_role("button", name="Add event").click()
    expect(page.locator("#detail")).to_be_visible()
    date = only(site, slug).event.date
    assert date is not None and date.edtf == "2022"


def test_a_date_that_cannot_be_is_told_beneath_the_field(page: Page, slug: str) -> None:
    page.goto(f"/t/{slug}/add")
    page.get_by_label("When").fill("32 May 2020")
    expect(page.locator("#reading.is-wrong")).to_be_visible()
    expect(page.get_by_label("When")).to_have_attribute("aria-invalid", "true")


def test_wrong_input_keeps_the_whole_form(page: Page, site: Site, slug: str, complaints: list[str]) -> None:
    page.goto(f"/t/{slug}/add")
    typed = {"when": "autumn 2020", "actors": "Russia\nTurkey", "description": "Much\nwork", "source": "Field notes", "url": "ftp://a.org"}
    for name, value in typed.items():
        page.locator(f"#{name}").fill(value)
    with refused(complaints, 422):
        page.get_by_role("button", name="Add event").click()
        expect(page.locator("#summary")).to_contain_text("for 2 reasons")
    for name, value in typed.items():
        expect(page.locator(f"#{name}")).to_have_value(value)
    page.locator("#summary").get_by_role("link", name="Say what happened").click()
    expect(page.get_by_label("What happened")).to_be_focused()
    assert events(site, slug) == []


def test_a_server_that_is_gone_loses_nothing(page: Page, site: Site, slug: str, complaints: list[str]) -> None:
    page.goto(f"/t/{slug}/add")
    page.get_by_label("What happened").fill("Much work")
    page.context.set_offline(True)
    page.get_by_role("button", name="Add event").click()
    strip = page.locator(".gone")
    expect(strip).to_contain_text("What you typed is kept.")
    expect(page.get_by_label("What happened")).to_have_value("Much work")
    page.context.set_offline(False)
    strip.get_by_role("button", name="Try now").click()
    expect(page.locator("#detail")).to_contain_text("Much work")
    assert only(site, slug).event.title == "Much work"
    assert all("ERR_INTERNET_DISCONNECTED" in each for each in complaints)
    complaints.clear()


def test_a_server_that_goes_while_a_date_is_typed_is_told_at_once(page: Page, slug: str, complaints: list[str]) -> None:
    page.goto(f"/t/{slug}/add")
    page.context.set_offline(True)
    page.get_by_label("When").press_sequentially("1994")
    expect(page.locator(".gone")).to_contain_text(re.compile(r"No answer since \d\d:\d\d\. What you typed is kept\."))
    expect(page.get_by_label("When")).to_be_focused()
    page.context.set_offline(False)
    page.locator(".gone").get_by_role("button", name="Try now").click()
    expect(page.locator("#reading")).to_contain_text("some time within these 365 days")
    expect(page.locator(".gone")).to_have_count(0)
    assert all("ERR_INTERNET_DISCONNECTED" in each for each in complaints)
    complaints.clear()


def test_editing_binning_and_undoing(page: Page, site: Site, slug: str) -> None:
    event = add(site, slug, "Old title")
    page.goto(f"/t/{slug}?event={event}")
    page.locator("#detail").get_by_role("link", name="Edit").click()
    page.get_by_label("What happened").fill("New title")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#detail")).to_contain_text("New title")
    page.get_by_role("button", name="Move to bin").click()
    expect(page.locator(".done")).to_contain_text("Moved to the bin: New title")
    expect(page.locator(".list")).to_contain_text("This timeline has no events yet.")
    page.locator(".done").get_by_role("button", name="Undo").click()
    expect(page.locator("#rows")).to_contain_text("New title")
    assert site.store.event(slug, event).binned is False


def test_the_bin_gives_back_and_erases(page: Page, site: Site, slug: str) -> None:
    kept, gone = add(site, slug, "Kept"), add(site, slug, "Gone")
    for event in (kept, gone):
        site.store.bin_event(slug, event)
    page.goto(f"/t/{slug}/bin")
    page.locator("li", has_text="Kept").get_by_role("button", name="Restore").click()
    expect(page.locator(".lines")).not_to_contain_text("Kept")
    page.locator("li", has_text="Gone").get_by_role("link", name="Erase for good").click()
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("The bin is empty.")).to_be_visible()
    assert [each.event.id for each in events(site, slug)] == [kept]


def test_the_detail_opens_beside_the_list_and_back_closes_it(page: Page, site: Site, slug: str) -> None:
    first, second = add(site, slug, "First", "1991"), add(site, slug, "Second", "1992")
    page.goto(f"/t/{slug}")
    page.locator("#rows").get_by_text("First").click()
    expect(page.locator("#detail")).to_have_attribute("data-event", first)
    expect(page).to_have_url(re.compile(f"event={first}"))
    page.locator("#detail").get_by_role("link", name="Next").click()
    expect(page.locator("#detail")).to_have_attribute("data-event", second)
    page.go_back()
    expect(page.locator("#detail")).to_have_attribute("data-event", first)
    page.go_back()
    expect(page.locator("#detail-pane")).to_be_hidden()
    page.go_forward()
    expect(page.locator("#detail")).to_have_attribute("data-event", first)
    page.keyboard.press("Escape")
    expect(page.locator("#detail-pane")).to_be_hidden()
    expect(page.locator(f'[data-event="{first}"] a').first).to_be_focused()


def test_two_tabs_lose_nothing(open_page: OpenPage, site: Site, slug: str, complaints: list[str]) -> None:
    event = add(site, slug, "Lachin corridor closed", "1994")
    one, other = open_page(), open_page()
    for tab in (one, other):
        tab.goto(f"/t/{slug}/e/{event}/edit")
    one.get_by_label("When").fill("late September 2023")
    one.get_by_role("button", name="Save").click()
    expect(one.locator("#detail")).to_be_visible()
    other.get_by_label("When").fill("24 September 2023")
    with refused(complaints, 409):
        other.get_by_role("button", name="Save").click()
        expect(other.locator("#conflict")).to_be_focused()
    expect(other.locator("#conflict")).to_contain_text("late September 2023")
    expect(other.locator("#conflict")).to_contain_text("24 September 2023")
    expect(other.get_by_label("When")).to_have_value("24 September 2023")
    other.get_by_role("button", name="Keep both dates as claims").click()
    expect(other.locator("#detail")).to_be_visible()
    date = only(site, slug).event.date
    assert date is not None
    assert [each.text for each in date.alternatives] == ["late September 2023", "24 September 2023"]


def test_pasting_an_article_and_accepting_what_was_found(page: Page, site: Site, slug: str) -> None:
    page.goto(f"/t/{slug}")
    page.get_by_label("More").click()
    page.get_by_role("link", name="Paste an article").first.click()
    page.get_by_label("Text").fill(ARTICLE)
    page.locator("#published").fill("May 2023")
    expect(page.locator("#published-reading")).to_contain_text("1–31 May 2023")
    page.get_by_role("button", name="Read it").click()
    cards = page.locator("#suggestions > .card")
    expect(cards).to_have_count(3)
    expect(page.locator(".done")).to_contain_text("3 new suggestions")
    card = cards.filter(has_text="12 Dec 2020")
    expect(card).to_contain_text("(assumed)")
    expect(card.locator("mark")).to_have_text(re.compile("12 December"))
    card.get_by_role("button", name="Accept").click()
    expect(cards).to_have_count(2)
    cards.first.get_by_role("button", name="Reject").click()
    expect(cards).to_have_count(1)
    page.get_by_role("button", name="Accept all 1").click()
    expect(page.get_by_text("Nothing is left to review.")).to_be_visible()
    statuses = sorted(each.event.status for each in events(site, slug))
    assert statuses == ["accepted", "accepted", "rejected"]


def box_of(locator: Any) -> Any:
    """Where it stands on the page; it must be there."""
    found = locator.bounding_box()
    assert found is not None
    return found


def long_queue(page: Page, slug: str) -> Any:
    page.goto(f"/t/{slug}/paste")
    page.get_by_label("Text").fill("\n\n".join(f"The bridge number {year} fell in {year}." for year in range(1980, 1998)))
    page.locator("#published").fill("2001")
    page.get_by_role("button", name="Read it").click()
    cards = page.locator("#suggestions > .card")
    expect(cards).to_have_count(18)
    return cards


@pytest.mark.parametrize("width", [1280, 390])
def test_after_a_decision_the_next_card_stands_where_the_one_before_stood(open_page: OpenPage, slug: str, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    cards = long_queue(page, slug)
    card, following = cards.nth(9), cards.nth(10).get_attribute("data-event")
    card.get_by_role("button", name="Accept").scroll_into_view_if_needed()
    before = box_of(card)["y"]
    card.get_by_role("button", name="Accept").click()
    expect(cards).to_have_count(17)
    now = page.locator(f'#suggestions > [data-event="{following}"]')
    expect(now).to_be_focused()
    assert abs(box_of(now)["y"] - before) < 2
    expect(page.locator(".document")).to_have_count(1)
    expect(page.locator("#undo-last")).to_be_in_viewport()


def test_an_edited_suggestion_is_accepted_and_the_next_card_follows(page: Page, site: Site, slug: str) -> None:
    cards = long_queue(page, slug)
    following = cards.nth(5).get_attribute("data-event")
    cards.nth(4).get_by_role("link", name="Edit").click()
    page.get_by_label("What happened").fill("A bridge fell")
    page.get_by_role("button", name="Save and accept").click()
    expect(cards).to_have_count(17)
    expect(page.locator(f'#suggestions > [data-event="{following}"]')).to_be_focused()
    expect(page.locator(".done")).to_contain_text("Saved and accepted: A bridge fell")


@pytest.mark.parametrize("width", [1280, 640, 390])
def test_the_choices_of_a_card_stand_one_below_the_other_within_it(open_page: OpenPage, site: Site, slug: str, width: int) -> None:
    site.store.add_event(slug, Event("A helicopter was shot down", normalise("04/05/2021"), status="suggested"))
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(f"/t/{slug}/review?tab=asks")
    card = box_of(page.locator("#suggestions > .card"))
    boxes = [box_of(each) for each in page.locator(".card .ask .choice").all()]
    assert len(boxes) == 3
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"]
    assert all(box["x"] > card["x"] and box["x"] + box["width"] < card["x"] + card["width"] and box["height"] < 60 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_missing_publication_date_is_shown_as_assumed(page: Page, slug: str) -> None:
    page.goto(f"/t/{slug}/paste")
    page.get_by_label("Text").fill(ARTICLE)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".document-line .ask")).to_contain_text("No publication date given.")
    expect(page.locator(".document-line .ask")).to_contain_text("(assumed)")


def test_exporting_gives_a_file_and_a_stable_address(page: Page, site: Site, slug: str) -> None:
    add(site, slug, "Peacekeepers")
    page.goto(f"/t/{slug}")
    page.get_by_role("link", name="Export").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download everything").click()
    assert download.value.suggested_filename == "caucasus.json"
    whole = json.loads(download.value.path().read_text())
    assert [each["title"] for each in whole["events"]] == ["Peacekeepers"]
    address = page.locator("#stable").get_attribute("href")
    assert page.request.get(site.at(str(address))).json() == whole


def test_keyboard_alone_adds_edits_bins_and_undoes(page: Page, site: Site, slug: str) -> None:
    press = page.keyboard.press
    page.goto(f"/t/{slug}")
    press("n")
    expect(page.get_by_label("When")).to_be_focused()
    page.keyboard.type("autumn 2020")
    expect(page.locator("#reading")).to_contain_text("1 Sep – 30 Nov 2020")
    tab_to(page, "#title")
    page.keyboard.type("By keys alone")
    press("Enter")
    expect(page.locator(".done")).to_be_focused()
    event = only(site, slug).event.id
    tab_to(page, f'#rows [data-event="{event}"] a')
    press("Enter")
    expect(page.locator("#detail-title")).to_be_focused()
    press("e")
    expect(page.get_by_label("When")).to_be_focused()
    tab_to(page, "#title")
    press("End")
    page.keyboard.type(", twice")
    press("Enter")
    expect(page.locator(".done")).to_contain_text("Saved: By keys alone, twice")
    tab_to(page, "#detail footer button")
    press("Enter")
    expect(page.locator(".done")).to_contain_text("Moved to the bin")
    press("Control+z")
    expect(page.locator(".done")).to_contain_text("Undid: Moved “By keys alone, twice” to the bin")
    assert site.store.event(slug, event).binned is False
    press("Control+Shift+z")
    expect(page.locator(".done")).to_contain_text("Redid: Moved “By keys alone, twice” to the bin")
    assert site.store.event(slug, event).binned is True


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until that element has the focus; a page where it cannot be reached fails."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def test_keys_move_through_the_list_search_and_regions(page: Page, site: Site, slug: str) -> None:
    ids = [add(site, slug, f"Event {number}", str(1990 + number)) for number in range(4)]
    page.goto(f"/t/{slug}")
    tab_to(page, f'#rows [data-event="{ids[0]}"] a')
    for key, index in [("j", 1), ("ArrowDown", 2), ("k", 1), ("End", 3), ("Home", 0)]:
        page.keyboard.press(key)
        expect(page.locator(f'#rows [data-event="{ids[index]}"] a')).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.locator("#rows .row")).to_have_count(1)
    page.keyboard.press("F6")
    first = page.evaluate("document.activeElement.closest('[data-region]').dataset.region")
    page.keyboard.press("F6")
    assert page.evaluate("document.activeElement.closest('[data-region]').dataset.region") != first
    page.locator("#rows a").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_keys_can_be_switched_off(page: Page, slug: str) -> None:
    page.goto(f"/t/{slug}")
    page.keyboard.press("?")
    page.get_by_label("Single letters act as keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile(f"/t/{slug}$"))
    assert page.evaluate("document.activeElement?.id") != "search"


def test_the_theme_button_is_remembered(page: Page, slug: str) -> None:
    page.goto(f"/t/{slug}")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark theme").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto("/")
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(22, 25, 28)")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    expect(page.get_by_role("button", name="Light theme")).to_be_visible()


def test_hostile_text_runs_nothing(page: Page, site: Site) -> None:
    """The listeners of the page fixture would hear an alert's script, a broken policy or a request."""
    hostile = "<img src=//evil.example/x onerror=alert(1)><script>alert(1)</script>"
    slug = site.store.create_timeline(hostile, "hostile", description=hostile).slug
    event = add(site, slug, hostile)
    page.goto(f"/t/{slug}?event={event}&q={hostile}")
    page.goto(f"/t/{slug}")
    page.locator("#rows a").first.click()
    expect(page.locator("#detail-title")).to_have_text(hostile)
    page.goto("/")
    expect(page.get_by_role("link", name=hostile).first).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_no_page_is_wider_than_its_window(open_page: OpenPage, site: Site, slug: str, width: int) -> None:
    event = add(site, slug, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 5)
    page = open_page(viewport={"width": width, "height": 800})
    for path in (
        f"/t/{slug}?event={event}",
        f"/t/{slug}/e/{event}",
        f"/t/{slug}/e/{event}/edit",
        f"/t/{slug}/paste",
        f"/t/{slug}/history",
        "/",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("width", [320, 390])
def test_the_ways_from_an_event_stand_in_one_line_on_a_phone(open_page: OpenPage, site: Site, slug: str, width: int) -> None:
    """Previous, next, star, edit and close, each wide enough for a finger, and each with its name."""
    site.store.add_events(slug, [Event(f"Event {number}", normalise("1992")) for number in range(1200)])
    page = open_page(viewport={"width": width, "height": 844}, has_touch=True)
    event = list(site.store.each_event(slug))[1100].event.id
    page.goto(f"/t/{slug}/e/{event}")
    names = ("Previous", "Next", "Star", "Edit", "Close")
    boxes = [
        page.locator(".detail-bar").locator(f":is(a, button):has-text('{name}'), [aria-label='{name}']").bounding_box() for name in names
    ]
    assert all(box is not None and min(box["width"], box["height"]) >= 44 for box in boxes)
    assert len({box["y"] for box in boxes if box}) == 1
    expect(page.get_by_role("link", name="Previous", exact=True)).to_be_visible()


def test_a_phone_unfolds_the_row_and_has_its_tabs(open_page: OpenPage, site: Site, slug: str) -> None:
    event = add(site, slug, "Peacekeepers move in")
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"/t/{slug}")
    page.locator("#rows a").first.tap()
    expect(page.locator(f'[data-event-detail="{event}"]')).to_contain_text("northern hemisphere")
    page.locator(".row-detail").get_by_role("link", name="Everything about it").tap()
    expect(page.locator("#detail-title")).to_have_text("Peacekeepers move in")
    page.goto(f"/t/{slug}")
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Filter").tap()
    expect(page.get_by_role("checkbox", name="Battles")).to_be_visible()
    controls = page.locator("a.button:visible, button:visible, summary:visible").all()
    assert [each.inner_text() for each in controls if (each.bounding_box() or {"height": 0})["height"] < 44] == []


def test_choosing_a_mark_on_a_phone_leaves_the_picture_where_it_is(open_page: OpenPage, site: Site, slug: str) -> None:
    ids = [add(site, slug, f"Event {number}", str(1950 + number)) for number in range(40)]
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"/t/{slug}")
    page.evaluate("id => document.dispatchEvent(new CustomEvent('timeline:select', { detail: { id } }))", ids[-1])
    expect(page.locator(f'[data-event-detail="{ids[-1]}"]')).to_have_count(1)
    expect(page).to_have_url(re.compile(f"event={ids[-1]}"))
    assert page.evaluate("scrollY") == 0


def test_keys_of_the_picture_are_listed_and_the_article_is_at_hand(page: Page, slug: str) -> None:
    page.goto(f"/t/{slug}")
    expect(page.locator(".tools > a").get_by_text("Paste an article")).to_be_visible()
    page.keyboard.press("?")
    for key in ("+", "-", "0", "←", "→", "PgUp", "PgDn", "Space", "Home", "End"):
        expect(page.get_by_role("dialog").locator("kbd").get_by_text(key, exact=True).first).to_be_visible()


# --- without scripts -----------------------------------------------------------------------------------------------


def test_without_scripts_one_can_add_edit_bin_and_undo(open_page: OpenPage, site: Site, slug: str, complaints: list[str]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"/t/{slug}")
    page.get_by_role("link", name="Add event").first.click()
    page.get_by_label("When").fill("05/12/1994")
    page.get_by_label("What happened").fill("A truce")
    page.get_by_role("button", name="Show how it is read").click()
    expect(page.get_by_role("group", name="Which day is meant?")).to_be_visible()
    page.get_by_label("5 Dec 1994").check()
    page.get_by_role("button", name="Add event").click()
    page.locator("#rows a").first.click()
    expect(page.locator("#detail")).to_contain_text("5 Dec 1994")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("What happened").fill("The truce")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#rows")).to_contain_text("The truce")
    page.get_by_role("button", name="Move to bin").click()
    expect(page.locator(".done")).to_contain_text("Moved to the bin: The truce")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#rows")).to_contain_text("The truce")
    date = only(site, slug).event.date
    assert date is not None and date.edtf == "1994-12-05"


def test_without_scripts_one_can_filter_and_answer(open_page: OpenPage, site: Site, slug: str) -> None:
    add(site, slug, "A truce", "05/12/1994")
    add(site, slug, "Peacekeepers", "autumn 2020")
    page = open_page(java_script_enabled=False)
    page.goto(f"/t/{slug}")
    page.get_by_label("Dates").fill("1994")
    page.get_by_role("button", name="Show").first.click()
    expect(page.locator("#rows .row")).to_have_count(1)
    expect(page.locator("#dates-reading")).to_have_text("1 Jan – 31 Dec 1994")
    page.locator("#rows a").click()
    page.get_by_label("12 May 1994").check()
    page.get_by_role("button", name="Answer").click()
    expect(page.locator("#detail")).to_contain_text("12 May 1994")
