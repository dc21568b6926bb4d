"""How long and how often: the constructors of durations and sets, and counting in units."""

from __future__ import annotations

from dataclasses import replace

from timeline.anchors import Context, Resolved
from timeline.expressions import Expression
from timeline.extents import with_filling, without_opening
from timeline.granules import Granule, Unit
from timeline.meanings import SEASONS

UNITS = {
    "second": Unit.SECOND,
    "minute": Unit.MINUTE,
    "hour": Unit.HOUR,
    "day": Unit.DAY,
    "night": Unit.DAY,
    "weekend": Unit.WEEK,
    "week": Unit.WEEK,
    "fortnight": Unit.WEEK,
    "month": Unit.MONTH,
    "quarter": Unit.QUARTER,
    "season": Unit.SEASON,
    "half": Unit.HALF,
    "year": Unit.YEAR,
    "decade": Unit.DECADE,
    "century": Unit.CENTURY,
    "millennium": Unit.MILLENNIUM,
    "generation": Unit.DECADE,
}
# unit: how TIMEX3 writes so many of them, and how many of its calendar unit one of them is
PERIODS = {
    "second": ("PT{}S", 1),
    "minute": ("PT{}M", 1),
    "hour": ("PT{}H", 1),
    "day": ("P{}D", 1),
    "night": ("P{}D", 1),
    "weekend": ("P{}WE", 1),
    "week": ("P{}W", 1),
    "fortnight": ("P{}W", 2),
    "month": ("P{}M", 1),
    "quarter": ("P{}Q", 1),
    "season": ("P{}Q", 1),
    "half": ("P{}H", 1),
    "year": ("P{}Y", 1),
    "decade": ("P{}DE", 1),
    "century": ("P{}C", 1),
    "millennium": ("P{}ML", 1),
    "generation": ("P{}GE", 3),
}
# what half of a unit is counted in
PARTS = {Unit.YEAR: (Unit.MONTH, 12), Unit.DECADE: (Unit.YEAR, 10), Unit.CENTURY: (Unit.YEAR, 100), Unit.MONTH: (Unit.DAY, 30)}
# how news writes so many and a half
HALVES = {"hour": "PT{}H30M", "year": "P{}Y6M"}
UNIT_SLOTS = ("span-unit", "unit", "many-units", "one-unit", "long-unit", "calendar-unit")
HEDGES = {"more than": "MORE_THAN", "over": "MORE_THAN", "less than": "LESS_THAN", "at least": "EQUAL_OR_MORE", "up to": "EQUAL_OR_LESS"}
SEASON_CODES = ("SP", "SU", "FA", "WI")


def unit_name(expression: Expression) -> str:
    return next(str(found) for name in UNIT_SLOTS if (found := expression.get(name)) is not None)


def count_of(expression: Expression) -> float | None:
    """None for “several” and for bare “weeks”."""
    if expression.get("several") is not None or expression.rule.given.get("count") == "X":
        return None
    return float(expression.get("count") or expression.get("one") or 1)


def amount(expression: Expression) -> float | None:
    """The count with its half: “two and a half”, “half a year”."""
    number = count_of(expression)
    if number is None:
        return None
    if expression.get("under"):
        return number + float(expression.get("over") or 0) / float(expression.get("under"))
    return 0.5 if expression.get("half-a") is not None else number + 0.5 * (expression.get("half-more") is not None)


def hedged(expression: Expression) -> str | None:
    """MOD of “about”, “more than” and their like."""
    hedge = str(expression.get("hedge") or "")
    return next((mod for word, mod in HEDGES.items() if word in hedge), "APPROX" if hedge else None)


def period(name: str, number: float | None) -> str:
    pattern, times = PERIODS[name]
    if number is None:
        return pattern.format("X")
    written = number * (times if name == "fortnight" else 1)
    return pattern.format(int(written) if written == int(written) else written)


def period_in_parts(name: str, number: float | None) -> str:
    """As news writes it: “2 1/2 years” is P2Y6M, no P2.5Y."""
    if name not in HALVES or number is None or number < 1 or number % 1 != 0.5:
        return period(name, number)
    return HALVES[name].format(int(number))


def moved(anchor: Granule, name: str, count: float) -> Granule:
    """`count` units on, at the unit's precision: three years after a day is a year."""
    wanted, times = UNITS[name], PERIODS[name][1]
    if count != int(count) and wanted in PARTS:
        part, times = PARTS[wanted]
        return anchor.to(part) + round(count * times)
    if wanted < Unit.DAY <= anchor.unit:
        return anchor.to(Unit.DAY)
    return anchor.to(wanted) + int(count * times)


def duration(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    if context.news and (expression.get("age") is not None or expression.rule.given.get("narrative")):
        return None
    given = expression.rule.given.get("period")
    write = period_in_parts if context.news else period
    value = str(given) if given else write(unit_name(expression), amount(expression))
    whole = replace(resolved, type="DURATION", value=value, mod=hedged(expression))
    return with_filling(context, expression, without_opening(context, expression, whole))


def duration_of_two(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“two years and three months”: the larger unit first."""
    larger, smaller = unit_name(expression), str(expression.get("second-unit"))
    if not UNITS[smaller] < UNITS[larger] <= Unit.YEAR or (UNITS[larger] < Unit.DAY) != (UNITS[smaller] < Unit.DAY):
        return None
    first, second = period(larger, amount(expression)), period(smaller, float(expression.get("count2")))
    value = first + second.removeprefix("PT" if UNITS[smaller] < Unit.DAY else "P")
    return with_filling(context, expression, replace(resolved, type="DURATION", value=value, mod=hedged(expression)))


def recurring(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    return replace(resolved, type="SET", value=_set_value(expression))


def _set_value(expression: Expression) -> str:
    if expression.get("frequency"):
        return str(expression.get("frequency"))
    part = expression.get("day-part-noun")
    if expression.get("weekday") is not None:
        return f"XXXX-WXX-{int(expression.get('weekday')) + 1}{f'T{part}' if part else ''}"
    if expression.get("month"):
        return f"XXXX-{int(expression.get('month')):02d}"
    if expression.get("season"):
        return f"XXXX-{SEASON_CODES[SEASONS[str(expression.get('season'))]]}"
    if part:
        return f"XXXX-XX-XXT{part}"
    return period(unit_name(expression), 2 if expression.get("other") else count_of(expression))
