"""Dates that are counted from a named war: from its outbreak, within its opening weeks, after its end.

“Since” a war is from its start, “after” it from its end, “before” and “until” it up to its start, “during” it within. A part that is
named (“the eve of”, “the first year of”) stands in place of the whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from timeline.conflicts import Conflict, meant, named, sure
from timeline.dates import Assumption, EventDate, happened, lasted, one_of
from timeline.documents import Document
from timeline.granules import DAY_SECONDS, Granule, Unit, civil, day_number, month_days, of_day
from timeline.notation import Span, edtf_text, span
from timeline.wording import remembered

LONGEST_WORDS = 4
# a stretch whose length is not said: how many units “the opening weeks” can be, and the sentence that says so
VAGUE = {"day": 14, "week": 8, "month": 6, "year": 3}
DAYS = {"day": 1, "week": 7, "fortnight": 14}
MONTHS = {"month": 1, "year": 12, "decade": 120}
EVE_MONTHS = 12
GRANULES = {"day": Unit.DAY, "week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR, "decade": Unit.YEAR}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From some moment in `first` to some moment in `last` (open while it goes on); `granules` are what its edges are written by."""

    first: Span
    last: Span
    granules: tuple[Granule, ...]

    @property
    def coarsest(self) -> str:
        return self.precision(self.first, self.last)

    def precision(self, *edges: Span) -> str:
        """Of the granules at some of its edges, the coarsest; a day where it is counted from them."""
        starts, ends = {each.start for each in edges}, {each.end for each in edges}
        return max((each.unit for each in self.granules if each.start in starts or each.end in ends), default=Unit.DAY).word

    @property
    def interval(self) -> str:
        start, end = self.edtf(self.first), self.edtf(self.last, end=True)
        return start if start == end else f"{start}/{end}"

    def edtf(self, edge: Span, *, end: bool = False) -> str:
        """One end of it, by the day, month or year that it is known to."""
        for granule in self.granules:
            if (granule.end == edge.end) if end else (granule.start == edge.start):
                return edtf_text(granule)
        return str(edge.latest if end else edge.earliest)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a war that is named by the tokens from `first` on: `kind` is whole, start, end, or the pack's word list for it."""

    kind: str
    first: int
    words: str = ""
    unit: str = ""
    count: int = 0
    nth: int = 0
    at: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A war named in a text with all the wars the name can mean. `words`, from `start` to `end`, name the part too."""

    name: str
    readings: tuple[Conflict, ...]
    part: Part
    start: int
    end: int
    words: str


def wars(document: Document, known: Collection[Conflict] = ()) -> Iterator[Named]:
    """Every phrase that names a war or a part of one; `known` are those that the text is known to name elsewhere."""
    names = list(named(document.tokens.read))
    told = {*known} | {conflict for found in names if (conflict := sure(found[0])) is not None}
    for found in names:
        readings = meant(found[0], told, document.published if not document.inferred else None)
        if not readings:
            continue
        first, begins, ends = _as_written(document, *found.span())
        part = _part_before(document, first)
        after, end = _part_after(document, ends)
        if after and part.kind == "whole":
            part = replace(part, kind=after, words=" ".join(document.text[ends:end].split()))
        last = end if after else ends
        start = min(document.tokens.starts[part.first], begins)
        words = " ".join(document.text[start:last].split())
        yield Named(" ".join(found[0].split()), readings, replace(part, at=_stands_at(document, part)), start, last, words)


def _as_written(document: Document, start: int, end: int) -> tuple[int, int, int]:
    """The first token of a stretch of the text as it is read, and where the stretch begins and ends in the text as it is written."""
    tokens = document.tokens
    first, last = bisect_left(tokens.froms, start), bisect_left(tokens.tos, end)
    return first, tokens.starts[first], tokens.ends[last]


def _first_token(document: Document, offset: int) -> int:
    return bisect_left(document.tokens.starts, offset)


# --- which part ----------------------------------------------------------------------------------------------------


def _part_before(document: Document, first: int) -> Part:
    last = _before_articles(document, first)
    if (stretch := _stretch_before(document, last)) is not None:
        return stretch
    for kind in ("start", "end", "eve", "early", "middle", "late", "whole"):
        start = _ending_with(document, f"conflict-{kind}", last)
        if start is not None:
            return Part(kind, _before_articles(document, start), _text(document, start, last))
    return Part("whole", first)


def _before_articles(document: Document, first: int) -> int:
    words = document.pack.words.get("conflict-skipped", frozenset())
    while document.word(first - 1).lower() in words:
        first -= 1
    return first


def _ending_with(document: Document, name: str, last: int) -> int | None:
    """Where a phrase of a word list starts that ends before the token `last`; the longest."""
    phrases = document.pack.words.get(name, frozenset())
    starts = (last - length for length in range(LONGEST_WORDS, 0, -1) if last >= length)
    return next((start for start in starts if _text(document, start, last) in phrases), None)


def _text(document: Document, first: int, last: int) -> str:
    """Tokens in small letters with their own blanks made one."""
    if first >= last:
        return ""
    tokens = document.tokens
    return " ".join(document.text[tokens.starts[first] : tokens.ends[last - 1]].lower().split())


def _stretch_before(document: Document, last: int) -> Part | None:
    """“the first three months of”, “the opening weeks of”, “the second year of”."""
    values, words = document.pack.values, document.pack.words
    unit = values["unit"].get(document.word(last - 2))
    if document.word(last - 1).lower() not in words.get("conflict-of", frozenset()) or unit not in {**DAYS, **MONTHS}:
        return None
    at = last - 3
    count = _count(document, at)
    at -= count is not None
    ordinal = values["ordinal-word"].get(document.word(at))
    word = document.word(at).lower()
    single = values["one-unit"].get(document.word(last - 2)) is not None
    kind = "first" if word in words["conflict-first"] else "last" if word in words["conflict-last"] else ""
    words_said = _text(document, at, last - 1)
    first = _before_articles(document, at)
    if not kind and isinstance(ordinal, int) and single and count is None:
        return Part("nth", first, words_said, unit, 1, ordinal)
    return Part(kind, first, words_said, unit, count or int(single)) if kind else None


def duration_before(document: Document, last: int) -> tuple[int, str, int] | None:
    """How many of which unit the tokens before `last` say, and where that begins: the “three days” of “three days after”."""
    unit, count = document.pack.values["unit"].get(document.word(last - 1)), _count(document, last - 2)
    return None if unit not in GRANULES or count is None else (count, unit, last - 2)


def _count(document: Document, at: int) -> int | None:
    word = document.word(at)
    value = int(word) if word.isdigit() and len(word) < 3 and word.isascii() else document.pack.values["count-word"].get(word)
    return value if isinstance(value, int) and value > 0 else None


def _part_after(document: Document, end: int) -> tuple[str, int]:
    """“began” or “ended” behind the name: start or end, and where that word ends."""
    following = _first_token(document, end)
    for kind, name in (("start", "conflict-began"), ("end", "conflict-ended")):
        phrases = document.pack.words.get(name, frozenset())
        for length in range(LONGEST_WORDS, 0, -1):
            last = following + length
            if last <= len(document.tokens.starts) and _text(document, following, last) in phrases:
                return kind, document.tokens.ends[last - 1]
    return "", end


def _stands_at(document: Document, part: Part) -> bool:
    """“in the war”, “at the outbreak of the war”, “early in the war”."""
    words = document.pack.words.get("conflict-at" if part.words or part.kind != "whole" else "conflict-in", frozenset())
    before = _before_articles(document, part.first)
    return document.word(before - 1).lower() in words or part.words.rpartition(" ")[2] in words


# --- to a date -----------------------------------------------------------------------------------------------------


def war_date(text: str, signal: str, war: Named) -> EventDate | None:
    """The date that the phrase gives with the signal before it; an ambiguous name is one date with alternatives. None when it has none,
    as after a war that goes on."""
    made = [_date(text, signal, war, each) for each in war.readings]
    dates = [each for each in made if each is not None]
    if len(dates) < 2:
        return dates[0] if dates else None
    assumed = tuple(dict.fromkeys(one for each in dates for one in each.assumed))
    whole = replace(one_of(text, dates, rules=dates[0].rules), assumed=assumed)
    return replace(whole, edtf=f"{whole.earliest or '..'}/{whole.latest or '..'}")


def _date(text: str, signal: str, war: Named, conflict: Conflict) -> EventDate | None:
    stretch, why = _stretch(war.part, conflict)
    if stretch is None:
        return None
    assumed = (_taken(conflict), *((Assumption("part", war.part.words, "convention", why),) if why else ()))
    rules = ("conflict", signal) if signal else ("conflict",)
    return SIGNALS.get(signal, _within)(text, stretch, {"assumed": assumed, "rules": rules})


def _taken(conflict: Conflict) -> Assumption:
    return Assumption(
        "conflict",
        conflict.told(),
        "convention",
        remembered("%(words)s taken as %(dates)s") % {"words": conflict.names[0], "dates": conflict.spoken()},
    )


def _since(text: str, stretch: Stretch, more: dict[str, Any]) -> EventDate:
    begins, core = stretch.first, stretch.first.latest
    return EventDate(text, f"{stretch.edtf(begins)}/..", begins.earliest, None, core, core, stretch.precision(begins), **more)


def _after(text: str, stretch: Stretch, more: dict[str, Any]) -> EventDate:
    """From the end of it, or from its beginning while it has none."""
    begins = stretch.first if stretch.last.start is None else stretch.last
    return EventDate(text, f"{stretch.edtf(begins)}/..", begins.earliest, None, precision=stretch.precision(begins), **more)


def _until(text: str, stretch: Stretch, more: dict[str, Any]) -> EventDate:
    ends = stretch.first
    return EventDate(text, f"../{stretch.edtf(ends, end=True)}", None, ends.latest, precision=stretch.precision(ends), **more)


def _lasted(text: str, stretch: Stretch, more: dict[str, Any]) -> EventDate:
    if stretch.last.end is None:
        return _since(text, stretch, more)
    return lasted(text, stretch.first, stretch.last, edtf=stretch.interval, precision=stretch.coarsest, **more)


def _within(text: str, stretch: Stretch, more: dict[str, Any]) -> EventDate:
    if stretch.last.end is None:
        return _after(text, stretch, more)
    date = EventDate(
        text,
        stretch.interval,
        stretch.first.earliest,
        stretch.last.latest,
        precision=stretch.coarsest,
        **more,
    )
    return date.throughout() if date.earliest == date.latest else date


SIGNALS: dict[str, Callable[[str, Stretch, dict[str, Any]], EventDate]] = {
    "since": _since,
    "after": _after,
    "until": _until,
    "throughout": _lasted,
}


def between(text: str, first: Named, last: Named, *, inside: bool) -> EventDate | None:
    """“between the Korean War and the Vietnam War”: from the end of one to the start of the other; “from the Korean War to the Vietnam
    War” (not `inside`) has both in it. None where they are the wrong way round or one is ambiguous."""
    if len(first.readings) > 1 or len(last.readings) > 1:
        return None
    one, other = (_stretch(each.part, each.readings[0])[0] for each in (first, last))
    if one is None or other is None:
        return None
    begins, closes = (one.last, other.first) if inside else (one.first, other.last)
    if begins.start is None or closes.end is None or closes.start is None or begins.start >= closes.start:
        return None
    stretch = Stretch(begins, closes, (*one.granules, *other.granules))
    assumed = tuple(_taken(each.readings[0]) for each in (first, last))
    return lasted(
        text,
        begins,
        closes,
        edtf=stretch.interval,
        precision=stretch.coarsest,
        assumed=assumed,
        rules=("conflict", "range"),
    )


def shifted(text: str, war: Named, count: int, unit: str) -> EventDate | None:
    """“three days after the outbreak of the war”, `count` negative before: the day, month or year that is so far from it."""
    if len(war.readings) > 1 or unit not in GRANULES:
        return None
    stretch, _ = _stretch(war.part, war.readings[0])
    base = stretch and (stretch.last if count > 0 else stretch.first)
    if not base or base.start is None or base.end is None:
        return None
    first, last = (of_day(GRANULES[unit], _later(each, unit, count) // DAY_SECONDS) for each in (base.start, _last_day(base)))
    more: dict[str, Any] = {"assumed": (_taken(war.readings[0]),), "rules": ("conflict", "shift")}
    if first == last:
        return happened(text, first, **more)
    return lasted(text, span(first), span(last), edtf=f"{edtf_text(first)}/{edtf_text(last)}", precision=first.unit.word, **more).within()


# --- stretches -----------------------------------------------------------------------------------------------------


def _stretch(part: Part, conflict: Conflict) -> tuple[Stretch | None, str]:
    """The stretch a part takes, and the convention it rests on when there is one; nothing for the end of what goes on."""
    start, end, granules = conflict.start, conflict.end, (*conflict.starts, *conflict.ends)
    match part.kind:
        case "whole":
            return Stretch(start, end or Span(None, None), granules), ""
        case "start":
            return Stretch(start, start, conflict.starts), ""
        case "end":
            return (Stretch(end, end, conflict.ends) if end else None), ""
    found, why = _part(part, start, end)
    return (Stretch(found, found, granules) if found else None), why


def _part(part: Part, start: Span, end: Span | None) -> tuple[Span | None, str]:
    if part.kind == "eve":
        return Span(_months(start.start, -EVE_MONTHS), start.end), remembered("“the %(words)s” a war read as the year before it") % {
            "words": part.words
        }
    if part.kind in ("first", "nth", "last"):
        return _counted(part, start, end)
    if end is None:
        return None, ""
    return _third(THIRDS[part.kind], start, end), OF_WAR[THIRDS[part.kind]]


OF_WAR = (remembered("first third of the war"), remembered("second third of the war"), remembered("last third of the war"))
THIRDS = {"early": 0, "middle": 1, "late": 2}


def _third(place: int, start: Span, end: Span) -> Span:
    assert start.start is not None and end.end is not None
    days = (end.end - start.start) // DAY_SECONDS
    edges = [start.start + days * each // 3 * DAY_SECONDS for each in range(4)]
    return Span(edges[place], edges[place + 1])


def _counted(part: Part, start: Span, end: Span | None) -> tuple[Span | None, str]:
    """Counted from the beginning or back from the end, and never beyond the war."""
    count = part.count or VAGUE.get(part.unit, 1)
    most = remembered("“the %(words)s” of a war read as at most %(count)s %(unit)ss")
    why = "" if part.count else most % {"words": part.words, "count": count, "unit": part.unit}
    if part.kind == "last":
        return (None, "") if end is None else (Span(max(_later(end.start, part.unit, -count), start.start or 0), end.end), why)
    skipped = max(part.nth - 1, 0)
    first = _later(start.start, part.unit, skipped)
    last = _later(_last_day(start), part.unit, skipped + count)
    if end is not None and end.end is not None:
        last = min(last, end.end)
    return (Span(first, last), why) if first < last else (None, "")


def _last_day(edge: Span) -> int:
    assert edge.end is not None
    return edge.end - DAY_SECONDS


def _later(second: int | None, unit: str, count: int) -> int:
    assert second is not None
    return second + DAYS[unit] * count * DAY_SECONDS if unit in DAYS else _months(second, MONTHS[unit] * count)


def _months(second: int | None, count: int) -> int:
    """So many months on, at the last day of a shorter month at the latest."""
    assert second is not None
    number, month_number, day = civil(second // DAY_SECONDS)
    index = number * 12 + month_number - 1 + count
    number, month_number = index // 12, index % 12 + 1
    return day_number(number, month_number, min(day, month_days(number, month_number))) * DAY_SECONDS
