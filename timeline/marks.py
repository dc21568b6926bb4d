"""How a date is drawn: one rule for picture, list, detail, form and print. Solid is certain, pale is possible.

A Mark is numbers only. Times are epoch milliseconds, wall clock taken as UTC; `end` is the midnight after the latest day. The box
runs from the earliest to the latest bound, the solid part from `a` to `b`, fractions of the box, so that zooming repaints nothing.

    date                              kind       flags
    a known day or finer              day        assumed when its year or anchor is, or its source doubts it
    one value wider than a day        within     assumed: outline dashed
    lasted, both ends known           lasted
    lasted, ends not sharp            unsharp    open_start, open_end: pale runs on without an outline
    about                             about      the bounds are our own widening: no outline
    accounts or readings that differ  disputed   claims: one mark each
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from timeline.accounts import disputed_claims
from timeline.dates import EventDate
from timeline.events import CATEGORIES, Event
from timeline.granules import DAY_SECONDS
from timeline.notation import bound_seconds

Kind = Literal["day", "within", "lasted", "unsharp", "about", "disputed"]
DAY = DAY_SECONDS * 1000
# parts of a date whose assumption may be wrong as a whole; house rules are said in words, not drawn
CONVENTIONS = ("convention", "setting")


@dataclass(frozen=True, slots=True)
class Mark:
    """`start` and `end` are None where open; `core` is the certain part, None when nothing is certain."""

    kind: Kind
    start: int | None
    end: int | None
    core: tuple[int, int] | None = None
    assumed: bool = False
    claims: tuple[Mark, ...] = ()

    @property
    def open_start(self) -> bool:
        return self.start is None

    @property
    def open_end(self) -> bool:
        return self.end is None

    @property
    def box(self) -> tuple[int, int]:
        """What is drawn where nothing else says how far: an open side goes on for as long as the known part, at least a year."""
        known = [each for each in (self.start, self.end, *(self.core or ())) if each is not None] or [0]
        more = max(max(known) - min(known), 365 * DAY)
        return (min(known) - more if self.start is None else self.start, max(known) + more if self.end is None else self.end)

    @property
    def a(self) -> float:
        """Where the solid part begins, as a fraction of the box; equal to `b` when nothing is solid."""
        return 0.0 if self.core is None else self._fraction(self.core[0])

    @property
    def b(self) -> float:
        return 0.0 if self.core is None else self._fraction(self.core[1])

    def _fraction(self, at: int) -> float:
        start, end = self.box
        return min(1.0, max(0.0, (at - start) / (end - start)))

    @property
    def classes(self) -> str:
        flags = ("assumed", "open_start", "open_end")
        return " ".join([f"mark-{self.kind}", *(f"mark-{flag.replace('_', '-')}" for flag in flags if getattr(self, flag))])

    def numbers(self) -> dict[str, Any]:
        """For the picture's script: nothing but numbers, a kind and flags."""
        plain: dict[str, Any] = {"kind": self.kind, "start": self.start, "end": self.end, "core": self.core, "assumed": self.assumed}
        return plain | {"claims": [each.numbers() for each in self.claims]} if self.claims else plain


def mark_of(date: EventDate) -> Mark:
    """The mark of one date; readings to choose from are drawn as claims, each by its own rule: hollow only what is assumed."""
    if date.alternatives:
        return _disputed(mark_of(each) for each in date.alternatives)
    start, end = _ms(date.earliest), _ms(date.latest, end=True)
    core = _core(date)
    return Mark(_kind(date, start, end, core), start, end, None if date.approximate else core, assumed=_assumed(date))


def event_mark(event: Event) -> Mark | None:
    """The mark of an event: one claim for each date, where accounts give dates that cannot all be true; None when it is undated."""
    if event.date is None:
        return None
    return date_mark(event.date, () if len(event.evidence) < 2 else disputed_claims(event.evidence))


def date_mark(date: EventDate, claims: Sequence[EventDate]) -> Mark:
    """The mark of a date whose event has these disputed claims, or none."""
    return _disputed(mark_of(each) for each in claims) if claims and not date.alternatives else mark_of(date)


def category_class(category: str) -> str:
    """`c1` to `c6` for the fixed categories, `c0` for any other and for none."""
    return f"c{CATEGORIES.index(category) + 1}" if category in CATEGORIES else "c0"


def _ms(bound: str | None, *, end: bool = False) -> int | None:
    return None if bound is None else bound_seconds(bound, end=end) * 1000


def _core(date: EventDate) -> tuple[int, int] | None:
    """One end given alone is the moment beside the other known bound."""
    if date.core_from is None and date.core_to is None:
        return None
    start = _ms(date.core_from if date.core_from is not None else date.earliest)
    end = _ms(date.core_to if date.core_to is not None else date.latest, end=True)
    start = end - DAY if start is None and end is not None else start
    end = start + DAY if end is None and start is not None else end
    return None if start is None or end is None or start >= end else (start, end)


def _kind(date: EventDate, start: int | None, end: int | None, core: tuple[int, int] | None) -> Kind:
    if date.approximate:
        return "about"
    if start is not None and end is not None and end - start <= DAY and _is_day(start, end):
        return "day"
    if core is None and (start is None) == (end is None):
        return "within"
    return "lasted" if core == (start, end) else "unsharp"


def _is_day(start: int, end: int) -> bool:
    """Within one calendar day: 24 hours over midnight are two."""
    return start // DAY == (end - 1) // DAY


def _assumed(date: EventDate) -> bool:
    return date.uncertain or any(each.source not in CONVENTIONS and each.part != "hemisphere" for each in date.assumed)


def _disputed(claims: Iterable[Mark]) -> Mark:
    kept = tuple(claims)
    starts, ends = [each.start for each in kept], [each.end for each in kept]
    start = None if None in starts else min(each for each in starts if each is not None)
    end = None if None in ends else max(each for each in ends if each is not None)
    return Mark("disputed", start, end, claims=kept)
