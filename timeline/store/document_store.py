"""The store, as far as texts are concerned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from timeline.events import Event, Reading
from timeline.store import (
    changes,
    documents,
    erasing,
    rereading,
    sqlite,
    suggesting,
)
from timeline.store.base import Base
from timeline.store.records import (
    Asked,
    Change,
    Imported,
    Reread,
    StoredDocument,
)

Progress = Callable[[int, int], None]


class DocumentStore(Base):
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
            (imported,) = suggesting.read_in(writing, [(given, reading)], accept, progress)
            return replace(imported, change=None if writing.empty else writing.id)

    def add_documents(
        self, slug: str, given: Sequence[tuple[StoredDocument, Reading]], accept: bool = False, author: str = "", change: int | None = None
    ) -> list[Imported]:
        """Several texts, all kept or none. `change` is that of an earlier call, which this one goes on with: an import of many files is
        kept a few at a time, and is yet one step to undo. Raises Refused when that step was undone meanwhile."""
        with self._writing(slug, "read files", author) as writing:
            if change is not None:
                writing.go_on_with(changes.change_row(writing.connection, writing.timeline_id, change))
            done = suggesting.read_in(writing, given, accept)
            number = None if writing.empty else writing.finish()
            return [replace(each, change=number) for each in done]

    def known_texts(self, slug: str, texts: Iterable[str]) -> dict[str, StoredDocument]:
        """By text the document that has it, or the same in other blanks."""
        with self._reading(slug) as (connection, timeline):
            return {text: documents.document_of(row) for text, row in documents.same_texts(connection, timeline, texts).items()}

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

    def titles(self, slug: str, publics: Iterable[str]) -> dict[str, str]:
        """Of those that are documents here."""
        with self._reading(slug) as (connection, number):
            return {public: each.title for public, each in documents.cited(connection, number, list(publics)).items()}

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

    def waiting_count(self, slug: str) -> int:
        with self._reading(slug) as (connection, number):
            return rereading.how_many(connection, number)

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
