"""Events and the evidence they rest on: plain records, the same in memory, in JSON and in the store."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any, Literal, get_args

from timeline.dates import EventDate
from timeline.wording import noted

Status = Literal["suggested", "accepted", "rejected"]
STATUSES: tuple[Status, ...] = get_args(Status)

# ACLED's event types, in the fixed order in which lanes and colours follow them
CATEGORIES = (
    noted("Battles"),
    noted("Explosions and shelling"),
    noted("Strategic developments"),
    noted("Violence against civilians"),
    noted("Protests"),
    noted("Riots"),
)

# what a suggestion that nobody stored yet has
SUGGESTED = ("id", "title", "date", "evidence", "actors", "place", "category", "confidence")


@dataclass(frozen=True, slots=True)
class Place:
    """`precision` says how exact the point is: point, town, region, country or empty."""

    name: str
    lat: float | None = None
    lon: float | None = None
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an event rests on. From a document: its public id, the exact quote, where it stands, and the words around it (W3C text
    quote and text position selectors; offsets are Python string offsets). By hand: a source in words, perhaps an address.
    `claimed` is the date that this account gives."""

    quote: str = ""
    document: str | None = None
    start: int | None = None
    end: int | None = None
    prefix: str = ""
    suffix: str = ""
    source: str = ""
    url: str = ""
    claimed: EventDate | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A file or link that shows the event; `sha256` for uploaded files, links stay links."""

    url: str = ""
    caption: str = ""
    credit: str = ""
    alt: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """`id` is the public id once stored, or the fingerprint of a suggestion that nobody stored yet. No date = undated."""

    title: str
    date: EventDate | None = None
    description: str = ""
    actors: tuple[str, ...] = ()
    place: Place | None = None
    category: str = ""
    tags: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    star: bool = False
    status: Status = "accepted"
    confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()
    id: str = ""

    @property
    def needs_answer(self) -> bool:
        return self.date is not None and self.date.asks


NAMES: dict[type, tuple[str, ...]] = {kind: tuple(each.name for each in fields(kind)) for kind in (Place, Evidence, Media, Event)}


def to_json(record: Place | Evidence | Media | Event) -> dict[str, Any]:
    return {name: _plain(getattr(record, name)) for name in NAMES[type(record)]}


def _plain(value: Any) -> Any:
    if isinstance(value, EventDate):
        return value.to_json()
    if isinstance(value, (Place, Evidence, Media)):
        return to_json(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def event_from_json(data: Mapping[str, Any]) -> Event:
    """Raises BadDate for dates that contradict themselves; the shape is the JSON Schema's to check."""
    given: dict[str, Any] = {each.name: data[each.name] for each in fields(Event) if each.name in data}
    readers = {"date": _maybe(EventDate.from_json), "place": _maybe(lambda place: Place(**place)), "actors": tuple, "tags": tuple}
    readers |= {"media": lambda rows: tuple(Media(**row) for row in rows)}
    readers |= {"evidence": lambda rows: tuple(evidence_from_json(row) for row in rows)}
    return Event(**{name: readers.get(name, _same)(value) for name, value in given.items()})


def evidence_from_json(data: Mapping[str, Any]) -> Evidence:
    return Evidence(**{**data, "claimed": _maybe(EventDate.from_json)(data.get("claimed"))})


def _same(value: Any) -> Any:
    return value


def _maybe(read: Any) -> Any:
    return lambda value: None if value is None else read(value)


def fingerprint(sentence: str, words: str, ordinal: int) -> str:
    """Names a suggestion by its sentence (blanks folded, NFC), its date words and its place among equal ones in the document, so that
    the same text imported again, or the sentence moved in it, is the same suggestion. 20 hexadecimal digits."""
    return hashlib.sha256(f"{_folded(sentence)}\0{' '.join(words.split())}\0{ordinal}".encode(errors="surrogatepass")).hexdigest()[:20]


@lru_cache(maxsize=1)
def _folded(sentence: str) -> str:
    """One sentence is asked for again for each of its dates."""
    return " ".join(unicodedata.normalize("NFC", sentence).split())


@dataclass(frozen=True, slots=True)
class Timex:
    """One TIMEX3 span: no signal word inside, each end of a range its own; EDTF and bounds of the bare value, None when it has none.
    `rule` is the name of the rule that read it."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    rule: str = ""
    assumed: tuple[Any, ...] = ()

    def to_json(self) -> dict[str, Any]:
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        return plain | {"assumed": [each.to_json() for each in self.assumed]}


@dataclass(frozen=True, slots=True)
class Reading:
    """What `extract` found. `published` is EDTF or None; `published_assumed` says how it was inferred, None when it was given."""

    published: str | None
    published_assumed: str | None
    language: str
    timexes: tuple[Timex, ...] = ()
    events: tuple[Event, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        return {
            "published": self.published,
            "published_assumed": self.published_assumed,
            "language": self.language,
            "timexes": [each.to_json() for each in self.timexes],
            "events": [_suggested(each) for each in self.events],
        }


def _suggested(event: Event) -> dict[str, Any]:
    written = to_json(event)
    return {name: written[name] for name in SUGGESTED}
