from __future__ import annotations

import pytest
from flask import Flask

from tests.api.calling import TOKEN, Program
from timeline.events import Event, Evidence
from timeline.store import Era, SavedView, Store, StoredDocument
from timeline.understanding import normalise
from timeline.web import create_app

WORDS = "Shelling began on 27 September 2020. By the 30th the villages were empty."
REPORT = StoredDocument("report", "A report", WORDS, "2020-10-05", None, "en", "Written for the tests")
FIRST = Event(
    "The first shells",
    normalise("27 September 2020"),
    category="Explosions and shelling",
    evidence=(Evidence("Shelling began on 27 September 2020.", "report", 0, 36),),
    id="first-shells",
)
EMPTY = Event(
    "The villages are empty",
    normalise("30 September 2020"),
    status="suggested",
    evidence=(Evidence(source="A letter"), Evidence(source="A diary")),
    id="empty-villages",
)


WAR = Era("the-war", "The war", normalise("27 September to 10 November 2020"), "c1")
SHELLING = SavedView("shelling", "Shelling", "category=Explosions+and+shelling")


def stock(store: Store) -> Store:
    """What the examples are about; taking it in is change 2, after that of beginning the timeline."""
    store.put_timeline("tavush", "Tavush", "Along the border.", [REPORT], [FIRST, EMPTY], eras=[WAR], views=[SHELLING])
    return store


@pytest.fixture
def stocked(store: Store) -> Store:
    return stock(store)


@pytest.fixture
def app(stocked: Store) -> Flask:
    return create_app(stocked, secret="a key for tests", token=TOKEN)


@pytest.fixture
def program(app: Flask) -> Program:
    return Program(app.test_client())
