"""Reading: pages, neighbours, windows, counts. Each takes the filter's conditions, and walks an index instead of counting off."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, or_, select

from timeline.errors import BadInput
from timeline.events import STATUSES
from timeline.store import sqlite
from timeline.store.counting import STARTS
from timeline.store.events import all_stored, event_row
from timeline.store.filters import Condition, candidates, conditions, meets
from timeline.store.records import Around, Filter, Page, StoredEvent
from timeline.store.rows import Row, many
from timeline.store.selections import Selection
from timeline.store.tables import OPEN, events
from timeline.store.tallies import tally_of
from timeline.wording import gettext

CHUNK = 500
MOST_A_PAGE = 1000
LOOKED_THROUGH = 20_000  # so many events of a value are looked at rather than their ends sought in indexes
NARROW = 5000  # so few events are looked up and sorted faster than an index is walked

Key = tuple[int, int]
event = events.c


def few(connection: Connection, queries: Sequence[Select[Any]]) -> list[int] | None:
    """The ids that one of these leaves, when they are few enough to be looked up."""
    for query in queries:
        some = query.limit(NARROW)
        if connection.execute(select(func.count()).select_from(some.subquery())).scalar_one() < NARROW:
            return list(connection.execute(some).scalars())
    return None


def wanted(connection: Connection, timeline_id: int, given: Filter, *more: Select[Any]) -> list[Condition]:
    """The filter's conditions. Where a word, a stretch of days or a document leaves few events, these are looked up; else an index is
    walked in order."""
    return conditions(timeline_id, given, few(connection, (*more, *candidates(timeline_id, given))))


# --- pages -------------------------------------------------------------------------------------------------------


def page(connection: Connection, timeline_id: int, given: Filter, cursor: str | None, limit: int, held: Selection | None = None) -> Page:
    asked = wanted(connection, timeline_id, given) if held is None else []
    beside = partial(_beside, connection, asked) if held is None else partial(_held_beside, connection, held)
    forward, key = read_cursor(cursor)
    rows = beside(key, forward, max(1, min(limit, MOST_A_PAGE)))
    first, last = (_key(rows[0]), _key(rows[-1])) if rows else (key, key)
    return Page(
        all_stored(connection, rows),
        total(connection, timeline_id, given, asked) if held is None else len(held),
        _cursor(True, last) if beside(last, True, 1) and last else None,
        _cursor(False, first) if first and beside(first, False, 1) else None,
    )


def _held_beside(connection: Connection, held: Selection, key: Key | None, forward: bool, limit: int) -> list[Row]:
    return rows_of(connection, held.beside(key, forward, limit))


def rows_of(connection: Connection, ids: Sequence[int]) -> list[Row]:
    """Of these events, in their order."""
    rows = {row["id"]: row for row in many(connection, select(events).where(event.id.in_(sqlite.listed(ids))))}
    return [rows[number] for number in ids]


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


def total(connection: Connection, timeline_id: int, given: Filter, asked: Sequence[Condition] | None = None) -> int:
    """How many events meet a filter: as it is kept, where it is."""
    if tally := tally_of(connection, timeline_id, given):
        return tally.every().total()
    return count(connection, wanted(connection, timeline_id, given) if asked is None else asked)


def count(connection: Connection, asked: Sequence[Condition]) -> int:
    return connection.execute(select(func.count()).select_from(events).where(*asked)).scalar_one()


def _cursor(forward: bool, key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps([int(forward), *key]).encode()).decode().rstrip("=")


def cursor_at(connection: Connection, timeline_id: int, public: str) -> str:
    """Of the page that begins with this event."""
    earliest, number = _key(event_row(connection, timeline_id, public))
    return _cursor(True, (earliest, number - 1))


LAST_PAGE = _cursor(False, (OPEN, OPEN))  # what lies before the end


def read_cursor(cursor: str | None) -> tuple[bool, Key | None]:
    if cursor is None:
        return True, None
    try:
        forward, *key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        earliest, number = (int(each) for each in key if abs(each) <= OPEN)
    except (ValueError, TypeError, RecursionError) as wrong:
        raise BadInput(gettext("The address of this page is damaged; start again from the first page."), field="cursor") from wrong
    return bool(forward), (earliest, number)


def every(connection: Connection, timeline_id: int, given: Filter) -> Iterator[StoredEvent]:
    """In order, some at a time, so that memory does not grow with their number."""
    asked = wanted(connection, timeline_id, given)
    key: Key | None = None
    while rows := _beside(connection, asked, key, True, CHUNK):
        yield from all_stored(connection, rows)
        key = _key(rows[-1])


def neighbours(
    connection: Connection, timeline_id: int, public: str, given: Filter, held: Selection | None = None
) -> tuple[str | None, str | None, int, int]:
    """Ids before and after it in the order; its place counted from 1, or 0 when the filter leaves it out; how many there are."""
    row = event_row(connection, timeline_id, public)
    key = _key(row)
    if held is not None:
        previous, following = (_held_beside(connection, held, key, forward, 1) for forward in (False, True))
        place = held.before(key)
        inside = held.ids[place : place + 1].tolist() == [row["id"]]
        return _publics(previous, following, place + 1 if inside else 0, len(held))
    asked = wanted(connection, timeline_id, given)
    before, after = (_beside(connection, asked, key, forward, 1) for forward in (False, True))
    inside = bool(count(connection, [*asked, event.id == row["id"]]))
    place = _place(connection, timeline_id, given, asked, key) if inside else 0
    return _publics(before, after, place, total(connection, timeline_id, given, asked))


def _publics(before: Sequence[Row], after: Sequence[Row], place: int, every: int) -> tuple[str | None, str | None, int, int]:
    return before[0]["public"] if before else None, after[0]["public"] if after else None, place, every


def beside(
    connection: Connection, timeline_id: int, given: Filter, forward: bool, public: str | None, second: int | None
) -> StoredEvent | None:
    """The next event in the order after (or before) one, or a second, or of all; none of them is counted."""
    key = None if second is None else (second, 0)
    if public is not None:
        key = _key(event_row(connection, timeline_id, public))
    rows = _beside(connection, wanted(connection, timeline_id, given), key, forward, 1)
    return all_stored(connection, rows)[0] if rows else None


def _place(connection: Connection, timeline_id: int, given: Filter, asked: Sequence[Condition], key: Key) -> int:
    if tally := tally_of(connection, timeline_id, given):
        with_it = count(connection, [*asked, event.earliest == key[0], event.id < key[1]])
        return tally.before((STARTS, key[0]))[0].total() + with_it + 1
    return count(connection, [*asked, _before(key)]) + 1


# --- the picture -------------------------------------------------------------------------------------------------


def meeting(connection: Connection, timeline_id: int, given: Filter, first: int, last: int) -> int:
    if tally := tally_of(connection, timeline_id, given):
        return tally.meeting(first, last)
    asked = wanted(connection, timeline_id, given, sqlite.ids_meeting(timeline_id, first, last))
    return count(connection, [*asked, meets(first, last)])


def around(connection: Connection, timeline_id: int, given: Filter, first: int, last: int) -> Around:
    """How many have a date, end before `first`, begin at `last` or later, have no date."""
    if tally := tally_of(connection, timeline_id, given):
        return Around(*tally.around(first, last))
    asked = wanted(connection, timeline_id, given)
    kinds = (event.earliest < OPEN, event.latest <= first, and_(event.earliest >= last, event.earliest < OPEN), event.earliest >= OPEN)
    sums = (func.coalesce(func.sum(case((kind, 1), else_=0)), 0) for kind in kinds)
    return Around(*connection.execute(select(*sums).where(*asked)).one())


def check_edges(edges: Sequence[int]) -> None:
    if len(edges) < 2 or any(start >= end for start, end in pairwise(edges)):
        raise BadInput(gettext("Bins need at least two edges, each later than the one before."), field="edges")


def extent(connection: Connection, timeline_id: int, given: Filter) -> tuple[int, int] | None:
    """First and last second (exclusive) of the bounds that are known; None when none is. Each end is looked up in an index, of one
    status at a time."""
    tally = tally_of(connection, timeline_id, given)
    if tally and not tally.whole and tally.every().total() < LOOKED_THROUGH:
        ends = tally.ends()
        return (min(ends), max(ends)) if ends else None
    ends = []
    for status in given.statuses or STATUSES:
        asked = wanted(connection, timeline_id, replace(given, statuses=(status,)))
        for side in (event.earliest, event.latest):
            known = select(side).where(*asked, side > -OPEN, side < OPEN).limit(1)
            ends += connection.execute(known.order_by(side)).scalars().all()
            ends += connection.execute(known.order_by(side.desc())).scalars().all()
    return (min(ends), max(ends)) if ends else None
