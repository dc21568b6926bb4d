"""Of which of ACLED's six kinds an event is, by the words of its title; none when they tell of two kinds or of none."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from timeline.documents import Document
from timeline.events import CATEGORIES
from timeline.rules import Pack
from timeline.word_lists import opening

KEY = 3
Triggers = dict[str, list[tuple[str, bool, str]]]


def category_of(document: Document, title: str) -> str:
    """The kind that more words tell than any other; none where two are equal."""
    low = title.lower()
    triggers = _triggers(document.pack)
    told = [name for found in _openings(document.pack).finditer(low) for name in _told(low, found.start(), triggers[found[0]])]
    if len(set(told)) < 2:
        return told[0] if told else ""
    (first, most), (_, next_most) = Counter(told).most_common(2)
    return first if most > next_most else ""


def _told(text: str, start: int, triggers: list[tuple[str, bool, str]]) -> list[str]:
    for phrase, opened, name in triggers:
        if text.startswith(phrase, start) and (opened or not text[start + len(phrase) : start + len(phrase) + 1].isalnum()):
            return [name]
    return []


@lru_cache(maxsize=8)
def _triggers(pack: Pack) -> Triggers:
    """By their first three letters, the longest first: the words, whether they go on (“massacre*”), and the category."""
    found: Triggers = {}
    for name in CATEGORIES:
        for word in pack.words.get(name, ()):
            found.setdefault(word[:KEY], []).append((word.rstrip("*"), word.endswith("*"), name))
    return {key: sorted(rows, key=lambda row: (-len(row[0]), row)) for key, rows in found.items()}


@lru_cache(maxsize=8)
def _openings(pack: Pack) -> re.Pattern[str]:
    return re.compile(opening(_triggers(pack)))
