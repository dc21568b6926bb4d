"""The constructors of dates told from another date, of times of day, of durations and of sets."""

from __future__ import annotations

from dataclasses import replace

from timeline.anchors import Context, Resolved
from timeline.dates import Assumption
from timeline.expressions import Expression
from timeline.granules import Granule, Unit, minute, of_day, weekday
from timeline.meanings import SEASONS, calendar, named, part_of, season_granule, season_unit
from timeline.notation import Span, edtf_text, timex_value

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
PERIODS = {
    "second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "night": "P{}D", "weekend": "P{}WE", "week": "P{}W", "fortnight": "P{}W",
    "month": "P{}M", "quarter": "P{}Q", "season": "P{}Q", "half": "P{}H", "year": "P{}Y", "decade": "P{}DE", "century": "P{}C", "millennium": "P{}ML",
    "generation": "P{}GE",
}  # fmt: skip
STEP = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "that": 0, "next": 1, "following": 1}
STORY = frozenset({"that", "following", "preceding"})
HALF_DAY = {"am": 0, "pm": 12}
PARTS_OF_DAY = {"MO": (4, 12), "MI": (11, 13), "AF": (12, 18), "EV": (17, 24), "NI": (18, 30), "DT": (6, 18)}
FINE = {"START": "START", "END": "END"}


def words_of(context: Context, expression: Expression) -> list[str]:
    document = context.document
    return [document.word(index).lower() for index in range(expression.first, expression.last)]


def mod_of(context: Context, expression: Expression) -> str | None:
    """“early next year”, “later this week”, “the end of last month”."""
    first = words_of(context, expression)[0]
    return part_of(expression) or {"early": "START", "late": "END", "later": "END", "earlier": "START", "mid": "MID"}.get(first)


def base(context: Context, resolved: Resolved, direction: str, finest: Unit) -> tuple[Granule | None, Assumption | None, bool]:
    """What “last” (speech) or “following” (story) counts from, why, and whether that is the day of publication."""
    if direction in STORY and (anchor := context.last(finest)) is not None and anchor.granule is not None:
        return anchor.granule, context.because(anchor, "anchor", edtf_text(anchor.granule)), anchor.spoken
    if context.published is not None and context.published.unit <= finest:
        return context.published, context.from_publication("anchor", edtf_text(context.published)), True
    return None, None, False


# --- days ----------------------------------------------------------------------------------------------------------


