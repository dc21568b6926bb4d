"""The sample timelines: whole, honest, and showing what the pages can show."""

from __future__ import annotations

import json

import pytest

from timeline.events import CATEGORIES
from timeline.formats import reader, writer
from timeline.resources import folder
from timeline.seeding import plant, samples
from timeline.store import Filter, Store

FILES = [sample["file"] for sample in samples()]


@pytest.mark.parametrize("name", FILES)
def test_every_event_rests_on_a_quote_that_stands_in_its_document(name: str) -> None:
    """The reader checks the offsets; here, that there is a quote at all and that it holds the words of the date."""
    contents = reader("json")((folder("seeds") / name).read_bytes())
    for event in contents.events:
        assert event.date is not None
        assert event.evidence[0].document
        assert event.date.text in event.evidence[0].quote


@pytest.mark.parametrize("name", FILES)
def test_documents_are_the_files_beside_them(name: str) -> None:
    contents = reader("json")((folder("seeds") / name).read_bytes())
    texts = {path.read_text(encoding="utf-8") for path in folder("seeds").glob("*.txt")}
    assert {document.text for document in contents.documents} <= texts


def test_sources_are_named_as_what_they_are() -> None:
    for sample in samples():
        contents = reader("json")((folder("seeds") / sample["file"]).read_bytes())
        assert {document.source for document in contents.documents} == {"written for this demonstration"}


def test_together_they_show_every_kind_of_date() -> None:
    dates = [event.date for name in FILES for event in reader("json")((folder("seeds") / name).read_bytes()).events if event.date]
    assert {date.precision for date in dates} >= {"minute", "day", "week", "month", "season", "year", "decade"}
    assert any(date.alternatives for date in dates)
    assert any(date.approximate for date in dates)
    assert any(date.earliest is None for date in dates)
    assert any(date.latest is None for date in dates)
    assert {one.source for date in dates for one in date.assumed} >= {"published", "text", "setting", "convention"}


def test_categories_are_the_known_ones_or_none() -> None:
    events = [event for name in FILES for event in reader("json")((folder("seeds") / name).read_bytes()).events]
    assert {event.category for event in events} == {*CATEGORIES, ""}


def test_planting_twice_changes_nothing(store: Store) -> None:
    assert all(new for _, new in plant(store))
    before = {card.slug: "".join(writer("json")(store, card.slug)) for card in store.timelines()}
    assert not any(new for _, new in plant(store))
    assert {card.slug: "".join(writer("json")(store, card.slug)) for card in store.timelines()} == before


def test_there_is_something_to_review(store: Store) -> None:
    """A pasted text leaves suggestions undecided, and one turned down."""
    list(plant(store))
    card = store.timeline("karabakh")
    assert card.suggested >= 3
    assert card.rejected == 1
    assert all(row.event.evidence for row in store.each_event("karabakh", Filter(statuses=("suggested", "rejected"))))


def test_what_is_accepted_comes_out_as_it_was_written(store: Store) -> None:
    """Reading the pasted text changed nothing in what was already decided."""
    list(plant(store))
    written = json.loads((folder("seeds") / "karabakh.json").read_bytes())["events"]
    assert json.loads("".join(writer("json")(store, "karabakh", ("accepted",))))["events"] == written
