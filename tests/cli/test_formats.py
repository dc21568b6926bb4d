"""Other formats on the command line: told from the file, with a report of what is lost and of what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Run

TABLE = "date;title;place\n12 May 1994;Ceasefire;Tbilisi\nnever;Nothing;\nsince 1993;Closed;\n32 May 2020;Nothing;\n"


def test_rows_that_cannot_be_read_stop_it_and_are_named(timeline: Run, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    outcome = timeline("import", "war", "table.csv")
    lines = outcome.err.splitlines()
    assert (outcome.code, outcome.out) == (1, "")
    assert [line.partition(":")[0] for line in lines[:2]] == ["Row 3", "Row 5"]
    assert lines[2] == "2 of 4 rows cannot be read, so nothing was stored. With --skip-bad the others are taken."
    assert not (tmp_path / "timeline.db").exists()


def test_they_can_be_left_out(timeline: Run, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    outcome = timeline("import", "war", "table.csv", "--skip-bad")
    assert (outcome.code, outcome.out) == (0, "table.csv: 2 events added, 0 changed, 0 as before, 2 rows left out.\n")
    assert "Row 3" in outcome.err and "Row 5" in outcome.err
    again = timeline("import", "war", "table.csv", "--skip-bad")
    assert "0 events added, 0 changed, 2 as before" in again.out


def test_a_table_is_known_on_standard_input_too(timeline: Run) -> None:
    assert "1 events added" in timeline("import", "war", "-", stdin=b"date,title\n1994,A\n").out
    assert "events suggested" in timeline("import", "war", "-", "--format", "text", stdin=b"date,title\nIn 1994 it ended.\n").out


@pytest.mark.parametrize("name", ["csv", "timelinejs", "vis"])
def test_what_is_exported_is_known_again(timeline: Run, tmp_path: Path, name: str) -> None:
    """Every event that the report does not leave out comes back, under its id, and a second time changes nothing."""
    timeline("seed")
    ending = "csv" if name == "csv" else "json"
    assert timeline("export", "karabakh", "--format", name, "-o", f"out.{ending}", "--report", "lost.json").code == 0
    lost = json.loads((tmp_path / "lost.json").read_text(encoding="utf-8"))
    left_out = {row["event"] for row in lost if row["field"] == "event"}
    ids = {row["id"] for row in json.loads(timeline("export", "karabakh").out)["events"]} - left_out
    assert "0 changed, 0 as before" in timeline("import", "again", f"out.{ending}").out
    assert {row["id"] for row in json.loads(timeline("export", "again").out)["events"]} == ids
    assert f"0 events added, 0 changed, {len(ids)} as before" in timeline("import", "again", f"out.{ending}").out


def test_the_report_is_text_or_json_by_its_name(timeline: Run, tmp_path: Path) -> None:
    timeline("import", "war", "-", stdin=b"date,title,tags\n1994,A,one\n,Undated,\n")
    timeline("export", "war", "--format", "vis", "--report", "lost.txt")
    timeline("export", "war", "--format", "vis", "--report", "lost.json")
    header, *rows = (tmp_path / "lost.txt").read_text(encoding="utf-8").splitlines()
    assert header.split("\t") == ["event", "title", "field", "what becomes of it"]
    told = {tuple(row.split("\t")[1:3]) for row in rows}
    assert told == {("A", "tags"), ("Undated", "event")}
    assert {(row["title"], row["field"]) for row in json.loads((tmp_path / "lost.json").read_text())} == told
    timeline("export", "war", "--report", "none.json")
    assert json.loads((tmp_path / "none.json").read_text()) == []


def test_an_unknown_format_is_named(timeline: Run) -> None:
    outcome = timeline("import", "war", "-", "--format", "kml", stdin=b"x")
    assert (outcome.code, outcome.err) == (1, "There is no format 'kml'; there is json, csv, timelinejs, vis.\n")
