"""Counts read from what is kept (counting.py) instead of counted off: how many there are, lie before, start in each column.

They answer a Filter that asks for statuses, categories and at most one value of one other facet; for others `tally_of` says None.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, takewhile
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, select, text

from timeline import bins
from timeline.events import STATUSES
from timeline.granules import DAY_SECONDS
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
from timeline.store.prepared import Answer, Prepared, among, as_list, unpacked
from timeline.store.records import Filter
from timeline.store.tables import LONG, OPEN, densities, events, facet_events, facets

event, kept, each = events.c, densities.c, facet_events.c
NOWHERE = -(2**62)  # before every bin
MONTH = 31 * DAY_SECONDS
Counts = Counter[str]  # by the name of a lane
Columns = dict[str, list[tuple[int, int]]]  # by lane: certainly, possibly, for each column
Point = tuple[int, int]  # a side, and a second before which things are counted
Stretch = tuple[int, int, int, int]  # a side, a step, the first bin and that after the last
WHOLE = (0, 0, 1)  # the one bin of what is not counted by date

# which second of an event is counted on each side, and whether it is the last one before an exclusive end
SECONDS = {STARTS: ("earliest", 0), ENDS: ("latest", 1), CORE_STARTS: ("core_from", 0), CORE_ENDS: ("core_to", 1)}


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

    @property
    def bound(self) -> dict[str, Any]:
        """What queries ask for by name."""
        mine = {"timeline": self.timeline_id, "values": as_list(list(self.values)), "statuses": as_list(self.statuses)}
        mine |= {"categories": as_list(list(self.categories)), "category_names": as_list(list(self.categories.values()))}
        return mine | {"status_names": as_list([STATUSES[number] for number in self.statuses])}

    def _rows(self, query: Prepared, **more: Any) -> list[Answer]:
        return query.rows(self.connection, **self.bound, **more)

    def of_all(self) -> Tally:
        """Whatever their values, categories and statuses."""
        number = _dense_value().value(self.connection, timeline=self.timeline_id, facet=ALL, value="")
        names = named(self.connection, self.timeline_id)
        statuses = tuple(range(len(STATUSES)))
        return Tally(self.connection, self.timeline_id, {number: ""}, True, statuses, names, narrowed=False)

    def of_value(self, number: int) -> Tally:
        """Of all with the value, whatever their categories and statuses."""
        return replace(self.of_all(), values={number: ""}, whole=False)

    # --- as they were counted ----------------------------------------------------------------------------------------

    def _sums(self, groups: Sequence[Sequence[Stretch]]) -> list[Counts]:
        """By lane, of each group of stretches."""
        asked = [[place, *stretch] for place, group in enumerate(groups) for stretch in group]
        found: list[Counts] = [Counter() for _ in groups]
        for place, lane, count in self._rows(_kept(self.led, self.narrowed), stretches=as_list(asked)):
            found[place][self.lanes[lane]] = count
        return found

    def every(self) -> Counts:
        return self._sums([[(EVERY, *WHOLE)]])[0]

    def undated(self) -> int:
        return self._sums([[(UNDATED, *WHOLE)]])[0].total()

    def by_status(self) -> dict[str, int]:
        return {STATUSES[status]: count for status, count in self._rows(_by_status())}

    def before(self, *points: Point) -> list[Counts]:
        """For each point, how many have that second of theirs before it: centuries, then years, months (and days), then what is left."""
        ladders = [self._ladder(*point) for point in points]
        counts = self._sums([stretches for stretches, _ in ladders])
        left = [self._between(side, low, second) for (side, second), (_, low) in zip(points, ladders, strict=True)]
        return [count + more for count, more in zip(counts, left, strict=True)]

    def _ladder(self, side: int, second: int) -> tuple[list[Stretch], int]:
        """The stretches of whole bins before a second, and the second at which they end."""
        numbers = bins.places_at(second)
        stretches, low = [], NOWHERE
        for step in FINE_LADDER if self.whole else LADDER:
            stretches.append((side, step, low if low == NOWHERE else bins.places_at(low)[step], numbers[step]))
            low = bins.start(step, numbers[step])
        return stretches, low

    def _between(self, side: int, first: int, last: int) -> Counts:
        if first >= last:
            return Counter()
        later = SECONDS[side][1]
        stretch = {"first": first + later, "last": last + later, "since": first - MONTH}
        if self.whole:
            return Counter(dict(self._rows(_of_events(side, self.narrowed), **stretch)))
        counts: Counts = Counter()
        for query in _of_values(side, self.led, self.narrowed):
            counts.update({self.lanes[lane]: count for lane, count in self._rows(query, **stretch)})
        return counts

    # --- windows and columns -----------------------------------------------------------------------------------------

    def meeting(self, first: int, last: int) -> int:
        begun, over = self.before((STARTS, last), (ENDS, first))
        return begun.total() - over.total()

    def around(self, first: int, last: int) -> tuple[int, int, int, int]:
        """As in records.Around."""
        every, undated = (counts.total() for counts in self._sums([[(EVERY, *WHOLE)], [(UNDATED, *WHOLE)]]))
        over, begun = (counts.total() for counts in self.before((ENDS, first), (STARTS, last)))
        return every - undated, over, every - undated - begun, undated

    def ends(self) -> list[int]:
        """Of the events with the value, looked at one by one: the first and last of the seconds at which they are known to begin or end."""
        return [second for second in self._rows(_known_ends(self.led, self.narrowed))[0] if second is not None]

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
        bounds = [[place, start if place else -OPEN, end, start] for place, (start, end) in enumerate(pairwise(edges))]
        found: Columns = {}
        for place, number, count, sure in self._rows(_meeting_columns(self.led, self.narrowed), edges=json.dumps(bounds), first=edges[0]):
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
        rows = self._rows(_starting(self.led, self.narrowed), step=step, low=low, high=low + len(whole))
        return [(number - low + 1, self.lanes[lane], count, sure) for number, lane, count, sure in rows]

    def _counted(self, edges: Sequence[int], places: Sequence[int]) -> list[Answer]:
        """(column, lane, how many start there, certainly in it, with a core that begins before its end)."""
        bounds = [[place, edges[place], edges[place + 1]] for place in places]
        rows = self._rows(_starting_in_columns(self.whole, self.led, self.narrowed), edges=json.dumps(bounds))
        return [(row[0], row[1] if self.whole else self.lanes[row[1]], *row[2:]) for row in rows]

    def _carry(self, edges: Sequence[int], cells: dict[tuple[str, int], list[int]], begun: dict[str, int]) -> None:
        """What began before the first edge and is not over: it is certain there when its core meets the first column."""
        points = ((STARTS, edges[0]), (ENDS, edges[0]), (CORE_STARTS, edges[1]), (CORE_ENDS, edges[0]))
        began, over, core_began, core_over = self.before(*points)
        for name in began:
            sure = core_began[name] - core_over[name] - begun.get(name, 0)
            cell = cells.setdefault((name, 0), [0, 0])
            cell[0] += sure
            cell[1] += began[name] - over[name] - sure


def _pair(cell: Sequence[int]) -> tuple[int, int]:
    return cell[0], cell[1]


# --- what is asked of the database -------------------------------------------------------------------------------------


def _of_kept(led: bool, narrowed: bool) -> tuple[Any, Any, Any, list[ColumnElement[bool]]]:
    """Lane, count, how many of them certainly, and the conditions."""
    mine: list[ColumnElement[bool]] = [kept.facet_id.in_(among("values")), kept.status.in_(among("statuses"))]
    mine += [kept.category.in_(among("categories"))] if narrowed else []
    return (kept.facet_id, kept.led, kept.led_sure, mine) if led else (kept.category, kept.count, kept.sure, mine)


@cache
def _kept(led: bool, narrowed: bool) -> Prepared:
    place, side, step, low, high = unpacked("stretches", 5)
    lane, count, _, mine = _of_kept(led, narrowed)
    here = (kept.side == side, kept.step == step, kept.bin >= low, kept.bin < high)
    return Prepared(select(place, lane, func.sum(count)).where(*here, *mine).group_by(place, lane))


@cache
def _by_status() -> Prepared:
    mine = (kept.facet_id.in_(among("values")), kept.side == EVERY)
    return Prepared(select(kept.status, func.sum(kept.count)).where(*mine).group_by(kept.status))


@cache
def _starting(led: bool, narrowed: bool) -> Prepared:
    lane, count, sure, mine = _of_kept(led, narrowed)
    here = (kept.side == STARTS, kept.step == bindparam("step"), kept.bin >= bindparam("low"), kept.bin < bindparam("high"))
    return Prepared(select(kept.bin, lane, func.sum(count), func.sum(sure)).where(*here, *mine).group_by(kept.bin, lane))


@cache
def _of_events(side: int, narrowed: bool) -> Prepared:
    """By the name of their category, how many have that second of theirs from `first` to before `last`."""
    # by the index of that second alone: SQLite would rather walk all of one that has the categories too
    found = events.alias("found")
    second = found.c[SECONDS[side][0]]
    ids = select(found.c.id).where(*_live(found.c), second >= bindparam("first"), second < bindparam("last"))
    query = select(event.category, func.count()).where(event.id.in_(ids)).group_by(event.category)
    return Prepared(query.where(event.category.in_(among("category_names"))) if narrowed else query)


@cache
def _of_values(side: int, led: bool, narrowed: bool) -> tuple[Prepared, ...]:
    """By lane, the same of the events with a value: those that last a month at most are near in the order of their start (`since`), and
    the others have an index of their own."""
    lane, second = each.facet_id if led else each.category, each[SECONDS[side][0]]
    here = (second >= bindparam("first"), second < bindparam("last"), *_valued(led, narrowed))
    query = select(lane, func.count()).where(*here).group_by(lane)
    if side == STARTS:
        return (Prepared(query),)
    near = (each.earliest >= bindparam("since"), each.earliest < bindparam("last"))
    return Prepared(query.where(*near, text(f"NOT ({LONG})"))), Prepared(query.where(text(LONG)))


@cache
def _known_ends(led: bool, narrowed: bool) -> Prepared:
    known = [case(((second > -OPEN) & (second < OPEN), second)) for second in (each.earliest, each.latest)]
    return Prepared(select(*map(func.min, known), *map(func.max, known)).where(*_valued(led, narrowed)))


@cache
def _starting_in_columns(whole: bool, led: bool, narrowed: bool) -> Prepared:
    place, start, end = unpacked("edges", 3)
    of: Any = event if whole else each
    begun = func.coalesce(of.core_from < end, False)
    counts = (func.count(), func.sum(case(((of.latest <= end) | begun, 1), else_=0)), func.sum(case((begun, 1), else_=0)))
    lane = each.facet_id if led else of.category
    mine = _valued(led, narrowed)
    if whole:
        mine = _live(event) + ([event.category.in_(among("category_names"))] if narrowed else [])
    query = select(place, lane, *counts).where(of.earliest >= start, of.earliest < end, *mine)
    return Prepared(query.group_by(place, lane))


@cache
def _meeting_columns(led: bool, narrowed: bool) -> Prepared:
    """`edges` has for each column its place, from where it takes events, its end and its start."""
    place, since, end, start = unpacked("edges", 4)
    inside = (each.earliest >= start) & (each.latest <= end) | (each.core_from < end) & (each.core_to > start)
    lane = each.facet_id if led else each.category
    here = (each.earliest >= since, each.earliest < end, each.latest > bindparam("first"))
    counts = (func.count(), func.sum(case((inside, 1), else_=0)))
    query = select(place, lane, *counts).where(*here, *_valued(led, narrowed))
    return Prepared(query.group_by(place, lane))


def _live(of: Any) -> list[ColumnElement[bool]]:
    return [of.timeline_id == bindparam("timeline"), of.binned_at.is_(None), of.status.in_(among("status_names"))]


def _valued(led: bool, narrowed: bool) -> list[ColumnElement[bool]]:
    mine: list[ColumnElement[bool]] = [each.facet_id.in_(among("values")), each.status.in_(among("statuses"))]
    mine += [each.category.in_(among("categories"))] if narrowed else []
    return [*mine, each.led] if led else mine


# --- which tally ---------------------------------------------------------------------------------------------------------


def tally_of(connection: Connection, timeline_id: int, given: Filter) -> Tally | None:
    """None when the Filter asks for more than what is kept."""
    chosen = [(facet, value) for name, facet in FIELDS.items() for value in getattr(given, name)]
    plain = Filter(categories=given.categories, statuses=given.statuses, **{name: getattr(given, name) for name in FIELDS})
    if len(chosen) > 1 or replace(given, q=given.q.strip()) != plain:
        return None
    facet, value = chosen[0] if chosen else (ALL, "")
    number = _dense_value().value(connection, timeline=timeline_id, facet=facet, value=value)
    return None if number is None else of_values(connection, timeline_id, {number: value}, given, whole=not chosen)


def of_values(
    connection: Connection, timeline_id: int, values: dict[int, str], given: Filter, *, whole: bool = False, led: bool = False
) -> Tally:
    names = named(connection, timeline_id)
    categories = {number: name for number, name in names.items() if not given.categories or name in given.categories}
    statuses = tuple(STATUSES.index(status) for status in given.statuses or STATUSES)
    return Tally(connection, timeline_id, values, whole, statuses, categories, led, bool(given.categories))


def named(connection: Connection, timeline_id: int) -> dict[int, str]:
    """The names of the categories of a timeline, by their numbers."""
    return dict(_categories().rows(connection, timeline=timeline_id))


@cache
def _dense_value() -> Prepared:
    named = (facets.c.facet == bindparam("facet"), facets.c.value == bindparam("value"), facets.c.dense)
    return Prepared(select(facets.c.id).where(facets.c.timeline_id == bindparam("timeline"), *named))


@cache
def _categories() -> Prepared:
    mine = (facets.c.timeline_id == bindparam("timeline"), facets.c.facet == CATEGORY)
    return Prepared(select(facets.c.id, facets.c.value).where(*mine))
