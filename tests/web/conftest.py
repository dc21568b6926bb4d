from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.visiting import Visitor
from timeline.events import Event
from timeline.store import Store
from timeline.understanding import normalise


@pytest.fixture
def visitor(client: FlaskClient) -> Visitor:
    return Visitor(client)


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("South Caucasus", "caucasus").slug


@pytest.fixture
def event(store: Store, slug: str) -> str:
    """The id of an event in autumn 2020."""
    date = normalise("autumn 2020")
    return store.add_event(slug, Event("Peacekeepers move in", date, category="Strategic developments")).event.id
