"""What a format is, what a file of one holds, and the register of those known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from timeline.errors import BadFile
from timeline.events import STATUSES, Event, Status
from timeline.store import Store, StoredDocument


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole timeline out of a file; the ids are the public ones, so that reading it twice changes nothing."""

    title: str
    description: str
    documents: tuple[StoredDocument, ...]
    events: tuple[Event, ...]


Reader = Callable[[bytes], Contents]


class Writer(Protocol):
    """Yields text piece by piece, so that no timeline is too long; events of other statuses are left out."""

    def __call__(self, store: Store, slug: str, statuses: tuple[Status, ...] = STATUSES, /) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class Format:
    """`read` takes the bytes of a file. Either way may be missing."""

    name: str
    title: str
    suffix: str
    media_type: str
    read: Reader | None = None
    write: Writer | None = None


FORMATS: dict[str, Format] = {}


def register(row: Format) -> None:
    FORMATS[row.name] = row


def reader(name: str) -> Reader:
    found = _known(name).read
    if found is None:
        raise BadFile(f"The format {name} can be written but not read; what can be read is {_names(reading=True)}.")
    return found


def writer(name: str) -> Writer:
    found = _known(name).write
    if found is None:
        raise BadFile(f"The format {name} can be read but not written; what can be written is {_names(reading=False)}.")
    return found


def _known(name: str) -> Format:
    if name not in FORMATS:
        raise BadFile(f"There is no format {name!r}; there is {', '.join(FORMATS)}.", field="format")
    return FORMATS[name]


def _names(*, reading: bool) -> str:
    return ", ".join(each.name for each in FORMATS.values() if (each.read if reading else each.write))
