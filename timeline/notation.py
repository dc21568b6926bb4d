"""How granules are written: EDTF (ISO 8601-2), TIMEX3 values, and the bounds in JSON; and how EDTF and bounds are read back.

Bounds are `[-]YYYY-MM-DD[Thh:mm[:ss]]`, inclusive at the unit they are written in: a latest of `1939-09-01T04:45` holds the
whole of that minute. A year beyond four digits is written with as many as it needs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from timeline.errors import BadDate
from timeline.granules import DAY_SECONDS, KEPT, MONTH_NAMES, Granule, Unit, civil, day_number, month, month_days, year
from timeline.wording import gettext

SEASON_NAMES = ("SP", "SU", "FA", "WI")
SOUTHERN_CODES = (31, 32, 29, 30)
WIDEST_YEAR = 200_000_000
BOUND = re.compile(r"(-?\d{4,9})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """Seconds since 1970-01-01T00:00, wall clock; `end` is exclusive; None is open."""

    start: int | None
    end: int | None

    @property
    def earliest(self) -> str | None:
        return _ends_text(self.start, self.end)[0]

    @property
    def latest(self) -> str | None:
        return _ends_text(self.start, self.end)[1]


@lru_cache(maxsize=KEPT)
def _ends_text(start: int | None, end: int | None) -> tuple[str | None, str | None]:
    """By the day, where both ends are at midnight; else by the minute or the second."""
    by_the_day = not (start or 0) % DAY_SECONDS and not (end or 0) % DAY_SECONDS
    step = DAY_SECONDS if by_the_day else 1 if (start or 0) % 60 or (end or 0) % 60 else 60
    earliest = None if start is None else instant_text(start, by_the_day, step)
    return earliest, None if end is None else instant_text(end - step, by_the_day, step)


@lru_cache(maxsize=KEPT)
def span(granule: Granule) -> Span:
    return Span(granule.start, granule.end)


def year_text(number: int) -> str:
    return f"-{-number:04d}" if number < 0 else f"{number:04d}"


@lru_cache(maxsize=KEPT)
def day_text(day: int) -> str:
    number, month_number, day_of_month = civil(day)
    return f"{year_text(number)}-{month_number:02d}-{day_of_month:02d}"


def instant_text(second: int, by_the_day: bool, step: int = 1) -> str:
    day, rest = divmod(second, DAY_SECONDS)
    if by_the_day:
        return day_text(day)
    clock = f"{day_text(day)}T{rest // 3600:02d}:{rest // 60 % 60:02d}"
    return clock if step == 60 else f"{clock}:{rest % 60:02d}"


@lru_cache(maxsize=KEPT)
def bound_seconds(text: str, *, end: bool = False) -> int:
    """First second of a bound, or with `end` the second after its last. Raises BadDate."""
    found = BOUND.fullmatch(text)
    if found is None:
        raise BadDate(gettext("“%(text)s” is no bound; a bound is written like 1994-05-12 or 1994-05-12T04:45.", text=text[:60]))
    number, month_number, day, hour, minute, second = (None if part is None else int(part) for part in found.groups())
    assert number is not None and month_number is not None and day is not None
    _check_day(number, month_number, day)
    if hour is None or minute is None:
        return (day_number(number, month_number, day) + end) * DAY_SECONDS
    if hour > 23 or minute > 59 or (second or 0) > 59:
        raise BadDate(gettext("“%(text)s” has no such time of day; hours go to 23, minutes and seconds to 59.", text=text))
    at = day_number(number, month_number, day) * DAY_SECONDS + hour * 3600 + minute * 60 + (second or 0)
    return at + end * (60 if second is None else 1)


def _check_day(number: int, month_number: int, day: int) -> None:
    if abs(number) > WIDEST_YEAR:
        raise BadDate(
            gettext(
                "The year %(number)s is beyond what can be stored; years go to %(widest_year)s.", number=number, widest_year=WIDEST_YEAR
            )
        )
    if not 1 <= month_number <= 12:
        raise BadDate(gettext("There is no month %(month_number)s; months go from 1 to 12.", month_number=month_number), field="date")
    if not 1 <= day <= month_days(number, month_number):
        name = f"{MONTH_NAMES[month_number - 1]} {year_text(number)}"
        raise BadDate(
            gettext("%(name)s has %(value)s days, so there is no day %(day)s.", name=name, value=month_days(number, month_number), day=day),
            field="date",
        )


# --- granule to EDTF ---------------------------------------------------------------------------------------------


def _edtf_year(number: int) -> str:
    return year_text(number) if abs(number) <= 9999 else f"Y{number}"


@lru_cache(maxsize=KEPT)
def edtf_text(granule: Granule) -> str:
    """EDTF of one granule; a unit that EDTF has no name for becomes the interval of its days or years."""
    unit, number = granule.unit, granule.year
    if unit is Unit.YEAR:
        return _edtf_year(number)
    if unit <= Unit.DAY:
        return instant_text(granule.start, unit is Unit.DAY)
    if abs(number) > 9999 or unit is Unit.WEEK or (number < 0 and unit > Unit.YEAR):
        return f"{day_text(granule.first_day)}/{day_text(granule.last_day)}"
    return _edtf_part(granule, number)


def _edtf_part(granule: Granule, number: int) -> str:
    match granule.unit:
        case Unit.MONTH:
            return f"{year_text(number)}-{granule.index % 12 + 1:02d}"
        case Unit.SEASON:
            return f"{year_text(number)}-{granule.index % 4 + 21}"
        case Unit.SOUTHERN_SEASON:
            return f"{year_text(number)}-{SOUTHERN_CODES[granule.index % 4]}"
        case Unit.QUARTER:
            return f"{year_text(number)}-{granule.index % 4 + 33}"
        case Unit.HALF:
            return f"{year_text(number)}-{granule.index % 2 + 40}"
    digits = {Unit.DECADE: 1, Unit.CENTURY: 2, Unit.MILLENNIUM: 3}[granule.unit]
    return f"{year_text(number)[:-digits]}{'X' * digits}"


# --- granule to TIMEX3 -------------------------------------------------------------------------------------------


def _timex_year(number: int) -> str:
    return f"{number:04d}" if number > 0 else f"BC{1 - number:04d}"


@lru_cache(maxsize=KEPT)
def timex_value(granule: Granule) -> str:
    """The TIMEX3 value as the gold corpora write it: a winter has the year of its January, a decade three digits."""
    unit, number = granule.unit, granule.year
    if unit <= Unit.DAY:
        number, month_number, day_of_month = civil(granule.first_day)
        return f"{_timex_year(number)}-{month_number:02d}-{day_of_month:02d}{_timex_clock(granule)}"
    match unit:
        case Unit.WEEK:
            iso_year = civil(granule.first_day + 3)[0]
            first = (day_number(iso_year, 1, 4) + 3) // 7
            return f"{_timex_year(iso_year)}-W{granule.index - first + 1:02d}"
        case Unit.MONTH:
            return f"{_timex_year(number)}-{granule.index % 12 + 1:02d}"
        case Unit.SEASON | Unit.SOUTHERN_SEASON:
            return _timex_season(granule, number)
        case Unit.QUARTER:
            return f"{_timex_year(number)}-Q{granule.index % 4 + 1}"
        case Unit.HALF:
            return f"{_timex_year(number)}-H{granule.index % 2 + 1}"
    digits = {Unit.YEAR: 0, Unit.DECADE: 1, Unit.CENTURY: 2, Unit.MILLENNIUM: 3}[unit]
    written = _timex_year(number)
    return written[: len(written) - digits]


def _timex_season(granule: Granule, number: int) -> str:
    place = granule.index % 4
    name = SEASON_NAMES[(place + 2) % 4] if granule.unit is Unit.SOUTHERN_SEASON else SEASON_NAMES[place]
    return f"{_timex_year(number + (place == 3))}-{name}"


def _timex_clock(granule: Granule) -> str:
    rest = granule.start % DAY_SECONDS
    match granule.unit:
        case Unit.HOUR | Unit.MINUTE:
            return f"T{rest // 3600:02d}:{rest // 60 % 60:02d}"
        case Unit.SECOND:
            return f"T{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}"
    return ""


# --- EDTF to granules --------------------------------------------------------------------------------------------

LONG_YEAR = re.compile(r"Y(-?\d{5,9})", re.ASCII)
WHOLE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:Z|[+-]\d\d(?::?\d\d)?)?)?)?)?", re.ASCII)
MASKED = re.compile(r"(-?)(\d{1,3})(X{1,3})", re.ASCII)
MASKED_DAY = re.compile(r"(-?\d{4})-(\d\d|XX)-XX|(-?\d{4})-XX", re.ASCII)
SOUTHERN = {code: place for place, code in enumerate(SOUTHERN_CODES)}


def granule_of_edtf(text: str) -> Granule:
    """The granule one EDTF date without qualifiers names, such as `2020-23`, `199X` or `1994-05-12`. Raises BadDate."""
    if found := LONG_YEAR.fullmatch(text):
        _check_day(int(found[1]), 1, 1)
        return year(int(found[1]))
    if found := MASKED_DAY.fullmatch(text):
        number, month_number = found[1] or found[3], found[2]
        return year(int(number)) if month_number in (None, "XX") else _month(int(number), int(month_number))
    if (found := MASKED.fullmatch(text)) and len(found[2]) + len(found[3]) == 4 and not found[1]:
        unit = {1: Unit.DECADE, 2: Unit.CENTURY, 3: Unit.MILLENNIUM}[len(found[3])]
        return Granule(unit, int(found[2]))
    if found := WHOLE.fullmatch(text):
        return _whole(*(None if part is None else int(part) for part in found.groups()))
    raise BadDate(
        gettext(
            "“%(text)s” is no EDTF date that is understood here; write one like 1994, 1994-05, 1994-05-12, 2020-23 or 199X.", text=text[:60]
        )
    )


def _whole(number: int | None, part: int | None = None, day: int | None = None, *clock: int | None) -> Granule:
    assert number is not None
    if part is None:
        return year(number)
    if day is None:
        return _part_of_year(number, part)
    _check_day(number, part, day)
    at = day_number(number, part, day)
    if not clock or clock[0] is None:
        return Granule(Unit.DAY, at)
    hour, minute, second = (given or 0 for given in clock)
    if hour > 23 or minute > 59 or second > 59:
        raise BadDate(f"There is no time {hour:02d}:{minute:02d}:{second:02d}; hours go to 23, minutes and seconds to 59.")
    return Granule(Unit.SECOND, at * DAY_SECONDS + hour * 3600 + minute * 60 + second)


def _month(number: int, month_number: int) -> Granule:
    if not 1 <= month_number <= 12:
        raise BadDate(gettext("There is no month %(month_number)s; months go from 1 to 12.", month_number=month_number), field="date")
    return month(number, month_number)


def _part_of_year(number: int, part: int) -> Granule:
    if 21 <= part <= 28:
        return Granule(Unit.SEASON, number * 4 + (part - 21) % 4)
    if part in SOUTHERN:
        return Granule(Unit.SOUTHERN_SEASON, number * 4 + SOUTHERN[part])
    if 33 <= part <= 36:
        return Granule(Unit.QUARTER, number * 4 + part - 33)
    if part in (40, 41):
        return Granule(Unit.HALF, number * 2 + part - 40)
    return _month(number, part)
