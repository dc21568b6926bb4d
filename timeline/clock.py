"""The constructors of times of day: clock times and parts of a day, and the day they belong to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from timeline.anchors import Context, Resolved
from timeline.dates import Assumption
from timeline.expressions import Expression
from timeline.granules import DAY_SECONDS, Granule, Unit, minute
from timeline.meanings import calendar, named
from timeline.notation import Span, edtf_text, timex_value
from timeline.relations import STEP, STORY, base, day_word, weekday_named
from timeline.wording import remembered

# what gives a time its own day
DATED = ("date", "day", "day-word", "weekday", "direction")
HALF_DAY = {"am": 0, "pm": 12}
AFTER_NOON = ("AF", "EV")
MIDNIGHT = 24
HOUR_SECONDS = 3600
# the first hour that “at night” makes one of the evening
NIGHTFALL = 6
# from this hour a night is told, which ends before that one
NIGHT_BEGINS, NIGHT_ENDS = 18, 10


def clock(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    time = _time(expression)
    if time is None or (context.news and expression.rule.given.get("narrative")):
        return None
    hour, past = time
    whole = replace(resolved, type="TIME", zone=str(expression.get("zone")) if expression.get("zone") else None)
    day, told = _day_for(context, expression, whole)
    if day is None:
        return replace(whole, value=f"T{hour:02d}:{past or 0:02d}", asks=True)
    day = _after_night(context, expression, whole, day) if hour < NIGHT_ENDS else day
    at = Granule(Unit.HOUR, day.index * 24 + hour) if past is None else minute(day.index, hour, past)
    whole.assumed.extend(told.assumed if told else [])
    result = named(whole, at, explicit=told.explicit if told else False, spoken=told.spoken if told else False)
    return replace(result, value=f"{timex_value(day)}T24:00") if hour == MIDNIGHT else result


def _time(expression: Expression) -> tuple[int, int | None] | None:
    """Hour and minute; no minute when only the hour was said; None for a time that cannot be."""
    hour, past = _written(expression)
    hour, past = _past(hour, past, int(expression.get("minutes-past") or expression.rule.given.get("minutes", 0)))
    if half := _told_once(expression, "half-day"):
        hour = hour % 12 + HALF_DAY[str(half)]
    part = expression.get("day-part-noun")
    if (part in AFTER_NOON and hour < 12) or (part == "NI" and NIGHTFALL <= hour < 12):
        hour += 12
    return (hour, past) if hour <= 24 and (past or 0) <= 59 else None


def _told_once(expression: Expression, name: str) -> Any:
    """What only the other end of a range says: “between 3 and 5 p.m. on Sunday”."""
    own = expression.get(name)
    return own if own is not None or expression.mate is None else expression.mate.get(name)


def _past(hour: int, past: int | None, minutes: int) -> tuple[int, int | None]:
    """“half past nine”, “a quarter to nine”."""
    if minutes == 0:
        return hour, past
    at = (hour * 60 + minutes) % (24 * 60)
    return at // 60, at % 60


def _written(expression: Expression) -> tuple[int, int | None]:
    if expression.get("time"):
        digits = f"{int(expression.get('time')):04d}"
        return int(digits[:2]), int(digits[2:])
    written = next(str(found) for name in ("clock", "hour", "moment") if (found := expression.get(name)) is not None)
    hour, _, past = written.removeprefix("T").replace(".", ":").replace("h", ":").partition(":")
    return int(hour), int(past.split(":")[0]) if past else None


def _day_for(context: Context, expression: Expression, resolved: Resolved) -> tuple[Granule | None, Resolved | None]:
    """The day of a time: the date beside it, else the one that the story is at, else that of publication."""
    inner = _told_once(expression, "date")
    if isinstance(inner, Expression):
        told = context.resolve(inner)
        granule = told.granule if told else None
        return (granule if granule is not None and granule.unit is Unit.DAY else None), told
    if expression.get("day") is not None:
        told = calendar(context, expression, replace(resolved, assumed=[]))
        return (told.granule if told else None), told
    direction = str(expression.get("direction") or "that")
    if direction in ("this", "last"):
        return _day_beside(context, expression, resolved)
    told = context.day_of_events() if context.news else None
    if told is not None and told.granule is not None:
        resolved.assumed.append(context.because(told, "day", edtf_text(told.granule.to(Unit.DAY))))
        return told.granule.to(Unit.DAY) + STEP[direction], None
    anchor, why, _ = base(context, "" if context.news or not context.told else "that", Unit.DAY)
    resolved.assumed.extend([why] if why else [])
    return (anchor.to(Unit.DAY) + STEP[direction] if anchor else None), None


def _after_night(context: Context, expression: Expression, resolved: Resolved, day: Granule) -> Granule:
    """“On the night of 20 June they came at 22:15 and at 03:40”: what ends a night just told is of the next day."""
    night = context.just_told(Unit.DAY)
    if night is None or night.granule is None or day != night.granule.to(Unit.DAY):
        return day
    resolved.of_night = night.of_night
    if not _is_night(night) or any(_told_once(expression, name) is not None for name in DATED):
        return day
    resolved.of_night = day
    resolved.assumed.append(
        Assumption("day", edtf_text(day + 1), "convention", remembered("the small hours and the morning after a night told"))
    )
    return day + 1


def _is_night(told: Resolved) -> bool:
    granule = told.granule
    if granule is None or told.type != "TIME" or granule.unit > Unit.DAY:
        return False
    if granule.unit is Unit.DAY:
        return told.value.endswith("NI")
    return granule.start % DAY_SECONDS >= NIGHT_BEGINS * HOUR_SECONDS


def part_of_day(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“the morning of 24 February 2022”, “last night”, “the night of 12–13 September 2022”."""
    part = expression.get("day-part") or expression.get("day-part-noun") or expression.rule.given.get("part", "MO")
    whole = replace(resolved, type="TIME")
    day, told = _day_of_part(context, expression, whole)
    if day is None:
        return replace(whole, value=f"XXXX-XX-XXT{part}", asks=True)
    day = _after_night(context, expression, whole, day) if part == "MO" else day
    day = day - int(expression.rule.given.get("back", 0))
    whole.assumed.extend(told.assumed if told else [])
    result = named(whole, day, explicit=told.explicit if told else False, spoken=told.spoken if told else False)
    last = day + (expression.get("day-after") is not None)
    edtf = edtf_text(day) if last == day else f"{edtf_text(day)}/{edtf_text(last)}"
    return replace(result, value=f"{timex_value(day)}T{part}", bounds=Span(day.start, last.end), edtf=edtf)


