"""The reading view in a real browser: readings beside or under their lines, and events made of what somebody chose."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import OpenPage, Site
from timeline import pipeline
from timeline.events import STATUSES
from timeline.store import Filter, StoredEvent

TEXT = (
    "Now it is quiet.\r\n\r\n😀 Шуша: the road was closed last month. Talks lasted 44 days.\r\n\r\n"
    "The truce of 05/12/1994 held for years.\n"
)
CHOOSE = """(words) => {
  const text = document.getElementById("document-text");
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = []; let whole = "";
  while (walk.nextNode()) { nodes.push([whole.length, walk.currentNode]); whole += walk.currentNode.data; }
  const at = whole.indexOf(words), end = at + words.length;
  const find = (place) => nodes.filter(([start]) => start <= place).at(-1);
  const [from, first] = find(at), [to, last] = find(end - 1);
  getSelection().setBaseAndExtent(first, at - from, last, end - to);
}"""


@pytest.fixture
def slug(site: Site) -> str:
    return site.store.create_timeline("South Caucasus", "caucasus").slug


@pytest.fixture
def document(site: Site, slug: str) -> str:
    return pipeline.keep(site.store, slug, TEXT, published="2023-05-10", title="Report", accept=False).document.id


def events(site: Site, slug: str) -> dict[str, StoredEvent]:
    return {each.event.title: each for each in site.store.each_event(slug, Filter(statuses=STATUSES))}


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"]


def test_each_reading_stands_beside_its_line_and_none_on_another(page: Page, slug: str, document: str) -> None:
    page.goto(f"/t/{slug}/d/{document}")
    notes = page.locator(".reading-note")
    expect(notes).not_to_have_count(0)
    boxes = [box for box in (notes.nth(each).bounding_box() for each in range(notes.count())) if box]
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(boxes))
    assert abs(boxes[0]["y"] - top(page, ".timex")) < 30


def test_focus_marks_the_words_and_their_reading(page: Page, slug: str, document: str) -> None:
    page.goto(f"/t/{slug}/d/{document}")
    mark = page.locator(".timex", has_text="44 days")
    mark.focus()
    expect(page.locator(".reading-note.noted")).to_contain_text("how long")
    expect(mark).to_have_class("timex noted")
    page.keyboard.press("Escape")
    expect(page.locator(".noted")).to_have_count(0)


def test_on_a_phone_the_reading_unfolds_under_its_line(open_page: OpenPage, slug: str, document: str) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(f"/t/{slug}/d/{document}")
    mark = page.locator(".timex", has_text="44 days")
    mark.focus()
    card = page.locator(".note-card")
    expect(card).to_contain_text("how long")
    box, line = card.bounding_box(), mark.bounding_box()
    assert box is not None and line is not None
    assert box["y"] >= line["y"] + line["height"] - 1
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_chosen_words_become_an_event_that_quotes_them(page: Page, site: Site, slug: str, document: str) -> None:
    """Characters beyond the first plane and line ends of two characters do not shift the place."""
    page.goto(f"/t/{slug}/d/{document}")
    page.evaluate(CHOOSE, "the road was closed last month")
    page.locator("#make-event").click()
    expect(page.get_by_label("Quote")).to_have_value("the road was closed last month")
    page.get_by_label("What happened").fill("The road closed again")
    page.get_by_role("button", name="Add event", exact=True).click()
    expect(page.locator(".done")).to_contain_text("Added")
    (one,) = events(site, slug)["The road closed again"].event.evidence
    assert TEXT[one.start : one.end] == "the road was closed last month"


def test_a_date_is_corrected_in_the_margin(page: Page, site: Site, slug: str, document: str) -> None:
    page.goto(f"/t/{slug}/d/{document}")
    note = page.locator(".reading-note.of-event", has_text="road")
    note.get_by_text("Correct the date").click()
    note.get_by_label("When").fill("March 2023")
    note.get_by_role("button", name="Save").click()
    expect(page.locator(".done")).to_contain_text("Date corrected")
    expect(page.locator(".reading-note.of-event", has_text="road")).to_contain_text("1–31 Mar 2023")


def test_a_corrected_publication_date_moves_suggestions_and_asks_for_the_rest(page: Page, site: Site, slug: str, document: str) -> None:
    road = next(each for title, each in events(site, slug).items() if "road" in title)
    site.store.decide(slug, [road.event.id], "accepted")
    page.goto(f"/t/{slug}/d/{document}")
    page.get_by_role("link", name="Correct", exact=True).first.click()
    page.get_by_label("Published in words").fill("10 February 2021")
    expect(page.locator("#published-reading")).to_contain_text("10 Feb 2021")
    page.get_by_role("button", name="Save and read again").click()
    asked = page.locator(".reread")
    expect(asked).to_contain_text("1–30 Apr 2023")
    expect(asked).to_contain_text("1–31 Jan 2021")
    asked.get_by_role("button", name="Change").click()
    expect(page.get_by_role("heading", name="No date asks anything.")).to_be_visible()
    date = site.store.event(slug, road.event.id).event.date
    assert date is not None and date.edtf == "2021-01"
    page.locator("#undo-last").click()
    expect(page.locator(".reread")).to_have_count(1)
