"""Eras as the picture draws them: named periods behind the events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeline.marks import mark_of
from timeline.store import Era
from timeline.words import date_words

COLOURS = ("c1", "c2", "c3", "c4", "c5", "c6")


def eras_between(eras: Iterable[Era], window: tuple[int, int]) -> list[dict[str, Any]]:
    """Those that meet a window of milliseconds, by their beginning; an open end is None."""
    told = [_told(era) for era in eras]
    first, end = window
    met = [each for each in told if (each["start"] is None or each["start"] < end) and (each["end"] is None or each["end"] > first)]
    return sorted(met, key=lambda each: (each["start"] is not None, each["start"] or 0))


def _told(era: Era) -> dict[str, Any]:
    mark = mark_of(era.date)
    colour = era.colour if era.colour in COLOURS else ""
    return {"id": era.id, "name": era.name, "words": date_words(era.date), "start": mark.start, "end": mark.end, "colour": colour}