def bare_part_of_day(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“at night” says no day in a story; news says “the night”, or names no time at all."""
    part = str(expression.get("day-part") or expression.get("day-part-noun") or expression.rule.given.get("part"))
    alone = expression.get("day-part-noun") is not None and expression.last - expression.first == 1
    if context.news and alone:
        return None
    if expression.rule.given.get("last-night") and context.news:
        return _last_night(context, expression, resolved)
    if expression.rule.given.get("generic") or (part == "NI" and alone):
        return replace(resolved, type="TIME", value=f"XXXX-XX-XXT{part}")
    return part_of_day(context, expression, resolved)


def _last_night(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“overnight” in news: the night before the day told near by or before publication, or the one ahead."""
    near, published = context.day_near(), context.published
    anchor = near.granule if near is not None else published
    if anchor is None or anchor.unit > Unit.DAY:
        return part_of_day(context, expression, resolved)
    day = anchor.to(Unit.DAY) - (not context.looks_ahead(resolved.start))
    why = context.from_publication("day", edtf_text(day)) if near is None else context.because(near, "anchor", edtf_text(anchor))
    resolved.assumed.append(why)
    return replace(named(replace(resolved, type="TIME"), day, spoken=near is None), value=f"{timex_value(day)}TNI")


def _day_of_part(context: Context, expression: Expression, resolved: Resolved) -> tuple[Granule | None, Resolved | None]:
    if isinstance(expression.get("date"), Expression):
        return _day_for(context, expression, resolved)
    for slot, make in (("day", calendar), ("day-word", day_word), ("weekday", weekday_named)):
        if expression.get(slot) is not None:
            told = make(context, expression, replace(resolved, assumed=[]))
            granule = told.granule if told else None
            return (granule if granule is not None and granule.unit is Unit.DAY else None), told
    return _day_beside(context, expression, resolved)


def _day_beside(context: Context, expression: Expression, resolved: Resolved) -> tuple[Granule | None, Resolved | None]:
    direction = str(expression.get("direction") or expression.rule.given.get("direction"))
    story = direction in STORY and bool(context.told)
    anchor, why, spoken = base(context, direction if story else "", Unit.DAY)
    if anchor is None:
        return None, None
    night = context.last(Unit.DAY) if story and expression.get("day-part-noun") == "NI" else None
    day = (anchor if night is None or night.of_night is None else night.of_night).to(Unit.DAY) + STEP[direction]
    reasons = [why] if why else []
    return day, Resolved(expression, resolved.start, resolved.end, granule=day, spoken=spoken and not story, assumed=reasons)
