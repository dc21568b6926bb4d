"""The page of the API in a real browser: it shows itself whole, asks nobody else, and its links lead to what they name."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import OpenPage


def test_a_link_in_the_contents_leads_to_its_operation(page: Page) -> None:
    page.goto("/api/docs")
    page.get_by_role("navigation", name="Operations").get_by_role("link", name="Change an event").click()
    section = page.get_by_role("region", name="Change an event")
    expect(section).to_be_in_viewport()
    expect(section).to_contain_text("PATCH /api/v1/timelines/{slug}/events/{event}")
    section.get_by_role("link", name="EventChange").click()
    expect(page.get_by_role("region", name="EventChange", exact=True)).to_be_in_viewport()


def test_a_problem_leads_to_what_is_said_of_it(page: Page) -> None:
    """The `type` of a problem is an address on this page."""
    kind = page.request.get("/api/v1/timelines/nowhere").json()["type"]
    page.goto(kind)
    expect(page.locator(":target")).to_contain_text("404")
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_is_no_wider_than_its_window(open_page: OpenPage, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto("/api/docs")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_page_works_without_scripts(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/api/docs#listEvents")
    expect(page.get_by_role("heading", name="List events", exact=True)).to_be_in_viewport()


def test_a_page_of_ours_writes_with_its_session(page: Page) -> None:
    """As a script of ours would, under the page's own policy."""
    page.goto("/api/docs")
    told = page.evaluate(
        """async () => {
            const headers = {"Content-Type": "application/json", "X-CSRF-Token": document.body.dataset.csrf};
            const answer = await fetch("/api/v1/timelines", {method: "POST", headers, body: JSON.stringify({title: "From a page"})});
            return [answer.status, (await answer.json()).slug];
        }"""
    )
    assert told == [201, "from-a-page"]
