"""Many files at once: each document is read, then kept a few at a time, and all of them are one step to undo.

A lot is one transaction, so an import that is killed leaves whole documents, and nobody waits long for the store. The lots are parts of
one change: undoing it takes back what was imported so far.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from timeline.errors import BadInput, TimelineError
from timeline.events import Reading
from timeline.extraction import extract
from timeline.formats import guess, reader
from timeline.pipeline import document
from timeline.readers.found import Allowance, Found, Part, shown
from timeline.readers.kinds import parts
from timeline.store import Imported, Store, StoredDocument

LOT_DOCUMENTS = 25
LOT_CHARACTERS = 200_000
LOT_SECONDS = 0.5
TEXT = "text"

State = Literal["read", "known", "timeline", "refused", "left out"]


@dataclass(frozen=True, slots=True)
class File:
    """`text`: said to be one, so that no timeline is looked for in it."""

    name: str
    content: Callable[[], bytes]
    text: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one document, or of one file that holds none. `sentence` says why it was refused, or what a timeline brought."""

    name: str
    state: State
    sentence: str = ""
    document: StoredDocument | None = None
    added: int = 0
    known: int = 0
    rejected_before: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A document that is taken out of its file, and nothing more yet."""

    name: str
    found: Found


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A document that is read and not kept yet."""

    name: str
    document: StoredDocument
    reading: Reading
    notes: tuple[str, ...]


@dataclass(slots=True)
class Import:
    """`published` (EDTF), `language`, `title` and `source` hold for every document, whatever it says itself. `change` is the step that
    takes back what was imported so far, None as long as nothing was."""

    store: Store
    slug: str
    accept: bool = False
    author: str = ""
    published: str | None = None
    language: str | None = None
    hemisphere: str = "north"
    title: str = ""
    change: int | None = None
    allowance: Allowance = field(default_factory=Allowance)

    def take(self, files: Iterable[File]) -> Iterator[Row]:
        """A row for each document, once it is kept. Raises StoreFailed, NotFound and Refused, when nothing more can be kept."""
        lot: list[Row | _Found] = []
        started = time.monotonic()
        for each in self._open(files):
            lot.append(each)
            if _is_full(lot) or time.monotonic() - started > LOT_SECONDS:
                yield from self._keep(self._read(lot))
                lot, started = [], time.monotonic()
        yield from self._keep(self._read(lot))

    # --- reading -------------------------------------------------------------------------------------------------

    def _open(self, files: Iterable[File]) -> Iterator[Row | _Found]:
        for file in files:
            try:
                data = file.content()
            except BadInput as wrong:
                yield Row(shown(file.name), "refused", wrong.sentence)
                continue
            name = TEXT if file.text else guess(file.name, data)
            if name not in (None, TEXT):
                yield self._timeline(file.name, data, str(name))
            else:
                yield from map(_part, parts(file.name, data, self.allowance))

    def _read(self, lot: Sequence[Row | _Found]) -> list[Row | _Waiting]:
        texts = [each.found.text for each in lot if isinstance(each, _Found)]
        known = self.store.known_texts(self.slug, texts) if texts else {}
        return [each if isinstance(each, Row) else self._waiting(each.name, each.found, known.get(each.found.text)) for each in lot]

    def _waiting(self, name: str, found: Found, there: StoredDocument | None) -> Row | _Waiting:
        try:
            return self._known(name, found, there) if there else self._new(name, found)
        except BadInput as wrong:
            return Row(name, "refused", wrong.sentence)

    def _known(self, name: str, found: Found, there: StoredDocument) -> _Waiting:
        reading = extract(there.text, published=there.published, language=there.language or None, hemisphere=self.hemisphere)
        return _Waiting(name, there, reading, found.notes)

    def _new(self, name: str, found: Found) -> _Waiting:
        published = self.published or found.published
        reading = extract(found.text, published=published, language=self.language, hemisphere=self.hemisphere)
        made = document(found.text, reading, self.title or found.title, found.source, found.url)
        if published is not None and not self.published:
            made = replace(made, published_assumed=found.published_why)
        return _Waiting(name, made, reading, (*found.notes, *reading.notes))

    def _timeline(self, name: str, data: bytes, file_format: str) -> Row:
        """A timeline among the files is a change of its own."""
        try:
            contents = reader(file_format)(io.BytesIO(data))
            description = None if self.store.timeline(self.slug).description else contents.description
            merged = self.store.put_timeline(
                self.slug, None, description, contents.documents, contents.events, author=self.author, **contents.beside
            )
        except BadInput as wrong:
            return Row(shown(name), "refused", wrong.sentence)
        said = f"{merged.added:,} events added, {merged.updated:,} changed, {merged.unchanged:,} as before."
        return Row(shown(name), "timeline", said, added=merged.added, known=merged.unchanged)

    # --- keeping -------------------------------------------------------------------------------------------------

    def _keep(self, lot: Sequence[Row | _Waiting]) -> Iterator[Row]:
        waiting = [each for each in lot if isinstance(each, _Waiting)]
        try:
            kept = iter(self._add(waiting))
        except BadInput as wrong:
            if len(lot) == 1:
                yield Row(waiting[0].name, "refused", wrong.sentence)
            else:
                for each in lot:
                    yield from self._keep([each])
            return
        for each in lot:
            yield each if isinstance(each, Row) else _row(each, next(kept))

    def _add(self, waiting: Sequence[_Waiting]) -> list[Imported]:
        if not waiting:
            return []
        given = [(each.document, each.reading) for each in waiting]
        kept = self.store.add_documents(self.slug, given, self.accept, self.author, self.change)
        self.change = kept[0].change
        return kept


def _part(part: Part) -> Row | _Found:
    if part.found is not None:
        return _Found(part.name, part.found)
    return Row(part.name, "left out" if part.left_out else "refused", part.wrong.sentence if part.wrong else "")


def _is_full(lot: Sequence[Row | _Found]) -> bool:
    sizes = [len(each.found.text) for each in lot if isinstance(each, _Found)]
    return len(lot) >= LOT_DOCUMENTS or sum(sizes) >= LOT_CHARACTERS


def _row(waiting: _Waiting, kept: Imported) -> Row:
    state: State = "known" if kept.was_there else "read"
    return Row(waiting.name, state, "", kept.document, kept.added, kept.known, kept.rejected_before, waiting.notes)


def refused(rows: Iterable[Row]) -> int:
    return sum(row.state == "refused" for row in rows)


def as_file(name: str, data: bytes | TimelineError) -> File:
    def content() -> bytes:
        if isinstance(data, TimelineError):
            raise data
        return data

    return File(name, content)
