"""What a reader finds in a file, and what it may take while it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from timeline.errors import TimelineError, TooLarge, plain
from timeline.settings import whole_setting
from timeline.wording import gettext, number_words

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Found:
    """The text that all places in it are counted in, and what the file says about itself. `published` is EDTF and may be partial;
    `published_why` says where it was found; `notes` are sentences for the person who gave the file."""

    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    published: str | None = None
    published_why: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a file, or the reason why there is none. `left_out`: nobody would have expected one."""

    name: str
    found: Found | None = None
    wrong: TimelineError | None = None
    left_out: bool = False


Inside = Iterator[tuple[str, bytes | TimelineError]]
Read = Callable[[bytes, str], Found]
Open = Callable[[bytes, str, "Allowance"], Inside]


@dataclass(slots=True)
class Allowance:
    """What one import may still take: files, and bytes that archives unpack to."""

    files: int = field(default_factory=lambda: whole_setting("max_files"))
    unpacked: int = field(default_factory=lambda: whole_setting("max_unpacked"))

    def take_file(self) -> None:
        if self.files <= 0:
            limit = whole_setting("max_files")
            raise TooLarge(
                gettext(
                    "More than %(limit)s files were given; this one was not read. Give fewer, or raise TIMELINE_MAX_FILES.",
                    limit=number_words(limit),
                )
            )
        self.files -= 1

    def take_bytes(self, size: int, name: str) -> None:
        if size > self.unpacked:
            limit = whole_setting("max_unpacked")
            raise TooLarge(f"{name} unpacks to more than is left of the {limit / 1e6:,.0f} MB of one import; it was not read.")
        self.unpacked -= size


def shown(name: str) -> str:
    """A file's name as one line that can be read, whatever was put into it; a long one without its middle."""
    told = plain(" ".join(name.split())) or "(no name)"
    half = LONGEST_NAME // 2
    return told if len(told) <= LONGEST_NAME else f"{told[:half]} … {told[-half:]}"
