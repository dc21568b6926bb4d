"""What is held of a search in memory answers as the store itself does, until the timeline changes, and is never more than its bound."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.store import looks
from tests.store.anything import events, filters, windows
from timeline.bins import edges
from timeline.dates import from_edtf
from timeline.events import Event
from timeline.store import Filter, Store, queries, selections
from timeline.store.remembered import Remembered
from timeline.store.selections import Selections

costly = some.builds(
    replace, filters, q=some.sampled_from(("raid", "truce", "a", "r t", "ada", "村")), earliest=some.none(), latest=some.none()
)


def _answers(store: Store, slug: str, asked: Filter, window: tuple[int, int, int]) -> list[Any]:
    first, last, most = window
    page = store.events(slug, asked, limit=3)
    later = store.events(slug, asked, page.next_cursor, limit=3) if page.next_cursor else None
    end = store.events(slug, asked, queries.LAST_PAGE, limit=3)
    beside = [store.neighbours(slug, row.event.id, asked) for row in store.each_event(slug)]
    limits = edges(first, last, most)
    columns = [looks.density(store, slug, asked, limits, lanes) for lanes in ("category", "none", "actor")]
    drawn = [looks.window(store, slug, asked, first, last, limit) for limit in (0, 1, 2, 100)]
    counts = (store.count(slug, asked), store.extent(slug, asked), looks.around(store, slug, asked, first, last), store.facets(slug, asked))
    return [page, later, end, beside, columns, drawn, counts]


def _forget(store: Store) -> None:
    store._known.extents, store._known.choices, store._known.lanes = Remembered(), Remembered(), Remembered()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(given_events=some.lists(events, max_size=12), asked=some.one_of(costly, filters), window=windows)
def test_what_is_held_answers_as_the_store_does(
    store: Store, given_events: list[Event], asked: Filter, window: tuple[int, int, int]
) -> None:
    """Pages, neighbours, columns, what is drawn, counts; asked twice, since the second answer is from memory."""
    slug = store.create_timeline("Any").slug
    store.add_events(slug, given_events)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selections, "_costly", lambda *asked: False)
        _forget(store)
        expected = _answers(store, slug, asked, window)
    _forget(store)
    assert _answers(store, slug, asked, window) == expected
    assert _answers(store, slug, asked, window) == expected


def test_a_change_is_seen_at_once(store: Store) -> None:
    """What was held of the timeline before it is let go."""
    slug = store.create_timeline("Any").slug
    kept = store.add_event(slug, Event("raid on the bridge", from_edtf("1999")))
    asked = Filter(q="bridge")
    assert store.count(slug, asked) == 1
    other = store.add_event(slug, Event("a second bridge", from_edtf("2001")))
    assert [row.event.title for row in store.events(slug, asked).rows] == ["raid on the bridge", "a second bridge"]
    store.change_event(slug, kept.event.id, replace(kept.event, title="raid"), kept.version)
    assert [row.event.title for row in store.events(slug, asked).rows] == ["a second bridge"]
    store.bin_event(slug, other.event.id)
    assert store.count(slug, asked) == 0
    assert len(store._known.selections._held) == 1


def test_no_more_is_held_than_its_bound(store: Store) -> None:
    """What was not asked for longest goes first; what is larger than the bound is never held."""
    slug = store.create_timeline("Any").slug
    store.add_events(slug, [Event("bridge"), Event("bridge again"), Event("again and again"), Event("again")])
    held = store._known.selections = Selections(most=4)
    for q, count in (("bridge", 2), ("and", 1), ("bridge", 2), ("again", 3)):
        assert store.count(slug, Filter(q=q)) == count
    assert [(named[2].q, len(each or ())) for named, each in held._held.items()] == [("again", 3)]
    store._known.selections = Selections(most=2)
    assert store.count(slug, Filter(q="again")) == 3
    assert list(store._known.selections._held.values()) == [None]
