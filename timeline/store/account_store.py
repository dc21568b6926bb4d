"""The store, as far as several accounts of one event are concerned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.store import (
    changes,
    editing,
    joining,
    likeness,
    sqlite,
)
from timeline.store.base import Base
from timeline.store.events import all_stored, event_row, row_of
from timeline.store.joining import Choice
from timeline.store.records import (
    Change,
    Likely,
    PairKey,
    Pairs,
    StoredEvent,
)

Progress = Callable[[int, int], None]


class AccountStore(Base):
    def same(self, slug: str, offset: int = 0, limit: int = 20, after: PairKey | None = None) -> Pairs:
        """Pairs of events that may be the same, the likeliest first; `after` is the key of the last one of the page before. What changed
        is compared now, as far as that takes seconds."""
        number = self._number(slug)
        left = likeness.catch_up(self.engine, number, likeness.AT_ONCE)
        with sqlite.reading(self.engine) as connection:
            return Pairs(likeness.page(connection, number, offset, limit, after), likeness.count(connection, number), left)

    def same_count(self, slug: str) -> int:
        """How many pairs are known, without comparing anything."""
        with self._reading(slug) as (connection, number):
            return likeness.count(connection, number)

    def same_as(self, slug: str, publics: Sequence[str]) -> dict[str, list[Likely]]:
        """For each of these events what may be the same as it, itself the first of the pair; as far as that is known without delay."""
        likeness.catch_up(self.engine, self._number(slug), likeness.AT_A_LOOK)
        with self._reading(slug) as (connection, number):
            return likeness.of_events(connection, number, publics)

    def merge(self, slug: str, publics: Sequence[str], choice: Choice, author: str = "", note: str = "") -> StoredEvent:
        """Make one event of them, as one change; it has every account of them all. Raises Stale as change_event does."""
        with self._writing(slug, "merge", author, note) as writing:
            kept = joining.merge(writing, publics, choice)
            return all_stored(writing.connection, [row_of(writing.connection, kept)], writing.id)[0]

    def formers(self, slug: str, public: str) -> list[StoredEvent]:
        """What was merged into it, each as it was then; their accounts are told with it."""
        with self._reading(slug) as (connection, number):
            return all_stored(connection, joining.formers(connection, event_row(connection, number, public)["id"]))

    def origins(self, slug: str, public: str) -> list[str]:
        """For each account of an event, in order, the id of the former event that it came with; empty for its own."""
        with self._reading(slug) as (connection, number):
            return joining.origins(connection, event_row(connection, number, public)["id"])

    def split(
        self,
        slug: str,
        public: str,
        account: int | None = None,
        former: str = "",
        version: int | None = None,
        author: str = "",
        note: str = "",
    ) -> StoredEvent:
        """Take an account, by its place from 0, or a former event off again; the event split off. Not undo: later changes stay."""
        with self._writing(slug, "split", author, note) as writing:
            row = event_row(writing.connection, writing.timeline_id, public)
            editing.check_version(writing.connection, row, version)
            off = joining.split(writing, row, account, former)
            return all_stored(writing.connection, [row_of(writing.connection, off)], writing.id)[0]

    def not_the_same(self, slug: str, publics: Sequence[str], author: str = "", note: str = "") -> Change:
        """They are not offered for merging again."""
        with self._writing(slug, "different", author, note) as writing:
            joining.not_the_same(writing, publics)
            writing.finish()
            return changes.told(writing.connection, writing.timeline_id, writing.id)
