"""The picture in a real browser: what is drawn, where, and how one moves in it by hand and by key."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import OpenPage, Site
from timeline.dates import Assumption, from_edtf, since
from timeline.events import Event, Evidence
from timeline.granules import day, month
from timeline.notation import span

INK, PAPER = (0x1D, 0x3F, 0x8F), (255, 255, 255)
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def _event(title: str, edtf: str, category: str = "Battles", **more: object) -> Event:
    return replace(Event(title, from_edtf(edtf), category=category), **more)  # type: ignore[arg-type]


@pytest.fixture
def ids(site: Site) -> dict[str, str]:
    """Public ids by title, of a timeline with every kind of date."""
    site.store.create_timeline("War", slug="war")
    war, later_war = from_edtf("1988-02-20/1994-05-12"), from_edtf("1992/1994-05")
    events = [
        _event("Shelling begins", "1992-01-10"),
        _event("Guns fall silent", "1994"),
        _event("Siege", "1992-02-01/1992-05-31"),
        _event("Arms deals", "2011/2020", "Strategic developments"),
        _event("Peacekeepers", "2020-23", "Strategic developments"),
        _event("About then", "1997~", ""),
        _event("War", "1988-02-20/1994-05-12", evidence=(Evidence("a", claimed=war), Evidence("b", claimed=later_war))),
        _event("Which day", "[1994-05-12,1994-12-05]", "Protests"),
        _event("Assumed", "1999-05-12?", "Protests"),
        Event("Crisis", since("since 12 May 2021", day(2021, 5, 12), span(month(2023, 5))), category="Strategic developments"),
    ]
    return {stored.event.title: stored.event.id for stored in site.store.add_events("war", events)}


def _open(page: Page, query: str = "") -> Locator:
    page.goto(f"/t/war{query}")
    return _shown(page)


def _shown(page: Page) -> Locator:
    picture = page.locator("#picture[data-state=shown]")
    expect(picture).to_be_visible()
    return picture


def _mark(page: Page, event: str) -> Locator:
    return page.locator(f".tl-event[data-event='{event}']")


def _window(page: Page) -> tuple[float, float]:
    first, end = (page.locator("#picture").get_attribute("data-window") or "").split()
    return float(first), float(end)


def _x(page: Page, year: int, month_number: int = 1, number: int = 1) -> float:
    """Where a midnight lies on the screen."""
    first, end = _window(page)
    at = datetime(year, month_number, number, tzinfo=UTC).timestamp() * 1000
    box = page.locator(".vis-center").bounding_box()
    assert box is not None
    return box["x"] + (at - first) / (end - first) * box["width"]


def _ends(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box is not None
    return box["x"], box["x"] + box["width"]


# --- what is drawn -----------------------------------------------------------------------------------------------------


def test_every_event_in_range_is_drawn_with_its_label(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    for title, event in ids.items():
        expect(_mark(page, event).locator(".tl-label")).to_contain_text(title)
    expect(page.locator(".lane-name")).to_have_text(["Battles", "Strategic developments", "Protests", "No category"])
    expect(page.locator(".lane-counts")).to_have_text(["4 events", "3 events", "2 events", "1 event"])


def test_a_year_and_a_day_look_different(page: Page, ids: dict[str, str]) -> None:
    """The day is a solid disc as wide as high; the year is a pale bar with an outline, as wide as its year."""
    _open(page, "?dates=1991/1995")
    exact, year = _mark(page, ids["Shelling begins"]), _mark(page, ids["Guns fall silent"])
    expect(exact.locator(".tl-disc")).to_be_visible()
    expect(year.locator(".tl-bar.mark-within")).to_be_visible()
    expect(year.locator(".tl-disc")).to_be_hidden()
    disc, bar = exact.locator(".tl-disc").bounding_box(), year.locator(".tl-bar").bounding_box()
    assert disc is not None and bar is not None
    assert (disc["width"], disc["height"], bar["height"]) == (10, 10, 8)
    assert bar["width"] > 100


def _colour_at(page: Page, x: float, y: float) -> tuple[int, int, int]:
    """The colour of one pixel of the screen, read back by the browser itself."""
    shot = page.screenshot(clip={"x": round(x), "y": round(y), "width": 1, "height": 1})
    red, green, blue = page.evaluate(
        """async (bytes) => {
            const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
            const pen = new OffscreenCanvas(1, 1).getContext("2d");
            pen.drawImage(bitmap, 0, 0);
            return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
        }""",
        list(shot),
    )
    return red, green, blue


def test_solid_is_certain_and_pale_is_possible_on_the_screen(page: Page, ids: dict[str, str]) -> None:
    """Pixels: the middle of the day is full colour, the middle of the year is a pale tint of the same."""
    _open(page, "?dates=1991/1995")
    disc = _mark(page, ids["Shelling begins"]).locator(".tl-disc").bounding_box()
    bar = _mark(page, ids["Guns fall silent"]).locator(".tl-bar").bounding_box()
    assert disc is not None and bar is not None
    solid = _colour_at(page, disc["x"] + 5, disc["y"] + 5)
    pale = _colour_at(page, bar["x"] + bar["width"] / 2, bar["y"] + 4)
    assert solid == (0x1D, 0x3F, 0x8F)
    assert min(pale) > 190 and pale[2] > pale[0]


def test_a_year_never_becomes_a_disc_however_far_one_zooms_out(page: Page, ids: dict[str, str]) -> None:
    """Zoomed out to ten thousand years the year is a pale square of 8, the day still a disc."""
    _open(page, "?dates=-4000/5999")
    year, exact = _mark(page, ids["Guns fall silent"]), _mark(page, ids["Shelling begins"])
    box = year.locator(".tl-bar").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (8, 8)
    expect(year.locator(".tl-disc")).to_be_hidden()
    expect(exact.locator(".tl-disc")).to_be_visible()


def test_what_lasted_becomes_a_disc_when_too_narrow_for_a_bar(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    siege = _mark(page, ids["Siege"])
    expect(siege.locator(".tl-disc")).to_be_visible()
    _open(page, "?dates=1992")
    expect(siege.locator(".tl-bar")).to_be_visible()
    expect(siege.locator(".tl-disc")).to_be_hidden()


def test_bars_end_at_the_midnight_after_their_last_day(page: Page, ids: dict[str, str]) -> None:
    _open(page, "?dates=2020")
    start, end = _ends(_mark(page, ids["Peacekeepers"]).locator(".tl-bar"))
    assert start == pytest.approx(_x(page, 2020, 9, 1), abs=0.6)
    assert end == pytest.approx(_x(page, 2020, 12, 1), abs=0.6)


def test_the_certain_part_is_solid_between_the_unsharp_ends(page: Page, ids: dict[str, str]) -> None:
    """2011 to 2020: solid from the last day of 2011 to the first of 2020, on the screen too."""
    _open(page, "?dates=2010/2021")
    bar = _mark(page, ids["Arms deals"]).locator(".tl-bar")
    box = bar.bounding_box()
    assert box is not None
    middle = box["y"] + 4
    full = (0x0F, 0x8F, 0x7C)
    assert _colour_at(page, _x(page, 2015), middle) == full
    assert _colour_at(page, _x(page, 2012, 1, 20), middle) == full
    assert _colour_at(page, _x(page, 2011, 3), middle) != full
    assert _colour_at(page, _x(page, 2020, 9), middle) != full


def test_an_open_end_runs_out_at_the_edge_with_an_arrow(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    crisis = _mark(page, ids["Crisis"])
    arrow = crisis.locator(".tl-arrow.end").bounding_box()
    panel = page.locator(".vis-center").bounding_box()
    assert arrow is not None and panel is not None
    edge = panel["x"] + panel["width"]
    assert edge - 14 < arrow["x"] + arrow["width"] <= edge


def test_differing_accounts_are_a_strip_each(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    strips = _mark(page, ids["War"]).locator(".tl-claim > .tl-bar")
    expect(strips).to_have_count(2)
    (first, _), (second, _) = (_ends(strips.nth(at)) for at in range(2))
    assert first == pytest.approx(_x(page, 1988, 2, 20), abs=0.6)
    assert second == pytest.approx(_x(page, 1992), abs=0.6)


def test_readings_to_choose_from_ask_and_what_is_assumed_is_hollow(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    which = _mark(page, ids["Which day"])
    expect(which.locator(".tl-asks")).to_have_text("?")
    expect(which.locator(".tl-disc:not(.mark-assumed)")).to_have_count(2)
    expect(_mark(page, ids["Assumed"]).locator(".tl-disc.mark-assumed")).to_be_visible()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"])
def test_days_are_the_same_in_every_time_zone(open_page: OpenPage, ids: dict[str, str], zone: str) -> None:
    """A reader 14 hours ahead and one 8 behind see what the source says."""
    page = open_page(timezone_id=zone)
    _open(page, f"?dates=1992-01&event={ids['Shelling begins']}")
    left, right = _ends(_mark(page, ids["Shelling begins"]).locator(".tl-disc"))
    assert (left + right) / 2 == pytest.approx((_x(page, 1992, 1, 10) + _x(page, 1992, 1, 11)) / 2, abs=1)
    expect(page.locator(".axis-flags span")).to_have_text(["10 Jan 1992"])
    assert _window(page) == (694224000000, 696902400000)


def test_hostile_titles_are_text(page: Page, site: Site, ids: dict[str, str]) -> None:
    """Markup in titles and categories is shown, not run; a word of ten thousand letters leaves the picture whole."""
    stored = site.store.add_events("war", [_event(HOSTILE, "1994-05-12", HOSTILE[:90]), _event("w" * 10_000, "1996-05-12")])
    _open(page)
    expect(_mark(page, stored[0].event.id).locator("bdi")).to_have_text(HOSTILE)
    expect(page.locator(".lane-name bdi", has_text="onerror")).to_be_visible()
    assert page.locator("#picture img").count() == 0
    left, right = _ends(_mark(page, stored[1].event.id).locator(".tl-label"))
    assert right - left < 600


def test_bce_is_told_as_such(page: Page, site: Site) -> None:
    site.store.create_timeline("War", slug="war")
    (stored,) = site.store.add_events("war", [_event("Salamis", "-0479-09-20")])
    _open(page, f"?event={stored.event.id}")
    expect(page.locator(".axis-flags span")).to_have_text(["20 Sep 480 BC"])
    expect(page.locator(".axis-labels")).to_contain_text("480 BC")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_assumed_is_dashed_and_what_is_about_has_no_outline(
    open_page: OpenPage, site: Site, ids: dict[str, str], scheme: str
) -> None:
    """On bars wider than a day; what is about has no outline at all, since its bounds are our own."""
    year = Assumption("year", "1992", "published", "year from the publication date")
    assumed = replace(from_edtf("1992-09"), assumed=(year,))
    (stored,) = site.store.add_events("war", [Event("Shells fall", assumed, category="Riots")])
    page = open_page(color_scheme=scheme)
    _open(page, "?dates=1991/1999")
    outline = "(fill) => getComputedStyle(fill).borderTopStyle + ' ' + getComputedStyle(fill).borderTopWidth"
    assert _mark(page, stored.event.id).locator(".tl-fill").evaluate(outline) == "dashed 1px"
    assert _mark(page, ids["Guns fall silent"]).locator(".tl-fill").evaluate(outline) == "solid 1px"
    about = _mark(page, ids["About then"]).locator(".tl-fill")
    assert about.evaluate("(fill) => getComputedStyle(fill).borderTopWidth") == "0px"
    assert "repeating" in about.evaluate("(fill) => getComputedStyle(fill).backgroundImage")


def test_the_key_explains_every_mark(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    for words in (
        "known day",
        "assumed day",
        "some time within",
        "the same, its year assumed",
        "lasted, pale: possibly",
        "open end",
        "about",
        "disputed",
    ):
        expect(page.locator(".legend li", has_text=re.compile(f"^{words}"))).to_be_visible()


# --- moving ------------------------------------------------------------------------------------------------------------


def test_zooming_in_by_button_halves_the_window(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    first, end = _window(page)
    page.get_by_role("button", name="Zoom in").click()
    expect(page.locator("#picture")).not_to_have_attribute("data-window", f"{first:.0f} {end:.0f}")
    _shown(page)
    now = _window(page)
    assert (now[1] - now[0]) / (end - first) == pytest.approx(0.5, abs=0.01)
    expect(page.locator(".picture-beyond.earlier, .picture-beyond.later").first).to_be_visible()


def test_the_wheel_zooms_round_the_pointer(page: Page, ids: dict[str, str]) -> None:
    _open(page, "?dates=1990/1996")
    before = _window(page)
    at = _x(page, 1992)
    page.mouse.move(at, 400)
    page.mouse.wheel(0, -200)
    expect(page.locator("#picture")).not_to_have_attribute("data-window", f"{before[0]:.0f} {before[1]:.0f}")
    _shown(page)
    assert _window(page)[1] - _window(page)[0] < before[1] - before[0]
    assert _x(page, 1992) == pytest.approx(at, abs=2)


def test_dragging_pans_and_opens_nothing(page: Page, ids: dict[str, str]) -> None:
    _open(page, "?dates=1990/1996")
    before = _window(page)
    strip = _mark(page, ids["War"]).locator(".tl-claim > .tl-bar").first.bounding_box()
    assert strip is not None
    page.mouse.move(_x(page, 1992), strip["y"] + 3)
    page.mouse.down()
    page.mouse.move(_x(page, 1991), strip["y"] + 3, steps=5)
    page.mouse.up()
    expect(page.locator("#picture")).not_to_have_attribute("data-window", f"{before[0]:.0f} {before[1]:.0f}")
    _shown(page)
    assert _window(page)[0] == pytest.approx(before[0] + 365 * 86_400_000, rel=0.01)
    expect(page.locator("#detail")).to_have_count(0)


def test_the_counts_at_the_edges_lead_there(page: Page, ids: dict[str, str]) -> None:
    _open(page, "?dates=1999")
    expect(page.locator(".picture-beyond.later")).to_have_text("3 later ›")
    expect(page.locator(".picture-beyond.earlier")).to_have_text("‹ 6 earlier")
    page.locator(".picture-beyond.later").click()
    expect(page.locator("#picture")).not_to_have_attribute("data-window", "915148800000 946684800000")
    assert _window(page)[0] > 915148800000


def test_the_brush_moves_the_window(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    before = _window(page)
    handle = page.get_by_role("slider", name="End of the window")
    box = handle.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] - 200, box["y"] + 10, steps=4)
    page.mouse.up()
    expect(page.locator("#picture")).not_to_have_attribute("data-window", f"{before[0]:.0f} {before[1]:.0f}")
    _shown(page)
    now = _window(page)
    assert (now[0], now[1] < before[1]) == (before[0], True)
    expect(handle).to_have_attribute("aria-valuetext", re.compile(r"^\d+ \w+ \d{4}$"))


def test_a_lane_folds_into_counts(page: Page, ids: dict[str, str]) -> None:
    """Nothing goes missing: what is folded away is counted in the band."""
    _open(page)
    page.get_by_role("button", name="Fold Battles").click()
    expect(_mark(page, ids["War"])).to_have_count(0)
    expect(page.locator(".lane-band").first).to_have_text(re.compile("band 4, max"))
    page.get_by_role("button", name="Unfold Battles").click()
    expect(_mark(page, ids["War"])).to_be_visible()


# --- opening -----------------------------------------------------------------------------------------------------------


def test_a_click_opens_the_event_beside_the_picture(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    _mark(page, ids["Peacekeepers"]).locator(".tl-label").click()
    expect(page.locator(f"#detail[data-event='{ids['Peacekeepers']}']")).to_contain_text("1 Sep – 30 Nov 2020")
    expect(_mark(page, ids["Peacekeepers"])).to_have_class(re.compile("is-selected"))
    expect(page.locator(".axis-flags span")).to_have_text(["1 Sep 2020", "30 Nov 2020"])
    expect(page.locator(".picture-guides i")).to_have_count(2)
    assert f"event={ids['Peacekeepers']}" in page.url


def test_a_narrower_picture_is_drawn_anew(open_page: OpenPage, ids: dict[str, str]) -> None:
    """On a wide screen the detail takes its place beside the list, and the bars still end where their days do."""
    page = open_page(viewport={"width": 1700, "height": 800})
    _open(page, "?dates=2018/2024")
    before = page.locator(".vis-center").bounding_box()
    _mark(page, ids["Peacekeepers"]).locator(".tl-label").click()
    expect(page.locator("#detail")).to_be_visible()
    page.wait_for_function("(wide) => document.querySelector('.vis-center').clientWidth < wide", arg=before and before["width"])
    start, end = _ends(_mark(page, ids["Peacekeepers"]).locator(".tl-bar"))
    assert start == pytest.approx(_x(page, 2020, 9, 1), abs=0.6)
    assert end == pytest.approx(_x(page, 2020, 12, 1), abs=0.6)
    edge = _ends(page.locator(".vis-center"))[1]
    arrow = _mark(page, ids["Crisis"]).locator(".tl-arrow.end")
    page.wait_for_function("([arrow, edge]) => arrow.getBoundingClientRect().right <= edge", arg=[arrow.element_handle(), edge])
    assert edge - 14 < _ends(arrow)[1] <= edge


def test_days_too_close_to_tell_apart_are_one_divided_disc(page: Page, site: Site) -> None:
    """Two readings a day apart, seen over decades: one disc with a gap; seen over a month: two discs."""
    site.store.create_timeline("War", slug="war")
    (stored, _) = site.store.add_events("war", [_event("Which day", "[2020-11-08,2020-11-09]"), _event("Long ago", "1988-02-20")])
    _open(page)
    which = _mark(page, stored.event.id)
    expect(which).to_have_class(re.compile("is-close"))
    disc = which.locator(".tl-disc").first.bounding_box()
    assert disc is not None
    middle, high = disc["x"] + disc["width"] / 2, disc["y"] + 5
    assert [_colour_at(page, middle + by, high) for by in (-3, 0, 3)] == [INK, PAPER, INK]
    _open(page, "?dates=2020-10-01/2020-12-10")
    expect(which).to_have_class(re.compile("is-close"))
    _open(page, "?dates=2020-11")
    expect(which).not_to_have_class(re.compile("is-close"))
    discs = which.locator(".tl-disc")
    assert _ends(discs.nth(1))[0] > _ends(discs.nth(0))[1]


def test_an_address_opens_on_its_event(page: Page, ids: dict[str, str]) -> None:
    _open(page, f"?event={ids['Siege']}")
    expect(_mark(page, ids["Siege"])).to_have_class(re.compile("is-selected"))


def test_an_address_opens_on_its_event_in_a_lane_below_the_fold(page: Page, site: Site) -> None:
    site.store.create_timeline("War", slug="war")
    events = [_event(f"In {place}", f"199{place % 10}-05-01", f"Kind {place:02d}") for place in range(30)]
    stored = site.store.add_events("war", events)
    for each in (stored[0].event.id, stored[-1].event.id):
        _open(page, f"?event={each}")
        expect(_mark(page, each).locator(".tl-label")).to_be_in_viewport()
        expect(_mark(page, each)).to_have_class(re.compile("is-selected"))


def test_an_address_of_an_event_that_is_gone_says_so(page: Page, ids: dict[str, str]) -> None:
    _open(page, "?event=gone")
    expect(page.get_by_text("This event is not there any more")).to_be_visible()
    _open(page, f"?event={ids['Siege']}")
    expect(page.locator("#gone")).to_have_count(0)


def test_choosing_in_the_list_goes_there_in_the_picture(page: Page, ids: dict[str, str]) -> None:
    """The event lies outside the window, so the window moves to it."""
    _open(page)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    expect(_mark(page, ids["Shelling begins"])).to_have_count(0)
    page.locator(f"#rows [data-event='{ids['Shelling begins']}'] a").click()
    expect(_mark(page, ids["Shelling begins"])).to_have_class(re.compile("is-selected"))


@pytest.fixture
def crowded(site: Site) -> list[str]:
    """Ids of 400 days of 1990 in one lane, in the order of time: too many to draw one by one."""
    site.store.create_timeline("War", slug="war")
    days = sorted(f"1990-{at % 12 + 1:02d}-{at % 28 + 1:02d}" for at in range(400))
    return [stored.event.id for stored in site.store.add_events("war", [_event(f"Raid {at}", each) for at, each in enumerate(days)])]


def test_what_is_chosen_is_drawn_however_crowded_its_lane(page: Page, crowded: list[str]) -> None:
    """It leaves the count band for a mark of its own, and nothing is counted twice."""
    _open(page)
    row = next(each for each in crowded if _mark(page, each).count() == 0)
    page.locator(f"#rows [data-event='{row}'] a").click()
    expect(_mark(page, row)).to_have_class(re.compile("is-selected"))
    expect(_mark(page, row).locator(".tl-label")).to_be_in_viewport()
    assert _told(page) == 400


def test_what_is_chosen_is_drawn_in_a_folded_lane(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    page.get_by_role("button", name="Fold Battles").click()
    expect(_mark(page, ids["War"])).to_have_count(0)
    page.locator(f"#rows [data-event='{ids['Siege']}'] a").click()
    expect(_mark(page, ids["Siege"]).locator(".tl-label")).to_be_in_viewport()
    expect(_mark(page, ids["War"])).to_have_count(0)


def test_closing_the_detail_clears_the_selection(page: Page, ids: dict[str, str]) -> None:
    _open(page, f"?event={ids['Siege']}")
    page.locator("#close-detail").click()
    expect(page.locator(".is-selected")).to_have_count(0)
    expect(page.locator(".axis-flags span")).to_have_count(0)


def test_the_keyboard_alone_reaches_everything(page: Page, ids: dict[str, str]) -> None:
    """One tab stop; J goes on, each move is said; plus and minus zoom, 0 shows all; Enter opens and Escape comes back."""
    _open(page)
    lanes = page.get_by_role("application", name="Events in time")
    lanes.focus()
    live = page.locator("#picture-live")
    page.keyboard.press("j")
    expect(live).to_have_text("War, disputed: 20 Feb 1988 – 12 May 1994; 1 of 10")
    expect(_mark(page, ids["War"])).to_have_class(re.compile("is-focused"))
    page.keyboard.press("ArrowDown")
    expect(live).to_have_text("Shelling begins: 10 Jan 1992; 2 of 10")
    page.keyboard.press("k")
    page.keyboard.press("End")
    expect(live).to_have_text("Crisis: since 12 May 2021; 10 of 10")
    page.keyboard.press("Home")
    page.keyboard.press("PageDown")
    expect(live).to_have_text(re.compile("^Arms deals"))
    before = _window(page)
    page.keyboard.press("+")
    expect(page.locator("#picture")).not_to_have_attribute("data-window", f"{before[0]:.0f} {before[1]:.0f}")
    _shown(page)
    page.keyboard.press("0")
    expect(page.locator("#picture")).to_have_attribute("data-window", f"{before[0]:.0f} {before[1]:.0f}")
    page.keyboard.press("Enter")
    expect(page.locator("#detail-title")).to_be_focused()
    expect(page.locator("#detail")).to_contain_text("Arms deals")


def test_the_brush_is_moved_by_keys(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    slider = page.get_by_role("slider", name="Beginning of the window")
    slider.focus()
    told = slider.get_attribute("aria-valuetext")
    page.keyboard.press("Shift+ArrowRight")
    expect(slider).not_to_have_attribute("aria-valuetext", told or "")
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", told or "")


def test_letters_switched_off_do_nothing(page: Page, ids: dict[str, str]) -> None:
    page.goto("/t/war")
    page.evaluate("localStorage.setItem('letters', 'off')")
    _open(page)
    page.get_by_role("application").focus()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#picture-live")).to_have_text(re.compile("1 of 10$"))


# --- states ------------------------------------------------------------------------------------------------------------


def test_nothing_in_range_says_so_with_both_ways_out(page: Page, ids: dict[str, str]) -> None:
    _open(page, "?dates=2020-10&match=certainly")
    note = page.locator(".picture-nothing")
    expect(note).to_contain_text("Nothing certainly happened in this range.")
    expect(note).to_contain_text("2 events possibly did.")
    note.get_by_role("link", name="Show the 2 possible").click()
    _shown(page)
    expect(_mark(page, ids["Peacekeepers"])).to_be_visible()


def test_one_can_go_to_the_next_event(page: Page, ids: dict[str, str]) -> None:
    _open(page, "?dates=2002")
    page.get_by_role("button", name="Go to 1 Jan 2011").click()
    expect(_mark(page, ids["Arms deals"])).to_be_visible()
    expect(page.locator(".picture-nothing")).to_be_hidden()


def test_events_without_dates_are_said_to_be_in_the_list(page: Page, site: Site) -> None:
    site.store.create_timeline("War", slug="war")
    site.store.add_events("war", [Event("Some day")])
    page.goto("/t/war")
    expect(page.locator("#picture[data-state=empty]")).to_contain_text("No event here has a date.")


def test_a_search_without_a_hit_says_so(page: Page, ids: dict[str, str]) -> None:
    page.goto("/t/war?q=zzzz")
    note = page.locator("#picture[data-state=empty] .picture-nothing")
    expect(note).to_contain_text("No event is like that.")
    expect(note).not_to_contain_text("date")


def test_nothing_accepted_yet_is_not_called_undated(page: Page, site: Site) -> None:
    site.store.create_timeline("War", slug="war")
    site.store.add_events("war", [_event("Perhaps", "1994-05-12", status="suggested")])
    page.goto("/t/war")
    expect(page.locator("#picture[data-state=empty]")).to_contain_text("Nothing to draw yet.")


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, {"width": 390, "height": 844}])
def test_undated_events_are_counted_at_the_picture(open_page: OpenPage, site: Site, ids: dict[str, str], viewport: dict[str, int]) -> None:
    """Every event is drawn or counted: those without a date are a link to them."""
    page = open_page(viewport=viewport)
    _open(page)
    expect(page.locator(".picture-undated")).to_be_hidden()
    site.store.add_events("war", [Event("Some day")])
    _open(page)
    page.get_by_role("link", name="1 undated").click()
    expect(page.locator("#rows > .row")).to_have_count(1)
    expect(page.locator("#rows")).to_contain_text("Some day")


@pytest.mark.parametrize("width", [1280, 1000])
def test_nothing_at_the_edges_is_cut_or_overprinted(open_page: OpenPage, site: Site, ids: dict[str, str], width: int) -> None:
    """The selected label lies inside the picture, its two flags beside each other and beside the counts, labels of the axis too."""
    (late,) = site.store.add_events("war", [_event("Last year, counted from May", "2023")])
    page = open_page(viewport={"width": width, "height": 844})
    _open(page, f"?event={late.event.id}")
    page.wait_for_function(IN_ORDER, arg=late.event.id)


# label and flags are drawn anew while the page finds its size, so they are looked at together
IN_ORDER = """(event) => {
  const ends = (each) => { const box = each.getBoundingClientRect(); return [box.left, box.right]; };
  const [start, end] = ends(document.querySelector(".vis-center"));
  const label = document.querySelector(`.tl-event[data-event='${event}'] .tl-label`);
  const flags = [...document.querySelectorAll(".axis-flags span")].map(ends);
  if (!label || flags.length !== 2 || flags.some(([left, right]) => left === right)) return false;
  const rising = (numbers) => numbers.every((each, at) => at === 0 || numbers[at - 1] <= each);
  return rising([start, ...ends(label), end]) && rising([start, ...flags[0], ...flags[1], end]);
}"""


def test_counts_at_the_edges_cover_no_month(page: Page, ids: dict[str, str]) -> None:
    _open(page, "?dates=1999")
    expect(page.locator(".lane-counts").first).to_have_text("1 event here")
    earlier, later = (_ends(page.locator(f".picture-beyond.{side}")) for side in ("earlier", "later"))
    months = page.locator(".axis-label").evaluate_all(
        "(labels) => labels.map((each) => [each.getBoundingClientRect().left, each.getBoundingClientRect().right])"
    )
    assert len(months) > 6
    assert all(earlier[1] <= left and right <= later[0] for left, right in months)


def test_a_title_is_cut_only_where_it_would_fill_the_picture(page: Page, site: Site) -> None:
    site.store.create_timeline("War", slug="war")
    title = "The ministers of three countries meet in the capital to talk of talks"
    (stored, _) = site.store.add_events("war", [_event(title, "1992-05-01"), _event("End", "1999-05-01")])
    _open(page)
    expect(_mark(page, stored.event.id).locator(".tl-label")).to_have_text(title)


def test_years_on_a_long_axis_are_round_and_alike(page: Page, site: Site) -> None:
    site.store.create_timeline("War", slug="war")
    site.store.add_events("war", [_event("Salamis", "-0479-09-20"), _event("End", "1999-05-01")])
    _open(page, "?dates=-0600/2300")
    expect(page.locator(".axis-labels .axis-year")).to_have_text(["500 BC", "AD 1", "AD 500", "AD 1000", "AD 1500", "AD 2000"])


def test_no_word_of_the_axis_is_cut(page: Page, site: Site) -> None:
    """Years with an era are wider than a step of the axis may be."""
    site.store.create_timeline("War", slug="war")
    site.store.add_events("war", [_event("Salamis", "-0479-09-20"), _event("End", "9999-12-31")])
    _open(page)
    expect(page.locator(".axis-year").nth(3)).to_be_visible()
    places = "all => all.map(each => each.getBoundingClientRect()).map(({ left, right }) => [left, right])"
    ends = sorted(page.locator(".axis-year").evaluate_all(places))
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(ends))


def test_the_overview_draws_what_is_possible_pale(page: Page, site: Site) -> None:
    site.store.create_timeline("War", slug="war")
    site.store.add_events("war", [_event("Peacekeepers", "2020-23")])
    _open(page)
    pale, solid = (page.locator(".overview-columns path").nth(at) for at in range(2))
    assert pale.get_attribute("d") and pale.get_attribute("fill-opacity") == "0.4"
    assert solid.get_attribute("d") == ""


def test_the_window_is_in_the_address_and_kept_on_reload(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url(re.compile(r"[?&]from=-?\d+&to=\d+"))
    _shown(page)
    before = _window(page)
    page.reload()
    _shown(page)
    assert _window(page) == pytest.approx(before, abs=2)


def test_a_silent_server_is_said_and_asked_again(page: Page, ids: dict[str, str], complaints: list[str]) -> None:
    """What is drawn stays; Try now asks again, and the strip goes when somebody answers."""
    _open(page)
    page.route("**/items.json*", lambda route: route.abort())
    page.get_by_role("button", name="Zoom in").click()
    strip = page.locator("#picture-strip")
    expect(strip).to_contain_text(re.compile(r"No answer since \d\d:\d\d\. What you see is kept\."))
    expect(page.locator(".tl-event").first).to_be_visible()
    page.unroute("**/items.json*")
    strip.get_by_role("button", name="Try now").click()
    expect(strip).to_be_hidden()
    _shown(page)
    assert complaints and all("ERR_FAILED" in each for each in complaints)
    complaints.clear()


def test_a_server_that_is_gone_while_one_pans_and_filters_is_taken_up_again(page: Page, ids: dict[str, str], complaints: list[str]) -> None:
    """The window goes on, what is drawn stays; a filter that was chosen meanwhile is asked for again, and then shown."""
    _open(page)
    page.locator("#filter").click()
    expect(page.locator("#filter-panel")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("application").press("Shift+ArrowRight")
    expect(page.locator("#picture-strip")).to_contain_text("What you see is kept.")
    expect(page.locator(".tl-event").first).to_be_visible()
    page.locator("#filter-panel").get_by_label("Protests").check()
    expect(page.locator(".gone")).to_contain_text("No answer since")
    expect(page.locator("#rows > .row")).to_have_count(len(ids))
    page.context.set_offline(False)
    page.locator(".gone").get_by_role("button", name="Try now").click()
    expect(page.locator("#rows > .row")).to_have_count(2)
    expect(page.locator(".lane-name")).to_have_text(["Protests"])
    expect(page.locator(".gone")).to_have_count(0)
    expect(page.locator("#picture-strip")).to_be_hidden()
    _shown(page)
    assert complaints and all("ERR_INTERNET_DISCONNECTED" in each for each in complaints)
    complaints.clear()


def test_a_slow_server_is_said(page: Page, ids: dict[str, str]) -> None:
    _open(page)
    waiting = []
    page.route("**/items.json*", lambda route: waiting.append(route))
    page.get_by_role("button", name="Zoom in").click()
    expect(page.locator("#picture-strip")).to_contain_text(re.compile(r"Reading .* …"))
    waiting[-1].continue_()
    expect(page.locator("#picture-strip")).to_be_hidden()


def test_without_scripts_the_list_has_everything(open_page: OpenPage, ids: dict[str, str]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/t/war")
    expect(page.get_by_role("img", name="Picture of the events in time. The list has every event of it.")).to_be_visible()
    expect(page.locator("#rows > .row")).to_have_count(len(ids))


# --- sizes and themes ----------------------------------------------------------------------------------------------------


def test_ten_thousand_events_stay_a_small_page(page: Page, site: Site) -> None:
    """Whatever the window, the page holds a few hundred elements, and every event is drawn or counted."""
    site.store.create_timeline("War", slug="war")
    days = [f"{1990 + at % 30}-{at % 12 + 1:02d}-{at % 28 + 1:02d}" for at in range(10_000)]
    site.store.add_events("war", [_event(f"Raid {at}", each, "Battles" if at % 2 else "Protests") for at, each in enumerate(days)])
    _open(page)
    assert page.evaluate("document.querySelectorAll('#picture *').length") < 2000
    assert _told(page) == 10_000
    page.get_by_role("button", name="Zoom in").click()
    expect(page.locator(".picture-beyond.later")).to_be_visible()
    _shown(page)
    assert page.evaluate("document.querySelectorAll('#picture *').length") < 2000
    edges = [int(re.sub(r"\D", "", page.locator(f".picture-beyond.{side}").inner_text())) for side in ("earlier", "later")]
    assert _told(page) + sum(edges) == 10_000


def _told(page: Page) -> int:
    """Marks drawn and events counted in columns."""
    counted: int = page.evaluate(
        """[...document.querySelectorAll(".tl-band > i")]
            .map(({ dataset }) => Number(dataset.certain) + Number(dataset.possible))
            .reduce((one, other) => one + other, 0)"""
    )
    return counted + page.locator(".tl-event").count()


def test_a_column_says_what_it_counts_and_zooms_in(page: Page, site: Site) -> None:
    site.store.create_timeline("War", slug="war")
    site.store.add_events("war", [_event(f"Raid {at}", f"1990-{at % 12 + 1:02d}-{at % 28 + 1:02d}") for at in range(400)])
    _open(page)
    before = _window(page)
    column = page.locator(".tl-band > i").nth(20)
    column.hover()
    expect(column).to_have_attribute("title", re.compile(r"1990: \d+ events?, \d+ certainly; zoom in$"))
    column.click()
    expect(page.locator("#picture")).not_to_have_attribute("data-window", f"{before[0]:.0f} {before[1]:.0f}")
    _shown(page)
    assert _window(page)[1] - _window(page)[0] < (before[1] - before[0]) / 20


def test_on_a_phone_the_picture_leaves_room_for_the_list(open_page: OpenPage, ids: dict[str, str]) -> None:
    """At most 45 % of the height, nothing wider than the screen, lane names inside."""
    page = open_page(viewport={"width": 390, "height": 844})
    _open(page)
    box = page.locator("#picture").bounding_box()
    assert box is not None
    assert box["height"] <= 844 * 0.45 + 1
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator(".lane-name").first).to_be_in_viewport()
    page.locator(".legend summary").click()
    expect(page.get_by_text("some time within")).to_be_visible()


def test_on_a_phone_lanes_scroll_with_their_names(open_page: OpenPage, site: Site, ids: dict[str, str]) -> None:
    """To an event that is chosen in the list, and by hand: each name stays over its marks."""
    lanes = [_event(f"Event {number}", "1992-05-09", f"Lane {number}") for number in range(12)]
    last = site.store.add_events("war", lanes)[-1].event.id
    page = open_page(viewport={"width": 390, "height": 844})
    _open(page)
    page.locator(f"#rows [data-event='{last}'] > a").click()
    chosen = _mark(page, last)
    expect(chosen).to_have_class(re.compile("is-selected"))
    page.locator("#picture").scroll_into_view_if_needed()
    expect(chosen.locator(".tl-disc")).to_be_in_viewport()
    lane = page.locator(f".lane-name:has-text('{chosen.locator('bdi').inner_text().replace('Event', 'Lane')}')")
    apart = _top(chosen) - _top(lane)
    assert 0 < apart < 40
    box = page.locator(".vis-center").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 300, box["y"] + 120)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 90, steps=4)
    before = _top(lane)
    page.mouse.move(box["x"] + 300, box["y"] + 50, steps=4)
    assert _top(lane) == pytest.approx(before - 40, abs=2)
    assert _top(chosen) - _top(lane) == pytest.approx(apart, abs=1)
    page.mouse.up()


def _top(locator: Locator) -> float:
    box = locator.bounding_box()
    assert box is not None
    return box["y"]


def test_what_is_touched_is_large_enough(open_page: OpenPage, ids: dict[str, str]) -> None:
    """44 px for discs, handles, the key and the menu; at most eight labels, the rest marks alone."""
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    _open(page)
    reach = page.locator(".as-disc").first.evaluate("(disc) => getComputedStyle(disc, '::before').width")
    assert reach == "44px"
    for name in (".legend > summary", ".picture-menu > summary"):
        box = page.locator(name).bounding_box()
        assert box is not None and min(box["width"], box["height"]) >= 44
    assert page.locator(".tl-event:not(.no-label) .tl-label").count() <= 8
    disc = _mark(page, ids["Shelling begins"]).locator(".tl-disc").bounding_box()
    assert disc is not None
    page.touchscreen.tap(disc["x"] + 5, disc["y"] + 5)
    expect(_mark(page, ids["Shelling begins"])).to_have_class(re.compile("is-selected"))


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(22, 25, 28)")])
def test_the_theme_follows_the_system(open_page: OpenPage, ids: dict[str, str], scheme: str, paper: str) -> None:
    page = open_page(color_scheme=scheme)
    _open(page)
    assert page.locator("#picture").evaluate("(element) => getComputedStyle(element).backgroundColor") == paper


def test_forced_colours_keep_the_marks(open_page: OpenPage, ids: dict[str, str]) -> None:
    page = open_page(forced_colors="active")
    _open(page)
    colour = _mark(page, ids["Guns fall silent"]).locator(".tl-fill").evaluate("(element) => getComputedStyle(element).borderTopWidth")
    assert colour == "1px"
