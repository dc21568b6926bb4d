"""The timeline page by keys alone: every stop is seen and has a name, none holds the focus or loses it, and what is chosen is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import OpenPage, Site
from timeline.dates import from_edtf
from timeline.events import Event, Evidence, Place

SLUG = "war"
MOST_STOPS = 150
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
TITLES = ("Shelling begins", "Siege", "Guns fall silent", "Rally")

# What has focus, and how it shows that: its own outline or the one of a box round it, with focus and without.
STOP = """() => {
    const now = document.activeElement;
    if (now === document.body) return null;
    const round = [now, now.parentElement, now.parentElement.parentElement];
    const ring = () => round.map((each) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor } = getComputedStyle(each);
        return outlineStyle === "none" ? [boxShadow, borderColor].join() : [outlineStyle, outlineWidth, outlineColor].join();
    }).join();
    const { width, height, right, bottom, left, top } = now.getBoundingClientRect();
    const focused = ring();
    now.blur();
    const without = ring();
    now.focus({ preventScroll: true });
    const seen = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && now.checkVisibility({ visibilityProperty: true });
    now.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
    return { at: now.dataset.stop, what: now.outerHTML.slice(0, 120), size: Math.min(width, height), ringed: focused !== without, seen };
}"""
# Everything that Tab must come to.
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((each) => each.tabIndex >= 0 && !each.matches(":disabled, [type=hidden]") && each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => each.type !== "radio" || each.checked)
    .filter((each) => each.dataset.stop === undefined)
    .map((each) => each.outerHTML.slice(0, 120))"""
# What a screen reader is told has no name and does nothing: the page itself, and what focus is set on after a jump.
NO_CONTROLS = {"RootWebArea", "main", "banner"}


@pytest.fixture
def ids(site: Site) -> dict[str, str]:
    """Public ids by title."""
    site.store.create_timeline("War", slug=SLUG)
    source = Evidence("The guns fell silent.", source="Radio")
    events = [
        Event(TITLES[0], from_edtf("1992-01-10"), category="Battles", actors=("Army",), place=Place("Shusha"), evidence=(source,)),
        Event(TITLES[1], from_edtf("1992-02-01/1992-05-31"), category="Battles", actors=("Army",), evidence=(source,)),
        Event(TITLES[2], from_edtf("1994-05-12"), category="Strategic developments", evidence=(source,)),
        Event(TITLES[3], from_edtf("2020"), category="Protests", actors=("Crowd",), tags=("street",)),
    ]
    site.store.add_era(SLUG, "Soviet Union", from_edtf("1985/1991"))
    site.store.save_view(SLUG, "Battles alone", "category=Battles")
    return {stored.event.title: stored.event.id for stored in site.store.add_events(SLUG, events)}


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def page(request: pytest.FixtureRequest, open_page: OpenPage, ids: dict[str, str]) -> Page:
    opened = open_page(viewport=request.param)
    opened.goto(f"/t/{SLUG}")
    _drawn(opened)
    return opened


def _drawn(page: Page) -> None:
    expect(page.locator("#picture[data-state=shown]")).to_have_count(1)


def _phone(page: Page) -> bool:
    return (page.viewport_size or WIDE)["width"] < 900


def _to(page: Page, selector: str, key: str = "Tab") -> None:
    """By Tab and nothing else; fails where the focus is held or lost on the way."""
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{key} does not come to {selector}")


# --- each stop ---------------------------------------------------------------------------------------------------------


def _plain(page: Page) -> None:
    """The page as it opens."""


def _filter(page: Page) -> None:
    _to(page, "#tabs a[href*='show=filter']" if _phone(page) else "#filter")
    page.keyboard.press("Enter")
    expect(page.locator("#filter-panel")).to_be_visible()


def _menu(page: Page, name: str, within: str) -> None:
    if _phone(page) and name != ".tools .menu":
        _filter(page)
    _to(page, f"{name} > summary")
    page.keyboard.press("Enter")
    expect(page.locator(within).first).to_be_visible()


def _view_menu(page: Page) -> None:
    _menu(page, "#view-menu", "#lanes")


def _saved_menu(page: Page) -> None:
    _menu(page, "#saved-menu", "#view-name")


def _more_menu(page: Page) -> None:
    _menu(page, ".tools .menu", "#to-print")


def _event(page: Page) -> None:
    _to(page, "#rows a")
    page.keyboard.press("Enter")
    expect(page.locator("#detail, .row-detail").first).to_be_visible()
    _drawn(page)


def _editing(page: Page) -> None:
    _to(page, "#picture-lanes")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.locator("#picture-edit")).to_be_visible()


