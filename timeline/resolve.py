"""resolve: the expressions of a document to dates, with what was said and what was assumed kept apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from timeline import calendars, clock, durations, figures, holidays, meanings, quarters, relations
from timeline.anchors import Constructor, Context, Resolved, is_news
from timeline.documents import Document
from timeline.errors import BadDate
from timeline.events import Timex
from timeline.expressions import Expression, find
from timeline.granules import DAY_SECONDS, Granule, Unit, of_day
from timeline.notation import Span, edtf_text, span
from timeline.surroundings import asides, near_opening

CONSTRUCTORS: dict[str, Constructor] = {
    "calendar": meanings.calendar,
    "iso": meanings.iso,
    "numeric": meanings.numeric,
    "day-and-month": figures.day_and_month,
    "two-calendars": calendars.two_calendars,
    "one-style": calendars.one_style,
    "republican": calendars.republican,
    "season": meanings.season,
    "quarter": quarters.quarter,
    "half": quarters.half,
    "fiscal-code": figures.fiscal_code,
    "business-period": quarters.business_period,
    "decade": meanings.decade,
    "century": meanings.century,
    "holiday": holidays.holiday,
    "feast-week": holidays.feast_week,
    "day-word": relations.day_word,
    "weekday": relations.weekday_named,
    "unit": relations.unit,
    "named-unit": relations.named_unit,
    "shift": relations.shift,
    "shift-from": relations.shift_from,
    "beside-event": relations.beside_event,
    "window": relations.window,
    "week-of": relations.week_of,
    "unit-of-event": relations.unit_of_event,
    "nth-of": relations.nth_of,
    "vague-window": relations.vague_window,
    "duration": durations.duration,
    "duration-of-two": durations.duration_of_two,
    "set": durations.recurring,
    "reference": relations.reference,
    "story-time": relations.story_time,
    "clock": clock.clock,
    "part-of-day": clock.part_of_day,
    "bare-part-of-day": clock.bare_part_of_day,
}


# units of whole months that EDTF has codes for, but not inside sets and intervals
BETWEEN = (Unit.SEASON, Unit.SOUTHERN_SEASON, Unit.QUARTER, Unit.HALF)
# a date that is so many tokens from the start of its sentence opens it
OPENING = 2
NOTHING: Mapping[int, Resolved] = MappingProxyType({})


def read(
    document: Document,
    hemisphere: str = "north",
    *,
    found: list[Expression] | None = None,
    told: Granule | None = None,
    strict: bool = False,
) -> list[Resolved]:
    """Every expression of a document in order, with its date. `found` are its expressions where they are known already, `told` a date
    that the story is at when it begins. `strict` raises BadDate for a day that cannot be; else it is left out."""
    found = find(document) if found is None else found
    aside = asides(document)
    apart = [aside(document.tokens.starts[each.first]) for each in found]
    old_style = calendars.in_doubt(document)
    context = Context(document, hemisphere, is_news(document, found), found, constructors=CONSTRUCTORS, old_style=old_style)
    if told is not None and found:
        opens = near_opening(document, found[0].first, OPENING)
        context.given = [Resolved(found[0], 0, 0, granule=told, explicit=True, opens=opens)]
        context.begin_again([])
        context.news = False
    done = resolve(context, zip(found, apart, strict=True), strict)
    changed = context.story.changed()
    return done if changed is None else _again(context, done, apart, changed, strict)


def _again(context: Context, done: list[Resolved], apart: list[tuple[bool, bool]], changed: int, strict: bool) -> list[Resolved]:
    """Reads anew from the first date that what follows it puts into another year; what leans on nothing told before stays."""
    found, starts = context.found, context.document.tokens.starts
    first = bisect_right(found, changed, key=lambda each: starts[each.first]) - 1
    begin = found[first].first
    kept = [each for each in done if each.start < starts[begin]]
    context.begin_again(kept)
    stays = {each.expression.first: each for each in done[len(kept) :] if not each.leans}
    done.clear()
    return kept + resolve(context, zip(found[first:], apart[first:], strict=True), strict, stays)


def resolve(
    context: Context,
    found: Iterable[tuple[Expression, tuple[bool, bool]]],
    strict: bool = False,
    known: Mapping[int, Resolved] = NOTHING,
) -> list[Resolved]:
    """Each expression's date. `known` are those that need not be worked out, by their first token."""
    done: list[Resolved] = []
    for expression, (context.aside, context.quoted) in found:
        resolved = known.get(expression.first) or _one(context, expression, strict)
        if resolved is not None:
            context.tell(resolved)
            done.append(resolved)
    return done


