"""A short walk of the soak: random steps on the timeline page, without a complaint of the browser, and nothing grows."""

from __future__ import annotations

import random

import pytest

from benchmarks.many_events import SLUG, documents, events
from benchmarks.soak import Walk, risen
from tests.conftest import OpenPage, Site

STEPS = 300
EVERY = 10


@pytest.mark.parametrize("stays", [True, False], ids=["in one document", "with filters and Back"])
def test_a_walk_at_random_leaves_the_page_as_it_was(open_page: OpenPage, site: Site, stays: bool) -> None:
    site.store.put_timeline(SLUG, "Many events", documents=documents(), events=events(300))
    walk = Walk(open_page(), random.Random(1994), site.at(f"/t/{SLUG}"), stays, every=EVERY)
    walk.go(range(STEPS // 2))
    assert walk.complaints == []
    assert len(walk.samples) == STEPS // 2 // EVERY
    assert risen(walk.samples) == []
