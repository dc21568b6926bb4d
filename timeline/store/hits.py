"""Where an event has the words that were sought: stretches of its title and, when they stand elsewhere, of that field.

It looks at the words as the search does, so it marks what made the search find the event, whichever database searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, pairwise

from timeline.events import Event
from timeline.folding import placed
from timeline.store.records import Hit, Stretch
from timeline.store.searching import words_of

ROUND = 60  # characters on either side of a hit that are shown, as far as words are whole
MORE = "…"

# a field: its texts, in the order in which they are worth showing
FIELDS: dict[str, Callable[[Event], Iterable[str]]] = {
    "quote": lambda event: (each.quote for each in event.evidence),
    "description": lambda event: (event.description,),
    "actor": lambda event: event.actors,
    "place": lambda event: (event.place.name,) if event.place else (),
    "tag": lambda event: event.tags,
}

Phrase = list[str]
Places = list[tuple[int, int]]


def hit(event: Event, q: str) -> Hit:
    phrases = [phrase.split() for phrase in words_of(q)]
    title = _found(event.title, phrases)
    left = [phrase for phrase in phrases if not title.get(tuple(phrase))]
    field, text, places = _best(event, phrases, left) if left else ("", "", [])
    return Hit(_marked(event.title, _places(title)), field, _cut(text, places))


def marked(text: str, q: str) -> tuple[Stretch, ...]:
    """The whole text, the words that were sought apart."""
    return _marked(text, _places(_found(text, [phrase.split() for phrase in words_of(q)])))


def _best(event: Event, phrases: Sequence[Phrase], left: Sequence[Phrase]) -> tuple[str, str, Places]:
    """The text that has most of the words that the title has not; the first of those that have as many."""
    best: tuple[str, str, Places] = "", "", []
    most = 0
    for field, texts in FIELDS.items():
        for text in texts(event):
            found = _found(text, phrases)
            count = sum(bool(found.get(tuple(phrase))) for phrase in left)
            if count > most:
                best, most = (field, text, _places(found)), count
    return best


def _found(text: str, phrases: Sequence[Phrase]) -> dict[tuple[str, ...], Places]:
    """Of each phrase where it stands; its last word may be the beginning of one."""
    words = placed(text)
    found: dict[tuple[str, ...], Places] = {}
    for phrase in phrases:
        *whole, last = phrase
        size = len(phrase)
        for at in range(len(words) - size + 1):
            told = [word for word, _, _ in words[at : at + size]]
            if told[:-1] == whole and told[-1].startswith(last):
                found.setdefault(tuple(phrase), []).append((words[at][1], words[at + size - 1][2]))
    return found


def _places(found: dict[tuple[str, ...], Places]) -> Places:
    """In order, apart from each other."""
    apart: Places = []
    for start, end in sorted(place for places in found.values() for place in places):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _marked(text: str, places: Places) -> tuple[Stretch, ...]:
    """The whole text in stretches that alternate, none of them empty."""
    edges = [0, *(edge for place in places for edge in place), len(text)]
    stretches = [(text[start:end], bool(at % 2)) for at, (start, end) in enumerate(pairwise(edges))]
    return tuple(each for each in stretches if each[0])


def _cut(text: str, places: Places) -> tuple[Stretch, ...]:
    """Round the first hit, and as far as the words on either side are whole."""
    if not places:
        return ()
    first, last = places[0]
    start, end = _blank_after(text, first - ROUND, first), _blank_before(text, last + ROUND, last)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in places if a < end]
    cut = _marked(text[start:end], inside)
    before, after = ((MORE, False),) if start else (), ((MORE, False),) if end < len(text) else ()
    return _joined((*before, *cut, *after))


def _blank_after(text: str, at: int, most: int) -> int:
    if at <= 0:
        return 0
    blank = text.find(" ", at, most)
    return at if blank < 0 else blank + 1


def _blank_before(text: str, at: int, least: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", least, at)
    return at if blank < 0 else blank


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    return tuple(("".join(text for text, _ in group), sought) for sought, group in groupby(stretches, lambda each: each[1]))
