"""What the accounts of one event come to: how many tell it independently, and whether their dates can all be true.

Two accounts are one source when they come from the same document, when their documents name the same agency, when they were found at
the same address, or when their words are nearly the same: a wire report that several papers print is one witness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from timeline.dates import EventDate
from timeline.events import Event, Evidence
from timeline.folding import folded, stems
from timeline.granules import DAY_SECONDS
from timeline.notation import bound_seconds

COPIED = 0.8  # of all their words: so much in common is one text printed twice
FEWEST_WORDS = 5  # shorter quotes may be alike by chance
ENDLESS = 2**62

Agencies = Mapping[str, str]  # the source that a document names, by the document's id


@dataclass(frozen=True, slots=True)
class Standing:
    """`accounts` is how many there are, `sources` how many of them are independent. `claims` are the different dates they give, in their
    order, when these cannot all be true; else empty."""

    accounts: int
    sources: int
    claims: tuple[EventDate, ...] = ()

    @property
    def disputed(self) -> bool:
        return bool(self.claims)

    @property
    def corroborated(self) -> bool:
        return self.sources > 1 and not self.claims


def standing(event: Event, agencies: Agencies | None = None) -> Standing:
    return Standing(len(event.evidence), independent(event.evidence, agencies or {}), disputed_claims(event.evidence))


# --- how many sources ----------------------------------------------------------------------------------------------


Mark = tuple[str, str]  # what makes two accounts one source when both have it, and of which kind that is


def independent(evidence: Sequence[Evidence], agencies: Agencies | None = None) -> int:
    """How many sources tell it that do not merely repeat each other. An account that names none and quotes nothing is no source."""
    told = [each for each in evidence if each.document or each.source or each.url or each.quote]
    if len(told) < 2:
        return len(told)
    groups: list[set[Mark]] = []
    for place, each in enumerate(told):
        groups = _joined(groups, _marks(each, agencies or {}) or {("", str(place))})
    for one, other in _copied({words for group in groups for kind, words in group if kind == "words"}) if len(groups) > 1 else ():
        groups = _joined(groups, {("words", one), ("words", other)})
    return len(groups)


def _marks(one: Evidence, agencies: Agencies) -> set[Mark]:
    named = (folded(one.source), folded(agencies.get(one.document or "", "")))
    marks = {
        ("document", one.document or ""),
        ("url", one.url),
        ("words", " ".join(one.quote.split())),
        *(("name", each) for each in named),
    }
    return {(kind, mark) for kind, mark in marks if mark}


def _joined(groups: list[set[Mark]], marks: set[Mark]) -> list[set[Mark]]:
    """With one more, and those that it has a mark in common with made one."""
    met = [group for group in groups if not group.isdisjoint(marks)]
    if not met:
        return [*groups, marks]
    met[0].update(marks, *met[1:])
    return [group for group in groups if group is met[0] or group.isdisjoint(marks)]


def _copied(quotes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Those of them that are nearly the same."""
    words = [(quote, set(stems(quote))) for quote in sorted(quotes)]
    for (one, mine), (other, theirs) in combinations([each for each in words if len(each[1]) >= FEWEST_WORDS], 2):
        if len(mine & theirs) >= COPIED * len(mine | theirs):
            yield one, other


# --- which dates ---------------------------------------------------------------------------------------------------


def disputed_claims(evidence: Iterable[Evidence]) -> tuple[EventDate, ...]:
    """The different dates that accounts give, when any two of them cannot both be true."""
    claims = {_bounds(each.claimed): each.claimed for each in evidence if each.claimed is not None}
    if len(claims) < 2 or not any(contradict(*pair) for pair in combinations(claims.values(), 2)):
        return ()
    return tuple(claims.values())


def _bounds(date: EventDate) -> tuple[str | None, ...]:
    return date.earliest, date.latest, date.core_from, date.core_to


def contradict(one: EventDate, other: EventDate) -> bool:
    """Whether two dates of one event cannot both be true: their bounds do not meet, or both say from when to when it lasted and these
    differ. “May 1992” and “9 May 1992” agree; “8 May” and “9 May” do not."""
    if not bounds_meet(one, other):
        return True
    if any(each.core_from is None or each.core_to is None or _within_a_day(each) for each in (one, other)):
        return False
    return not (_reaches(one, other) and _reaches(other, one))


def _reaches(one: EventDate, other: EventDate) -> bool:
    """Whether one may begin no later than the other must have begun, and need not last longer than the other may."""
    return _start(one.earliest) <= _start(other.core_from) and _end(one.core_to) <= _end(other.latest)


def bounds_meet(one: EventDate, other: EventDate) -> bool:
    return _start(one.earliest) < _end(other.latest) and _start(other.earliest) < _end(one.latest)


def seconds(date: EventDate) -> tuple[int, int]:
    """Its bounds, the end exclusive; an open one lies farther than any date."""
    return _start(date.earliest), _end(date.latest)


def _within_a_day(date: EventDate) -> bool:
    return _end(date.latest) - _start(date.earliest) <= DAY_SECONDS


def _start(bound: str | None) -> int:
    return -ENDLESS if bound is None else bound_seconds(bound)


def _end(bound: str | None) -> int:
    return ENDLESS if bound is None else bound_seconds(bound, end=True)