def day_word(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    words = words_of(context, expression)
    shift = expression.get("day-word")
    if "before" in words or "after" in words:
        shift = -2 if "yesterday" in words else 2
    if not context.news and shift == 0:
        return replace(resolved, value="PRESENT_REF")
    return _spoken_day(context, resolved, int(shift))


def _spoken_day(context: Context, resolved: Resolved, shift: int) -> Resolved:
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
    return replace(resolved, value=value, bounds=Span(first.start, last.end), edtf=f"[{edtf_text(first)}..{edtf_text(last)}]", spoken=True)


def weekday_constructor(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """The last such day, publication day included; the next one where the clause looks ahead."""
    wanted, direction = int(expression.get("weekday")), str(expression.get("direction") or "")
    story = direction in STORY or (not context.news and context.leans_on_story(resolved.start))
    anchor, why, spoken = base(context, resolved, "that" if story else "", Unit.DAY)
    if anchor is None:
        return replace(resolved, value=f"XXXX-WXX-{wanted + 1}", asks=True)
    day = anchor.to(Unit.DAY).index
    behind = (weekday(day) - wanted) % 7
    ahead = direction in ("next", "following") or (story and direction != "preceding") or (not direction and context.looks_ahead(resolved.start))
    if direction == "last":
        behind = behind or 7
    found = day + ((-behind) % 7 or (7 if direction else 0)) if ahead else day - behind
    resolved.assumed.extend([why] if why else [])
    return named(resolved, Granule(Unit.DAY, found), spoken=spoken)


# --- units ---------------------------------------------------------------------------------------------------------


def unit(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“last year”, “the following month”, “later that day”, “the end of the year”, “the day before”."""
    name, direction = _unit_and_direction(context, expression)
    if name == "weekday":
        return weekday_constructor(context, expression, resolved)
    wanted = UNITS[name]
    mod = mod_of(context, expression)
    anchor, why, spoken = base(context, resolved, direction, Unit.DAY if wanted <= Unit.DAY else wanted)
    if anchor is None:
        anchor, why, spoken = base(context, resolved, "", wanted)
    if anchor is None:
        return replace(resolved, value="XXXX" if wanted >= Unit.YEAR else "XXXX-XX", asks=True)
    granule = _shifted(anchor, wanted, STEP[direction])
    resolved.assumed.extend([why] if why else [])
    result = named(resolved, granule, mod, spoken=spoken and direction not in STORY)
    return replace(result, value=f"{result.value}-WE") if name == "weekend" else result


def _unit_and_direction(context: Context, expression: Expression) -> tuple[str, str]:
    words = words_of(context, expression)
    direction = str(expression.get("direction") or expression.rule.given.get("direction") or "")
    if not direction:
        direction = "preceding" if {"before", "prior", "preceding"} & set(words) else "following"
    if expression.get("weekday") is not None:
        return "weekday", direction
    written = expression.get("calendar-unit")
    return (str(written) if written else next(word for word in reversed(words) if word in UNITS)), direction


def _shifted(anchor: Granule, wanted: Unit, count: int) -> Granule:
    """`count` units on, counted in the coarser of the two and read at the unit's precision."""
    return anchor.to(wanted) + count


def named_unit(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“last September”, “next spring”, “September last year”, “the following winter”."""
    direction, words = str(expression.get("direction")), words_of(context, expression)
    if "year" in words:
        return _of_shifted_year(context, expression, resolved, direction)
    anchor, why, spoken = base(context, resolved, direction, Unit.YEAR)
    if anchor is None:
        return _yearless(context, expression, resolved)
    resolved.assumed.extend([why] if why else [])
    make = _maker(context, expression)
    granule = _nearest(make, anchor, STEP[direction])
    if expression.get("season"):
        resolved.assumed.append(season_unit(context)[1])
    return named(resolved, granule, mod_of(context, expression), spoken=spoken and direction not in STORY)


def _maker(context: Context, expression: Expression):  # type: ignore[no-untyped-def]
    if expression.get("season"):
        name = str(expression.get("season"))
        return lambda number: season_granule(context, name, number)
    number_of_month = int(expression.get("month"))
    return lambda number: Granule(Unit.MONTH, number * 12 + number_of_month - 1)


def _nearest(make, anchor: Granule, step: int) -> Granule:  # type: ignore[no-untyped-def]
    """The one before, around or after the anchor. “Next spring” said in spring is the coming one."""
    options = [make(anchor.year + change) for change in (-2, -1, 0, 1, 2)]
    if step < 0:
        return max(each for each in options if each.last_day < anchor.first_day)
    if step > 0:
        return min(each for each in options if each.first_day > anchor.last_day)
    return next(each for each in options if each.year == anchor.year)


def _yearless(context: Context, expression: Expression, resolved: Resolved) -> Resolved:
    whole = timex_value(_maker(context, expression)(2000))
    return replace(resolved, value=f"XXXX{whole[4:]}", asks=True)


def _of_shifted_year(context: Context, expression: Expression, resolved: Resolved, direction: str) -> Resolved | None:
    anchor, why, spoken = base(context, resolved, direction, Unit.YEAR)
    if anchor is None:
        return _yearless(context, expression, resolved)
    number = anchor.year + STEP[direction]
    resolved.assumed.extend([why] if why else [])
    if expression.get("day"):
        expression.slots["year"] = number
        return calendar(context, expression, resolved)
    return named(resolved, _maker(context, expression)(number), mod_of(context, expression), spoken=spoken and direction not in STORY)


# --- so many units from somewhere ------------------------------------------------------------------------------------


def count_of(expression: Expression) -> float | None:
    """None for “several”."""
    if expression.get("several") is not None or expression.get("count") == "X" or expression.rule.given.get("count") == "X":
        return None
    return float(expression.get("count") or expression.get("one") or 1)


def amount(context: Context, expression: Expression) -> float | None:
    number, words = count_of(expression), words_of(context, expression)
    if number is None:
        return None
    if "half" not in words or expression.rule.name == "first-span":
        return number
    return 0.5 if "and" not in words and expression.get("count") is None else number + 0.5


def unit_name(expression: Expression) -> str:
    return str(next(found for name in ("unit", "many-units", "one-unit", "long-unit") if (found := expression.get(name)) is not None))


def unit_name_in(context: Context, expression: Expression) -> str:
    try:
        return unit_name(expression)
    except StopIteration:
        return next(word for word in reversed(words_of(context, expression)) if word in UNITS)


def shift(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“three years ago”, “two days later”: as precise as the unit."""
    name, number = unit_name_in(context, expression), amount(context, expression)
    direction = int(expression.rule.given["direction"])
    speech = expression.rule.given["from"] == "speech"
    wanted = UNITS[name]
    anchor, why, spoken = base(context, resolved, "" if speech else "that", max(wanted, Unit.DAY))
    if number is None:
        return replace(resolved, value="PAST_REF" if direction < 0 else "FUTURE_REF")
    if anchor is None:
        return replace(resolved, value="XXXX" if wanted >= Unit.YEAR else "XXXX-XX-XX", asks=True)
    resolved.assumed.extend([why] if why else [])
    granule = moved(anchor, name, direction * number)
    return named(resolved, granule, mod=mod_of_hedge(expression), spoken=spoken and speech)


def mod_of_hedge(expression: Expression) -> str | None:
    hedge = str(expression.get("hedge") or "")
    if "more than" in hedge or "over" in hedge:
        return "MORE_THAN"
    return "LESS_THAN" if "less than" in hedge else "APPROX" if hedge else None


def moved(anchor: Granule, name: str, count: float) -> Granule:
    wanted = UNITS[name]
    if name == "fortnight":
        count *= 2
    if name == "generation":
        count *= 3
    if count != int(count) and wanted is Unit.YEAR:
        return anchor.to(Unit.MONTH) + round(count * 12)
    if wanted < Unit.DAY:
        return anchor.to(Unit.DAY) if anchor.unit >= Unit.DAY else anchor.to(wanted) + int(count)
    return anchor.to(wanted) + int(count)


def shift_from(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“two days after 24 February 2022”."""
    told = context.resolve(expression.get("date"))
    if told is None or told.granule is None:
        return None
    name, number, words = unit_name_in(context, expression), count_of(expression) or 1, words_of(context, expression)
    sign = -1 if {"before", "prior"} & set(words) else 1
    resolved.assumed.extend(told.assumed)
    wanted = UNITS[name]
    if told.granule.unit > wanted:
        return None
    return named(resolved, moved(told.granule, name, sign * number), explicit=told.explicit)


def window(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“the last three years”: a duration, counted back from the anchor at the unit's precision and ending there."""
    name, number = str(expression.get("many-units")), amount(context, expression)
    direction = str(expression.get("direction"))
    value = period(name, number)
    whole = replace(resolved, type="DURATION", value=value)
    story = direction == "following" or context.leans_on_story(resolved.start)
    anchor, why, spoken = base(context, resolved, "that" if story else "", max(UNITS[name], Unit.DAY))
    if number is None or anchor is None:
        return replace(whole, asks=anchor is None and number is not None, value="PAST_REF" if number is None and STEP[direction] < 0 else value)
    whole.assumed.extend([why] if why else [])
    whole.assumed.append(Assumption("span", value, "convention", "counted in whole " + ("units" if name == "night" else f"{name}s") + " and ending there"))
    far = moved(anchor, name, STEP[direction] * number)
    return replace(whole, window=(far, anchor) if STEP[direction] < 0 else (anchor, far), spoken=spoken and not story)


def vague_window(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    ahead = expression.get("direction") in ("next", "following")
    return replace(resolved, value="FUTURE_REF" if ahead else "PAST_REF")


# --- durations and sets ----------------------------------------------------------------------------------------------


def period(name: str, number: float | None) -> str:
    if number is not None and name == "fortnight":
        number *= 2
    written = "X" if number is None else str(int(number)) if number == int(number) else str(number)
    return PERIODS[name].format(written)


def duration(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    name = unit_name_in(context, expression)
    return replace(resolved, type="DURATION", value=period(name, amount(context, expression)), mod=mod_of_hedge(expression))


def recurring(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    return replace(resolved, type="SET", value=_set_value(context, expression))


def _set_value(context: Context, expression: Expression) -> str:
    if expression.get("frequency"):
        return str(expression.get("frequency"))
    if expression.get("weekday") is not None:
        part = expression.get("day-part-noun")
        return f"XXXX-WXX-{int(expression.get('weekday')) + 1}{f'T{part}' if part else ''}"
    if expression.get("month"):
        return f"XXXX-{int(expression.get('month')):02d}"
    if expression.get("season"):
        return f"XXXX-{('SP', 'SU', 'FA', 'WI')[SEASONS[str(expression.get('season'))]]}"
    if expression.get("day-part-noun"):
        return f"XXXX-XX-XXT{expression.get('day-part-noun')}"
    other = "other" in words_of(context, expression)
    return period(unit_name_in(context, expression), 2 if other else count_of(expression))


def reference(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    return replace(resolved, value=str(expression.rule.given["reference"]))


# --- times of day ----------------------------------------------------------------------------------------------------


def clock(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    time = _time(expression)
    if time is None:
        return None
    hour, past, precise = time
    whole = replace(resolved, type="TIME", zone=str(expression.get("zone")) if expression.get("zone") else None)
    granule, told = _day_for(context, expression, whole)
    if granule is None:
        return replace(whole, value=f"T{hour:02d}:{past:02d}" if precise else f"T{hour:02d}", asks=True)
    at = minute(granule.index, hour, past) if precise else Granule(Unit.HOUR, granule.index * 24 + hour)
    whole.assumed.extend(told.assumed if told else [])
    return named(whole, at, explicit=told.explicit if told else False, spoken=told.spoken if told else False)


def _time(expression: Expression) -> tuple[int, int, bool] | None:
    written = expression.get("clock") or expression.get("hour") or expression.get("moment") or expression.get("time")
    text = str(written).removeprefix("T").replace(".", ":").rjust(4, "0") if expression.get("time") else str(written).removeprefix("T").replace(".", ":")
    if expression.get("time"):
        text = f"{text[:2]}:{text[2:]}"
    hour, _, past = text.partition(":")
    number, minutes = int(hour), int(past.split(":")[0] or 0)
    if expression.get("half-day"):
        number = number % 12 + HALF_DAY[str(expression.get("half-day"))]
    part = expression.get("day-part-noun")
    if part in ("AF", "EV") and number < 12:
        number += 12
    return (number, minutes, bool(past)) if number <= 24 and minutes <= 59 else None


def _day_for(context: Context, expression: Expression, resolved: Resolved) -> tuple[Granule | None, Resolved | None]:
    inner = expression.get("date")
    if isinstance(inner, Expression):
        told = context.resolve(inner)
        granule = told.granule if told else None
        return (granule if granule is None or granule.unit is Unit.DAY else None), told
    story = bool(context.told) and (not context.news or context.leans_on_story(resolved.start))
    anchor, why, _ = base(context, resolved, "that" if story else "", Unit.DAY)
    resolved.assumed.extend([why] if why else [])
    return (anchor.to(Unit.DAY) if anchor else None), None


def part_of_day(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“the morning of 24 February 2022”, “last night”, “the night of 12–13 September 2022”."""
    part = _part(context, expression)
    whole = replace(resolved, type="TIME")
    granule, told = _day_of_part(context, expression, whole)
    if granule is None:
        return replace(whole, value=f"XXXX-XX-XXT{part}", asks=True)
    whole.assumed.extend(told.assumed if told else [])
    result = named(whole, granule, explicit=told.explicit if told else False, spoken=told.spoken if told else False)
    nights = expression.get("day-after") is not None
    last = granule + 1 if nights else granule
    edtf = f"{edtf_text(granule)}/{edtf_text(last)}" if nights else edtf_text(granule)
    return replace(result, value=f"{timex_value(granule)}T{part}", bounds=Span(granule.start, last.end), edtf=edtf)


def _part(context: Context, expression: Expression) -> str:
    given = expression.get("day-part") or expression.get("day-part-noun") or expression.rule.given.get("part")
    if given:
        return str(given)
    words = words_of(context, expression)
    return next((part for word, part in (("dawn", "MO"), ("dusk", "EV"), ("noon", "MI"), ("overnight", "NI"), ("night", "NI"), ("midnight", "NI")) if word in words), "NI")


def _day_of_part(context: Context, expression: Expression, resolved: Resolved) -> tuple[Granule | None, Resolved | None]:
    if expression.get("month") or expression.get("day") is not None:
        told = calendar(context, expression, replace(resolved, assumed=[]))
        return (told.granule if told else None), told
    if expression.get("day-word") is not None or (expression.get("weekday") is not None and not isinstance(expression.get("date"), Expression)):
        make = day_word if expression.get("day-word") is not None else weekday_constructor
        told = make(context, expression, replace(resolved, assumed=[]))
        return (told.granule if told else None), told
    direction = str(expression.get("direction") or expression.rule.given.get("direction") or "")
    if not direction or isinstance(expression.get("date"), Expression):
        return _day_for(context, expression, resolved)
    story = direction in STORY and bool(context.told)
    anchor, why, spoken = base(context, resolved, direction if story else "", Unit.DAY)
    if anchor is None:
        return None, None
    resolved.assumed.extend([why] if why else [])
    day = anchor.to(Unit.DAY) + STEP[direction]
    return day, Resolved(expression, resolved.start, resolved.end, spoken=spoken and not story, granule=of_day(Unit.DAY, day.index))
