"""What the picture asks for: the most important events of a window, counts in bins, and how far it all reaches."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.store import looks
from timeline.dates import EventDate, happened, lasted, since
from timeline.errors import BadInput
from timeline.events import Event, Evidence
from timeline.granules import DAY_SECONDS, day, month, year
from timeline.notation import Span, span
from timeline.store import Filter, Store

FIRST, LAST = year(1990).start, year(2000).start
UNTIL = happened("", year(1995), Span(None, year(1995).end))


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("Any").slug


def test_a_window_holds_the_most_important_events(store: Store, slug: str) -> None:
    """Starred before told by many, that before told by one, that before told by none; and the number of all of them."""
    told = tuple(Evidence(source=f"Paper {number}") for number in range(3))
    date = happened("", day(1994, 2, 5))
    given_events = [
        Event("none", date),
        Event("three", date, evidence=told),
        Event("thrice the same", date, evidence=told[:1] * 3),
        Event("starred", date, star=True),
        Event("outside", happened("", year(2005)), star=True),
    ]
    store.add_events(slug, given_events)
    rows, total = looks.window(store, slug, Filter(), FIRST, LAST, 3)
    assert ([each.event.title for each in rows], total) == (["starred", "three", "thrice the same"], 4)


def test_a_window_meets_what_reaches_into_it(store: Store, slug: str) -> None:
    """Open ends reach everywhere on their side; what ends where it starts, or is undated, is not in it."""
    given_events = [
        Event("since 1980", since("", year(1980))),
        Event("until 1995", UNTIL),
        Event("1989", happened("", year(1989))),
        Event("2000", happened("", year(2000))),
        Event("1989 to 1990", lasted("", span(year(1989)), span(year(1990)))),
        Event("undated"),
    ]
    store.add_events(slug, given_events)
    rows, total = looks.window(store, slug, Filter(), FIRST, LAST, 10)
    assert ({each.event.title for each in rows}, total) == ({"since 1980", "until 1995", "1989 to 1990"}, 3)


def test_far_away_years_do_not_wrap_round(store: Store, slug: str) -> None:
    """Days beyond what the index of days can hold are still found, and only where they are."""
    far = happened("", year(-150_000_000))
    store.add_events(slug, [Event("far", far), Event("near", happened("", year(1994)))])
    assert [each.event.title for each in looks.window(store, slug, Filter(), FIRST, LAST, 10)[0]] == ["near"]
    start = year(-150_000_000).start
    assert [each.event.title for each in looks.window(store, slug, Filter(), start, start + DAY_SECONDS, 10)[0]] == ["far"]


def test_bins_count_what_is_certain_and_what_may_be_later(store: Store, slug: str) -> None:
    """Each event once, in the bin of its earliest day; what began before the first edge in the first bin."""
    edges = [year(number).start for number in (1993, 1994, 1995)]
    given_events = [
        Event("May 1993", happened("", month(1993, 5)), category="Battles"),
        Event("1993", happened("", year(1993)), category="Battles"),
        Event("1993 to 1994", lasted("", span(month(1993, 5)), span(month(1994, 5))), category="Riots"),
        Event("1993 or so", happened("", year(1993), Span(year(1993).start, year(1994).end)), category="Riots"),
        Event("since 1990", since("", year(1990)), category="Battles"),
        Event("1994", happened("", year(1994)), category=""),
        Event("1992", happened("", year(1992))),
        Event("1995", happened("", year(1995))),
        Event("undated"),
    ]
    store.add_events(slug, given_events)
    assert looks.density(store, slug, Filter(), edges) == {"Battles": [(2, 1), (0, 0)], "Riots": [(1, 1), (0, 0)], "": [(0, 0), (1, 0)]}


@pytest.mark.parametrize("edges", [[], [1], [1, 1], [2, 1]])
def test_bins_need_edges_that_rise(store: Store, slug: str, edges: list[int]) -> None:
    """Anything else is bad input."""
    with pytest.raises(BadInput, match="each later than the one before"):
        looks.density(store, slug, Filter(), edges)


def test_the_extent_is_that_of_the_known_bounds(store: Store, slug: str) -> None:
    """Open ends bound nothing; undated events neither; nothing at all is None."""
    assert store.extent(slug) is None
    store.add_event(slug, Event("undated"))
    assert store.extent(slug) is None
    store.add_event(slug, Event("until 1995", UNTIL))
    assert store.extent(slug) == (year(1995).end, year(1995).end)
    store.add_events(slug, [Event("since", since("", year(1980))), Event("early", happened("", year(1914)), status="suggested")])
    assert store.extent(slug) == (year(1980).start, year(1995).end)
    assert store.extent(slug, Filter(statuses=())) == (year(1914).start, year(1995).end)


# --- all of it agrees ----------------------------------------------------------------------------------------------

years = some.integers(1950, 2050)
ranges = some.tuples(years, years).map(sorted)
dates: some.SearchStrategy[EventDate | None] = some.one_of(
    some.none(),
    some.builds(lambda number: happened("", year(number)), years),
    some.builds(lambda number: since("", year(number)), years),
    some.builds(lambda number: happened("", year(number), Span(None, year(number).end)), years),
    some.builds(lambda ends: lasted("", span(year(ends[0])), span(year(ends[1] + 1))), ranges),
)
made = some.builds(Event, some.just("x"), dates, category=some.sampled_from(("", "Battles")), star=some.booleans())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(given_events=some.lists(made, max_size=12), ends=ranges, cut=years, certainly=some.booleans())
def test_lists_windows_and_bins_count_alike(store: Store, given_events: list[Event], ends: list[int], cut: int, certainly: bool) -> None:
    """What is drawn and what is counted is what the list has, in any window; none is silently missing."""
    slug = store.create_timeline("Any").slug
    store.add_events(slug, given_events)
    first, last = year(ends[0]).start, year(ends[1]).end
    asked = Filter(earliest=f"{cut}-01-01", latest=None, certainly=certainly)
    dated = [each.date for each in given_events if each.date is not None]
    meeting = [date for date in dated if (date.earliest or "0") < f"{ends[1] + 1}" and (date.latest or "9999") >= f"{ends[0]}"]
    edges = sorted({first, (first + last) // 2, last})
    for given_filter in (Filter(), asked):
        rows, total = looks.window(store, slug, given_filter, first, last, 100)
        bins = looks.density(store, slug, given_filter, edges)
        assert len({each.event.id for each in rows}) == total == sum(sum(pair) for lane in bins.values() for pair in lane)
    assert looks.window(store, slug, Filter(), first, last, 100)[1] == len(meeting)
    assert looks.window(store, slug, asked, -(2**60), 2**60, 100)[1] == store.count(slug, asked)
