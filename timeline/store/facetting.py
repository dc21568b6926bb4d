"""What a filter leaves, value by value: the choices beside a timeline, and its lanes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Join, Select, and_, case, func, literal, select

from timeline.errors import BadInput
from timeline.events import STATUSES
from timeline.store import sqlite, tallies
from timeline.store.counting import CATEGORY, FACETS, FIELDS
from timeline.store.filters import certain, conditions
from timeline.store.queries import wanted
from timeline.store.records import FacetCounts, Filter
from timeline.store.rows import chunks
from timeline.store.tables import OPEN, documents, events, facet_events, facets
from timeline.store.tallies import Columns
from timeline.wording import gettext

STATUS = "status"
EVERY = (*FACETS, STATUS)
MOST_COUNTED = 40_000  # of more events than these the values are not counted again
LANES = 12
OTHER = "\0other"  # no value has a NUL
NO_LANES = "none"
CHOICES = {facet: field for field, facet in FIELDS.items()} | {CATEGORY: "categories", STATUS: "statuses"}
Rows = list[tuple[str, int]]

event, each = events.c, facet_events.c


# --- choices -------------------------------------------------------------------------------------------------------


def counts(connection: Connection, timeline_id: int, given: Filter, names: Sequence[str], top: int) -> list[FacetCounts]:
    """Each facet as if nothing of it were chosen yet, so that one sees what else there is."""
    if unknown := [name for name in names if name not in EVERY]:
        raise BadInput(
            gettext("“%(value)s” is no facet; it can be %(names)s.", value=unknown[0][:40], names=", ".join(EVERY)), field="facet"
        )
    counted: dict[Filter, dict[str, Rows] | None] = {}
    return [_counts(connection, timeline_id, _without(given, name), name, top, counted) for name in names]


def _without(given: Filter, name: str) -> Filter:
    nothing: dict[str, Any] = {CHOICES[name]: ()}
    return replace(given, **nothing)


def _counts(
    connection: Connection, timeline_id: int, given: Filter, name: str, top: int, counted: dict[Filter, dict[str, Rows] | None]
) -> FacetCounts:
    """`counted` has what was looked up for other facets under the same filter."""
    tally = tallies.tally_of(connection, timeline_id, given)
    if tally and name == CATEGORY:
        return _cut(connection, timeline_id, name, tally.every().most_common(), top)
    if tally and name == STATUS and not given.categories:
        return _cut(connection, timeline_id, name, list(tally.by_status().items()), top)
    if tally and tally.whole and not given.categories:
        return _overall(connection, timeline_id, given, name, top)
    if given not in counted:
        ids = _few(connection, timeline_id, given)
        counted[given] = None if ids is None else _counted(connection, timeline_id, ids)
    rows = counted[given]
    if rows is None:
        return replace(_overall(connection, timeline_id, given, name, top), exact=False)
    return _cut(connection, timeline_id, name, rows.get(name, []), top)


def _few(connection: Connection, timeline_id: int, given: Filter) -> list[int] | None:
    tally = tallies.tally_of(connection, timeline_id, given)
    if tally and tally.every().total() >= MOST_COUNTED:
        return None
    query = select(event.id).where(*wanted(connection, timeline_id, given)).limit(MOST_COUNTED)
    ids = [row[0] for row in connection.execute(query)]
    return ids if len(ids) < MOST_COUNTED else None


def _counted(connection: Connection, timeline_id: int, ids: Sequence[int]) -> dict[str, Rows]:
    """Of all facets at once, the most frequent values first."""
    query = select(event.status, func.count()).where(event.id.in_(sqlite.listed(ids))).group_by(event.status)
    found: dict[str, Rows] = {STATUS: sorted(((row[0], row[1]) for row in connection.execute(query)), key=lambda row: -row[1])}
    numbers = select(each.facet_id, func.count().label("count")).where(each.event_id.in_(sqlite.listed(ids))).group_by(each.facet_id)
    sums = numbers.subquery()
    values = select(facets.c.facet, facets.c.value, sums.c.count).join(sums, sums.c.facet_id == facets.c.id)
    for facet, value, count in connection.execute(
        values.where(facets.c.timeline_id == timeline_id).order_by(sums.c.count.desc(), facets.c.value)
    ):
        found.setdefault(facet, []).append((value, count))
    return found


def _overall(connection: Connection, timeline_id: int, given: Filter, name: str, top: int) -> FacetCounts:
    """As they are kept, of these statuses."""
    columns = [facets.c[status] for status in given.statuses or STATUSES]
    total = columns[0] if len(columns) == 1 else columns[0] + sum(columns[1:-1], start=columns[-1])
    mine = (facets.c.timeline_id == timeline_id, facets.c.facet == name, total > 0)
    rows = connection.execute(select(facets.c.value, total).where(*mine).order_by(total.desc(), facets.c.id).limit(top)).all()
    every = connection.execute(select(func.count()).select_from(facets).where(*mine)).scalar_one()
    named = _cut(connection, timeline_id, name, [(row[0], row[1]) for row in rows], top)
    return replace(named, more=every - len(rows))


def _cut(connection: Connection, timeline_id: int, name: str, rows: Sequence[tuple[str, int]], top: int) -> FacetCounts:
    shown = [row for row in rows if row[1]]
    labels = _labels(connection, timeline_id, [value for value, _ in shown[:top]]) if name == "source" else {}
    told = tuple((value, labels.get(value, value), count) for value, count in shown[:top])
    return FacetCounts(name, told, len(shown) - len(told))


def _labels(connection: Connection, timeline_id: int, publics: Sequence[str]) -> dict[str, str]:
    """Documents by their titles."""
    found: dict[str, str] = {}
    for some in chunks(publics):
        query = select(documents.c.public, documents.c.title).where(documents.c.timeline_id == timeline_id, documents.c.public.in_(some))
        found |= {row.public: row.title for row in connection.execute(query) if row.title}
    return found


# --- lanes ---------------------------------------------------------------------------------------------------------


def lane_values(connection: Connection, timeline_id: int, given: Filter, lanes: str) -> list[tuple[str, str]]:
    """The values that have a lane of their own, largest first, each with what to call it; all others share one."""
    if lanes not in FACETS:
        raise BadInput(
            gettext(
                "There are no lanes by “%(lanes)s”; there are by %(names)s or %(no_lanes)s.",
                lanes=lanes[:40],
                names=", ".join(FACETS),
                no_lanes=NO_LANES,
            ),
            field="lanes",
        )
    return [(value, label) for value, label, _ in _overall(connection, timeline_id, given, lanes, LANES).rows]


def lanes_of(connection: Connection, timeline_id: int, given: Filter, publics: Sequence[str], lanes: str) -> dict[str, str]:
    """In which lane each of these events lies: that of the first value it names."""
    own = {value for value, _ in lane_values(connection, timeline_id, given, lanes)}
    query = select(event.public, facets.c.value).select_from(_led())
    mine = (event.timeline_id == timeline_id, event.public.in_(publics), facets.c.facet == lanes)
    return {row[0]: row[1] if row[1] in own else OTHER for row in connection.execute(query.where(*mine))}


def _led() -> Join:
    return events.join(facet_events, and_(each.event_id == event.id, each.led)).join(facets, facets.c.id == each.facet_id)


def columns(connection: Connection, timeline_id: int, given: Filter, edges: Sequence[int], lanes: str) -> Columns | None:
    """As they are kept; None when they have to be counted."""
    tally = tallies.tally_of(connection, timeline_id, given)
    if tally is None:
        return None
    if lanes == CATEGORY:
        return tally.columns(edges)
    if lanes == NO_LANES:
        return {"": _summed(list(tally.columns(edges).values()), len(edges) - 1)}
    return _by_value(connection, timeline_id, given, edges, lanes, tally) if tally.whole else None


def _by_value(connection: Connection, timeline_id: int, given: Filter, edges: Sequence[int], lanes: str, whole: tallies.Tally) -> Columns:
    """Each value counted for itself; what is left of all is the lane of the others."""
    found: Columns = {}
    own = [value for value, _ in lane_values(connection, timeline_id, given, lanes)]
    mine = (facets.c.timeline_id == timeline_id, facets.c.facet == lanes, facets.c.value.in_(own))
    rows = connection.execute(select(facets.c.id, facets.c.value, facets.c.dense).where(*mine)).all()
    for dense in (True, False):
        if values := {row.id: row.value for row in rows if row.dense is dense}:
            tally = tallies.of_values(connection, timeline_id, values, given, led=True)
            found |= tally.columns(edges) if dense else tally.counted(edges)
    every = _summed(list(whole.columns(edges).values()), len(edges) - 1)
    taken = _summed(list(found.values()), len(edges) - 1)
    rest = [(sure - less, pale - paler) for (sure, pale), (less, paler) in zip(every, taken, strict=True)]
    return {value: column for value, column in (found | {OTHER: rest}).items() if any(map(any, column))}


def _summed(lanes: Sequence[list[tuple[int, int]]], count: int) -> list[tuple[int, int]]:
    return [(sum(lane[place][0] for lane in lanes), sum(lane[place][1] for lane in lanes)) for place in range(count)]


def by_hand(connection: Connection, timeline_id: int, given: Filter, edges: Sequence[int], lanes: str) -> Columns:
    """Under any filter, each event looked at. Each that meets the whole is counted once, in the bin in which it starts at the earliest,
    or in the first when that is before it."""
    table = sqlite.edges_table(edges)
    edge = table.c
    start = case((edge.place == 0, -OPEN), else_=edge.start)
    lane = literal("") if lanes == NO_LANES else event.category if lanes == CATEGORY else facets.c.value
    counted = (func.count(), func.sum(case((certain(edge.start, edge.end), 1), else_=0)))
    joined = events if lanes in (NO_LANES, CATEGORY) else _led()
    query: Select[Any] = select(edge.place, lane, *counted).select_from(
        table.join(joined, and_(event.earliest >= start, event.earliest < edge.end))
    )
    asked = wanted(connection, timeline_id, given) if _counted_by_ids(given) else conditions(timeline_id, given)
    mine = () if joined is events else (facets.c.facet == lanes,)
    query = query.where(*asked, *mine, event.latest > edges[0]).group_by(edge.place, lane)
    own = None if joined is events else {value for value, _ in lane_values(connection, timeline_id, given, lanes)}
    found: Columns = {}
    for place, name, total, sure in connection.execute(query):
        column = found.setdefault(name if own is None or name in own else OTHER, [(0, 0)] * (len(edges) - 1))
        column[place] = (column[place][0] + sure, column[place][1] + total - sure)
    return found


def _counted_by_ids(given: Filter) -> bool:
    return bool(given.q.strip() or given.document or any(getattr(given, name) for name in FIELDS))
