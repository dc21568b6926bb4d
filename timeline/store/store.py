"""The store, as the rest of the program sees it: one method for each thing one can do, thread-safe, each write one change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from timeline.events import Event, Status
from timeline.store import (
    cards,
    changes,
    editing,
    erasing,
    gaps,
    history,
    keepsakes,
    merging,
    queries,
    sqlite,
)
from timeline.store.account_store import AccountStore
from timeline.store.changes import Writing
from timeline.store.document_store import DocumentStore
from timeline.store.events import all_stored, event_row
from timeline.store.keepsake_store import KeepsakeStore
from timeline.store.picture_store import PictureStore
from timeline.store.records import (
    Change,
    DocumentState,
    Era,
    Filter,
    Gap,
    Merged,
    Page,
    SavedView,
    SingleSource,
    StoredDocument,
    StoredEvent,
    TimelineCard,
)
from timeline.store.rows import Row

Progress = Callable[[int, int], None]


class Store(DocumentStore, AccountStore, PictureStore, KeepsakeStore):
    # --- timelines -----------------------------------------------------------------------------------------------

    def timelines(self) -> list[TimelineCard]:
        with sqlite.reading(self.engine) as connection:
            return cards.every(connection)

    def timeline(self, slug: str) -> TimelineCard:
        with sqlite.reading(self.engine) as connection:
            return cards.card(connection, cards.row_of(connection, slug))

    def create_timeline(self, title: str, slug: str | None = None, description: str = "", author: str = "") -> TimelineCard:
        with sqlite.writing(self.engine) as connection:
            return cards.card(connection, cards.create(connection, title, slug, description, author))

    def change_timeline(self, slug: str, title: str | None = None, description: str | None = None, author: str = "") -> TimelineCard:
        with self._writing(slug, "describe", author) as writing:
            return cards.card(writing.connection, cards.describe(writing, slug, title, description))

    def erase_timeline(self, slug: str, author: str = "") -> None:
        """Everything of it, its record of changes included."""
        with sqlite.writing(self.engine) as connection:
            row = cards.row_of(connection, slug)
            changes.check_may(author, "erase timeline", slug)
            erasing.erase_timeline(connection, row["id"])
        sqlite.wipe(self.engine)

    # --- reading events ------------------------------------------------------------------------------------------

    def events(self, slug: str, given: Filter | None = None, cursor: str | None = None, limit: int = 50) -> Page:
        """By earliest start, then as they came; an open start first, undated last."""
        with self._reading(slug) as (connection, number):
            return queries.page(connection, number, given or Filter(), cursor, limit, self._held(connection, number, given))

    def each_event(self, slug: str, given: Filter | None = None) -> Iterator[StoredEvent]:
        """All of them in the same order, as of one moment, without holding them in memory."""
        with self._reading(slug) as (connection, number):
            yield from queries.every(connection, number, given or Filter())

    def event(self, slug: str, public: str) -> StoredEvent:
        with self._reading(slug) as (connection, number):
            return all_stored(connection, [event_row(connection, number, public)])[0]

    def neighbours(self, slug: str, public: str, given: Filter | None = None) -> tuple[str | None, str | None, int, int]:
        """Ids of the previous and the next, its place from 1 (0: the filter leaves it out), and how many there are."""
        with self._reading(slug) as (connection, number):
            return queries.neighbours(connection, number, public, given or Filter(), self._held(connection, number, given))

    def cursor_at(self, slug: str, public: str) -> str:
        """Of the page of a list that begins with this event."""
        with self._reading(slug) as (connection, number):
            return queries.cursor_at(connection, number, public)

    def count(self, slug: str, given: Filter | None = None) -> int:
        with self._reading(slug) as (connection, number):
            held = self._held(connection, number, given)
            return queries.total(connection, number, given or Filter()) if held is None else len(held)

    # --- writing events ------------------------------------------------------------------------------------------

    def add_events(self, slug: str, given: Sequence[Event], author: str = "", note: str = "") -> list[StoredEvent]:
        """Each gets a new public id."""
        with self._writing(slug, "add", author, note) as writing:
            return all_stored(writing.connection, editing.add(writing, given), writing.id)

    def add_event(self, slug: str, given: Event, author: str = "", note: str = "") -> StoredEvent:
        return self.add_events(slug, [given], author, note)[0]

    def change_event(self, slug: str, public: str, given: Event, version: int | None, author: str = "", note: str = "") -> StoredEvent:
        """Raises Stale, with the event as it is now, when `version` is not the newest."""

        def make(writing: Writing, row: Row) -> None:
            editing.change(writing, row, given)

        return self._changing(slug, public, "change", author, note, version, make)

    def bin_event(self, slug: str, public: str, version: int | None = None, author: str = "", note: str = "") -> StoredEvent:
        def make(writing: Writing, row: Row) -> None:
            editing.set_bin(writing, row, binned=True)

        return self._changing(slug, public, "bin", author, note, version, make)

    def restore_event(self, slug: str, public: str, version: int | None = None, author: str = "", note: str = "") -> StoredEvent:
        def make(writing: Writing, row: Row) -> None:
            editing.set_bin(writing, row, binned=False)

        return self._changing(slug, public, "restore", author, note, version, make)

    def decide(self, slug: str, ids: Sequence[str], status: Status, author: str = "", note: str = "") -> Change:
        """Accept or reject them all, as one change."""
        with self._writing(slug, status, author, note) as writing:
            editing.decide(writing, ids, status)
            writing.finish()
            return changes.told(writing.connection, writing.timeline_id, writing.id)

    def erase_event(self, slug: str, public: str, author: str = "") -> None:
        """Truly gone. Only its fingerprint is kept, so that reading its text again does not bring it back."""
        with self._writing(slug, "erase", author) as writing:
            erasing.erase_event(writing, event_row(writing.connection, writing.timeline_id, public))
            writing.finish()
        sqlite.wipe(self.engine)

    # --- a whole timeline --------------------------------------------------------------------------------------

    def put_timeline(
        self,
        slug: str,
        title: str | None = None,
        description: str | None = None,
        documents: Sequence[StoredDocument] = (),
        events: Iterable[Event] = (),
        author: str = "",
        note: str = "",
        progress: Progress | None = None,
        eras: Sequence[Era] = (),
        views: Sequence[SavedView] = (),
    ) -> Merged:
        """Take in a timeline file, as one change that keeps its ids. The timeline is made when it is not there; of one that is, what
        the file does not name stays, and so does a title or description that is None. `events` may be as many as one likes: they are
        taken some at a time."""
        with sqlite.writing(self.engine) as connection:
            row, created = cards.found_or_created(connection, slug, title, author)
            writing = Writing(connection, row, "import", author, note)
            cards.describe(writing, slug, title, description)
            counts = merging.put(writing, documents, events, progress)
            keepsakes.put(writing, eras, views)
            change = None if writing.empty else writing.finish()
            return Merged(cards.card(connection, cards.row_of(connection, slug)), **counts, created=created, change=change)

    # --- changes -------------------------------------------------------------------------------------------------

    def changes(self, slug: str, limit: int = 50, before: int | None = None) -> list[Change]:
        """Newest first; `before` is the id of the last one of the page before."""
        with self._reading(slug) as (connection, number):
            return changes.listed(connection, number, limit, before)

    def change(self, slug: str, change_id: int) -> Change:
        with self._reading(slug) as (connection, number):
            return changes.told(connection, number, change_id)

    def undo(self, slug: str, change_id: int | None = None, author: str = "") -> Change:
        """Take back one change, or the newest that is in force; the change that did it. To redo is to undo that. Raises Stale when
        something later touched the same events, and NotFound when there is nothing to take back."""
        with sqlite.writing(self.engine) as connection:
            row = cards.row_of(connection, slug)
            return changes.told(connection, row["id"], changes.undo(connection, row, change_id, author))

    def history(self, slug: str, public: str) -> list[Change]:
        """What happened to one event, newest first, each with the event before and after."""
        with self._reading(slug) as (connection, number):
            return history.of_event(connection, number, public)

    # --- what is missing -----------------------------------------------------------------------------------------

    def gaps(self, slug: str, limit: int = 10, category: str | None = None) -> list[Gap]:
        """The longest stretches without an accepted event (of one category), longest first."""
        with self._reading(slug) as (connection, number):
            return gaps.longest(connection, number, limit, category)

    def single_source(self, slug: str, limit: int = 50) -> SingleSource:
        """Accepted events that only one independent source tells, in the order of their dates."""
        with self._reading(slug) as (connection, number):
            return gaps.single_source(connection, number, limit)

    def document_states(self, slug: str) -> list[DocumentState]:
        """Every document, without its text, with what became of its suggestions; those that wait come first."""
        with self._reading(slug) as (connection, number):
            return gaps.states(connection, number)

    # --- the file ------------------------------------------------------------------------------------------------

    def backup(self, path: str | Path, progress: Progress | None = None) -> None:
        """A consistent copy of a store in use. Overwrites nothing, and leaves nothing half-written."""
        sqlite.backup(self.engine, Path(path), progress)

    def check(self) -> list[str]:
        """What is wrong with the file; empty when nothing is."""
        with sqlite.reading(self.engine) as connection:
            return sqlite.faults(connection)
