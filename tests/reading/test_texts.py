"""Whole texts, news and histories, written and annotated before the reader was tried on them.

To add one, put a file into texts/ in the format that annotated.py describes, mark every expression of time by what a careful person
understands and not by what the reader says, and print the table of what it gets wrong into its place:

    python -m tests.reading.test_texts > tests/reading/texts/known-misses.tsv

The table is the list of known faults. It fails here when the reader gets something wrong that is not in it, and also when something in
it is right by now, so that it is never longer than it must be.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.reading.annotated import TEXTS, Annotated, Marked, annotated, every_text
from timeline import extract
from timeline.events import Timex

HEAD = "# file\twords\tvalue expected, or “no date”\twhat is read; printed by python -m tests.reading.test_texts"
NO_DATE, NOTHING = "no date", "nothing"
TABLE = TEXTS / "known-misses.tsv"
EVERY_TEXT = every_text()


def _misses(text: Annotated) -> list[str]:
    """A line for each marked expression that is not found with its words and value, and for each found where none is marked."""
    found = extract(text.text, published=text.published, language="en").timexes
    return ["\t".join((text.name, *row)) for _, *row in sorted([*_missed(text, found), *_invented(text, found)])]


def _missed(text: Annotated, found: tuple[Timex, ...]) -> Iterator[tuple[int, str, str, str]]:
    for mark in text.marked:
        over = [each for each in found if each.start < mark.end and mark.start < each.end]
        if not any(_right(each, mark) for each in over):
            yield mark.start, _words(text.text[mark.start : mark.end]), mark.value, "; ".join(map(_read, over)) or NOTHING


def _invented(text: Annotated, found: tuple[Timex, ...]) -> Iterator[tuple[int, str, str, str]]:
    for each in found:
        if not any(mark.start < each.end and each.start < mark.end for mark in text.marked):
            yield each.start, _words(each.text), NO_DATE, _read(each)


def _right(timex: Timex, mark: Marked) -> bool:
    return (timex.start, timex.end, timex.value) == (mark.start, mark.end, mark.value)


def _read(timex: Timex) -> str:
    return f"{timex.value} ({_words(timex.text)})"


def _words(text: str) -> str:
    return " ".join(text.split())


def _known(name: str) -> list[str]:
    return [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith(f"{name}\t")]


@pytest.mark.parametrize("text", EVERY_TEXT, ids=lambda text: text.name)
def test_misses_only_what_is_known_to_be_missed(text: Annotated) -> None:
    """Every marked expression is found with just its words and its value, and nothing else is, but for the lines of the table."""
    assert _misses(text) == _known(text.name)


def test_the_table_names_no_other_text() -> None:
    names = {line.split("\t")[0] for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    assert names <= {text.name for text in EVERY_TEXT}


def test_every_text_says_when() -> None:
    assert min(len(text.marked) for text in EVERY_TEXT) > 10


def test_a_bracket_of_the_text_itself_is_kept() -> None:
    text = annotated("one.txt", "published: none\nkind: history\n\nHe \\[the king\\] died in [1718|DATE|1718].")
    assert (text.text, text.marked) == ("He [the king] died in 1718.", (Marked(22, 26, "DATE", "1718"),))


@pytest.mark.parametrize(
    "raw", ["He died.", "published: none\nkind: news\n\nHe [died|1718].", "published: 1718\nkind: news\n\nIn [1718|DAY|1718]."]
)
def test_a_text_that_is_not_in_the_format_is_refused(raw: str) -> None:
    with pytest.raises(ValueError, match=r"one\.txt (does not begin with|has a bracket)"):
        annotated("one.txt", raw)


if __name__ == "__main__":
    sys.stdout.write("\n".join([HEAD, *(line for text in EVERY_TEXT for line in _misses(text))]) + "\n")
