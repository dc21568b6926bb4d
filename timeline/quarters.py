"""The constructors of quarters and halves of a year, and of the periods that business news counts in."""

from __future__ import annotations

from dataclasses import replace

from timeline.anchors import Context, Resolved
from timeline.dates import Assumption
from timeline.expressions import Expression
from timeline.granules import Granule, Unit, year
from timeline.meanings import calendar, decade_granule, half_of, named, told_year
from timeline.notation import edtf_text
from timeline.wording import remembered

# of a company's results; longer than the quarter
LONG_STRETCHES = ("P6M", "P9M", "P10M", "P11M", "P12M", "P1Y")
STEP = {"last": -1, "this": 0, "next": 1}


def _part_of_year(context: Context, resolved: Resolved, number: int | None, make: Unit, place: int) -> Resolved | None:
    size = 4 if make is Unit.QUARTER else 2
    if number is not None:
        return named(resolved, Granule(make, number * size + place - 1), explicit=True)
    anchor = context.last(Unit.YEAR) if not context.news and context.leans_on_story(resolved.start) else None
    if anchor is not None and anchor.granule is not None:
        granule = Granule(make, anchor.granule.year * size + place - 1)
        resolved.assumed.append(context.because(anchor, "year", str(granule.year)))
        return named(resolved, granule)
    if context.published is None:
        return replace(resolved, value=f"XXXX-{'Q' if size == 4 else 'H'}{place}", asks=True)
    granule = _near_publication(context.published, make, place, size)
    resolved.assumed.append(context.from_publication("year", str(granule.year)))
    return named(resolved, granule, spoken=True)


def _near_publication(published: Granule, make: Unit, place: int, size: int) -> Granule:
    """Of the year of publication, or of the year before when that still lies more than a quarter ahead."""
    granule = Granule(make, published.year * size + place - 1)
    return granule - size if granule.first_day > published.last_day + 92 else granule


def _of_told_year(context: Context, expression: Expression, resolved: Resolved) -> int | None:
    """The year of “last year's third quarter”, else the one written."""
    direction = expression.get("direction")
    if direction is None or context.published is None:
        return told_year(context, expression)[0]
    number = context.published.year + STEP[str(direction)]
    resolved.assumed.append(context.from_publication("year", str(number)))
    return number


def quarter(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    number = _of_told_year(context, expression, resolved)
    return _part_of_year(context, resolved, number, Unit.QUARTER, int(expression.get("quarter")))


def half(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    place = int(expression.get("half"))
    if expression.get("decade") is not None:
        return half_of(named(resolved, decade_granule(context, str(expression.get("decade")), False), explicit=True), place, 5, Unit.YEAR)
    if expression.get("month") is not None:
        whole = calendar(context, expression, resolved)
        return None if whole is None or whole.granule is None else half_of(whole, place, 15, Unit.DAY)
    return _part_of_year(context, resolved, _of_told_year(context, expression, resolved), Unit.HALF, place)


# --- the quarter that business news reports on ---------------------------------------------------------------------


def reported_quarter(context: Context) -> Granule | None:
    """The quarter that a piece of business news is about: the last one named so far, else the first that it will name."""
    if context.quarter is None and context.news and context.published is not None and not context.quarter_sought:
        context.quarter_sought = True
        named_later = (each.get("quarter") for each in context.found if each.value == "quarter" and each.get("year") is None)
        granules = [_near_publication(context.published, Unit.QUARTER, int(place), 4) for place in named_later if place]
        ended = [granule for granule in granules if granule.last_day < context.published.first_day]
        context.quarter = next(iter(ended or granules), None)
    return context.quarter


def tells_of_years(context: Context) -> bool:
    """Whether the news last spoke of a longer stretch than a quarter: “through the first nine months, compared with a year earlier”."""
    here = context.document.sentence_at(context.here)
    for each in reversed(context.seen):
        if context.document.sentence_at(each.start) != here:
            return False
        if each.granule is not None and each.granule.unit is Unit.QUARTER:
            return False
        if each.type == "DURATION" and each.value in LONG_STRETCHES:
            return True
    return False


def _quarter_of_sentence(context: Context) -> Granule | None:
    """The quarter that the sentence has just named: “expects the fourth quarter to be weaker than the 1986 period”."""
    here = context.document.sentence_at(context.here)
    same = [each.granule for each in context.seen[-3:] if context.document.sentence_at(each.start) == here and each.granule is not None]
    return next((granule for granule in reversed(same) if granule.unit is Unit.QUARTER), None)


def business_period(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“the quarter”, “the year-ago period”, “the 1988 quarter”: from the quarter that the news reports on."""
    back = int(expression.rule.given.get("back", 0))
    if not context.news or context.published is None:
        return None
    about = _quarter_of_sentence(context) or reported_quarter(context)
    if expression.get("quarter") is not None:
        about = _near_publication(context.published, Unit.QUARTER, int(expression.get("quarter")), 4)
    if expression.get("year") is not None:
        number = int(expression.get("year"))
        granule = year(number) if about is None or tells_of_years(context) else about + 4 * (number - about.year)
        return named(resolved, granule, explicit=True)
    if back and expression.get("quarter") is None and (about is None or tells_of_years(context)):
        resolved.assumed.append(context.from_publication("year", str(context.published.year - 1)))
        return named(resolved, year(context.published.year - 1), spoken=True)
    about = (about or context.published.to(Unit.QUARTER) - 1) - back
    resolved.assumed.append(Assumption("quarter", edtf_text(about), "text", remembered("from the quarter that the text reports on")))
    return named(resolved, about, spoken=True)
