"""What is said of the different dates that the accounts of one event give, before a file that cannot hold them is made."""

from __future__ import annotations

import pytest

from timeline.events import Event, Evidence
from timeline.formats import FORMATS
from timeline.formats.losses import counted
from timeline.store import Store
from timeline.understanding import normalise

SENTENCE = "The different dates that its accounts give are left out: “8 May 1994”, “9 May 1994”."


def told(*days: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(source=f"Paper {number}", claimed=normalise(day)) for number, day in enumerate(days))


@pytest.mark.parametrize("name", ["csv", "timelinejs", "vis"])
def test_different_dates_of_the_accounts_are_named_event_by_event(store: Store, name: str) -> None:
    slug = store.create_timeline("War").slug
    disputed = store.add_event(slug, Event("A truce", normalise("8 May 1994"), evidence=told("8 May 1994", "9 May 1994"))).event.id
    store.add_event(slug, Event("A march", normalise("8 May 1994"), evidence=told("8 May 1994", "8 May 1994")))
    rows = [(row.event, row.sentence) for row in FORMATS[name].losses(store, slug) if row.field == "claimed"]
    assert rows == [(disputed, SENTENCE)]
    assert "1 event: The different dates that its accounts give are left out." in counted(FORMATS[name].losses(store, slug))


def test_the_projects_own_format_keeps_them(store: Store) -> None:
    slug = store.create_timeline("War").slug
    store.add_event(slug, Event("A truce", normalise("8 May 1994"), evidence=told("8 May 1994", "9 May 1994")))
    assert list(FORMATS["json"].losses(store, slug)) == []
