"""What a format is, what a file of one holds, and the register of those known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from timeline.errors import BadFile
from timeline.events import Event
from timeline.store import Store, StoredDocument


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole timeline out of a file; the ids are the public ones, so that reading it twice changes nothing."""

    title: str
    description: str
    documents: tuple[StoredDocument, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """`read` takes the bytes of a file; `write` yields text piece by piece, so that no timeline is too long. Either may be missing."""

    name: str
    title: str
    suffix: str
    media_type: str
    read: Callable[[bytes], Contents] | None = None
    write: Callable[[Store, str], Iterator[str]] | None = None


FORMATS: dict[str, Format] = {}


def register(row: Format) -> None:
    FORMATS[row.name] = row


def reader(name: str) -> Callable[[bytes], Contents]:
    found = _known(name).read
    if found is None:
        raise BadFile(f"The format {name} can be written but not read; what can be read is {_names(reading=True)}.")
    return found


def writer(name: str) -> Callable[[Store, str], Iterator[str]]:
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
