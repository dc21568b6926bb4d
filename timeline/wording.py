"""The sentences of the program in the reader's language.

English stands in the code and costs nothing. Every other language is one file, `locales/<code>.po`, which native readers write; what a
file leaves out is said in English. Sentences are whole, with named places for values: `gettext("%(name)s is empty.", name=name)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.resources import PACKAGE

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ENGLISH = "en"
LOCALES = PACKAGE / "locales"
PLACE = re.compile(r"%\((\w+)\)s")
REMEMBERED = "Stored with the data; said again when it is shown."  # beside each message of `remembered`, for translators and for `retold`
SCRIPTS = "static/js/"  # where messages for the browser come from
_reader: ContextVar[str] = ContextVar("reader", default=ENGLISH)


def language() -> str:
    """The code of the reader's language, such as `en` or `pt_BR`."""
    return _reader.get()


def languages() -> tuple[str, ...]:
    """Those that the pages can be read in, English first."""
    return ENGLISH, *sorted(path.stem for path in LOCALES.glob("*.po"))


@contextmanager
def reading_in(locale: str) -> Iterator[None]:
    """Everything said meanwhile, in this thread or task, is said in that language; its dates too when it has no file."""
    before = _reader.set(locale)
    try:
        yield
    finally:
        _reader.reset(before)


def noted(message: str) -> str:
    """The message as it is: marks it, in a table, for translation at the time when it is shown."""
    return message


def numbered(one: str, many: str) -> tuple[str, str]:
    """Both forms as they are, in a table, for `ngettext(*row, number)`."""
    return one, many


def remembered(sentence: str) -> str:
    """Marks a sentence that is stored with the data, in English, so that `retold` finds it again; `remembered("…%(day)s…") % {...}`."""
    return sentence


def gettext(message: str, **values: object) -> str:
    told = _catalogue().gettext(message) if message else ""  # what stands under the empty message is the head of the file
    return told % values if values else told


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """`%(number)s` is the number as the reader writes it."""
    return plural(one, many, number) % {"number": number_words(number), **values}


def plural(one: str, many: str, number: int) -> str:
    """The form for that number, its values not yet filled in."""
    return _catalogue().ngettext(one, many, number)


def number_words(number: float) -> str:
    if language() == ENGLISH:
        return f"{number:,}"
    from babel.numbers import format_decimal

    return format_decimal(number, locale=language())


def direction() -> str:
    """`ltr` or `rtl`, as HTML calls it."""
    if language() == ENGLISH:
        return "ltr"
    from babel import Locale

    return "rtl" if Locale.parse(language()).character_order == "right-to-left" else "ltr"


def retold(sentence: str) -> str:
    """A stored sentence in the reader's language, as far as it is one of those that the program puts together; else as it is.
    So are its values, but for `%(words)s`, which are somebody's."""
    return sentence if language() == ENGLISH or not sentence else _retold(LOCALES, language(), sentence)


@lru_cache(maxsize=4096)
def _retold(folder: Path, code: str, sentence: str) -> str:
    known = _load(folder, code)
    if (told := known.messages.gettext(sentence)) != sentence:
        return told
    for pattern, message in known.remembered:
        if found := pattern.fullmatch(sentence):
            values = {name: value if name == "words" else _retold(folder, code, value) for name, value in found.groupdict().items()}
            return known.messages.gettext(message) % values if values else known.messages.gettext(message)
    return sentence


# --- catalogues ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`scripts` are the messages of the browser: to each, or to its singular, the translation or the list of its forms; `remembered`
    those of stored sentences, each with what it looks like, the most exact first."""

    messages: NullTranslations
    scripts: dict[str, str | list[str]]
    forms: dict[str, int]  # to each plural category of Unicode (one, few, other) the place of its form
    remembered: tuple[tuple[re.Pattern[str], str], ...] = ()


def _catalogue() -> NullTranslations:
    return catalogue().messages


def catalogue() -> Catalogue:
    return _load(LOCALES, language())


@lru_cache
def _load(folder: Path, code: str) -> Catalogue:
    path = folder / f"{code}.po"
    if code == ENGLISH or not path.is_file():
        return Catalogue(NullTranslations(), {}, {})
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as written:
        read = read_po(written, locale=code)
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    messages = GNUTranslations(compiled)
    return Catalogue(messages, _scripts(read), _forms(code, messages), _remembered(read))


def _scripts(read: Catalog) -> dict[str, str | list[str]]:
    told: dict[str, str | list[str]] = {}
    for message in read:
        if message.id and not message.fuzzy and any(name.startswith(SCRIPTS) for name, _ in message.locations):
            many = isinstance(message.id, (list, tuple))
            key = message.id[0] if many else str(message.id)
            if message.string and all(message.string):
                told[key] = list(message.string) if many else str(message.string)
    return told


def _remembered(read: Catalog) -> tuple[tuple[re.Pattern[str], str], ...]:
    told = [str(message.id) for message in read if message.string and not message.fuzzy and REMEMBERED in message.auto_comments]
    return tuple((_pattern(each), each) for each in sorted(told, key=lambda each: len(PLACE.sub("", each)), reverse=True))


def _pattern(message: str) -> re.Pattern[str]:
    pieces = PLACE.split(message)
    named = (f"(?P<{piece}>.+)" if place % 2 else re.escape(piece.replace("%%", "%")) for place, piece in enumerate(pieces))
    return re.compile("".join(named), re.DOTALL)


def _forms(code: str, messages: NullTranslations) -> dict[str, int]:
    """Asked of the catalogue for numbers of each category, since files may count their forms in any order."""
    from babel import Locale

    category, found = Locale.parse(code).plural_form, dict[str, int]()
    place = getattr(messages, "plural", lambda number: int(number != 1))
    for number in (*range(200), 1_000, 1_000_000):
        found.setdefault(category(number), int(place(number)))
    return found
