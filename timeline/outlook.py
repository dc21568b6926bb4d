"""Whether a clause looks back or ahead, told by the verbs around a date that says neither: “will meet on Friday”."""

from __future__ import annotations

import re

from timeline.documents import Document

REACH = 180
NEAR = 40
ONWARD = 90
LIMIT = 16
PIECE = re.compile(r"[’']?\w+(?:-\w+)*|[;:–—]|[^\w\s]")
CLOSE = 4
CLAUSE = 8
SHORTEST_PAST = 5
CLAUSE_ENDS = ";:.,"


def looks_ahead(document: Document, start: int, end: int) -> bool:
    """Whether the verb that governs the expression from `start` to `end` speaks of the future; the nearest before it decides, else
    the first after it."""
    before = words_before(document, start, REACH)
    if _opened_ahead(document, before) or _has_time_left(document, before, end) or _is_set(document, before):
        return True
    if has_limit(document, start, "past-limits"):
        return False
    told = _nearest(document, before)
    if any(word in document.pack.words["denied-until"] for word in before[-CLOSE:]):
        clause = before[-CLAUSE:]
        return not any(_tells(document, clause, place) is False for place in range(len(clause)))
    return _comes_after(document, start, end) if told is None else told


def looks_back(document: Document, at: int) -> bool:
    """“He was tried in June”, “shares issued July 1”: a verb of the past stands near before the expression."""
    before = words_before(document, at, NEAR)
    if has_limit(document, at, "past-limits"):
        return True
    if any(_of_future(document, before, place) for place in range(len(before))):
        return False
    if any(word in document.pack.words["past-auxiliaries"] for word in before):
        return True
    return any(_is_past(document, before, place) for place in range(max(0, len(before) - CLOSE), len(before)))


def has_limit(document: Document, at: int, name: str) -> bool:
    """Whether a word of the list `name` stands right before the offset: “by 28 May”."""
    before = words_before(document, at, LIMIT)
    return bool(before) and before[-1] in document.pack.words[name]


def words_before(document: Document, at: int, reach: int) -> list[str]:
    """The words and marks of the sentence before an offset, in small letters."""
    start, _ = document.sentences[document.sentence_at(at)]
    return _words(document, max(start, at - reach), at)


def _words(document: Document, start: int, end: int) -> list[str]:
    """Months are left as they are written: “May 9” is no verb."""
    months = document.pack.values["month"]
    return [word if word in months else word.lower() for word in PIECE.findall(document.text[start:end])]


def _opened_ahead(document: Document, before: list[str]) -> bool:
    """“ahead of Friday's vote”, “as soon as Tuesday”."""
    near = " ".join(word for word in before[-CLOSE:] if word not in document.pack.words["articles"])
    return any(near.endswith(opener) for opener in document.pack.words["ahead-openers"])


def _has_time_left(document: Document, before: list[str], end: int) -> bool:
    """“gave them until Friday to leave”."""
    lists = document.pack.words
    goes_on = any(word in lists["infinitive-marks"] for word in _words(document, end, end + LIMIT)[:1])
    return goes_on and bool(before) and before[-1] in lists["limit-words"]


def _is_set(document: Document, before: list[str]) -> bool:
    """“The funeral is on Saturday”."""
    lists = document.pack.words
    last = -2 if before[-1:] and before[-1] in lists["set-prepositions"] else -1
    return len(before) >= -last and before[last] in lists["present-copulas"]


def _nearest(document: Document, before: list[str]) -> bool | None:
    for place in range(len(before) - 1, -1, -1):
        told = _tells(document, before, place)
        if told is not None:
            return told
    return None


def _comes_after(document: Document, start: int, end: int) -> bool:
    """“On Monday the court will hear ...”: a date that stands before its verb."""
    stop = document.sentences[document.sentence_at(start)][1]
    after = _words(document, end, min(stop, end + ONWARD))
    lists = document.pack.words
    for place, word in enumerate(after):
        pair = " ".join(after[place : place + 2])
        if word in lists["coming-auxiliaries"] or pair in lists["coming-auxiliaries"]:
            return True
        if word in CLAUSE_ENDS or word in lists["verbs"] or word in lists["clause-breaks"] or _is_past(document, after, place):
            return False
    return False


def _tells(document: Document, words: list[str], place: int) -> bool | None:
    """True for a word of the future, False for one of the past, None for any other and for an infinitive, which leans on its verb."""
    lists, word = document.pack.words, words[place]
    if place > 0 and words[place - 1] in lists["infinitive-marks"]:
        return None
    if _of_future(document, words, place):
        noun = word in lists["future-nouns"] and place > 0 and words[place - 1] in lists["determiners"]
        return None if noun else not (place > 0 and words[place - 1] in lists["undone"])
    if word in lists["past-verbs"] or word in lists["news-words"] or _is_past(document, words, place):
        return False
    return None


def _of_future(document: Document, words: list[str], place: int) -> bool:
    return words[place] in document.pack.words["future-verbs"] or " ".join(words[place : place + 2]) in document.pack.words["future-verbs"]


def _is_past(document: Document, words: list[str], place: int) -> bool:
    """“announced”, but not “wounded soldiers”, “the planned visit” or “be resolved”."""
    lists, word = document.pack.words, words[place]
    regular = len(word) >= SHORTEST_PAST and word.endswith(tuple(lists["past-endings"]))
    if not regular and word not in lists["past-forms"]:
        return False
    before, after = words[place - 1 : place] if place else [], words[place + 1 : place + 2]
    describes = any(each in lists["determiners"] or each in lists["unfinished"] for each in before)
    return not describes and all(not each.isalpha() or each in lists["plain-followers"] for each in after)
