"""Out into a foreign format and in again: nothing changes but what the loss report names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.any_events import EVENTS
from timeline.events import Event
from timeline.formats import FORMATS, reader, writer
from timeline.formats.losses import LEFT_OUT
from timeline.store import Filter, Store, StoredDocument

FOREIGN = [each for each in FORMATS if each != "json"]
TEXT = "Shells fell in autumn 2020, and 𝔖now after. Ծածուկ."


def exported(store: Store, slug: str, name: str) -> bytes:
    return "".join(writer(name)(store, slug)).encode()


def put(store: Store, slug: str, name: str, data: bytes) -> None:
    contents = reader(name)(data)
    store.put_timeline(slug, contents.title or None, contents.description, contents.documents, contents.events)


def held(store: Store, slug: str) -> dict[str, Event]:
    statuses: tuple[()] = ()
    return {row.event.id: row.event for row in store.each_event(slug, Filter(statuses=statuses))}


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as opened:
        yield opened


@pytest.mark.parametrize("name", FOREIGN)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=st.lists(EVENTS, max_size=5), number=st.integers(0, 10**9))
def test_only_what_the_report_names_changes(store: Store, other: Store, name: str, rows: list[Event], number: int) -> None:
    """Field by field and event by event; and what is read back goes out as the same bytes again."""
    slug = f"s-{number}"
    document = StoredDocument(id="d", title="D", text=TEXT, published="2020-12", language="en")
    store.put_timeline(slug, "Title", "About it.", (document,), tuple(rows))
    lost = {(row.event, row.field) for row in FORMATS[name].losses(store, slug)}
    put(other, slug, name, exported(store, slug, name))
    before, after = held(store, slug), held(other, slug)
    assert before.keys() - after.keys() == {event for event, field in lost if field in (LEFT_OUT, "id")}
    for key in before.keys() & after.keys():
        changed = {each.name for each in fields(Event) if getattr(before[key], each.name) != getattr(after[key], each.name)}
        assert changed <= {field for event, field in lost if event == key}
    store.erase_timeline(slug)
    other.erase_timeline(slug)