@pytest.mark.parametrize("state", [_plain, _filter, _view_menu, _saved_menu, _more_menu, _event, _editing], ids=lambda each: each.__name__)
def test_tab_stops_at_everything_and_each_stop_is_seen(page: Page, state: Callable[[Page], None]) -> None:
    """Once round the page from where the keys have come to; back again by Shift and Tab."""
    state(page)
    stops = _round(page)
    unseen = [each for each in stops if not (each["seen"] and each["ringed"] and each["size"] >= 4)]
    assert unseen == []
    assert page.evaluate(REACHABLE) == [], "never reached"
    back = [each["at"] for each in _round(page, "Shift+Tab")]
    assert sorted(back) == sorted(each["at"] for each in stops)


def _round(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """Every stop once. Past the last one the focus is on the page itself for one key, as it would be on the browser's own bar."""
    stops: list[dict[str, Any]] = []
    lost = 0
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None:
            lost += 1
            assert lost == 1, "the focus was lost"
        elif stops and stop["at"] == stops[0]["at"]:
            return stops
        else:
            assert stop["at"] not in {each["at"] for each in stops}, f"held at {stop['what']}"
            stops.append(stop)
    raise AssertionError("Tab comes to no end")


@pytest.mark.parametrize("state", [_plain, _filter, _view_menu, _saved_menu, _more_menu, _event, _editing], ids=lambda each: each.__name__)
def test_every_control_has_a_role_and_a_name(page: Page, state: Callable[[Page], None]) -> None:
    """In the tree that a screen reader is given."""
    state(page)
    controls = [each for each in _tree(page) if each["focusable"] and each["role"] not in NO_CONTROLS]
    assert len(controls) > 10
    assert [each for each in controls if each["role"] in ("", "none", "generic", "GenericContainer") or not each["name"]] == []
    assert {"application", "slider"} <= {each["role"] for each in controls} or _phone(page)


def _tree(page: Page) -> list[dict[str, Any]]:
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        {
            "role": str(each.get("role", {}).get("value", "")),
            "name": str(each.get("name", {}).get("value", "")).strip(),
            "focusable": any(one["name"] == "focusable" and one["value"].get("value") for one in each.get("properties", [])),
        }
        for each in nodes
        if not each.get("ignored")
    ]


# --- a way through all of it -------------------------------------------------------------------------------------------


def _one_selected(page: Page, event: str) -> None:
    """The list, the picture, the detail and the address tell of the same event."""
    expect(page.locator(f"#rows [data-event='{event}'] > a[aria-current=true]")).to_have_count(1)
    expect(page.locator("#rows a[aria-current=true]")).to_have_count(1)
    expect(page.locator(f".tl-event.is-selected[data-event='{event}']")).to_have_count(1)
    expect(page.locator(".tl-event.is-selected")).to_have_count(1)
    expect(page.locator(f"#detail[data-event='{event}'], .row-detail[data-event-detail='{event}']")).to_have_count(1)
    expect(page).to_have_url(re.compile(f"event={event}"))


def test_what_is_chosen_in_the_picture_is_chosen_in_the_list(page: Page, ids: dict[str, str]) -> None:
    """Each step is said with the date; Enter opens, Escape closes, and the keys are somewhere all the time."""
    live = page.locator("#picture-live")
    _to(page, "#picture-lanes")
    page.keyboard.press("j")
    expect(live).to_have_text("Shelling begins: 10 Jan 1992; 1 of 4")
    page.keyboard.press("j")
    expect(live).to_have_text(re.compile(r"^Siege: .*; 2 of 4$"))
    page.keyboard.press("k")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    _one_selected(page, ids["Siege"])
    _held(page)
    page.keyboard.press("Escape")
    expect(page.locator(".tl-event.is-selected, #rows [aria-current=true]")).to_have_count(0)
    _held(page)


def test_what_is_chosen_in_the_list_is_chosen_in_the_picture(page: Page, ids: dict[str, str]) -> None:
    _to(page, "#rows a")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator(f"[data-event='{ids['Siege']}'] > a")).to_be_focused()
    page.keyboard.press("Enter")
    _one_selected(page, ids["Siege"])
    _held(page)
    if not _phone(page):
        expect(page.locator("#detail-title")).to_be_focused()
        page.keyboard.press("j")
        _one_selected(page, ids["Guns fall silent"])
        _held(page)
    page.keyboard.press("Escape")
    expect(page.locator("#rows [aria-current=true]")).to_have_count(0)
    expect(page.locator("#rows a:focus")).to_have_count(1)
    page.keyboard.press("End")
    expect(page.locator(f"[data-event='{ids['Rally']}'] > a")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator(f"[data-event='{ids['Shelling begins']}'] > a")).to_be_focused()


def _held(page: Page) -> None:
    page.wait_for_function("() => document.activeElement !== document.body && document.activeElement.checkVisibility()")


