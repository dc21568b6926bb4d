"""Plain text: as it is, but for its line ends."""

from __future__ import annotations

from timeline.readers.encodings import text_of
from timeline.readers.found import Found


def read(data: bytes, name: str) -> Found:
    text, notes = text_of(data, name)
    return Found(text.replace("\r\n", "\n"), notes=notes)
