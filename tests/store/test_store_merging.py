"""A timeline file is taken in as one change; what comes out again is what went in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from timeline.dates import happened
from timeline.errors import BadInput
from timeline.events import Event, Evidence, Reading, fingerprint
from timeline.granules import year
from timeline.store import Filter, Merged, Store, StoredDocument

ALL = Filter(statuses=())
BEGAN, AGAIN = "It began in 1994.", "In 1994 it went on."
TEXT = f"{BEGAN} {AGAIN} {BEGAN}"
ARTICLE = StoredDocument(id="doc1", title="Report", text=TEXT, published="1995", language="en", created="2020-01-01T00:00:00Z")


def told(sentence: str, start: int, key: str, **more: str) -> Event:
    date = happened("1994", year(1994))
    proof = Evidence(sentence, document="doc1", start=start, end=start + len(sentence), claimed=date)
    return Event(sentence, date, evidence=(proof,), id=key, **more)  # type: ignore[arg-type]


EVENTS = (
    told(BEGAN, 0, "e1"),
    told(AGAIN, len(BEGAN) + 1, "e2", status="suggested"),
    told(BEGAN, TEXT.rindex(BEGAN), "e3", status="rejected"),
    Event("By hand", id="e4"),
)


def put(store: Store, slug: str, *events: Event, documents: tuple[StoredDocument, ...] = (ARTICLE,), title: str | None = "War") -> Merged:
    return store.put_timeline(slug, title, "A war", documents, events)


def out(store: Store, slug: str) -> list[Event]:
    return [each.event for each in store.each_event(slug, ALL)]


def counts(merged: Merged) -> tuple[int, int, int, int, bool]:
    return merged.added, merged.updated, merged.unchanged, merged.documents, merged.created


def test_a_file_makes_its_timeline(store: Store) -> None:
    """Title, documents and events as they were, ids included, in one change."""
    merged = put(store, "war", *EVENTS)
    assert counts(merged) == (4, 0, 0, 1, True)
    assert (merged.timeline.title, merged.timeline.description, merged.timeline.slug) == ("War", "A war", "war")
    assert out(store, "war") == list(EVENTS)
    assert [replace(each, sha256="") for each in store.documents("war")] == [ARTICLE]
    assert [change.action for change in store.changes("war")] == ["import", "create"]


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    """No change is recorded, and versions stay."""
    put(store, "war", *EVENTS)
    again = put(store, "war", *EVENTS)
    assert (counts(again), again.change) == ((0, 0, 4, 0, False), None)
    assert {each.version for each in store.each_event("war", ALL)} == {1}


def test_what_differs_is_updated_and_the_rest_stays(store: Store) -> None:
    """By id; events that the file does not name are left alone, binned ones that it names come back."""
    put(store, "war", *EVENTS)
    store.bin_event("war", "e2")
    mine = store.add_event("war", Event("Mine")).event
    changed = (replace(EVENTS[0], title="Edited"), EVENTS[1], Event("New", id="e5"))
    merged = put(store, "war", *changed, documents=(replace(ARTICLE, title="Better"),), title=None)
    assert counts(merged) == (1, 2, 0, 1, False)
    assert {each.id: each for each in out(store, "war")} == {each.id: each for each in (*changed, *EVENTS[2:], mine)}
    assert (store.document("war", "doc1").title, store.timeline("war").title) == ("Better", "War")
    store.undo("war")
    assert (store.event("war", "e1").event, store.event("war", "e2").binned) == (EVENTS[0], True)


def test_two_timelines_can_hold_the_same_file(store: Store) -> None:
    """A copy beside the first has the same ids and shares nothing with it."""
    put(store, "war", *EVENTS)
    put(store, "copy", *EVENTS)
    store.bin_event("copy", "e1")
    assert (len(out(store, "war")), len(out(store, "copy"))) == (4, 3)


def reading() -> Reading:
    date = happened("1994", year(1994))
    spots = ((BEGAN, 0, 0), (AGAIN, len(BEGAN) + 1, 0), (BEGAN, TEXT.rindex(BEGAN), 1))
    events = (
        Event(sentence, date, evidence=(Evidence(sentence, start=start, claimed=date),), id=fingerprint(sentence, "1994", ordinal))
        for sentence, start, ordinal in spots
    )
    return Reading("1995", None, "en", events=tuple(events))


def test_the_text_read_later_is_known(store: Store) -> None:
    """Fingerprints are worked out from the evidence: nothing is suggested twice, and the rejected one stays rejected."""
    put(store, "war", *EVENTS)
    imported = store.add_document("war", StoredDocument(text=TEXT, published="1995"), reading())
    assert (imported.added, imported.known, imported.rejected_before, imported.was_there) == (0, 2, 1, True)
    assert out(store, "war") == list(EVENTS)


def test_a_file_of_what_was_read_here_is_unchanged(store: Store) -> None:
    """Export and import of suggestions leave the same fingerprints."""
    store.create_timeline("War", slug="war")
    store.add_document("war", StoredDocument(text=TEXT, published="1995"), reading())
    merged = store.put_timeline("war", None, None, store.documents("war"), out(store, "war"))
    assert (merged.unchanged, merged.change) == (3, None)


def test_an_event_that_comes_later_is_known_beside_its_equal(store: Store) -> None:
    """The one already here keeps its fingerprint, whichever of the two it is."""
    put(store, "war", EVENTS[2])
    assert counts(put(store, "war", EVENTS[2], replace(EVENTS[0], id="a-later"), documents=())) == (1, 0, 1, 0, False)
    imported = store.add_document("war", StoredDocument(text=TEXT, published="1995"), reading())
    assert (imported.added, imported.known, imported.rejected_before) == (1, 1, 1)


def test_equal_words_in_one_sentence_do_not_change_places(store: Store) -> None:
    """Two events of one sentence and one date differ only in their order; a file in any order leaves them as they are."""
    store.create_timeline("War", slug="war")
    date = happened("1994", year(1994))
    proof = Evidence(BEGAN, start=0, claimed=date)
    events = tuple(Event(title, date, evidence=(proof,), id=fingerprint(BEGAN, "1994", place)) for place, title in enumerate("AB"))
    store.add_document("war", StoredDocument(text=TEXT), Reading(None, None, "en", events=events))
    merged = store.put_timeline("war", None, None, store.documents("war"), out(store, "war")[::-1])
    assert (merged.unchanged, merged.change) == (2, None)


@pytest.mark.parametrize(
    ("events", "documents", "sentence"),
    [
        ((EVENTS[3], EVENTS[3]), (ARTICLE,), "The id e4 stands for an event twice"),
        ((), (ARTICLE, ARTICLE), "The id doc1 stands for a document twice"),
        ((replace(EVENTS[3], id="../e"),), (ARTICLE,), "“../e” is no id for an event"),
        (EVENTS, (), "names the document doc1, which this timeline does not have"),
        ((replace(EVENTS[3], title=""),), (ARTICLE,), "needs a title"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_whole(
    store: Store, events: tuple[Event, ...], documents: tuple[StoredDocument, ...], sentence: str
) -> None:
    """Not even the timeline is made."""
    with pytest.raises(BadInput, match=sentence):
        put(store, "war", *events, documents=documents)
    assert store.timelines() == []


def test_an_address_that_cannot_be_is_refused(store: Store) -> None:
    """As for a timeline made by hand."""
    with pytest.raises(BadInput, match="cannot stand in an address"):
        put(store, "War!", *EVENTS)