def _one(context: Context, expression: Expression, strict: bool) -> Resolved | None:
    context.leans = False
    try:
        resolved = context.resolve(expression)
    except BadDate:
        if strict:
            raise
        return None
    if resolved is None:
        return None
    resolved = calendars.either_style(resolved) if context.old_style else resolved
    resolved.aside, resolved.quoted, resolved.leans = context.aside, context.quoted, context.leans
    resolved.opens = near_opening(context.document, expression.first, OPENING)
    return resolved


def timex(document: Document, resolved: Resolved) -> Timex:
    bounds, edtf = written(resolved)
    return Timex(
        start=resolved.start,
        end=resolved.end,
        text=document.text[resolved.start : resolved.end],
        type=resolved.type,  # type: ignore[arg-type]
        value=resolved.value,
        mod=resolved.mod,
        edtf=edtf,
        earliest=bounds.earliest,
        latest=bounds.latest,
        rule=resolved.expression.rule.name,
        assumed=tuple(resolved.assumed),
    )


def written(resolved: Resolved) -> tuple[Span, str | None]:
    """Bounds and EDTF of the bare expression; open and None when it dates nothing."""
    if resolved.window is not None:
        first, last = resolved.window
        return Span(first.start, last.end), window_edtf(first, last)
    if resolved.alternatives:
        hull = Span(min(each.start for each in resolved.alternatives), max(each.end for each in resolved.alternatives))
        return hull, f"[{','.join(set_member(each) for each in resolved.alternatives)}]"
    if resolved.granule is None:
        return resolved.bounds or Span(None, None), resolved.edtf
    return resolved.bounds or span(resolved.granule), resolved.edtf or bounded_edtf(resolved.granule, resolved.bounds)


def set_member(granule: Granule) -> str:
    """As a member of an EDTF set, where a season has to be its months."""
    return f"{_edge(granule, 0)}..{_edge(granule, -1)}" if granule.unit in BETWEEN else edtf_text(granule)


def _edge(granule: Granule, place: int) -> str:
    return edtf_text((granule.to(Unit.MONTH), (granule + 1).to(Unit.MONTH) - 1)[place])


def window_edtf(first: Granule, last: Granule) -> str:
    start = _edge(first, 0) if first.unit in BETWEEN else edtf_text(first).split("/")[0]
    end = _edge(last, -1) if last.unit in BETWEEN else edtf_text(last).split("/")[-1]
    return f"{start}/{end}"


def bounded_edtf(granule: Granule, bounds: Span | None) -> str:
    """A part of a granule is one of the days, months or years in it; EDTF says that with a set."""
    if bounds is None or bounds == span(granule):
        return edtf_text(granule)
    assert bounds.start is not None and bounds.end is not None
    first, last = bounds.start // DAY_SECONDS, bounds.end // DAY_SECONDS - 1
    for unit in (Unit.YEAR, Unit.MONTH):
        low, high = of_day(unit, first), of_day(unit, last)
        if low.first_day == first and high.last_day == last:
            return f"[{edtf_text(low)}..{edtf_text(high)}]"
    return f"[{edtf_text(of_day(Unit.DAY, first))}..{edtf_text(of_day(Unit.DAY, last))}]"
