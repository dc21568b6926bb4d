"""Bytes to text, and the checks every text has to pass before it is read."""

from __future__ import annotations

import codecs
import re

from timeline.errors import BadText, TooLarge
from timeline.settings import whole_setting
from timeline.wording import gettext, number_words

# a UTF-32 mark starts with the bytes of a UTF-16 one
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BYTES_PER_CHARACTER = 4
# every control character but tab, line ends and page break
STRANGE = re.compile(r"[\0-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, name: str = "This text") -> str:
    """UTF-8, or UTF-16 that says so in its first bytes. Raises BadText or TooLarge; `name` is the subject of the sentence."""
    within_limit(data, name)
    encoding = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise BadText(
            gettext(
                "%(name)s is not written in UTF-8: byte %(value)s does not fit. Save it as UTF-8; only plain text can be read.",
                name=name,
                value=wrong.start + 1,
            )
        ) from wrong
    return checked(text.replace("\r\n", "\n"), name)


def within_limit(data: bytes, name: str) -> None:
    """Raises TooLarge for bytes that cannot be a text short enough."""
    limit = whole_setting("max_text")
    if len(data) > limit * BYTES_PER_CHARACTER + 4:
        raise TooLarge(
            gettext(
                "%(name)s has %(number)s bytes; a text may have %(limit)s characters. Split it, or raise TIMELINE_MAX_TEXT.",
                name=name,
                number=number_words(len(data)),
                limit=number_words(limit),
            )
        )


def checked(text: str, name: str = "This text") -> str:
    """Itself, or BadText (empty, binary) or TooLarge."""
    limit = whole_setting("max_text")
    if len(text) > limit:
        raise TooLarge(
            gettext(
                "%(name)s has %(number)s characters; %(limit)s are the most that are read. Split it, or raise TIMELINE_MAX_TEXT.",
                name=name,
                number=number_words(len(text)),
                limit=number_words(limit),
            )
        )
    if not text.strip():
        raise BadText(gettext("%(name)s is empty; there is nothing to read in it.", name=name))
    if strange := STRANGE.search(text):
        raise BadText(f"{name} is no plain text: character {strange.start() + 1} is the control character U+{ord(strange[0]):04X}.")
    return text
