"""Merging with the keyboard alone: in the review, on the page of pairs, undone, and split again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Site
from timeline import pipeline
from timeline.events import STATUSES
from timeline.extraction import extract
from timeline.store import Filter

MORNING = (
    "Armenian forces captured the town of Shusha on 9 May 1992. Missiles struck the city of Ganja on 17 October 2020, killing thirteen."
)
EVENING = """Shusha, the last stronghold in Karabakh, fell to Armenian fighters on 9 May 1992.
A rocket struck the city of Ganja on 17 October 2020 and killed thirteen people. A bridge was opened on 3 June 2021."""


@pytest.fixture
def slug(site: Site) -> str:
    """Two papers that tell two events in common, and one of them a third."""
    slug = site.store.create_timeline("South Caucasus", "caucasus").slug
    for text, title in ((MORNING, "Morning Paper"), (EVENING, "Evening Paper")):
        reading = extract(text, published="2021-07")
        site.store.add_document(slug, pipeline.document(text, reading, title, title), reading, accept=title == "Morning Paper")
    return slug


def count(site: Site, slug: str, *statuses: str) -> int:
    return site.store.count(slug, Filter(statuses=statuses or STATUSES))  # type: ignore[arg-type]


def test_the_review_merges_undoes_and_goes_on(page: Page, site: Site, slug: str) -> None:
    """m merges the card into what was accepted, and the next card stands where it stood; u takes it back; d says that it is another."""
    page.goto(f"/t/{slug}/review")
    cards = page.locator("#suggestions > .card")
    expect(cards).to_have_count(3)
    page.keyboard.press("j")
    expect(cards.nth(0)).to_be_focused()
    page.keyboard.press("m")
    expect(page.locator(".done")).to_contain_text("Merged 2 into one")
    expect(cards).to_have_count(2)
    expect(cards.nth(0)).to_be_focused()
    assert count(site, slug, "accepted") == 2
    page.keyboard.press("u")
    expect(cards).to_have_count(3)
    expect(page.locator(".done")).to_contain_text("Undid")
    page.keyboard.press("j")
    page.keyboard.press("d")
    expect(page.locator(".done")).to_contain_text("Not the same")
    expect(page.locator(".maybe")).to_have_count(1)


def test_pairs_are_merged_one_after_the_other(page: Page, site: Site, slug: str) -> None:
    """With another title and its own date; then the event shows both accounts and lets one go again."""
    page.goto(f"/t/{slug}/same")
    pairs = page.locator("#suggestions > .card")
    expect(pairs).to_have_count(2)
    page.keyboard.press("j")
    pairs.nth(0).get_by_role("radio", name=re.compile("Keep the title: .*rocket", re.IGNORECASE)).check()
    page.keyboard.press("m")
    expect(pairs).to_have_count(1)
    expect(pairs.nth(0)).to_be_focused()
    page.keyboard.press("m")
    expect(page.get_by_role("heading", name="No two events look the same.")).to_be_visible()
    assert (count(site, slug), count(site, slug, "accepted")) == (3, 2)
    page.goto(f"/t/{slug}")
    page.get_by_role("link", name=re.compile("A rocket struck")).click()
    detail = page.locator("#detail")
    expect(detail).to_contain_text("Corroborated by 2 independent sources")
    detail.get_by_role("button", name="Split off account 2").click()
    expect(page.locator(".done")).to_contain_text("Split off")
    expect(page.locator("#detail")).to_contain_text("Missiles struck")
    assert count(site, slug) == 4


def test_events_ticked_in_the_list_are_merged(page: Page, site: Site, slug: str) -> None:
    page.goto(f"/t/{slug}?tick=1")
    for box in page.locator("#rows [type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Merge ticked").click()
    expect(page.get_by_role("heading", name="Merge 2 events")).to_be_visible()
    page.get_by_role("button", name="Merge into one").click()
    expect(page.locator("#detail")).to_contain_text("Disputed within a single source")
    assert count(site, slug, "accepted") == 1
