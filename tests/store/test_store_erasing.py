"""Erased is gone: from the rows, the history, the bin, the search index, the file and its log."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from timeline.dates import happened
from timeline.errors import NotFound, StoreFailed
from timeline.events import Event, Evidence, Place, Reading
from timeline.granules import year
from timeline.store import Filter, Store, StoredDocument, sqlite

WITNESS = Event(
    "Zanaverbal testimony",
    happened("in the yearofzana 1994", year(1994)),
    description="Zanabrief account",
    actors=("Zanactor",),
    place=Place("Zanaplace"),
    tags=("zanatag",),
    evidence=(Evidence("Zanaquote said", source="Zanasource", url="https://zanahost.example"),),
)


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("War").slug


def traces(store_url: str, *words: str) -> list[str]:
    """Which of the words stand anywhere in the file, its log or what else lies beside it, in any case."""
    path = Path(store_url.removeprefix("sqlite:///"))
    whole = b"\0".join(each.read_bytes().lower() for each in path.parent.glob(f"{path.name}*"))
    return [word for word in words if word.lower().encode() in whole]


def test_an_erased_event_is_nowhere(store: Store, slug: str, store_url: str) -> None:
    """Not after edits, binning and undo either, nor in what was noted about it; the others stay."""
    store.add_event(slug, Event("Zanzibar stays"))
    key = store.add_event(slug, WITNESS, note="Zananote").event.id
    store.change_event(slug, key, replace(WITNESS, title="Zanaedited"), 1)
    store.undo(slug)
    store.bin_event(slug, key, note="Zanawhy")
    assert traces(store_url, "zana", "zananote") == ["zana", "zananote"]
    store.erase_event(slug, key, author="Ana")
    assert traces(store_url, "zana") == []
    assert traces(store_url, "zanzibar") == ["zanzibar"]
    with pytest.raises(NotFound):
        store.event(slug, key)
    with pytest.raises(NotFound):
        store.history(slug, key)
    assert store.changes(slug)[0].summary == "Erased one event for good"
    assert [change.undoable for change in store.changes(slug)] == [False, False, False, False, False, True, False]
    assert store.check() == []


def test_one_of_an_import_is_erased_and_the_rest_can_be_undone(store: Store, slug: str, store_url: str) -> None:
    """Undo brings nothing of it back."""
    added = store.add_events(slug, [WITNESS, Event("Other")])
    store.bin_event(slug, added[1].event.id)
    store.erase_event(slug, added[0].event.id)
    store.undo(slug)
    store.undo(slug)
    assert store.events(slug).total == 0
    store.undo(slug, store.changes(slug)[0].id)
    assert [each.event.title for each in store.each_event(slug)] == ["Other"]
    assert traces(store_url, "zana") == []


def test_an_erased_document_takes_what_rests_on_it(store: Store, slug: str, store_url: str) -> None:
    """The text, its quotes, and the events that rest on nothing else; an event with another source keeps that."""
    text = StoredDocument(title="Zanareport", text="Zanafirst in 1994. Zanasecond in 1994.", url="https://zanahost.example")
    proofs = [Evidence(quote, prefix="Zanabefore") for quote in ("Zanafirst in 1994.", "Zanasecond in 1994.")]
    events = tuple(
        Event(proof.quote, happened("1994", year(1994)), evidence=(proof,), id=f"f{place}") for place, proof in enumerate(proofs)
    )
    imported = store.add_document(slug, text, Reading(None, None, "en", events=events), note="Zananote")
    kept = store.event(slug, imported.events[1])
    paper = Evidence("Kept quote", source="A paper")
    store.change_event(slug, kept.event.id, replace(kept.event, title="Kept", evidence=(*kept.event.evidence, paper)), 1)
    store.erase_document(slug, imported.document.id)
    left = list(store.each_event(slug, Filter(statuses=())))
    assert [(each.event.title, each.event.evidence) for each in left] == [("Kept", (paper,))]
    assert store.documents(slug) == []
    assert traces(store_url, "zanafirst", "zanareport", "zanabefore", "zanahost", "zananote") == []
    assert store.check() == []


def test_an_erased_timeline_is_nowhere(store: Store, slug: str, store_url: str) -> None:
    """And its neighbour is whole."""
    other = store.create_timeline("Zanaverse", description="Zanadesc").slug
    store.add_event(slug, Event("Market"))
    store.add_events(other, [WITNESS] * 3)
    store.add_document(other, StoredDocument(text="Zanatext"), Reading(None, None, "en", events=(replace(WITNESS, id="f"),)))
    store.decide(other, [store.each_event(other, Filter(statuses=("suggested",))).__next__().event.id], "rejected")
    store.undo(other)
    store.erase_timeline(other)
    assert traces(store_url, "zana") == []
    assert [card.slug for card in store.timelines()] == [slug]
    assert (store.count(slug, Filter(q="market")), store.check()) == (1, [])


@pytest.mark.parametrize("seed", [1, 4])
def test_nothing_lingers_in_the_gaps_of_the_file(store: Store, slug: str, store_url: str, seed: int) -> None:
    """Where pages were split and filled many times, SQLite leaves copies of rows between the rows; erasing removes them too."""
    chance = random.Random(seed)

    def event(number: int) -> Event:
        return Event("Event", description=" ".join(f"zq{number}x{place}y" for place in range(chance.randrange(1, 200))))

    ids = [each.event.id for each in store.add_events(slug, [event(number) for number in range(120)])]
    for _ in range(300):
        number = chance.randrange(120)
        store.change_event(slug, ids[number], event(number), None)
    gone = chance.sample(range(120), 30)
    for number in gone:
        store.erase_event(slug, ids[number])
    assert traces(store_url, *(f"zq{number}x" for number in gone)) == []
    assert len(traces(store_url, *(f"zq{number}x" for number in range(120)))) == 90


def test_erasing_while_somebody_reads_says_so(store: Store, slug: str, store_url: str) -> None:
    """What an open reader still sees cannot be wiped; erasing again does it."""
    first, second = (each.event.id for each in store.add_events(slug, [WITNESS, Event("Other")]))
    impatient(store)
    with sqlite.reading(store.engine) as reader:
        reader.exec_driver_sql("SELECT count(*) FROM event").scalar()
        with pytest.raises(StoreFailed, match="in use"):
            store.erase_event(slug, first)
    store.erase_event(slug, second)
    assert traces(store_url, "zana") == []


def impatient(store: Store) -> None:
    """Do not wait the whole ten seconds for a lock."""
    from sqlalchemy import event

    event.listen(store.engine, "checkout", lambda connection, *_: connection.execute("PRAGMA busy_timeout = 20"))
