"""Which events of a window are drawn where there is no room for all: the most important ones.

An index of importance is walked until enough are found, or, where few lie in the window, those are looked up and sorted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select, text, union_all

from timeline.events import STATUSES
from timeline.store import sqlite
from timeline.store.filters import candidates, conditions, rarest
from timeline.store.prepared import Prepared, among
from timeline.store.queries import few
from timeline.store.records import Filter
from timeline.store.selections import Selection
from timeline.store.sqlite import plain
from timeline.store.tables import LONG, events, facet_events
from timeline.store.tallies import MONTH, Tally, tally_of

event, told = events.c, facet_events.c
# how many times longer it takes to look up one event of a window, of all or of a value, than to pass one in the order of importance
LOOKED_UP, LOOKED_UP_BY_VALUE = 12, 3
LASTING = 0.15  # about as many of all last longer than a month, and are passed besides
WALKED = 2000  # so many are passed without thinking about it


def important(
    connection: Connection,
    timeline_id: int,
    given: Filter,
    first: int,
    last: int,
    limit: int,
    held: Selection | None = None,
    total: int | None = None,
) -> Sequence[int]:
    """The inside ids of the most important events that meet the seconds `first` to `last`; `total` is how many meet them, where that is
    known already."""
    if held is not None:
        return held.important(first, last, limit)
    tally = tally_of(connection, timeline_id, given)
    if tally is None:
        return _by_filter(connection, timeline_id, given, first, last, limit)
    total = tally.meeting(first, last) if total is None else total
    return _by_tally(connection, tally, first, last, limit, total) if total else []


# --- where counts are kept -----------------------------------------------------------------------------------------------


def _by_tally(connection: Connection, tally: Tally, first: int, last: int, limit: int, total: int) -> list[int]:
    value = _walked(tally)
    query = _sooner(tally, value, first, last, limit, total)(value is not None, tally.narrowed, len(tally.statuses) == 1)
    days = {"first_day": sqlite.day_of(first), "last_day": sqlite.day_of(last)}
    asked = {"value": value, "status": STATUSES[tally.statuses[0]], "first": first, "last": last, "since": first - MONTH, "limit": limit}
    return [row[0] for row in query.rows(connection, **tally.bound, **days, **asked)]


def _sooner(tally: Tally, value: int | None, first: int, last: int, limit: int, total: int) -> Callable[[bool, bool, bool], Prepared]:
    """Which way has less to look at."""
    wider = tally.of_all() if value is None else tally.of_value(value)
    every = wider.every().total()
    passed = every * min(1.0, limit / total)
    if passed < WALKED:
        return _in_order
    met = wider.meeting(first, last)
    near = met * LOOKED_UP if value is None else met * LOOKED_UP_BY_VALUE + every * LASTING
    return _looked_up if near < passed else _in_order


def _walked(tally: Tally) -> int | None:
    """The number of the one value that an event must have."""
    if not tally.whole:
        return next(iter(tally.values))
    return next(iter(tally.categories)) if tally.narrowed and len(tally.categories) == 1 else None


@cache
def _in_order(valued: bool, narrowed: bool, single: bool) -> Prepared:
    """Of a value, or of all."""
    of: Any = told if valued else event
    number = told.event_id if valued else event.id
    # not by the order of their start
    here = [plain(of.earliest) < bindparam("last"), of.latest > bindparam("first")]
    here += [told.facet_id == bindparam("value"), told.status.in_(among("statuses"))] if valued else _live(single)
    here += _of_category(of, narrowed)
    return Prepared(select(number).where(*here).order_by(of.importance.desc(), number.desc()).limit(bindparam("limit")))


@cache
def _looked_up(valued: bool, narrowed: bool, single: bool) -> Prepared:
    query = _of_value(narrowed) if valued else _of_days(narrowed, single)
    return Prepared(query.limit(bindparam("limit")))


def _of_value(narrowed: bool) -> Select[Any]:
    """Those that last a month at most are near in the order of their start, the others have an index of their own."""
    met = [told.facet_id == bindparam("value"), told.latest > bindparam("first"), told.status.in_(among("statuses"))]
    met += _of_category(told, narrowed)
    asked = select(told.event_id, told.importance)
    near = (told.earliest >= bindparam("since"), told.earliest < bindparam("last"), text(f"NOT ({LONG})"))
    found = union_all(asked.where(*met, *near), asked.where(*met, plain(told.earliest) < bindparam("last"), text(LONG))).subquery().c
    return select(found.event_id).order_by(found.importance.desc(), found.event_id.desc())


def _of_days(narrowed: bool, single: bool) -> Select[Any]:
    days = sqlite.event_days.c
    same = (days.timeline <= bindparam("timeline"), days.timeline_too >= bindparam("timeline"))
    met = select(days.id).where(days.first <= bindparam("last_day"), days.last >= bindparam("first_day"), *same)
    here = [event.id.in_(met), event.earliest < bindparam("last"), event.latest > bindparam("first"), *map(plain, _live(single))]
    return select(event.id).where(*here, *_of_category(event, narrowed)).order_by(event.importance.desc(), event.id.desc())


def _live(single: bool) -> list[ColumnElement[bool]]:
    """An index goes on in order behind a single status; behind a list of them it does not."""
    status = event.status == bindparam("status") if single else plain(event.status).in_(among("status_names"))
    return [event.timeline_id == bindparam("timeline"), event.binned_at.is_(None), status]


def _of_category(of: Any, narrowed: bool) -> list[ColumnElement[bool]]:
    if not narrowed:
        return []
    return [of.category.in_(among("categories" if of is told else "category_names"))]


# --- under any filter ------------------------------------------------------------------------------------------------------


def _by_filter(connection: Connection, timeline_id: int, given: Filter, first: int, last: int, limit: int) -> Sequence[int]:
    value, _ = (None if given.binned else rarest(connection, timeline_id, given)) or (None, "")
    ids = few(connection, (*candidates(timeline_id, given), sqlite.ids_meeting(timeline_id, first, last)))
    if value is None or ids is not None:
        meeting = (plain(event.earliest) < last, event.latest > first)
        query = select(event.id).where(*conditions(timeline_id, given, ids), *meeting)
        query = query.order_by(event.importance.desc(), event.id.desc())
    else:
        asked = (told.facet_id == value, plain(told.earliest) < last, told.latest > first)
        query = select(told.event_id).where(*asked).order_by(told.importance.desc(), told.event_id.desc())
        query = query.join(events, event.id == told.event_id).where(*conditions(timeline_id, given))
    return connection.execute(query.limit(limit)).scalars().all()