def test_the_picture_moves_by_keys_and_says_where_it_is(page: Page) -> None:
    live, picture = page.locator("#picture-live"), page.locator("#picture")
    _to(page, "#picture-lanes")
    page.keyboard.press("j")
    whole = picture.get_attribute("data-window") or ""
    for key, said in (("+", r".+: .+"), ("-", r".+: .+"), ("ArrowRight", r".+–.+"), ("0", "Whole range: .+")):
        before = picture.get_attribute("data-window") or ""
        page.keyboard.press(key)
        expect(picture).not_to_have_attribute("data-window", before)
        expect(live).to_have_text(re.compile(f"^{said}"))
        _drawn(page)
    expect(picture).to_have_attribute("data-window", whole)
    page.keyboard.press("End")
    expect(live).to_have_text(re.compile("^Rally"))
    page.keyboard.press("Home")
    expect(live).to_have_text(re.compile("^Shelling begins"))
    page.keyboard.press("s")
    expect(live).to_have_text("Starred")
    expect(page.locator("#picture-lanes")).to_be_focused()


def test_a_date_is_edited_by_keys_and_left_again(page: Page) -> None:
    """Escape leaves the date, and the keys are where they were; the mode is said."""
    _editing(page)
    said = page.locator(".edit-date")
    before = said.inner_text()
    page.keyboard.press("ArrowLeft")
    expect(said).not_to_have_text(before)
    page.keyboard.press("Escape")
    expect(page.locator("#picture-edit")).to_be_hidden()
    expect(page.locator("#picture-live")).to_have_text("The date is as it was")
    expect(page.locator("#picture-lanes")).to_be_focused()


def test_the_brush_says_its_days(page: Page) -> None:
    for end, key in (("start", "ArrowRight"), ("end", "ArrowLeft")):
        _to(page, f".overview-handle[data-end={end}]")
        handle = page.locator(f".overview-handle[data-end={end}]")
        before = handle.get_attribute("aria-valuetext") or ""
        page.keyboard.press(key)
        expect(handle).not_to_have_attribute("aria-valuetext", before)
        expect(handle).to_have_attribute("aria-valuetext", re.compile(r"^\d+ \w+ \d{4}$"))
        expect(handle).to_be_focused()


def test_the_filter_is_used_by_keys(page: Page) -> None:
    """A box that is ticked keeps the focus while the list and the picture change behind it, and how many are left is said."""
    _filter(page)
    _held(page)
    _to(page, "#filter-panel [name=category][value=Battles]")
    page.keyboard.press("Space")
    expect(page.locator("#live")).to_have_text("2 of 4 events")
    expect(page.locator("#rows .row")).to_have_count(2)
    expect(page.locator("#filter-panel [name=category][value=Battles]")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#rows .row")).to_have_count(4)
    if _phone(page):
        _to(page, "#filter-panel .filter-foot button")
    else:
        _to(page, "#close-filter", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#filter-panel")).to_be_hidden()
    _held(page)


def test_menus_open_and_close_by_keys(page: Page) -> None:
    """Escape gives the focus back to what opened the menu; a choice in it acts at once."""
    _view_menu(page)
    _to(page, "#lanes")
    page.keyboard.press("a")
    expect(page).to_have_url(re.compile("lanes=actor"))
    page.keyboard.press("Escape")
    expect(page.locator("#view-menu > summary")).to_be_focused()
    expect(page.locator("#lanes")).to_be_hidden()


def test_a_view_is_saved_and_taken_up_by_keys(page: Page) -> None:
    _saved_menu(page)
    _to(page, "#view-name")
    page.keyboard.type("All of it")
    page.keyboard.press("Enter")
    expect(page.locator("#saved-list a")).to_have_text(["Battles alone", "All of it"])
    _saved_menu(page)
    _to(page, "#saved-list a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("category=Battles"))
    expect(page.locator("#rows .row")).to_have_count(2)
    _held(page)


def test_f6_goes_round_the_regions_and_names_each(page: Page) -> None:
    names, live = [], page.locator("#live")
    regions = page.evaluate(
        "[...document.querySelectorAll('[data-region]')].filter((each) => each.checkVisibility()).map((each) => each.dataset.region)"
    )
    for _ in regions:
        page.keyboard.press("F6")
        _held(page)
        names.append(live.inner_text())
    assert names == regions
    assert {"Top bar", "View", "Picture", "List"} <= set(names)


def test_search_by_keys(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("siege")
    page.keyboard.press("Enter")
    expect(page.locator("#rows .row")).to_have_count(1)
    expect(page.locator("#live")).to_have_text("1 of 4 events")
    expect(page.locator("#search")).to_be_focused()
