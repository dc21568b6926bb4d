"""How granules and bounds are written, and that what is written reads back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from timeline.errors import BadDate
from timeline.granules import DAY_SECONDS, Granule, Unit
from timeline.notation import Span, bound_seconds, day_text, edtf_text, granule_of_edtf, instant_text, span, timex_value, year_text

# units that EDTF has a name for; those coarser than a year only from year 0 on
NAMED = (Unit.DAY, Unit.MONTH, Unit.SEASON, Unit.SOUTHERN_SEASON, Unit.QUARTER, Unit.HALF, Unit.YEAR)
PER_YEAR = {Unit.DAY: 366, Unit.MONTH: 12, Unit.SEASON: 4, Unit.SOUTHERN_SEASON: 4, Unit.QUARTER: 4, Unit.HALF: 2, Unit.YEAR: 1}
COARSE = {Unit.DECADE: 999, Unit.CENTURY: 99, Unit.MILLENNIUM: 9}
named = some.sampled_from(NAMED).flatmap(
    lambda unit: some.builds(Granule, some.just(unit), some.integers(-4000, 9000).map(PER_YEAR[unit].__mul__))
)
coarse = some.sampled_from(sorted(COARSE)).flatmap(lambda unit: some.builds(Granule, some.just(unit), some.integers(0, COARSE[unit])))
seconds = some.integers(-200_000_000_000, 200_000_000_000)


@given(named.filter(lambda each: abs(each.year) <= 9999) | coarse)
def test_a_granule_reads_back_from_its_edtf(one: Granule) -> None:
    assert granule_of_edtf(edtf_text(one)) == one


@given(some.integers(-200_000_000, 200_000_000))
def test_a_year_reads_back_however_long(number: int) -> None:
    year = Granule(Unit.YEAR, number)
    assert granule_of_edtf(edtf_text(year)) == year


@given(some.integers(-100_000, 100_000))
def test_a_week_is_written_by_its_days(index: int) -> None:
    first, last = edtf_text(Granule(Unit.WEEK, index)).split("/")
    assert granule_of_edtf(last).index - granule_of_edtf(first).index == 6


@given(some.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_days_are_written_as_iso_writes_them(when: date) -> None:
    day = Granule(Unit.DAY, (when - date(1970, 1, 1)).days)
    assert edtf_text(day) == timex_value(day) == day_text(day.index) == when.isoformat()
    assert timex_value(day.to(Unit.WEEK)) == "{:04d}-W{:02d}".format(*when.isocalendar())


# --- bounds --------------------------------------------------------------------------------------------------------


@given(seconds, some.sampled_from([1, 60, DAY_SECONDS]))
def test_a_bound_reads_back(second: int, step: int) -> None:
    """A first bound gives its first second, a last one the second after all that it holds."""
    start = second - second % step
    text = instant_text(start, step == DAY_SECONDS, step)
    assert bound_seconds(text) == start
    assert bound_seconds(text, end=True) == start + step


@given(seconds, some.integers(1, 10**8))
def test_a_span_reads_back_from_its_bounds(start: int, length: int) -> None:
    one = Span(start, start + length)
    assert one.earliest is not None
    assert one.latest is not None
    assert (bound_seconds(one.earliest), bound_seconds(one.latest, end=True)) == (start, start + length)


@given(named | coarse)
def test_a_granule_and_its_bounds_are_the_same_time(one: Granule) -> None:
    whole = span(one)
    assert whole.earliest is not None
    assert whole.latest is not None
    assert bound_seconds(whole.earliest) == one.start
    assert bound_seconds(whole.latest, end=True) == one.end


def test_an_open_span_has_open_bounds() -> None:
    assert (Span(None, 0).earliest, Span(None, 0).latest) == (None, "1969-12-31")
    assert (Span(0, None).earliest, Span(0, None).latest) == ("1970-01-01", None)
    assert (Span(None, None).earliest, Span(None, None).latest) == (None, None)


REFUSED_BOUNDS = {
    "": "is no bound",
    "1994": "is no bound",
    "1994-05": "is no bound",
    "1994-5-12": "is no bound",
    "12 May 1994": "is no bound",
    "1994-05-12T04": "is no bound",
    "1994-05-12 04:45": "is no bound",
    "1994-05-12T04:45Z": "is no bound",
    "١٩٩٤-٠٥-١٢": "is no bound",
    "1994-05-12\n": "is no bound",
    "1994-13-01": "no month 13",
    "1994-00-01": "no month 0",
    "1994-02-30": "has 28 days, so there is no day 30",
    "1994-05-00": "no day 0",
    "1994-05-12T24:00": "hours go to 23",
    "1994-05-12T04:60": "minutes and seconds to 59",
    "1994-05-12T04:45:60": "minutes and seconds to 59",
    "999999999-01-01": "beyond what can be stored",
}


@pytest.mark.parametrize(("text", "says"), REFUSED_BOUNDS.items())
def test_refuses_what_is_no_bound(text: str, says: str) -> None:
    for end in (False, True):
        with pytest.raises(BadDate) as refused:
            bound_seconds(text, end=end)
        assert says in refused.value.sentence


# --- TIMEX3 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "edtf", "timex"),
    [
        (Granule(Unit.YEAR, 1994), "1994", "1994"),
        (Granule(Unit.YEAR, 0), "0000", "BC0001"),
        (Granule(Unit.YEAR, -479), "-0479", "BC0480"),
        (Granule(Unit.MONTH, 1994 * 12 + 4), "1994-05", "1994-05"),
        (Granule(Unit.SEASON, 1991 * 4), "1991-21", "1991-SP"),
        (Granule(Unit.SEASON, 1991 * 4 + 3), "1991-24", "1992-WI"),
        (Granule(Unit.SOUTHERN_SEASON, 1991 * 4), "1991-31", "1991-FA"),
        (Granule(Unit.SOUTHERN_SEASON, 1991 * 4 + 1), "1991-32", "1991-WI"),
        (Granule(Unit.QUARTER, 2022 * 4 + 2), "2022-35", "2022-Q3"),
        (Granule(Unit.HALF, 2021 * 2 + 1), "2021-41", "2021-H2"),
        (Granule(Unit.DECADE, 199), "199X", "199"),
        (Granule(Unit.CENTURY, 18), "18XX", "18"),
        (Granule(Unit.MILLENNIUM, 1), "1XXX", "1"),
        (Granule(Unit.WEEK, 2783), "2023-05-01/2023-05-07", "2023-W18"),
        (Granule(Unit.MINUTE, 285), "1970-01-01T04:45:00", "1970-01-01T04:45"),
        (Granule(Unit.SECOND, 61), "1970-01-01T00:01:01", "1970-01-01T00:01:01"),
    ],
)
def test_is_written_in_both_notations(one: Granule, edtf: str, timex: str) -> None:
    """EDTF counts a winter by the year in which it starts, TIMEX3 by the year of its January."""
    assert (edtf_text(one), timex_value(one)) == (edtf, timex)


@pytest.mark.parametrize(("number", "text"), [(1994, "1994"), (70, "0070"), (0, "0000"), (-479, "-0479"), (12000, "12000")])
def test_years_have_four_digits_at_least(number: int, text: str) -> None:
    assert year_text(number) == text


@pytest.mark.parametrize(
    "text", ["", "199", "X", "XXXX", "1994-13", "1994-42", "1994-02-30", "1994-05-12T25:00:00", "1994/1995", "Y1", "banana"]
)
def test_refuses_what_names_no_granule(text: str) -> None:
    with pytest.raises(BadDate):
        granule_of_edtf(text)
