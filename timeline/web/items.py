"""Events as the picture's script is given them, and the columns that are left when they are drawn one by one."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from timeline.dates import EventDate
from timeline.marks import category_class, date_mark
from timeline.store import OPEN, Outline
from timeline.web.colouring import Colouring
from timeline.wording import language
from timeline.words import date_short, date_words

DATES = 16_384  # as many as are drawn in eighty full windows; a date takes about a kilobyte


class Drawn(NamedTuple):
    short: str
    words: str
    zone: str | None
    mark: dict[str, Any] | None


@lru_cache(maxsize=DATES)
def _drawn(date: str | None, claims: tuple[EventDate, ...], language: str) -> Drawn:
    """The same day is told by many events."""
    read = None if date is None else EventDate.from_json(json.loads(date))
    mark = None if read is None else date_mark(read, claims).numbers()
    return Drawn(date_short(read), date_words(read), None if read is None else read.zone, mark)


def item_of(outline: Outline, lane: str | None = None, colouring: Colouring | None = None) -> dict[str, Any]:
    """`lane` is the category where none is given."""
    drawn = _drawn(outline.date, outline.claims, language())
    return {
        "id": outline.id,
        "lane": outline.category if lane is None else lane,
        "category": outline.category,
        "colour": colouring.of(outline.value) if colouring else category_class(outline.category),
        "title": outline.title,
        "words": drawn.short,
        "reading": drawn.words,
        "zone": drawn.zone,
        "mark": drawn.mark,
        "status": outline.status,
        "star": outline.star,
        "asks": outline.asks,
        "version": outline.version,
    }


def left_over(
    counts: Mapping[str, list[tuple[int, int]]], edges: list[int], drawn: Sequence[Outline], lane_of: Mapping[str, str]
) -> dict[str, list[list[int]]]:
    """Columns of the events that are not drawn as items: [start, end, certain, possible] in milliseconds, empty ones left out."""
    left = {name: [list(pair) for pair in bins] for name, bins in counts.items()}
    for each in drawn:
        _take_out(left.get(lane_of[each.id], []), edges, each)
    ends = [edge * 1000 for edge in edges]
    return {
        name: [[ends[at], ends[at + 1], *pair] for at, pair in enumerate(bins) if any(pair)]
        for name, bins in left.items()
        if any(map(any, bins))
    }


def _take_out(bins: list[list[int]], edges: list[int], event: Outline) -> None:
    """From the column in which the store counted it: that of its earliest day, or the first."""
    if event.earliest >= OPEN or not bins:
        return
    at = min(len(bins) - 1, bisect_right(edges, max(edges[0], event.earliest)) - 1)
    kind = 0 if _certainly_in(event, edges[at], edges[at + 1]) else 1
    kind = kind if bins[at][kind] else 1 - kind
    bins[at][kind] = max(0, bins[at][kind] - 1)


def _certainly_in(event: Outline, first: int, end: int) -> bool:
    """Its outer bounds lie inside, or its core meets it."""
    core = event.core_from is not None and event.core_to is not None and event.core_from < end and event.core_to > first
    return core or (event.earliest >= first and event.latest <= end)
