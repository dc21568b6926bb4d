"""The first picture is drawn before vis-timeline has come: in the same place, and to be used; it stays if vis never comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import OpenPage, Site
from timeline.dates import from_edtf
from timeline.events import Event

VIS = re.compile(r"/gen/vis\.\w+\.js")
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# where each mark, label, header and column lies; {"label of e1": [left, top, width, height]}
PLACES = """() => {
  const name = (each) => `${each.className} of ${each.closest("[data-event], [data-lane]")?.outerHTML.slice(0, 90) ?? each.dataset.from}`;
  const found = [...document.querySelectorAll(".tl-label, .tl-disc, .tl-bar, .lane-head, .lane-counts, .tl-band > i")];
  const box = ({ left, top, width, height }) => [left, top, width, height];
  const seen = found.filter((each) => each.checkVisibility() && each.getBoundingClientRect().top < innerHeight / 2);
  return Object.fromEntries(seen.map((each) => [name(each), box(each.getBoundingClientRect())]));
}"""
# what is on the page after each task and in each frame: the events that were there twice, and those that were gone again
WATCHED = """() => {
  const [seen, twice, gone] = [new Set(), new Set(), new Set()];
  const drawn = () => [...document.querySelectorAll(".tl-event")].map((each) => each.dataset.event);
  const look = () => drawn().forEach((id, at, all) => all.indexOf(id) === at || twice.add(id));
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  const painted = new MessageChannel(); // answers after the frame
  painted.port1.onmessage = () => {
    const now = new Set(drawn());
    for (const id of seen) if (!now.has(id)) gone.add(id);
    for (const id of now) seen.add(id);
    requestAnimationFrame(() => painted.port2.postMessage(null));
  };
  requestAnimationFrame(() => painted.port2.postMessage(null));
  window.watched = () => ({ seen: seen.size, twice: [...twice], gone: [...gone] });
}"""


@pytest.fixture
def ids(site: Site) -> list[str]:
    """An event of every kind of mark in two lanes, and 200 to be counted in columns."""
    site.store.create_timeline("War", slug="war")
    dates = ["1992-02-01/1993-05-31", "1994", "1994-05-12", "1990~", "1994-09-01/..", "../1988"]
    few = [Event(f"Siege {edtf}", from_edtf(edtf), category="Battles" if at % 2 else "Protests") for at, edtf in enumerate(dates)]
    many = [Event(f"Raid {at}", from_edtf(f"{1985 + at % 15}-{at % 12 + 1:02d}-15"), category="Battles") for at in range(200)]
    return [each.event.id for each in site.store.add_events("war", [*few, *many])]


@contextmanager
def _held(page: Page) -> Iterator[None]:
    """Within, vis-timeline does not come."""
    waiting: list[Route] = []
    page.route(VIS, lambda route: waiting.append(route))
    yield
    for each in waiting:
        each.continue_()


def _first(page: Page, query: str = "") -> None:
    page.goto(f"/t/war{query}", wait_until="commit")
    expect(page.locator(".first-box .tl-event").first).to_be_visible()


def _window(page: Page) -> list[float]:
    return [float(each) for each in (page.locator("#picture").get_attribute("data-window") or "").split()]


def _places(page: Page) -> dict[str, list[float]]:
    found: dict[str, list[float]] = page.evaluate(PLACES)
    return found


@pytest.mark.parametrize("query", ["", "?axis=rtl", "?lanes=none", "?dates=1994"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_first_picture_lies_where_vis_draws_it(open_page: OpenPage, ids: list[str], viewport: dict[str, int], query: str) -> None:
    page = open_page(viewport=viewport)
    with _held(page):
        _first(page, query)
        before = _places(page)
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    expect(page.locator(".picture-first")).to_have_count(0)
    after = _places(page)
    assert len(before) > 8
    assert before.keys() == after.keys()
    for name, box in before.items():
        assert box == pytest.approx(after[name], abs=1), name


@pytest.mark.parametrize("query", ["", "?lanes=none"])
def test_no_event_is_twice_on_the_page_or_gone_for_a_frame_when_vis_takes_over(page: Page, ids: list[str], query: str) -> None:
    page.add_init_script(f"({WATCHED})()")
    with _held(page):
        _first(page, query)
        page.wait_for_function("() => watched().seen > 5")
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    expect(page.locator(".vis-item .tl-event").first).to_be_visible()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    watched = page.evaluate("() => watched()")
    assert watched["seen"] > 5
    assert watched["twice"] == []
    assert watched["gone"] == []


def test_the_first_picture_moves_by_keys_and_buttons_and_vis_takes_over_where_it_stands(page: Page, ids: list[str]) -> None:
    with _held(page):
        _first(page)
        [start, end] = _window(page)
        page.get_by_role("button", name="Zoom in").click()
        page.get_by_role("application").press("ArrowRight")
        expect(page.locator("#picture")).not_to_have_attribute("data-window", f"{start:.0f} {end:.0f}")
        moved = _window(page)
        assert moved[1] - moved[0] == pytest.approx((end - start) / 2, rel=0.01)
        page.locator(f".first-box .tl-event[data-event='{ids[2]}'] .tl-disc").click()
        expect(page.locator("#detail-title")).to_have_text("Siege 1994-05-12")
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    assert _window(page) == pytest.approx(moved, abs=2)
    expect(page.locator(".vis-item .tl-event.is-selected")).to_have_attribute("data-event", ids[2])


def test_vis_may_come_while_nothing_is_found(page: Page, ids: list[str]) -> None:
    """Nothing complains, and what is found next is drawn by it."""
    with _held(page):
        _first(page)
        page.locator("#search").fill("zzzz")
        page.locator("#search").press("Enter")
        expect(page.locator("#picture[data-state=empty]")).to_be_attached()
    expect(page.locator(".picture-first")).to_have_count(0)
    expect(page.locator("#picture[data-state=empty]")).to_be_attached()
    page.get_by_role("link", name="Everything").click()
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    expect(page.locator(".vis-item .tl-event").first).to_be_visible()


def test_the_lanes_stay_where_they_were_scrolled_to(page: Page, site: Site, ids: list[str]) -> None:
    site.store.add_events("war", [Event(f"Talks {at}", from_edtf("1994"), actors=(f"Side {at}",)) for at in range(14)])
    with _held(page):
        _first(page, "?lanes=actor")
        assert page.locator(".picture-first").evaluate("(layer) => (layer.scrollTop = 30, layer.scrollTop)") == 30
        before = _places(page)
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    expect(page.locator(".picture-first")).to_have_count(0)
    name = next(name for name in before if name.startswith("lane-counts"))
    expect(page.locator(".lane-counts").first).to_be_visible()
    page.wait_for_function(
        "(top) => Math.abs(document.querySelector('.lane-counts').getBoundingClientRect().top - top) < 2", arg=before[name][1]
    )


def test_the_wheel_zooms_the_first_picture(page: Page, ids: list[str]) -> None:
    with _held(page):
        _first(page, "?lanes=none")
        [start, end] = _window(page)
        box = page.locator("#picture-lanes").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 100)
        page.mouse.wheel(0, -100)
        expect(page.locator("#picture")).not_to_have_attribute("data-window", f"{start:.0f} {end:.0f}")
        assert _window(page)[1] - _window(page)[0] < end - start


def test_a_picture_without_vis_says_that_it_cannot_be_dragged(page: Page, ids: list[str], complaints: list[str]) -> None:
    """Everything but dragging goes on; to open the page again brings the whole picture."""
    page.route(VIS, lambda route: route.abort())
    _first(page)
    strip = page.locator("#picture-strip")
    expect(strip).to_contain_text("A part of the picture did not come, so it cannot be dragged.")
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    [start, end] = _window(page)
    page.get_by_role("application").press("+")
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()
    assert _window(page)[1] - _window(page)[0] == pytest.approx((end - start) / 2, rel=0.01)
    expect(strip).to_be_visible()
    page.unroute(VIS)
    strip.get_by_role("button", name="Open again").click()
    expect(page.locator(".vis-item .tl-event").first).to_be_visible()
    expect(strip).to_be_hidden()
    assert complaints and all("ERR_FAILED" in each for each in complaints)
    complaints.clear()
