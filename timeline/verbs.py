"""Verbs and adverbs, as far as the word lists and endings of a pack tell them.

What is said of a clause (its subject, whether it tells anything) hangs on where its first verb stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from timeline.documents import Document
from timeline.rules import Pack
from timeline.surroundings import is_capital, listed

# a character that no text has, in place of a date that was taken out
DATE = "\ufdd0"
WORD = re.compile(rf"[^\W_](?:[\w'’.&-]*\w)?|{DATE}")
ADVERB_REACH = 3


def is_adverb(document: Document, word: str) -> bool:
    return listed(document, "adverbs", word) or (word.endswith(document.pack.words.endings["adverb-endings"]) and not is_capital(word))


def finite(document: Document, text: str) -> bool:
    """Whether something is said in it, as far as word lists and endings tell."""
    return stretch(document.pack, text)[1] is not None


def subject_end(document: Document, text: str) -> int | None:
    """Where the words before the first verb end."""
    verb = first_verb(document.pack, text)
    return verb[1] if verb is not None else None


def first_verb(pack: Pack, text: str) -> tuple[str, int] | None:
    """The first verb with where it stands."""
    words, place = stretch(pack, text)
    return None if place is None else (words[place], next(islice(WORD.finditer(text), place, None)).start())


@lru_cache(maxsize=1024)
def stretch(pack: Pack, text: str) -> tuple[tuple[str, ...], int | None]:
    """The words of a stretch of text, and which of them is its first verb, none of those of “the districts that had been cut off”. A
    sentence is looked at by many, and its parts again."""
    words = tuple(WORD.findall(text))
    return words, _verb_place(pack, words)


def _verb_place(pack: Pack, words: Sequence[str]) -> int | None:
    beside = False
    for place, word in enumerate(words):
        if not _form(pack, word) or not is_finite(pack, words, place):
            beside = beside and word.lower() in pack.words["adverbs"]
        elif beside or (place and words[place - 1].lower() in pack.words["open-relatives"]):
            beside = True
        else:
            return place
    return None


@lru_cache(maxsize=8192)
def _form(pack: Pack, word: str) -> str:
    """Whether a word is "known" as a verb, or "formed" like one; nothing when neither."""
    low = word.lower()
    if low in pack.words.together["verbs", "past-verbs", "present-verbs"]:
        return "known"
    return "formed" if len(low) > 4 and low.endswith(pack.words.endings["past-endings"]) and low not in pack.words["no-verbs"] else ""


def _is_adverbial(pack: Pack, word: str) -> bool:
    """“heavily”, not “Assembly”, “family”."""
    return word.endswith(pack.words.endings["adverb-endings"]) and word.lower() not in pack.words["no-adverbs"]


def is_finite(pack: Pack, words: Sequence[str], place: int) -> bool:
    word, lists = words[place], pack.words
    form = _form(pack, word)
    if not form or ((form == "formed" or place) and is_capital(word)):
        return False
    first = place
    while form == "formed" and first > 1 and _is_adverbial(pack, words[first - 1]):
        first -= 1
    before = words[first - 1].lower() if first else ""
    if before in lists["articles"] or (before in lists["before-nouns"] and word.lower() not in lists["copulas"]):
        return False
    following = words[place + 1 : place + 1 + ADVERB_REACH]
    after = next((each for each in following if not each.endswith(pack.words.endings["adverb-endings"])), "")
    if after.lower() not in lists["agents"]:
        return True
    return any(each.lower() in lists["auxiliaries"] for each in words[max(0, place - ADVERB_REACH) : place])
