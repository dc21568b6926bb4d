"""Whatever is wrong: exit 1 and one sentence (2 for wrong usage), and the store as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Outcome, Run
from timeline.settings import SETTINGS

FILES = tomllib.loads((Path(__file__).parent / "bad_files.toml").read_text(encoding="utf-8"))["file"]
GOOD = "The ceasefire of May 1994 ended the war.\n"


def refuses(outcome: Outcome, says: str) -> None:
    """One line, and no traceback."""
    assert (outcome.code, outcome.out) == (1, "")
    assert says in outcome.err
    assert outcome.err.count("\n") == 1


def write(row: dict[str, Any], folder: Path) -> Path:
    path = folder / str(row["name"])
    path.write_bytes(bytes.fromhex(row["hex"]) if "hex" in row else row["text"].encode())
    return path


@pytest.mark.parametrize("row", FILES, ids=[row["name"] for row in FILES])
def test_an_unreadable_file_is_refused_by_read_and_import(timeline: Run, tmp_path: Path, row: dict[str, Any]) -> None:
    path = write(row, tmp_path)
    refuses(timeline("read", path.name), row["says"])
    refuses(timeline("import", "war", path.name), row.get("imported", row["says"]))
    assert not (tmp_path / "timeline.db").exists()


def test_standard_input_is_named_in_the_sentence(timeline: Run) -> None:
    refuses(timeline("read", "-", stdin=b"\xff\xff"), "Standard input is not written in UTF-8")


@pytest.mark.parametrize("size", [5_000_001, 50_000_000])
def test_a_text_that_is_too_long_is_refused(timeline: Run, size: int) -> None:
    refuses(timeline("import", "war", "-", stdin=b"In 1994. " * (size // 9 + 1)), "5,000,000")


def test_the_limit_can_be_set(timeline: Run) -> None:
    refuses(timeline("read", "-", stdin=GOOD.encode(), TIMELINE_MAX_TEXT="10"), "Standard input has 41 characters; 10 are the most")
    refuses(timeline("read", "-", stdin=GOOD.encode(), TIMELINE_MAX_TEXT="ten"), "TIMELINE_MAX_TEXT is 'ten'; it must be a whole number")


def test_one_bad_file_among_good_ones_is_named_and_the_others_are_taken(timeline: Run, tmp_path: Path) -> None:
    """And the exit code says so."""
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\xfd")
    outcome = timeline("import", "war", "good.txt", "bad.txt", "nowhere.txt")
    assert outcome.code == 1
    assert outcome.out.startswith("good.txt: 1 events suggested")
    lines = outcome.err.splitlines()
    assert [line.split(" ")[0] for line in lines[1:]] == ["bad.txt", "Refused:"]
    assert lines[0] == "There is no file nowhere.txt."
    assert lines[-1] == "Refused: 2. Everything else was taken."


def test_a_folder_is_taken_whole(timeline: Run, tmp_path: Path) -> None:
    (tmp_path / "all" / "deep").mkdir(parents=True)
    (tmp_path / "all" / "a.txt").write_text(GOOD)
    (tmp_path / "all" / "deep" / "b.html").write_text(f"<html><body><p>{GOOD.replace('May', 'June')}</p></body></html>")
    (tmp_path / "all" / "x.bin").write_bytes(b"\0")
    outcome = timeline("import", "war", "all", "--published", "2020")
    assert outcome.code == 0
    assert [line.split(":")[0] for line in outcome.out.splitlines()] == ["all/a.txt", "all/deep/b.html"]
    assert outcome.err == "all: left out 1 of its files, which are of kinds that are not read.\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "This is no JSON: line 1, column 2"),
        ('{"title": "T"}', "This JSON is no timeline that is known here"),
        ('{"format": "timeline/1", "title": "T", "events": [{"title": "A", "date": {"edtf": "soon"}}]}', 'events[0].date.edtf is "soon"'),
        ('{"format": "timeline/1", "title": "T", "events": [{"title": "A", "date": {"edtf": "2020-05-32"}}]}', "events[0].date"),
        ('{"format": "timeline/1", "title": "T", "events": [{"title": "A", "date": {"edtf": "1995/1994"}}]}', "events[0].date"),
    ],
)
def test_bad_json_leaves_what_was_there(timeline: Run, tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "good.json").write_text('{"format": "timeline/1", "title": "T", "events": [{"title": "Kept"}]}')
    assert timeline("import", "war", "good.json").code == 0
    before = timeline("export", "war").out
    (tmp_path / "bad.json").write_text(text)
    refuses(timeline("import", "war", "bad.json"), says)
    assert timeline("export", "war").out == before


def test_a_publication_date_that_cannot_be_is_refused(timeline: Run, tmp_path: Path) -> None:
    for command in (("read", "-"), ("import", "war", "-")):
        refuses(timeline(*command, "--published", "2020-02-31", stdin=GOOD.encode()), "31")
    assert not (tmp_path / "timeline.db").exists()


def test_missing_and_wrong_files_are_named(timeline: Run, tmp_path: Path) -> None:
    refuses(timeline("read", "nowhere.txt"), "There is no file nowhere.txt.")
    refuses(timeline("read", "."), ". is a folder; name the files in it")
    refuses(timeline("import", "war", "nowhere.txt"), "There is no file nowhere.txt.")
    refuses(timeline("read", "--corpus", "nowhere.jsonl"), "There is no file nowhere.jsonl.")


def test_an_unknown_timeline_is_named(timeline: Run, tmp_path: Path) -> None:
    """And a file that was to be written stays as it was."""
    (tmp_path / "out.json").write_text("kept")
    refuses(timeline("export", "nowhere"), "nowhere")
    refuses(timeline("export", "nowhere", "-o", "out.json"), "nowhere")
    assert (tmp_path / "out.json").read_text() == "kept"
    assert [path.name for path in tmp_path.glob(".out*")] == []


def test_a_name_that_cannot_stand_in_an_address_is_refused(timeline: Run) -> None:
    refuses(timeline("import", "War & Peace", "-", stdin=GOOD.encode()), "cannot stand in an address")


def test_an_unknown_format_is_named(timeline: Run) -> None:
    refuses(timeline("export", "war", "--format", "kml"), "There is no format 'kml'; there is json")


def test_a_place_that_cannot_be_written_is_named(timeline: Run, tmp_path: Path) -> None:
    timeline("import", "war", "-", stdin=GOOD.encode())
    refuses(timeline("export", "war", "-o", "no/such/folder/out.json"), "could not be written")
    refuses(timeline("export", "war", "-o", "."), ". is a folder")


@pytest.mark.parametrize("url", ["sqlite:////no/such/folder/x.db", "nonsense", "sqlite:///."])
def test_a_store_that_cannot_be_opened_is_named(timeline: Run, url: str) -> None:
    refuses(timeline("export", "war", "--database", url), "")


def test_a_file_that_is_no_store_is_left_alone(timeline: Run, tmp_path: Path) -> None:
    (tmp_path / "timeline.db").write_text("This is a diary, not a database. " * 40)
    before = (tmp_path / "timeline.db").read_bytes()
    refuses(timeline("seed"), "timeline.db")
    assert (tmp_path / "timeline.db").read_bytes() == before


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "Standard input, line 2: This is no JSON"),
        ("[]", "Standard input, line 2: a line is an object with at least “id” and “text”"),
        ('{"id": "b"}', "Standard input, line 2: a line is an object with at least “id” and “text”"),
        ('{"id": "b", "text": 5}', "“text” is a text"),
        ('{"id": "b", "text": "x", "dct": 5}', "“dct” is a text or null"),
        ('{"id": "b", "text": " "}', "Standard input, line 2: This text is empty"),
    ],
)
def test_a_bad_line_of_a_corpus_is_named(timeline: Run, line: str, says: str) -> None:
    """What was read before it is written all the same."""
    outcome = timeline("read", "--corpus", "-", stdin=f'{{"id": "a", "text": "In 1994.", "dct": null}}\n{line}\n'.encode())
    assert outcome.code == 1
    assert outcome.out.count("\n") == 1
    assert says in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("read", "a.txt", "--corpus", "b.jsonl"),
        ("read", "a.txt", "--format", "xml"),
        ("read", "a.txt", "--nonsense"),
        ("import",),
        ("import", "war"),
        ("import", "war", "a.txt", "b.txt", "--title", "T"),
        ("export",),
        ("backup",),
        ("serve", "--port", "70000"),
        ("serve", "--port", "many"),
        ("nonsense",),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_2_and_shows_how(timeline: Run, arguments: tuple[str, ...]) -> None:
    outcome = timeline(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert "Usage: timeline" in outcome.err
    assert "Traceback" not in outcome.err


def test_every_number_among_the_settings_is_checked(timeline: Run) -> None:
    """A setting that cannot be used is named, whichever command meets it first."""
    for row in SETTINGS:
        if isinstance(row.default, int) and row.name in ("port", "max_text"):
            command = ("serve",) if row.name == "port" else ("read", "-")
            refuses(timeline(*command, stdin=b"x", **{row.variable: "-1"}), row.variable)
