"""Finding in a real browser: the page follows filter, search, lanes and saved views without opening again, and Back goes through them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_axe import violations
from tests.conftest import OpenPage, Site
from timeline.dates import from_edtf
from timeline.events import Event, Evidence, Place

SLUG = "war"
PHONE = {"width": 390, "height": 844}
LONG = "Уҟ" * 5000
HOSTILE = "<img src=x onerror=alert(1)>\u202eevil"


@pytest.fixture
def ids(site: Site) -> dict[str, str]:
    """Public ids by title."""
    site.store.create_timeline("War", slug=SLUG)
    one = Event("Shelling begins", from_edtf("1992-01-10"), category="Battles", actors=("Army",), place=Place("Shusha"), star=True)
    events = [
        one,
        replace(one, title="Guns fall silent", date=from_edtf("1994-05-12"), category="Strategic developments", star=False),
        replace(one, title="Rally", date=from_edtf("2020"), category="Protests", actors=("Crowd", LONG), tags=(HOSTILE,), place=None),
        replace(
            one, title="قصف القرية", date=from_edtf("2021-03"), actors=("الجيش",), evidence=(Evidence("قصف في الليل", source="Radio"),)
        ),
        replace(one, title="No day", date=None, actors=()),
        replace(one, title="Maybe a raid", status="suggested"),
        *(replace(one, title=f"Skirmish {number}", actors=(f"Band {number}",), star=False) for number in range(60)),
    ]
    return {stored.event.title: stored.event.id for stored in site.store.add_events(SLUG, events)}


def _open(page: Page, query: str = "") -> None:
    page.goto(f"/t/{SLUG}{query}")
    _drawn(page)


def _drawn(page: Page) -> None:
    expect(page.locator("#picture:is([data-state=shown], [data-state=empty])")).to_have_count(1)


def _filter(page: Page) -> Locator:
    page.locator("#filter").click()
    panel = page.locator("#filter-panel")
    expect(panel).to_be_visible()
    return panel


def _labels(page: Page) -> Locator:
    return page.locator(".tl-event .tl-label")


def test_ticking_a_value_narrows_list_and_picture_without_opening_the_page_again(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    page.evaluate("window.here = true")
    panel = _filter(page)
    box = panel.get_by_label("Protests")
    box.check()
    expect(page.locator("#shown")).to_have_text("1 of 65 events")
    expect(page.locator("#rows .row")).to_have_count(1)
    expect(_labels(page)).to_have_text([re.compile("Rally")])
    expect(page.locator(".lane-name")).to_have_text(["Protests"])
    expect(box).to_be_focused()
    assert page.evaluate("window.here") is True
    expect(page).to_have_url(re.compile("category=Protests"))
    panel.get_by_label("Strategic developments").check()
    expect(page.locator("#rows .row")).to_have_count(2)
    expect(page.locator(".lane-name")).to_have_text(["Strategic developments", "Protests"])


def test_back_and_forward_go_through_the_states(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    panel = _filter(page)
    panel.get_by_label("Protests").check()
    expect(page.locator("#rows .row")).to_have_count(1)
    page.locator("#conditions .chip").filter(has_text="Protests").click()
    expect(page.locator("#conditions .chip")).to_have_count(0)
    expect(page.locator("#rows .row")).to_have_count(50)
    page.go_back()
    expect(page.locator("#rows .row")).to_have_count(1)
    expect(panel.get_by_label("Protests")).to_be_checked()
    page.go_back()
    expect(page.locator("#rows .row")).to_have_count(50)
    page.go_forward()
    expect(_labels(page)).to_have_text([re.compile("Rally")])


def test_everything_clears_and_an_empty_answer_offers_the_suggestions(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    page.locator("#search").fill("raid")
    page.locator("#search").press("Enter")
    expect(page.locator(".list .empty")).to_contain_text("Nothing has “raid” in it.")
    expect(page.locator(".list .empty")).to_contain_text("1 suggestion fits.")
    expect(page.locator("#picture[data-state=empty]")).to_have_count(1)
    page.get_by_role("link", name="Show the suggested").click()
    expect(page.locator("#rows .row")).to_have_count(1)
    expect(_labels(page)).to_have_text([re.compile("Maybe a raid")])
    page.get_by_role("link", name="Everything", exact=True).click()
    expect(page.locator("#shown")).to_have_text("65 events; 1 undated")
    expect(page.locator("#search")).to_have_value("")


def test_a_value_among_many_is_found_by_its_words(page: Page, ids: dict[str, str]) -> None:
    _open(page, "?show=filter")
    seek = page.get_by_role("searchbox", name="Find among Actor")
    seek.fill("band 41")
    found = page.locator(".sought").get_by_label("Band 41")
    expect(found).to_be_visible()
    found.check()
    expect(page.locator("#rows .row")).to_have_count(1)
    expect(page.locator("#conditions")).to_contain_text("Band 41")


def test_lanes_and_colour_follow_the_view_menu(page: Page, ids: dict[str, str]) -> None:
    _open(page, f"?event={ids['Rally']}&q=r")
    page.locator("#view-menu summary").click()
    page.get_by_label("Lanes by").select_option(label="Place")
    expect(page.locator(".lane-name").first).to_have_text("No place")
    expect(page).to_have_url(re.compile("lanes=place"))
    expect(page).to_have_url(re.compile("q=r"))
    expect(page.locator("#detail-title")).to_have_text("Rally")
    page.get_by_label("Lanes by").select_option(label="None, all in one")
    expect(page.locator(".lane-name")).to_have_text(["All events"])


def test_the_legend_tells_colours_that_the_lanes_do_not(page: Page, ids: dict[str, str]) -> None:
    """By another facet the marks have the colours of its values, and lanes of several colours have none."""
    _open(page)
    expect(page.locator(".legend-colour")).to_have_count(0)
    page.locator("#view-menu summary").click()
    page.get_by_label("Colour by").select_option(label="Actor")
    expect(page.locator(".legend-colour").first).to_have_text("Army")
    expect(page.locator(".legend-colour").last).to_have_text("Others")
    expect(page.locator(".lane-name .square")).to_have_count(0)
    expect(page.locator(f".tl-event[data-event='{ids['Guns fall silent']}']")).to_have_class(re.compile(r"\bc1\b"))
    page.get_by_label("Lanes by").select_option(label="Actor")
    expect(page.locator(".legend-colour")).to_have_count(0)
    expect(page.locator(".lane-name").filter(has_text="Army").locator(".square.c1")).to_have_count(1)


def test_what_waits_for_review_is_told_apart_by_lane_and_colour(page: Page, ids: dict[str, str]) -> None:
    """Not by colour alone: a suggested event has a question mark too, and the lane its word."""
    _open(page, "?status=accepted&status=suggested")
    page.locator("#view-menu summary").click()
    page.get_by_label("Colour by").select_option(label="Status")
    expect(page.locator(".legend-colour")).to_have_text(["Accepted", "Suggested", "Rejected", "Others"])
    page.get_by_label("Lanes by").select_option(label="Status")
    expect(page.locator(".lane-name")).to_have_text(["Accepted", "Suggested"])
    expect(page.locator(".lane-name").filter(has_text="Suggested").locator(".square.c2")).to_have_count(1)
    expect(page.locator(f".tl-event.c2[data-event='{ids['Maybe a raid']}']")).to_contain_text("?")


def test_the_window_is_kept_while_one_filters_and_narrows_the_list(page: Page, ids: dict[str, str]) -> None:
    """`Only what the picture shows` turns the window into dates of the address."""
    _open(page)
    page.evaluate("document.querySelector('#picture-lanes').focus()")
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile("from=-?\\d+"))
    _drawn(page)
    before = page.locator("#picture").get_attribute("data-window")
    _filter(page).get_by_label("Protests").check()
    expect(page.locator("#rows .row")).to_have_count(1)
    _drawn(page)
    assert page.locator("#picture").get_attribute("data-window") == before
    page.get_by_role("link", name="Only what the picture shows").click()
    expect(page).to_have_url(re.compile(r"dates=\d{4}-\d\d-\d\d%2F\d{4}"))
    expect(page.locator("#dates-reading")).not_to_be_empty()


def test_a_view_is_saved_opened_renamed_replaced_and_removed(page: Page, site: Site, ids: dict[str, str]) -> None:
    _open(page, "?category=Protests&lanes=actor")
    page.locator("#saved-menu summary").click()
    page.get_by_label("Name of this view").fill("Rallies")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".done")).to_contain_text("Saved this view: Rallies")
    _open(page)
    page.locator("#saved-menu summary").click()
    page.get_by_role("link", name="Rallies").click()
    expect(page.locator("#rows .row")).to_have_count(1)
    expect(page.locator("#conditions")).to_contain_text("Protests")
    page.locator("#saved-menu summary").click()
    page.get_by_role("link", name="Rename, replace, remove").click()
    page.get_by_label("New name of Rallies").fill("All rallies")
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("button", name="Remove All rallies").click()
    assert site.store.views(SLUG) == []
    page.get_by_role("button", name="Undo").click()
    assert [each.name for each in site.store.views(SLUG)] == ["All rallies"]


def test_the_list_is_walked_by_keys_after_it_was_put_in_place_anew(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    page.get_by_role("link", name="Last page").click()
    expect(page.locator("#rows .row")).to_have_count(50)
    expect(page.locator("#rows .row").last).to_contain_text("No day")
    page.locator("#rows a").first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("#detail-title")).to_have_text("No day")
    expect(page.get_by_role("link", name="First page")).to_be_visible()


def test_the_list_goes_to_the_page_of_an_event_that_is_chosen_in_the_picture(page: Page, ids: dict[str, str]) -> None:
    """And back to its own first page when one asks for it."""
    _open(page)
    page.evaluate("id => document.dispatchEvent(new CustomEvent('timeline:select', { detail: { id } }))", ids["Rally"])
    row = page.locator(f"#rows .row[data-event='{ids['Rally']}'] a")
    expect(row).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="First page").click()
    expect(page.locator("#rows .row").first).to_contain_text("Shelling begins")
    expect(page.locator("#detail-title")).to_have_text("Rally")


def test_choosing_an_event_gives_its_detail_the_place_of_the_filter(page: Page, ids: dict[str, str]) -> None:
    _open(page, "?show=filter")
    page.locator("#rows a").first.click()
    expect(page.locator("#detail")).to_be_visible()
    expect(page.locator("#filter-panel")).to_be_hidden()
    _filter(page)
    expect(page.locator("#detail")).to_be_hidden()
    page.get_by_role("link", name="Close the filter").click()
    expect(page.locator("#detail")).to_be_visible()


def test_the_filter_of_a_phone_is_a_page_of_its_own(open_page: OpenPage, ids: dict[str, str]) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    _open(page)
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Filter").tap()
    page.locator("#filter-panel").get_by_label("Protests").check()
    page.get_by_role("button", name="Show 1 event").tap()
    expect(page.locator("#rows .row")).to_have_count(1)
    expect(page.locator("#filter-panel")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("path", ["?show=filter&actor={long}&tag={hostile}", "/values/actor", "/views?actor={long}"])
def test_long_and_hostile_values_break_nothing_and_every_rule_is_kept(
    open_page: OpenPage, site: Site, ids: dict[str, str], path: str, size: dict[str, int]
) -> None:
    from urllib.parse import quote

    site.store.save_view(SLUG, HOSTILE, f"tag={quote(HOSTILE)}")
    page = open_page(viewport=size)
    page.goto(f"/t/{SLUG}{path.format(long=quote(LONG), hostile=quote(HOSTILE))}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for menu in ("#saved-menu", "#view-menu"):
        if page.locator(f"{menu} summary:visible").count():
            page.locator(f"{menu} summary").click()
            assert violations(page) == []
            page.locator(f"{menu} summary").click()
    wrongs = violations(page)
    page.emulate_media(color_scheme="dark")
    assert wrongs + violations(page) == []
