"""Counts that are kept are those that one would count: whatever is stored, whatever was done to it, in any window, under any filter."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from timeline.dates import EventDate, from_edtf
from timeline.events import STATUSES, Event, Evidence, Place
from timeline.granules import DAY_SECONDS, year
from timeline.store import Filter, Store, counting, facetting, sqlite
from timeline.store.tables import densities, facet_events, facets

DATES = ("1999", "1999-05", "1999-05-07", "1999-05-07/2001-02", "1850/..", "../2003-06", "-0479", "1999-21", "199X", "2000-12-31", "2001~")
dates: some.SearchStrategy[EventDate | None] = some.none() | some.sampled_from(DATES).map(from_edtf)
names = some.sampled_from(("Ada", "Bo", "قوات", "炮兵"))
events = some.builds(
    Event,
    some.sampled_from(("raid", "truce")),
    dates,
    actors=some.lists(names, max_size=2, unique=True).map(tuple),
    place=some.none() | some.builds(Place, names),
    category=some.sampled_from(("", "Battles", "Riots")),
    tags=some.lists(names, max_size=1).map(tuple),
    status=some.sampled_from(STATUSES),
    confidence=some.sampled_from((None, 0.2, 0.9)),
    evidence=some.lists(some.builds(Evidence, source=names), max_size=1).map(tuple),
)
filters = some.builds(
    Filter,
    q=some.sampled_from(("", "", "raid")),
    categories=some.sampled_from(((), (), ("Battles",), ("", "Riots"))),
    statuses=some.sampled_from((("accepted",), (), ("suggested", "rejected"))),
    actors=some.sampled_from(((), (), ("Ada",), ("Ada", ""))),
    places=some.sampled_from(((), (), ("Bo",), ("",))),
    certainly=some.booleans(),
    earliest=some.sampled_from((None, None, "1999-01-01")),
)
seconds = some.integers(year(1840).start, year(2010).start) | some.integers(year(-600).start, year(2100).start)
windows = some.tuples(seconds, seconds, some.integers(1, 60)).filter(lambda each: each[0] < each[1])
lanes = some.sampled_from((*counting.FACETS, facetting.NO_LANES))
fixed = settings(
    max_examples=25, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(params=[1, 3, counting.LARGE])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """From how many events on the bins of a value are kept."""
    monkeypatch.setattr(counting, "LARGE", request.param)
    return int(request.param)


def _by_hand(store: Store, slug: str, asked: Filter, edges: list[int], by: str) -> dict[str, list[tuple[int, int]]]:
    with store._reading(slug) as (connection, number):
        return facetting.by_hand(connection, number, asked, edges, by)


@fixed
@given(given_events=some.lists(events, max_size=14), asked=filters, window=windows, by=lanes)
def test_what_is_kept_is_what_is_counted(
    store: Store, large: int, given_events: list[Event], asked: Filter, window: tuple[int, int, int], by: str
) -> None:
    """Columns by any lanes, what lies around the window, and the whole: as if every event were looked at. None is silently missing."""
    from timeline.bins import edges

    slug = store.create_timeline("Any").slug
    store.add_events(slug, given_events)
    first, last, most = window
    limits = edges(first, last, most)
    columns = store.density(slug, asked, limits, by)
    assert columns == _by_hand(store, slug, asked, limits, by)
    rows = list(store.each_event(slug, asked))
    drawn = store.important(slug, asked, first, last, 100)
    assert len(drawn) == sum(sum(pair) for lane in columns.values() for pair in lane)
    around = store.around(slug, asked, first, last)
    assert around.dated + around.undated == len(rows) == store.count(slug, asked)
    assert around.dated - around.earlier - around.later == len(drawn) == store.window(slug, asked, first, last, 0)[1]
    assert around.undated == sum(each.event.date is None for each in rows)


def _kept(store: Store) -> dict[str, Any]:
    """Everything that is counted, by names instead of numbers, which change when a value comes back."""
    with sqlite.reading(store.engine) as connection:
        named = {row.id: (row.timeline_id, row.facet, row.value) for row in connection.execute(select(facets))}
        values = {named[row.id]: (row.suggested, row.accepted, row.rejected) for row in connection.execute(select(facets))}
        told = {(named[row[0]], *row[1:8], named[row[8]], row[9]) for row in connection.execute(select(facet_events))}
        rows = connection.execute(select(densities)).all()
        counted = {(named[row[0]], *row[1:5], named[row[5]]): row[6:] for row in rows}
    return {"values": values, "told": told, "counted": counted}


STEPS = ("add", "change", "bin", "restore", "reject", "undo", "erase", "import")


@fixed
@given(data=some.data(), steps=some.lists(some.sampled_from(STEPS), min_size=1, max_size=8))
def test_counts_stay_true_through_every_kind_of_change(store: Store, large: int, data: some.DataObject, steps: list[str]) -> None:
    """After any steps what is kept is what one would count anew."""
    slug = store.create_timeline("Any").slug
    store.add_events(slug, data.draw(some.lists(events, min_size=3, max_size=5)))
    for step in steps:
        _do(store, slug, step, data)
    before = _kept(store)
    with sqlite.writing(store.engine) as connection:
        for table in (densities, facet_events, facets):
            connection.execute(table.delete())
        counting.recount_all(connection)
    after = _kept(store)
    assert before["values"] == after["values"] | {key: (0, 0, 0) for key in before["values"] if key[1] == counting.ALL} | {
        key: after["values"][key] for key in after["values"]
    }
    assert before["told"] == after["told"]
    # a value that had many events once is still counted bin by bin
    assert {key: value for key, value in before["counted"].items() if key in after["counted"]} == after["counted"]


def _do(store: Store, slug: str, step: str, data: some.DataObject) -> None:
    rows = list(store.each_event(slug, Filter(statuses=())))
    event = data.draw(events)
    if step == "add":
        store.add_event(slug, event)
    elif step == "import":
        store.put_timeline(slug, events=[replace(event, id=rows[0].event.id)] if rows else [])
    elif step == "undo":
        store.undo(slug) if store.changes(slug)[0].undoable else None
    elif rows:
        chosen = data.draw(some.sampled_from(rows)).event.id
        act = {
            "change": lambda: store.change_event(slug, chosen, event, None),
            "bin": lambda: store.bin_event(slug, chosen),
            "restore": lambda: store.restore_event(slug, chosen),
            "reject": lambda: store.decide(slug, [chosen], "rejected"),
            "erase": lambda: store.erase_event(slug, chosen),
        }
        act[step]()


def test_a_value_that_grows_large_is_counted_from_then_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that were there before are in its bins as well."""
    monkeypatch.setattr(counting, "LARGE", 3)
    slug = store.create_timeline("Any").slug
    for day in range(1, 5):
        store.add_event(slug, Event("raid", from_edtf(f"1999-05-0{day}"), actors=("Ada",)))
    limits = [year(1998).start, year(1999).start, year(2000).start, year(2001).start]
    assert store.density(slug, Filter(actors=("Ada",)), limits) == {"": [(0, 0), (4, 0), (0, 0)]}
    with sqlite.reading(store.engine) as connection:
        assert connection.execute(select(facets.c.dense).where(facets.c.value == "Ada")).scalar() is True


