"""The constructors of dates told from another date: “yesterday”, “last May”, “the following year”, “three days later”."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from timeline.anchors import Context, Resolved
from timeline.dates import Assumption
from timeline.durations import UNITS, amount, count_of, hedged, moved, period, unit_name
from timeline.expressions import Expression
from timeline.extents import slot_tokens, with_clause, with_event, with_filling
from timeline.granules import Granule, Unit, of_day, weekday
from timeline.meanings import calendar, named, part_of, season_granule, season_unit
from timeline.notation import Span, edtf_text, span, timex_value
from timeline.quarters import reported_quarter, tells_of_years
from timeline.surroundings import listed
from timeline.wording import remembered

# “the past decade” is ten years counted back, not the decade before
YEARS_IN = {"decade": 10, "century": 100, "millennium": 1000}
STEP = {"the": 0, "last": -1, "past": -1, "preceding": -1, "this": 0, "that": 0, "next": 1, "following": 1}
THURSDAY = 3
# so many days after its end a winter may still be “this winter”
JUST_OVER = 61
DAYS_TOLD = 4
UNKNOWN = {Unit.DAY: "XXXX-XX-XX", Unit.WEEK: "XXXX-WXX"}
# “the last days of December” are its end
EDGES = {1: "START", -1: "END"}
# of which the first or last is a day
SINGLE = ("day", "night")
# a stretch of so many of a unit is made of
STRETCHES = {
    "day": (Unit.DAY, 1),
    "night": (Unit.DAY, 1),
    "week": (Unit.DAY, 7),
    "fortnight": (Unit.DAY, 14),
    "weekend": (Unit.DAY, 2),
    "month": (Unit.MONTH, 1),
    "decade": (Unit.YEAR, 10),
}
STORY = frozenset({"that", "following", "preceding"})


def base(context: Context, direction: str, finest: Unit) -> tuple[Granule | None, Assumption | None, bool]:
    """What “last” (speech) or “following” (story) counts from, why, and whether that is the day of publication.

    What follows on a story is never counted from the publication date: without a story it stays open. “A year earlier” in news that
    has told nothing yet is counted from publication.
    """
    story = direction in STORY or (
        (direction == "the" or (not context.news and direction != "last")) and context.leans_on_story(context.here)
    )
    if story and (anchor := context.last(finest)) is not None and anchor.granule is not None:
        return anchor.granule, context.because(anchor, "anchor", edtf_text(anchor.granule)), anchor.spoken
    published = context.published
    if direction == "following" or (direction == "preceding" and not context.news) or published is None or published.unit > finest:
        return None, None, False
    return published, context.from_publication("anchor", edtf_text(published)), True


# --- days ----------------------------------------------------------------------------------------------------------


def day_word(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    given = expression.rule.given.get("shift")
    shift = int(expression.get("day-word") if given is None else given)
    if not context.news and shift == 0:
        return replace(resolved, value="PRESENT_REF")
    published = context.published
    if published is None:
        return replace(resolved, value="XXXX-XX-XX", asks=True)
    resolved.assumed.append(context.from_publication("day", edtf_text(published)))
    if published.unit <= Unit.DAY:
        return named(resolved, published.to(Unit.DAY) + shift, spoken=True)
    return _somewhere_in(resolved, published, shift)


def _somewhere_in(resolved: Resolved, published: Granule, shift: int) -> Resolved:
    """A day counted from a publication date that is only known to the month or year."""
    first, last = Granule(Unit.DAY, published.first_day + shift), Granule(Unit.DAY, published.last_day + shift)
    value = f"{timex_value(published)}-XX" if published.unit is Unit.MONTH else f"{timex_value(published)}-XX-XX"
    edtf = f"[{edtf_text(first)}..{edtf_text(last)}]"
    return replace(resolved, value=value, bounds=Span(first.start, last.end), edtf=edtf, precision="day", spoken=True)


def weekday_named(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """The last such day, publication day included; the next one where the clause looks ahead."""
    wanted, direction = int(expression.get("weekday")), str(expression.get("direction") or "")
    same = None if direction else context.apposed(resolved.start)
    if same is not None and same.granule is not None and weekday(same.granule.index) == wanted:
        resolved.assumed.append(context.because(same, "day", edtf_text(same.granule)))
        return named(resolved, same.granule, spoken=same.spoken)
    story = direction in STORY or (
        not context.news and direction != "last" and _tells_days(context) and context.leans_on_story(resolved.start)
    )
    anchor, why, spoken = base(context, "that" if story else "", Unit.DAY)
    if anchor is None:
        return replace(resolved, value=f"XXXX-WXX-{wanted + 1}", asks=True)
    ahead = direction in ("next", "following") or (not direction and (story or context.looks_ahead(resolved.start)))
    resolved.assumed.extend([why] if why else [])
    return named(resolved, _weekday_near(anchor.to(Unit.DAY), wanted, ahead, strictly=bool(direction)), spoken=spoken)


def _tells_days(context: Context) -> bool:
    """Whether a story has told a day a few sentences before, so that a weekday follows on it; one that is not published has to be."""
    told = context.last(Unit.DAY)
    if context.published is None or told is None:
        return True
    return context.document.sentence_at(context.here) - context.document.sentence_at(told.start) <= DAYS_TOLD


def _weekday_near(day: Granule, wanted: int, ahead: bool, strictly: bool) -> Granule:
    if ahead:
        return day + ((wanted - weekday(day.index)) % 7 or 7 * strictly)
    return day - ((weekday(day.index) - wanted) % 7 or 7 * strictly)


# --- units ---------------------------------------------------------------------------------------------------------


def unit(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“last year”, “the following month”, “later that day”, “the end of the year”, “the day before”."""
    direction = str(expression.get("direction") or expression.rule.given.get("direction") or "following")
    if expression.get("weekday") is not None:
        return weekday_named(context, expression, resolved)
    if expression.rule.given.get("news") and not context.news:
        return None
    name = str(expression.get("calendar-unit"))
    if _lasts(context, expression, direction):
        return replace(resolved, type="DURATION", value=period(name, 1))
    wanted = UNITS[name]
    from_speech = "this" if expression.rule.given.get("news") else direction
    anchor, why, spoken = base(context, from_speech, max(wanted, Unit.DAY))
    if anchor is None:
        return replace(resolved, value=UNKNOWN.get(wanted, "XXXX" if wanted >= Unit.YEAR else "XXXX-XX"), asks=True)
    resolved.assumed.extend([why] if why else [])
    over = name == "weekend" and direction == "the" and weekday(anchor.last_day) <= THURSDAY and not context.looks_ahead(resolved.start)
    granule = anchor.to(wanted) + STEP[direction] - over
    result = named(resolved, granule, part_of(expression), spoken=spoken and direction not in STORY)
    if expression.get("relation"):
        result = _rest_of(result, anchor, str(expression.get("relation")))
    return replace(result, value=f"{result.value}-WE") if name == "weekend" else result


