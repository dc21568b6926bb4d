from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.visiting import Visitor
from timeline import pipeline
from timeline.events import STATUSES
from timeline.store import Filter, Store, StoredEvent

TEXT = "Protests began on Monday. Last month the road was closed. On 1 May the ministers met. A truce was signed on 12 May 1994."


@pytest.fixture
def visitor(client: FlaskClient) -> Visitor:
    return Visitor(client)


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("South Caucasus", "caucasus").slug


@pytest.fixture
def document(store: Store, slug: str) -> str:
    """Read as published on 10 May 2023, which is wrong."""
    return pipeline.keep(store, slug, TEXT, published="2023-05-10", title="Report", accept=False).document.id


def found(store: Store, slug: str, words: str) -> StoredEvent:
    """The one event whose title has these words."""
    (event,) = [each for each in store.each_event(slug, Filter(statuses=STATUSES)) if words in each.event.title]
    return event
