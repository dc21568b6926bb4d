"""Names that stand in addresses: of timelines (made from the title) and of everything else (random)."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Container

from timeline.errors import BadInput
from timeline.wording import gettext

LONGEST = 80
SLUG = re.compile(r"[a-z0-9-]{1,80}", re.ASCII)
PUBLIC = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
# no vowels and nothing that looks like something else, so that chance spells no words
LETTERS = "bcdfghjkmnpqrstvwxz23456789"


def random_word(length: int = 10) -> str:
    number = secrets.randbelow(len(LETTERS) ** length)
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(length))


def slug_of(title: str, taken: Container[str] = ()) -> str:
    """A free slug that resembles the title; a random word for a title without a Latin letter or digit."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", title.lower()) if not unicodedata.combining(sign))
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST - 10].rstrip("-") or random_word(6)
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def checked_slug(slug: str) -> str:
    """Itself, or BadInput."""
    if SLUG.fullmatch(slug) is None:
        raise BadInput(
            gettext("“%(slug)s” cannot stand in an address; write 1 to 80 of the letters a-z, digits and hyphens.", slug=slug[:80]),
            field="slug",
        )
    return slug


def checked_public(public: str, what: str) -> str:
    """An id that a file gave, or a new one when it gave none. Raises BadInput."""
    if not public:
        return random_word()
    if PUBLIC.fullmatch(public) is None:
        raise BadInput(
            gettext(
                "“%(public)s” is no id for %(what)s; an id has 1 to 64 letters, digits, hyphens or underscores.",
                public=public[:64],
                what=what,
            ),
            field="id",
        )
    return public
