"""Getting about in the picture: zoom in whole units, go to any event, what is asked for ahead, and answers in two parts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.seen import ms, shown, window
from tests.conftest import OpenPage, Site
from timeline.dates import from_edtf
from timeline.events import Event


@pytest.mark.parametrize(
    ("choice", "window"),
    [
        ("One day", (ms(1995, 6, 15), ms(1995, 6, 16))),
        ("One month", (ms(1995, 6), ms(1995, 7))),
        ("One year", (ms(1995), ms(1996))),
        ("Ten years", (ms(1990), ms(2000))),
    ],
)
def test_one_zooms_to_whole_units_round_the_middle(page: Page, raids: list[str], choice: str, window: tuple[int, int]) -> None:
    page.goto(f"/t/war?from={ms(1995, 6, 1)}&to={ms(1995, 6, 30)}")
    shown(page)
    page.locator(".picture-menu > summary").click()
    page.get_by_role("button", name=choice).click()
    expect(page.locator("#picture")).to_have_attribute("data-window", f"{window[0]} {window[1]}")
    expect(page.locator(".picture-menu")).not_to_have_attribute("open", "")


def _press(page: Page, name: str, times: int) -> str:
    """What was said last."""
    for _ in range(times):
        page.get_by_role("button", name=name, exact=True).click()
    shown(page)
    return page.locator("#picture-live").text_content() or ""


def test_zooming_out_ends_where_there_is_nothing_to_see(page: Page, raids: list[str]) -> None:
    page.goto("/t/war")
    shown(page)
    said = _press(page, "Zoom out", 16)
    assert said.startswith("10,000 years: ")
    assert _press(page, "Zoom out", 2) == said
    first, end = window(page)
    assert round((end - first) / 365.2425 / 86_400_000) == 10_000
    assert page.locator(".axis-year").count() > 3


def test_zooming_out_never_leaves_what_dates_can_hold(page: Page, site: Site) -> None:
    site.store.create_timeline("War", slug="war")
    site.store.add_events("war", [Event("Long ago", from_edtf("Y-200000")), Event("Far off", from_edtf("Y200000"))])
    page.goto("/t/war")
    shown(page)
    said = _press(page, "Zoom out", 4)
    assert "NaN" not in said
    assert page.locator(".axis-year").count() > 3


def test_zooming_in_ends_at_a_minute(page: Page, raids: list[str]) -> None:
    """The axis counts minutes, and what is said has times of day."""
    noon = ms(1995, 6, 15) + 12 * 3_600_000
    page.goto(f"/t/war?from={noon - 3_600_000}&to={noon + 3_600_000}")
    shown(page)
    assert _press(page, "Zoom in", 1) == "60 minutes: 15 Jun 1995, 11:30–12:30"
    expect(page.locator(".axis-label").first).to_have_text("11:40")
    said = _press(page, "Zoom in", 8)
    assert said in ("1 minute: 15 Jun 1995, 12:00–12:01", "1 minute: 15 Jun 1995, 11:59–12:00", "1 minute: 15 Jun 1995, 11:59–12:01")
    page.wait_for_function("() => { const [a, b] = document.getElementById('picture').dataset.window.split(' '); return b - a === 60000; }")


@pytest.mark.parametrize("width", [1280, 390])
def test_one_goes_to_the_first_last_next_and_previous_event(open_page: OpenPage, raids: list[str], width: int) -> None:
    """By buttons; the event opens beside, however far it lies and however crowded its lane is."""
    page = open_page(viewport={"width": width, "height": 844})
    page.goto(f"/t/war?from={ms(1995)}&to={ms(1996)}")
    shown(page)
    for name, at in (("Last event", 359), ("Previous event", 358), ("First event", 0), ("Next event", 1)):
        page.locator(".picture-menu > summary").click()
        page.get_by_role("button", name=name).click()
        expect(page.locator(f".tl-event.is-selected[data-event='{raids[at]}']")).to_be_visible()
        shown(page)
    page.wait_for_url(re.compile(f"event={raids[1]}"))


def test_keys_go_on_beyond_what_is_drawn(page: Page, raids: list[str]) -> None:
    page.goto(f"/t/war?from={ms(1995)}&to={ms(1995, 2)}")
    shown(page)
    live = page.locator("#picture-live")
    page.get_by_role("application").focus()
    page.keyboard.press("j")
    expect(live).to_have_text(re.compile("^Raid 180:"))
    page.keyboard.press("j")
    expect(live).to_have_text(re.compile("^Raid 181:"))
    page.keyboard.press("Home")
    expect(live).to_have_text(re.compile("^Raid 0:"))
    page.keyboard.press("End")
    expect(live).to_have_text(re.compile("^Raid 359:"))
    expect(page.locator("#detail")).to_have_count(0)


def test_the_windows_beside_are_asked_for_while_the_hand_rests(page: Page, raids: list[str]) -> None:
    """So what lies there is drawn at once, while the server is still asked for the window itself."""
    start, end = ms(1995), ms(1996)
    beside = f"from={end}&to={end + (end - start)}"
    with page.expect_response(lambda answer: beside in answer.url):
        page.goto(f"/t/war?from={start}&to={end}")
    shown(page)
    asked: list[str] = []
    page.route("**/items.json*", lambda route: asked.append(route.request.url))
    page.get_by_role("application").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(f".tl-event[data-event='{raids[194]}']")).to_be_visible()
    expect(page.locator("#picture[data-state=reading]")).to_be_visible()
    expect(page.locator("#picture-strip")).to_contain_text("Reading")
    assert asked and beside not in asked[0]
    page.unroute_all(behavior="ignoreErrors")


def test_a_window_seen_before_is_not_asked_for_again(page: Page, raids: list[str]) -> None:
    page.goto(f"/t/war?from={ms(1995)}&to={ms(1996)}")
    shown(page)
    page.get_by_role("application").focus()
    page.keyboard.press("0")
    expect(page.locator(".picture-beyond.earlier")).to_be_hidden()
    shown(page)
    whole = window(page)
    page.keyboard.press("+")
    expect(page.locator(".picture-beyond.earlier")).to_be_visible()
    shown(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if f"from={whole[0]}&to={whole[1]}" in request.url else None)
    page.keyboard.press("0")
    expect(page.locator(".picture-beyond.earlier")).to_be_hidden()
    shown(page)
    assert asked == []


def test_where_counting_takes_long_the_important_come_first(page: Page, raids: list[str]) -> None:
    """Marks are drawn while the columns are still being counted; then every event is told."""
    held = []
    page.route(re.compile(r"items\.json"), lambda route: route.continue_() if "part=items" in route.request.url else held.append(route))
    page.goto("/t/war?q=raid")
    expect(page.locator(".tl-event").first).to_be_visible()
    expect(page.locator("#picture")).to_have_attribute("data-state", "reading")
    expect(page.locator(".tl-band > i")).to_have_count(0)
    held[0].continue_()
    shown(page)
    counted = page.locator(".tl-band > i").evaluate_all(
        "(columns) => columns.reduce((sum, { dataset }) => sum + Number(dataset.certain) + Number(dataset.possible), 0)"
    )
    assert counted + page.locator(".tl-event").count() == 360


@pytest.mark.parametrize("quick", ["actor tag", "actor dates"])
def test_the_page_tells_its_script_what_is_quick_to_count(page: Page, site: Site, raids: list[str], quick: str) -> None:
    """The script keeps no list of its own, which could come to differ from the one by which the page asks ahead."""
    site.app.jinja_env.globals["QUICK"] = tuple(quick.split())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/items.json" in request.url else None)
    page.goto("/t/war?actor=A&tag=B&match=certainly")
    expect(page.locator("#picture[data-state=empty]")).to_be_attached()
    assert any("part=items" in each for each in asked) == ("tag" not in quick)


def test_one_who_comes_back_before_the_answer_sees_what_lies_there(page: Page, raids: list[str]) -> None:
    """The answer of the window that was left does not keep the picture waiting, and is not drawn."""
    page.goto(f"/t/war?from={ms(1995)}&to={ms(1996)}")
    shown(page)
    away = re.compile(f"from={(3 * ms(1995) + ms(1996)) // 4}&")
    held: list[Route] = []
    page.route(away, lambda route: held.append(route))
    with page.expect_request(away):
        page.get_by_role("application").press("+")
    with page.expect_event("requestfailed", lambda request: away.search(request.url) is not None):
        page.get_by_role("application").press("-")
    shown(page)
    assert window(page) == (ms(1995), ms(1996))
    page.unroute_all(behavior="ignoreErrors")


def test_what_has_no_date_is_opened_while_the_picture_waits(page: Page, site: Site, raids: list[str]) -> None:
    """There is nowhere to go to, and the window that one had come to is drawn all the same."""
    site.store.add_events("war", [Event("Rumour", category="Battles")])
    page.goto(f"/t/war?from={ms(1995)}&to={ms(1996)}&cursor=last")
    shown(page)
    away = re.compile(rf"/items\.json.*from={(3 * ms(1995) + ms(1996)) // 4}&")
    page.route(away, lambda route: route.continue_() if "event=" in route.request.url else None)
    with page.expect_request(away):
        page.get_by_role("application").press("+")
    page.locator("#rows > .row > a", has_text="Rumour").click()
    expect(page.locator("#detail-title")).to_have_text("Rumour")
    shown(page)
    expect(page.locator("#picture")).to_have_attribute("data-window", re.compile(f"^{(3 * ms(1995) + ms(1996)) // 4} "))
    page.unroute_all(behavior="ignoreErrors")


def test_an_event_keeps_its_row_as_long_as_it_is_free(page: Page, raids: list[str]) -> None:
    """Also the most important one, which is placed before there are other rows; and no row stays empty."""
    page.goto("/t/war")
    rows = page.evaluate("""async (rowsBefore) => {
      const { stack } = await import("/static/js/0000000000000000/picture/layout.js");
      const items = [..."abc"].map((id) => ({ id, mark: {} }));
      const places = new Map([..."abc"].map((id) => [id, { from: 0, to: id === "c" ? -100 : 50, height: 20 }]));
      return stack(items, places, new Map(rowsBefore), 9).rows.map((row) => row.map(({ id }) => id).join(""));
    }""", [["a", 4], ["b", 1]])  # fmt: skip
    assert rows == ["c", "b", "a"]


def test_a_picture_that_was_empty_is_moved_while_its_next_answer_is_on_the_way(page: Page, raids: list[str]) -> None:
    """Nothing complains, and the answer is drawn when it comes."""
    page.goto("/t/war")
    shown(page)
    page.locator("#search").fill("zzzz")
    page.locator("#search").press("Enter")
    expect(page.locator("#picture[data-state=empty]")).to_be_attached()
    held: list[Route] = []
    page.route("**/items.json*", lambda route: held.append(route))
    with page.expect_request("**/items.json*"):
        page.get_by_role("link", name="Everything").click()
    page.locator("#picture-lanes").focus()
    page.keyboard.press("+")
    for each in held:
        each.continue_()
    page.unroute_all()
    shown(page)
    wide = page.locator(".overview-strip").evaluate("(strip) => strip.clientWidth")
    expect(page.locator(".overview-columns")).to_have_attribute("viewBox", f"0 0 {wide} 40")


def test_a_window_that_is_left_while_a_filter_is_on_its_way_does_not_come_back(open_page: OpenPage, raids: list[str]) -> None:
    """What was to be asked of it is not asked any more, and the picture does not wait for it."""
    page = open_page(reduced_motion="reduce")
    page.clock.install()
    page.goto(f"/t/war?from={ms(1995)}&to={ms(1996)}")
    shown(page)
    held: list[Route] = []
    page.route("**/items.json?q=raid*", lambda route: held.append(route))
    with page.expect_request("**/items.json?q=raid*"):
        page.locator("#search").fill("raid")
        page.locator("#search").press("Enter")
    page.clock.pause_at(page.evaluate("() => Date.now()") + 1000)
    page.get_by_role("application").press("+")
    page.clock.run_for(250)  # vis tells of a window after 200 ms, and it is asked for 120 ms later
    expect(page.locator("#picture")).to_have_attribute("data-window", f"{(3 * ms(1995) + ms(1996)) // 4} {(ms(1995) + 3 * ms(1996)) // 4}")
    page.unroute("**/items.json?q=raid*")  # and what was held goes on
    expect(page.locator("#picture")).to_have_attribute("data-window", f"{ms(1995)} {ms(1996)}")
    page.clock.resume()
    page.clock.fast_forward(2000)
    shown(page)
    assert window(page) == (ms(1995), ms(1996))
