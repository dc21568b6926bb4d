"""The kinds of files that texts are read from, and how one is told: by what it begins with, then by its name.

    for part in parts("report.zip", data, Allowance()): ...

A new kind is a module beside this one with read(data, name), and a row here. Modules are loaded when such a file comes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Any

from timeline.errors import BadFile, TimelineError, TooLarge
from timeline.readers import archive
from timeline.readers.found import Allowance, Found, Part, shown
from timeline.settings import whole_setting
from timeline.wording import gettext, number_words


@dataclass(frozen=True, slots=True)
class Kind:
    """`module` is one of this folder; `read` and `inside` name its functions, "" where it has none."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    module: str
    read: str = "read"
    inside: str = ""


KINDS = {
    each.name: each
    for each in (
        Kind("text", "plain text", (".txt", ".text"), "text"),
        Kind("markdown", "Markdown", (".md", ".markdown"), "markdown"),
        Kind("page", "saved web pages", (".html", ".htm", ".xhtml"), "page"),
        Kind("mhtml", "web pages saved as one file", (".mht", ".mhtml"), "mail", "read_page"),
        Kind("word", "Word (DOCX)", (".docx",), "word"),
        Kind("pdf", "PDF", (".pdf",), "pdf"),
        Kind("mail", "mails", (".eml",), "mail", inside="inside"),
        Kind("archive", "archives of these", (".zip",), "archive", "", "inside"),
    )
}
SUFFIXES = {suffix: each for each in KINDS.values() for suffix in each.suffixes}
# how a file begins that holds no text whatever its name says
PICTURES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"BM": "BMP"}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
OTHER_OFFICE = {"xl/workbook.xml": "a spreadsheet", "ppt/presentation.xml": "a presentation", "content.xml": "an OpenDocument file"}
log = logging.getLogger("timeline.readers")
HEAD = 1024
DEEPEST = 3


def is_read(name: str) -> bool:
    """Whether a file of that name is one that texts are read from."""
    return PurePath(name).suffix.lower() in SUFFIXES


def told(name: str, data: bytes) -> Kind:
    """Raises BadFile for what holds no text."""
    label, head = shown(name), data[:HEAD]
    if b"%PDF-" in head:
        return KINDS["pdf"]
    if data.startswith(ZIPPED):
        return _zipped(label, data)
    if data.startswith(OLD_OFFICE):
        why = "protected with a password" if LOCKED in data else "of a kind that Office wrote before 2007"
        raise BadFile(gettext("%(label)s is %(why)s. Save it as DOCX without a password and import that.", label=label, why=why))
    picture = next((said for mark, said in PICTURES.items() if data.startswith(mark) and (said != "BMP" or b"\0" in head)), None)
    if picture:
        raise BadFile(
            gettext(
                "%(label)s is a picture (%(picture)s), whatever its name says. Have its text recognised first (OCR).",
                label=label,
                picture=picture,
            )
        )
    kind = SUFFIXES.get(PurePath(name).suffix.lower())
    if kind is None and head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        return KINDS["page"]
    return _checked(kind, label, data)


def _checked(kind: Kind | None, label: str, data: bytes) -> Kind:
    """A name that promises a PDF, Word or ZIP file, of which the beginning is missing."""
    if kind is not None and kind.name in ("pdf", "word", "archive"):
        if not data:
            raise BadFile(gettext("%(label)s is empty; there is nothing to read in it.", label=label))
        raise BadFile(
            gettext("%(label)s is no %(value)s file, or it is broken; it cannot be read.", label=label, value=kind.suffixes[0][1:].upper())
        )
    return kind or KINDS["text"]


def _zipped(label: str, data: bytes) -> Kind:
    names = archive.names_in(data)
    other = next((said for mark, said in OTHER_OFFICE.items() if mark in names), None)
    if other:
        raise BadFile(
            gettext("%(label)s is %(other)s, which is not read. Save it as DOCX, PDF or text and import that.", label=label, other=other)
        )
    return KINDS["word"] if "word/document.xml" in names or label.lower().endswith(".docx") else KINDS["archive"]


def parts(name: str, data: bytes, allowance: Allowance, within: tuple[str, ...] = ()) -> Iterator[Part]:
    """Each document of a file, or why there is none. `within` are the kinds that it lies in."""
    label = " / ".join(shown(each) for each in name.split("\0"))
    try:
        allowance.take_file()
        kind = told(name, data)
        _check_place(kind, label, within)
        _check_size(data, label)
    except TimelineError as wrong:
        yield Part(label, wrong=wrong)
        return
    if kind.read:
        yield _part(kind, data, label)
    if kind.inside:
        yield from _inside(kind, name, data, allowance, within)


def _part(kind: Kind, data: bytes, label: str) -> Part:
    try:
        return Part(label, _function(kind, kind.read)(data, label))
    except TimelineError as wrong:
        return Part(label, wrong=wrong)
    except (RecursionError, MemoryError):
        return Part(label, wrong=TooLarge(gettext("%(label)s is nested too deeply, or too large, to be read.", label=label)))
    except Exception as wrong:  # whatever others' readers make of a broken file, the other files go through
        log.warning("%s could not be read", label, exc_info=wrong)
        return Part(
            label,
            wrong=BadFile(
                gettext("%(label)s could not be read; it seems to be broken (%(name)s).", label=label, name=type(wrong).__name__)
            ),
        )


def _check_size(data: bytes, label: str) -> None:
    limit = whole_setting("max_file")
    if len(data) > limit:
        raise TooLarge(
            gettext(
                "%(label)s has %(number)s bytes; %(limit)s are the most that are read. Split it, or raise TIMELINE_MAX_FILE.",
                label=label,
                number=number_words(len(data)),
                limit=number_words(limit),
            )
        )


def _check_place(kind: Kind, label: str, within: tuple[str, ...]) -> None:
    if kind.name == "archive" and "archive" in within:
        raise BadFile(
            gettext("%(label)s is an archive inside an archive, which is not opened. Unpack it and import what is in it.", label=label)
        )
    if len(within) > DEEPEST:
        raise BadFile(gettext("%(label)s lies too deep in mails inside mails. Save it by itself and import that.", label=label))


def _inside(kind: Kind, name: str, data: bytes, allowance: Allowance, within: tuple[str, ...]) -> Iterator[Part]:
    label, number = " / ".join(shown(each) for each in name.split("\0")), 0
    wanted = {"wanted": is_read} if kind.name == "archive" else {}
    try:
        for called, content in _function(kind, kind.inside)(data, label, allowance, **wanted):
            number += 1
            if isinstance(content, TimelineError):
                yield Part(f"{label} / {shown(called)}" if called else label, wrong=content, left_out=not called)
            elif kind.name == "archive" or is_read(called):
                yield from parts(f"{name}\0{called}", content, allowance, (*within, kind.name))
            else:
                yield Part(f"{label} / {shown(called)}", wrong=BadFile(gettext("An attachment of a kind that is not read.")), left_out=True)
    except TimelineError as wrong:
        yield Part(label, wrong=wrong)
        return
    if kind.name == "archive" and not number:
        yield Part(label, wrong=BadFile(gettext("%(label)s is an empty archive; there is nothing to read in it.", label=label)))


def _function(kind: Kind, name: str) -> Any:
    return getattr(import_module(f"timeline.readers.{kind.module}"), name)


def one(name: str, data: bytes) -> Found:
    """The only document of a file that is no archive. Raises what is wrong with it."""
    part = next(parts(name, data, Allowance()))
    if part.found is None:
        raise part.wrong or BadFile(gettext("%(value)s holds no text.", value=shown(name)))
    return part.found
