"""Dates in words, held to the table in dates.tsv."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import Assumption, EventDate, from_edtf, happened, since
from timeline.granules import day, month
from timeline.notation import span
from timeline.understanding import normalise
from timeline.wording import reading_in
from timeline.words import (
    bounds_words,
    count_words,
    date_line,
    date_short,
    date_why,
    date_words,
    kind_words,
    of_words,
    question,
    year_words,
)

TABLE = Path(__file__).parent / "dates.tsv"


def _rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["written"])
def test_table(row: dict[str, str]) -> None:
    """Each date reads, and is listed, as the table says."""
    date = normalise(row["written"], published=row["published"] or None)
    assert (date_line(date), date_short(date)) == (row["read"], row["list"])


def test_an_undated_event_says_so() -> None:
    assert (date_words(None), date_short(None), date_why(None), kind_words(None)) == ("undated", "undated", [], "no date known")


def test_a_question_ends_with_a_question_mark() -> None:
    assert question(normalise("5/12/1994")) == "5 Dec or 12 May 1994?"


def test_three_readings_are_told_with_commas() -> None:
    readings = tuple(from_edtf(each) for each in ("1994-05-12", "1994-12-05", "1995-12-05"))
    assert date_words(replace(readings[0], alternatives=readings)) == "12 May 1994, 5 Dec 1994 or 5 Dec 1995"


def test_what_is_vouched_for_is_told() -> None:
    """An open end says until when a document vouches for it."""
    date = since("since 12 May 2021", day(2021, 5, 12), span(month(2023, 5)))
    assert date_line(date) == "since 12 May 2021 · no end known, still so in May 2023"


@pytest.mark.parametrize(
    ("part", "source", "label"),
    [
        ("year", "published", "assumed"),
        ("anchor", "text", "assumed"),
        ("hemisphere", "setting", "assumed"),
        ("hemisphere", "convention", "assumed"),
        ("part", "convention", "house rule"),
    ],
)
def test_conventions_are_house_rules_and_the_rest_is_assumed(part: str, source: str, label: str) -> None:
    """What could be otherwise is assumed; only our own conventions are house rules, and the hemisphere is none."""
    date = replace(from_edtf("1994"), text="1994", assumed=(Assumption(part, "", source, "because"),))
    assert date_why(date) == [f"because ({label})"]


def test_a_clause_keeps_what_is_no_date() -> None:
    date = replace(from_edtf("1994"), assumed=(Assumption("year", "", "text", "paragraph 9999-99-99 of 1994-05-12"),))
    assert date_why(date) == ["paragraph 9999-99-99 of 12 May 1994 (assumed)"]


def test_a_relative_expression_is_listed_as_read() -> None:
    """ "The next day" says nothing in a list, so the list shows the day."""
    date = replace(from_edtf("1994-05-12"), text="the next day", assumed=(Assumption("anchor", "", "text", "counted on"),))
    assert date_short(date) == "12 May 1994"


def test_a_zone_is_told_where_it_is_known() -> None:
    date = replace(normalise("7 December 1988 at 11:41"), zone="UTC+4")
    assert date_words(date) == "7 Dec 1988, 11:41 UTC+4"


@pytest.mark.parametrize(
    ("edtf", "kind"),
    [
        ("2020-23", "some time within these 91 days"),
        ("1994", "some time within these 365 days"),
        ("1994-05-12", "on a known day"),
        ("1994-05-12/1994-05-20", "all of these 9 days"),
        ("2011/2020", "within these 3,653 days, beginning or end not sharp"),
        ("1993/..", "no end known"),
        ("../1993", "no beginning known"),
        ("[1994-05-12,1994-12-05]", "one of 2 readings"),
    ],
)
def test_kinds(edtf: str, kind: str) -> None:
    assert kind_words(from_edtf(edtf)) == kind


def test_bounds_are_told_to_the_day() -> None:
    assert bounds_words("1988-01-01", "1995-05-31") == "1 Jan 1988 – 31 May 1995"
    assert bounds_words(None, "1995-05-31") == "until 31 May 1995"


def test_counts() -> None:
    assert (count_words(1), count_words(1248), of_words(388, 1248), of_words(5, 5)) == (
        "1 event",
        "1,248 events",
        "388 of 1,248 events",
        "5 events",
    )


def test_another_language_takes_babels_order() -> None:
    with reading_in("de"):
        assert date_words(from_edtf("2020-09-01/2020-11-30")) == "1. Sept. – 30. Nov. 2020"


@pytest.mark.parametrize(("year", "words"), [(0, "1 BC"), (-479, "480 BC"), (79, "AD 79"), (1994, "1994"), (12026, "12,026")])
def test_years(year: int, words: str) -> None:
    assert year_words(year) == words


@given(st.integers(-5000, 12000), st.integers(1, 12), st.integers(1, 28))
def test_every_day_is_told_with_its_year(year: int, month_number: int, number: int) -> None:
    """Whatever the era, a day says its number and its year."""
    told = date_words(happened("x", day(year, month_number, number)))
    assert told.startswith(f"{number} ")
    assert year_words(year) in told


@given(st.sampled_from(["1994~", "199X", "2020-23", "1993/..", "../1993-05", "{1994,1996}", "[1994..1996]", "1994-05-12T04:45:00Z"]))
def test_words_are_never_empty_nor_jargon(edtf: str) -> None:
    date: EventDate = from_edtf(edtf)
    line = date_line(date)
    assert line.strip() == line != ""
    assert not any(word in line for word in ("N/A", "None", "invalid", "approx", " · ·"))
