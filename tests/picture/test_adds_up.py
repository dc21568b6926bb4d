"""Whatever is asked of a picture, over any events: each is told once, as an item or in a column, and none is missing."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.store.anything import NAMES, events
from timeline.notation import instant_text
from timeline.store import Store
from timeline.web import create_app
from timeline.web.picture import DRAWN
from timeline.web.view import LANES, read_view

SLUG = "war"


def _some(*values: str) -> some.SearchStrategy[list[str]]:
    return some.just([]) | some.lists(some.sampled_from(("none", *values)), max_size=2, unique=True)


arguments = some.fixed_dictionaries(
    {
        "q": some.sampled_from(("", "", "raid", "村")),
        "match": some.sampled_from(("", "certainly")),
        "category": _some("Battles", "Riots"),
        "status": some.sampled_from(([], ["suggested", "rejected"], ["accepted", "suggested", "rejected"])),
        **{name: _some(*NAMES) for name in ("actor", "place", "source", "tag")},
        "precision": _some("year", "day"),
        "confidence": _some("low", "high"),
        "star": some.sampled_from(("", "", "1")),
        "asks": some.sampled_from(("", "", "1")),
        "lanes": some.sampled_from(("", *LANES)),
        "width": some.sampled_from(("", "200", "4000")),
    }
)
ms = some.integers(-80 * 10**12, 4 * 10**12) | some.integers(3 * 10**11, 13 * 10**11)
windows = some.tuples(ms, ms).map(sorted).filter(lambda each: each[1] - each[0] > 3_600_000)


def _counted(told: dict[str, Any]) -> int:
    return sum(certain + possible for bins in told["bins"].values() for _, _, certain, possible in bins)


@settings(max_examples=40)
@given(some.lists(events, min_size=1, max_size=12), some.integers(1, 40), windows, arguments)
def test_items_and_columns_are_what_the_store_has(given_: list[Any], times: int, window: list[int], asked: dict[str, Any]) -> None:
    """Through the address, as the browser asks: in the window, before it, after it and undated, under every filter and in all lanes."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{Path(folder) / 'store.db'}") as store:
        store.create_timeline("War", slug=SLUG)
        store.add_events(SLUG, given_ * times)
        client = create_app(store, secret="a key for tests").test_client()
        query = urlencode({**asked, "from": window[0], "to": window[1]}, doseq=True)
        told = client.get(f"/t/{SLUG}/items.json?{query}").get_json()
        view = read_view(client.application.test_request_context(f"/?{query}").request.args)
        every = store.count(SLUG, view.filter())
        if told["window"] is None:
            assert told["undated"] == every
            return
        first, end = (each // 1000 for each in told["window"])
        earliest, latest = instant_text(first, by_the_day=False), instant_text(end - 1, by_the_day=False)
        inside = store.count(SLUG, replace(view.filter(), earliest=earliest, latest=latest, undated=None))
        assert len(told["items"]) + _counted(told) == told["total"] == inside
        assert sum(lane["total"] for lane in told["lanes"]) == inside
        assert bool(told["bins"]) == (inside > DRAWN)
        if not view.certainly:
            assert told["earlier"] + told["total"] + told["later"] + told["undated"] == every
