"""Columns of a picture: whole calendar units, from a day to half a million years, and which of them a second lies in.

A step is a unit taken so many times; its bins are numbered, so that bin 399 of (YEAR, 5) is 1995 to 1999. A step is named by its
place in STEPS, and stores keep that number: rows are only ever appended.
"""

from __future__ import annotations

from functools import lru_cache

from timeline.granules import DAY_SECONDS, Granule, Unit, civil, of_day

STEPS = (
    *((Unit.DAY, times) for times in (1, 2, 4)),
    (Unit.WEEK, 1),
    *((Unit.MONTH, times) for times in (1, 2, 3, 6)),
    *((Unit.YEAR, times * 10**power) for power in range(6) for times in (1, 2, 5)),
)
DAY = STEPS.index((Unit.DAY, 1))
MONTH = STEPS.index((Unit.MONTH, 1))
YEAR = STEPS.index((Unit.YEAR, 1))
DECADE = STEPS.index((Unit.YEAR, 10))
CENTURY = STEPS.index((Unit.YEAR, 100))


@lru_cache(maxsize=65_536)
def places(day: int) -> tuple[int, ...]:
    """The bin of each step that holds the day."""
    year, month, _ = civil(day)
    numbers = {Unit.DAY: day, Unit.WEEK: of_day(Unit.WEEK, day).index, Unit.MONTH: year * 12 + month - 1, Unit.YEAR: year}
    return tuple(numbers[unit] // times for unit, times in STEPS)


def places_at(second: int) -> tuple[int, ...]:
    return places(second // DAY_SECONDS)


@lru_cache(maxsize=65_536)
def start(step: int, number: int) -> int:
    """The first second of a bin."""
    unit, times = STEPS[step]
    return Granule(unit, number * times).start


def edges(first: int, end: int, most: int) -> list[int]:
    """Edges, in seconds, of at most `most` columns; the window from `first` to `end` (exclusive) cuts the first and the last."""
    begin, finish = places_at(first), places_at(end - 1)
    for step in range(len(STEPS)):
        if finish[step] - begin[step] < most:
            inner = (start(step, number) for number in range(begin[step], finish[step] + 2))
            return _cut(first, end, [edge for edge in inner if first < edge < end])
    return [first, end]


def _cut(first: int, end: int, inner: list[int]) -> list[int]:
    """The window's ends round them; a sliver at either end joins its neighbour."""
    half = (inner[1] - inner[0]) // 2 if len(inner) > 1 else 0
    inner = inner[1:] if half and inner[0] - first < half else inner
    inner = inner[:-1] if half and inner and end - inner[-1] < half else inner
    return [first, *inner, end]


def step_of(first: int, end: int) -> int | None:
    """The step of which these two edges bound one bin."""
    begin = places_at(first)
    bins = (step for step, number in enumerate(begin) if (start(step, number), start(step, number + 1)) == (first, end))
    return next(bins, None)
