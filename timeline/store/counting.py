"""Counts that are kept, so that nobody counts a million events: of each value of each facet, and of each calendar bin.

What was counted of an event stands in its rows of `facet_event`, and once in `event_span`; when the event changes, those rows are
taken out again and the new ones put in. So the counts stay true whoever changes an event, and by however many steps. Events in the
bin are not counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from timeline import bins
from timeline.events import STATUSES
from timeline.store import plainly, sqlite
from timeline.store.packed import packed
from timeline.store.rows import chunks
from timeline.store.tables import OPEN, densities, documents, event_spans, events, evidence, facet_events, facets

STEP = 5000
# values with so many events have their bins counted; those of the others are counted when they are asked for
LARGE = 4000
ALL, CATEGORY = "all", "category"
# what is counted: where events start, where they and their cores end; every event, and those without a date
STARTS, ENDS, CORE_STARTS, CORE_ENDS, EVERY, UNDATED = range(6)
# how a count of everything before an instant is put together, coarse to fine
LADDER = (bins.CENTURY, bins.DECADE, bins.YEAR, bins.MONTH)
FINE_LADDER = (*LADDER, bins.DAY)
ALL_STEPS = range(len(bins.STEPS))
COARSE_STEPS = range(bins.MONTH, len(bins.STEPS))
LEVELS = ((0.0, "low"), (0.5, "medium"), (0.8, "high"))

Key = tuple[int, int, int, int, int, int]  # facet, side, step, bin, status, category
Counted = dict[Key, list[int]]


class Told(NamedTuple):
    """One value of one event; `led`: it is the first that the event names, so that lanes hold each event once."""

    facet_id: int
    earliest: int
    event_id: int
    latest: int
    core_from: int | None
    core_to: int | None
    importance: int
    status: int
    category: int
    led: bool

    @property
    def spans(self) -> bytes:
        return packed(self.earliest, self.event_id, self.latest, self.core_from, self.core_to, self.importance, self.category)


def level(confidence: float | None) -> str:
    """In three words, so that it can be chosen from; empty when nobody said."""
    return "" if confidence is None else [name for least, name in LEVELS if confidence >= least][-1]


# facet: its values in an event's row; "" stands for having none. Those of sources come from its evidence.
VALUES: dict[str, Callable[[Any], Iterable[str]]] = {
    CATEGORY: lambda row: (row.category,),
    "actor": lambda row: row.actors,
    "place": lambda row: (row.place["name"],) if row.place else (),
    "tag": lambda row: row.tags,
    "precision": lambda row: (row.date.get("precision") or "",) if row.date else (),
    "confidence": lambda row: (level(row.confidence),),
}
FACETS = (*VALUES, "source")
# a field of a Filter: its facet
FIELDS = {"actors": "actor", "places": "place", "sources": "source", "tags": "tag", "precisions": "precision", "confidences": "confidence"}


# --- keeping them true ---------------------------------------------------------------------------------------------


def recount(connection: Connection, ids: Sequence[int]) -> None:
    """After anything happened to these events, those that are gone included."""
    for some in chunks(ids, STEP):
        _recount(connection, some)


def _recount(connection: Connection, ids: Sequence[int]) -> None:
    mine = facet_events.c.event_id.in_(sqlite.listed(ids))
    old = {Told(*row) for row in connection.execute(select(*(facet_events.c[name] for name in Told._fields)).where(mine))}
    new = set(_told(connection, ids))
    if gone := old - new:
        connection.execute(_REMOVE, [{"facet": each.facet_id, "start": each.earliest, "event": each.event_id} for each in gone])
    if come := new - old:
        plainly.put(connection, facet_events, sorted(come, key=itemgetter(0, 1, 2)))
    _put_spans(connection, gone, come)
    _count_values(connection, [(1, come), (-1, gone)])


_ROW = facet_events.c
_REMOVE = delete(facet_events).where(
    _ROW.facet_id == bindparam("facet"), _ROW.earliest == bindparam("start"), _ROW.event_id == bindparam("event")
)


def _put_spans(connection: Connection, gone: Iterable[Told], come: Iterable[Told]) -> None:
    """Each event has one category."""
    old, new = ([each for each in some if each.facet_id == each.category] for some in (gone, come))
    if old:
        connection.execute(delete(event_spans).where(event_spans.c.event_id.in_(sqlite.listed([each.event_id for each in old]))))
    plainly.put(connection, event_spans, [(each.event_id, each.status, each.category, each.spans) for each in new])


def _told(connection: Connection, ids: Sequence[int]) -> Iterator[Told]:
    names = ("id", "timeline_id", "actors", "place", "category", "tags", "date", "confidence")
    counted = ("earliest", "latest", "core_from", "core_to", "importance", "status")
    query = select(*(events.c[name] for name in (*names, *counted)))
    rows = connection.execute(query.where(events.c.id.in_(sqlite.listed(ids)), events.c.binned_at.is_(None))).all()
    sources = sources_of(connection, ids)
    for timeline_id, group in groupby(sorted(rows, key=lambda row: row.timeline_id), lambda row: row.timeline_id):
        valued = [(row, _values(row, sources[row.id])) for row in group]
        numbers = _numbers(connection, timeline_id, {pair for _, values in valued for pair in values} | {(ALL, "")})
        for row, values in valued:
            yield from _rows(row, values, numbers)


def _values(row: Any, sources: Iterable[str]) -> list[tuple[str, str]]:
    """(facet, value), the first of each facet first."""
    given = {name: dict.fromkeys(values(row)) for name, values in VALUES.items()} | {"source": dict.fromkeys(sources)}
    return [(name, value) for name, values in given.items() for value in values or ("",)]


def _rows(row: Any, values: Sequence[tuple[str, str]], numbers: dict[tuple[str, str], int]) -> Iterator[Told]:
    led = dict(reversed(values))
    status, category = STATUSES.index(row.status), numbers[CATEGORY, row.category]
    for name, value in values:
        spans = (row.latest, row.core_from, row.core_to, row.importance, status, category)
        yield Told(numbers[name, value], row.earliest, row.id, *spans, led[name] == value)


def sources_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """What each event rests on, in order: the public id of a document, else the source in words, else an address."""
    joined = evidence.outerjoin(documents, evidence.c.document_id == documents.c.id)
    query = select(evidence.c.event_id, documents.c.public, evidence.c.source, evidence.c.url).select_from(joined)
    found: dict[int, list[str]] = defaultdict(list)
    mine = evidence.c.event_id.in_(sqlite.listed(ids))
    for event, public, source, url in connection.execute(query.where(mine).order_by(evidence.c.event_id, evidence.c.ordinal)):
        found[event] += filter(None, [public or source or url])
    return found


def _numbers(connection: Connection, timeline_id: int, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The number of each value; one is given to those that are new."""
    found: dict[tuple[str, str], int] = {}
    for name in {name for name, _ in wanted}:
        values = sorted(value for each, value in wanted if each == name)
        mine = (facets.c.timeline_id == timeline_id, facets.c.facet == name)
        for some in chunks(values):
            query = select(facets.c.value, facets.c.id).where(*mine, facets.c.value.in_(some))
            found |= {(name, value): number for value, number in connection.execute(query)}
    missing = sorted(wanted - set(found))
    if not missing:
        return found
    none = dict.fromkeys(STATUSES, 0)
    made = [{"timeline_id": timeline_id, "facet": name, "value": value, "dense": name == ALL, **none} for name, value in missing]
    connection.execute(insert(facets), made)
    return _numbers(connection, timeline_id, wanted)


