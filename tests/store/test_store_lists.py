"""Lists of events: their order, their pages, their filters, and search in any script."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from timeline.dates import happened, lasted, one_of, since
from timeline.errors import BadDate, BadInput, NotFound
from timeline.events import Event, Evidence, Place, Reading
from timeline.granules import day, month, year
from timeline.notation import Span, span
from timeline.store import LAST_PAGE, Filter, Store, StoredDocument, described
from timeline.store.searching import words_of

UNHURRIED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
ANY = Filter(statuses=())
UNTIL = happened("until 1990", year(1990), Span(None, year(1990).end))


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("Any").slug


def titles(store: Store, slug: str, given_filter: Filter) -> list[str]:
    return [each.event.title for each in store.each_event(slug, given_filter)]


# --- order and pages -----------------------------------------------------------------------------------------------


def test_events_come_by_their_earliest_start(store: Store, slug: str) -> None:
    """An open start first, undated last, equal ones as they came, years before the common era where they belong."""
    store.add_events(
        slug,
        [
            Event("undated"),
            Event("1994", happened("", year(1994))),
            Event("May 1994", happened("", month(1994, 5))),
            Event("open start", UNTIL),
            Event("480 BC", happened("", year(-479))),
            Event("1994 again", happened("", year(1994))),
        ],
    )
    assert titles(store, slug, ANY) == ["open start", "480 BC", "1994", "1994 again", "May 1994", "undated"]


def test_pages_hold_every_event_once(store: Store, slug: str) -> None:
    """Forward to the end and back again, with many events on one day and some without a date."""
    given_events = [Event(f"Event {number}", happened("", day(1994, 2, 1 + number % 3)) if number % 5 else None) for number in range(23)]
    store.add_events(slug, given_events)
    forward, cursor = [], None
    while True:
        page = store.events(slug, ANY, cursor, 5)
        forward.append([each.event.id for each in page.rows])
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    backward = [forward[-1]]
    while page.previous_cursor is not None:
        page = store.events(slug, ANY, page.previous_cursor, 5)
        backward.append([each.event.id for each in page.rows])
    assert backward[::-1] == forward
    assert [each for rows in forward for each in rows] == [each.event.id for each in store.each_event(slug, ANY)]
    assert (page.total, [len(rows) for rows in forward]) == (23, [5, 5, 5, 5, 3])
    last = store.events(slug, ANY, LAST_PAGE, 5)
    assert ([each.event.id for each in last.rows], last.next_cursor) == ([each.event.id for each in store.each_event(slug, ANY)][-5:], None)


def test_a_page_goes_on_where_it_was(store: Store, slug: str) -> None:
    """Events that come or go in between neither repeat nor skip others."""
    made = store.add_events(slug, [Event(f"Event {number}", happened("", year(1990 + number))) for number in range(6)])
    page = store.events(slug, ANY, limit=3)
    store.add_event(slug, Event("Earlier", happened("", year(1900))))
    store.erase_event(slug, made[2].event.id)
    assert [each.event.title for each in store.events(slug, ANY, page.next_cursor, 3).rows] == ["Event 3", "Event 4", "Event 5"]


def test_a_page_can_begin_with_an_event(store: Store, slug: str) -> None:
    made = store.add_events(slug, [Event(f"Event {number}", happened("", year(1990 - number))) for number in range(6)])
    page = store.events(slug, ANY, store.cursor_at(slug, made[2].event.id), 2)
    assert [each.event.title for each in page.rows] == ["Event 2", "Event 1"]
    assert page.previous_cursor is not None
    with pytest.raises(NotFound):
        store.cursor_at(slug, "nobody")


def test_an_empty_timeline_has_an_empty_page(store: Store, slug: str) -> None:
    """And no way on or back."""
    page = store.events(slug)
    assert (page.rows, page.total, page.next_cursor, page.previous_cursor) == ([], 0, None, None)


@UNHURRIED
@given(
    some.text(max_size=20) | some.sampled_from(["W10", "bnVsbA", "WzFd", "WzEsMSwiYSJd", "eyJhIjoxfQ", "WzEsMWU5OTksMV0", "WzEsWzFdLDFd"])
)
def test_a_damaged_cursor_is_bad_input(cursor: str) -> None:
    """Whatever stands in it, it is never another kind of error."""
    from timeline.store.queries import read_cursor

    with pytest.raises(BadInput, match="start again"):
        read_cursor(cursor)


def test_neighbours_of_an_event(store: Store, slug: str) -> None:
    """Within the filter: before, after, its place, how many. One that the filter leaves out has neighbours, and no place."""
    given_events = [Event(f"Event {number}", happened("", year(1990 + number)), star=number == 2) for number in range(4)]
    ids = [each.event.id for each in store.add_events(slug, given_events)]
    assert store.neighbours(slug, ids[0]) == (None, ids[1], 1, 4)
    assert store.neighbours(slug, ids[3]) == (ids[2], None, 4, 4)
    store.decide(slug, [ids[1]], "rejected")
    assert store.neighbours(slug, ids[2]) == (ids[0], ids[3], 2, 3)
    assert store.neighbours(slug, ids[1]) == (ids[0], ids[2], 0, 3)
    with pytest.raises(NotFound):
        store.neighbours(slug, "nobody")


# --- filters -------------------------------------------------------------------------------------------------------

SPELL = lasted("2011-2013", span(year(2011)), span(year(2013)))
HELD = (
    Event("in May 2012", happened("", month(2012, 5)), category="Battles"),
    Event("in 2012", happened("", year(2012)), category="Protests"),
    Event("2011 to 2013", SPELL, category="Battles"),
    Event("since 2009", since("", year(2009))),
    Event("until 1990", UNTIL, star=True),
    Event("some day"),
    Event("3 or 4 May", one_of("", [happened("", day(2012, 5, 3)), happened("", day(2012, 5, 4))])),
    Event("maybe", happened("", month(2012, 5)), status="suggested"),
    Event("no", happened("", month(2012, 5)), status="rejected"),
)

FOUND: tuple[tuple[Filter, set[str]], ...] = (
    (Filter(), {"in May 2012", "in 2012", "2011 to 2013", "since 2009", "until 1990", "some day", "3 or 4 May"}),
    (Filter(earliest="2012-05-01", latest="2012-05-31"), {"in May 2012", "in 2012", "2011 to 2013", "since 2009", "3 or 4 May"}),
    (Filter(earliest="2012-05-01", latest="2012-05-31", certainly=True), {"in May 2012", "2011 to 2013", "3 or 4 May"}),
    (Filter(earliest="2012-05-31", latest="2012-05-31"), {"in May 2012", "in 2012", "2011 to 2013", "since 2009"}),
    (Filter(earliest="2014-01-01"), {"since 2009"}),
    (Filter(earliest="2014-01-01", certainly=True), set()),
    (Filter(earliest="2009-01-01", certainly=True), {"in May 2012", "in 2012", "2011 to 2013", "since 2009", "3 or 4 May"}),
    (Filter(latest="1995-12-31"), {"until 1990"}),
    (Filter(latest="1995-12-31", certainly=True), {"until 1990"}),
    (Filter(earliest="1980-01-01", latest="1995-12-31", certainly=True), set()),
    (Filter(categories=("Battles",)), {"in May 2012", "2011 to 2013"}),
    (Filter(categories=("Battles", "Protests")), {"in May 2012", "2011 to 2013", "in 2012"}),
    (Filter(categories=("",)), {"since 2009", "until 1990", "some day", "3 or 4 May"}),
    (Filter(statuses=("suggested",)), {"maybe"}),
    (Filter(statuses=("suggested", "rejected")), {"maybe", "no"}),
    (Filter(undated=True), {"some day"}),
    (
        Filter(undated=False, earliest="2012-01-01", latest="2012-12-31", certainly=True),
        {"in May 2012", "in 2012", "2011 to 2013", "3 or 4 May"},
    ),
    (Filter(asks=True), {"3 or 4 May"}),
    (Filter(asks=False, categories=("",)), {"since 2009", "until 1990", "some day"}),
    (Filter(star=True), {"until 1990"}),
    (Filter(star=False, categories=("Battles", "")), {"in May 2012", "2011 to 2013", "since 2009", "some day", "3 or 4 May"}),
    (Filter(q="may", latest="2012-05-03"), {"in May 2012", "3 or 4 May"}),
    (Filter(binned=True), set()),
)


@pytest.mark.parametrize(("asked", "expected"), FOUND, ids=lambda value: "; ".join(described(value)) if isinstance(value, Filter) else "")
def test_a_filter_finds_what_it_says(store: Store, slug: str, asked: Filter, expected: set[str]) -> None:
    """The list, its total, the count and the page agree."""
    store.add_events(slug, HELD)
    page = store.events(slug, asked)
    assert {each.event.title for each in page.rows} == expected
    assert (page.total, store.count(slug, asked)) == (len(expected), len(expected))


def test_what_rests_on_a_document(store: Store, slug: str) -> None:
    """Only the events with evidence in it; another timeline's document is nobody's."""
    text = StoredDocument(title="Report", text="It began in 1994.")
    reading = Reading(
        None, None, "en", events=(Event("began", happened("1994", year(1994)), evidence=(Evidence("It began in 1994."),), id="f1"),)
    )
    document = store.add_document(slug, text, reading).document
    store.add_events(slug, HELD)
    other = store.create_timeline("Other").slug
    assert titles(store, slug, Filter(statuses=(), document=document.id)) == ["began"]
    assert titles(store, other, Filter(statuses=(), document=document.id)) == []


def test_a_range_that_cannot_be_is_refused(store: Store, slug: str) -> None:
    """With the bound at fault."""
    with pytest.raises(BadDate, match="ends before it starts"):
        store.events(slug, Filter(earliest="2013-01-01", latest="2012-12-31"))
    with pytest.raises(BadDate, match="has 28 days"):
        store.events(slug, Filter(earliest="2013-02-31"))


def test_a_filter_says_what_it_is() -> None:
    """In phrases that stand after the word "events"."""
    asked = Filter(q=" market ", earliest="2012-05-01", certainly=True, categories=("Battles", "Riots"))
    assert described(asked) == ["accepted", "of Battles or Riots", "with “market” in it", "certainly from 2012-05-01 to the end"]


# --- search --------------------------------------------------------------------------------------------------------

ROWS = [line.split("\t") for line in (Path(__file__).parent / "search.tsv").read_text("utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("text", "typed", "found"), ROWS)
def test_words_are_found_as_the_table_says(store: Store, slug: str, text: str, typed: str, found: str) -> None:
    """search.tsv: any script, beginnings of words, all words wanted, no syntax."""
    store.add_events(slug, [Event(text), Event("Something else")])
    assert titles(store, slug, Filter(q=typed)) == ([text] if found == "yes" else [])


def test_search_looks_everywhere(store: Store, slug: str) -> None:
    """Title, description, actors, place, tags and quotes, also together; and nothing of what was there before an edit."""
    event = Event(
        "Alpha",
        description="bravo",
        actors=("Charlie", "Delta"),
        place=Place("Echo"),
        tags=("foxtrot",),
        evidence=(Evidence("golf"), Evidence("hotel")),
    )
    added = store.add_event(slug, event)
    for word in ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "alpha golf", "hot ech"):
        assert titles(store, slug, Filter(q=word)) == ["Alpha"], word
    store.change_event(slug, added.event.id, Event("India"), 1)
    assert (titles(store, slug, Filter(q="alpha")), titles(store, slug, Filter(q="india"))) == ([], ["India"])
    store.undo(slug)
    assert (titles(store, slug, Filter(q="golf")), titles(store, slug, Filter(q="india"))) == (["Alpha"], [])


def test_nothing_typed_can_break_search(store: Store, slug: str) -> None:
    """Whatever characters, the search answers, and finds at least the event made of them."""

    @UNHURRIED
    @given(some.text(max_size=30))
    def holds(typed: str) -> None:
        assert store.count(slug, Filter(q=typed)) <= 1

    @UNHURRIED
    @given(some.text("\"'*()^:-+{}~ANDORT\x00 aé中", max_size=30))
    def holds_for_syntax(typed: str) -> None:
        assert store.count(slug, Filter(q=typed)) <= 1

    store.add_event(slug, Event("a é 中 text"))
    holds()
    holds_for_syntax()


def test_what_was_stored_is_found_by_its_own_words(store: Store, slug: str) -> None:
    """Any text in any script, typed again as it is, finds itself."""
    readable = some.text(some.characters(codec="utf-8"), max_size=30).filter(words_of)

    @UNHURRIED
    @given(readable)
    def holds(text: str) -> None:
        added = store.add_event(slug, Event("x", description=text))
        assert added.event.id in [each.event.id for each in store.each_event(slug, Filter(q=text))]

    holds()
