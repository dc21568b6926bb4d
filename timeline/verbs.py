"""Verbs and adverbs, as far as the word lists and endings of a pack tell them.

What is said of a clause (its subject, whether it tells anything) hangs on where its first verb stands.
"""

from __future__ import annotations

import re
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
    return listed(document, "adverbs", word) or (word.endswith(_adverb_endings(document.pack)) and not is_capital(word))


@lru_cache(maxsize=8)
def _adverb_endings(pack: Pack) -> tuple[str, ...]:
    return tuple(pack.words["adverb-endings"])


def finite(document: Document, text: str) -> bool:
    """Whether something is said in it, as far as word lists and endings tell."""
    return first_verb(document.pack, text) is not None


def subject_end(document: Document, text: str) -> int | None:
    """Where the words before the first verb end."""
    verb = first_verb(document.pack, text)
    return verb[1] if verb is not None else None


@lru_cache(maxsize=1024)
def first_verb(pack: Pack, text: str) -> tuple[str, int] | None:
    """The first verb with where it stands, none of those of “the districts that had been cut off”."""
    words = WORD.findall(text)
    beside = False
    for place, word in enumerate(words):
        if not (_form(pack, word) and is_finite(pack, words, place)):
            beside = beside and word.lower() in pack.words["adverbs"]
        elif beside or (place and words[place - 1].lower() in pack.words["open-relatives"]):
            beside = True
        else:
            return word, next(islice(WORD.finditer(text), place, None)).start()
    return None


@lru_cache(maxsize=8192)
def _form(pack: Pack, word: str) -> str:
    """Whether a word is "known" as a verb, or "formed" like one; nothing when neither."""
    low = word.lower()
    if low in _verbs(pack):
        return "known"
    return "formed" if len(low) > 4 and low.endswith(_past_endings(pack)) and low not in pack.words["no-verbs"] else ""


def _is_adverbial(pack: Pack, word: str) -> bool:
    """“heavily”, not “Assembly”, “family”."""
    return word.endswith(_adverb_endings(pack)) and word.lower() not in pack.words["no-adverbs"]


def is_finite(pack: Pack, words: list[str], place: int) -> bool:
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
    after = next((each for each in words[place + 1 : place + 1 + ADVERB_REACH] if not each.endswith(_adverb_endings(pack))), "")
    if after.lower() not in lists["agents"]:
        return True
    return any(each.lower() in lists["auxiliaries"] for each in words[max(0, place - ADVERB_REACH) : place])


@lru_cache(maxsize=8)
def _verbs(pack: Pack) -> frozenset[str]:
    return frozenset().union(*(pack.words[name] for name in ("verbs", "past-verbs", "present-verbs")))


@lru_cache(maxsize=8)
def _past_endings(pack: Pack) -> tuple[str, ...]:
    return tuple(pack.words["past-endings"])
