"""Dates on their way into formats that know days and words, and back: nothing becomes more exact than it was, nor a point."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from timeline.dates import EventDate, edtf_end, edtf_start, happened, lasted
from timeline.errors import BadInput
from timeline.granules import CLOCK, DAY_SECONDS, Granule, Unit, of_day
from timeline.notation import Span, bound_seconds, edtf_text, span
from timeline.settings import text_setting
from timeline.store import Filter, Store
from timeline.understanding import normalise
from timeline.words import date_short

SINGLE = {each.word: each for each in (Unit.YEAR, Unit.MONTH, Unit.DAY, Unit.HOUR, Unit.MINUTE, Unit.SECOND)}
# browsers hold no instant beyond this many seconds from 1970
FURTHEST = 8_640_000_000_000


@dataclass(frozen=True, slots=True)
class Extent:
    """The first and the last second (exclusive) that a timeline knows; where an open end is drawn to."""

    first: int | None = None
    last: int | None = None


def extent_of(store: Store, slug: str, given: Filter) -> Extent:
    return Extent(*(store.extent(slug, given) or (None, None)))


@dataclass(frozen=True, slots=True)
class Drawn:
    """From `start` to `end` (exclusive) in seconds. `single` is the one year, month, day or moment it is, if it is one."""

    start: int
    end: int
    single: Unit | None

    @property
    def step(self) -> int:
        """How finely its ends are told: days, minutes or seconds."""
        if not self.start % DAY_SECONDS and not self.end % DAY_SECONDS:
            return DAY_SECONDS
        return 1 if self.start % 60 or self.end % 60 else 60


def drawn(date: EventDate, around: Extent) -> Drawn | None:
    """None when nothing says where to draw it. An open end is drawn to the last day that somebody vouches for, else to the timeline's."""
    start = None if date.earliest is None else bound_seconds(date.earliest)
    end = None if date.latest is None else bound_seconds(date.latest, end=True)
    if start is None and end is None:
        start = None if date.core_from is None else bound_seconds(date.core_from)
    if start is None and end is None:
        return None
    if start is None:
        start = _before(date, end or 0, around)
    if end is None:
        end = _after(date, start, around)
    if not -FURTHEST < start < end < FURTHEST:
        return None
    return Drawn(start, end, _single(date, start, end))


def _before(date: EventDate, end: int, around: Extent) -> int:
    vouched = None if date.core_from is None else bound_seconds(date.core_from)
    if vouched is not None and date.core_from != date.core_to:
        return vouched
    if around.first is not None and around.first < end - DAY_SECONDS:
        return around.first
    return min(of_day(Unit.YEAR, (end - 1) // DAY_SECONDS).start, end - 2 * DAY_SECONDS)


def _after(date: EventDate, start: int, around: Extent) -> int:
    vouched = None if date.core_to is None else bound_seconds(date.core_to, end=True)
    if vouched is not None and date.core_from != date.core_to:
        return vouched
    if around.last is not None and around.last > start + DAY_SECONDS:
        return around.last
    return max(of_day(Unit.YEAR, start // DAY_SECONDS).end, start + 2 * DAY_SECONDS)


def _single(date: EventDate, start: int, end: int) -> Unit | None:
    unit = SINGLE.get(date.precision)
    if unit is None or date.approximate or date.alternatives or date.earliest is None or date.latest is None:
        return None
    granule = of_day(unit, start // DAY_SECONDS) if unit >= Unit.DAY else Granule(unit, start // CLOCK[unit])
    return unit if (granule.start, granule.end) == (start, end) else None


# --- back ----------------------------------------------------------------------------------------------------------


def words(date: EventDate) -> str:
    return date_short(date)


def plain_date(first: Granule, last: Granule | None = None) -> EventDate:
    """What the parts say and no more. Raises BadDate when it ends before it starts."""
    if last is None or last == first:
        edtf = _edtf(first)
        return happened(edtf, first, edtf=edtf)
    ends = [each if each.unit >= Unit.DAY else each.to(Unit.DAY) for each in (first, last)]
    edtf = f"{edtf_start(ends[0])}/{edtf_end(ends[1])}"
    return lasted(edtf, span(first), span(last), edtf=edtf, precision=max(first.unit, last.unit).word)


def _edtf(granule: Granule) -> str:
    """Times of day are written to the second: EDTF has no others."""
    written = edtf_text(granule)
    return f"{written}:00" if granule.unit in (Unit.HOUR, Unit.MINUTE) else written


def between(start: int, end: int) -> EventDate:
    """From a second to another, exclusive: days where both are midnights."""
    unit = Unit.DAY if not start % DAY_SECONDS and not end % DAY_SECONDS else Unit.SECOND if start % 60 or end % 60 else Unit.MINUTE
    size = CLOCK.get(unit, DAY_SECONDS)
    return plain_date(Granule(unit, start // size), Granule(unit, end // size - 1))


def with_words(date: EventDate, said: str) -> EventDate:
    """The date with the words it was shown with. What the words mean is taken where it agrees with the days given: only the words know
    of seasons, open ends and doubt. Shown with none, it has those that it would be shown with here."""
    said = said if said.strip() else words(date)
    read = read_words(said, text_setting("hemisphere"))
    return read if read is not None and _agree(read, date) else replace(date, text=said)


@lru_cache(maxsize=4096)
def read_words(said: str, hemisphere: str) -> EventDate | None:
    try:
        return normalise(said, hemisphere=hemisphere)
    except BadInput:
        return None


def _agree(read: EventDate, date: EventDate) -> bool:
    """The same bounds, or one of them open; or "about", which widens what was given."""
    mine, theirs = _span(read), _span(date)
    if mine == (None, None):
        return False
    if read.approximate and None not in mine:
        return bool(mine[0] <= theirs[0] and theirs[1] <= mine[1])  # type: ignore[operator]
    return all(own is None or own == other for own, other in zip(mine, theirs, strict=True))


def _span(date: EventDate) -> tuple[int | None, int | None]:
    bounds = Span(
        None if date.earliest is None else bound_seconds(date.earliest),
        None if date.latest is None else bound_seconds(date.latest, end=True),
    )
    return bounds.start, bounds.end
