"""Counts that are kept stay true through every kind of change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select, update

from tests.store.anything import STEPS, Doing, events
from timeline.store import Store, counting, sqlite
from timeline.store.packed import unpacked
from timeline.store.tables import densities, event_spans, facet_events, facets

Kept = dict[str, dict[Any, Any]]


def kept(store: Store) -> Kept:
    """Everything that is counted, by names instead of numbers, which change when a value comes back."""
    with sqlite.reading(store.engine) as connection:
        named = {row.id: (row.timeline_id, row.facet, row.value) for row in connection.execute(select(facets))}
        values = {named[row.id]: (row.suggested, row.accepted, row.rejected) for row in connection.execute(select(facets))}
        told = {(named[row[0]], *row[1:8], named[row[8]], row[9]): () for row in connection.execute(select(facet_events))}
        spans = {
            (row.event_id, row.status, named[row.category], *_numbers(row.spans)): () for row in connection.execute(select(event_spans))
        }
        rows = connection.execute(select(densities)).all()
        counted = {(named[row[0]], *row[1:5], named[row[5]]): (*row[6:],) for row in rows}
    # of an empty timeline the row of everything stays
    return {"values": {name: sums for name, sums in values.items() if any(sums)}, "told": told, "spans": spans, "counted": counted}


def _numbers(spans: bytes) -> list[int]:
    """All but the number of the category."""
    return [column[0] for name, column in unpacked([spans]).items() if name != "category"]


def counted_anew(store: Store) -> Kept:
    """From the events alone. A value that had many of them once still has bins, and so it has here."""
    with sqlite.writing(store.engine) as connection:
        dense = connection.execute(select(facets.c.timeline_id, facets.c.facet, facets.c.value).where(facets.c.dense)).all()
        for table in (densities, event_spans, facet_events, facets):
            connection.execute(table.delete())
        counting.recount_all(connection)
        for timeline, facet, value in dense:
            mine = (facets.c.timeline_id == timeline, facets.c.facet == facet, facets.c.value == value, ~facets.c.dense)
            for number in connection.execute(select(facets.c.id).where(*mine)).scalars().all():
                counting.count_whole(connection, number, [number])
                connection.execute(update(facets).where(facets.c.id == number).values(dense=True))
    return kept(store)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@pytest.mark.parametrize("large", [1, 3, counting.LARGE])
@given(data=some.data(), steps=some.lists(some.sampled_from(sorted(STEPS)), min_size=1, max_size=8))
def test_counts_stay_true_through_every_kind_of_change(
    store: Store, monkeypatch: pytest.MonkeyPatch, large: int, data: some.DataObject, steps: list[str]
) -> None:
    """After any steps, whatever number of events makes a value large, what is kept is what one would count anew."""
    monkeypatch.setattr(counting, "LARGE", large)
    slug = store.create_timeline("Any").slug
    store.add_events(slug, data.draw(some.lists(events, min_size=3, max_size=5)))
    doing = Doing(store, slug, data)
    for step in steps:
        doing.step(step)
    before = kept(store)
    assert before == counted_anew(store)
