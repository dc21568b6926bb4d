"""What a format is, what a file of one holds, and the register of those known."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO, Generic, Protocol, TypeVar

from timeline.errors import BadFile
from timeline.events import STATUSES, Event, Status
from timeline.formats.losses import Loss
from timeline.readers.json_stream import outline
from timeline.readers.strict_json import is_json
from timeline.store import Era, SavedView, Store, StoredDocument
from timeline.wording import gettext

T = TypeVar("T")
HEAD = 4096


@dataclass(frozen=True, slots=True)
class Again(Generic[T]):
    """What can be gone through as often as one likes; it is made anew each time."""

    make: Callable[[], Iterator[T]]

    def __iter__(self) -> Iterator[T]:
        return self.make()


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole timeline out of a file; the ids are the public ones, so that reading it twice changes nothing.

    `events` may be read as often as one likes, each time from the file, which has to stay open. `skipped` has the reason of each row
    left out, beginning with its number; `losses` what the file says and no timeline can hold.
    """

    title: str
    description: str
    documents: tuple[StoredDocument, ...]
    events: Iterable[Event]
    skipped: tuple[str, ...] = ()
    losses: Iterable[Loss] = ()
    eras: tuple[Era, ...] = ()
    views: tuple[SavedView, ...] = ()

    @property
    def beside(self) -> dict[str, Any]:
        """What belongs to the timeline beside its events, as Store.put_timeline takes it."""
        return {"eras": self.eras, "views": self.views}


class Reader(Protocol):
    """`data` may be a file open for bytes. Raises BadFile; BadRows for rows that cannot be read, if `skip_bad` does not leave them out."""

    def __call__(self, data: bytes | BinaryIO, /, *, skip_bad: bool = False) -> Contents: ...


class Writer(Protocol):
    """Yields text piece by piece, so that no timeline is too long; events of other statuses are left out."""

    def __call__(self, store: Store, slug: str, statuses: tuple[Status, ...] = STATUSES, /) -> Iterator[str]: ...


class Losing(Protocol):
    """What the file that the Writer makes cannot hold, event by event."""

    def __call__(self, store: Store, slug: str, statuses: tuple[Status, ...] = STATUSES, /) -> Iterator[Loss]: ...


def nothing_lost(_store: Store, _slug: str, _statuses: tuple[Status, ...] = STATUSES, /) -> Iterator[Loss]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Format:
    """Either way may be missing. `about` says in a sentence what it is for. `known` tells a file by the outline of its JSON, or by the
    cells of its first row."""

    name: str
    title: str
    suffix: str
    media_type: str
    about: str
    read: Reader | None = None
    write: Writer | None = None
    losses: Losing = nothing_lost
    known: Callable[[Any], bool] = lambda _: False


FORMATS: dict[str, Format] = {}


def register(row: Format) -> None:
    FORMATS[row.name] = row


def reader(name: str) -> Reader:
    found = known(name).read
    if found is None:
        raise BadFile(
            gettext(
                "The format %(name)s can be written but not read; what can be read is %(value)s.", name=name, value=_names(reading=True)
            )
        )
    return found


def writer(name: str) -> Writer:
    found = known(name).write
    if found is None:
        raise BadFile(
            gettext(
                "The format %(name)s can be read but not written; what can be written is %(value)s.", name=name, value=_names(reading=False)
            )
        )
    return found


def known(name: str) -> Format:
    if name not in FORMATS:
        raise BadFile(
            gettext("There is no format %(name)s; there is %(names)s.", name=repr(name), names=", ".join(FORMATS)), field="format"
        )
    return FORMATS[name]


def _names(*, reading: bool) -> str:
    return ", ".join(each.name for each in FORMATS.values() if (each.read if reading else each.write))


# --- which one it is -----------------------------------------------------------------------------------------------

TABLE_SUFFIXES = (".csv", ".tsv")


def opened(data: bytes | BinaryIO) -> BinaryIO:
    return io.BytesIO(data) if isinstance(data, bytes) else data


def guess(name: str, data: bytes | BinaryIO) -> str | None:
    """The name of the format of a file, by the end of its name and by what is in it; None for a text. JSON that no format knows is told
    as `json`, whose reader says what is wrong with it."""
    file = opened(data)
    suffix = PurePath(name).suffix.lower()
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if suffix in TABLE_SUFFIXES:
        return "csv"
    if is_json(name, head) or (suffix != ".txt" and head.lstrip().startswith(b"[{")):
        return _guess_json(file)
    return "csv" if not suffix and _is_table(head) else None


def _guess_json(file: BinaryIO) -> str:
    shape: dict[str, Any] = {}
    with suppress(BadFile):
        shape = outline(file)
    file.seek(0)
    return next((each.name for each in FORMATS.values() if each.suffix == ".json" and each.known(shape)), "json")


def _is_table(head: bytes) -> bool:
    """Whether the first line is a header that the table format knows."""
    lines = head.decode("utf-8-sig", "replace").splitlines()
    cells = ([] if not lines else next(csv.reader([lines[0]], delimiter=mark), []) for mark in ",;\t")
    return any(len(row) > 1 and FORMATS["csv"].known(row) for row in cells)
