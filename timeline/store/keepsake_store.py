"""The store, as far as eras and saved views are concerned."""

from __future__ import annotations

from typing import Any

from timeline.dates import EventDate
from timeline.store import keepsakes
from timeline.store.base import Base
from timeline.store.changes import Writing
from timeline.store.records import Era, SavedView
from timeline.store.tables import eras, views


class KeepsakeStore(Base):
    def eras(self, slug: str) -> list[Era]:
        """In the order in which they were made."""
        with self._reading(slug) as (connection, number):
            return [keepsakes.era_of(row) for row in keepsakes.rows_of(connection, eras, number)]

    def add_era(self, slug: str, name: str, date: EventDate, colour: str = "", author: str = "", note: str = "") -> Era:
        with self._writing(slug, "add era", author, note) as writing:
            return keepsakes.era_of(keepsakes.add(writing, eras, {"name": name, "date": date, "colour": colour}))

    def change_era(self, slug: str, public: str, author: str = "", note: str = "", **values: Any) -> Era:
        """`values` are name, date, colour, as far as they are to be different."""
        with self._writing(slug, "change era", author, note) as writing:
            return keepsakes.era_of(keepsakes.change(writing, eras, public, values))

    def remove_era(self, slug: str, public: str, author: str = "", note: str = "") -> None:
        with self._writing(slug, "remove era", author, note) as writing:
            keepsakes.remove(writing, eras, public)

    def views(self, slug: str) -> list[SavedView]:
        with self._reading(slug) as (connection, number):
            return [keepsakes.view_of(row) for row in keepsakes.rows_of(connection, views, number)]

    def save_view(self, slug: str, name: str, query: str, author: str = "", note: str = "") -> SavedView:
        """Raises BadInput when there is one of that name."""
        with self._writing(slug, "save view", author, note) as writing:
            return keepsakes.view_of(keepsakes.add(writing, views, {"name": name, "query": query}), writing.id)

    def rename_view(self, slug: str, public: str, name: str, author: str = "", note: str = "") -> SavedView:
        with self._writing(slug, "rename view", author, note) as writing:
            return _changed_view(writing, public, {"name": name})

    def replace_view(self, slug: str, public: str, query: str, author: str = "", note: str = "") -> SavedView:
        """Another view under the same name."""
        with self._writing(slug, "replace view", author, note) as writing:
            return _changed_view(writing, public, {"query": query})

    def change_view(self, slug: str, public: str, author: str = "", note: str = "", **values: Any) -> SavedView:
        """`values` are name and query, as far as they are to be different."""
        with self._writing(slug, "change view", author, note) as writing:
            return _changed_view(writing, public, values)

    def remove_view(self, slug: str, public: str, author: str = "", note: str = "") -> int:
        """The number of the change."""
        with self._writing(slug, "remove view", author, note) as writing:
            keepsakes.remove(writing, views, public)
            return writing.id


def _changed_view(writing: Writing, public: str, values: dict[str, Any]) -> SavedView:
    row = keepsakes.change(writing, views, public, values)
    return keepsakes.view_of(row, None if writing.empty else writing.id)
