"""What a window costs, counted and not timed: it must not grow with the timeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from sqlite3 import Connection

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from timeline.dates import from_edtf
from timeline.events import Event
from timeline.store import Store, counting, sqlite
from timeline.web.picture import DRAWN

FEW, MANY = 300, 1500
MOST_BYTES = 200_000
WINDOWS = ("", "?lanes=actor", "?actor=Actor+1", "?part=items", "?q=raid&part=items", "?colour=actor")


def _fill(store: Store, slug: str, count: int) -> None:
    store.create_timeline(slug, slug=slug)
    days = (from_edtf(f"{1990 + at % 30}-{at % 12 + 1:02d}-{at % 28 + 1:02d}") for at in range(count))
    store.add_events(
        slug, [Event(f"Raid {at}", day, actors=(f"Actor {at % 3}",), category="Battles" if at % 2 else "") for at, day in enumerate(days)]
    )


@pytest.fixture
def statements(store: Store) -> Iterator[list[str]]:
    """Every statement that SQLite is given, with its values, by whichever way; what it asks itself for its indexes of words and days is
    left out."""
    heard: list[str] = []

    def hear(driver: Connection, *_: object) -> None:
        driver.set_trace_callback(lambda text: None if text.startswith("--") else heard.append(text))

    event.listen(store.engine, "checkout", hear)
    yield heard
    event.remove(store.engine, "checkout", hear)


def test_a_window_asks_as_much_of_a_long_timeline_as_of_a_short_one(client: FlaskClient, store: Store, statements: list[str]) -> None:
    """As many statements, never more marks than can be drawn, and an answer whose size is bounded."""
    _fill(store, "few", FEW)
    _fill(store, "many", MANY)
    for asked in WINDOWS:
        counts = []
        for slug in ("few", "many"):
            statements.clear()
            answer = client.get(f"/t/{slug}/items.json{asked}")
            counts.append(len(statements))
            assert len(answer.get_json()["items"]) <= DRAWN
            assert len(answer.data) < MOST_BYTES
        assert counts[0] == counts[1], asked


# tables with a row for each event, or for more
LARGE = re.compile(r"^SCAN (event|evidence|event_span|facet_event|density|change|change_row)( |$)")
FILTERS = (
    "",
    "actor=Actor+1",
    "category=Battles",
    "category=Battles&actor=Actor+1",
    "status=suggested",
    "lanes=actor",
    "overview=1",
    "q=raid",
)
RANGES = ("", "&from=0&to=400000000000", "&from=1000000000000&to=1000600000000")


@pytest.mark.parametrize("asked", FILTERS)
@pytest.mark.parametrize("window", RANGES)
def test_no_window_goes_through_a_whole_table(
    client: FlaskClient, store: Store, statements: list[str], asked: str, window: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite finds the rows of each question by an index. Values have their bins counted, as those of large timelines have."""
    monkeypatch.setattr(counting, "LARGE", 50)
    _fill(store, "many", FEW)
    client.get(f"/t/many/items.json?{asked}")  # the ends of all are remembered from then on
    statements.clear()
    assert client.get(f"/t/many/items.json?{asked}{window}").get_json()["items"] is not None
    heard = [text for text in statements if "SELECT" in text]
    with sqlite.reading(store.engine) as connection:
        plans = [(row[3], text) for text in heard for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]
    assert plans
    assert [each for each in plans if LARGE.match(each[0])] == []


def test_a_plan_that_goes_through_a_table_is_seen(store: Store) -> None:
    """What the test above looks for is what SQLite says."""
    with sqlite.reading(store.engine) as connection:
        told = [row[3] for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN SELECT count(*) FROM event WHERE title = 'x'")]
    assert [each for each in told if LARGE.match(each)]


def test_a_search_is_made_once_for_list_and_picture(client: FlaskClient, store: Store, statements: list[str]) -> None:
    """Its pages, its windows and how many of its events have no date."""
    _fill(store, "many", FEW)
    store.add_event("many", Event("Raid without a date"))
    statements.clear()
    for asked in ("items.json?q=raid&part=items", "items.json?q=raid&overview=1", "items.json?q=raid&from=0&to=800000000000"):
        assert client.get(f"/t/many/{asked}").get_json()["items"]
    assert "1 undated" in client.get("/t/many?q=raid").get_data(as_text=True)
    assert client.get("/t/many?q=raid&cursor=last").status_code == 200
    assert len([text for text in statements if "event_span" in text]) == 1
