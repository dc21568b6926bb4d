"""Events go into the store and come out equal; two people cannot overwrite each other; the bin gives back what it got."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from timeline.dates import Assumption, EventDate, happened, lasted, one_of, since
from timeline.errors import BadDate, BadInput, BadText, NotFound, Stale
from timeline.events import CATEGORIES, STATUSES, Event, Evidence, Media, Place
from timeline.granules import day, month, year
from timeline.notation import span
from timeline.store import Filter, Store

MARKET = Event("Shelling of the market", happened("5 February 1994", day(1994, 2, 5)), category="Explosions and shelling")


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("Siege of a town").slug


# --- round trip ----------------------------------------------------------------------------------------------------

texts = some.text(some.characters(codec="utf-8"), max_size=30)
titles = texts.filter(str.strip)
years = some.integers(-3000, 12000)
granules = some.one_of(some.builds(year, years), some.builds(month, years, some.integers(1, 12)))
granules = some.one_of(granules, some.builds(day, years, some.integers(1, 12), some.integers(1, 28)))
simple = some.one_of(some.builds(happened, texts, granules), some.builds(since, texts, granules))
spans = some.builds(lambda first, length: lasted("spell", span(year(first)), span(year(first + length))), years, some.integers(1, 60))
doubtful = some.builds(lambda first, second: one_of("either", [first, second]), simple, simple)
assumptions = some.builds(Assumption, texts, texts, some.sampled_from(("published", "text", "setting", "convention")), texts)


def assuming(date: EventDate, assumed: tuple[Assumption, ...], zone: str | None) -> EventDate:
    return replace(date, assumed=assumed, zone=zone, calendar="julian" if zone else None)


few = some.lists(assumptions, max_size=2).map(tuple)
dates = some.builds(assuming, some.one_of(simple, spans, doubtful), few, some.none() | some.just("Europe/Sarajevo"))
numbers = some.floats(-90, 90)
places = some.builds(Place, texts, some.none() | numbers, some.none() | numbers, some.sampled_from(("", "point", "town")))
proofs = some.builds(
    Evidence, quote=texts, source=texts, url=texts, claimed=some.none() | dates, start=some.none() | some.integers(0, 2**40)
)
lists = some.lists(texts, max_size=3).map(tuple)
events = some.builds(
    Event,
    titles,
    some.none() | dates,
    description=texts,
    actors=lists,
    place=some.none() | places,
    category=some.sampled_from(("", *CATEGORIES)),
    tags=lists,
    media=some.lists(some.builds(Media, texts, texts, texts, texts), max_size=2).map(tuple),
    star=some.booleans(),
    status=some.sampled_from(STATUSES),
    confidence=some.none() | some.floats(0, 1),
    evidence=some.lists(proofs, max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(events, min_size=1, max_size=4))
def test_events_come_out_as_they_went_in(given_events: list[Event]) -> None:
    """Every field of every event, through add, read one, and the stream of all."""
    with TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/a.db") as store:
        slug = store.create_timeline("Any").slug
        added = store.add_events(slug, given_events)
        assert [replace(each.event, id="") for each in added] == [replace(each, id="") for each in given_events]
        assert [store.event(slug, each.event.id).event for each in added] == [each.event for each in added]
        streamed = {each.event.id: each.event for each in store.each_event(slug, Filter(statuses=()))}
        assert streamed == {each.event.id: each.event for each in added}
        assert store.check() == []


# --- adding and changing -------------------------------------------------------------------------------------------


def test_a_stored_event_has_an_id_of_its_own(store: Store, slug: str) -> None:
    """Whatever id an event comes with (a fingerprint, say) is not handed out."""
    first, second = store.add_events(slug, [replace(MARKET, id="fingerprint"), replace(MARKET, id="fingerprint")], author="Ana")
    assert len({"fingerprint", first.event.id, second.event.id}) == 3
    assert (first.version, first.binned, first.changed_by) == (1, False, "Ana")


def test_a_change_makes_a_new_version(store: Store, slug: str) -> None:
    """Who changed it is told, and when it was made stays."""
    added = store.add_event(slug, MARKET, author="Ana")
    changed = store.change_event(slug, added.event.id, replace(MARKET, title="Market shelled"), added.version, author="Ben")
    assert changed == store.event(slug, added.event.id).__class__(
        replace(MARKET, title="Market shelled", id=added.event.id), 2, False, added.created, changed.changed, "Ben", changed.change
    )


def test_saving_the_same_changes_nothing(store: Store, slug: str) -> None:
    """No version, no entry in the history."""
    added = store.add_event(slug, MARKET)
    same = store.change_event(slug, added.event.id, added.event, added.version, author="Ben")
    assert (same.version, same.change, len(store.history(slug, added.event.id))) == (1, None, 1)


def test_the_second_of_two_who_save_is_told(store: Store, slug: str) -> None:
    """Stale carries what is stored now; the first one's work is not lost."""
    added = store.add_event(slug, MARKET)
    first = store.change_event(slug, added.event.id, replace(MARKET, title="Market shelled"), 1, author="Ana")
    with pytest.raises(Stale, match="was changed by Ana in the meantime") as caught:
        store.change_event(slug, added.event.id, replace(MARKET, title="Attack"), 1, author="Ben")
    assert caught.value.current == replace(first, change=None)
    assert store.event(slug, added.event.id).event.title == "Market shelled"
    with pytest.raises(Stale):
        store.bin_event(slug, added.event.id, version=1)


