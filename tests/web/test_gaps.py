"""The page of what is missing."""

from __future__ import annotations

from tests.web.visiting import Visitor
from timeline.events import Event, Evidence
from timeline.pipeline import keep
from timeline.store import Store
from timeline.understanding import normalise


def test_an_empty_timeline_lacks_nothing_that_could_be_named(visitor: Visitor, slug: str) -> None:
    page = visitor.text(f"/t/{slug}/gaps")
    assert "No accepted event rests on a single source." in page
    assert "There is none" in page and "Every event has a date." in page and "There are no documents." in page


def test_stretches_are_told_in_words_with_the_events_around_them(visitor: Visitor, store: Store, slug: str) -> None:
    store.add_events(slug, [Event(title, normalise(date)) for title, date in (("First", "1 May 1992"), ("Second", "1 May 1999"))])
    page = visitor.text(f"/t/{slug}/gaps")
    assert "2 May 1992 – 30 Apr 1999" in page and "7 years" in page
    assert page.index(">First</a>") < page.index(">Second</a>")
    assert "7 years" not in visitor.text(f"/t/{slug}/gaps?category=Protests")


def test_events_of_a_single_source_are_listed_with_it(visitor: Visitor, store: Store, slug: str) -> None:
    keep(store, slug, "The bridge fell on 1 May 1994.", title="Diary", accept=True)
    page = visitor.text(f"/t/{slug}/gaps")
    section = page[page.index('id="single"') : page.index('id="undated"')]
    assert "1 May 1994; told by" in section and "Diary" in section and "/e/" in section
    assert "more, later than these" not in section


def test_more_events_of_a_single_source_than_are_shown_are_counted(visitor: Visitor, store: Store, slug: str) -> None:
    store.add_events(slug, [Event(f"Event {number}", evidence=(Evidence(source="Diary"),)) for number in range(53)])
    assert "And 3 more, later than these." in visitor.text(f"/t/{slug}/gaps")


def test_an_undated_event_says_what_would_date_it(visitor: Visitor, store: Store, slug: str) -> None:
    store.add_event(slug, Event("Nobody knows when"))
    assert "Nobody said when" in visitor.text(f"/t/{slug}/gaps")


def test_documents_that_wait_lead_to_their_review(visitor: Visitor, store: Store, slug: str) -> None:
    imported = keep(store, slug, "It began in 1995. It ended in 1996.", title="Waiting", accept=False)
    page = visitor.text(f"/t/{slug}/gaps")
    assert "2 suggestions to decide on" in page and f"document={imported.document.id}" in page
    store.decide(slug, imported.events, "accepted")
    assert "Every suggestion of the one document is decided on." in visitor.text(f"/t/{slug}/gaps")


def test_an_unknown_kind_asks_for_any(visitor: Visitor, slug: str) -> None:
    assert visitor.get(f"/t/{slug}/gaps?category=Nonsense").status_code == 200
