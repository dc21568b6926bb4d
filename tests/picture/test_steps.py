"""Going to the first, last, next and previous of all events that the filter leaves."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from timeline.dates import from_edtf
from timeline.events import Event
from timeline.store import Store


@pytest.fixture
def ids(store: Store) -> dict[str, str]:
    store.create_timeline("War", slug="war")
    given = [("Truce", "1994-05-12"), ("Siege", "1992-02"), ("Vote", "1988-02-20"), ("Protest", "1992-02-10")]
    events = [Event(title, from_edtf(edtf), category="Protests" if title == "Protest" else "") for title, edtf in given]
    return {each.event.title: each.event.id for each in store.add_events("war", [*events, Event("Some day")])}


def _step(client: FlaskClient, query: str) -> str | None:
    answer = client.get(f"/t/war/step.json?{query}")
    assert answer.status_code == 200
    found = answer.get_json()["event"]
    return None if found is None else str(found["title"])


def test_the_first_and_the_last_have_dates(client: FlaskClient, ids: dict[str, str]) -> None:
    assert (_step(client, "go=first"), _step(client, "go=last")) == ("Vote", "Truce")


def test_one_goes_on_from_an_event(client: FlaskClient, ids: dict[str, str]) -> None:
    assert _step(client, f"go=next&event={ids['Vote']}") == "Siege"
    assert _step(client, f"go=previous&event={ids['Truce']}") == "Protest"
    assert _step(client, f"go=next&event={ids['Truce']}") is None


def test_or_from_an_instant(client: FlaskClient, ids: dict[str, str]) -> None:
    """1 Jan 1993; a wrong event is as good as none."""
    assert _step(client, "go=next&at=725846400000") == "Truce"
    assert _step(client, "go=previous&at=725846400000&event=gone") == "Protest"


def test_the_filter_of_the_page_holds_but_its_range_does_not(client: FlaskClient, ids: dict[str, str]) -> None:
    """The picture goes on beyond the range that it opened at, and so does this."""
    assert _step(client, "go=first&category=Protests") == "Protest"
    assert _step(client, "go=last&dates=1992&match=certainly") == "Truce"


def test_one_cannot_go_anywhere_else(client: FlaskClient, ids: dict[str, str]) -> None:
    assert client.get("/t/war/step.json?go=away").status_code == 400
