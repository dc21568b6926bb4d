"""The project's own JSON: everything goes out and comes back, and what is wrong is refused with its place."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.formats.any_events import EVENTS, TEXT
from timeline.dates import from_edtf
from timeline.errors import BadInput, NotFound, TimelineError
from timeline.events import Event, Evidence, Media, Place
from timeline.formats import FORMATS, reader, writer
from timeline.formats.own import DOCUMENT_FIELDS, VERSIONS, read, write
from timeline.formats.schema import schema
from timeline.store import Filter, Store, StoredDocument

HERE = Path(__file__).parent
GOOD_DOCUMENT = {"id": "d", "title": "D", "text": "These words and more."}
REFUSED = tomllib.loads((HERE / "refused.toml").read_text(encoding="utf-8"))


def put(store: Store, slug: str, data: bytes) -> None:
    contents = reader("json")(data)
    store.put_timeline(slug, contents.title, contents.description, contents.documents, contents.events)


def exported(store: Store, slug: str) -> bytes:
    return "".join(writer("json")(store, slug)).encode()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as opened:
        yield opened


@pytest.mark.parametrize("version", sorted(VERSIONS))
def test_every_version_ever_written_is_read(store: Store, version: str) -> None:
    """There is a file of each version, kept as it was written; the newest comes out again as the same bytes."""
    data = (HERE / f"{version.replace('/', '-')}.json").read_bytes()
    put(store, "kept", data)
    assert json.loads(data)["format"] == version
    assert exported(store, "kept") == data


def test_the_fixture_uses_every_field() -> None:
    """Otherwise a field could be lost on the way without anybody seeing it."""
    whole = json.loads((HERE / "timeline-1.json").read_bytes())
    for part, rows in (("document", whole["documents"]), ("event", whole["events"])):
        assert {name for row in rows for name in row} == set(schema("timeline-1")["$defs"][part]["properties"])
    dates = [row["date"] for row in whole["events"] if "date" in row]
    assert {name for date in dates for name in date} == set(schema("timeline-1")["$defs"]["date"]["properties"])


def test_the_schema_is_itself_a_schema() -> None:
    for version in VERSIONS:
        Draft202012Validator.check_schema(schema(version.replace("/", "-")))


def test_the_schema_knows_what_the_records_hold() -> None:
    """A field added to a record has to be added to the format."""
    known = schema("timeline-1")["$defs"]
    assert set(known["event"]["properties"]) == set(Event.__slots__)
    assert set(known["evidence"]["properties"]) == set(Evidence.__slots__)
    assert set(known["media"]["properties"]) == set(Media.__slots__)
    assert set(known["place"]["properties"]) == set(Place.__slots__)
    assert set(known["date"]["properties"]) == set(from_edtf("1994").to_json())
    assert set(known["document"]["properties"]) == set(DOCUMENT_FIELDS)


def refused() -> Iterator[Any]:
    for row in REFUSED["file"]:
        yield pytest.param(row["json"], row["says"], id=row["says"])
    for part in ("event", "document"):
        for row in REFUSED[part]:
            rows = {"documents": json.dumps([GOOD_DOCUMENT]), "events": "[]"} | {f"{part}s": f"[{row['json']}]"}
            whole = f'{{"format": "timeline/1", "title": "T", "documents": {rows["documents"]}, "events": {rows["events"]}}}'
            yield pytest.param(whole, row["says"], id=row["says"])


@pytest.mark.parametrize(("text", "says"), list(refused()))
def test_a_bad_file_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(BadInput) as wrong:
        reader("json")(text.encode())
    assert says in wrong.value.sentence


def test_other_encodings_are_refused() -> None:
    with pytest.raises(BadInput, match="byte 2 is no UTF-8"):
        reader("json")(b'"\xff"')
    with pytest.raises(BadInput, match="no UTF-8"):
        reader("json")('{"format": "timeline/1"}'.encode("utf-16"))


@pytest.mark.parametrize("bracket", ["[", '{"a":'])
def test_deep_nesting_is_refused(bracket: str) -> None:
    with pytest.raises(BadInput, match="nested too deeply"):
        reader("json")(bracket.encode() * 200_000)


def test_only_the_form_key_is_asked_for(store: Store) -> None:
    """The smallest file: a title and an event with a title and an EDTF date, whose bounds are worked out."""
    put(store, "small", b'{"format": "timeline/1", "title": "T", "events": [{"title": "A", "date": {"edtf": "2020-23"}}]}')
    date = next(store.each_event("small", Filter())).event.date
    assert date is not None
    assert (date.text, date.earliest, date.latest) == ("2020-23", "2020-09-01", "2020-11-30")


def test_a_file_without_ids_can_be_imported_twice(store: Store) -> None:
    """Ids are then made from the content, so the second time finds everything there already."""
    data = b'{"format": "timeline/1", "title": "T", "documents": [{"title": "D", "text": "x"}], "events": [{"title": "A"}, {"title": "B"}]}'
    put(store, "twice", data)
    first = exported(store, "twice")
    put(store, "twice", data)
    assert exported(store, "twice") == first


def test_what_was_not_accepted_can_be_left_out(store: Store) -> None:
    put(store, "kept", (HERE / "timeline-1.json").read_bytes())
    published = json.loads("".join(writer("json")(store, "kept", ("accepted",))))
    assert {row["status"] for row in published["events"]} == {"accepted"}
    assert len(published["events"]) == 5


def test_an_unknown_timeline_is_said_so(store: Store) -> None:
    with pytest.raises(NotFound):
        list(writer("json")(store, "nowhere"))


def test_an_unknown_format_is_said_so() -> None:
    with pytest.raises(BadInput, match="There is no format 'kml'; there is json"):
        writer("kml")
    assert list(FORMATS) == ["json", "csv", "timelinejs", "vis"]


# --- whatever is in it ---------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=st.lists(EVENTS, max_size=6), number=st.integers(0, 10**9))
def test_out_and_in_and_out_gives_the_same_bytes(store: Store, other: Store, rows: list[Event], number: int) -> None:
    """Whatever the events hold, another store writes the same file, and so does the first when it reads its own."""
    slug = f"s-{number}"
    document = StoredDocument(id="d", title="D", text=TEXT, published="2020-12", language="en")
    store.put_timeline(slug, "Title", "", (document,), tuple(rows))
    first = exported(store, slug)
    put(other, slug, first)
    assert exported(other, slug) == first
    put(store, slug, first)
    assert exported(store, slug) == first
    other.erase_timeline(slug)
    store.erase_timeline(slug)


def test_eras_and_views_go_out_and_come_back(store: Store) -> None:
    """By their ids, however often; a view whose name is taken takes its place; a file from before there were any changes none."""
    slug = store.create_timeline("One").slug
    old = "".join(write(store, slug))
    era = store.add_era(slug, "The siege", from_edtf("1992-04/.."), "c2")
    view = store.save_view(slug, "Autumn", "dates=autumn+2020")
    written = "".join(write(store, slug))
    other = store.create_timeline("Two").slug
    store.save_view(other, "Autumn", "q=x")
    for _ in range(2):
        contents = read(written.encode())
        store.put_timeline(other, contents.title, contents.description, contents.documents, contents.events, **contents.beside)
    assert (store.eras(other), [(each.name, each.query) for each in store.views(other)]) == ([era], [(view.name, view.query)])
    fresh = store.create_timeline("Three").slug
    for each in (written, old):
        contents = read(each.encode())
        store.put_timeline(fresh, contents.title, contents.description, contents.documents, contents.events, **contents.beside)
    assert "".join(write(store, fresh)) == written


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ('"eras": [{"name": "x"}]', "eras[0]"),
        ('"eras": [{"name": "x", "date": {"edtf": "1994", "earliest": "1995-01-01", "latest": "1994-01-01"}}]', "eras[0].date"),
        ('"views": [{"name": "x", "query": 1}]', "views[0].query"),
    ],
)
def test_damaged_eras_and_views_are_refused_by_their_place(row: str, sentence: str) -> None:
    with pytest.raises(TimelineError) as refused:
        read(f'{{"format": "timeline/1", "title": "x", {row}, "events": []}}'.encode())
    assert sentence in refused.value.sentence