def _lasts(context: Context, expression: Expression, direction: str) -> bool:
    """“for the next year”, “in the past decade”: in a story, how long."""
    if context.news or direction not in ("past", "last", "next", "following") or UNITS[str(expression.get("calendar-unit"))] < Unit.WEEK:
        return False
    before = context.document.word(expression.first - 1)
    return listed(context.document, "articles", context.document.word(expression.first)) and (
        direction == "past" or listed(context.document, "lasting-prepositions", before)
    )


def _rest_of(resolved: Resolved, anchor: Granule, relation: str) -> Resolved:
    """“later that year”: between what the story has reached and the end of the year; “earlier” the other side of it."""
    assert resolved.granule is not None
    whole = span(resolved.granule)
    bounds = Span(anchor.start, whole.end) if relation == "END" else Span(whole.start, anchor.end)
    if anchor.unit >= resolved.granule.unit or not whole.start <= anchor.start < whole.end:  # type: ignore[operator]
        return replace(resolved, mod=relation)
    why = remembered("after %(date)s, within the %(unit)s") if relation == "END" else remembered("before %(date)s, within the %(unit)s")
    reason = Assumption("part", relation, "text", why % {"date": edtf_text(anchor), "unit": resolved.granule.unit.word})
    return replace(resolved, mod=relation, bounds=bounds, assumed=[*resolved.assumed, reason])


