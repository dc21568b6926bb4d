"""What a chronology lacks: stretches without an event, events that rest on one source alone, documents nobody has reviewed to the end."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ColumnElement, Connection, Integer, and_, case, cast, func, select

from timeline.granules import DAY_SECONDS as DAY
from timeline.notation import Span
from timeline.store.documents import document_of
from timeline.store.events import all_stored
from timeline.store.records import DocumentState, Gap, StoredEvent
from timeline.store.rows import Row, many
from timeline.store.tables import OPEN, documents, events, evidence

event = events.c
ACCEPTED = and_(event.binned_at.is_(None), event.status == "accepted")
# where an event certainly has begun and may still be; nobody vouches for an open end beyond what is known
START: ColumnElement[int] = case((event.earliest <= -OPEN, func.coalesce(event.core_from, event.latest - DAY)), else_=event.earliest)
END: ColumnElement[int] = case((event.latest >= OPEN, func.coalesce(event.core_to, event.earliest + DAY)), else_=event.latest)


def longest(connection: Connection, timeline_id: int, limit: int, category: str | None = None) -> list[Gap]:
    """The longest stretches that no accepted event even possibly touches, between the first and the last of them; longest first."""
    mine = and_(event.timeline_id == timeline_id, ACCEPTED, event.earliest < OPEN, event.latest > -OPEN)
    mine = mine if category is None else and_(mine, event.category == category)
    spans = select(event.id, START.label("start"), END.label("end")).where(mine).subquery()
    reach = func.max(spans.c.end).over(order_by=(spans.c.start, spans.c.id), rows=(None, -1))
    reached = select(spans.c.id, spans.c.start, cast(reach, Integer).label("reach")).subquery()
    empty = (reached.c.start - reached.c.reach).label("empty")
    query = select(reached, empty).where(reached.c.start - reached.c.reach >= DAY).order_by(empty.desc(), reached.c.start).limit(limit)
    rows = many(connection, query)
    ends = {row["reach"]: _ending(connection, mine, row["reach"]) for row in rows}
    found = _stored(connection, [row["id"] for row in rows] + [each for each in ends.values() if each is not None])
    return [_gap(row, found, ends[row["reach"]]) for row in rows]


def _ending(connection: Connection, mine: ColumnElement[bool], reach: int) -> int | None:
    return connection.execute(select(event.id).where(mine, END.between(reach, reach)).order_by(event.id).limit(1)).scalar()


def _gap(row: Row, found: dict[int, StoredEvent], before: int | None) -> Gap:
    """In whole days, also where a time of day bounds it."""
    first, last = -(-row["reach"] // DAY), row["start"] // DAY
    span = Span(first * DAY, last * DAY)
    return Gap(str(span.earliest), str(span.latest), last - first, found.get(before or 0), found[row["id"]])


def _stored(connection: Connection, ids: list[int]) -> dict[int, StoredEvent]:
    rows = many(connection, select(events).where(event.id.in_(set(ids))))
    return {row["id"]: each for row, each in zip(rows, all_stored(connection, rows), strict=True)}


# --- documents ---------------------------------------------------------------------------------------------------


def states(connection: Connection, timeline_id: int) -> list[DocumentState]:
    """Every document with how many of the events that rest on it wait, were accepted, were rejected; those that wait come first."""
    joined = evidence.join(events, evidence.c.event_id == event.id)
    counted = func.count(func.distinct(event.id))
    of = (event.timeline_id == timeline_id, event.binned_at.is_(None), evidence.c.document_id.is_not(None))
    query = (
        select(evidence.c.document_id, event.status, counted).select_from(joined).where(*of).group_by(evidence.c.document_id, event.status)
    )
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for document, status, count in connection.execute(query.group_by(evidence.c.document_id, event.status)):
        counts[document][status] = count
    rows = many(connection, select(documents).where(documents.c.timeline_id == timeline_id).order_by(documents.c.id))
    made = [_state(row, counts[row["id"]]) for row in rows]
    return sorted(made, key=lambda each: -each.suggested)


def _state(row: Row, count: dict[str, int]) -> DocumentState:
    return DocumentState(document_of({**row, "text": ""}), *(count.get(name, 0) for name in ("suggested", "accepted", "rejected")))
