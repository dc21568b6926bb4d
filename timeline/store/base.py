"""How the store is opened, read and written: the ground that its methods stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

from sqlalchemy import Connection, Engine

from timeline.store import (
    cards,
    editing,
    opening,
    sqlite,
)
from timeline.store.changes import Writing
from timeline.store.events import all_stored, event_row
from timeline.store.records import (
    StoredEvent,
)
from timeline.store.rows import Row

Progress = Callable[[int, int], None]


class Base:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str) -> Self:
        """Makes the file when there is none. Raises StoreFailed."""
        return cls(opening.opened(url))

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- how one reads and writes --------------------------------------------------------------------------------

    @contextmanager
    def _reading(self, slug: str) -> Iterator[tuple[Connection, int]]:
        with sqlite.reading(self.engine) as connection:
            yield connection, cards.row_of(connection, slug)["id"]

    def _number(self, slug: str) -> int:
        with self._reading(slug) as (_, number):
            return number

    @contextmanager
    def _writing(self, slug: str, action: str, author: str, note: str = "") -> Iterator[Writing]:
        """One change; none is recorded when nothing came of it."""
        with sqlite.writing(self.engine) as connection:
            writing = Writing(connection, cards.row_of(connection, slug), action, author, note)
            yield writing
            if not (writing.empty or writing.finished):
                writing.finish()

    def _changing(
        self, slug: str, public: str, action: str, author: str, note: str, version: int | None, make: Callable[[Writing, Row], Any]
    ) -> StoredEvent:
        with self._writing(slug, action, author, note) as writing:
            row = event_row(writing.connection, writing.timeline_id, public)
            editing.check_version(writing.connection, row, version)
            make(writing, row)
            after = event_row(writing.connection, writing.timeline_id, public)
            return all_stored(writing.connection, [after], None if writing.empty else writing.id)[0]
