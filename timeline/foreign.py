"""Dates as people type them in languages that have no rule pack yet, by dateparser.

dateparser fills what is missing from the day it counts from. So everything is read three times, counted from days that differ in
year, month and day: what stays the same was written, what moves was not, and nothing that moved is passed off as said.
"""

from __future__ import annotations

import re
import warnings
from datetime import datetime, timedelta
from typing import Any

from timeline.dates import Assumption, EventDate, happened
from timeline.errors import NeedsAnchor
from timeline.granules import Granule, Unit, civil, day, month, year
from timeline.notation import edtf_text
from timeline.wording import gettext, remembered

# in Latin letters a short word means a month in some language or other, so only these are tried unasked
WIDELY_WRITTEN = ["fr", "de", "es", "it", "pt", "nl", "pl", "tr", "ro", "cs", "sv", "id"]
# words for “of the year”, which add nothing to its number
SAY_YEAR = frozenset({"року", "роках", "году", "года", "годах", "jahr", "jahre", "année", "roku", "rok", "anno", "year"})
BASES = (datetime(2001, 3, 10), datetime(2004, 7, 21), datetime(2010, 11, 5))  # noqa: DTZ001 (wall clock, no zone meant)
SETTINGS: dict[str, Any] = {
    "PREFER_DAY_OF_MONTH": "first",
    "PREFER_MONTH_OF_YEAR": "first",
    "DATE_ORDER": "DMY",
    "RETURN_AS_TIMEZONE_AWARE": False,
}


def understand(said: str, language: str, published: Granule | None) -> EventDate | None:
    """The date, or None when dateparser reads none. Raises NeedsAnchor when it only is one together with a publication date."""
    if not any(each.isalpha() for each in said) or not any(each.isdigit() or not each.isascii() for each in said):
        return None
    if any(_ignored(said, word, language) for word in re.findall(r"[^\W\d_]{4,}", said)):
        return None
    readings = [_parse(said, language, base) for base in BASES]
    if any(reading is None for reading in readings):
        return None
    granules = [reading for reading in readings if reading is not None]
    written = _unmoved(granules)
    if written is not None:
        return happened(said, written, rules=("dateparser",))
    if len({reading.unit for reading in granules}) != 1:
        return None
    return _counted(said, language, granules, published)


def _parse(said: str, language: str, base: datetime) -> Granule | None:
    from dateparser.date import DateDataParser

    languages = (WIDELY_WRITTEN if said.isascii() or _latin(said) else None) if language in ("en", "und") else [language]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = DateDataParser(languages=languages, settings={**SETTINGS, "RELATIVE_BASE": base}).get_date_data(said)
    at = found.date_obj
    if at is None or found.period not in ("day", "month", "year", "week", "time"):
        return None
    match found.period:
        case "year":
            return year(at.year)
        case "month":
            return month(at.year, at.month)
    return day(at.year, at.month, at.day)


def _ignored(said: str, word: str, language: str) -> bool:
    """Whether dateparser passes a word over: without it the date is the same. Nothing that was typed may be lost in silence."""
    if word.lower() in SAY_YEAR:
        return False
    without = said.replace(word, " ")
    return any(each.isdigit() for each in without) and _parse(said, language, BASES[0]) == _parse(without, language, BASES[0])


def _unmoved(granules: list[Granule]) -> Granule | None:
    """What does not depend on the day counted from: all of it, its month or its year."""
    if len(set(granules)) == 1:
        return granules[0]
    for unit in (Unit.MONTH, Unit.YEAR):
        coarser = {each.to(unit) for each in granules if each.unit <= unit}
        if len(coarser) == 1 and all(each.unit <= unit for each in granules):
            return coarser.pop()
    return None


def _latin(said: str) -> bool:
    return all(ord(each) < 0x250 for each in said)


def _counted(said: str, language: str, granules: list[Granule], published: Granule | None) -> EventDate | None:
    if published is None:
        raise NeedsAnchor(gettext("“%(said)s”, counted from when? Give the publication date of its source.", said=said), field="published")
    written = edtf_text(published)
    base = datetime(*civil(published.last_day)) if 0 < published.year < 9999 else None  # noqa: DTZ001
    granule = _parse(said, language, base + timedelta(0)) if base else None
    if granule is None or (granule.unit is Unit.DAY and published.unit > Unit.DAY and _moves_by_days(granules)):
        return None
    reason = Assumption("anchor", written, "published", remembered("counted from the publication date, %(date)s") % {"date": written})
    return happened(said, granule, assumed=(reason,), rules=("dateparser",))


def _moves_by_days(granules: list[Granule]) -> bool:
    """Whether more than the year was taken from the day counted from."""
    return len({civil(each.first_day)[1:] for each in granules}) > 1
