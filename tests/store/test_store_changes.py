"""Whatever is done can be taken back, and that again; nothing that somebody did later is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from timeline.dates import happened
from timeline.errors import NotFound, Refused, Stale
from timeline.events import Event, Evidence, Reading, fingerprint
from timeline.granules import year
from timeline.store import Change, Filter, Store, StoredDocument, changes

MARKET = Event("Market", happened("1994", year(1994)), evidence=(Evidence("A quote", source="A paper"),))
BRIDGE = Event("Bridge", happened("1993", year(1993)), status="suggested")


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("Siege", description="of a town").slug


def contents(store: Store, slug: str) -> dict[str, Any]:
    """All that a person can see of a timeline, versions and times aside."""
    filters = (Filter(statuses=()), Filter(statuses=(), binned=True))
    here, binned = ({each.event.id: each.event for each in store.each_event(slug, asked)} for asked in filters)
    found = {
        q: {each.event.id for each in store.each_event(slug, Filter(q=q, statuses=()))} for q in ("market", "bridge", "quote", "began")
    }
    card = store.timeline(slug)
    return {"here": here, "binned": binned, "found": found, "title": card.title, "texts": store.documents(slug), "card": card}


def began(words: str = "1994", sentence: str = "It began in 1994.") -> Reading:
    event = Event("It began", happened(words, year(1994)), evidence=(Evidence(sentence, start=0, end=len(sentence)),))
    return Reading(None, None, "en", events=(replace(event, id=fingerprint(sentence, words, 0)),))


TEXT = StoredDocument(title="Report", text="It began in 1994. More followed.")

Act = Callable[[Store, str, str], object]
Deed = tuple[str, Act]

DEEDS: tuple[Deed, ...] = (
    ("Added “Bridge”", lambda store, slug, _: store.add_event(slug, BRIDGE)),
    ("Edited “Other”", lambda store, slug, key: store.change_event(slug, key, Event("Other"), 1)),
    (
        "Edited “Market”",
        lambda store, slug, key: store.change_event(slug, key, replace(MARKET, evidence=(Evidence("B"), Evidence("C"))), 1),
    ),
    ("Moved “Market” to the bin", lambda store, slug, key: store.bin_event(slug, key)),
    ("Rejected “Market”", lambda store, slug, key: store.decide(slug, [key], "rejected")),
    ("Made “Market” a suggestion again", lambda store, slug, key: store.decide(slug, [key], "suggested")),
    ("Read a text and suggested “It began”", lambda store, slug, _: store.add_document(slug, TEXT, began())),
    (
        "Imported 2 events",
        lambda store, slug, key: store.put_timeline(slug, "New", None, [], [replace(BRIDGE, id=key), replace(BRIDGE, id="b")]),
    ),
    ("Changed the title or description of the timeline", lambda store, slug, _: store.change_timeline(slug, title="New")),
)


@pytest.mark.parametrize(("summary", "deed"), DEEDS, ids=[summary for summary, _ in DEEDS])
def test_every_deed_is_one_change_that_can_be_undone_and_redone(store: Store, slug: str, summary: str, deed: Act) -> None:
    """The timeline is as before, then as after; search and counts included."""
    key = store.add_event(slug, MARKET).event.id
    before, changes_before = contents(store, slug), len(store.changes(slug))
    deed(store, slug, key)
    after = contents(store, slug)
    assert after != before
    assert [change.summary for change in store.changes(slug)][:-changes_before] == [summary]
    undone = store.undo(slug, author="Ana")
    assert (undone.summary, undone.author, contents(store, slug)) == (f"Undid: {summary}", "Ana", before)
    redone = store.undo(slug, undone.id)
    assert (redone.summary, contents(store, slug)) == (f"Redid: {summary}", after)
    assert store.undo(slug, redone.id).summary == f"Undid: {summary}"
    assert (contents(store, slug), store.check()) == (before, [])


OTHERS: tuple[Deed, ...] = (
    ("create", lambda store, *_: store.create_timeline("Other")),
    ("undo", lambda store, slug, _: store.undo(slug)),
    ("erase", lambda store, slug, key: store.erase_event(slug, key)),
    ("erase timeline", lambda store, slug, _: store.erase_timeline(slug)),
)


@pytest.mark.parametrize(("name", "deed"), [*DEEDS, *OTHERS], ids=[name for name, _ in (*DEEDS, *OTHERS)])
def test_every_deed_asks_whether_one_may(store: Store, slug: str, monkeypatch: pytest.MonkeyPatch, name: str, deed: Act) -> None:
    """The day there are accounts, one function decides for all; a refusal leaves everything as it was."""
    key = store.add_event(slug, MARKET).event.id
    before = contents(store, slug), store.timelines(), store.changes(slug)
    monkeypatch.setattr(changes, "may", lambda author, action, timeline: False)
    with pytest.raises(Refused, match="may not do that"):
        deed(store, slug, key)
    assert (contents(store, slug), store.timelines(), store.changes(slug)) == before


def test_undo_walks_back(store: Store, slug: str) -> None:
    """Each time the newest change that is still in force; at the end there is nothing, and making the timeline is never undone."""
    key = store.add_event(slug, MARKET).event.id
    store.change_event(slug, key, BRIDGE, 1)
    store.bin_event(slug, key)
    assert [store.undo(slug).undoes for _ in range(3)] == [4, 3, 2]
    with pytest.raises(NotFound, match="nothing to undo"):
        store.undo(slug)
    assert [change.undoable for change in store.changes(slug)] == [True, True, True, False, False, False, False]


def test_an_edit_between_is_not_lost(store: Store, slug: str) -> None:
    """What somebody changed later stands in the way of an undo, until that is undone first; other events do not."""
    first, second = (each.event.id for each in store.add_events(slug, [MARKET, BRIDGE]))
    binned = store.bin_event(slug, first).change
    edited = store.change_event(slug, first, BRIDGE, None).change
    store.change_event(slug, second, MARKET, None)
    with pytest.raises(Stale, match="Edited “Bridge” came later") as caught:
        store.undo(slug, binned)
    assert isinstance(caught.value.current, Change)
    assert caught.value.current.id == edited
    store.undo(slug, edited)
    store.undo(slug, binned)
    assert store.event(slug, first).event == replace(MARKET, id=first)


def test_undoing_twice_is_stale(store: Store, slug: str) -> None:
    """A button pressed twice does not take back something else."""
    change = store.add_event(slug, MARKET).change
    store.undo(slug, change)
    with pytest.raises(Stale, match="undone already"):
        store.undo(slug, change)


def test_an_import_others_build_on_is_not_undone(store: Store, slug: str) -> None:
    """A later reading hung an event on its document: that would lose its source."""
    imported = store.add_document(slug, TEXT, began())
    store.add_document(slug, TEXT, began("1995", "It ended in 1995."))
    with pytest.raises(Stale, match="Read a text"):
        store.undo(slug, imported.change)


def test_a_version_never_comes_back(store: Store, slug: str) -> None:
    """After an undo, a form opened before it is stale, though the words are the same again."""
    key = store.add_event(slug, MARKET).event.id
    store.change_event(slug, key, BRIDGE, 1)
    store.undo(slug)
    assert store.event(slug, key).version == 3
    with pytest.raises(Stale):
        store.change_event(slug, key, BRIDGE, 1)
    store.undo(slug)
    again = store.undo(slug, store.changes(slug, limit=1)[0].id)
    assert store.event(slug, again.events[0]).version > 3


def test_changes_come_in_pages(store: Store, slug: str) -> None:
    """Newest first, going on before the last one seen."""
    for number in range(5):
        store.add_event(slug, Event(f"Event {number}"), author="Ana", note=f"note {number}")
    page = store.changes(slug, limit=2)
    assert [(change.note, change.author) for change in page] == [("note 4", "Ana"), ("note 3", "Ana")]
    assert [change.note for change in store.changes(slug, limit=2, before=page[-1].id)] == ["note 2", "note 1"]


def test_a_large_change_names_its_first_events(store: Store, slug: str) -> None:
    """And says how many there were."""
    store.add_events(slug, [Event(f"Event {number}") for number in range(250)])
    change = store.changes(slug)[0]
    assert (len(change.events), change.count, change.summary) == (100, 250, "Added 250 events")


def test_the_history_of_an_event_shows_both_sides(store: Store, slug: str) -> None:
    """Newest first, each with the event before and after, evidence too."""
    key = store.add_event(slug, MARKET).event.id
    other = replace(BRIDGE, evidence=(Evidence("Another quote"), *MARKET.evidence), id=key)
    store.change_event(slug, key, other, 1)
    store.undo(slug)
    store.add_event(slug, BRIDGE)
    sides = [(change.action, change.before, change.after) for change in store.history(slug, key)]
    market = replace(MARKET, id=key)
    assert sides == [("undo", other, market), ("change", market, other), ("add", None, market)]
    with pytest.raises(NotFound):
        store.history(slug, "nobody")


# --- any sequence --------------------------------------------------------------------------------------------------

picks = some.integers(0, 5)
steps = some.lists(
    some.tuples(some.sampled_from(("add", "change", "bin", "restore", "decide", "read", "put", "undo", "redo")), picks, picks), max_size=14
)


def step(store: Store, slug: str, kind: str, which: int, what: int) -> None:
    everything = [*store.each_event(slug, Filter(statuses=())), *store.each_event(slug, Filter(statuses=(), binned=True))]
    event = Event(f"Market {what}", happened("", year(1990 + what)), evidence=tuple(Evidence(f"quote {part}") for part in range(what % 3)))
    if kind == "add":
        store.add_events(slug, [event] * (1 + what % 2))
    elif kind == "read":
        store.add_document(slug, replace(TEXT, text=f"{TEXT.text} {which}"), began(sentence=f"It began in {what}."))
    elif kind == "put":
        store.put_timeline(slug, f"Title {what}", None, [], [replace(event, id=f"put{which}")])
    elif kind in ("undo", "redo"):
        undo(store, slug, kind)
    elif everything:
        touch(store, slug, kind, everything[which % len(everything)].event.id, event, what)


def undo(store: Store, slug: str, kind: str) -> None:
    newest = next((change for change in store.changes(slug) if change.undoable and (change.undoes is None or kind == "redo")), None)
    if newest is not None:
        store.undo(slug, newest.id)


def touch(store: Store, slug: str, kind: str, key: str, event: Event, what: int) -> None:
    if kind == "change":
        store.change_event(slug, key, event, None)
    elif kind == "decide":
        store.decide(slug, [key], ("accepted", "suggested", "rejected")[what % 3])
    else:
        {"bin": store.bin_event, "restore": store.restore_event}[kind](slug, key)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps)
def test_undoing_everything_gives_back_the_beginning(store: Store, given_steps: list[tuple[str, int, int]]) -> None:
    """Any sequence of deeds, undos and redos among them: newest first, all of it can be taken back, and nothing is left over."""
    slug = store.create_timeline("Siege").slug
    store.add_event(slug, MARKET)
    beginning, start = contents(store, slug), store.changes(slug)[0].id
    for each in given_steps:
        step(store, slug, *each)
    for change in store.changes(slug, limit=100):
        if change.id > start and store.change(slug, change.id).undoable:
            store.undo(slug, change.id)
    assert contents(store, slug) == beginning
    assert store.check() == []
