"""Where it happened: a place that the words around it say is one. Better none than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from timeline.capitals import Spotted, spot
from timeline.documents import Document
from timeline.events import Place
from timeline.rules import Pack
from timeline.surroundings import listed
from timeline.word_lists import opening

SURE, NEAR_SURE = 0, 1
FINENESS = {"town": 0, "region": 1, "country": 2}
NAME = r"[^\W\d_a-z][\w’'-]+(?:[ -][^\W\d_a-z][\w’'-]+){0,2}"
STEPS = 3
NOWHERE = ("group-words", "organisation-words", "person-honours", "no-place")
GOES_ON = re.compile(r"['’]s\b|[-–]\w")
FOLLOWING = re.compile(r"\s+(\w+)")
ENDING = re.compile(r"\s*(?:[,.;:)!?]|$)")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")


def place_of(document: Document, title: str, clause: str) -> Place | None:
    """The finest place that the title tells, else the one that its whole clause does outside what it quotes, unless that is a country; a
    name alone where it lies is not known."""
    plain = QUOTED.sub(" ", clause)
    known = _known(document, title) or _unknown(document, title)
    if known is not None:
        return known
    beside = _known(document, plain)
    return beside if beside is not None and beside.precision != "country" else _unknown(document, plain)


def _known(document: Document, text: str) -> Place | None:
    ranked = [(_rank(document, text, each), each) for each in spot(text)]
    found = [(FINENESS[each.known.kind], rank, each.start, each) for rank, each in ranked if rank is not None]
    return min(found, key=lambda row: row[:3])[3].known.place if found else None


def _rank(document: Document, text: str, spotted: Spotted) -> int | None:
    """How surely this is where it happened; None when it is not said."""
    if spotted.known.place is None or GOES_ON.match(text, spotted.end):
        return None
    before = text[: spotted.start].split()
    while before and listed(document, "compass-words", before[-1]):
        before.pop()
    last = before[-1] if before else ""
    if last.endswith((",", ";")):
        return None
    if listed(document, ("sure-place-prepositions", "taking-verbs"), last):
        return SURE
    town = spotted.known.kind == "town"
    if listed(document, "of-words", last) and len(before) > 1 and listed(document, "place-nouns", before[-2]):
        return SURE
    if listed(document, "wide-place-prepositions", last) or (town and listed(document, "place-prepositions", last)):
        return NEAR_SURE
    return NEAR_SURE if town and not before and _befalls(document, text[spotted.end :].split()) else None


def _befalls(document: Document, after: list[str]) -> bool:
    """“Shusha fell”, “Sarajevo was besieged”; not “Moscow was host to the talks”."""
    if not after or listed(document, "befalling-verbs", after[0].strip(".,")):
        return bool(after)
    verb = next((word for word in after[1:STEPS] if not listed(document, "adverbs", word)), "")
    endings = document.pack.words.endings["past-endings"]
    return listed(document, "passive-auxiliaries", after[0]) and (verb.endswith(endings) or listed(document, "taking-verbs", verb))


# --- places that no table has --------------------------------------------------------------------------------------


def _unknown(document: Document, text: str) -> Place | None:
    for name in _named(document, text):
        if not spot(name) and not any(_is_no_place(document, word) for word in name.split()):
            return Place(name)
    return None


def _is_no_place(document: Document, word: str) -> bool:
    dated = any(word in document.pack.values.get(name, {}) for name in ("month", "weekday"))
    return dated or listed(document, NOWHERE, word)


def _named(document: Document, text: str) -> Iterator[str]:
    """Names that nothing goes on with: no “Asian time zones”, no “Goma's”."""
    for found in _pattern(document.pack).finditer(text):
        after, ends = FOLLOWING.match(text, found.end()), ENDING.match(text, found.end()) is not None
        if ends or (after is not None and listed(document, "plain-followers", after[1])):
            yield found["name"]


@lru_cache(maxsize=8)
def _pattern(pack: Pack) -> re.Pattern[str]:
    """“in the village of Maragha”, “near Salamanca”."""
    lists = pack.words.together
    nouns = opening(lists["place-nouns"], rf" (?:{'|'.join(sorted(lists['of-words'])) or '(?!)'}) ")
    return re.compile(rf"(?:{nouns}|{opening(lists['sure-place-prepositions'], ' ')})(?P<name>{NAME})")
