"""Reading texts in, several together: what they suggest, and knowing again what was suggested before.

The store is asked once for all of them, and an event that several of them tell of is weighed once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import func, or_, select

from timeline.errors import BadText
from timeline.events import Event, Evidence, Reading, fingerprint
from timeline.store.changes import Writing
from timeline.store.documents import STEP, Progress, document_of, new_row, same_texts
from timeline.store.editing import add, attach, rejected_among
from timeline.store.events import evidence_columns
from timeline.store.records import Imported, StoredDocument
from timeline.store.rows import Row, chunks, many
from timeline.store.tables import documents, events, evidence
from timeline.wording import gettext

Bounds = tuple[str | None, str | None]
Given = Sequence[tuple[StoredDocument, Reading]]


@dataclass(eq=False, slots=True)
class New:
    """An event to be made, with a fingerprint or none for each of its accounts. `place` is that of its text among those given."""

    event: Event
    marks: list[str | None]
    place: int

    def take(self, one: Evidence, mark: str) -> None:
        self.event = replace(self.event, evidence=(*self.event.evidence, one))
        self.marks.append(mark)


@dataclass(frozen=True, slots=True)
class Holder:
    """An event that has the fingerprint already (its inside id, or one that is about to be made), with the bounds that an account of it
    claims and the document that this came from."""

    event: int | New
    document_id: int | None
    bounds: Bounds | None
    published: str | None
    binned: bool = False

    def tells(self, event: Event, published: str | None) -> bool:
        """Whether the same sentence in another document is the same account. A week later "on Monday" is another day."""
        bounds = _bounds(event)
        return self.published == published or bounds is None or self.bounds is None or self.bounds == bounds


def _bounds(event: Event) -> Bounds | None:
    return None if event.date is None else (event.date.earliest, event.date.latest)


# --- texts -------------------------------------------------------------------------------------------------------


def read_in(writing: Writing, given: Given, accept: bool, progress: Progress | None = None) -> list[Imported]:
    """Store texts and what was read in them. What is known is not suggested again, and what was rejected never. Of a text that is there
    in other blanks nothing is taken: its places would not be those of the text that is kept."""
    rows, new = _documents(writing, given)
    taken = [place for place, (row, (document, _)) in enumerate(zip(rows, given, strict=True)) if row["text"] == document.text]
    told = dict(zip(taken, suggest(writing, [(rows[each], given[each][1].events) for each in taken], accept, progress), strict=True))
    nothing = [told.get(place) or Imported(document_of(row), 0, 0, 0, True) for place, row in enumerate(rows)]
    return [replace(each, was_there=place not in new) for place, each in enumerate(nothing)]


def _documents(writing: Writing, given: Given) -> tuple[list[Row], set[int]]:
    """The row of each, and the places of those that are new. The same text may be given twice."""
    known = same_texts(writing.connection, writing.timeline_id, (document.text for document, _ in given))
    new: dict[str, dict[str, Any]] = {}
    places = set()
    found: list[Row] = []
    for place, (document, reading) in enumerate(given):
        row = known.get(document.text)
        if row is None:
            made = _new_document(writing, document, reading)
            row = new.setdefault(made["alike"], made)
            places |= {place} if row is made else set()
        found.append(row)
    stored = dict(zip(new, writing.insert(documents, list(new.values())), strict=True))
    return [stored.get(row["alike"], row) for row in found], places


def _new_document(writing: Writing, given: StoredDocument, reading: Reading) -> dict[str, Any]:
    if not given.text.strip():
        raise BadText(gettext("The text is empty; paste or choose one with words in it."), field="text")
    inferred: dict[str, Any] = {}
    if given.published is None:
        inferred = {"published": reading.published, "published_assumed": reading.published_assumed}
    return new_row(writing, replace(given, **inferred, language=given.language or reading.language, created=""))


# --- what they suggest -------------------------------------------------------------------------------------------


def suggest(
    writing: Writing, given: Sequence[tuple[Row, Sequence[Event]]], accept: bool, progress: Progress | None = None
) -> list[Imported]:
    """What documents say, as far as it is not known yet, in their order."""
    asked = [(document, marked(told)) for document, told in given]
    marks = list(dict.fromkeys(mark for _, by_mark in asked for mark in by_mark))
    plan = _Plan(accept, _holders(writing, marks, [document["id"] for document, _ in asked]))
    rejected = rejected_among(writing.connection, writing.timeline_id, marks).keys()
    for place, (document, by_mark) in enumerate(asked):
        for mark, event in by_mark.items():
            if mark not in rejected:
                plan.take(place, document, mark, event)
    made = plan.carry_out(writing, progress)
    return [
        _imported(document, told, len(by_mark.keys() & rejected), made[place])
        for place, ((document, by_mark), (_, told)) in enumerate(zip(asked, given, strict=True))
    ]


def _imported(document: Row, told: Sequence[Event], rejected: int, publics: Sequence[str]) -> Imported:
    return Imported(document_of(document), len(publics), len(told) - len(publics) - rejected, rejected, False, tuple(publics))


@dataclass(slots=True)
class _Plan:
    """What comes of it, before anything is written: events that are new, and more accounts of events that are there, by inside id."""

    accept: bool
    holders: dict[str, list[Holder]]
    new: list[New] = field(default_factory=list)
    more: dict[int, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def take(self, place: int, document: Row, mark: str, event: Event) -> None:
        holder = _same(self.holders[mark], document, event)
        if holder is not None and (holder.document_id == document["id"] or holder.binned):
            return
        placed = _placed(event, document, self.accept)
        where = self._made(placed, place, mark) if holder is None else self._told(holder.event, placed.evidence[0], document, mark)
        self.holders[mark].append(Holder(where, document["id"], _bounds(event), document["published"]))

    def _made(self, placed: Event, place: int, mark: str) -> New:
        self.new.append(New(placed, [mark, *[None] * (len(placed.evidence) - 1)], place))
        return self.new[-1]

    def _told(self, where: int | New, one: Evidence, document: Row, mark: str) -> int | New:
        if isinstance(where, New):
            where.take(one, mark)
        else:
            self.more[where].append({**evidence_columns(one, {document["public"]: document["id"]}), "fingerprint": mark})
        return where

    def carry_out(self, writing: Writing, progress: Progress | None) -> dict[int, list[str]]:
        """The ids of the new events, by the place of their text."""
        made: dict[int, list[str]] = defaultdict(list)
        done = 0
        for some in chunks(self.new, STEP):
            rows = add(writing, [each.event for each in some], [each.marks for each in some])
            for each, row in zip(some, rows, strict=True):
                made[each.place].append(row["public"])
            done += len(some)
            if progress is not None:
                progress(done, len(self.new))
        attach(writing, self.more)
        return made


def marked(given: Sequence[Event]) -> dict[str, Event]:
    """By fingerprint, each once; an event that brings none gets one from its quote."""
    found: dict[str, Event] = {}
    for event in given:
        found.setdefault(event.id or _mark_of(event, found), event)
    return found


def _mark_of(event: Event, taken: Mapping[str, Event]) -> str:
    quote = event.evidence[0].quote if event.evidence else event.title
    words = event.date.text if event.date else ""
    return next(mark for place in range(len(taken) + 1) if (mark := fingerprint(quote, words, place)) not in taken)


def _placed(event: Event, document: Row, accept: bool) -> Event:
    """A suggestion as it is stored: its evidence names the document, and says which date was claimed there."""
    proofs = event.evidence or (Evidence(quote=event.title),)
    named = tuple(replace(one, document=document["public"], claimed=one.claimed or event.date) for one in proofs)
    return replace(event, id="", status="accepted" if accept else "suggested", evidence=named)


# --- what is known -----------------------------------------------------------------------------------------------


def _same(holders: Sequence[Holder], document: Row, event: Event) -> Holder | None:
    here = [each for each in holders if each.document_id == document["id"]]
    return next(iter([*here, *(each for each in holders if each.tells(event, document["published"]))]), None)


def _holders(writing: Writing, marks: Sequence[str], here: Sequence[int]) -> dict[str, list[Holder]]:
    """By fingerprint, in the order in which they were made. Of many that claim the same for the same day of publication the first will
    do; those in the documents `here` are all there."""
    found: dict[str, list[Holder]] = defaultdict(list)
    for some in chunks(marks):
        for row in many(writing.connection, _holders_of(writing.timeline_id, some, here)):
            bounds = (row["first"], row["last"]) if row["claims"] else None
            found[row["mark"]].append(Holder(row["id"], row["document_id"], bounds, row["published"], row["binned_at"] is not None))
    return found


def _holders_of(timeline_id: int, marks: Sequence[str], here: Sequence[int]) -> Any:
    joined = evidence.join(events, evidence.c.event_id == events.c.id).outerjoin(documents, evidence.c.document_id == documents.c.id)
    mine = (events.c.timeline_id == timeline_id, evidence.c.fingerprint.in_(marks))
    first, last = (func.json_extract(evidence.c.claimed, f"$.{name}") for name in ("earliest", "latest"))
    claims = evidence.c.claimed.is_not(None)
    apart = (evidence.c.event_id, evidence.c.fingerprint, documents.c.published, claims, first, last)
    firsts = select(func.min(evidence.c.id)).select_from(joined).where(*mine).group_by(*apart)
    columns = (events.c.id, events.c.binned_at, evidence.c.document_id, documents.c.published, evidence.c.fingerprint.label("mark"))
    query = select(*columns, claims.label("claims"), first.label("first"), last.label("last")).select_from(joined)
    return query.where(*mine, or_(evidence.c.id.in_(firsts), evidence.c.document_id.in_(here))).order_by(evidence.c.id)