_ADD = (
    update(facets).where(facets.c.id == bindparam("number")).values({facets.c[name]: facets.c[name] + bindparam(name) for name in STATUSES})
)


# --- counting ------------------------------------------------------------------------------------------------------


def _count_values(connection: Connection, sides: Sequence[tuple[int, Iterable[Told]]]) -> None:
    """Add (1) or take away (-1) these."""
    differences: dict[int, list[int]] = defaultdict(lambda: [0] * len(STATUSES))
    for sign, rows in sides:
        for each in rows:
            differences[each.facet_id][each.status] += sign
    changed = [{"number": number, **dict(zip(STATUSES, sums, strict=True))} for number, sums in differences.items() if any(sums)]
    if changed:
        connection.execute(_ADD, changed)
    touched = sorted({each.facet_id for _, rows in sides for each in rows})
    _count_bins(connection, touched, sides)
    for some in chunks(touched):
        _thicken(connection, some)
        _forget_empty(connection, some)


def _count_bins(connection: Connection, touched: Sequence[int], sides: Sequence[tuple[int, Iterable[Told]]]) -> None:
    """Categories are a column of every count, so those of all events are counted through the rows of their categories."""
    everything: dict[int, int] = {}
    dense: set[int] = set()
    whole = facets.alias()
    joined = facets.join(whole, (whole.c.timeline_id == facets.c.timeline_id) & (whole.c.facet == ALL))
    for some in chunks(touched):
        query = select(facets.c.id, facets.c.facet, facets.c.dense, whole.c.id).select_from(joined).where(facets.c.id.in_(some))
        for number, name, is_dense, all_id in connection.execute(query):
            everything |= {number: all_id} if name == CATEGORY else {}
            dense |= {number} if is_dense and name != CATEGORY else set()
    counted: Counted = {}
    for sign, rows in sides:
        for each in rows:
            if each.facet_id in everything:
                _add(counted, everything[each.facet_id], each, sign, fine=True)
            elif each.facet_id in dense:
                _add(counted, each.facet_id, each, sign, fine=False)
    _save(connection, counted)


def _add(counted: Counted, facet: int, told: Told, sign: int, *, fine: bool) -> None:
    """`sign` of them, fewer than none to take them away."""
    led = sign if told.led else 0
    for side, step, number, sure in _bins(told, fine):
        sums = counted.setdefault((facet, side, step, number, told.status, told.category), [0, 0, 0, 0])
        sums[0] += sign
        sums[2] += led
        if sure:
            sums[1] += sign
            sums[3] += led


