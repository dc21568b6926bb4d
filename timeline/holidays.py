"""The constructor of holidays and named days."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.anchors import Context, Resolved
from timeline.expressions import Expression
from timeline.granules import Granule, Unit, day, day_number, month_days, weekday, year
from timeline.meanings import named, told_year
from timeline.notation import edtf_text, granule_of_edtf

MOON = "moon"
FROM_EASTER = re.compile(r"easter([+-]\d+)")
NTH_WEEKDAY = re.compile(r"(\d+):(\d):(-?\d)(?:\+(\d+))?")


def holiday(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“Easter 1916”, “Labor Day”; without a year the likeliest one."""
    feast = str(expression.rule.given.get("feast") or expression.get("feast"))
    if feast.startswith("="):
        return named(resolved, granule_of_edtf(feast[1:]), explicit=True)
    beside = _beside_publication(context, feast, expression.get("direction"))
    if beside is not None:
        resolved.assumed.append(context.from_publication("year", str(beside.year)))
        return _on(resolved, feast, beside, explicit=False, spoken=True)
    number, _ = told_year(context, expression)
    if number is not None:
        return _on(resolved, feast, _day_of(feast, number), explicit=True, spoken=False)
    same = context.apposed(resolved.start)
    if same is not None and same.granule is not None:
        resolved.assumed.append(context.because(same, "day", edtf_text(same.granule)))
        return named(resolved, same.granule, explicit=same.explicit, spoken=same.spoken)
    granule, why, spoken = context.place(resolved.start, lambda year: _day_of(feast, year))
    if granule is None:
        return replace(resolved, value="XXXX-XX-XX", asks=True)
    resolved.assumed.extend([why] if why else [])
    return _on(resolved, feast, granule, explicit=False, spoken=spoken)


def _beside_publication(context: Context, feast: str, direction: str | None) -> Granule | None:
    """“last Christmas”, “next Easter”; a feast of which only the year is known has none."""
    published = context.published
    if direction is None or published is None or feast == MOON:
        return None
    days = [_day_of(feast, published.year + change) for change in (-1, 0, 1)]
    if direction in ("last", "past"):
        return max(each for each in days if each.last_day < published.first_day)
    return days[1] if direction == "this" else min(each for each in days if each.first_day > published.last_day)


def feast_week(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“Easter week”, “Thanksgiving weekend”: the calendar week that holds the feast."""
    told = holiday(context, expression, resolved)
    if told is None or told.granule is None or told.granule.unit > Unit.DAY:
        return told
    whole = named(replace(told, assumed=[*told.assumed]), told.granule.to(Unit.WEEK), explicit=told.explicit, spoken=told.spoken)
    return whole if expression.get("length") is None else replace(whole, value=f"{whole.value}-WE")


def _on(resolved: Resolved, feast: str, granule: Granule, *, explicit: bool, spoken: bool) -> Resolved:
    """A feast of a moon calendar is known to the year only."""
    dated = named(resolved, granule, explicit=explicit, spoken=spoken)
    return replace(dated, value=f"{dated.value}-XX") if feast == MOON else dated


def _day_of(feast: str, number: int) -> Granule:
    if feast == MOON:
        return year(number)
    if found := FROM_EASTER.fullmatch(feast):
        return Granule(Unit.DAY, easter(number) + int(found[1]))
    if found := NTH_WEEKDAY.fullmatch(feast):
        month_number, wanted, nth = (int(part) for part in found.groups()[:3])
        return Granule(Unit.DAY, nth_weekday(number, month_number, wanted - 1, nth) + int(found[4] or 0))
    return day(number, *(int(part) for part in feast.split("-")))


def nth_weekday(number: int, month_number: int, wanted: int, nth: int) -> int:
    """Day number of the first (1), second ... or last (-1) Monday (0), Tuesday ... of a month."""
    if nth < 0:
        last = day_number(number, month_number, month_days(number, month_number))
        return last - (weekday(last) - wanted) % 7
    first = day_number(number, month_number, 1)
    return first + (wanted - weekday(first)) % 7 + 7 * (nth - 1)


def easter(number: int) -> int:
    """Day number of the western Easter Sunday; after the anonymous Gregorian computus."""
    golden, century_number = number % 19, number // 100
    epact = (19 * golden + century_number - century_number // 4 - (century_number - (century_number + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * (century_number % 4) + 2 * (number % 100 // 4) - epact - number % 100 % 4) % 7
    shift = (golden + 11 * epact + 22 * days) // 451
    month_number, rest = divmod(epact + days - 7 * shift + 114, 31)
    return day_number(number, month_number, rest + 1)
