"""Bytes to text when nobody can be sure what they are written in: what is claimed is tried, what does not fit is detected and said."""

from __future__ import annotations

import codecs

from timeline.errors import BadText
from timeline.readers.plain import MARKS, checked, decode, within_limit
from timeline.wording import gettext

# detection on a few bytes is a throw of dice
FEWEST_BYTES = 100
MOST_DETECTED = 200_000


def text_of(data: bytes, name: str, claimed: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text with its line ends and blanks as they are, and what has to be said about how it was read. Raises BadText, TooLarge."""
    text, notes = raw_text(data, name, claimed)
    return checked(text, name), notes


def raw_text(data: bytes, name: str, claimed: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The same without a look at what the text holds."""
    within_limit(data, name)
    if any(data.startswith(mark) for mark, _ in MARKS):
        return decode(data, name), ()
    known = _codec(claimed)
    if known is None or known == "utf-8" or not data.isascii():
        utf8 = _tried(data, "utf-8")
        if utf8 is not None:
            differs = known is not None and known != "utf-8" and not data.isascii()
            return utf8, (f"It says that it is written in {claimed}, but it is in UTF-8.",) if differs else ()
    told = None if known is None or known == "utf-8" else _tried(data, known)
    return (told, ()) if told is not None else _detected(data, name, claimed)


def _codec(claimed: str | None) -> str | None:
    """The name of the codec, None where none is known. Latin-1 and ASCII are Windows-1252 to browsers, and so to those who write pages."""
    try:
        found = codecs.lookup((claimed or "").strip().strip("\"'")).name if claimed else None
    except (LookupError, ValueError):
        return None
    return "cp1252" if found in ("iso8859-1", "ascii") else found


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    return text if isinstance(text, str) else None


def _detected(data: bytes, name: str, claimed: str | None) -> tuple[str, tuple[str, ...]]:
    if b"\0" in data or len(data) < FEWEST_BYTES:
        return decode(data, name), ()
    from charset_normalizer import from_bytes

    best = from_bytes(data[:MOST_DETECTED]).best()
    text = None if best is None else _tried(data, best.encoding)
    if best is None or text is None:
        raise BadText(
            gettext("%(name)s is in no writing that could be told from its bytes. Save it as UTF-8; only text can be read.", name=name)
        )
    said = f"says {claimed}, which does not fit" if claimed else "is not in UTF-8"
    return text, (f"It {said}; it was read as {best.encoding}, which is a guess from its letters. See whether names look right.",)