def _bins(told: Told, fine: bool) -> Iterator[tuple[int, int, int, bool]]:
    """(side, step, bin, certainly in it). It is certainly in the bin where it starts when that bin also holds its last second, or the
    first of its core."""
    yield EVERY, 0, 0, False
    if told.earliest >= OPEN:
        yield UNDATED, 0, 0, False
        return
    sure = told.latest - 1 if told.core_from is None else min(told.latest - 1, told.core_from)
    begin, settled = bins.places_at(told.earliest), bins.places_at(sure)
    for step in ALL_STEPS if fine else COARSE_STEPS:
        yield STARTS, step, begin[step], begin[step] == settled[step]
    last = None if told.latest >= OPEN else told.latest - 1
    core_last = None if told.core_to is None else told.core_to - 1
    for side, second in ((ENDS, last), (CORE_STARTS, told.core_from), (CORE_ENDS, core_last)):
        if second is not None:
            place = bins.places_at(second)
            for step in FINE_LADDER if fine else LADDER:
                yield side, step, place[step], False


def _save(connection: Connection, counted: Counted) -> None:
    plainly.add_counts(connection, [(*key, *sums) for key, sums in sorted(counted.items()) if any(sums)])


def _thicken(connection: Connection, numbers: Sequence[int]) -> None:
    """Values that have become large: their bins are counted from now on."""
    total = facets.c.suggested + facets.c.accepted + facets.c.rejected
    grown = (facets.c.id.in_(numbers), ~facets.c.dense, facets.c.facet != CATEGORY, total >= LARGE)
    for number in connection.execute(select(facets.c.id).where(*grown)).scalars().all():
        count_whole(connection, number, [number])
        connection.execute(update(facets).where(facets.c.id == number).values(dense=True))


def _forget_empty(connection: Connection, numbers: Sequence[int]) -> None:
    """A value that no event has any more is not remembered; what was erased may have been the last to name it."""
    empty = (facets.c.suggested == 0, facets.c.accepted == 0, facets.c.rejected == 0, facets.c.facet != ALL)
    connection.execute(delete(facets).where(facets.c.id.in_(numbers), *empty))


def forget(connection: Connection, timeline_id: int) -> None:
    """Everything that was counted of a timeline."""
    mine = select(facets.c.id).where(facets.c.timeline_id == timeline_id)
    for column in (densities.c.facet_id, facet_events.c.facet_id, event_spans.c.category):
        connection.execute(delete(column.table).where(column.in_(mine)))
    connection.execute(delete(facets).where(facets.c.timeline_id == timeline_id))


def behind(connection: Connection) -> int:
    """How many events there are, when none of them is counted yet."""
    counted = connection.execute(select(facets.c.id).limit(1)).scalar()
    return 0 if counted is not None else connection.execute(select(func.count()).select_from(events)).scalar_one()


def recount_all(connection: Connection, progress: Callable[[int], object] = lambda done: None) -> None:
    """As after a step from an older store. `progress` hears how many more are done."""
    last = 0
    while ids := connection.execute(select(events.c.id).where(events.c.id > last).order_by(events.c.id).limit(STEP)).scalars().all():
        told = list(_told(connection, ids))
        plainly.put(connection, facet_events, told)
        _put_spans(connection, (), told)
        progress(len(ids))
        last = ids[-1]
    tally(connection)


def tally(connection: Connection) -> None:
    """Count what stands in `facet_event` from nothing: many alike are counted as one."""
    connection.execute(delete(densities))
    connection.execute(update(facets).values(dict.fromkeys(STATUSES, 0)))
    query = select(_ROW.facet_id, _ROW.status, func.count()).group_by(_ROW.facet_id, _ROW.status)
    none = dict.fromkeys(STATUSES, 0)
    sums = [{"number": number, **none, STATUSES[status]: count} for number, status, count in connection.execute(query)]
    if sums:
        connection.execute(_ADD, sums)
    total = facets.c.suggested + facets.c.accepted + facets.c.rejected
    connection.execute(update(facets).values(dense=or_(facets.c.facet == ALL, and_(facets.c.facet != CATEGORY, total >= LARGE))))
    for number, name, timeline_id in connection.execute(
        select(facets.c.id, facets.c.facet, facets.c.timeline_id).where(facets.c.dense)
    ).all():
        mine = select(facets.c.id).where(facets.c.timeline_id == timeline_id, facets.c.facet == CATEGORY)
        numbers = connection.execute(mine).scalars().all() if name == ALL else [number]
        count_whole(connection, number, numbers, fine=name == ALL)


def count_whole(connection: Connection, into: int, numbers: Sequence[int], *, fine: bool = False) -> None:
    counted: Counted = {}
    alike = [_ROW[name] for name in ("earliest", "latest", "core_from", "core_to", "status", "category", "led")]
    query = select(*alike, func.count().label("count")).where(_ROW.facet_id.in_(numbers)).group_by(*alike)
    for row in connection.execute(query):
        told = Told(into, row.earliest, 0, row.latest, row.core_from, row.core_to, 0, row.status, row.category, row.led)
        _add(counted, into, told, row[-1], fine=fine)
    _save(connection, counted)
