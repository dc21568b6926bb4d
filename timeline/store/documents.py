"""Texts and what was suggested from them: reading one in, and knowing again what was suggested before."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection, literal, select

from timeline.errors import BadText, NotFound
from timeline.events import Event, Evidence, Reading, fingerprint
from timeline.store.alike import alike_of
from timeline.store.changes import Writing
from timeline.store.editing import add, attach, rejected_among
from timeline.store.events import evidence_columns
from timeline.store.records import Imported, StoredDocument
from timeline.store.rows import Row, chunks, many, single
from timeline.store.slugs import random_word
from timeline.store.tables import documents, events, evidence

Progress = Callable[[int, int], None]

GIVEN = ("title", "text", "published", "published_assumed", "language", "source", "url")
FIELDS = tuple(each.name for each in fields(StoredDocument))
STEP = 200


def document_of(row: Mapping[str, Any]) -> StoredDocument:
    plain = {name: row[name] for name in FIELDS if name != "id"}
    return StoredDocument(id=row["public"], **plain)


def listed(connection: Connection, timeline_id: int) -> list[StoredDocument]:
    query = select(documents).where(documents.c.timeline_id == timeline_id).order_by(documents.c.id)
    return [document_of(row) for row in many(connection, query)]


def cited(connection: Connection, timeline_id: int, publics: Sequence[str]) -> dict[str, StoredDocument]:
    """By id, without their texts, which may be long."""
    columns = [documents.c.public, *(documents.c[name] for name in FIELDS if name not in ("id", "text")), literal("").label("text")]
    found: dict[str, StoredDocument] = {}
    for some in chunks(publics):
        query = select(*columns).where(documents.c.timeline_id == timeline_id, documents.c.public.in_(some))
        found |= {row["public"]: document_of(row) for row in many(connection, query)}
    return found


def document_row(connection: Connection, timeline_id: int, public: str) -> Row:
    query = select(documents).where(documents.c.timeline_id == timeline_id, documents.c.public == public)
    row = single(connection, query)
    if row is None:
        raise NotFound(f"There is no document {public[:64]} in this timeline.")
    return row


def new_row(writing: Writing, given: StoredDocument, public: str = "") -> dict[str, Any]:
    written = {name: getattr(given, name) for name in GIVEN}
    stamps = {**hashes_of(given.text), "created": given.created or writing.at}
    return {"public": public or random_word(), "timeline_id": writing.timeline_id, **written, **stamps}


def hashes_of(text: str) -> dict[str, str]:
    return {"sha256": hash_of(text), "alike": alike_of(text)}


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# --- reading a text in -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Holder:
    """An event that has the fingerprint already, with the claim it made and the document it came from."""

    event: Row
    document_id: int | None
    claimed: dict[str, Any] | None
    published: str | None

    def tells(self, claimed: Any, published: str | None) -> bool:
        """Whether the same sentence in another document is the same account. A week later "on Monday" is another day."""
        if self.published == published or claimed is None or self.claimed is None:
            return True
        return (self.claimed["earliest"], self.claimed["latest"]) == (claimed.earliest, claimed.latest)


def read_in(writing: Writing, given: StoredDocument, reading: Reading, accept: bool, progress: Progress | None = None) -> Imported:
    """Store a text and what was read in it. What is known is not suggested again, and what was rejected never. Of a text that is there in
    other blanks nothing is taken: its places would not be those of the text that is kept."""
    document, was_there = _document(writing, given, reading)
    if document["text"] != given.text:
        return Imported(document_of(document), 0, 0, 0, True)
    return replace(suggest(writing, document, reading.events, accept, progress), was_there=was_there)


def suggest(
    writing: Writing, document: Mapping[str, Any], given: Sequence[Event], accept: bool, progress: Progress | None = None
) -> Imported:
    """What a document says, as far as it is not known yet."""
    by_mark = marked(given)
    rejected = rejected_among(writing.connection, writing.timeline_id, list(by_mark))
    holders = _holders(writing.connection, writing.timeline_id, list(by_mark))
    asked = {mark: event for mark, event in by_mark.items() if mark not in rejected}
    same = {mark: _same(holders[mark], document, event) for mark, event in asked.items()}
    new = {mark: _placed(event, document, accept) for mark, event in asked.items() if same[mark] is None}
    rows = _add_all(writing, new, progress)
    for mark, holder in same.items():
        if holder is not None and holder.document_id != document["id"] and holder.event["binned_at"] is None:
            _attach(writing, holder, _placed(asked[mark], document, accept).evidence[0], mark, document)
    publics = tuple(row["public"] for row in rows)
    return Imported(document_of(document), len(new), len(given) - len(new) - len(rejected), len(rejected), False, publics)


def _document(writing: Writing, given: StoredDocument, reading: Reading) -> tuple[Mapping[str, Any], bool]:
    if not given.text.strip():
        raise BadText("The text is empty; paste or choose one with words in it.", field="text")
    row = same_text(writing.connection, writing.timeline_id, given.text)
    if row is not None:
        return row, True
    inferred: dict[str, Any] = {}
    if given.published is None:
        inferred = {"published": reading.published, "published_assumed": reading.published_assumed}
    whole = replace(given, **inferred, language=given.language or reading.language, created="")
    return writing.insert(documents, [new_row(writing, whole)])[0], False


def same_text(connection: Connection, timeline_id: int, text: str) -> Row | None:
    """The document with exactly this text, or else with the same in other blanks."""
    for key, value in hashes_of(text).items():
        query = select(documents).where(documents.c.timeline_id == timeline_id, documents.c[key] == value)
        row = single(connection, query.order_by(documents.c.id).limit(1))
        if row is not None:
            return row
    return None


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


def _holders(connection: Connection, timeline_id: int, marks: Sequence[str]) -> dict[str, list[Holder]]:
    found: dict[str, list[Holder]] = defaultdict(list)
    joined = evidence.join(events, evidence.c.event_id == events.c.id).outerjoin(documents, evidence.c.document_id == documents.c.id)
    of_evidence = (evidence.c.fingerprint, evidence.c.document_id, evidence.c.claimed, documents.c.published)
    for some in chunks(marks):
        query = select(events, *of_evidence).select_from(joined)
        query = query.where(events.c.timeline_id == timeline_id, evidence.c.fingerprint.in_(some)).order_by(evidence.c.id)
        for row in many(connection, query):
            found[row["fingerprint"]].append(Holder(row, row["document_id"], row["claimed"], row["published"]))
    return found


def _same(holders: Sequence[Holder], document: Mapping[str, Any], event: Event) -> Holder | None:
    here = [each for each in holders if each.document_id == document["id"]]
    return next(iter([*here, *(each for each in holders if each.tells(event.date, document["published"]))]), None)


def _placed(event: Event, document: Mapping[str, Any], accept: bool) -> Event:
    """A suggestion as it is stored: its evidence names the document, and says which date was claimed there."""
    proofs = event.evidence or (Evidence(quote=event.title),)
    named = tuple(replace(one, document=document["public"], claimed=one.claimed or event.date) for one in proofs)
    return replace(event, id="", status="accepted" if accept else "suggested", evidence=named)


def _add_all(writing: Writing, new: Mapping[str, Event], progress: Progress | None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for some in chunks(list(new.items()), STEP):
        marks = [[mark] + [None] * (len(event.evidence) - 1) for mark, event in some]
        rows += add(writing, [event for _, event in some], marks)
        if progress is not None:
            progress(len(rows), len(new))
    return rows


def _attach(writing: Writing, holder: Holder, one: Evidence, mark: str, document: Mapping[str, Any]) -> None:
    current = many(writing.connection, select(events).where(events.c.id == holder.event["id"]))[0]
    columns = {**evidence_columns(one, {document["public"]: document["id"]}), "fingerprint": mark}
    attach(writing, current, columns)
