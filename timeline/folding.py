"""How words are made alike before they are compared, whether in a search or between two accounts, whatever their script.

Case, compatibility forms and accents are folded, and so is the Turkish ı, which others write as i; marks that some leave out (Hebrew
points, Arabic vowel signs) are dropped. Scripts written without blanks are taken sign by sign, so that a word is found in the middle of a
sentence.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

# kana voicing marks and viramas tell letters apart; every other combining mark may be missing
KEPT_MARKS = (0, 8, 9)
STEM = 5
TATWEEL = "ـ"
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class _Bare(dict[int, str]):
    """For str.translate: marks that may be missing become nothing. Each sign is looked up once."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = sign if unicodedata.combining(sign) in KEPT_MARKS and sign != TATWEEL else ""
        return self[code]


class _Spaced(dict[int, str]):
    """For str.translate: what is no letter, mark or digit becomes a blank, and a sign that is a word stands between blanks."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kept = sign if unicodedata.category(sign)[0] in "LNM" else " "
        self[code] = f" {sign} " if UNSPACED.match(sign) and kept == sign else kept
        return self[code]


# a letter of its own, which no folding of Unicode takes for another
BARE, SPACED = _Bare({ord("ı"): "i"}), _Spaced()


def folded(text: str) -> str:
    """The text as words between blanks; only letters, marks and digits are left."""
    if text.isascii():
        return " ".join(text.lower().translate(SPACED).split())
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(BARE)
    return " ".join(unicodedata.normalize("NFKC", bare).translate(SPACED).split())


def stems(text: str) -> list[str]:
    """What two texts are compared by: words without their endings (their first five letters, which serves most languages that inflect),
    and pairs of signs in scripts written without blanks. Each once, in order."""
    found: dict[str, None] = {}
    last = ""
    for word in folded(text).split():
        sign = UNSPACED.match(word) is not None
        if sign and last:
            found[last + word] = None
        elif not sign:
            found[word if word.isdigit() else word[:STEM]] = None
        last = word if sign else ""
    return list(found)


def is_cut(stem: str) -> bool:
    """Whether it may be only the beginning of a word."""
    return len(stem) == STEM and not stem.isdigit() and not is_signs(stem)


def is_signs(stem: str) -> bool:
    """Whether it is signs of a script written without blanks."""
    return UNSPACED.match(stem) is not None


# --- where the words stand -----------------------------------------------------------------------------------------


def placed(text: str) -> list[tuple[str, int, int]]:
    """The words of folded(text), each with the stretch of the text as it is written (end exclusive) that it was made of."""
    found: list[tuple[str, int, int]] = []
    for run in re.finditer(r"\S+", text):
        start = run.start()
        for kind, signs in groupby(run[0], _kind):
            written = "".join(signs)
            if kind != APART:
                found += _words_at(written, start, one_by_one=kind == SIGN)
            start += len(written)
    return found


APART, SIGN, WORD = range(3)


@lru_cache(maxsize=65_536)
def _kind(sign: str) -> int:
    if unicodedata.category(sign)[0] == "M" or sign == TATWEEL:
        return WORD
    word = folded(sign)
    return APART if not word else SIGN if UNSPACED.match(word) else WORD


def _words_at(written: str, start: int, *, one_by_one: bool) -> list[tuple[str, int, int]]:
    if one_by_one:
        return [(word, at, at + 1) for at, sign in enumerate(written, start) for word in folded(sign).split()]
    return [(word, start, start + len(written)) for word in folded(written).split()]
