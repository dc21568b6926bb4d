"""The address of the page says what the page shows, whichever answer comes first, and Back and Forward lead through it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.seen import ms, shown, window
from tests.conftest import OpenPage, Site

MOVED = (ms(1995, 7, 2) + 43_200_000, ms(1996, 7, 1) + 43_200_000)  # from 1995, by half a window


def _moved(page: Page, query: str = "") -> str:
    """The address of a page whose picture was moved."""
    page.goto(f"/t/war?from={ms(1995)}&to={ms(1996)}{query}")
    shown(page)
    page.get_by_role("application").press("Shift+ArrowRight")
    page.wait_for_url(f"**from={MOVED[0]}**")
    return page.url


class Gate:
    """Answers wait behind it until it is opened."""

    def __init__(self, page: Page, address: str) -> None:
        self.held: list[Route] = []
        self.is_open = False
        page.route(address, self.arrived)

    def arrived(self, route: Route) -> None:
        if self.is_open:
            route.continue_()
        else:
            self.held.append(route)

    def open(self) -> None:
        self.is_open = True
        for each in self.held:
            each.continue_()


def _row(page: Page, event: str) -> None:
    page.locator(f"#rows > .row[data-event='{event}'] > a").click()


def _holds_window(page: Page) -> None:
    """The address comes to say the window that is shown."""
    page.wait_for_function("""() => {
      const { state, window } = document.getElementById("picture").dataset;
      const query = new URLSearchParams(location.search);
      return state === "shown" && window === `${query.get("from")} ${query.get("to")}`;
    }""")


def test_back_leads_to_the_window_as_it_was(page: Page, raids: list[str]) -> None:
    page.goto(f"/t/war?from={ms(1995)}&to={ms(1996)}")
    shown(page)
    page.locator(f".tl-event[data-event='{raids[15 * 12 + 5]}']").dispatch_event("click")
    expect(page.locator("#detail-title")).to_have_text("Raid 185")
    page.get_by_role("application").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#picture")).to_have_attribute("data-window", f"{ms(1995, 7, 2) + 43_200_000} {ms(1996, 7, 1) + 43_200_000}")
    page.wait_for_url(f"**from={ms(1995, 7, 2) + 43_200_000}**")
    page.go_back()
    expect(page.locator("#detail-pane")).to_be_hidden()
    expect(page.locator("#picture")).to_have_attribute("data-window", f"{ms(1995)} {ms(1996)}")
    page.go_forward()
    expect(page.locator("#detail-title")).to_have_text("Raid 185")
    expect(page.locator("#picture")).to_have_attribute("data-window", f"{ms(1995, 7, 2) + 43_200_000} {ms(1996, 7, 1) + 43_200_000}")


def test_the_window_of_an_event_is_not_written_to_the_page_that_is_left(page: Page, raids: list[str]) -> None:
    """Even when its detail takes longer to come than its picture."""
    page.goto(f"/t/war?from={ms(1995)}&to={ms(1996)}")
    shown(page)
    page.get_by_role("application").press("Shift+ArrowRight")
    page.wait_for_url(f"**from={ms(1995, 7, 2) + 43_200_000}**")
    left, details = page.url, Gate(page, "**/t/war/e/*")
    page.locator(f"#rows > .row[data-event='{raids[0]}'] > a").click()
    expect(page.locator("#picture")).to_have_attribute("data-window", f"{ms(1979, 7, 17)} {ms(1980, 7, 16)}")
    shown(page)
    assert page.url == left
    details.open()
    expect(page.locator("#detail-title")).to_have_text("Raid 0")
    page.wait_for_url("**event=**")
    assert f"from={window(page)[0]}&" in f"{page.url}&"
    page.go_back()
    expect(page).to_have_url(left)
    expect(page.locator("#picture")).to_have_attribute("data-window", f"{ms(1995, 7, 2) + 43_200_000} {ms(1996, 7, 1) + 43_200_000}")


@pytest.mark.parametrize("detail_first", [True, False])
def test_a_filter_chosen_while_a_detail_is_on_its_way_does_not_lose_it(page: Page, raids: list[str], detail_first: bool) -> None:
    """Whichever comes first, both are in the address."""
    page.goto("/t/war")
    shown(page)
    details, pages = Gate(page, "**/t/war/e/*"), Gate(page, "**/t/war?q=raid*")
    with page.expect_request("**/t/war/e/*"):
        page.locator(f"#rows > .row[data-event='{raids[0]}'] > a").click()
    with page.expect_request("**/t/war?q=raid*"):
        page.locator("#search").fill("raid")
        page.locator("#search").press("Enter")
    first, then = (details, pages) if detail_first else (pages, details)
    first.open()
    if detail_first:
        expect(page.locator("#detail-title")).to_have_text("Raid 0")
    else:
        expect(page).to_have_url(re.compile("q=raid"))
    then.open()
    expect(page.locator("#detail-title")).to_have_text("Raid 0")
    expect(page).to_have_url(re.compile("q=raid.*event=|event=.*q=raid"))


def test_a_window_is_kept_when_a_filter_is_said_in_another_order(page: Page, raids: list[str]) -> None:
    """Links of the page and its form put addresses together differently."""
    page.goto("/t/war?match=certainly&category=Battles")
    shown(page)
    page.locator("#filter").click()
    expect(page).to_have_url(re.compile("category=Battles.*match=certainly|show=filter"))
    page.evaluate("() => history.replaceState(null, '', '?category=Battles&q=&match=certainly')")
    page.get_by_role("application").press("+")
    expect(page).to_have_url(re.compile("from="))
    shown(page)
    _holds_window(page)


def test_an_event_on_another_page_of_the_list_keeps_its_window(page: Page, raids: list[str]) -> None:
    """The list goes to its page afterwards, and the address with it."""
    _moved(page, "&cursor=last")
    details = Gate(page, "**/t/war/e/*")
    page.get_by_role("application").press("Home")
    expect(page.locator("#picture")).not_to_have_attribute("data-window", f"{MOVED[0]} {MOVED[1]}")
    page.get_by_role("application").press("Enter")
    shown(page)
    details.open()
    expect(page.locator("#detail-title")).to_have_text("Raid 0")
    expect(page.locator(f"#rows > .row[data-event='{raids[0]}']")).to_be_visible()
    expect(page).not_to_have_url(re.compile("cursor="))
    _holds_window(page)


def test_a_detail_that_is_closed_before_it_came_leaves_the_window_as_it_is(open_page: OpenPage, raids: list[str]) -> None:
    page = open_page(reduced_motion="reduce")
    _moved(page)
    _row(page, raids[1])
    expect(page.locator("#detail-title")).to_have_text("Raid 1")
    expect(page.locator(f".vis-item .tl-event[data-event='{raids[1]}']")).to_be_visible()
    _holds_window(page)
    before = page.url
    Gate(page, "**/t/war/e/*")
    _row(page, raids[40])
    expect(page.locator(f".vis-item .tl-event.is-selected[data-event='{raids[40]}']")).to_be_visible()
    shown(page)
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("event="))
    _holds_window(page)
    page.unroute_all(behavior="ignoreErrors")
    page.go_back()
    expect(page).to_have_url(before)


def test_an_event_that_is_gone_leaves_everything_as_it_was(page: Page, site: Site, raids: list[str], complaints: list[str]) -> None:
    """The one that is open stays selected, and windows are written as before."""
    _moved(page)
    _row(page, raids[1])
    expect(page.locator("#detail-title")).to_have_text("Raid 1")
    site.store.bin_event("war", raids[2])
    site.store.erase_event("war", raids[2])
    _row(page, raids[2])
    expect(page.locator("#live")).to_have_text("This event is not there any more")
    assert "404" in complaints.pop()
    expect(page.locator("#detail-title")).to_have_text("Raid 1")
    expect(page.locator("#picture .tl-event.is-selected")).to_have_attribute("data-event", raids[1])
    _row(page, raids[1])
    page.get_by_role("application").press("+")
    shown(page)
    _holds_window(page)


def test_steps_back_in_haste_leave_the_way_forward(page: Page, raids: list[str]) -> None:
    """Where the list is put in place before the detail of the step has come."""
    page.goto("/t/war")
    shown(page)
    _row(page, raids[0])
    expect(page.locator("#detail-title")).to_have_text("Raid 0")
    page.keyboard.press("Escape")
    expect(page.locator("#detail-pane")).to_be_hidden()
    page.locator("#search").fill("raid")
    page.locator("#search").press("Enter")
    expect(page).to_have_url(re.compile("q=raid"))
    shown(page)
    known = page.evaluate("history.length")
    details = Gate(page, "**/t/war/e/*")
    page.evaluate("history.go(-2)")
    expect(page.locator("#search")).to_have_value("")
    details.open()
    expect(page.locator("#detail-title")).to_have_text("Raid 0")
    assert page.evaluate("history.length") == known
    page.evaluate("history.go(2)")
    expect(page).to_have_url(re.compile("q=raid"))
    expect(page.locator("#detail-pane")).to_be_hidden()
