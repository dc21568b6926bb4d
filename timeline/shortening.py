"""A long title made short at the borders of its clauses and phrases, and cut between words only where it has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.documents import Document
from timeline.segments import Piece, Segment, joined, reported, segments
from timeline.surroundings import is_capital, listed
from timeline.verbs import finite, first_verb, is_adverb, subject_end

LONGEST = 140
LONGEST_WHOLE = 180
SHORTEST = 18
LEAST_SHARE = 4
LEAST_ADDED = 2  # “a museum in honour of Marlow, the owner” wants an “of the mill”
CUT = " …"
EDGES = " \t,;:–—-"
BRACKETS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
WANTING = ("title-links", "plain-followers", "articles", "possessives", "wanting-words")
PAIRS = ("()", "[]", "“”", "«»")


def shorten(document: Document, text: str) -> str:
    """The first way that gives a whole clause of at most LONGEST characters, else one of LONGEST_WHOLE; only where no border allows
    that, LONGEST characters and an ellipsis."""
    if len(text) <= LONGEST:
        return text
    # “resulted” wants its “in the conquest of the north”, “resigned” nothing: the longer is right for both
    endings = document.pack.words.endings["past-endings"]
    told: list[str] = []
    for way in _sound(document, text):
        if not way.endswith(endings) and len(way) <= LONGEST:
            return _ended(document, way)
        told.append(way)
    chosen = [way for way in told if not way.endswith(endings)] or told
    found = next((way for way in chosen if len(way) <= LONGEST), None) or next(iter(chosen), None)
    return _ended(document, found) if found else _cut(document, text)


def _sound(document: Document, text: str) -> Iterator[str]:
    tried: set[str] = set()
    for way in _ways(document, text):
        if len(way) <= LONGEST_WHOLE and way not in tried and _whole(document, way) and not breaks_off(document, way, text):
            yield way
        tried.add(way)


def _ended(document: Document, way: str) -> str:
    return " ".join(without_loose_end(document, way.split())).rstrip(EDGES)


def without_loose_end(document: Document, words: list[str]) -> list[str]:
    """Without the “and soon” or “and, at a high cost” that led to another verb."""
    joining = document.pack.words["joining-words"]
    place = next((at for at in range(len(words) - 1, 0, -1) if words[at].rstrip(",") in joining), 0)
    if not place or place == len(words) - 1:
        return words
    parted = words[place].endswith(",") and not finite(document, " ".join(words[place + 1 :]))
    led = not parted and all(is_adverb(document, word) for word in words[place + 1 :])
    return words[:place] if (parted or led) and finite(document, " ".join(words[:place])) else words


def within(document: Document, text: str, most: int) -> str:
    """The gentlest way that gives a whole clause of at most `most` characters; nothing where only a small part of it would be left."""
    if len(text) <= most:
        return text
    told = next((way for way in _ways(document, text) if len(way) <= most and _whole(document, way)), "")
    return told if len(told) * LEAST_SHARE >= len(text) else ""


def _ways(document: Document, text: str) -> Iterator[str]:
    """From the gentlest to the hardest: no brackets, no later clauses, no insertions, no phrases at the end."""
    bare = BRACKETS.sub("", text)
    yield bare
    parts = segments(document, bare)
    yield from _fewer(document, parts, firm=False)
    yield from _fewer(document, parts, firm=True)
    for base in dict.fromkeys((bare, parts[0].firm() if parts else bare)):
        yield from _shorter(document, base)


def _fewer(document: Document, parts: list[Segment], *, firm: bool) -> Iterator[str]:
    for end in range(len(parts), 0, -1):
        if end < len(parts) and listed(document, "needed-conjunctions", parts[end].joint.strip(" ,;")):
            continue
        if end < len(parts) and parts[end].kind == "main" and listed(document, "pairing-words", parts[end].joint.strip()):
            continue
        if end < len(parts) and parts[end - 1].kind == "under" and not finite(document, parts[end - 1].text):
            continue
        told = [Segment(part.kind, [Piece(part.joint, part.firm())]) for part in parts[:end]] if firm else parts[:end]
        yield joined(told).strip(EDGES)


def _shorter(document: Document, text: str) -> Iterator[str]:
    """Cut before a preposition or a comma, the longest first."""
    verb = subject_end(document, text)
    words = [(found.start(), found[0]) for found in re.finditer(r"\S+", text)]
    for place in range(len(words) - 1, 1, -1):
        at, word = words[place]
        if verb is None or at <= verb:
            return
        if at > LONGEST_WHOLE + 1:
            continue
        before = words[place - 1][1]
        follows = words[place + 1][1] if place + 1 < len(words) else ""
        opens = listed(document, "phrase-openers", word) or (listed(document, "open-relatives", word) and finite(document, follows))
        placed = (before.endswith(".,") and word.islower()) or (word.endswith(".,") and follows.islower())
        parted = before.endswith((",", ";")) and not before[:1].isdigit() and not placed
        if opens or parted or _adds(document, before, word, follows):
            yield text[:at].rstrip(EDGES)


def _adds(document: Document, before: str, word: str, follows: str) -> bool:
    """“passed the resolution authorizing the President”: what is told by the way, and not “began operating”, “of building a bridge”."""
    if not word.endswith(document.pack.words.endings["participle-endings"]) or not word.islower() or listed(document, "no-verbs", word):
        return False
    if listed(document, WANTING, before) or not (is_capital(follows) or listed(document, ("articles", "possessives"), follows)):
        return False
    return not is_adverb(document, before) and not finite(document, before)


def _whole(document: Document, text: str) -> bool:
    """Long enough, with a verb and something after it, brackets and quotation marks closed, no word at the end that wants another."""
    last = text.rstrip(".").rpartition(" ")[2]
    closed = all(text.count(pair[0]) == text.count(pair[1]) for pair in PAIRS) and text.count('"') % 2 == 0
    if len(text) < SHORTEST or not closed or not finite(document, text):
        return False
    added = text.rpartition(", ")[2].split()
    if len(added) == LEAST_ADDED and listed(document, "articles", added[0]):
        return False
    if listed(document, WANTING, last) or _wants_pair(document, text) or not has_main_verb(document, text, subject_end(document, text)):
        return False
    return not finite(document, last) or last.endswith(document.pack.words.endings["past-endings"])


def has_main_verb(document: Document, title: str, verb: int | None) -> bool:
    """Not “The mayor, who is also the owner of the mill”. `verb` is where its first verb stands."""
    if document.pack.words["relative-words"].isdisjoint(title[:verb].split()):
        return True
    return any(finite(document, part.firm()) for part in segments(document, title) if part.kind != "relative")


def _wants_pair(document: Document, text: str) -> bool:
    """“relations between the army”."""
    words, lists = text.lower().split(), document.pack.words
    openers = lists["pair-openers"].intersection(words)
    return bool(openers) and lists["pairing-words"].isdisjoint(words[max(map(words.index, openers)) :])


def breaks_off(document: Document, title: str, text: str) -> bool:
    """“The mayor said the flood”, “feared that the flood”, where the text goes on with what the flood did."""
    said = reported(document, title)
    if said is not title and not finite(document, said) and finite(document, reported(document, text)):
        return True
    verb = first_verb(document.pack, title)
    if verb is None or not listed(document, "telling-verbs", verb[0]):
        return False
    said, goes_on = title[verb[1] + len(verb[0]) :], text.partition(f" {verb[0]} ")[2]
    end = subject_end(document, goes_on)
    if end is None or not said.strip() or finite(document, said):
        return False
    borders = ("joining-words", "subordinators", "relative-words", "infinitive-words")
    words = goes_on[:end].split()
    return not any(word.endswith((",", ";")) or "(" in word or listed(document, borders, word) for word in words)


def _cut(document: Document, text: str) -> str:
    space = text.rfind(" ", 0, LONGEST)
    if space < 0:
        return f"{text[:LONGEST]}…"
    words = text[:space].rstrip(EDGES).split(" ")
    while len(words) > 3 and (listed(document, ("title-links", "plain-followers"), words[-1])):
        words.pop()
    return f"{' '.join(words).rstrip(EDGES + '.')}{CUT}"
