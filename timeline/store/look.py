"""One look at a timeline: everything that a picture shows of it, as of one moment, so that items, columns and counts add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from timeline.events import STATUSES
from timeline.store import changes, choosing, facetting, outlines, queries
from timeline.store.counting import CATEGORY
from timeline.store.filters import conditions
from timeline.store.keepsakes import era_of, rows_of
from timeline.store.records import Around, Era, FacetCounts, Filter, Outline
from timeline.store.remembered import Remembered
from timeline.store.selections import Selection, Selections
from timeline.store.tables import eras, events
from timeline.store.tallies import Columns

Extent = tuple[int, int] | None


@dataclass(slots=True)
class Known:
    """What was found before, of every timeline, and holds while that one does not change."""

    extents: Remembered[Filter, Extent] = field(default_factory=Remembered)
    choices: Remembered[tuple[Filter, tuple[str, ...], int], list[FacetCounts]] = field(default_factory=Remembered)
    lanes: Remembered[tuple[Filter, str], list[tuple[str, str]]] = field(default_factory=Remembered)
    selections: Selections = field(default_factory=Selections)


class Look:
    """Seconds are counted from 1970, and an end is exclusive."""

    def __init__(self, connection: Connection, number: int, known: Known) -> None:
        self.connection = connection
        self.number = number
        self.newest = changes.newest(connection, number)
        self._known = known

    @property
    def _moment(self) -> tuple[int, int]:
        return self.number, self.newest

    def held(self, given: Filter) -> Selection | None:
        return self._known.selections.of(self.connection, self.number, given, self.newest)

    # --- windows -----------------------------------------------------------------------------------------------------

    def extent(self, given: Filter) -> Extent:
        """First second and last of the known bounds; None when there are none."""
        return self._known.extents.answer(self._moment, given, lambda: self._extent(given))

    def _extent(self, given: Filter) -> Extent:
        held = self.held(given)
        return queries.extent(self.connection, self.number, given) if held is None else held.extent()

    def important(self, given: Filter, first: int, last: int, limit: int, total: int | None = None) -> Sequence[int]:
        """Inside ids; `total` is how many meet the window, where that is known."""
        return choosing.important(self.connection, self.number, given, first, last, limit, self.held(given), total)

    def outlines(self, given: Filter, first: int, last: int, limit: int, facet: str, total: int | None = None) -> list[Outline]:
        """The most important events that meet the seconds from `first` to `last`, each with its value of a facet."""
        ids = self.important(given, first, last, limit, total)
        return outlines.outlines_of(self.connection, ids, facet)

    def outline(self, public: str, facet: str) -> Outline:
        """An event that was merged into another leads to that one. Raises NotFound."""
        return outlines.outline_of(self.connection, self.number, public, facet)

    def meeting(self, given: Filter, first: int, last: int) -> int:
        held = self.held(given)
        return queries.meeting(self.connection, self.number, given, first, last) if held is None else held.meeting(first, last)

    def first(self, given: Filter, facet: str) -> Outline | None:
        """In the order of the list."""
        row = queries.beside(self.connection, self.number, given, True, None, None)
        return None if row is None else self.outline(row.event.id, facet)

    def count(self, given: Filter) -> int:
        held = self.held(given)
        return queries.total(self.connection, self.number, given) if held is None else len(held)

    def has(self, given: Filter, public: str) -> bool:
        """Whether an event is one of those that a filter leaves."""
        asked = conditions(self.number, given)
        return bool(queries.count(self.connection, [*asked, events.c.public == public]))

    def around(self, given: Filter, first: int, last: int) -> Around:
        """What a window leaves out, in numbers."""
        held = self.held(given)
        return queries.around(self.connection, self.number, given, first, last) if held is None else held.around(first, last)

    def density(self, given: Filter, edges: Sequence[int], lanes: str) -> Columns:
        """By lane, for each bin between edges: certainly in it, possibly later. Each event that meets the whole is counted once, in the
        bin of its earliest day or in the first. Lanes are those of any facet or by status, "none" for a single one."""
        queries.check_edges(edges)
        if lanes == facetting.STATUS:
            return self._by_status(given, edges)
        held = self.held(given) if lanes in (CATEGORY, facetting.NO_LANES) else None
        if held is not None:
            return held.columns(edges, lanes == CATEGORY)
        kept = facetting.columns(self.connection, self.number, given, edges, lanes)
        return facetting.by_hand(self.connection, self.number, given, edges, lanes) if kept is None else kept

    def _by_status(self, given: Filter, edges: Sequence[int]) -> Columns:
        """Each status asked for by itself, as it is kept."""
        asked = {each: replace(given, statuses=(each,)) for each in given.statuses or STATUSES}
        found = {each: self.density(only, edges, facetting.NO_LANES) for each, only in asked.items()}
        return {each: column for each, columns in found.items() for column in columns.values() if any(map(any, column))}

    # --- lanes and choices -------------------------------------------------------------------------------------------

    def lanes(self, given: Filter, lanes: str) -> list[tuple[str, str]]:
        """The values that have a lane of their own and what to call them, largest first; all others share the lane OTHER_LANE."""
        return self._known.lanes.answer(
            self._moment, (given, lanes), lambda: facetting.lane_values(self.connection, self.number, given, lanes)
        )

    def lanes_of(self, given: Filter, ids: Sequence[str], lanes: str) -> dict[str, str]:
        return facetting.lanes_of(self.connection, self.number, given, ids, lanes)

    def facets(self, given: Filter, names: Sequence[str], top: int) -> list[FacetCounts]:
        """How many of the events that a filter leaves have each value, the most frequent first; each facet as if none of its own
        values were chosen."""
        key = (given, tuple(names), top)
        return self._known.choices.answer(self._moment, key, lambda: facetting.counts(self.connection, self.number, given, names, top))

    def eras(self) -> list[Era]:
        """In the order in which they were made."""
        return [era_of(row) for row in rows_of(self.connection, eras, self.number)]
