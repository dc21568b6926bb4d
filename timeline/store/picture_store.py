"""The store, as far as the picture of a timeline is concerned: windows, columns, lanes, choices."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine

from timeline.store import changes, facetting, hits, queries
from timeline.store.base import Base
from timeline.store.counting import CATEGORY
from timeline.store.records import Around, FacetCounts, Filter, Hit, StoredEvent
from timeline.store.remembered import Remembered
from timeline.store.selections import Selection, Selections

Extent = tuple[int, int] | None


class PictureStore(Base):
    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._extents: Remembered[Filter, Extent] = Remembered()
        self._choices: Remembered[tuple[Filter, tuple[str, ...], int], list[FacetCounts]] = Remembered()
        self._selections = Selections()

    def _held(self, connection: Connection, number: int, given: Filter | None) -> Selection | None:
        return self._selections.of(connection, number, given or Filter())

    def window(self, slug: str, given: Filter | None, first: int, last: int, limit: int) -> tuple[list[StoredEvent], int]:
        """The most important events that meet the seconds from `first` to `last` (exclusive), and how many meet them."""
        with self._reading(slug) as (connection, number):
            held = self._held(connection, number, given)
            return queries.window(connection, number, given or Filter(), first, last, limit, held)

    def important(self, slug: str, given: Filter | None, first: int, last: int, limit: int) -> list[StoredEvent]:
        """The same without counting them."""
        with self._reading(slug) as (connection, number):
            held = self._held(connection, number, given)
            return queries.important(connection, number, given or Filter(), first, last, limit, held)

    def beside(
        self, slug: str, given: Filter | None, forward: bool, *, event: str | None = None, second: int | None = None
    ) -> StoredEvent | None:
        """In the order of the list: the next after an event or from a second on, or the last before it; the first or last of all."""
        with self._reading(slug) as (connection, number):
            return queries.beside(connection, number, given or Filter(), forward, event, second)

    def around(self, slug: str, given: Filter | None, first: int, last: int) -> Around:
        """What a window of seconds leaves out, in numbers."""
        with self._reading(slug) as (connection, number):
            held = self._held(connection, number, given)
            return queries.around(connection, number, given or Filter(), first, last) if held is None else held.around(first, last)

    def density(self, slug: str, given: Filter | None, edges: Sequence[int], lanes: str = "category") -> dict[str, list[tuple[int, int]]]:
        """By lane, for each bin between edges (seconds): certainly in it, possibly later. Each event that meets the whole is
        counted once, in the bin of its earliest day or in the first. Lanes are those of any facet, "none" for a single one."""
        queries.check_edges(edges)
        with self._reading(slug) as (connection, number):
            held = self._held(connection, number, given) if lanes in (CATEGORY, facetting.NO_LANES) else None
            if held is not None:
                return held.columns(edges, lanes == CATEGORY)
            kept = facetting.columns(connection, number, given or Filter(), edges, lanes)
            return facetting.by_hand(connection, number, given or Filter(), edges, lanes) if kept is None else kept

    def lanes(self, slug: str, given: Filter | None, lanes: str) -> list[tuple[str, str]]:
        """The values that have a lane of their own and what to call them, largest first; all others share the lane OTHER_LANE."""
        with self._reading(slug) as (connection, number):
            return facetting.lane_values(connection, number, given or Filter(), lanes)

    def lanes_of(self, slug: str, given: Filter | None, ids: Sequence[str], lanes: str) -> dict[str, str]:
        with self._reading(slug) as (connection, number):
            return facetting.lanes_of(connection, number, given or Filter(), ids, lanes)

    def facets(self, slug: str, given: Filter | None = None, names: Sequence[str] = facetting.EVERY, top: int = 12) -> list[FacetCounts]:
        """How many of the events that a filter leaves have each value, the most frequent first; each facet as if none of its own
        values were chosen. Remembered while nothing changes."""
        asked = given or Filter()
        with self._reading(slug) as (connection, number):
            moment = (number, changes.newest(connection, number))
            key = (asked, tuple(names), top)
            return self._choices.answer(moment, key, lambda: facetting.counts(connection, number, asked, names, top))

    def extent(self, slug: str, given: Filter | None = None) -> tuple[int, int] | None:
        """First second and last (exclusive) of the known bounds; None when there are none. Remembered while nothing changes."""
        asked = given or Filter()
        with self._reading(slug) as (connection, number):
            moment = (number, changes.newest(connection, number))
            return self._extents.answer(moment, asked, lambda: self._extent(connection, number, asked))

    def _extent(self, connection: Connection, number: int, asked: Filter) -> Extent:
        held = self._held(connection, number, asked)
        return queries.extent(connection, number, asked) if held is None else held.extent()

    def hits(self, slug: str, events: Sequence[StoredEvent], q: str) -> dict[str, Hit]:
        """For each of these events of a timeline, by id, where it has the words of `q`."""
        return {row.event.id: hits.hit(row.event, q) for row in events}

    def newest(self, slug: str) -> int:
        """The number of the last change: while it is the same, so is every answer."""
        with self._reading(slug) as (connection, number):
            return changes.newest(connection, number)
