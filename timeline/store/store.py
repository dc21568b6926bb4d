"""The store, as the rest of the program sees it: one method for each thing one can do, thread-safe, each write one change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from timeline.events import Event, Reading, Status
from timeline.store import (
    cards,
    changes,
    documents,
    editing,
    erasing,
    gaps,
    history,
    joining,
    likeness,
    merging,
    opening,
    queries,
    rereading,
    sqlite,
)
from timeline.store.changes import Writing
from timeline.store.events import all_stored, event_row, row_of
from timeline.store.joining import Choice
from timeline.store.records import (
    Asked,
    Change,
    DocumentState,
    Filter,
    Gap,
    Imported,
    Likely,
    Merged,
    Page,
    PairKey,
    Pairs,
    Reread,
    StoredDocument,
    StoredEvent,
    TimelineCard,
)
from timeline.store.rows import Row

Progress = Callable[[int, int], None]


class Store:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str) -> Store:
        """Makes the file when there is none. Raises StoreFailed."""
        return cls(opening.opened(url))

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Store:
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
            return queries.page(connection, number, given or Filter(), cursor, limit)

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
            return queries.neighbours(connection, number, public, given or Filter())

    def count(self, slug: str, given: Filter | None = None) -> int:
        with self._reading(slug) as (connection, number):
            return queries.count(connection, queries.wanted(connection, number, given or Filter()))

    def window(self, slug: str, given: Filter | None, first: int, last: int, limit: int) -> tuple[list[StoredEvent], int]:
        """The most important events that meet the seconds from `first` to `last` (exclusive), and how many meet them."""
        with self._reading(slug) as (connection, number):
            return queries.window(connection, number, given or Filter(), first, last, limit)

    def density(self, slug: str, given: Filter | None, edges: Sequence[int]) -> dict[str, list[tuple[int, int]]]:
        """By category, for each bin between edges (seconds): certainly in it, possibly later. Each event that meets the whole is
        counted once, in the bin of its earliest day or in the first."""
        with self._reading(slug) as (connection, number):
            return queries.density(connection, number, given or Filter(), edges)

    def extent(self, slug: str, given: Filter | None = None) -> tuple[int, int] | None:
        """First second and last (exclusive) of the known bounds; None when there are none."""
        with self._reading(slug) as (connection, number):
            return queries.extent(connection, queries.wanted(connection, number, given or Filter()))

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

    # --- several accounts of one event ---------------------------------------------------------------------------

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

    # --- documents -----------------------------------------------------------------------------------------------

    def add_document(
        self,
        slug: str,
        given: StoredDocument,
        reading: Reading,
        accept: bool = False,
        author: str = "",
        note: str = "",
        progress: Progress | None = None,
    ) -> Imported:
        """Store a text with what `extract` read in it, as one change; what is known already is not added again."""
        with self._writing(slug, "read", author, note) as writing:
            imported = documents.read_in(writing, given, reading, accept, progress)
            return replace(imported, change=None if writing.empty else writing.id)

    def add_documents(
        self, slug: str, given: Sequence[tuple[StoredDocument, Reading]], accept: bool = False, author: str = "", change: int | None = None
    ) -> list[Imported]:
        """Several texts, all kept or none. `change` is that of an earlier call, which this one goes on with: an import of many files is
        kept a few at a time, and is yet one step to undo. Raises Refused when that step was undone meanwhile."""
        with self._writing(slug, "read files", author) as writing:
            if change is not None:
                writing.go_on_with(changes.change_row(writing.connection, writing.timeline_id, change))
            done = [documents.read_in(writing, document, reading, accept) for document, reading in given]
            number = None if writing.empty else writing.finish()
            return [replace(each, change=number) for each in done]

    def known_text(self, slug: str, text: str) -> StoredDocument | None:
        """The document that has this text, or the same in other blanks."""
        with self._reading(slug) as (connection, timeline):
            row = documents.same_text(connection, timeline, text)
            return None if row is None else documents.document_of(row)

    def documents(self, slug: str) -> list[StoredDocument]:
        with self._reading(slug) as (connection, number):
            return documents.listed(connection, number)

    def document(self, slug: str, public: str) -> StoredDocument:
        with self._reading(slug) as (connection, number):
            return documents.document_of(documents.document_row(connection, number, public))

    def cited(self, slug: str, given: Iterable[Event]) -> dict[str, StoredDocument]:
        """The documents that these events name, by id, without their texts."""
        with self._reading(slug) as (connection, number):
            return documents.cited(connection, number, sorted({each.document for one in given for each in one.evidence if each.document}))

    def reread(self, slug: str, public: str, given: StoredDocument, reading: Reading, author: str = "", note: str = "") -> Reread:
        """A document with its publication date or its text corrected, and what `extract` read in it now, as one change: suggestions
        that nobody touched follow, reviewed events ask (see `waiting`), nothing else moves."""
        with self._writing(slug, "reread", author, note) as writing:
            row = documents.document_row(writing.connection, writing.timeline_id, public)
            done = rereading.reread(writing, row, given, reading)
            return replace(done, change=None if writing.empty else writing.id)

    def waiting(self, slug: str, document: str | None = None) -> list[Asked]:
        """Reviewed events that ask whether to follow a document that was read again."""
        with self._reading(slug) as (connection, number):
            return rereading.waiting(connection, number, document)

    def settle(self, slug: str, answers: Sequence[tuple[str, str]], move: bool, author: str = "", note: str = "") -> Change:
        """Answers for (event, document) pairs, as one change: to move to what the document says now, or to keep the date."""
        with self._writing(slug, "move" if move else "keep", author, note) as writing:
            for event, document in answers:
                rereading.settle(writing, event, document, move)
            writing.finish()
            return changes.told(writing.connection, writing.timeline_id, writing.id)

    def erase_document(self, slug: str, public: str, author: str = "") -> None:
        """The text, every quote from it, and the events that rest on nothing else: truly gone."""
        with self._writing(slug, "erase document", author) as writing:
            erasing.erase_document(writing, documents.document_row(writing.connection, writing.timeline_id, public))
            writing.finish()
        sqlite.wipe(self.engine)

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
    ) -> Merged:
        """Take in a timeline file, as one change that keeps its ids. The timeline is made when it is not there; of one that is, what
        the file does not name stays, and so does a title or description that is None. `events` may be as many as one likes: they are
        taken some at a time."""
        with sqlite.writing(self.engine) as connection:
            row, created = cards.found_or_created(connection, slug, title, author)
            writing = Writing(connection, row, "import", author, note)
            cards.describe(writing, slug, title, description)
            counts = merging.put(writing, documents, events, progress)
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
