"""What a chronology lacks: stretches that no accepted event touches, and documents that still wait."""

from __future__ import annotations

from dataclasses import replace

import pytest

from timeline.events import Event, Evidence, Status
from timeline.extraction import extract
from timeline.pipeline import keep
from timeline.store import Choice, Store
from timeline.understanding import normalise


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("War").slug


def add(store: Store, slug: str, *dates: str, status: Status = "accepted", category: str = "") -> None:
    store.add_events(slug, [Event(f"Event of {date}", normalise(date), status=status, category=category) for date in dates])


def told(store: Store, slug: str, category: str | None = None) -> list[tuple[str, str, int]]:
    return [(each.earliest, each.latest, each.days) for each in store.gaps(slug, 10, category)]


def test_the_longest_stretch_comes_first(store: Store, slug: str) -> None:
    add(store, slug, "1 May 1992", "5 May 1992", "1 May 1993")
    assert told(store, slug) == [("1992-05-06", "1993-04-30", 360), ("1992-05-02", "1992-05-04", 3)]


def test_a_stretch_names_the_events_at_its_ends(store: Store, slug: str) -> None:
    add(store, slug, "1992", "1 May 1994")
    (gap,) = store.gaps(slug)
    assert gap.before is not None
    assert (gap.before.event.title, gap.after.event.title) == ("Event of 1992", "Event of 1 May 1994")


def test_days_that_an_event_possibly_touches_are_no_gap(store: Store, slug: str) -> None:
    add(store, slug, "1 May 1992", "1993", "1 January 1994")
    assert told(store, slug) == [("1992-05-02", "1992-12-31", 244)]


def test_an_open_end_counts_as_far_as_somebody_vouches_for_it(store: Store, slug: str) -> None:
    add(store, slug, "since 1 May 1992", "1 May 1993")
    assert told(store, slug) == [("1992-05-02", "1993-04-30", 364)]


def test_an_event_inside_a_longer_one_ends_nothing(store: Store, slug: str) -> None:
    add(store, slug, "from 1 May 1992 to 31 December 1992", "5 May 1992", "3 January 1993")
    assert told(store, slug) == [("1993-01-01", "1993-01-02", 2)]


def test_times_of_day_bound_whole_days(store: Store, slug: str) -> None:
    add(store, slug, "4:45 am on 1 September 1939", "5 September 1939", "11 pm on 5 September 1939")
    assert told(store, slug) == [("1939-09-02", "1939-09-04", 3)]


def test_only_accepted_events_count_and_a_kind_can_be_asked_for(store: Store, slug: str) -> None:
    add(store, slug, "1 May 1992", "10 May 1992", category="Protests")
    add(store, slug, "5 May 1992")
    add(store, slug, "8 May 1992", status="suggested")
    assert told(store, slug) == [("1992-05-06", "1992-05-09", 4), ("1992-05-02", "1992-05-04", 3)]
    assert told(store, slug, "Protests") == [("1992-05-02", "1992-05-09", 8)]


@pytest.mark.parametrize("dates", [(), ("1992",), ("1992", "1992"), ("since 1990", "March 1990")])
def test_where_nothing_is_free_there_is_no_gap(store: Store, slug: str, dates: tuple[str, ...]) -> None:
    add(store, slug, *dates)
    assert told(store, slug) == []


def test_documents_that_wait_come_first_and_bring_no_text(store: Store, slug: str) -> None:
    done = keep(store, slug, "It began in 1994.", title="Done", accept=True)
    keep(store, slug, "It began in 1995. It ended in 1996.", title="Waiting", accept=False)
    states = [
        (each.document.title, each.document.text, each.suggested, each.accepted, each.rejected) for each in store.document_states(slug)
    ]
    assert states == [("Waiting", "", 2, 0, 0), ("Done", "", 0, 1, 0)]
    store.decide(slug, done.events, "rejected")
    assert store.document_states(slug)[1].rejected == 1


# --- sources -------------------------------------------------------------------------------------------------------

LONG = "The bridge over the river was blown up by soldiers at night."


@pytest.mark.parametrize(
    ("evidence", "single"),
    [
        ((), False),
        ((Evidence(),), False),
        ((Evidence(source="Reuters"),), True),
        ((Evidence(source="Reuters"), Evidence(source="A diary")), False),
        ((Evidence(source="Reuters"), Evidence(source="REUTERS", quote="It fell.")), True),
        ((Evidence(quote=LONG, source="One paper"), Evidence(quote=LONG, source="Another")), True),
        ((Evidence(quote="It fell.", source="One paper"), Evidence()), True),
    ],
)
def test_what_repeats_one_another_is_a_single_source(store: Store, slug: str, evidence: tuple[Evidence, ...], single: bool) -> None:
    store.add_event(slug, Event("The bridge fell", evidence=evidence))
    assert store.single_source(slug).total == single


def test_documents_of_one_agency_are_a_single_source(store: Store, slug: str) -> None:
    texts = ("The bridge fell on 1 May 1994.", "On 1 May 1994 soldiers blew the bridge up.")
    papers = [keep(store, slug, text, title=text, source="Reuters", accept=True) for text in texts]
    ids = [each.events[0] for each in papers]
    store.merge(slug, ids, Choice(ids[0]))
    assert [each.event.id for each in store.single_source(slug).rows] == [ids[0]]
    corrected = replace(store.document(slug, papers[1].document.id), source="A diary")
    store.reread(slug, corrected.id, corrected, extract(corrected.text))
    assert store.single_source(slug).total == 0


def test_single_sources_are_told_by_date_and_counted_beyond_those_shown(store: Store, slug: str) -> None:
    """Only what is accepted and not in the bin."""
    twice = (Evidence(source="Reuters"), Evidence(source="Reuters", quote="Again."))
    for date, told in (("1995", twice), ("1993", twice[:1]), ("1994", twice)):
        store.add_event(slug, Event(date, normalise(date), evidence=told))
    store.add_event(slug, Event("Waiting", normalise("1990"), status="suggested", evidence=twice))
    store.bin_event(slug, store.add_event(slug, Event("Binned", normalise("1990"), evidence=twice)).event.id)
    single = store.single_source(slug, limit=2)
    assert ([each.event.title for each in single.rows], single.total) == (["1993", "1994"], 3)
