"""Reading: pages, neighbours, windows, counts. Each takes the filter's conditions, and walks an index instead of counting off."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, or_, select

from timeline.errors import BadInput
from timeline.store import sqlite
from timeline.store.events import all_stored, event_row
from timeline.store.filters import Condition, candidates, certain, conditions, meets
from timeline.store.records import Filter, Page, StoredEvent
from timeline.store.rows import Row, many
from timeline.store.tables import OPEN, events

CHUNK = 500
MOST_A_PAGE = 1000
NARROW = 5000  # so few events are looked up and sorted faster than an index is walked

Key = tuple[int, int]
event = events.c


def wanted(connection: Connection, timeline_id: int, given: Filter, *more: Select[Any]) -> list[Condition]:
    """The filter's conditions. Where a word, a stretch of days or a document leaves few events, these are looked up; else an index is
    walked in order."""
    for query in (*more, *candidates(timeline_id, given)):
        ids = [row[0] for row in connection.execute(query.limit(NARROW))]
        if len(ids) < NARROW:
            return conditions(timeline_id, given, ids)
    return conditions(timeline_id, given)


# --- pages -------------------------------------------------------------------------------------------------------


def page(connection: Connection, timeline_id: int, given: Filter, cursor: str | None, limit: int) -> Page:
    asked = wanted(connection, timeline_id, given)
    forward, key = read_cursor(cursor)
    rows = _beside(connection, asked, key, forward, max(1, min(limit, MOST_A_PAGE)))
    first, last = (_key(rows[0]), _key(rows[-1])) if rows else (key, key)
    return Page(
        all_stored(connection, rows),
        count(connection, asked),
        _cursor(True, last) if _beside(connection, asked, last, True, 1) and last else None,
        _cursor(False, first) if first and _beside(connection, asked, first, False, 1) else None,
    )


def _key(row: Row) -> Key:
    return row["earliest"], row["id"]


def _after(key: Key) -> Condition:
    return and_(event.earliest >= key[0], or_(event.earliest > key[0], event.id > key[1]))


def _before(key: Key) -> Condition:
    return and_(event.earliest <= key[0], or_(event.earliest < key[0], event.id < key[1]))


def _beside(connection: Connection, asked: Sequence[Condition], key: Key | None, forward: bool, limit: int) -> list[Row]:
    """The next (or previous) events from a place in the order, in order."""
    query = select(events).where(*asked).limit(limit)
    query = query.order_by(event.earliest, event.id) if forward else query.order_by(event.earliest.desc(), event.id.desc())
    if key is not None:
        query = query.where(_after(key) if forward else _before(key))
    rows = many(connection, query)
    return rows if forward else rows[::-1]


def count(connection: Connection, asked: Sequence[Condition]) -> int:
    return connection.execute(select(func.count()).select_from(events).where(*asked)).scalar_one()


def _cursor(forward: bool, key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps([int(forward), *key]).encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> tuple[bool, Key | None]:
    if cursor is None:
        return True, None
    try:
        forward, *key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        earliest, number = (int(each) for each in key if abs(each) <= OPEN)
    except (ValueError, TypeError, RecursionError) as wrong:
        raise BadInput("The address of this page is damaged; start again from the first page.", field="cursor") from wrong
    return bool(forward), (earliest, number)


def every(connection: Connection, timeline_id: int, given: Filter) -> Iterator[StoredEvent]:
    """In order, some at a time, so that memory does not grow with their number."""
    asked = wanted(connection, timeline_id, given)
    key: Key | None = None
    while rows := _beside(connection, asked, key, True, CHUNK):
        yield from all_stored(connection, rows)
        key = _key(rows[-1])


def neighbours(connection: Connection, timeline_id: int, public: str, given: Filter) -> tuple[str | None, str | None, int, int]:
    """Ids before and after it in the order; its place counted from 1, or 0 when the filter leaves it out; how many there are."""
    asked = wanted(connection, timeline_id, given)
    row = event_row(connection, timeline_id, public)
    key = _key(row)
    before, after = (_beside(connection, asked, key, forward, 1) for forward in (False, True))
    inside = count(connection, [*asked, event.id == row["id"]])
    place = count(connection, [*asked, _before(key)]) + 1 if inside else 0
    return before[0]["public"] if before else None, after[0]["public"] if after else None, place, count(connection, asked)


# --- the picture -------------------------------------------------------------------------------------------------


def window(connection: Connection, timeline_id: int, given: Filter, first: int, last: int, limit: int) -> tuple[list[StoredEvent], int]:
    """The most important events that meet the seconds `first` to `last`, and how many meet them."""
    asked = wanted(connection, timeline_id, given, sqlite.ids_meeting(timeline_id, first, last))
    # not by the order of their start: the index of importance is walked until enough are found
    meeting = (sqlite.plain(event.earliest) < last, event.latest > first)
    query = select(events).where(*asked, *meeting).order_by(event.importance.desc(), event.id.desc()).limit(max(0, limit))
    return all_stored(connection, many(connection, query)), count(connection, [*asked, meets(first, last)])


def density(connection: Connection, timeline_id: int, given: Filter, edges: Sequence[int]) -> dict[str, list[tuple[int, int]]]:
    """By category, for each bin between two edges: how many lie there certainly, and how many may be later. Each event that meets
    the whole is counted once, in the bin in which it starts at the earliest, or in the first when that is before it."""
    if len(edges) < 2 or any(start >= end for start, end in pairwise(edges)):
        raise BadInput("Bins need at least two edges, each later than the one before.", field="edges")
    bins = sqlite.edges_table(edges)
    edge = bins.c
    start = case((edge.place == 0, -OPEN), else_=edge.start)
    counted = (func.count(), func.sum(case((certain(edge.start, edge.end), 1), else_=0)))
    query = select(edge.place, event.category, *counted).select_from(
        bins.join(events, and_(event.earliest >= start, event.earliest < edge.end))
    )
    query = query.where(*conditions(timeline_id, given), event.latest > edges[0]).group_by(edge.place, event.category)
    found: dict[str, list[tuple[int, int]]] = {}
    for place, category, total, sure in connection.execute(query):
        found.setdefault(category, [(0, 0)] * (len(edges) - 1))[place] = (sure, total - sure)
    return found


def extent(connection: Connection, asked: Sequence[Condition]) -> tuple[int, int] | None:
    """First and last second (exclusive) of the bounds that are known; None when none is."""
    sides = (event.earliest, event.latest)
    known = [case((and_(side > -OPEN, side < OPEN), side)) for side in sides]
    query: Select[Any] = select(*(pick(side) for pick in (func.min, func.max) for side in known)).where(*asked)
    found = connection.execute(query).one()
    ends = [each for each in found if each is not None]
    return (min(ends), max(ends)) if ends else None
