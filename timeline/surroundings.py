"""What stands around a token: is it a word, a dash, in a word list of the language pack? The code knows no language."""

from __future__ import annotations

import re
from collections.abc import Callable

from timeline.documents import Document
from timeline.word_lists import Names

Guard = Callable[[Document, int, int], bool]
CURRENCY = "$€£¥₴₽"
DASHES = "-–—‑"
DIGIT_JOINERS = "./:+=_"
LONGEST_QUOTE = 700
# brackets, ends of paragraphs, and quotation marks that open or close by the blank beside them
ASIDE_SIGNS = re.compile(r"[()“«”»\"`'\n](?:(?<=`)`|(?<=')'|(?<=\n)\s*\n|(?<=[()“«”»\"]))")
WORDLIKE = re.compile(r"\w")
SENTENCE_SIGNS = '.!?:;“"`'
SENTENCE_SIGN = re.compile(r"[.!?:;“\"`\n]")


def listed(document: Document, names: Names, word: str) -> bool:
    """Whether a word, in any case, is in a word list of the pack or in one of several; a pack without the list has no such words."""
    return word.lower() in document.pack.words.together[names]


def touching(document: Document, left: int) -> bool:
    """Whether token `left` and the next one stand without a blank between them."""
    tokens = document.tokens
    return 0 <= left < len(tokens.codes) - 1 and tokens.tos[left] == tokens.froms[left + 1]


def is_word(word: str) -> bool:
    return word[:1].isalpha()


def is_dash(word: str) -> bool:
    return word != "" and word in DASHES


def is_sign(word: str, signs: str) -> bool:
    return word != "" and word in signs


def opens_sentence(document: Document, index: int) -> bool:
    before = document.word(index - 1)
    return before == "" or before in SENTENCE_SIGNS or before.startswith("\n")


def near_opening(document: Document, index: int, reach: int) -> bool:
    """Whether a sentence opens at a token or at one of the `reach` before it."""
    tokens, first = document.tokens, index - reach - 1
    if first < 0:
        return True
    if SENTENCE_SIGN.search(tokens.read, tokens.froms[first], tokens.tos[index - 1]) is None:
        return False
    return any(opens_sentence(document, index - back) for back in range(reach + 1))


def is_capital(word: str) -> bool:
    return word[:1].isupper()


def noun_after(document: Document, first: int, last: int) -> bool:
    after = document.word(last)
    if not is_word(after) or listed(document, ("plain-followers", "verbs"), after):
        return False
    return not after.endswith(document.pack.words.endings["no-noun-endings"])


def asides(document: Document) -> Callable[[int], tuple[bool, bool]]:
    """Tells whether an offset, asked for in rising order, stands in parentheses, and whether in what somebody is quoted to say."""
    signs = ASIDE_SIGNS.finditer(document.text)
    sign = next(signs, None)
    deep, quote = 0, -LONGEST_QUOTE

    def inside(offset: int) -> tuple[bool, bool]:
        nonlocal sign, deep, quote
        while sign is not None and sign.end() <= offset:
            match sign[0]:
                case "(":
                    deep = min(deep + 1, 3)
                case ")":
                    deep = max(deep - 1, 0)
                case "“" | "«" | "``":
                    quote = sign.start()
                case "”" | "»" | "''":
                    quote = -LONGEST_QUOTE
                case '"':
                    quote = sign.start() if _opens_quote(document.text, sign.start(), offset) else -LONGEST_QUOTE
                case _:
                    deep, quote = 0, -LONGEST_QUOTE
            sign = next(signs, None)
        return deep > 0, offset - quote < LONGEST_QUOTE

    return inside


def _opens_quote(text: str, at: int, offset: int) -> bool:
    """Whether a straight mark opens a quotation: a blank or bracket before it, a word after it, and the date not at once."""
    before, after = text[at - 1 : at], text[at + 1 : offset][:1]
    return (before.isspace() or before in "([") and WORDLIKE.match(after) is not None
