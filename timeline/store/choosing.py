"""Which events of a window are drawn where there is no room for all: the most important ones.

An index of importance is walked until enough are found, or, where few lie in the window, those are looked up and sorted.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, false, or_, select

from timeline.events import STATUSES
from timeline.store import sqlite
from timeline.store.counting import CATEGORY, FIELDS
from timeline.store.filters import candidates, conditions
from timeline.store.prepared import Prepared, among, as_list
from timeline.store.queries import few
from timeline.store.records import Filter
from timeline.store.selections import Selection
from timeline.store.sqlite import plain
from timeline.store.tables import events, facet_events, facets
from timeline.store.tallies import Tally, tally_of

event, told = events.c, facet_events.c
# how many times longer it takes to look up one event of a window than to pass one in the order of importance
LOOKED_UP = 12
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
    passed = tally.every().total() * min(1.0, limit / total)
    near = passed > WALKED and LOOKED_UP * tally.of_all().meeting(first, last) < passed
    make = _looked_up if near else _in_order
    query = make(value is not None, tally.narrowed, len(tally.statuses) == 1)
    days = {"first_day": sqlite.day_of(first), "last_day": sqlite.day_of(last)}
    asked: dict[str, Any] = {"timeline": tally.timeline_id, "value": value, "first": first, "last": last, "limit": limit, **days}
    statuses = [STATUSES[number] for number in tally.statuses]
    asked |= {"statuses": as_list(tally.statuses), "status_names": as_list(statuses), "status": statuses[0]}
    asked |= {"categories": as_list(list(tally.categories)), "category_names": as_list(list(tally.categories.values()))}
    return [row[0] for row in query.rows(connection, **asked)]


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
    days = sqlite.event_days.c
    same = (days.timeline <= bindparam("timeline"), days.timeline_too >= bindparam("timeline"))
    met = select(days.id).where(days.first <= bindparam("last_day"), days.last >= bindparam("first_day"), *same)
    here = [event.id.in_(met), event.earliest < bindparam("last"), event.latest > bindparam("first"), *map(plain, _live(single))]
    mine = select(told.event_id).where(plain(told.facet_id) == bindparam("value"), told.event_id == event.id)
    here += [mine.exists()] if valued else []
    here += _of_category(event, narrowed)
    return Prepared(select(event.id).where(*here).order_by(event.importance.desc(), event.id.desc()).limit(bindparam("limit")))


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
    value = None if given.binned else _value_of(connection, timeline_id, given)
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


def _value_of(connection: Connection, timeline_id: int, given: Filter) -> int | None:
    """The number of the rarest value that an event must have."""
    named = [(facet, getattr(given, name)) for name, facet in (*FIELDS.items(), ("categories", CATEGORY))]
    single = [and_(facets.c.facet == facet, facets.c.value == values[0]) for facet, values in named if len(values) == 1]
    query = select(facets.c.id).where(facets.c.timeline_id == timeline_id, or_(false(), *single))
    return connection.execute(query.order_by(facets.c.accepted + facets.c.suggested + facets.c.rejected).limit(1)).scalar()
