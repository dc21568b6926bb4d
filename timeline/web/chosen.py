"""A stretch of a document that somebody chose, as an event: the form filled with what can be read of it, and its place in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from textwrap import shorten

from timeline.dates import EventDate
from timeline.events import Event, Evidence, Timex
from timeline.extraction import extract
from timeline.quotes import Text
from timeline.store import StoredDocument
from timeline.web.datefield import DateInput
from timeline.web.forms import EventForm
from timeline.web.marking import timexes

LONGEST_TITLE = 90
CONTEXT = 32


def form_of(document: StoredDocument, given: Mapping[str, str]) -> EventForm:
    """Filled from the stretch between `start` and `end` (characters of the text as a page shows it); without one, the empty form that
    quotes the document."""
    start, end = (_offset(document.text, given.get(name, "")) for name in ("start", "end"))
    if start is None or end is None or start >= end:
        return EventForm(document=document.id, source="")
    start, end = _trimmed(document.text, start, end)
    quote = document.text[start:end]
    title, date = _suggested(document, quote)
    return EventForm(date or _within(document, start, end), title=title, quote=quote, document=document.id, start=str(start))


def _offset(text: str, shown: str) -> int | None:
    """A page shows every line end as one character; where that is in the text itself."""
    if not (shown.isascii() and shown.isdigit() and len(shown) < 10):
        return None
    wanted = int(shown)
    extra = 0
    for found in re.finditer(r"\r\n", text):
        if found.start() - extra >= wanted:
            break
        extra += 1
    return min(wanted + extra, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _suggested(document: StoredDocument, quote: str) -> tuple[str, DateInput | None]:
    """The title that a suggestion from these words would have, and their date where it needs nothing around them."""
    if not quote.strip():
        return "", None
    reading = extract(quote, published=document.published, language=document.language or None)
    first = next(iter(reading.events), None)
    if first is None:
        return shorten(quote, LONGEST_TITLE, placeholder=" …"), None
    return first.title, _typed(first.date, document) if first.date and not _leans_on_story(first.date) else None


def _typed(date: EventDate, document: StoredDocument) -> DateInput:
    leans = any(each.source == "published" for each in date.assumed)
    return DateInput(text=date.text, anchor=document.published or "" if leans else "")


def _leans_on_story(date: EventDate) -> bool:
    return any(each.source == "text" for each in date.assumed)


def _within(document: StoredDocument, start: int, end: int) -> DateInput:
    """The first dated expression of the stretch, as the whole text dates it."""
    found = next((each for each in timexes(document) if start <= each.start and each.end <= end and each.edtf), None)
    return DateInput(text=_words(found)) if found else DateInput()


def _words(timex: Timex) -> str:
    """Words that lean on nothing say it themselves; others only together with what they lean on."""
    return timex.text if not timex.assumed else str(timex.edtf)


def placed(event: Event, hint: str, document: StoredDocument) -> Event:
    """The event with the place of its quote; a quote that is not in the text keeps its words alone."""
    *others, quoted = event.evidence or (Evidence(document=document.id),)
    near = int(hint) if hint.isascii() and hint.isdigit() and len(hint) < 10 else 0
    found = Text(document.text).find(quoted.quote, near=near) if quoted.quote else None
    if found is None or not found.exact:
        return event
    text, start, end = document.text, found.start, found.end
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    one = replace(quoted, quote=text[start:end], start=start, end=end, prefix=prefix, suffix=suffix)
    return replace(event, evidence=(*others, one))
