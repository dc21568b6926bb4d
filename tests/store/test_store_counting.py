"""Counts that are kept are those that one would count: whatever is stored, whatever was done to it, in any window, under any filter."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from benchmarks.many_events import SLUG, documents, multiplied
from benchmarks.many_events import events as many
from tests.store import looks
from tests.store.anything import events, filters, windows
from tests.store.test_store_counting_changes import counted_anew, kept
from timeline.dates import from_edtf
from timeline.events import STATUSES, Event
from timeline.granules import DAY_SECONDS, year
from timeline.store import Filter, Store, counting, facetting, sqlite
from timeline.store.tables import densities, facet_events, facets

lanes = some.sampled_from((*counting.FACETS, facetting.NO_LANES))
fixed = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


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
    columns = looks.density(store, slug, asked, limits, by)
    assert columns == _by_hand(store, slug, asked, limits, by)
    rows = list(store.each_event(slug, asked))
    drawn = looks.window(store, slug, asked, first, last, 100)[0]
    assert len(drawn) == sum(sum(pair) for lane in columns.values() for pair in lane)
    around = looks.around(store, slug, asked, first, last)
    assert around.dated + around.undated == len(rows) == store.count(slug, asked)
    assert around.dated - around.earlier - around.later == len(drawn) == looks.window(store, slug, asked, first, last, 0)[1]
    assert around.undated == sum(each.event.date is None for each in rows)


def test_a_value_that_grows_large_is_counted_from_then_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that were there before are in its bins as well."""
    monkeypatch.setattr(counting, "LARGE", 3)
    slug = store.create_timeline("Any").slug
    for day in range(1, 5):
        store.add_event(slug, Event("raid", from_edtf(f"1999-05-0{day}"), actors=("Ada",)))
    limits = [year(1998).start, year(1999).start, year(2000).start, year(2001).start]
    assert looks.density(store, slug, Filter(actors=("Ada",)), limits) == {"": [(0, 0), (4, 0), (0, 0)]}
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
    assert of_ada[0].rows == (("Ada", "Ada", 2), ("Bo", "Bo", 2), ("", "", 1), ("Cy", "Cy", 1))
    assert of_ada[1].rows == (("Battles", "Battles", 2),)
    assert of_ada[2].rows == (("accepted", "accepted", 2),)


def test_the_smallest_values_share_a_lane(store: Store) -> None:
    """Twelve have one of their own; an event lies in that of the first actor it names."""
    slug = store.create_timeline("Any").slug
    date = from_edtf("1999-05-07")
    store.add_events(slug, [Event("raid", date, actors=(f"Actor {at}", "Actor 0")) for at in range(20)])
    limits = [year(1999).start, year(2000).start]
    found = looks.density(store, slug, Filter(), limits, "actor")
    assert len(found) == facetting.LANES + 1
    assert sum(sum(pair) for lane in found.values() for pair in lane) == 20
    assert found[facetting.OTHER] == [(8, 0)]


def test_an_older_store_is_counted_when_it_is_opened(store: Store, store_url: str) -> None:
    """Its events are there, its counts are not yet."""
    slug = store.create_timeline("Any").slug
    store.add_events(slug, [Event("raid", from_edtf("1999"), actors=("Ada",)), Event("undated")])
    before = kept(store)
    with sqlite.writing(store.engine) as connection:
        for table in (densities, facet_events, facets):
            connection.execute(table.delete())
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
        for name in ("facet", "facet_event", "event_span", "density", "era", "saved_view"):
            connection.exec_driver_sql(f"DROP TABLE {name}")
        for name in ("asks", "latest", "core_from", "core_to"):
            connection.exec_driver_sql(f"DROP INDEX event_{name}")
    store.close()
    with Store.open(store_url) as opened:
        assert kept(opened) == before


def test_a_store_without_packed_dates_has_them_once_it_is_opened(store: Store, store_url: str) -> None:
    """The last step that a store of the version before takes: its counts stay as they are. What lies in the bin has none."""
    slug = store.create_timeline("Any").slug
    dates = ("1999", "../1950", "1962~", "2001-05-03/..")
    stored = store.add_events(
        slug, [*(Event(each, from_edtf(each), category="Battles") for each in dates), Event("undated"), Event("binned")]
    )
    store.bin_event(slug, stored[-1].event.id)
    before = kept(store)
    assert len(before["spans"]) == 5
    with sqlite.writing(store.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0007'")
        connection.exec_driver_sql("DROP TABLE event_span")
    store.close()
    with Store.open(store_url) as opened:
        assert kept(opened) == before


def test_a_store_multiplied_for_measuring_is_searched_as_any_other(store: Store) -> None:
    """So what is measured there is what others have."""
    store.put_timeline(SLUG, "Many events", documents=documents(), events=many(20))
    multiplied(store, 20, 60)
    assert store.count(SLUG, Filter(statuses=STATUSES)) == 60
    spans = kept(store)["spans"]
    assert len(spans) == 60
    assert spans == counted_anew(store)["spans"]


@given(windows)
def test_columns_of_one_step_follow_each_other(window: tuple[int, int, int]) -> None:
    from timeline.bins import edges, step_of

    first, last, most = window
    inner = list(pairwise(edges(first, last, most)))[1:-1]
    assert len({step_of(*pair) for pair in inner}) <= 1
    assert all(start % DAY_SECONDS == 0 for start, _ in inner)
