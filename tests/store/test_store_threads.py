"""Many at once: everybody's work is there, or they are told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from timeline.errors import BadInput, Stale
from timeline.events import Event
from timeline.store import Filter, Store


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("War").slug


def at_once(*works: Callable[[], object]) -> list[object]:
    """What came of each, errors too, when all start together."""
    together = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        together.wait()
        try:
            return work()
        except (Stale, BadInput) as told:
            return told

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_of_two_who_change_one_event_one_is_told(store: Store, slug: str) -> None:
    """Never both, never neither; what is stored is what the other wrote, and Stale shows it."""
    for number in range(8):
        added = store.add_event(slug, Event(f"Event {number}"))

        def change(title: str, key: str = added.event.id) -> Callable[[], object]:
            return lambda: store.change_event(slug, key, Event(title), 1, author=title)

        results = at_once(change("Ana"), change("Ben"))
        (told,) = (each for each in results if isinstance(each, Stale))
        current = store.event(slug, added.event.id)
        assert told.current == current
        assert [each.event for each in results if not isinstance(each, Stale)] == [current.event]  # type: ignore[attr-defined]


def test_writers_and_readers_do_not_disturb_each_other(store: Store, slug: str) -> None:
    """Eight threads add, change and search; in the end all is there and the store is whole."""

    def work(name: str) -> Callable[[], object]:
        def run() -> None:
            for number in range(6):
                added = store.add_event(slug, Event(f"{name} {number}"), author=name)
                store.change_event(slug, added.event.id, replace(added.event, description="changed"), 1, author=name)
                assert store.count(slug, Filter(q=f"{name} {number}")) == 1

        return run

    at_once(*(work(f"thread{number}") for number in range(8)))
    events = list(store.each_event(slug))
    assert (len(events), {each.version for each in events}, {each.event.description for each in events}) == (48, {2}, {"changed"})
    assert [change.id for change in store.changes(slug, limit=200)] == list(range(97, 0, -1))
    assert store.check() == []


def test_of_two_who_take_one_address_one_is_told(store: Store) -> None:
    """The other has it."""
    results = at_once(*[lambda: store.create_timeline("War", slug="war")] * 2)
    assert sum(isinstance(each, BadInput) for each in results) == 1
    assert [card.slug for card in store.timelines()] == ["war"]


def test_a_store_opened_twice_at_once_is_made_once(store_url: str) -> None:
    """Both find it whole."""
    opened = at_once(*[lambda: Store.open(store_url)] * 4)
    for each in opened:
        assert isinstance(each, Store)
        assert (each.timelines(), each.check()) == ([], [])
        each.close()


def test_an_export_sees_one_moment(store: Store, slug: str) -> None:
    """Events added or erased while it streams do not change it."""
    added = store.add_events(slug, [Event(f"Event {number}") for number in range(1200)])
    stream = store.each_event(slug)
    first = next(stream)
    store.add_event(slug, Event("Late"))
    store.bin_event(slug, added[1000].event.id)
    assert len([first, *stream]) == 1200
