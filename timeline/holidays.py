"""The constructor of holidays and named days."""

from __future__ import annotations

from dataclasses import replace

from timeline.anchors import Context, Resolved
from timeline.expressions import Expression
from timeline.granules import Granule, Unit, day, day_number, weekday
from timeline.meanings import named, told_year


def holiday(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    name = str(expression.get("holiday"))
    number, _ = told_year(context, expression)
    eve = expression.get("day-of-holiday") == "eve"
    if number is not None:
        return named(resolved, _feast(name, number) - eve, explicit=True)
    granule, why, spoken = context.place(resolved.start, lambda year: _feast(name, year) - eve)
    if granule is None:
        return replace(resolved, value="XXXX-XX-XX", asks=True)
    resolved.assumed.extend([why] if why else [])
    return named(resolved, granule, spoken=spoken)


def _feast(name: str, number: int) -> Granule:
    if name == "easter":
        return Granule(Unit.DAY, easter(number))
    if name == "thanksgiving":
        first = day_number(number, 11, 1)
        return Granule(Unit.DAY, first + (3 - weekday(first)) % 7 + 21)
    return day(number, *(int(part) for part in name.split("-")))


def easter(number: int) -> int:
    """Day number of the western Easter Sunday; after the anonymous Gregorian computus."""
    golden, century_number = number % 19, number // 100
    epact = (19 * golden + century_number - century_number // 4 - (century_number - (century_number + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * (century_number % 4) + 2 * (number % 100 // 4) - epact - number % 100 % 4) % 7
    shift = (golden + 11 * epact + 22 * days) // 451
    month_number, rest = divmod(epact + days - 7 * shift + 114, 31)
    return day_number(number, month_number, rest + 1)
