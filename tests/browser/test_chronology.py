"""From articles to a chronology: imported together, reviewed with the keyboard alone, merged, and exported with every account."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT, Site
from timeline.events import STATUSES
from timeline.store import Filter

SEEDS = ROOT / "seeds"
TOLD = ("talks-agency.txt", "talks-weekly.txt", "talks-chronicle.txt")
LONGEST = 200  # cards; a review that does not end by then goes in a circle


@pytest.fixture
def slug(site: Site) -> str:
    return site.store.create_timeline("South Caucasus", "caucasus").slug


def count(site: Site, slug: str, *statuses: str, asks: bool | None = None) -> int:
    return site.store.count(slug, Filter(statuses=statuses or STATUSES, asks=asks))  # type: ignore[arg-type]


def add(page: Page, slug: str, files: list[Path], finished: str) -> None:
    page.goto(f"/t/{slug}/import")
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text(finished)).to_be_visible(timeout=60_000)


def decide(page: Page, site: Site, slug: str) -> None:
    """On the card that has the focus: what may be the same is merged, the rest accepted. The next card then has the focus."""
    left = count(site, slug, "suggested")
    card = page.locator("#suggestions > .card:focus")
    expect(card).to_have_count(1)
    page.keyboard.press("m" if card.locator("[data-key=m]").count() else "a")
    expect(page.locator(".tabline [aria-current=page]")).not_to_have_text(f"To do {left}")


def test_four_articles_become_one_chronology_by_keys_alone(page: Page, site: Site, slug: str, shared: Path) -> None:
    article = shared / "seeds" / "article.txt"
    add(page, slug, [article, *(SEEDS / name for name in TOLD)], "4 of 4 files: 4 read")
    suggested = count(site, slug, "suggested")
    assert suggested > 20
    page.goto(f"/t/{slug}/review")
    page.keyboard.press("j")
    for _ in range(LONGEST):
        if not count(site, slug, "suggested"):
            break
        decide(page, site, slug)
    expect(page.get_by_role("heading", name="Nothing is left to review.")).to_be_visible()
    _holds_every_account(page, site, slug, suggested)


def _holds_every_account(page: Page, site: Site, slug: str, suggested: int) -> None:
    """Merging made fewer events, and lost no quote: each still stands where its document has it."""
    exported = json.loads(page.request.get(f"/t/{slug}.json").text())
    texts = {each["id"]: each["text"] for each in exported["documents"]}
    proofs = [each for event in exported["events"] for each in event["evidence"]]
    assert len(texts) == 4
    assert len(exported["events"]) == count(site, slug, "accepted") < suggested == len(proofs)
    assert all(texts[each["document"]][each["start"] : each["end"]] == each["quote"] for each in proofs)
    told_twice = [event for event in exported["events"] if len({each["document"] for each in event["evidence"]}) > 1]
    assert any("checkpoint" in event["title"] for event in told_twice)


def test_a_review_is_undone_step_by_step(page: Page, site: Site, slug: str) -> None:
    add(page, slug, [SEEDS / name for name in TOLD[:2]], "2 of 2 files: 2 read")
    before = {each.event.id: each.event for each in site.store.each_event(slug, Filter(statuses=STATUSES))}
    page.goto(f"/t/{slug}/review")
    page.keyboard.press("j")
    for _ in range(3):
        decide(page, site, slug)
    assert count(site, slug, "suggested") < len(before)
    for left in (2, 1, 0):
        page.keyboard.press("Control+z")
        expect(page.locator(".done")).to_contain_text("Undid")
        assert sum(each.action in ("accepted", "merge") and not each.undone for each in site.store.changes(slug)) == left
        page.goto(f"/t/{slug}/review")
    after = {each.event.id: each.event for each in site.store.each_event(slug, Filter(statuses=STATUSES))}
    assert after == before
