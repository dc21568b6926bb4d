"""What the store takes and gives back, beside the events themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.dates import EventDate
from timeline.events import Event, Status
from timeline.merge import Reason


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are meant. `earliest` and `latest` are bounds as in an EventDate, both inclusive; None is open.

    Possibly in range: the outer bounds meet it. Certainly: the outer bounds lie inside it, or the core meets it. No statuses or
    categories given means any. `undated`, `asks`, `star`: only those (True), only the others (False), both (None). `assumed` is what a date
    leans on beside its words: published, text, setting or convention, or `nothing` of these. `surer` and `unsurer` bound the confidence
    of suggestions, both inclusive; what has none counts as sure. Of actors ... confidences an event must have one of those given, of each
    kind; "" is having none.
    """

    q: str = ""
    earliest: str | None = None
    latest: str | None = None
    certainly: bool = False
    categories: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ("accepted",)
    document: str | None = None
    undated: bool | None = None
    asks: bool | None = None
    star: bool | None = None
    assumed: str = ""
    surer: float | None = None
    unsurer: float | None = None
    binned: bool = False
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The values of one facet that most events have, as (value, what to call it, how many), and how many values more there are. Not
    `exact`: too many events meet the filter to be counted, and the numbers are those of the whole timeline."""

    facet: str
    rows: tuple[tuple[str, str, int], ...]
    more: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Around:
    """How many have a date, lie wholly before a window, wholly after it, and have no date."""

    dated: int
    earlier: int
    later: int
    undated: int


@dataclass(frozen=True, slots=True)
class Era:
    """A named period drawn behind the events."""

    id: str
    name: str
    date: EventDate
    colour: str = ""


@dataclass(frozen=True, slots=True)
class SavedView:
    """`query` is the part of a page's address behind the question mark; `change` as in a StoredEvent."""

    id: str
    name: str
    query: str
    change: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event with its public id. `created` and `changed` are ISO UTC; `change` is the id of the change that just made it so, on
    what a write hands back."""

    event: Event
    version: int
    binned: bool
    created: str
    changed: str
    changed_by: str
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What a picture draws of an event. `date` is JSON, None when it is undated, and its bounds are seconds as in tables.py; `claims` are
    the different dates that its accounts give, where they cannot all be true; `value` is the one that colours it, "" for none."""

    id: str
    version: int
    title: str
    category: str
    status: Status
    star: bool
    asks: bool
    binned: bool
    date: str | None
    earliest: int
    latest: int
    core_from: int | None
    core_to: int | None
    claims: tuple[EventDate, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[StoredEvent]
    total: int
    next_cursor: str | None
    previous_cursor: str | None


Stretch = tuple[str, bool]  # a run of a text, and whether it was sought


@dataclass(frozen=True, slots=True)
class Hit:
    """An event as a search found it: its whole title, and where words stand that the title has not: `field` is quote, description,
    actor, place or tag, and `words` what stands round them there; both empty when the title has all."""

    title: tuple[Stretch, ...]
    field: str = ""
    words: tuple[Stretch, ...] = ()


PairKey = tuple[float, int, int]


@dataclass(frozen=True, slots=True)
class Likely:
    """Two events that may be the same, and why. The reasons hold whichever comes first. `key` is its place in the order of all pairs."""

    first: StoredEvent
    second: StoredEvent
    reasons: tuple[Reason, ...]
    key: PairKey

    def turned(self) -> Likely:
        return Likely(self.second, self.first, self.reasons, self.key)


@dataclass(frozen=True, slots=True)
class Pairs:
    """`total` is how many pairs there are, `left` how many changed events are still to be compared."""

    rows: list[Likely]
    total: int
    left: int


@dataclass(frozen=True, slots=True)
class TimelineCard:
    """`rejected` ... `needs_answer` leave out what is in the bin; `undated` and `needs_answer` leave out what is rejected too.
    `earliest` and `latest` are bounds over the accepted events, None when nothing bounds them."""

    slug: str
    title: str
    description: str
    created: str
    accepted: int = 0
    suggested: int = 0
    rejected: int = 0
    binned: int = 0
    undated: int = 0
    needs_answer: int = 0
    documents: int = 0
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """Also what one gives to have it stored; `id`, `sha256` and `created` are then the store's to fill (put_timeline keeps a given
    id and day of creation). `published` is EDTF; `published_assumed` says how it was inferred, or where in the file it was found;
    None when a person gave it."""

    id: str = ""
    title: str = ""
    text: str = ""
    published: str | None = None
    published_assumed: str | None = None
    language: str = ""
    source: str = ""
    url: str = ""
    sha256: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """`events` are the public ids of the first events it touched, `count` how many there were. `undoes` is the change it took back,
    `undone` whether it is taken back itself, `undoable` whether there is anything to take back. `before` and `after` are given in
    the history of one event."""

    id: int
    at: str
    author: str
    action: str
    note: str
    undoes: int | None
    undone: bool
    events: tuple[str, ...]
    count: int
    summary: str
    undoable: bool = True
    before: Event | None = None
    after: Event | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """How many suggestions of a document were new, known already, or rejected some time before; `events` are the ids of the new
    ones. `was_there`: the same text was stored already, and `document` is that one. `change`: None when there was nothing to do."""

    document: StoredDocument
    added: int
    known: int
    rejected_before: int
    was_there: bool
    events: tuple[str, ...] = ()
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Reread:
    """A document that was read again: how many events moved with it, ask whether they should, were suggestions that it no longer makes,
    or rest on a quote that is not in its text any more; and how many suggestions are new."""

    document: StoredDocument
    moved: int
    asked: int
    gone: int
    lost: int
    added: int
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A reviewed event whose document, named by its id, would now give it the date `would` (None: no date any more)."""

    stored: StoredEvent
    document: str
    quote: str
    would: EventDate | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch that no accepted event touches, its bounds inclusive; `before` is the event that ends at it, `after` the one that
    begins after it."""

    earliest: str
    latest: str
    days: int
    before: StoredEvent | None
    after: StoredEvent


@dataclass(frozen=True, slots=True)
class SingleSource:
    """The first of the events that only one independent source tells, and how many there are."""

    rows: list[StoredEvent]
    total: int


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A document without its text, and how many events that rest on it are suggested, accepted, rejected."""

    document: StoredDocument
    suggested: int
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Merged:
    """How many events of a timeline file were new, changed, or the same as before. `created`: the timeline was not there."""

    timeline: TimelineCard
    added: int
    updated: int
    unchanged: int
    documents: int
    created: bool
    change: int | None = None
