"""The events that a costly filter leaves, held in memory until their timeline changes: their dates as sorted numbers.

So a window, a page or a column under a search is found by bisection, and the search is not made again for each of them. Nothing of
what an event says is held. An event takes 68 bytes; more than `MOST` events are not held, whatever the number of filters.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from itertools import pairwise
from threading import Lock

from sqlalchemy import ColumnElement, Connection, false, intersect, select

from timeline.events import STATUSES
from timeline.granules import DAY_SECONDS
from timeline.store.counting import FIELDS
from timeline.store.filters import FILTERS, WORDS, candidates, having, rarest
from timeline.store.packed import NUMBERS, unpacked
from timeline.store.prepared import Prepared
from timeline.store.records import Around, Filter
from timeline.store.sqlite import ids_matching, listed
from timeline.store.tables import OPEN, event_spans, events, facet_events
from timeline.store.tallies import Columns, named, tally_of

MOST = 1_000_000  # events held, of all filters together: 68 MB
MOST_FILTERS = 200
LONG = 400 * DAY_SECONDS  # the few that last longer are looked at for every window
LEADING = 4000  # so many are looked at in the order of importance, before those in the window are
STEP = 5000
BY_ITSELF = {"not binned", "statuses", "categories", "q", "document", *WORDS}  # filters that need nothing more of an event

event, told, kept = events.c, facet_events.c, event_spans.c
Key = tuple[int, int]
Named = tuple[int, int, Filter]  # a timeline, its newest change, what was asked


@dataclass
class Selection:
    """In the order of the list: by earliest, then id. A core that is not there meets nothing; `categories` are the names of their
    numbers."""

    earliest: array[int]
    ids: array[int]
    latest: array[int]
    core_from: array[int]
    core_to: array[int]
    importance: array[int]
    category: array[int]
    categories: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.ids)

    def part(self, undated: bool) -> Selection:
        """Those without a date, or those with one."""
        since = bisect_left(self.earliest, OPEN)
        wanted = slice(since, None) if undated else slice(since)
        return Selection(**{name: getattr(self, name)[wanted] for name in NUMBERS}, categories=self.categories)

    @cached_property
    def _ends(self) -> array[int]:
        return array("q", sorted(self.latest))

    @cached_property
    def _long(self) -> array[int]:
        spans = enumerate(zip(self.earliest, self.latest, strict=True))
        return array("i", [place for place, (first, last) in spans if last - first > LONG])

    @cached_property
    def _important(self) -> array[int]:
        """Places; two threads that need them first both work them out."""
        return array("i", [place for _, _, place in nlargest(LEADING, zip(self.importance, self.ids, range(len(self)), strict=True))])

    # --- counts ------------------------------------------------------------------------------------------------------

    def _begun(self, second: int) -> int:
        """How many start before it."""
        return bisect_left(self.earliest, second)

    def _over(self, second: int) -> int:
        return bisect_right(self._ends, second)

    def around(self, first: int, last: int) -> Around:
        dated = self._begun(OPEN)
        return Around(dated, self._over(first), dated - self._begun(min(last, OPEN)), len(self) - dated)

    def meeting(self, first: int, last: int) -> int:
        return self._begun(last) - self._over(first)

    def extent(self) -> tuple[int, int] | None:
        """First and last second (exclusive) of the bounds that are known."""
        ends = [
            numbers[place]
            for numbers in (self.earliest, self._ends)
            for place in (bisect_right(numbers, -OPEN), bisect_left(numbers, OPEN) - 1)
            if 0 <= place < len(numbers) and -OPEN < numbers[place] < OPEN
        ]
        return (min(ends), max(ends)) if ends else None

    # --- which ones, as ids --------------------------------------------------------------------------------------------

    def beside(self, key: Key | None, forward: bool, limit: int) -> list[int]:
        """The next (or previous) ones from a place in the order, in order."""
        if key is None:
            return self.ids[:limit].tolist() if forward else self.ids[-limit:].tolist()
        first, last = bisect_left(self.earliest, key[0]), bisect_right(self.earliest, key[0])
        if forward:
            place = bisect_right(self.ids, key[1], first, last)
            return self.ids[place : place + limit].tolist()
        place = bisect_left(self.ids, key[1], first, last)
        return self.ids[max(0, place - limit) : place].tolist()

    def before(self, key: Key) -> int:
        """How many lie before a place in the order."""
        first, last = bisect_left(self.earliest, key[0]), bisect_right(self.earliest, key[0])
        return bisect_left(self.ids, key[1], first, last)

    def important(self, first: int, last: int, limit: int) -> list[int]:
        """The most important of those that meet the seconds `first` to `last`, in that order."""
        found: list[int] = []
        for place in self._important:
            if len(found) == limit:
                break
            if self.earliest[place] < last and self.latest[place] > first:
                found.append(place)
        if len(found) < limit < len(self):
            found = nlargest(limit, self._places(first, last), key=lambda place: (self.importance[place], self.ids[place]))
        return [self.ids[place] for place in found]

    def _places(self, first: int, last: int) -> list[int]:
        """Of all that meet the seconds."""
        until = self._begun(last)
        since = self._begun(first - LONG)
        short = [
            place
            for place, (begin, end) in enumerate(zip(self.earliest[since:until], self.latest[since:until], strict=True), since)
            if end > first and end - begin <= LONG
        ]
        return [place for place in self._long if place < until and self.latest[place] > first] + short

    # --- columns -----------------------------------------------------------------------------------------------------

    def columns(self, edges: Sequence[int], lanes: bool) -> Columns:
        """By category, or in one lane: each that meets the whole once, in the bin in which it starts, or in the first."""
        found: dict[int, list[tuple[int, int]]] = {}
        for place, (start, end) in enumerate(pairwise(edges)):
            counts = self._first(start, end, lanes) if place == 0 else self._starting(start, end, lanes)
            for (lane, sure), count in counts.items():
                cell = found.setdefault(lane, [(0, 0)] * (len(edges) - 1))
                certain, possible = cell[place]
                cell[place] = (certain + count, possible) if sure else (certain, possible + count)
        names = self.categories if lanes else {0: ""}
        return {names[lane]: column for lane, column in found.items()}

    def _starting(self, start: int, end: int, lanes: bool) -> Counter[tuple[int, bool]]:
        """An event that starts in a bin is certainly in it when it ends there, or its core begins there."""
        since, until = self._begun(start), self._begun(end)
        spans = zip(self.category[since:until], self.latest[since:until], self.core_from[since:until], strict=True)
        return Counter((category if lanes else 0, latest <= end or core < end) for category, latest, core in spans)

    def _first(self, start: int, end: int, lanes: bool) -> Counter[tuple[int, bool]]:
        return Counter((self.category[place] if lanes else 0, self._certain(place, start, end)) for place in self._places(start, end))

    def _certain(self, place: int, start: int, end: int) -> bool:
        inside = self.earliest[place] >= start and self.latest[place] <= end
        return inside or (self.core_from[place] < end and self.core_to[place] > start)


# --- held ------------------------------------------------------------------------------------------------------------


class Selections:
    """Of any thread. Only for reading: within a change its number is not given yet."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: OrderedDict[Named, Selection | None] = OrderedDict()
        self._making: dict[Named, Lock] = {}
        self._lock = Lock()

    def of(self, connection: Connection, timeline_id: int, given: Filter, newest: int) -> Selection | None:
        """None when the filter costs little, or leaves too many events. `newest` is the timeline's newest change."""
        if not _costly(connection, timeline_id, given):
            return None
        named = (timeline_id, newest, given)
        with self._lock:
            if named in self._held:
                self._held.move_to_end(named)
                return self._held[named]
            making = self._making.setdefault(named, Lock())
        # a search that several ask for is made once, and other searches do not wait for it
        with making:
            return self._made_once(connection, named)

    def _made_once(self, connection: Connection, named: Named) -> Selection | None:
        with self._lock:
            if named in self._held:
                return self._held[named]
        try:
            made = self._part(connection, named)
            made = _made(connection, named[0], named[2], self._most) if made is None else made
        finally:
            with self._lock:
                self._making.pop(named, None)
        with self._lock:
            self._keep(named, made)
        return made

    def _part(self, connection: Connection, named: Named) -> Selection | None:
        """The events with a date, or those without, lie side by side in what is held of both: pages tell their number."""
        timeline_id, newest, given = named
        if given.undated is None:
            return None
        both = self.of(connection, timeline_id, replace(given, undated=None), newest)
        return None if both is None else both.part(given.undated)

    def _keep(self, named: Named, made: Selection | None) -> None:
        """What was held of the timeline as it was before goes, and then what was not asked for longest."""
        for old in [each for each in self._held if each[0] == named[0] and each[1] < named[1]]:
            del self._held[old]
        self._held[named] = made
        while len(self._held) > MOST_FILTERS or sum(len(each) for each in self._held.values() if each) > self._most:
            self._held.popitem(last=False)


