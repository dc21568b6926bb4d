"""The store, as far as the picture of a timeline is concerned: windows, columns, lanes, choices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from timeline.store import facetting, hits, queries
from timeline.store.base import Base
from timeline.store.look import Extent, Known, Look
from timeline.store.records import FacetCounts, Filter, Hit, StoredEvent
from timeline.store.selections import Selection


class PictureStore(Base):
    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._known = Known()

    @contextmanager
    def looking(self, slug: str) -> Iterator[Look]:
        """All that is asked within fits together."""
        with self._reading(slug) as (connection, number):
            yield Look(connection, number, self._known)

    def _held(self, connection: Connection, number: int, given: Filter | None) -> Selection | None:
        return Look(connection, number, self._known).held(given or Filter())

    def beside(
        self, slug: str, given: Filter | None, forward: bool, *, event: str | None = None, second: int | None = None
    ) -> StoredEvent | None:
        """In the order of the list: the next after an event or from a second on, or the last before it; the first or last of all."""
        with self._reading(slug) as (connection, number):
            return queries.beside(connection, number, given or Filter(), forward, event, second)

    def lanes(self, slug: str, given: Filter | None, lanes: str) -> list[tuple[str, str]]:
        with self.looking(slug) as look:
            return look.lanes(given or Filter(), lanes)

    def facets(self, slug: str, given: Filter | None = None, names: Sequence[str] = facetting.EVERY, top: int = 12) -> list[FacetCounts]:
        with self.looking(slug) as look:
            return look.facets(given or Filter(), names, top)

    def extent(self, slug: str, given: Filter | None = None) -> Extent:
        with self.looking(slug) as look:
            return look.extent(given or Filter())

    def hits(self, slug: str, events: Sequence[StoredEvent], q: str) -> dict[str, Hit]:
        """For each of these events of a timeline, by id, where it has the words of `q`."""
        return {row.event.id: hits.hit(row.event, q) for row in events}

    def newest(self, slug: str) -> int:
        """The number of the last change: while it is the same, so is every answer."""
        with self.looking(slug) as look:
            return look.newest