def test_each_facet_tells_its_values(store: Store) -> None:
    """The most frequent first, how many more there are, and as if none of its own were chosen."""
    slug = store.create_timeline("Any").slug
    named = [("Ada", "Bo"), ("Ada",), ("Bo",), ("Cy",), ()]
    store.add_events(slug, [Event("raid", category="Battles" if at < 2 else "Riots", actors=actors) for at, actors in enumerate(named)])
    (actors,) = store.facets(slug, names=("actor",), top=2)
    assert (actors.rows, actors.more, actors.exact) == ((("Ada", "Ada", 2), ("Bo", "Bo", 2)), 2, True)
    of_ada = store.facets(slug, Filter(actors=("Ada",)), names=("actor", "category", "status"))
    assert [row[0] for row in of_ada[0].rows] == ["Ada", "Bo", "Cy", ""] or len(of_ada[0].rows) == 4
    assert of_ada[1].rows == (("Battles", "Battles", 2),)
    assert of_ada[2].rows == (("accepted", "accepted", 2),)


def test_the_smallest_values_share_a_lane(store: Store) -> None:
    """Twelve have one of their own; an event lies in that of the first actor it names."""
    slug = store.create_timeline("Any").slug
    date = from_edtf("1999-05-07")
    store.add_events(slug, [Event("raid", date, actors=(f"Actor {at}", "Actor 0")) for at in range(20)])
    limits = [year(1999).start, year(2000).start]
    found = store.density(slug, Filter(), limits, "actor")
    assert len(found) == facetting.LANES + 1
    assert sum(sum(pair) for lane in found.values() for pair in lane) == 20
    assert found[facetting.OTHER] == [(8, 0)]


def test_an_older_store_is_counted_when_it_is_opened(store: Store, store_url: str) -> None:
    """Its events are there, its counts are not yet."""
    slug = store.create_timeline("Any").slug
    store.add_events(slug, [Event("raid", from_edtf("1999"), actors=("Ada",)), Event("undated")])
    before = _kept(store)
    with sqlite.writing(store.engine) as connection:
        for table in (densities, facet_events, facets):
            connection.execute(table.delete())
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
        for name in ("facet", "facet_event", "density", "era", "saved_view"):
            connection.exec_driver_sql(f"DROP TABLE {name}")
        for name in ("asks", "latest", "core_from", "core_to"):
            connection.exec_driver_sql(f"DROP INDEX event_{name}")
    store.close()
    with Store.open(store_url) as opened:
        assert _kept(opened) == before


@given(windows)
def test_columns_of_one_step_follow_each_other(window: tuple[int, int, int]) -> None:
    from timeline.bins import edges, step_of

    first, last, most = window
    inner = list(pairwise(edges(first, last, most)))[1:-1]
    assert len({step_of(*pair) for pair in inner}) <= 1
    assert all(start % DAY_SECONDS == 0 for start, _ in inner)
