"""Events as rows and rows as events, with the columns that are worked out so that the database can filter and order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from timeline.accounts import independent
from timeline.dates import EventDate
from timeline.errors import BadInput, NotFound
from timeline.events import STATUSES, Event, Evidence, event_from_json, to_json
from timeline.notation import bound_seconds
from timeline.store.records import StoredEvent
from timeline.store.rows import Row, chunks, many, single
from timeline.store.tables import OPEN, documents, events, evidence, mergers
from timeline.wording import gettext

PLAIN = ("title", "description", "category", "star", "status", "confidence")
LISTS = ("actors", "tags", "media", "place")
OF_EVIDENCE = ("quote", "start", "end", "prefix", "suffix", "source", "url", "claimed")


# --- to rows -----------------------------------------------------------------------------------------------------


def columns_of(event: Event) -> dict[str, Any]:
    """Every column that follows from the event alone. Raises BadInput or BadDate for what cannot be kept."""
    _check(event)
    written = to_json(replace(event, evidence=()))
    plain = {name: written[name] for name in (*PLAIN, *LISTS, "date")}
    dated = date_columns(event.date)
    return plain | dated | {"importance": importance(event, dated)}


def _check(event: Event) -> None:
    if not event.title.strip():
        raise BadInput(gettext("An event needs a title; say in a few words what happened."), field="title")
    if event.status not in STATUSES:
        raise BadInput(
            gettext("“%(status)s” is no status; it can be %(names)s.", status=event.status, names=", ".join(STATUSES)), field="status"
        )
    for date in {id(each): each for each in (event.date, *(one.claimed for one in event.evidence)) if each is not None}.values():
        date.checked()


def date_columns(date: EventDate | None) -> dict[str, Any]:
    if date is None:
        nothing = dict.fromkeys(("core_from", "core_to", "zone", "calendar"))
        return {"earliest": OPEN, "latest": OPEN, "asks": False, **nothing}
    # a core with one end known is certain there, and nobody vouches for more
    first, last = date.core_from or date.core_to, date.core_to or date.core_from
    return {
        "earliest": -OPEN if date.earliest is None else bound_seconds(date.earliest),
        "latest": OPEN if date.latest is None else bound_seconds(date.latest, end=True),
        "core_from": None if first is None else bound_seconds(first),
        "core_to": None if last is None else bound_seconds(last, end=True),
        "zone": date.zone,
        "calendar": date.calendar,
        "asks": date.asks,
    }


STARRED = 1000 * 3 * 64  # the importance that only a star gives


def importance(event: Event, dated: Mapping[str, Any]) -> int:
    """What is drawn first where there is no room for all: what a person starred, then what most sources tell, then what is
    accepted, then what is certain for longest. One number, so that an index can be walked. `dated` is its date as columns."""
    core = (dated["core_to"] or 0) - (dated["core_from"] or 0)
    order = {"rejected": 0, "suggested": 1, "accepted": 2}[event.status]
    return ((event.star * 1000 + min(independent(event.evidence), 999)) * 3 + order) * 64 + core.bit_length()


def evidence_columns(one: Evidence, document_ids: Mapping[str, int]) -> dict[str, Any]:
    """Raises BadInput when it points to a document that the timeline does not have."""
    if one.document is not None and one.document not in document_ids:
        raise BadInput(
            gettext(
                "The evidence “%(quote)s” names the document %(document)s, which this timeline does not have.",
                quote=one.quote[:60],
                document=one.document[:64],
            )
        )
    written = to_json(one)
    return {name: written[name] for name in OF_EVIDENCE} | {"document_id": None if one.document is None else document_ids[one.document]}


# --- from rows ---------------------------------------------------------------------------------------------------


def event_of(row: Row, proofs: Sequence[Row] = (), publics: Mapping[int, str] | None = None) -> Event:
    """`proofs` are its evidence rows in order; `publics` names their documents when the rows do not (as `document`)."""
    plain = {name: row[name] for name in (*PLAIN, *LISTS, "date")}
    named = [{"document": each.get("document") or (publics or {}).get(each["document_id"])} | dict(each) for each in proofs]
    rows = [{name: each[name] for name in EVIDENCE_FIELDS} for each in named]
    return event_from_json({**plain, "id": row["public"], "evidence": rows})


EVIDENCE_FIELDS = tuple(each.name for each in fields(Evidence))


def stored(row: Row, proofs: Sequence[Row] = (), change: int | None = None) -> StoredEvent:
    event = event_of(row, proofs)
    return StoredEvent(event, row["version"], row["binned_at"] is not None, row["created"], row["changed"], row["changed_by"], change)


def all_stored(connection: Connection, rows: Sequence[Row], change: int | None = None) -> list[StoredEvent]:
    proofs = proofs_of(connection, [row["id"] for row in rows])
    return [stored(row, proofs[row["id"]], change) for row in rows]


def proofs_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[Row]]:
    """Evidence rows by event, in order, each with the public id of its document as `document`."""
    found: dict[int, list[Row]] = defaultdict(list)
    joined = evidence.outerjoin(documents, evidence.c.document_id == documents.c.id)
    asked = select(evidence, documents.c.public.label("document")).select_from(joined)
    for some in chunks(ids):
        query = asked.where(evidence.c.event_id.in_(some)).order_by(evidence.c.event_id, evidence.c.ordinal)
        for row in many(connection, query):
            found[row["event_id"]].append(row)
    return found


def event_row(connection: Connection, timeline_id: int, public: str) -> Row:
    """An event that was merged into another leads to that one. Raises NotFound."""
    query = select(events).where(events.c.timeline_id == timeline_id, events.c.public == public)
    row = single(connection, query)
    if row is not None and row["binned_at"] is not None:
        kept = select(mergers.c.kept_id).where(mergers.c.former_id == row["id"]).scalar_subquery()
        row = single(connection, select(events).where(events.c.id == kept)) or row
    if row is None:
        raise NotFound(gettext("There is no event %(public)s in this timeline.", public=public[:64]))
    return row


def row_of(connection: Connection, number: int) -> Row:
    """By its inside id."""
    return many(connection, select(events).where(events.c.id == number))[0]


def is_merged() -> ColumnElement[bool]:
    """Whether an event is told by another one now."""
    return select(mergers.c.id).where(mergers.c.former_id == events.c.id).exists()


def rows_by_public(connection: Connection, timeline_id: int, publics: Iterable[str]) -> dict[str, Row]:
    """Without those that were merged into another."""
    found: dict[str, Row] = {}
    for some in chunks(list(publics)):
        query = select(events).where(events.c.timeline_id == timeline_id, events.c.public.in_(some), ~is_merged())
        found |= {row["public"]: row for row in many(connection, query)}
    return found


def merged_among(connection: Connection, timeline_id: int, publics: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for some in chunks(list(publics)):
        query = select(events.c.public).where(events.c.timeline_id == timeline_id, events.c.public.in_(some), is_merged())
        found |= set(connection.execute(query).scalars())
    return found
