"""A large JSON file read piece by piece, as strictly as strict_json reads a small one, so that memory does not grow with the file.

    for key, number, value in pieces(file): ...

gives what the outermost object holds: the rows of its lists one by one (`number` counts them from 0), everything else whole (`number` is
None; an empty list too). A file that is no object gives itself, or its rows when it is a list, with the key "".
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from timeline.errors import BadFile
from timeline.readers.strict_json import DECODER, DEEP, check_characters, syntax_error
from timeline.wording import gettext

Piece = tuple[str, int | None, Any]
STEP = 1 << 16
BLANK = re.compile(r"[ \t\r\n]*")
# a number may go on behind what has been read so far by this much: “1” and then “.5e10”
UNSURE = 64


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """From the beginning of the file. Raises BadFile."""
    file.seek(0)
    text = _Window(file)
    opening = text.peek()
    if opening == "[":
        yield from _rows(text, "")
    elif opening == "{":
        yield from _members(text)
    else:
        yield "", None, text.value()
    text.end()


def outline(file: BinaryIO) -> dict[str, Any]:
    """The outermost object with only the first row of each list: enough to tell which format it is."""
    found: dict[str, Any] = {}
    for key, number, value in pieces(file):
        if number is None:
            found[key] = value
        elif number == 0:
            found[key] = [value]
    return found


def _members(text: _Window) -> Iterator[Piece]:
    text.take("{")
    seen: set[str] = set()
    while text.peek() != "}":
        key = _key(text, seen)
        if text.peek() == "[":
            yield from _rows(text, key)
        else:
            yield key, None, text.value()
        if text.peek() != ",":
            break
        text.take(",")
        text.expect('"')
    text.take("}")


def _key(text: _Window, seen: set[str]) -> str:
    text.expect('"')
    key: str = text.value()
    if key in seen:
        raise BadFile(gettext("The key “%(key)s” stands twice in one object; each may stand once.", key=key[:60]), field=key[:60])
    seen.add(key)
    text.take(":")
    return key


def _rows(text: _Window, key: str) -> Iterator[Piece]:
    text.take("[")
    if text.peek() == "]":
        text.take("]")
        yield key, None, []
        return
    number = 0
    while True:
        yield key, number, text.value()
        number += 1
        if text.peek() != ",":
            break
        text.take(",")
    text.take("]")


class _Window:
    """The part of the file that is being read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self.text = ""
        self.at = 0
        self.bytes_before = 0
        self.lines_before = 0
        self.column_before = 0
        self.ended = False

    def peek(self) -> str:
        """The next character that is no blank; empty at the end of the file."""
        while True:
            found = BLANK.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text) or self.ended:
                return self.text[self.at : self.at + 1]
            self._more(STEP)

    def take(self, wanted: str) -> None:
        self.expect(wanted)
        self.at += 1

    def expect(self, wanted: str) -> None:
        if self.peek() != wanted:
            raise self._wrong(f"Expecting {'a key in quotes' if wanted == chr(34) else f'“{wanted}”'}", self.at)

    def end(self) -> None:
        if self.peek():
            raise self._wrong("Extra data", self.at)

    def value(self) -> Any:
        """The value that begins here, however long it is; asks for twice as much each time that it has not ended yet."""
        self.peek()
        step = STEP
        while True:
            try:
                value, end = DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as wrong:
                if self.ended:
                    raise self._wrong(wrong.msg, wrong.pos) from wrong
            except RecursionError as wrong:
                raise BadFile(gettext(DEEP)) from wrong
            else:
                if self.ended or end + UNSURE < len(self.text):
                    return self._taken(value, end)
            self._more(step)
            step *= 2

    def _taken(self, value: Any, end: int) -> Any:
        check_characters(self.text[self.at : end], value)
        self.at = end
        return value

    def _more(self, size: int) -> None:
        """What was read is let go first."""
        self.lines_before, self.column_before = self._place(self.at)
        data = self.file.read(size)
        waiting = len(self.decoder.getstate()[0])
        try:
            new = self.decoder.decode(data, final=not data)
        except UnicodeDecodeError as wrong:
            place = self.bytes_before - waiting + wrong.start + 1
            raise BadFile(gettext("This is no JSON: byte %(place)s is no UTF-8, which JSON is written in.", place=place)) from wrong
        self.bytes_before += len(data)
        self.text, self.at, self.ended = self.text[self.at :] + new, 0, not data

    def _wrong(self, said: str, place: int) -> BadFile:
        line, column = self._place(place)
        return syntax_error(line + 1, column + 1, said)

    def _place(self, place: int) -> tuple[int, int]:
        """Line and column, both from 0."""
        start = self.text.rfind("\n", 0, place)
        return self.lines_before + self.text.count("\n", 0, place), place - start - 1 + (self.column_before if start < 0 else 0)