def test_the_bin_takes_and_gives_back(store: Store, slug: str) -> None:
    """A binned event is in no list but the bin's."""
    added = store.add_event(slug, MARKET)
    assert store.bin_event(slug, added.event.id, added.version).binned
    assert (store.events(slug).total, store.events(slug, Filter(binned=True)).total, store.timeline(slug).binned) == (0, 1, 1)
    assert store.bin_event(slug, added.event.id).change is None
    back = store.restore_event(slug, added.event.id)
    assert (back.binned, back.version, back.event) == (False, 3, added.event)


def test_many_are_decided_at_once(store: Store, slug: str) -> None:
    """One change, however many; those that are so already are not touched."""
    given_events = [replace(MARKET, title=f"Event {number}", status="suggested") for number in range(7)]
    ids = [each.event.id for each in store.add_events(slug, given_events)]
    store.decide(slug, ids[:1], "accepted")
    change = store.decide(slug, ids, "accepted", author="Ana")
    assert (change.count, change.summary, set(change.events)) == (6, "Accepted 6 events", set(ids[1:]))
    assert store.timeline(slug).accepted == 7


def test_what_cannot_be_stored_is_refused_whole(store: Store, slug: str) -> None:
    """One bad event among good ones: nothing is stored, and the sentence says why."""
    backwards = EventDate("never", "1995/1994", "1995-01-01", "1994-01-01")
    wrong = (
        (replace(MARKET, title="  "), BadInput, "needs a title"),
        (replace(MARKET, status="maybe"), BadInput, "“maybe” is no status"),  # type: ignore[arg-type]
        (replace(MARKET, date=backwards), BadDate, "ends before it starts"),
        (replace(MARKET, evidence=(Evidence("q", document="nope"),)), BadInput, "which this timeline does not have"),
        (replace(MARKET, title="half \ud800"), BadText, "half a character"),
        (replace(MARKET, evidence=(Evidence("q", start=2**70),)), BadInput, "too large"),
    )
    for event, error, sentence in wrong:
        with pytest.raises(error, match=sentence):
            store.add_events(slug, [MARKET, event])
    assert store.events(slug, Filter(statuses=())).total == 0
    assert [change.action for change in store.changes(slug)] == ["create"]


