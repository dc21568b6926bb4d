"""The calendar, against datetime where that reaches, and against itself beyond."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from timeline import granules
from timeline.granules import DAY_SECONDS, Granule, Unit, civil, day_number, month_days, of_day, weekday

EPOCH = date(1970, 1, 1)
CALENDAR = [unit for unit in Unit if unit >= Unit.DAY]
days = some.integers(-10_000_000, 10_000_000)
dates = some.dates(date(1, 1, 1), date(9999, 12, 31))
granule = some.builds(Granule, some.sampled_from(CALENDAR), some.integers(-5000, 5000))
any_granule = some.builds(Granule, some.sampled_from(list(Unit)), some.integers(-5000, 5000))


@given(dates)
def test_counts_days_as_python_does(when: date) -> None:
    number = (when - EPOCH).days
    assert day_number(when.year, when.month, when.day) == number
    assert civil(number) == (when.year, when.month, when.day)
    assert weekday(number) == when.weekday()
    assert granules.day(when.year, when.month, when.day) == Granule(Unit.DAY, number)


@given(some.integers(1, 9998), some.integers(1, 12))
def test_knows_how_long_months_are(year: int, month: int) -> None:
    following = date(year + month // 12, month % 12 + 1, 1)
    assert month_days(year, month) == (following - date(year, month, 1)).days
    assert (following - timedelta(days=1)).day == month_days(year, month)


@given(days)
def test_a_day_number_and_its_day_are_the_same_day(number: int) -> None:
    """Before the common era too, where Python's dates do not reach; a year later by 400 is the same year of the calendar."""
    year, month, day = civil(number)
    assert day_number(year, month, day) == number
    assert 1 <= day <= month_days(year, month)
    assert civil(number + 146_097) == (year + 400, month, day)
    assert weekday(number + 7) == weekday(number)


@given(days)
def test_iso_weeks_are_pythons(number: int) -> None:
    """A week begins on Monday."""
    week = of_day(Unit.WEEK, number)
    assert weekday(week.first_day) == 0
    assert week.first_day <= number <= week.last_day


@given(some.sampled_from(CALENDAR), days)
def test_a_day_lies_in_its_granule_and_in_no_other(unit: Unit, number: int) -> None:
    found = of_day(unit, number)
    assert found.first_day <= number <= found.last_day
    assert (found - 1).last_day < number < (found + 1).first_day


@given(any_granule)
def test_granules_follow_each_other_without_a_gap(one: Granule) -> None:
    assert one.end == (one + 1).start
    assert one.start < one.end
    assert (one + 1) - 1 == one


@given(granule)
def test_days_and_seconds_agree(one: Granule) -> None:
    assert one.start == one.first_day * DAY_SECONDS
    assert one.end == (one.last_day + 1) * DAY_SECONDS
    assert one.year == civil(one.first_day)[0]


@given(granule, some.sampled_from(CALENDAR))
def test_to_a_unit_and_back_keeps_the_start(one: Granule, unit: Unit) -> None:
    """The other granule holds the first day of this one; from one's own first day one comes back to oneself."""
    other = one.to(unit)
    assert other.first_day <= one.first_day <= other.last_day
    assert Granule(Unit.DAY, one.first_day).to(one.unit) == one


@given(any_granule)
def test_to_its_own_unit_is_itself(one: Granule) -> None:
    assert one.to(one.unit) == one


@given(some.integers(-9999, 9999))
def test_units_nest_in_years(number: int) -> None:
    """Twelve months, four quarters and two halves fill a year; seasons lie across it and their winter ends in the next."""
    year = granules.year(number)
    for unit, count in ((Unit.MONTH, 12), (Unit.QUARTER, 4), (Unit.HALF, 2)):
        first = year.to(unit)
        assert (first.first_day, (first + count - 1).last_day) == (year.first_day, year.last_day)
    spring = Granule(Unit.SEASON, number * 4)
    assert [civil((spring + place).first_day)[:2] for place in range(4)] == [(number, month) for month in (3, 6, 9, 12)]
    assert civil((spring + 3).last_day)[:2] == (number + 1, 2)


@pytest.mark.parametrize(
    ("one", "first", "last"),
    [
        (granules.year(0), (0, 1, 1), (0, 12, 31)),
        (granules.year(-479), (-479, 1, 1), (-479, 12, 31)),
        (granules.month(2024, 2), (2024, 2, 1), (2024, 2, 29)),
        (granules.month(1900, 2), (1900, 2, 1), (1900, 2, 28)),
        (granules.month(-4, 2), (-4, 2, 1), (-4, 2, 29)),
        (Granule(Unit.DECADE, 199), (1990, 1, 1), (1999, 12, 31)),
        (Granule(Unit.CENTURY, 18), (1800, 1, 1), (1899, 12, 31)),
        (Granule(Unit.MILLENNIUM, 1), (1000, 1, 1), (1999, 12, 31)),
        (Granule(Unit.SEASON, 1991 * 4 + 3), (1991, 12, 1), (1992, 2, 29)),
        (Granule(Unit.WEEK, 0), (1969, 12, 29), (1970, 1, 4)),
    ],
)
def test_begins_and_ends_where_people_say(one: Granule, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert (civil(one.first_day), civil(one.last_day)) == (first, last)


def test_times_of_day_are_finer_than_days() -> None:
    at = granules.minute(day_number(1939, 9, 1), 4, 45)
    assert (at.to(Unit.DAY), at.to(Unit.HOUR).start) == (granules.day(1939, 9, 1), at.start - 45 * 60)
    assert at.end - at.start == 60
    assert granules.year(1939).to(Unit.MINUTE).start == granules.year(1939).start


def test_a_southern_season_is_called_a_season() -> None:
    assert (Unit.SEASON.word, Unit.SOUTHERN_SEASON.word, Unit.MONTH.word) == ("season", "season", "month")