def _costly(connection: Connection, timeline_id: int, given: Filter) -> bool:
    """Whether nothing is kept that answers it, and it asks for words, a document or values; ranges differ from window to window."""
    if given.binned or given.earliest is not None or given.latest is not None:
        return False
    if given.q.strip() or given.document is not None:
        return True
    return any(getattr(given, name) for name in FIELDS) and tally_of(connection, timeline_id, given) is None


def _made(connection: Connection, timeline_id: int, given: Filter, most: int) -> Selection | None:
    categories = named(connection, timeline_id)
    wanted = [number for number, name in categories.items() if not given.categories or name in given.categories]
    query = select(kept.spans).where(kept.category.in_(listed(wanted)), *_asked(connection, timeline_id, given)).limit(most + 1)
    values = [value for rows in Prepared(query).parts(connection, STEP) for (value,) in rows]
    if len(values) > most:
        return None
    values.sort()  # SQLite would take three times as long
    return Selection(**unpacked(values), categories=categories)


def _asked(connection: Connection, timeline_id: int, given: Filter) -> Iterator[ColumnElement[bool]]:
    """But for categories, which are those of the timeline."""
    yield from _sought(connection, timeline_id, given)
    if given.statuses:
        yield kept.status.in_([STATUSES.index(each) for each in given.statuses])
    others = [row.condition(given) for row in FILTERS if row.when(given) and row.name not in BY_ITSELF]
    if others:
        yield select(event.id).where(event.id == kept.event_id, *others).exists()


def _sought(connection: Connection, timeline_id: int, given: Filter) -> Iterator[ColumnElement[bool]]:
    """What has an index of its own is not asked event by event, unless all that is asked for is values: then the rarest of them leaves
    few to ask."""
    found = None if given.q.strip() or given.document is not None else rarest(connection, timeline_id, given)
    if given.q.strip() and ids_matching(given.q) is None:
        yield false()
    elif found is None:
        first, *others = candidates(timeline_id, given)
        yield kept.event_id.in_(intersect(first, *others) if others else first)
    else:
        yield from _having_rarest(given, *found)


def _having_rarest(given: Filter, number: int, facet: str) -> Iterator[ColumnElement[bool]]:
    yield kept.event_id.in_(select(told.event_id).where(told.facet_id == number))
    for name, values in ((name, values) for name in FIELDS if (values := getattr(given, name)) and FIELDS[name] != facet):
        yield having(name, values, kept.event_id)
