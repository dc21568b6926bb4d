"""The constructors of dates that name a place in the calendar. Each takes the context and an expression and fills in a Resolved,
or gives None when the words turn out to be no date. Rules name them in `value`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NoReturn

from timeline.anchors import Context, Resolved
from timeline.dates import Assumption, widened
from timeline.errors import BadDate
from timeline.expressions import Expression
from timeline.granules import DAY_SECONDS, MONTH_NAMES, Granule, Unit, civil, day, minute, month, month_days, weekday, year
from timeline.namesakes import name_at
from timeline.notation import Span, edtf_text, span, timex_value
from timeline.story import Told
from timeline.wording import gettext, remembered

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {"spring": 0, "summer": 1, "autumn": 2, "winter": 3}
THIRD = {"START": 0, "MID": 1, "END": 2}
# unit: the unit that its thirds are made of, and where the second and the third begin
THIRDS = {
    Unit.WEEK: (Unit.DAY, 2, 5),
    Unit.SEASON: (Unit.MONTH, 1, 2),
    Unit.SOUTHERN_SEASON: (Unit.MONTH, 1, 2),
    Unit.QUARTER: (Unit.MONTH, 1, 2),
    Unit.HALF: (Unit.MONTH, 2, 4),
    Unit.YEAR: (Unit.MONTH, 4, 8),
    Unit.DECADE: (Unit.YEAR, 4, 7),
    Unit.CENTURY: (Unit.YEAR, 34, 67),
    Unit.MILLENNIUM: (Unit.YEAR, 334, 667),
}
# what may be the first word of a name that has a year
NAMING = ("calendar", "season")
# what is told from the story: that month, the following year
STORY_STEP = {"that": 0, "following": 1, "preceding": -1}
THIRDS_OF = (
    remembered("first third of the %(unit)s"),
    remembered("second third of the %(unit)s"),
    remembered("last third of the %(unit)s"),
)
NORTH = Assumption("hemisphere", "north", "convention", remembered("a season, northern hemisphere"))
SOUTH = Assumption("hemisphere", "south", "setting", remembered("a season, southern hemisphere"))


def third(granule: Granule, mod: str) -> Span:
    """Bounds of the early, middle or late part of a granule; a day has none."""
    if granule.unit is Unit.MONTH:
        edges = [granule.first_day, granule.first_day + 10, granule.first_day + 20, granule.last_day + 1]
    elif granule.unit in THIRDS:
        inner, second, last = THIRDS[granule.unit]
        first = granule.to(inner)
        edges = [granule.first_day, (first + second).first_day, (first + last).first_day, granule.last_day + 1]
    else:
        return span(granule)
    place = THIRD[mod]
    return Span(edges[place] * DAY_SECONDS, edges[place + 1] * DAY_SECONDS)


def named(resolved: Resolved, granule: Granule, mod: str | None = None, **more: object) -> Resolved:
    """Fills in what follows from the granule that an expression names."""
    bounds = third(granule, mod) if mod in THIRD else None
    assumed = [*resolved.assumed]
    if mod in THIRD and granule.unit > Unit.DAY and mod is not None:
        assumed.append(Assumption("part", mod, "convention", THIRDS_OF[THIRD[mod]] % {"unit": granule.unit.word}))
    return resolved.changed(value=timex_value(granule), granule=granule, mod=mod, bounds=bounds, assumed=assumed, **more)


def part_of(expression: Expression) -> str | None:
    found = expression.get("part") or expression.get("portion")
    return found if found in THIRD else None


# --- day, month, year ----------------------------------------------------------------------------------------------


def calendar(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    number, reason = told_year(context, expression)
    if reason:
        resolved.assumed.append(reason)
    month_number, day_of_month = expression.get("month"), expression.get("day") or expression.rule.given.get("day")
    mod = part_of(expression)
    if number is not None:
        granule = _whole(number, month_number, day_of_month)
        return _approximate(expression, _on_weekday(expression, named(resolved, granule, mod, explicit=not expression.get("that"))))
    if month_number is None:
        return _day_of_month(context, resolved, day_of_month, STORY_STEP[str(expression.get("direction") or "that")])
    _check_month_day(month_number, day_of_month)
    forward = context.follows_limit(resolved.start)
    granule_or_none, why, spoken = context.place(resolved.start, lambda year: _fits(year, month_number, day_of_month), forward)
    if granule_or_none is None:
        return _without_year(resolved, month_number, day_of_month)
    resolved.assumed.extend([why] if why else [])
    return _approximate(expression, named(resolved, granule_or_none, mod, spoken=spoken))


def _on_weekday(expression: Expression, resolved: Resolved) -> Resolved:
    """“Tuesday 5 May 2021” was a Wednesday: one of the two is wrong, so the day is in doubt."""
    said, granule = expression.get("weekday"), resolved.granule
    if said is None or granule is None or granule.unit is not Unit.DAY or weekday(granule.index) == said:
        return resolved
    names = {"weekday": WEEKDAY_NAMES[weekday(granule.index)], "said": WEEKDAY_NAMES[said]}
    why = remembered("that day was a %(weekday)s, the text says %(said)s") % names
    doubt = Assumption("weekday", WEEKDAY_NAMES[said], "text", why)
    return replace(resolved, doubtful=True, edtf=f"{edtf_text(granule)}?", assumed=[*resolved.assumed, doubt])


def _whole(number: int, month_number: int | None, day_of_month: int | None) -> Granule:
    if month_number is None:
        return year(number)
    if day_of_month is None:
        return month(number, month_number)
    if not 1 <= day_of_month <= month_days(number, month_number):
        refuse_day(number, month_number)
    return day(number, month_number, day_of_month)


def _fits(number: int, month_number: int, day_of_month: int | None) -> Granule | None:
    """The granule, or None in a year in which there is no such day (29 February)."""
    if day_of_month is not None and day_of_month > month_days(number, month_number):
        return None
    return _whole(number, month_number, day_of_month)


def _check_month_day(month_number: int, day_of_month: int | None) -> None:
    if day_of_month is not None and not 1 <= day_of_month <= month_days(2000, month_number):
        refuse_day(None, month_number)


def refuse_day(number: int | None, month_number: int) -> NoReturn:
    """Raises BadDate, saying how long the month is and what could be meant."""
    days = month_days(2000 if number is None else number, month_number)
    name = MONTH_NAMES[month_number - 1]
    when = f"{name} {number}" if number is not None else name
    month_meant = when if month_number == 2 else name
    raise BadDate(
        gettext(
            "%(month_meant)s has %(days)s days. Write %(days)s %(when)s, late %(when)s or %(when)s.",
            month_meant=month_meant,
            days=days,
            when=when,
        ),
        field="date",
    )


def _approximate(expression: Expression, resolved: Resolved) -> Resolved:
    if not expression.rule.given.get("approximate") or resolved.granule is None:
        return resolved
    unit = resolved.granule.unit.word
    reason = Assumption("approximate", unit, "convention", remembered("“about” widened by one %(unit)s each way") % {"unit": unit})
    bounds = widened(resolved.granule)
    edtf = f"{edtf_text(resolved.granule)}~"
    return replace(resolved, approximate=True, mod="APPROX", bounds=bounds, edtf=edtf, assumed=[*resolved.assumed, reason])


def told_year(context: Context, expression: Expression) -> tuple[int | None, Assumption | None]:
    written = expression.get("year")
    if expression.get("that") and written is None:
        anchor = context.last(Unit.YEAR)
        granule = anchor.granule if anchor else None
        return (granule.year, context.because(anchor, "year", str(granule.year))) if anchor and granule else (None, None)
    if written is None:
        return _year_of_name(context, expression)
    if expression.get("era") or expression.rule.given.get("era"):
        return 1 - _full_year(expression, int(written)), None
    if int(written) >= 100 or expression.rule.name == "year-ad":
        return int(written), None
    return century_for(context, expression, int(written))


def _year_of_name(context: Context, expression: Expression) -> tuple[int | None, Assumption | None]:
    """“the Spring Offensive of 1918”, and wherever else the text speaks of the Spring Offensive."""
    name = name_at(context.document, expression) if expression.value in NAMING else ()
    namesake = context.namesakes.get(name) if name else None
    if namesake is None:
        return None, None
    starts, ends = context.document.tokens.starts, context.document.tokens.ends
    said = Told(starts[namesake.told.first], ends[namesake.told.last - 1], year(namesake.year))
    return namesake.year, context.because(said, "year", str(namesake.year))


def _full_year(expression: Expression, written: int) -> int:
    """The “79” of “480/79 BC”."""
    start = expression.mate.get("year") if expression.mate and expression.is_end else None
    return int(start) // 100 * 100 + written if start is not None and written < 100 <= int(start) else written


def century_for(context: Context, expression: Expression, short: int) -> tuple[int, Assumption | None]:
    """“'92” and the “20” of “2011-20”: after the start of its range, else nearest to the story, else the latest not after publication."""
    start = expression.mate.get("year") if expression.mate and expression.is_end else None
    if start is not None and expression.rule.given.get("decade"):
        return int(start) // 10 * 10 + short, None
    if start is not None and int(start) >= 100:
        number = int(start) - int(start) % 100 + short
        return (number if number >= int(start) else number + 100), None
    anchor = context.last(Unit.YEAR)
    if anchor is not None and anchor.granule is not None and not context.news:
        told = anchor.granule.year
        near = min(range(told // 100 * 100 - 100 + short, told + 200, 100), key=lambda each: abs(each - told))
        return near, context.because(anchor, "century", str(near))
    if context.published is not None:
        newest = context.published.year
        number = newest - (newest - short) % 100
        return number, context.from_publication("century", str(number))
    return 1900 + short, Assumption("century", str(1900 + short), "convention", remembered("two digits read as a year of the 20th century"))


def _day_of_month(context: Context, resolved: Resolved, day_of_month: int | None, months_on: int = 0) -> Resolved | None:
    """“the 18th”: of the month that the story is in, or the next one when that day lies behind."""
    anchor = context.last(Unit.MONTH)
    base = anchor.granule if anchor else context.published if context.published and context.published.unit <= Unit.MONTH else None
    if base is None or day_of_month is None:
        return None
    at = base.to(Unit.MONTH) + months_on
    number, month_number, _ = civil(at.first_day)
    if day_of_month > month_days(number, month_number):
        return None
    granule = day(number, month_number, day_of_month)
    written = edtf_text(at)
    why = context.because(anchor, "month", written) if anchor else context.from_publication("month", written)
    resolved.assumed.append(why)
    return named(resolved, granule)


def _without_year(resolved: Resolved, month_number: int, day_of_month: int | None) -> Resolved:
    """A month or day of a year that nothing tells: a TIMEX3 value, but no date."""
    ending = f"-{month_number:02d}" + (f"-{day_of_month:02d}" if day_of_month else "")
    return replace(resolved, value=f"XXXX{ending}", asks=True)


# --- dates by form -------------------------------------------------------------------------------------------------


def iso(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    written = str(expression.get("iso-date"))
    number, month_number, day_of_month = (int(part) for part in re.split(r"\D", written[:10]))
    if not 1 <= month_number <= 12:
        raise BadDate(
            gettext(
                "“%(written)s” has no month %(month_number)s; write the year, the month and the day like 1994-05-12.",
                written=written,
                month_number=month_number,
            ),
            field="date",
        )
    granule = _whole(number, month_number, day_of_month)
    if len(written) == 10:
        return named(resolved, granule, explicit=True)
    found = re.match(r"(\d\d):(\d\d)(?::\d\d)?(.*)", written[11:])
    assert found is not None
    at = minute(granule.index, int(found[1]) % 24, int(found[2]) % 60)
    return replace(named(resolved, at, explicit=True), type="TIME", zone=found[3] or None)


def numeric(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“05/12/1994”: both orders are kept when both are days."""
    first, second, number = (int(part) for part in re.split(r"[/.-]", str(expression.get("numeric-date"))))
    reason = None
    if number < 100:
        number, reason = century_for(context, expression, number)
    resolved.assumed.extend([reason] if reason else [])
    orders = [(first, second), (second, first)]
    readings = [_fits(number, month_number, day_of_month) for day_of_month, month_number in orders if 1 <= month_number <= 12]
    options = list(dict.fromkeys(granule for granule in readings if granule is not None and granule.unit is Unit.DAY))
    if not options:
        if not 1 <= min(first, second) <= 12:
            return None
        refuse_day(number, min(first, second))
    if len(options) == 1:
        return named(resolved, options[0], explicit=True)
    if "." in str(expression.get("numeric-date")):
        resolved.assumed.append(
            Assumption("order", "day first", "convention", remembered("day before month, as dates with points are written"))
        )
        return named(resolved, options[0], explicit=True)
    return replace(named(resolved, options[0], explicit=True), alternatives=options, asks=True)


# --- seasons, decades, centuries -----------------------------------------------------------------


def season_unit(context: Context) -> tuple[Unit, Assumption]:
    return (Unit.SOUTHERN_SEASON, SOUTH) if context.hemisphere == "south" else (Unit.SEASON, NORTH)


def season_granule(context: Context, name: str, number: int) -> Granule:
    """The season of a year; a winter by the year in which it starts (a southern one lies whole in its year, its summer does not)."""
    unit, _ = season_unit(context)
    place = (SEASONS[name] + 2) % 4 if unit is Unit.SOUTHERN_SEASON else SEASONS[name]
    return Granule(unit, number * 4 + place)


def season(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    name, mod = str(expression.get("season")), part_of(expression)
    resolved.assumed.append(season_unit(context)[1])
    direction = expression.get("direction")
    if direction:
        return _season_of_told_year(context, resolved, name, mod, str(direction))
    number, reason = told_year(context, expression)
    resolved.assumed.extend([reason] if reason else [])
    if number is None:
        granule, why, spoken = context.place(resolved.start, lambda year: season_granule(context, name, year))
        if granule is None:
            return replace(resolved, value=f"XXXX-{timex_value(season_granule(context, name, 2000))[-2:]}", asks=True)
        resolved.assumed.extend([why] if why else [])
        return named(resolved, granule, mod, spoken=spoken)
    granule = season_granule(context, name, number)
    over_new_year = granule.index % 4 == 3
    if not over_new_year or expression.get("end-year") is not None:
        return named(resolved, granule, mod, explicit=True)
    both = [granule - 1 * 4, granule]
    named_by_january = named(resolved, both[0], mod, explicit=True)
    return replace(named_by_january, alternatives=both, asks=True)


def _season_of_told_year(context: Context, resolved: Resolved, name: str, mod: str | None, direction: str) -> Resolved | None:
    anchor = context.last(Unit.YEAR)
    if anchor is None or anchor.granule is None:
        return replace(resolved, value=f"XXXX-{timex_value(season_granule(context, name, 2000))[-2:]}", asks=True)
    number = anchor.granule.year + STORY_STEP[direction]
    resolved.assumed.append(context.because(anchor, "year", str(number)))
    return named(resolved, season_granule(context, name, number), mod)


def half_of(resolved: Resolved, place: int, size: int, inner: Unit) -> Resolved:
    assert resolved.granule is not None
    whole = span(resolved.granule)
    middle = (resolved.granule.to(inner) + size).start
    bounds = Span(whole.start, middle) if place == 1 else Span(middle, whole.end)
    return replace(resolved, bounds=bounds, mod="START" if place == 1 else "END")


def decade_granule(context: Context, written: str, before_christ: bool) -> Granule:
    digits = int(re.sub(r"\D", "", written))
    if before_christ:
        return Granule(Unit.DECADE, digits // 10)
    if digits >= 100:
        return Granule(Unit.DECADE, digits // 10)
    anchor = context.last(Unit.YEAR)
    newest = context.published.year if context.published else 1999
    if anchor is not None and anchor.granule is not None and not context.news:
        newest = anchor.granule.year
    return Granule(Unit.DECADE, (newest - (newest - digits) % 100) // 10)


def decade(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    written = str(expression.get("decade"))
    digits = int(re.sub(r"\D", "", written))
    era = bool(expression.get("era")) or (context.document.before_christ and 100 <= digits < 1000)
    granule = decade_granule(context, written, era)
    if not era:
        if digits < 100:
            hundred = str(granule.index // 10 * 100)
            resolved.assumed.append(
                Assumption("century", hundred, "convention", remembered("a decade of the %(hundred)ss") % {"hundred": hundred})
            )
        return named(resolved, granule, part_of(expression), explicit=True)
    first, last = 1 - (granule.index * 10 + 9), 1 - granule.index * 10
    return _years(replace(resolved, precision="decade", value=f"BC{granule.index:03d}", mod=part_of(expression)), first, last)


def _years(resolved: Resolved, first: int, last: int) -> Resolved:
    """Some time in a run of years that is no decade or century of EDTF, as before Christ."""
    bounds = Span(year(first).start, year(last).end)
    return replace(resolved, bounds=bounds, edtf=f"[{edtf_text(year(first))}..{edtf_text(year(last))}]")


def century(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    number, mod = int(expression.get("century")), part_of(expression)
    if not 1 <= number <= 30:
        return None
    if expression.get("era"):
        first, last = 1 - number * 100, -(number - 1) * 100
        return _years(replace(resolved, precision="century", value=f"BC{number - 1:02d}", mod=mod), first, last)
    whole = named(resolved, Granule(Unit.CENTURY, number - 1), mod, explicit=True)
    return half_of(whole, int(expression.get("half")), 50, Unit.YEAR) if expression.get("half") else whole
