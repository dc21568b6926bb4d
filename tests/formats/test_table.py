"""CSV as people and spreadsheets write it, and as we do."""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import BadInput, BadRows
from timeline.events import Event, Evidence, Place
from timeline.formats import guess, reader, writer
from timeline.formats.table import FORMULA, guarded, unguarded
from timeline.store import Store
from timeline.understanding import normalise

TABLES = tomllib.loads((Path(__file__).parent / "tables.toml").read_text(encoding="utf-8"))["table"]


def data_of(row: dict[str, Any]) -> bytes:
    if "hex" in row:
        return bytes.fromhex(row["hex"])
    text: str = row["file"]
    return text.replace("A" * 100, "A" * 100 * row.get("repeat", 1)).encode()


def field(event: Event, name: str) -> str:
    place, proof = event.place or Place(""), event.evidence[0] if event.evidence else Evidence()
    found = {"place": place.name, "lat": place.lat, "lon": place.lon, "source": proof.source, "url": proof.url, "quote": proof.quote}
    found |= {"actors": ",".join(event.actors), "tags": ",".join(event.tags)}
    return str(found[name] if name in found else getattr(event, name))


def check(event: Event, wanted: str) -> None:
    title, date, *more = wanted.split(" | ")
    told = "-" if event.date is None else event.date.edtf + "?" * event.date.asks
    assert (event.title, told) == (title, date)
    for each in more:
        name, _, value = each.partition("=")
        assert field(event, name) == value


@pytest.mark.parametrize("row", TABLES, ids=[row["name"] for row in TABLES])
def test_a_table_is_read_as_it_is_meant(row: dict[str, Any]) -> None:
    """What can be read is; what cannot is named with its row, and without leave nothing is taken."""
    data = data_of(row)
    if "says" in row:
        with pytest.raises(BadInput) as refused:
            reader("csv")(data)
        assert row["says"] in refused.value.sentence
        return
    if "bad" in row:
        with pytest.raises(BadRows) as wrong:
            reader("csv")(data)
        assert f"{len(row['bad'])} of " in wrong.value.sentence
    contents = reader("csv")(data, skip_bad=True)
    for reason, words in zip(contents.skipped, row.get("bad", []), strict=True):
        assert words in reason
    for event, wanted in zip(contents.events, row.get("events", []), strict=True):
        check(event, wanted)


def test_it_is_known_by_its_name_or_else_by_its_header() -> None:
    assert guess("a.csv", b"x") == guess("a.tsv", b"x") == "csv"
    assert guess("", b"date;title\n1994;A\n") == "csv"
    assert guess("", b"In 1994, a title was given.\n") is None
    assert guess("a.txt", b"date;title\n1994;A\n") is None


@given(st.text())
def test_a_guarded_cell_comes_back_and_is_no_formula(cell: str) -> None:
    [shown] = guarded({"title": cell})
    assert unguarded(shown) == cell
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text())
def test_a_cell_that_needs_no_guard_is_left_alone(cell: str) -> None:
    if not FORMULA.match(cell):
        assert guarded({"title": cell}) == [cell]


def test_what_we_write_opens_in_a_spreadsheet_and_runs_nothing(store: Store) -> None:
    """UTF-8 with its mark, one row an event, degrees as numbers, no cell that is a formula."""
    place = Place("@Baku", -40.5, -3.25)
    events = [
        Event(title=title, date=normalise("480 BC"), place=place, id=f"e{n}") for n, title in enumerate(("=1+1", "+x", "-x", "\tx", "a"))
    ]
    store.put_timeline("t", "T", "", (), events)
    data = "".join(writer("csv")(store, "t")).encode()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["title"] for row in rows] == ["'=1+1", "'+x", "'-x", "'\tx", "a"]
    assert {(row["place"], row["lat"], row["lon"]) for row in rows} == {("'@Baku", "-40.5", "-3.25")}
    assert {row["date"] for row in rows} == {"480 BC"}


@pytest.mark.parametrize("said", ["autumn 2020", "since 1993", "about 1992", "05/12/1994", "12 May 1994, 04:45", "2011–2020", "480 BC"])
def test_dates_keep_their_words(store: Store, said: str) -> None:
    event = Event(title="A", date=normalise(said), id="a")
    store.put_timeline("t", "T", "", (), [event])
    assert list(reader("csv")("".join(writer("csv")(store, "t")).encode()).events) == [event]
