"""ZIP: what is in it, one file after the other, never onto a disk, and never more than one import may take."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import PurePosixPath

from timeline.errors import BadFile, TimelineError, TooLarge
from timeline.readers.found import Allowance, Inside, shown
from timeline.settings import whole_setting
from timeline.wording import gettext, number_words

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, UnicodeError)
LARGE = 1_000_000
STEP = 1 << 16
ENCRYPTED = 1
HIDDEN = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


def names_in(data: bytes) -> set[str]:
    """Empty for what is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return set(file.namelist())
    except BROKEN:
        return set()


def inside(data: bytes, name: str, allowance: Allowance, wanted: Callable[[str], bool] = lambda _: True) -> Inside:
    """Each file, or why it was not taken. What holds no document by its name is counted in one row at the end."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            rows = [each for each in file.infolist() if not each.is_dir()]
            if len(rows) > whole_setting("max_files"):
                raise TooLarge(
                    gettext(
                        "%(name)s holds %(number)s files; %(value)s are the most that one import takes.",
                        name=name,
                        number=number_words(len(rows)),
                        value=number_words(whole_setting("max_files")),
                    )
                )
            yield from _each(file, rows, allowance, wanted)
    except BROKEN as wrong:
        raise BadFile(gettext("%(name)s is a broken archive; it cannot be read.", name=name)) from wrong


def _each(file: zipfile.ZipFile, rows: list[zipfile.ZipInfo], allowance: Allowance, wanted: Callable[[str], bool]) -> Inside:
    left_out: Counter[str] = Counter()
    for row in rows:
        path = PurePosixPath(row.filename)
        if HIDDEN[0] in path.parts or path.name in HIDDEN:
            continue
        if not wanted(row.filename):
            left_out[path.suffix.lower()[:10] or "no ending"] += 1
            continue
        try:
            _check(row, path)
            yield row.filename, content(file, row, f"“{shown(row.filename)}”", allowance)
        except TimelineError as wrong:
            yield row.filename, wrong
        except BROKEN:
            yield row.filename, BadFile(gettext("“%(value)s” is broken in the archive; it cannot be read.", value=shown(row.filename)))
    if left_out:
        yield "", BadFile(gettext("Left out, since they hold no text that is read: %(value)s.", value=counted(left_out)))


def counted(left_out: Counter[str]) -> str:
    return ", ".join(f"{count:,} × {ending}" for ending, count in left_out.most_common(8))


def _check(row: zipfile.ZipInfo, path: PurePosixPath) -> None:
    name = f"“{shown(row.filename)}”"
    if ".." in path.parts or path.is_absolute() or "\\" in row.filename or row.filename[1:2] == ":":
        raise BadFile(gettext("%(name)s has a name that leads out of the archive; it was not read.", name=name))
    if stat.S_ISLNK(row.external_attr >> 16):
        raise BadFile(gettext("%(name)s is a link to another file; it was not read.", name=name))


def content(file: zipfile.ZipFile, row: zipfile.ZipInfo, name: str, allowance: Allowance) -> bytes:
    """One file of the archive. What the archive says of its size is not believed. Raises BadFile and TooLarge."""
    if row.flag_bits & ENCRYPTED:
        raise BadFile(gettext("%(name)s is protected with a password. Unpack it and import what is in it.", name=name))
    most = min(whole_setting("max_file"), max(LARGE, row.compress_size * whole_setting("max_ratio")))
    pieces, size = [], 0
    with file.open(row) as opened:
        while piece := opened.read(STEP):
            size += len(piece)
            if size > most:
                raise TooLarge(
                    gettext("%(name)s unpacks to far more than its size in the archive, as no text does; it was not read.", name=name)
                )
            allowance.take_bytes(len(piece), name)
            pieces.append(piece)
    return b"".join(pieces)
