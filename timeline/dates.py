"""EventDate: when a statement holds, with what was written, what was said, what was assumed, and the bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any

from timeline.errors import BadDate
from timeline.granules import DAY_SECONDS, Granule, Unit
from timeline.notation import Span, bound_seconds, edtf_text, granule_of_edtf, span
from timeline.wording import gettext

MEMBERS_SHOWN = 20
DAY_OR_MONTH = re.compile(r"-?\d{4}-\d\d(?:-\d\d)?", re.ASCII)
PART_OF_YEAR = re.compile(r"-?\d{4}-(?:2[1-9]|3\d|4[01])", re.ASCII)
# part and value of the assumption that a person leaves when nobody can tell which reading is meant
KEPT_BOTH = ("reading", "both")


@dataclass(frozen=True, slots=True)
class Assumption:
    """What the words did not say: `part` ("year", "hemisphere", "anchor" ...), the `value` taken, `source` (published, text,
    setting, convention; `from` in JSON), and `why`, a clause for a person."""

    part: str
    value: str
    source: str
    why: str

    def to_json(self) -> dict[str, str]:
        return {"part": self.part, "value": self.value, "from": self.source, "why": self.why}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Assumption:
        return cls(data["part"], data["value"], data["from"], data["why"])


@dataclass(frozen=True, slots=True)
class EventDate:
    """`earliest` and `latest` bound it (inclusive, None = open); `core_from` to `core_to` is certainly covered (None = nothing is).

    `precision` is the word of the coarsest unit written ("day", "season", "year" ...). `alternatives` are whole readings of the
    same words, each without alternatives of its own; the bounds here are then their hull. `rules` names the rules that read it.
    """

    text: str
    edtf: str
    earliest: str | None
    latest: str | None
    core_from: str | None = None
    core_to: str | None = None
    precision: str = "day"
    approximate: bool = False
    uncertain: bool = False
    zone: str | None = None
    calendar: str | None = None
    assumed: tuple[Assumption, ...] = ()
    alternatives: tuple[EventDate, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether only a person can say which reading is meant, and nobody said yet that it cannot be told."""
        return bool(self.alternatives) and not any((each.part, each.value) == KEPT_BOTH for each in self.assumed)

    @property
    def anchored(self) -> bool:
        """Whether it leaned on something outside its own words (a publication date, an earlier sentence)."""
        return any(each.source in ("published", "text") or each.part == "anchor" for each in self.assumed)

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "edtf": self.edtf,
            "earliest": self.earliest,
            "latest": self.latest,
            "core_from": self.core_from,
            "core_to": self.core_to,
            "precision": self.precision,
            "approximate": self.approximate,
            "uncertain": self.uncertain,
            "zone": self.zone,
            "calendar": self.calendar,
            "assumed": [each.to_json() for each in self.assumed],
            "alternatives": [each.to_json() for each in self.alternatives],
            "rules": list(self.rules),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> EventDate:
        """Raises BadDate when the bounds contradict each other; the shape is the JSON Schema's to check."""
        plain = {name: data[name] for name in PLAIN if name in data}
        return cls(
            **plain,
            assumed=tuple(Assumption.from_json(each) for each in data.get("assumed", ())),
            alternatives=tuple(cls.from_json(each) for each in data.get("alternatives", ())),
            rules=tuple(data.get("rules", ())),
        ).checked()

    def checked(self) -> EventDate:
        """Itself, or BadDate naming the bounds that contradict each other or are none."""
        for name in ("earliest", "latest", "core_from", "core_to"):
            if (bound := getattr(self, name)) is not None:
                bound_seconds(bound)
        pairs = (("earliest", "latest"), ("earliest", "core_from"), ("core_from", "core_to"), ("core_to", "latest"))
        for first, second in pairs:
            start, end = getattr(self, first), getattr(self, second)
            if start is not None and end is not None and bound_seconds(start) >= bound_seconds(end, end=True):
                raise BadDate(
                    gettext(
                        "The date “%(text)s” ends before it starts: %(first)s %(start)s, %(second)s %(end)s.",
                        text=self.text[:60],
                        first=first,
                        start=start,
                        second=second,
                        end=end,
                    ),
                    field="date",
                )
        return self

    def throughout(self) -> EventDate:
        """The same date for something that lasted from its first day to its last."""
        return replace(self, core_from=self.earliest, core_to=self.latest)

    def within(self) -> EventDate:
        """The same date for something that happened at some moment in it."""
        return replace(self, core_from=None, core_to=None)


