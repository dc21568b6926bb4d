"""What stands around a token: is it a word, a dash, in a word list of the language pack? The code knows no language."""

from __future__ import annotations

import re
from collections.abc import Callable

from timeline.documents import Document

Guard = Callable[[Document, int, int], bool]
CURRENCY = "$€£¥₴₽"
DASHES = "-–—‑"
DIGIT_JOINERS = "./:+=_"
LONGEST_QUOTE = 700
# brackets, ends of paragraphs, and quotation marks that open or close by the blank beside them
ASIDE_SIGNS = re.compile(r"(?P<open>\()|(?P<close>\))|(?P<start>[“«]|``|(?<![^\s(\[])\"(?=\w))|(?P<end>[”»\"]|'')|(?P<break>\n\s*\n)")
SENTENCE_SIGNS = '.!?:;“"`'


def listed(document: Document, name: str, word: str) -> bool:
    """Whether a word, in any case, is in a word list of the pack; a pack without the list has no such words."""
    words = document.pack.words.get(name)
    return words is not None and word.lower() in words


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


def is_capital(word: str) -> bool:
    return word[:1].isupper()


def noun_after(document: Document, first: int, last: int) -> bool:
    after = document.word(last)
    if not is_word(after) or any(listed(document, name, after) for name in ("plain-followers", "verbs")):
        return False
    return not after.endswith(tuple(document.pack.words.get("no-noun-endings", ())))


def asides(document: Document) -> Callable[[int], tuple[bool, bool]]:
    """Tells whether an offset, asked for in rising order, stands in parentheses, and whether in what somebody is quoted to say."""
    text = document.text
    at, deep, quote = 0, 0, -LONGEST_QUOTE

    def inside(offset: int) -> tuple[bool, bool]:
        nonlocal at, deep, quote
        for sign in ASIDE_SIGNS.finditer(text, at, max(at, offset)):
            match sign.lastgroup:
                case "open":
                    deep = min(deep + 1, 3)
                case "close":
                    deep = max(deep - 1, 0)
                case "start":
                    quote = sign.start()
                case "end":
                    quote = -LONGEST_QUOTE
                case _:
                    deep, quote = 0, -LONGEST_QUOTE
        at = max(at, offset)
        return deep > 0, offset - quote < LONGEST_QUOTE

    return inside
