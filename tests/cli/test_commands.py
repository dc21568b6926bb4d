"""Each command does what its help says."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import Run, command, environment
from timeline.explain import chain, lines
from timeline.extraction import extract
from timeline.store import Store

TEXT = "Troops were deployed in autumn 2020. The border has been closed since 1993.\n"
TIMEX_KEYS = {"start", "end", "text", "type", "value", "mod", "edtf", "earliest", "latest", "rule", "assumed"}
DATE_KEYS = {"text", "edtf", "earliest", "latest", "core_from", "core_to", "assumed", "alternatives"}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


# --- read ----------------------------------------------------------------------------------------------------------


def test_read_json_has_what_programs_need(timeline: Run, article: Path) -> None:
    outcome = timeline("read", article, "--format", "json", "--published", "2023-05")
    assert (outcome.code, outcome.err) == (0, "")
    read = json.loads(outcome.out)
    assert set(read) == {"published", "published_assumed", "language", "timexes", "events"}
    assert (read["published"], read["published_assumed"], read["language"]) == ("2023-05", None, "en")
    assert [(each["text"], each["value"]) for each in read["timexes"]] == [("autumn 2020", "2020-FA"), ("1993", "1993")]
    assert all(set(each) == TIMEX_KEYS for each in read["timexes"])
    assert [event["date"]["edtf"] for event in read["events"]] == ["2020-23", "1993/.."]
    for event in read["events"]:
        assert {"id", "title", "date", "evidence"} <= set(event)
        assert set(event["date"]) >= DATE_KEYS
        for evidence in event["evidence"]:
            assert TEXT[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_read_says_the_same_to_people(timeline: Run, article: Path) -> None:
    outcome = timeline("read", article)
    assert outcome.code == 0
    for part in ("2 dates", "2 events", "autumn 2020", "2020-09-01 to 2020-11-30", "1993-01-01 to open", "(assumed: "):
        assert part in outcome.out


def test_read_tree_names_rules_and_assumptions(timeline: Run, article: Path) -> None:
    outcome = timeline("read", article, "--format", "tree", "--published", "2023-05-10")
    assert outcome.code == 0
    assert "“autumn 2020”  read by the rule season-of-year" in outcome.out
    assert "hemisphere" in outcome.out


def test_read_tree_tells_each_event_by_the_nodes_that_its_page_shows(timeline: Run, tmp_path: Path) -> None:
    """Expressions, the words that put them together, the wars they name, and what was taken for granted."""
    text = tmp_path / "text.txt"
    text.write_text("It was shut from 3 Sept. to 12 December 1938. It fell in the opening days of the Korean War.", encoding="utf-8")
    told = timeline("read", text, "--format", "tree").out
    for event in extract(text.read_text(encoding="utf-8")).events:
        assert event.date is not None
        for node in chain(event.date, event.evidence[0].quote):
            assert "\n".join(f"  {line}" for line in lines(node)) in told
    for part in (
        "“Sept.”  month: September",
        "“opening days”  counted from its beginning",
        "read as at most 14 days",
        "EDTF 1950-06-25/1950-07-08",
    ):
        assert part in told


def test_read_takes_standard_input(timeline: Run, article: Path) -> None:
    assert timeline("read", "-", stdin=TEXT.encode()).out == timeline("read", article).out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_read_takes_marked_encodings(timeline: Run, article: Path, encoding: str) -> None:
    assert timeline("read", "-", stdin=TEXT.encode(encoding)).out == timeline("read", article).out


def test_line_ends_of_windows_make_no_difference(timeline: Run) -> None:
    """The same text saved on another system is the same document."""
    text = "In 1994\nit ended.\n"
    assert timeline("read", "-", stdin=text.replace("\n", "\r\n").encode()).out == timeline("read", "-", stdin=text.encode()).out


def test_read_corpus_writes_a_line_for_each_text(timeline: Run) -> None:
    rows = [
        {"id": "a", "text": "In autumn 2020.", "dct": "2021-01-01", "lang": "en"},
        {"id": "b", "text": "Nothing.", "dct": None, "lang": "en"},
        {"id": "c", "text": "In May 1994.", "dct": "1998-02-06T22:03:00"},
    ]
    outcome = timeline("read", "--corpus", "-", stdin="\n".join(map(json.dumps, rows)).encode())
    assert (outcome.code, outcome.err) == (0, "")
    read = [json.loads(line) for line in outcome.out.splitlines()]
    assert [row["id"] for row in read] == ["a", "b", "c"]
    assert [[each["value"] for each in row["timexes"]] for row in read] == [["2020-FA"], [], ["1994-05"]]
    assert set(read[0]["timexes"][0]) == TIMEX_KEYS


def test_read_wakes_neither_flask_nor_sqlalchemy(article: Path) -> None:
    """It has to start at once."""
    code = "import sys; from timeline.cli import run; run(sys.argv[1:]); print(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([command()[0], "-c", code, "read", str(article)], capture_output=True, text=True, check=True, env=environment())
    loaded = set(done.stderr.split())
    assert "timeline.extraction" in loaded
    assert not loaded & {"flask", "sqlalchemy", "alembic", "dateparser", "edtf", "babel", "jsonschema", "tqdm"}


def test_a_reader_who_leaves_early_sees_no_traceback(article: Path) -> None:
    """As with `timeline read ... | head -0`."""
    running = subprocess.Popen(command("read", article), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
    assert running.stdout is not None and running.stderr is not None
    running.stdout.close()
    err = running.stderr.read().decode()
    running.stderr.close()
    running.wait(30)
    assert err == ""


# --- import, export ------------------------------------------------------------------------------------------------


def test_import_suggests_and_accept_accepts(timeline: Run, article: Path) -> None:
    outcome = timeline("import", "war", article.name, "--published", "2023-05")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("article.txt: 2 events suggested")
    assert {row["status"] for row in json.loads(timeline("export", "war").out)["events"]} == {"suggested"}
    timeline("import", "peace", article.name, "--published", "2023-05", "--accept")
    assert {row["status"] for row in json.loads(timeline("export", "peace").out)["events"]} == {"accepted"}


def test_the_same_text_again_adds_nothing(timeline: Run, article: Path) -> None:
    timeline("import", "war", article.name, "--published", "2023-05")
    before = timeline("export", "war").out
    outcome = timeline("import", "war", article.name, "--published", "2023-05")
    assert "0 events suggested, 2 known already" in outcome.out
    assert timeline("export", "war").out == before


def test_import_says_what_it_assumed(timeline: Run, article: Path) -> None:
    outcome = timeline("import", "war", article.name)
    assert "which is assumed" in outcome.out


def test_documents_are_called_as_one_says(timeline: Run, article: Path) -> None:
    timeline("import", "war", article.name, "--title", "A report", "--published", "2023-05")
    timeline("import", "war", "-", "--published", "2023", stdin=b"What came after\n\nIn 1995 it was quiet.\n")
    titles = [row["title"] for row in json.loads(timeline("export", "war").out)["documents"]]
    assert titles == ["What came after", "A report"]


def test_export_import_export_gives_the_same_bytes(timeline: Run, tmp_path: Path) -> None:
    timeline("seed")
    assert timeline("export", "karabakh", "-o", "out.json").code == 0
    first = (tmp_path / "out.json").read_bytes()
    assert timeline("import", "karabakh", "out.json", "--database", "sqlite:///other.db").code == 0
    assert timeline("export", "karabakh", "--database", "sqlite:///other.db").out.encode() == first
    again = timeline("import", "karabakh", "-", stdin=first)
    assert "0 events added, 0 changed" in again.out
    assert timeline("export", "karabakh").out.encode() == first


def test_what_was_not_accepted_can_be_left_out(timeline: Run, article: Path) -> None:
    timeline("import", "war", article.name, "--published", "2023-05")
    assert json.loads(timeline("export", "war", "--accepted").out)["events"] == []


# --- the store -----------------------------------------------------------------------------------------------------


def test_the_store_is_named_before_or_after_the_command_or_in_the_environment(timeline: Run, tmp_path: Path) -> None:
    """What stands after wins over what stands before, and both over the environment."""
    one, two, three = (f"sqlite:///{name}.db" for name in ("one", "two", "three"))
    assert timeline("--database", one, "seed").code == 0
    assert timeline("seed", "--database", two).code == 0
    assert timeline("seed", TIMELINE_DATABASE=three).code == 0
    assert timeline("--database", one, "export", "karabakh", "--database", two, TIMELINE_DATABASE="sqlite:///four.db").code == 0
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["one.db", "three.db", "two.db"]


def test_seed_leaves_what_is_there(timeline: Run) -> None:
    first = timeline("seed")
    assert first.code == 0
    assert "Karabakh conflict, 1988–2023: " in first.out
    assert "already there, left as it is" in timeline("seed").out
    assert timeline("seed", "--if-empty").out == ""


def test_backup_is_a_store_of_its_own(timeline: Run, tmp_path: Path) -> None:
    timeline("seed")
    assert timeline("backup", "copy.db").code == 0
    assert timeline("export", "karabakh", "--database", "sqlite:///copy.db").out == timeline("export", "karabakh").out
    with Store.open(f"sqlite:///{tmp_path / 'copy.db'}") as copy:
        assert copy.check() == []


def test_check_says_when_all_is_well(timeline: Run) -> None:
    timeline("seed")
    outcome = timeline("check")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "The store is whole.\n")


# --- the rest ------------------------------------------------------------------------------------------------------


def test_formats_lists_what_can_be_read_and_written(timeline: Run) -> None:
    outcome = timeline("formats")
    assert outcome.code == 0
    assert outcome.out.split()[:5] == ["json", ".json", "import", "and", "export"]


def test_version_and_help(timeline: Run) -> None:
    assert timeline("--version").out.startswith("timeline 0.")
    assert "Builds timelines" in timeline("--help").out
