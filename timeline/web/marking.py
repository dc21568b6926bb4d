"""A document's text in stretches: what an event rests on, what else says something about time, and all that lies between."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from timeline.events import Evidence, Timex
from timeline.extraction import extract
from timeline.store import StoredDocument, StoredEvent
from timeline.wording import gettext, noted
from timeline.words import bounds_words

LONGEST_READ = 400_000  # characters that are read again to mark every expression; of a longer text only its events are marked
NO_DATE = {
    "PRESENT_REF": noted("the present; it dates nothing"),
    "PAST_REF": noted("some time before; it dates nothing"),
    "FUTURE_REF": noted("some time later; it dates nothing"),
    "DURATION": noted("how long; it dates nothing by itself"),
    "SET": noted("how often; it dates nothing by itself"),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a document's text. With `event` it is what that event rests on, with `timex` an expression that dates no event."""

    text: str
    start: int
    event: StoredEvent | None = None
    timex: Timex | None = None

    @property
    def says(self) -> str:
        """How an expression that dates no event was read, in words."""
        if self.timex is None:
            return ""
        if self.timex.earliest or self.timex.latest:
            return bounds_words(self.timex.earliest, self.timex.latest)
        said = NO_DATE.get(self.timex.value) or NO_DATE.get(self.timex.type)
        return gettext(said) if said else gettext("a time that the text does not date")


def stretches(text: str, document: str, events: Iterable[StoredEvent], others: Iterable[Timex] = ()) -> list[Stretch]:
    """The whole text in order; where two events rest on the same words the first keeps them, and an expression that an event rests on
    is the event's."""
    kept = list(events)
    places = sorted((*place, index) for index, each in enumerate(kept) for place in _places(each, document, text))
    marks = [Stretch(text[start:end], start, kept[index]) for start, end, index in _apart(places)]
    taken = [(each.start, each.start + len(each.text)) for each in marks]
    marks += [Stretch(text[each.start : each.end], each.start, timex=each) for each in others if not _meets(each, taken)]
    return list(_with_gaps(text, sorted(marks, key=lambda each: each.start)))


def _apart(places: list[tuple[int, int, int]]) -> Iterable[tuple[int, int, int]]:
    at = 0
    for start, end, index in places:
        if start >= at:
            yield start, end, index
            at = end


def _meets(timex: Timex, taken: list[tuple[int, int]]) -> bool:
    """`taken` are in order and apart, so only the last one that begins before its end can."""
    before = bisect_left(taken, (timex.end, 0)) - 1
    return before >= 0 and taken[before][1] > timex.start


def _with_gaps(text: str, marks: list[Stretch]) -> Iterable[Stretch]:
    at = 0
    for mark in marks:
        if mark.start > at:
            yield Stretch(text[at : mark.start], at)
        yield mark
        at = mark.start + len(mark.text)
    if at < len(text):
        yield Stretch(text[at:], at)


def _places(stored: StoredEvent, document: str, text: str) -> list[tuple[int, int]]:
    found = [_date_place(stored, each, text) for each in stored.event.evidence if each.document == document]
    return [each for each in found if each is not None]


def _date_place(stored: StoredEvent, evidence: Evidence, text: str) -> tuple[int, int] | None:
    """Where the date words stand inside the quote, or else the quote."""
    if evidence.start is None or evidence.end is None or not 0 <= evidence.start < evidence.end <= len(text):
        return None
    date = evidence.claimed or stored.event.date
    words = date.text.split() if date else []
    quote, form = text[evidence.start : evidence.end], r"\s+".join(map(re.escape, words))
    inside = (re.search(rf"(?<!\w){form}(?!\w)", quote, re.IGNORECASE) or re.search(form, quote, re.IGNORECASE)) if words else None
    if inside is None:
        return evidence.start, evidence.end
    return evidence.start + inside.start(), evidence.start + inside.end()


def timexes(document: StoredDocument) -> tuple[Timex, ...]:
    """Every time expression of a document, as it is read with the publication date that it has now."""
    if len(document.text) > LONGEST_READ:
        return ()
    return _timexes(document.text, None if document.published_assumed else document.published, document.language)


@lru_cache(maxsize=16)
def _timexes(text: str, published: str | None, language: str) -> tuple[Timex, ...]:
    return extract(text, published=published, language=language or None).timexes
