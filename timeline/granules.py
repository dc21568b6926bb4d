"""Calendar arithmetic on whole units, before and after the common era.

A granule is one unit of the calendar: a day, a month, an autumn, a decade. It is kept as its unit and a running number, so that
"three months later" is an addition and "the same year" a change of unit. Days are counted from 1970-01-01, months from year 0,
years are astronomical (480 BC is -479); everything is proleptic Gregorian and wall clock, without zones.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

DAY_SECONDS = 86_400
# a text tells the same days again and again
KEPT = 4096


class Unit(IntEnum):
    """Ordered from fine to coarse."""

    # an enumeration hashes its name, in Python; this is asked for with every date
    __hash__ = int.__hash__

    SECOND = 0
    MINUTE = 1
    HOUR = 2
    DAY = 3
    WEEK = 4
    MONTH = 5
    SEASON = 6
    SOUTHERN_SEASON = 7
    QUARTER = 8
    HALF = 9
    YEAR = 10
    DECADE = 11
    CENTURY = 12
    MILLENNIUM = 13

    @property
    def word(self) -> str:
        return WORDS[self]


WORDS = {unit: "season" if unit is Unit.SOUTHERN_SEASON else unit.name.lower() for unit in Unit}
# unit: how many months it has, and how many months after the year's start its first one begins
MONTHS = {
    Unit.MONTH: (1, 0),
    Unit.SEASON: (3, 2),
    Unit.SOUTHERN_SEASON: (3, 2),
    Unit.QUARTER: (3, 0),
    Unit.HALF: (6, 0),
    Unit.YEAR: (12, 0),
    Unit.DECADE: (120, 0),
    Unit.CENTURY: (1200, 0),
    Unit.MILLENNIUM: (12000, 0),
}
CLOCK = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01; after Howard Hinnant's era arithmetic, so valid for every year."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def civil(day: int) -> tuple[int, int, int]:
    """Year, month and day of a day number."""
    era, of_era = divmod(day + 719_468, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def month_days(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return LENGTHS[month - 1] + leap


def weekday(day: int) -> int:
    """Monday is 0."""
    return (day + 3) % 7


@dataclass(frozen=True, slots=True, order=True)
class Granule:
    unit: Unit
    index: int

    def __add__(self, count: int) -> Granule:
        return Granule(self.unit, self.index + count)

    def __sub__(self, count: int) -> Granule:
        return Granule(self.unit, self.index - count)

    @property
    def first_day(self) -> int:
        """Day number of its first day."""
        if self.unit in MONTHS:
            size, offset = MONTHS[self.unit]
            year, month = divmod(self.index * size + offset, 12)
            return day_number(year, month + 1, 1)
        if self.unit is Unit.DAY:
            return self.index
        return self.index * 7 - 3 if self.unit is Unit.WEEK else self.index * CLOCK[self.unit] // DAY_SECONDS

    @property
    def last_day(self) -> int:
        return self.first_day if self.unit < Unit.DAY else (self + 1).first_day - 1

    @property
    def start(self) -> int:
        """Its first second, counted from 1970-01-01T00:00."""
        return self.index * CLOCK[self.unit] if self.unit in CLOCK else self.first_day * DAY_SECONDS

    @property
    def end(self) -> int:
        """The second after its last."""
        return (self + 1).start

    @property
    def year(self) -> int:
        """The year in which it starts."""
        if self.unit in MONTHS:
            size, offset = MONTHS[self.unit]
            return (self.index * size + offset) // 12
        return civil(self.first_day)[0]

    def to(self, unit: Unit) -> Granule:
        """The granule of that unit in which this one starts."""
        return of_day(unit, self.first_day) if unit >= Unit.DAY else Granule(unit, self.start // CLOCK[unit])


def of_day(unit: Unit, day: int) -> Granule:
    """The granule of that unit (a day or coarser) that holds the day."""
    if unit is Unit.DAY:
        return Granule(unit, day)
    if unit is Unit.WEEK:
        return Granule(unit, (day + 3) // 7)
    size, offset = MONTHS[unit]
    year, month, _ = civil(day)
    return Granule(unit, (year * 12 + month - 1 - offset) // size)


@lru_cache(maxsize=KEPT)
def year(number: int) -> Granule:
    return Granule(Unit.YEAR, number)


@lru_cache(maxsize=KEPT)
def month(year: int, number: int) -> Granule:
    return Granule(Unit.MONTH, year * 12 + number - 1)


@lru_cache(maxsize=KEPT)
def day(year: int, month: int, number: int) -> Granule:
    return Granule(Unit.DAY, day_number(year, month, number))


def minute(day: int, hour: int, number: int) -> Granule:
    return Granule(Unit.MINUTE, day * 1440 + hour * 60 + number)
