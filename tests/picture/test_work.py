"""What a window costs, counted and not timed: it must not grow with the timeline."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from timeline.dates import from_edtf
from timeline.events import Event
from timeline.store import Store
from timeline.web.picture import DRAWN

FEW, MANY = 300, 1500
MOST_BYTES = 200_000
WINDOWS = ("", "?lanes=actor", "?actor=Actor+1", "?part=items", "?q=raid&part=items", "?colour=actor")


def _fill(store: Store, slug: str, count: int) -> None:
    store.create_timeline(slug, slug=slug)
    days = (from_edtf(f"{1990 + at % 30}-{at % 12 + 1:02d}-{at % 28 + 1:02d}") for at in range(count))
    store.add_events(slug, [Event(f"Raid {at}", day, actors=(f"Actor {at % 3}",)) for at, day in enumerate(days)])


@pytest.fixture
def statements(store: Store) -> Iterator[list[str]]:
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        heard.append(statement)

    event.listen(store.engine, "before_cursor_execute", hear)
    yield heard
    event.remove(store.engine, "before_cursor_execute", hear)


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