def test_what_is_not_there_is_named(store: Store, slug: str) -> None:
    """Timelines, events, documents and changes."""
    for ask in (
        lambda: store.timeline("nowhere"),
        lambda: store.events("nowhere"),
        lambda: store.add_event("nowhere", MARKET),
        lambda: list(store.each_event("nowhere")),
    ):
        with pytest.raises(NotFound, match="no timeline “nowhere”"):
            ask()
    with pytest.raises(NotFound, match="no event abc"):
        store.event(slug, "abc")
    with pytest.raises(NotFound, match="no event abc"):
        store.decide(slug, ["abc"], "accepted")
    with pytest.raises(NotFound, match="no document abc"):
        store.document(slug, "abc")
    with pytest.raises(NotFound, match="no change 99"):
        store.undo(slug, 99)


# --- timelines -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "slug"),
    [("The Siege of Sarajevo", "the-siege-of-sarajevo"), ("Öç & Ñandú, 1992–95!", "oc-nandu-1992-95"), ("x" * 200, "x" * 70)],
)
def test_a_timeline_has_a_readable_address(store: Store, title: str, slug: str) -> None:
    """Made of its title; a second one of the same title gets a number."""
    assert store.create_timeline(title).slug == slug
    assert store.create_timeline(title).slug == f"{slug}-2"


def test_a_title_without_a_latin_letter_gets_a_word(store: Store) -> None:
    """Any script can be a title."""
    card = store.create_timeline("Осада")
    assert card.title == "Осада"
    assert card.slug.isascii() and card.slug.isalnum()


def test_addresses_are_checked(store: Store) -> None:
    """A slug is of a-z, digits and hyphens, and used once; a title says something."""
    store.create_timeline("One", slug="one")
    for title, slug, field in (
        ("Two", "one", "slug"),
        ("Two", "Two!", "slug"),
        ("Two", "", "slug"),
        ("Two", "a" * 81, "slug"),
        (" ", None, "title"),
    ):
        with pytest.raises(BadInput) as caught:
            store.create_timeline(title, slug=slug)
        assert caught.value.field == field
    assert [card.slug for card in store.timelines()] == ["one"]


def test_a_card_counts_what_a_timeline_has(store: Store, slug: str) -> None:
    """By status, and what is undated, in the bin, or needs an answer; the bounds are those of accepted events."""
    either = one_of("1993 or 1994", [happened("", year(1993)), happened("", year(1994))])
    binned, *_ = store.add_events(
        slug,
        [
            MARKET,
            Event("Since", since("since 1992", year(1992))),
            Event("Asks", either, status="suggested"),
            Event("Some day"),
            Event("Long ago", happened("1400", year(1400)), status="suggested"),
            Event("No", status="rejected"),
            MARKET,
        ],
    )
    store.bin_event(slug, binned.event.id)
    card = store.timeline(slug)
    assert (card.accepted, card.suggested, card.rejected, card.binned, card.undated, card.needs_answer) == (3, 2, 1, 1, 1, 1)
    assert (card.earliest, card.latest) == ("1992-01-01", "1994-02-05")


def test_a_timeline_is_described_anew(store: Store, slug: str) -> None:
    """What is not given stays."""
    assert store.change_timeline(slug, description="new").title == "Siege of a town"
    assert store.change_timeline(slug, title="Sarajevo").description == "new"
    with pytest.raises(BadInput):
        store.change_timeline(slug, title=" ")


def test_timelines_do_not_see_each_other(store: Store, slug: str) -> None:
    """An event of one cannot be read, changed or found through another."""
    other = store.create_timeline("Other").slug
    added = store.add_event(slug, MARKET)
    with pytest.raises(NotFound):
        store.change_event(other, added.event.id, MARKET, 1)
    assert store.events(other, Filter(q="market")).total == 0


def test_stores_lie_beside_each_other(tmp_path: Path) -> None:
    """Two files, two stores."""
    with Store.open(f"sqlite:///{tmp_path}/a.db") as one, Store.open(f"sqlite:///{tmp_path}/b.db") as two:
        one.create_timeline("One")
        assert two.timelines() == []
