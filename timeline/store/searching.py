"""How words are made alike before they are stored for search and before they are looked for, whatever their script.

Case, compatibility forms and accents are folded; marks that some leave out (Hebrew points, Arabic vowel signs) are dropped. Scripts
written without blanks are taken sign by sign, so that a word is found in the middle of a sentence.
"""

from __future__ import annotations

import re
import unicodedata

# kana voicing marks and viramas tell letters apart; every other combining mark may be missing
KEPT_MARKS = (0, 8, 9)
TATWEEL = "ـ"
UNSPACED = re.compile(
    r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
MOST_WORDS = 32


def folded(text: str) -> str:
    """The text as words between blanks; only letters, marks and digits are left."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in apart if unicodedata.combining(sign) in KEPT_MARKS and sign != TATWEEL)
    spaced = UNSPACED.sub(r" \1 ", unicodedata.normalize("NFKC", kept))
    return " ".join("".join(sign if _in_word(sign) else " " for sign in spaced).split())


def words_of(q: str) -> list[str]:
    """What somebody typed, as the phrases that must all be found, each a word or the signs of one; empty when it has no letters."""
    return [phrase for typed in q.split()[:MOST_WORDS] if (phrase := folded(typed))]


def _in_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"
