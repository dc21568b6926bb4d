"""Old Style and New Style days, and those of the French Republic."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.reading.table import VISIBLE, rows
from timeline import extract
from timeline.calendars import days_apart, gregorian
from timeline.granules import civil, month_days

ROWS = [(row + [""] * 4)[:4] for row in rows("calendars.tsv")]


@pytest.mark.parametrize(("sentence", "edtf", "said", "readings"), ROWS, ids=[row[0] for row in ROWS])
def test_reads_the_words_in_braces(sentence: str, edtf: str, said: str, readings: str) -> None:
    """The day is Gregorian; the other one and why stay with it in words."""
    words = re.findall(r"\{(.*)\}", sentence)
    text = re.sub(r"[{}]", "", sentence.translate(VISIBLE))
    date = extract(text, published="2023", language="en").events[-1].date
    assert date is not None
    assert [date.text] == words
    assert (date.edtf, " ".join(each.edtf for each in date.alternatives)) == (edtf, readings)
    told = " ".join(each.why for each in date.assumed if each.part == "calendar")
    assert said in told if said else told == ""


@pytest.mark.parametrize(
    "text", ["It fell on 3/4 May 1917.", "It fell on 3 May (5 June) 1917.", "On 31 November (14 December) 1917 it fell."]
)
def test_days_that_are_not_a_calendar_apart_are_no_pair(text: str) -> None:
    reading = extract(text, published="2023", language="en")
    assert [each.rule for each in reading.timexes if "style" in each.rule] == []


@pytest.mark.parametrize(
    ("julian", "expected"),
    [
        ((1582, 10, 5), (1582, 10, 15)),
        ((1700, 2, 28), (1700, 3, 10)),
        ((1700, 2, 29), (1700, 3, 11)),
        ((1700, 3, 1), (1700, 3, 12)),
        ((1752, 9, 3), (1752, 9, 14)),
        ((1825, 12, 14), (1825, 12, 26)),
        ((1900, 2, 28), (1900, 3, 12)),
        ((1900, 3, 1), (1900, 3, 14)),
        ((1918, 2, 1), (1918, 2, 14)),
    ],
)
def test_counts_julian_days_over(julian: tuple[int, int, int], expected: tuple[int, int, int]) -> None:
    assert civil(gregorian(*julian).index) == expected


@given(some.integers(1582, 2100), some.integers(1, 12), some.integers(1, 28))
def test_the_julian_day_after_is_the_gregorian_day_after(year: int, month: int, day: int) -> None:
    """No day is left out or told twice, over the ends of months and of years without a leap day too."""
    last = 29 if month == 2 and year % 4 == 0 else month_days(year, month)
    following = (year, month, day + 1) if day < last else (year + month // 12, month % 12 + 1, 1)
    assert gregorian(*following) == gregorian(year, month, day) + 1
    assert 10 <= days_apart(year, month) <= 14
