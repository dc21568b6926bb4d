"""Every row of expressions.tsv, exactly."""

from __future__ import annotations

import pytest

from tests.reading.table import bracketed, rows
from timeline import extract
from timeline.dates import from_edtf

ROWS = rows("expressions.tsv")


@pytest.mark.parametrize(("published", "sentence", "timex", "edtf", "earliest", "latest"), ROWS, ids=[row[1] for row in ROWS])
def test_reads_the_bracketed_words(published: str, sentence: str, timex: str, edtf: str, earliest: str, latest: str) -> None:
    """The expressions inside the brackets have these values, and just these words date an event with this EDTF and these bounds."""
    text, start, end = bracketed(sentence)
    reading = extract(text, published=published or None, language="en")
    values = [each.value for each in reading.timexes if start <= each.start and each.end <= end]
    dates = [each.date for each in reading.events if each.date and each.date.text == " ".join(text[start:end].split())]
    assert " ".join(values) == timex
    assert [(each.edtf, each.earliest or "", each.latest or "") for each in dates[-1:]] == ([(edtf, earliest, latest)] if edtf else [])


@pytest.mark.parametrize("row", [row for row in ROWS if row[3] and "T" not in row[3]], ids=lambda row: f"{row[3]}-{row[1]}")
def test_the_edtf_of_an_event_reads_back(row: list[str]) -> None:
    """What is stored and exported is EDTF that this program and others can read, and it says the same days.

    A time of day is left out: EDTF writes it to the second, so that it reads back as less than the minute that was said.
    """
    date = from_edtf(row[3])
    assert (date.earliest or "", date.latest or "") == (row[4], row[5])


def test_the_table_covers_every_kind_of_expression() -> None:
    """Dates, times, durations and sets; open ends, sets of two and both kinds of interval: a table that lost a kind would prove less."""
    edtf = "\n".join(row[3] for row in ROWS)
    values = "\n".join(row[2] for row in ROWS)
    for mark in ("/..", "../", "{", "[", "~", "X", "-21", "-40", "T05:10:00", "-0"):
        assert mark in edtf
    for mark in ("TNI", "PT", "P1D", "XXXX-WXX", "PRESENT_REF", "PAST_REF", "FUTURE_REF", "-WI", "-Q", "-H", "-W", "BC"):
        assert mark in values