PLAIN = ("text", "edtf", "earliest", "latest", "core_from", "core_to", "precision", "approximate", "uncertain", "zone", "calendar")


# --- making dates of granules --------------------------------------------------------------------------------------


def happened(text: str, granule: Granule, bounds: Span | None = None, **more: Any) -> EventDate:
    """Some time within a granule, or within narrower or wider `bounds` of it. Only a day or finer is certainly covered."""
    outer = bounds or span(granule)
    core = outer if granule.unit <= Unit.DAY and bounds is None else Span(None, None)
    given: dict[str, Any] = {"edtf": edtf_text(granule), "precision": granule.unit.word} | more
    return EventDate(text, earliest=outer.earliest, latest=outer.latest, core_from=core.earliest, core_to=core.latest, **given)


def lasted(text: str, first: Span, last: Span, **more: Any) -> EventDate:
    """From some moment in `first` to some moment in `last`: certain between them. Raises BadDate when they are the wrong way round."""
    whole, core = Span(first.start, last.end), core_between(first, last)
    bounds = {"earliest": whole.earliest, "latest": whole.latest, "core_from": core.earliest, "core_to": core.latest}
    return EventDate(text, **{"edtf": "", **bounds, **more}).checked()


def core_between(first: Span, last: Span) -> Span:
    """From the last day of the beginning to the first day of the end, those days included; nothing when they overlap."""
    if first.end is None or last.start is None:
        return Span(None, None)
    step_in = min(DAY_SECONDS, first.end - first.start) if first.start is not None else DAY_SECONDS
    step_out = min(DAY_SECONDS, last.end - last.start) if last.end is not None else DAY_SECONDS
    start, end = first.end - step_in, last.start + step_out
    return Span(start, end) if start < end else Span(None, None)


def since(text: str, first: Granule, vouched: Span | None = None, *, start: Span | None = None, **more: Any) -> EventDate:
    """From a granule (or from `start`, a part of it) on, no end known. `vouched` is when a document says it still held: certain up to
    the first day of that."""
    start = start or span(first)
    core = core_between(start, vouched or start)
    if core.start is None:
        core = core_between(start, Span(start.end - DAY_SECONDS, start.end)) if start.end is not None else core
    given: dict[str, Any] = {"edtf": f"{edtf_start(first)}/..", "precision": first.unit.word} | more
    return EventDate(text, earliest=start.earliest, latest=None, core_from=core.earliest, core_to=core.latest, **given)


def edtf_start(granule: Granule) -> str:
    """As an end of an EDTF interval, where a season or a week has to be its first day."""
    return edtf_text(granule).split("/")[0]


def edtf_end(granule: Granule) -> str:
    return edtf_text(granule).split("/")[-1]


# years, months, days and stretches of them, which need no grammar; it takes milliseconds for each
PLAIN_END = r"(?!-0000)-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?"
PLAIN_EDTF = re.compile(rf"{PLAIN_END}|{PLAIN_END}/{PLAIN_END}|{PLAIN_END}/\.\.|\.\./{PLAIN_END}", re.ASCII)


# --- EDTF --------------------------------------------------------------------------------------------------------


def from_edtf(text: str, *, said: str | None = None) -> EventDate:
    """The date an EDTF string means, by our bounds (an EDTF winter runs from December to February). Raises BadDate."""
    text = text.strip()
    if DAY_OR_MONTH.fullmatch(text):
        granule_of_edtf(text)  # its sentences say more than the parser's
    _check_syntax(text)
    return replace(_read_edtf(text), text=said or text, edtf=text).checked()


