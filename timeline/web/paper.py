"""The chronology on paper: the events of a page as its address narrows them, in order, with their words and numbered sources.

GET /t/<slug>/print        and every argument that narrows the page itself
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby, islice
from string import ascii_uppercase

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from timeline.accounts import disputed_claims
from timeline.chart import Chart
from timeline.dates import EventDate, from_edtf
from timeline.errors import BadDate
from timeline.events import Event, Evidence, to_json
from timeline.granules import DAY_SECONDS, civil
from timeline.notation import bound_seconds
from timeline.store import StoredDocument
from timeline.web import site
from timeline.web.finding import MARKS, NAMES, STATUS_WORDS, labels_of
from timeline.web.still import still
from timeline.web.view import CHOICES, View, read_view
from timeline.wording import gettext
from timeline.words import date_line, date_why, kind_words, year_words

blueprint = Blueprint("paper", __name__)
MOST = 5_000
WIDTH, HIGHEST = 672, 500.0  # of the picture, in px: as wide as A4 and Letter have room for
FOOTER_TITLE = 70


@dataclass(frozen=True, slots=True)
class Source:
    """Where a quote is from: a document, or what a person wrote down as its source."""

    number: int
    title: str
    about: str
    published: EventDate | None
    assumed: bool
    url: str

    @property
    def address(self) -> str:
        """Without what every address begins with."""
        return self.url.partition("://")[2].removeprefix("www.").rstrip("/") or self.url


@dataclass(slots=True)
class Sources:
    """Numbered as they are first cited."""

    documents: dict[str, StoredDocument]
    found: dict[tuple[str, ...], Source] = field(default_factory=dict)

    def number(self, one: Evidence) -> int | None:
        key = ("document", one.document) if one.document else (one.source, one.url)
        if not any(key):
            return None
        if key not in self.found:
            self.found[key] = self._source(one)
        return self.found[key].number

    def _source(self, one: Evidence) -> Source:
        number, document = len(self.found) + 1, self.documents.get(one.document or "")
        if document is None:
            title = gettext("a document that was erased") if one.document else one.source
            return Source(number, title, "", None, False, one.url)
        assumed = document.published_assumed is not None
        return Source(number, document.title, document.source, published(document), assumed, document.url)


@dataclass(frozen=True, slots=True)
class Quote:
    """`letter` names the claim that it makes, where claims differ."""

    text: str
    language: str
    numbers: tuple[int, ...]
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    letter: str
    words: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An event on paper. `reading` is how its date was read, where that says more than the words written."""

    event: Event
    quotes: list[Quote]
    numbers: list[int]
    reading: str
    claims: list[Claim]


@dataclass(frozen=True, slots=True)
class Paper:
    """`missing` events are not on it; the last that is there is the last of `years`."""

    years: list[tuple[str, list[Line]]]
    sources: list[Source]
    total: int
    missing: int
    digest: str
    at: str
    picture: Chart | None


@blueprint.get("/t/<slug:slug>/print")
def show(slug: str) -> ResponseReturnValue:
    card, view = site.store().timeline(slug), read_view(request.args, site.hemisphere())
    told = {"paper": chronology(slug, view), "conditions": conditions(slug, view), "footer": card.title[:FOOTER_TITLE]}
    return render_template("print.html", card=card, view=view, **told)


def chronology(slug: str, view: View) -> Paper:
    store, wanted = site.store(), view.filter()
    events = [each.event for each in islice(store.each_event(slug, wanted), MOST)]
    total = store.count(slug, wanted)
    sources = Sources(store.cited(slug, events))
    lines = [line(each, sources) for each in events]
    return Paper(
        years=[(year, list(group)) for year, group in groupby(lines, lambda each: year_of(each.event.date))],
        sources=list(sources.found.values()),
        total=total,
        missing=max(0, total - len(events)),
        digest=digest(events),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        picture=still(store, slug, view, WIDTH, HIGHEST) if events else None,
    )


def year_of(date: EventDate | None) -> str:
    """What an event stands under: the year of its earliest day."""
    if date is None:
        return gettext("Undated")
    if date.earliest is None:
        return gettext("No beginning known")
    return year_words(civil(bound_seconds(date.earliest) // DAY_SECONDS)[0])


def digest(events: Iterable[Event]) -> str:
    """SHA-256 of the events in their order, each as a line of JSON with sorted names: the same for the same content."""
    told = hashlib.sha256()
    for event in events:
        told.update(json.dumps(to_json(event), sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return told.hexdigest()


def published(document: StoredDocument) -> EventDate | None:
    try:
        return from_edtf(document.published) if document.published else None
    except BadDate:
        return None


# --- one event -----------------------------------------------------------------------------------------------------


def line(event: Event, sources: Sources) -> Line:
    claims = disputed_claims(event.evidence) if event.date and not event.date.alternatives else ()
    letters = {_bounds(claim): letter for claim, letter in zip(claims, ascii_uppercase, strict=False)}
    numbered = [(one, sources.number(one), letters.get(_bounds(one.claimed), "")) for one in event.evidence]
    return Line(
        event,
        list(_quotes(numbered, sources)),
        sorted({number for _, number, _ in numbered if number}),
        "" if claims else reading(event.date),
        [Claim(letters.get(_bounds(each), ""), date_line(each), _numbers(numbered, _bounds(each))) for each in claims],
    )


Numbered = Sequence[tuple[Evidence, int | None, str]]
Bounds = tuple[str | None, ...]


def _bounds(date: EventDate | None) -> Bounds:
    return () if date is None else (date.earliest, date.latest, date.core_from, date.core_to)


def _numbers(numbered: Numbered, bounds: Bounds) -> tuple[int, ...]:
    return tuple(sorted({number for one, number, _ in numbered if number and _bounds(one.claimed) == bounds}))


def _quotes(numbered: Numbered, sources: Sources) -> Iterator[Quote]:
    """What several accounts quote in the same words is printed once."""
    same: dict[tuple[str, str], list[tuple[Evidence, int | None]]] = {}
    for one, number, letter in numbered:
        if one.quote.strip():
            same.setdefault((" ".join(one.quote.split()), letter), []).append((one, number))
    for (text, letter), told in same.items():
        document = sources.documents.get(told[0][0].document or "")
        numbers = tuple(sorted({number for _, number in told if number}))
        yield Quote(text, document.language if document else "", numbers, letter)


def reading(date: EventDate | None) -> str:
    """How it was read, and what its bounds stand for; empty for a day that was written in full."""
    if date is None or (
        date.earliest == date.latest and date.precision == "day" and not date.assumed and not date_why(date) and not date.alternatives
    ):
        return ""
    kind = "" if date.earliest == date.latest or any(each.startswith(kind_words(date)) for each in date_why(date)) else kind_words(date)
    return " · ".join(filter(None, (date_line(date), kind)))


# --- what narrows it ------------------------------------------------------------------------------------------------


def conditions(slug: str, view: View) -> list[tuple[str, str]]:
    """What keeps events out beside the range, as (of what, which)."""
    told = [(gettext("Words"), f"“{view.q}”")] if view.q else []
    for name, at in CHOICES.items():
        if chosen := getattr(view, at):
            told.append((gettext(NAMES[name]), _either(labels_of(slug, name, chosen).values())))
    if view.statuses != ("accepted",):
        told.append((gettext("Status"), _either(gettext(STATUS_WORDS[each]) for each in view.statuses)))
    return told + [(gettext("Only"), gettext(words)) for name, words in MARKS.items() if getattr(view, name)]


def _either(values: Iterable[str]) -> str:
    return gettext(" or ").join(values)
