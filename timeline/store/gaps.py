"""What a chronology lacks: stretches without an event, events that rest on one source alone, documents nobody has reviewed to the end."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ColumnElement, Connection, Integer, and_, case, cast, func, or_, select

from timeline.accounts import independent
from timeline.granules import DAY_SECONDS as DAY
from timeline.notation import Span
from timeline.store.documents import document_of
from timeline.store.events import all_stored
from timeline.store.records import DocumentState, Gap, SingleSource, StoredEvent
from timeline.store.rows import Row, chunks, many
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


# --- sources -------------------------------------------------------------------------------------------------------

TOLD = or_(evidence.c.document_id.is_not(None), *(evidence.c[name] != "" for name in ("source", "url", "quote")))
ACCOUNTS = select(func.count()).select_from(evidence).where(evidence.c.event_id == event.id, TOLD).correlate(events).scalar_subquery()


def single_source(connection: Connection, timeline_id: int, limit: int) -> SingleSource:
    """Accepted events that only one independent source tells, in the order of their dates. One account is one source; of several, what
    they say is compared."""
    mine = and_(event.timeline_id == timeline_id, ACCEPTED)
    one = and_(mine, ACCOUNTS == 1)
    total = connection.execute(select(func.count()).select_from(events).where(one)).scalar_one()
    ordered = select(event.earliest, event.id).where(one).order_by(event.earliest, event.id).limit(limit)
    first = [(row.earliest, row.id) for row in connection.execute(ordered)]
    several = _repeated(connection, timeline_id, and_(mine, ACCOUNTS > 1))
    shown = [number for _, number in sorted([*first, *several])[:limit]]
    found = _stored(connection, shown)
    return SingleSource([found[each] for each in shown], total + len(several))


def _repeated(connection: Connection, timeline_id: int, wanted: ColumnElement[bool]) -> list[tuple[int, int]]:
    """Of events with several accounts those whose accounts repeat one another: earliest start and number."""
    named = select(documents.c.public, documents.c.source).where(documents.c.timeline_id == timeline_id, documents.c.source != "")
    agencies = {row.public: row.source for row in connection.execute(named)}
    found: list[tuple[int, int]] = []
    for some in chunks(connection.execute(select(event.id).where(wanted).order_by(event.id)).scalars().all()):
        rows = many(connection, select(events).where(event.id.in_(some)))
        told = zip(rows, all_stored(connection, rows), strict=True)
        found += [(row["earliest"], row["id"]) for row, each in told if independent(each.event.evidence, agencies) == 1]
    return found


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