def _check_syntax(text: str) -> None:
    if PLAIN_EDTF.fullmatch(text):
        return
    from edtf import EDTFParseException, parse_edtf

    try:
        with redirect_stdout(StringIO()):  # the parser prints what it tried
            parse_edtf(text[:200])
    except (EDTFParseException, ValueError, OverflowError) as wrong:
        raise BadDate(
            gettext("“%(text)s” is no EDTF; write a date like 1994, 1994-05, 2020-23, 1994/1996 or 1993/..", text=text[:60]), field="date"
        ) from wrong


def _read_edtf(text: str) -> EventDate:
    if text.startswith(("[", "{")):
        return _read_set(text)
    if "/" in text:
        return _read_interval(text, *text.split("/"))
    bare, approximate, uncertain = _qualifiers(text)
    granule = granule_of_edtf(bare)
    bounds = widened(granule) if approximate else None
    return happened(text, granule, bounds, edtf=text, approximate=approximate, uncertain=uncertain)


def _qualifiers(text: str) -> tuple[str, bool, bool]:
    approximate = "~" in text or "%" in text
    uncertain = "?" in text or "%" in text
    return text.translate({ord(mark): None for mark in "?~%"}), approximate, uncertain


def widened(granule: Granule) -> Span:
    """A unit more on either side: what "about" means here."""
    return Span((granule - 1).start, (granule + 1).end)


def _end(text: str) -> tuple[Span, bool, bool, int]:
    bare, approximate, uncertain = _qualifiers(text)
    if bare in ("", ".."):
        return Span(None, None), approximate, uncertain, -1
    granule = granule_of_edtf(bare)
    return widened(granule) if approximate else span(granule), approximate, uncertain, granule.unit


def _read_interval(text: str, start: str, end: str) -> EventDate:
    first, about_first, doubt_first, unit_first = _end(start)
    last, about_last, doubt_last, unit_last = _end(end)
    word = Unit(max(unit_first, unit_last, 0)).word if max(unit_first, unit_last) >= 0 else "unknown"
    return lasted(text, first, last, precision=word, approximate=about_first or about_last, uncertain=doubt_first or doubt_last)


def _read_set(text: str) -> EventDate:
    """`[a,b]` is one of them, `{a,b}` all of them, `a..b` inside either every one between."""
    members = [_read_member(part.strip()) for part in text[1:-1].split(",")]
    hull = hull_of(members)
    alternatives = tuple(members) if text.startswith("[") and 1 < len(members) <= MEMBERS_SHOWN else ()
    return replace(hull, text=text, edtf=text, alternatives=alternatives)


def _read_member(part: str) -> EventDate:
    if ".." not in part:
        return _read_edtf(part)
    date = _read_interval(part, *part.split(".."))
    return replace(date, text=part, edtf=part.replace("..", "/"), core_from=None, core_to=None)


def hull_of(dates: list[EventDate]) -> EventDate:
    """A date whose bounds hold every one of `dates`; nothing in it is certain."""
    earliest = None if any(each.earliest is None for each in dates) else min((str(each.earliest) for each in dates), key=bound_seconds)
    latest = None if any(each.latest is None for each in dates) else max((str(each.latest) for each in dates), key=_last_second)
    return replace(dates[0], earliest=earliest, latest=latest, core_from=None, core_to=None)


def _last_second(bound: str) -> int:
    return bound_seconds(bound, end=True)


def one_of(text: str, readings: list[EventDate], **more: Any) -> EventDate:
    """One expression, several readings: an EDTF set, the hull as bounds, the readings as alternatives."""
    kept = tuple(replace(each, text=text, alternatives=()) for each in readings)
    ends = ",".join(map(_member, readings))
    return replace(hull_of(list(kept)), text=text, edtf=f"[{ends}]", alternatives=kept, **more)


def _member(date: EventDate) -> str:
    """As a member of an EDTF set, which holds days, months and years and stretches of them, but no seasons or sets."""
    if PART_OF_YEAR.fullmatch(date.edtf) and date.earliest and date.latest:
        return f"{date.earliest[:-3]}..{date.latest[:-3]}"
    return date.edtf.strip("[]{}").replace("/", "..")
