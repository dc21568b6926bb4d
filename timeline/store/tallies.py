"""Counts read from what is kept (counting.py) instead of counted off: how many there are, lie before, start in each column.

They answer a Filter that asks for statuses, categories and at most one value of one other facet; for others `tally_of` says None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, takewhile
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, func, select, union_all

from timeline import bins
from timeline.events import STATUSES
from timeline.store import sqlite
from timeline.store.counting import (
    ALL,
    CATEGORY,
    CORE_ENDS,
    CORE_STARTS,
    ENDS,
    EVERY,
    FIELDS,
    FINE_LADDER,
    LADDER,
    STARTS,
    UNDATED,
)
from timeline.store.records import Filter
from timeline.store.tables import OPEN, densities, events, facet_events, facets

event, kept, each = events.c, densities.c, facet_events.c
NOWHERE = -(2**62)  # before every bin
Counts = Counter[str]  # by the name of a category
Columns = dict[str, list[tuple[int, int]]]  # by lane: certainly, possibly, for each column

# which second of an event is counted on each side, and whether it is the last one before an exclusive end
SECONDS = {STARTS: (event.earliest, 0), ENDS: (event.latest, 1), CORE_STARTS: (event.core_from, 0), CORE_ENDS: (event.core_to, 1)}


@dataclass(frozen=True, slots=True)
class Tally:
    """Of the events with a value, of these statuses and categories (number: name), by category. `led`: by value (number: name), of those
    that name it first."""

    connection: Connection
    timeline_id: int
    values: dict[int, str]
    whole: bool
    statuses: tuple[int, ...]
    categories: dict[int, str]
    led: bool = False
    narrowed: bool = True

    @property
    def lanes(self) -> dict[int, str]:
        return self.values if self.led else self.categories

    # --- as they were counted ----------------------------------------------------------------------------------------

    def _of(self, side: int, *more: ColumnElement[bool], step: int) -> Select[Any]:
        count, sure = (kept.led, kept.led_sure) if self.led else (kept.count, kept.sure)
        here = (kept.facet_id.in_(self.values), kept.side == side, kept.step == step, *more)
        mine = (kept.status.in_(self.statuses), *((kept.category.in_(self.categories),) if self.narrowed else ()))
        lane = (kept.facet_id if self.led else kept.category).label("lane")
        return select(kept.bin, lane, count.label("count"), sure.label("sure")).where(*here, *mine)

    def _sum(self, query: Any) -> Counts:
        rows = query.subquery().c
        sums = self.connection.execute(select(rows.lane, func.sum(rows.count)).group_by(rows.lane))
        return Counter({self.lanes[number]: count for number, count in sums})

    def every(self) -> Counts:
        return self._sum(self._of(EVERY, step=0))

    def undated(self) -> int:
        return self._sum(self._of(UNDATED, step=0)).total()

    def by_status(self) -> dict[str, int]:
        query = select(kept.status, func.sum(kept.count)).where(kept.facet_id.in_(self.values), kept.side == EVERY)
        return {STATUSES[status]: count for status, count in self.connection.execute(query.group_by(kept.status))}

    def before(self, side: int, second: int) -> Counts:
        """How many have that second of theirs before this one: centuries, then years, months (and days), then what is left."""
        numbers = bins.places_at(second)
        given: dict[str, Any] = {"numbers": list(self.values), "side": side, "statuses": self.statuses, "categories": list(self.categories)}
        low = NOWHERE
        for step in FINE_LADDER if self.whole else LADDER:
            given |= {f"low_{step}": low if low == NOWHERE else bins.places_at(low)[step], f"high_{step}": numbers[step]}
            low = bins.start(step, numbers[step])
        rows = self.connection.execute(_before(self.whole, self.led, self.narrowed), given)
        counts = Counter({self.lanes[row[0]]: row[1] for row in rows})
        return counts + self._between(side, low, second) if low < second else counts

    def _between(self, side: int, first: int, last: int) -> Counts:
        lane = each.facet_id if self.led else each.category
        column, later = SECONDS[side]
        between = (column >= first + later, column < last + later)
        if side == STARTS and not self.whole:
            here = (*self._mine(), each.earliest >= first, each.earliest < last)
            query = select(lane, func.count()).where(*here).group_by(lane)
        elif self.led:
            mine = (each.event_id == event.id, each.facet_id.in_(self.values), each.led)
            query = select(lane, func.count()).where(*self._events(), *between, *mine).group_by(lane)
        else:
            query = select(event.category, func.count()).where(*self._events(), *between).group_by(event.category)
            if not self.whole:
                query = query.where(select(each.event_id).where(each.event_id == event.id, each.facet_id.in_(self.values)).exists())
            return Counter({row[0]: row[1] for row in self.connection.execute(query)})
        return Counter({self.lanes[row[0]]: row[1] for row in self.connection.execute(query)})

    # --- windows and columns -----------------------------------------------------------------------------------------

    def meeting(self, first: int, last: int) -> int:
        return self.before(STARTS, last).total() - self.before(ENDS, first).total()

    def columns(self, edges: Sequence[int]) -> Columns:
        """Whole bins as they were counted; the first and what the window cuts, from the events that start there."""
        cells: dict[tuple[str, int], list[int]] = {}
        step, whole = self._whole(edges)
        rows = self._stored(edges, step, whole) if whole else []
        by_hand = [place for place in range(len(edges) - 1) if place not in whole]
        counted = self._counted(edges, by_hand)
        for place, name, count, sure in [*rows, *((*row[:2], *row[2:4]) for row in counted)]:
            cell = cells.setdefault((name, place), [0, 0])
            cell[0] += sure
            cell[1] += count - sure
        self._carry(edges, cells, {row[1]: row[4] for row in counted if row[0] == 0})
        lanes = dict.fromkeys(name for (name, _), cell in sorted(cells.items()) if any(cell))
        return {name: [_pair(cells.get((name, place), (0, 0))) for place in range(len(edges) - 1)] for name in lanes}

    def counted(self, edges: Sequence[int]) -> Columns:
        """The same for values that have so few events that their bins are not kept."""
        table = sqlite.edges_table(edges)
        edge = table.c
        start = case((edge.place == 0, -OPEN), else_=edge.start)
        inside = (each.earliest >= edge.start) & (each.latest <= edge.end) | (each.core_from < edge.end) & (each.core_to > edge.start)
        counts = (func.count(), func.sum(case((inside, 1), else_=0)))
        starts = (each.earliest >= start) & (each.earliest < edge.end) & (each.latest > edges[0])
        lane = each.facet_id if self.led else each.category
        query = select(edge.place, lane, *counts).select_from(table.join(facet_events, starts)).where(*self._mine())
        found: Columns = {}
        for place, number, count, sure in self.connection.execute(query.group_by(edge.place, lane)):
            found.setdefault(self.lanes[number], [(0, 0)] * (len(edges) - 1))[place] = (sure, count - sure)
        return found

    def _whole(self, edges: Sequence[int]) -> tuple[int, range]:
        """The step, and which columns (never the first) are whole bins of it that are kept."""
        pairs = list(pairwise(edges))
        step = bins.step_of(*pairs[1]) if len(pairs) > 1 else None
        if step is None or (step < bins.MONTH and not self.whole):
            return 0, range(0)
        low = bins.places_at(edges[1])[step]
        fits = takewhile(lambda place: edges[place] == bins.start(step, low + place - 1), range(1, len(edges)))
        return step, range(1, max(fits))

    def _stored(self, edges: Sequence[int], step: int, whole: range) -> list[tuple[int, str, int, int]]:
        low = bins.places_at(edges[1])[step]
        query = self._of(STARTS, kept.bin >= low, kept.bin < low + len(whole), step=step).subquery().c
        sums = select(query.bin, query.lane, func.sum(query.count), func.sum(query.sure)).group_by(query.bin, query.lane)
        return [(number - low + 1, self.lanes[lane], count, sure) for number, lane, count, sure in self.connection.execute(sums)]

    def _counted(self, edges: Sequence[int], places: Sequence[int]) -> list[Any]:
        """(column, lane, how many start there, certainly in it, with a core that begins before its end)."""
        table = sqlite.edges_table(edges)
        edge = table.c
        of = event if self.whole else each
        begun = func.coalesce(of.core_from < edge.end, False)
        inside = case(((of.latest <= edge.end) | begun, 1), else_=0)
        counts = (func.count(), func.sum(inside), func.sum(case((begun, 1), else_=0)))
        starts = (of.earliest >= edge.start) & (of.earliest < edge.end)
        lane = each.facet_id if self.led else of.category
        query = select(edge.place, lane, *counts).select_from(table.join(events if self.whole else facet_events, starts))
        query = query.where(edge.place.in_(places), *self._mine()).group_by(edge.place, lane)
        rows = self.connection.execute(query).all()
        return [(row[0], row[1] if self.whole else self.lanes[row[1]], *row[2:]) for row in rows]

    def _mine(self) -> tuple[ColumnElement[bool], ...]:
        if self.whole:
            return self._events()
        led = (each.led,) if self.led else ()
        category = (each.category.in_(self.categories),) if self.narrowed else ()
        return (each.facet_id.in_(self.values), each.status.in_(self.statuses), *category, *led)

    def _events(self) -> tuple[ColumnElement[bool], ...]:
        statuses = [STATUSES[number] for number in self.statuses]
        here = (event.timeline_id == self.timeline_id, event.binned_at.is_(None), event.status.in_(statuses))
        return (*here, *((event.category.in_(self.categories.values()),) if self.narrowed else ()))

    def _carry(self, edges: Sequence[int], cells: dict[tuple[str, int], list[int]], begun: dict[str, int]) -> None:
        """What began before the first edge and is not over: it is certain there when its core meets the first column."""
        began, over = self.before(STARTS, edges[0]), self.before(ENDS, edges[0])
        core_began, core_over = self.before(CORE_STARTS, edges[1]), self.before(CORE_ENDS, edges[0])
        for name in began:
            sure = core_began[name] - core_over[name] - begun.get(name, 0)
            cell = cells.setdefault((name, 0), [0, 0])
            cell[0] += sure
            cell[1] += began[name] - over[name] - sure


def _pair(cell: Sequence[int]) -> tuple[int, int]:
    return cell[0], cell[1]


@cache
def _before(whole: bool, led: bool, narrowed: bool) -> Select[Any]:
    """Made once: to put it together takes longer than to answer it."""
    pieces = []
    for step in FINE_LADDER if whole else LADDER:
        here = (kept.facet_id.in_(bindparam("numbers", expanding=True)), kept.side == bindparam("side"), kept.step == step)
        between = (kept.bin >= bindparam(f"low_{step}"), kept.bin < bindparam(f"high_{step}"))
        mine = (kept.status.in_(bindparam("statuses", expanding=True)),)
        category = (kept.category.in_(bindparam("categories", expanding=True)),) if narrowed else ()
        count, lane = (kept.led, kept.facet_id) if led else (kept.count, kept.category)
        pieces.append(select(lane.label("lane"), count.label("count")).where(*here, *between, *mine, *category))
    rows = union_all(*pieces).subquery().c
    return select(rows.lane, func.sum(rows.count)).group_by(rows.lane)


def tally_of(connection: Connection, timeline_id: int, given: Filter) -> Tally | None:
    """None when the Filter asks for more than what is kept."""
    chosen = [(facet, value) for name, facet in FIELDS.items() for value in getattr(given, name)]
    plain = Filter(categories=given.categories, statuses=given.statuses, **{name: getattr(given, name) for name in FIELDS})
    if len(chosen) > 1 or replace(given, q=given.q.strip()) != plain:
        return None
    facet, value = chosen[0] if chosen else (ALL, "")
    number = connection.execute(_numbered(timeline_id, facet, value).where(facets.c.dense)).scalar()
    return None if number is None else of_values(connection, timeline_id, {number: value}, given, whole=not chosen)


def of_values(
    connection: Connection, timeline_id: int, values: dict[int, str], given: Filter, *, whole: bool = False, led: bool = False
) -> Tally:
    query = select(facets.c.id, facets.c.value).where(facets.c.timeline_id == timeline_id, facets.c.facet == CATEGORY)
    query = query.where(facets.c.value.in_(given.categories)) if given.categories else query
    categories = {row.id: row.value for row in connection.execute(query)}
    statuses = tuple(STATUSES.index(status) for status in given.statuses or STATUSES)
    return Tally(connection, timeline_id, values, whole, statuses, categories, led, bool(given.categories))


def _numbered(timeline_id: int, facet: str, value: str) -> Select[Any]:
    return select(facets.c.id).where(facets.c.timeline_id == timeline_id, facets.c.facet == facet, facets.c.value == value)