def named_unit(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“last September”, “next spring”, “September last year”, “the following winter”."""
    direction = str(expression.get("direction"))
    anchor, why, spoken = base(context, direction, Unit.YEAR)
    if anchor is None:
        return replace(resolved, value=f"XXXX{timex_value(_maker(context, expression)(2000))[4:]}", asks=True)
    resolved.assumed.extend([why] if why else [])
    if expression.get("season"):
        resolved.assumed.append(season_unit(context)[1])
    if expression.rule.given.get("of_year") and expression.get("day"):
        expression.slots["year"] = anchor.year + STEP[direction]
        return calendar(context, expression, resolved)
    make = _maker(context, expression)
    granule = make(anchor.year + STEP[direction]) if expression.rule.given.get("of_year") else _beside(make, anchor, STEP[direction])
    return named(resolved, granule, part_of(expression), spoken=spoken and direction not in STORY)


def _maker(context: Context, expression: Expression) -> Callable[[int], Granule]:
    if expression.get("season"):
        name = str(expression.get("season"))
        return lambda number: season_granule(context, name, number)
    number_of_month = int(expression.get("month"))
    return lambda number: Granule(Unit.MONTH, number * 12 + number_of_month - 1)


def _beside(make: Callable[[int], Granule], anchor: Granule, step: int) -> Granule:
    """The one before, around or after the anchor. “Next spring” said in spring is the coming one; “this winter” said in March has ended."""
    options = [make(anchor.year + change) for change in (-2, -1, 0, 1, 2)]
    if step < 0:
        return max(each for each in options if each.last_day < anchor.first_day)
    if step > 0:
        return min(each for each in options if each.first_day > anchor.last_day)
    over_new_year = options[2].to(Unit.YEAR).last_day < options[2].last_day
    lasts = over_new_year and anchor.unit < Unit.YEAR and anchor.first_day - options[1].last_day <= JUST_OVER
    return options[1] if lasts else options[2]


# --- so many units from somewhere ------------------------------------------------------------------------------------


def shift(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“three years ago”, “two days later”: as precise as the unit."""
    given = expression.rule.given.get("direction")
    number, direction = amount(expression), STEP[str(expression.get("direction"))] if given is None else int(given)
    speech, wanted = expression.rule.given["from"] == "speech", UNITS[unit_name(expression)]
    if number is None:
        return replace(resolved, value="PAST_REF" if direction < 0 else "FUTURE_REF")
    of_results = context.news and direction < 0 and number == 1 and wanted is Unit.YEAR
    of_years = of_results and tells_of_years(context)
    told_from = "" if speech or of_years else "preceding" if direction < 0 else "following"
    anchor, why, spoken = base(context, told_from, max(wanted, Unit.DAY))
    if anchor is None:
        return replace(resolved, value="XXXX" if wanted >= Unit.YEAR else "XXXX-XX-XX", asks=True)
    resolved.assumed.extend([why] if why else [])
    about = reported_quarter(context) if of_results and not of_years else None
    granule = moved(anchor, unit_name(expression), direction * number) if about is None else about - 4
    result = _of_its_kind(named(resolved, granule, mod=hedged(expression), spoken=spoken and speech), unit_name(expression))
    return result if speech else _carrying_doubt(context, result, anchor, unit_name(expression), direction * number)


def _of_its_kind(resolved: Resolved, name: str) -> Resolved:
    """“two nights later” is a night, “ten minutes later” a time of day."""
    if name == "night":
        return replace(resolved, type="TIME", value=f"{resolved.value}TNI")
    return replace(resolved, type="TIME") if resolved.granule is not None and resolved.granule.unit < Unit.DAY else resolved


def _carrying_doubt(context: Context, resolved: Resolved, anchor: Granule, name: str, count: float) -> Resolved:
    """“two days later” than 5 December or 12 May is one of two days as well."""
    told = next((each for each in reversed(context.told) if each.granule == anchor), None)
    if told is None or not told.alternatives:
        return resolved
    return replace(resolved, alternatives=[moved(each, name, count) for each in told.alternatives], asks=True)


def beside_event(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“two days after the fall of the fort”: a date of the story, which has just told of the event; for news, how long."""
    lasting = listed(context.document, "lasting-prepositions", context.document.word(expression.first - 1))
    if context.news or lasting:
        if expression.rule.given.get("narrative"):
            return None
        number = amount(expression)
        until = slot_tokens(context.document, expression, "direction")
        assert until is not None
        end = context.document.tokens.ends[until[0] - 1]
        return replace(resolved, type="DURATION", value=period(unit_name(expression), number), end=end, mod=hedged(expression))
    same = context.apposed(resolved.start)
    if same is not None and same.granule is not None:
        resolved.assumed.append(context.because(same, "day", edtf_text(same.granule)))
        return with_event(context, expression, named(resolved, same.granule))
    dated = shift(context, expression, resolved)
    return None if dated is None else with_event(context, expression, dated)


def shift_from(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“two days after 24 February 2022”."""
    told = context.resolve(expression.get("date"))
    wanted = UNITS[unit_name(expression)]
    if told is None or told.granule is None or told.granule.unit > wanted:
        return None
    resolved.assumed.extend(told.assumed)
    count = (count_of(expression) or 1) * STEP[str(expression.get("direction"))]
    return named(resolved, moved(told.granule, unit_name(expression), count), explicit=told.explicit)


def window(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“the last three years”: a duration, counted back from the anchor at the unit's precision and ending there."""
    name, number = unit_name(expression), amount(expression)
    direction = str(expression.get("direction"))
    whole = replace(resolved, type="DURATION", value=period(name, number))
    if number is None:
        return replace(whole, value="PAST_REF") if STEP[direction] < 0 else whole
    story = direction == "following" or (not context.news and context.leans_on_story(resolved.start))
    anchor, why, spoken = base(context, "following" if story else "", max(UNITS[name], Unit.DAY))
    if anchor is None:
        return replace(whole, asks=True)
    anchor = anchor.to(max(anchor.unit, Unit.DAY))
    single, years = ("year", YEARS_IN[name]) if name in YEARS_IN else (name, 1)
    far = moved(anchor, single, STEP[direction] * number * years)
    ending = remembered("counted in whole %(unit)ss, ending there")
    counted = ending if STEP[direction] < 0 else remembered("counted in whole %(unit)ss, starting there")
    whole.assumed.extend([why] if why else [])
    whole.assumed.append(Assumption("span", whole.value, "convention", counted % {"unit": far.unit.word}))
    return replace(whole, window=(far, anchor) if STEP[direction] < 0 else (anchor, far), spoken=spoken and not story)


def unit_of_event(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“the first day of the siege”: the day that the story has just told; of a longer unit, how long."""
    if context.news:
        return None
    name, anchor = unit_name(expression), context.last(Unit.DAY)
    if UNITS[name] is not Unit.DAY:
        return with_filling(context, expression, replace(resolved, type="DURATION", value=period(name, 1)))
    if anchor is None or anchor.granule is None:
        return with_filling(context, expression, replace(resolved, value="XXXX-XX-XX"))
    return with_filling(context, expression, replace(resolved, value=timex_value(anchor.granule)))


def week_of(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“the week of March 6” is that of the calendar, “the week to March 6” its last seven days."""
    told = context.resolve(expression.get("date"))
    if told is None or told.granule is None or told.granule.unit is not Unit.DAY:
        return None
    resolved.assumed.extend(told.assumed)
    whole = named(resolved, told.granule.to(Unit.WEEK), explicit=told.explicit, spoken=told.spoken)
    if expression.get("edge") is None:
        return whole
    first = told.granule - 6 if expression.get("edge") == "END" else told.granule
    return replace(whole, window=(first, first + 6))


def nth_of(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“the last day of 1939” is a day; “the last two weeks of August” is a stretch at its end, in news a part of that month."""
    told = context.resolve(expression.get("date")) if expression.get("date") else _unit_around(context, expression, resolved)
    if told is None or told.granule is None:
        return replace(resolved, type="DURATION", value=period(unit_name(expression), _how_many(expression)))
    name, count = unit_name(expression), _how_many(expression)
    resolved.assumed.extend(told.assumed)
    whole = replace(resolved, type="DURATION", value=period(name, count), explicit=told.explicit, spoken=told.spoken)
    in_news = context.news and told.granule.unit is Unit.MONTH
    if count is None:
        part = EDGES.get(int(expression.get("nth")))
        return whole if part is None else named(replace(resolved, explicit=told.explicit, spoken=told.spoken), told.granule, part)
    first, last = _stretch(told.granule, name, count, int(expression.get("nth")))
    if count == 1 and name in SINGLE:
        dated = named(resolved, first, explicit=told.explicit, spoken=told.spoken)
        return dated if name == "day" else replace(dated, type="TIME", value=f"{dated.value}TNI")
    whole = replace(whole, window=(first, last), within=told.granule if expression.get("date") else None)
    return replace(whole, type="DATE", value=timex_value(told.granule)) if in_news else whole


def _unit_around(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“the last day of the month”: the month that the story is in."""
    wanted = UNITS[str(expression.get("calendar-unit"))]
    anchor, why, spoken = base(context, "the", max(wanted, Unit.DAY))
    return None if anchor is None else replace(resolved, granule=anchor.to(wanted), spoken=spoken, assumed=[why] if why else [])


def _how_many(expression: Expression) -> float | None:
    return 1 if expression.get("span-unit") is not None else count_of(expression) if expression.get("count") is not None else None


def _stretch(whole: Granule, name: str, count: float, nth: int) -> tuple[Granule, Granule]:
    """First and last day (month, year for longer units) of the nth such stretch in a granule; -1 is the last one."""
    inner, size = STRETCHES[name]
    length = max(1, int(size * count))
    low, high = of_day(inner, whole.first_day), of_day(inner, whole.last_day)
    first = high - (length - 1) if nth < 0 else low + length * (nth - 1)
    return max(first, low), min(first + (length - 1), high)


def vague_window(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“the coming weeks” are so many weeks; “recent years” lie in the past."""
    if expression.get("direction") in ("next", "following"):
        return replace(resolved, type="DURATION", value=period(unit_name(expression), None))
    return replace(resolved, value="PAST_REF")


def reference(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“now”, “recently”, “future”; some of them say a time only in a story."""
    told_by = "narrative" if context.news else "news"
    if expression.rule.given.get(told_by):
        return None
    return replace(resolved, value=str(expression.rule.given["reference"]))


def story_time(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“during this period”, “at the time”: what the story has reached, but no date of its own."""
    given = expression.rule.given
    if context.news:
        return reference(context, expression, resolved) if given.get("reference") else None
    anchor = context.last()
    if anchor is None or anchor.granule is None:
        return replace(resolved, value=str(given.get("reference") or "XXXX-XX-XX"))
    if given.get("vague"):
        return replace(resolved, value=f"{timex_value(anchor.granule.to(max(anchor.granule.unit, Unit.YEAR)))}-XX")
    return with_clause(context, expression, replace(resolved, value=anchor.value))
