"""Other formats on the pages: what is lost is shown before the file is taken, and what cannot be read before anything is stored."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.web.visiting import Visitor
from timeline.events import Event, Place
from timeline.store import Store
from timeline.understanding import normalise


def sent(visitor: Visitor, slug: str, name: str, text: str, **more: str) -> TestResponse:
    data: dict[str, Any] = {"file": (io.BytesIO(text.encode()), name), **more}
    return visitor.post(f"/t/{slug}/import", data, content_type="multipart/form-data")


@pytest.mark.parametrize("name", ["csv", "timelinejs", "vis"])
def test_every_format_has_its_page_and_file(visitor: Visitor, store: Store, slug: str, event: str, name: str) -> None:
    store.add_event(slug, Event("Not sure", normalise("1994"), status="suggested"))
    assert f'href="/t/{slug}/export/{name}?only=accepted"' in visitor.text(f"/t/{slug}/export")
    assert f'href="/t/{slug}/export/{name}/file?only=accepted"' in visitor.text(f"/t/{slug}/export/{name}?only=accepted")
    accepted, everything = (visitor.text(f"/t/{slug}/export/{name}/file{only}") for only in ("?only=accepted", ""))
    assert "Peacekeepers move in" in accepted and event in accepted
    assert "Not sure" not in accepted and "Not sure" in everything


def test_a_file_has_a_name_and_a_type(visitor: Visitor, slug: str, event: str) -> None:
    table, slides = (visitor.get(f"/t/{slug}/export/{name}/file") for name in ("csv", "timelinejs"))
    assert table.headers["Content-Disposition"] == "attachment; filename=caucasus.csv"
    assert table.content_type == "text/csv; charset=utf-8"
    assert [row["id"] for row in csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff")))] == [event]
    assert slides.headers["Content-Disposition"] == "attachment; filename=caucasus.timelinejs.json"
    assert [slide["unique_id"] for slide in json.loads(slides.text)["events"]] == [event]


def test_losses_are_shown_before_the_file_and_can_be_taken_whole(visitor: Visitor, store: Store, slug: str) -> None:
    somewhere = Event("Somewhere", normalise("1994"), place=Place("Baku"))
    store.add_events(slug, [Event("<i>Undated</i>"), somewhere, Event("Plain", normalise("1995"))])
    page = visitor.text(f"/t/{slug}/export/vis?only=accepted")
    assert "<li>1 event: It is left out: vis-timeline shows only what has a date.</li><li>1 event: The place is left out.</li>" in page
    assert "&lt;i&gt;Undated&lt;/i&gt;" in page
    told = visitor.get(f"/t/{slug}/export/vis/losses")
    assert [line.split("\t")[1:3] for line in told.text.splitlines()[1:]] == [["Somewhere", "place"], ["<i>Undated</i>", "event"]]


def test_nothing_lost_is_said_so(visitor: Visitor, store: Store, slug: str) -> None:
    store.add_event(slug, Event("Plain", normalise("since 1995")))
    assert "Nothing is lost." in visitor.text(f"/t/{slug}/export/csv")


@pytest.mark.parametrize("path", ["export/kml", "export/kml/file", "export/kml/losses"])
def test_an_unknown_format_is_a_page_that_says_so(visitor: Visitor, slug: str, path: str) -> None:
    answer = visitor.get(f"/t/{slug}/{path}")
    assert answer.status_code == 404
    assert "There is no format" in answer.text


TABLE = "date,title\n1994,A\nnever,<b>B</b>\n1995,C\n"


def test_a_bad_row_stops_it_and_is_shown_with_its_number(visitor: Visitor, store: Store, slug: str) -> None:
    answer = sent(visitor, slug, "a.csv", TABLE)
    assert answer.status_code == 400
    assert "1 of 3 rows cannot be read, so nothing was stored." in answer.text
    assert "Row 3: “never” is not understood" in answer.text
    assert store.timeline(slug).accepted == 0


def test_bad_rows_can_be_left_out(visitor: Visitor, store: Store, slug: str) -> None:
    answer = sent(visitor, slug, "a.csv", TABLE, skip_bad="1")
    assert answer.status_code == 302
    assert [row.event.title for row in store.each_event(slug)] == ["A", "C"]
    page = visitor.text(str(answer.location))
    assert "Imported: 2 new events" in page and "Left out: 1 row, such as Row 3" in page


def test_the_import_is_one_step_that_can_be_undone(visitor: Visitor, store: Store, slug: str, event: str) -> None:
    sent(visitor, slug, "a.csv", "date,title\n" + "".join(f"{year},In {year}\n" for year in range(1000, 1600)))
    assert store.timeline(slug).accepted == 601
    store.undo(slug)
    assert [row.event.id for row in store.each_event(slug)] == [event]


@pytest.mark.parametrize("name", ["csv", "timelinejs", "vis"])
def test_what_was_exported_can_be_imported(visitor: Visitor, store: Store, slug: str, event: str, name: str) -> None:
    """The format is told from the file; what is there already stays as it is but for what was lost."""
    exported = visitor.text(f"/t/{slug}/export/{name}/file")
    store.create_timeline("Other", "other")
    assert sent(visitor, "other", "a.csv" if name == "csv" else "a.json", exported).status_code == 302
    assert store.event("other", event).event == store.event(slug, event).event


def test_the_format_can_be_named(visitor: Visitor, store: Store, slug: str) -> None:
    assert sent(visitor, slug, "table.dat", "date,title\n1994,A\n", format="csv").status_code == 302
    assert store.timeline(slug).accepted == 1
    answer = sent(visitor, slug, "table.dat", "date,title\n1994,A\n", format="kml")
    assert answer.status_code == 400 and "There is no format" in answer.text
