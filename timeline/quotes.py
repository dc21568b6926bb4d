"""Finding a quote again in a text that was changed: by its words, by the words around it, and else by the sentence most like it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

ALIKE = 0.72  # of the words of both sentences, how many they must share
SENTENCE = re.compile(r"[^\n.!?…。！？]+(?:[.!?…。！？]+[\"'’”»)\]]*|(?=\n)|$)")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands now; `exact` when it is the same words, blanks aside."""

    start: int
    end: int
    exact: bool


@dataclass
class Text:
    """A text that many quotes are looked for in."""

    text: str

    def find(self, quote: str, prefix: str = "", suffix: str = "", near: int = 0) -> Place | None:
        """The place of a quote: of several, the one with the same words around it, then the one nearest to where it stood. None when
        nothing in the text is much like it."""
        words = quote.split()
        if not words:
            return None
        exact = re.compile(r"\s+".join(map(re.escape, words)))
        places = [Place(*found.span(), exact=True) for found in exact.finditer(self.text)]
        if places:
            return max(places, key=lambda each: (self._around(each, prefix, suffix), -abs(each.start - near)))
        return self._alike(quote, near)

    def _around(self, place: Place, prefix: str, suffix: str) -> int:
        """How many characters before and after it are as they were."""
        before, after = self.text[max(0, place.start - len(prefix)) : place.start], self.text[place.end : place.end + len(suffix)]
        return _shared(before[::-1], prefix[::-1]) + _shared(after, suffix)

    def _alike(self, quote: str, near: int) -> Place | None:
        wanted = Counter(WORD.findall(quote.casefold()))
        likely = {number for word in wanted for number in self._by_word.get(word, ())} if wanted else set()
        scored = [(_likeness(wanted, self._sentences[number][2]), -abs(self._sentences[number][0] - near), number) for number in likely]
        best = max(scored, default=None)
        if best is None or best[0] < ALIKE:
            return None
        start, end, _ = self._sentences[best[2]]
        return Place(start, end, exact=False)

    @cached_property
    def _sentences(self) -> list[tuple[int, int, Counter[str]]]:
        found = (self._trimmed(*each.span()) for each in SENTENCE.finditer(self.text))
        return [(start, end, Counter(WORD.findall(self.text[start:end].casefold()))) for start, end in found if start < end]

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        piece = self.text[start:end]
        return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """Sentences by the words that are rare enough to tell one from another."""
        found: dict[str, list[int]] = {}
        for number, (_, _, words) in enumerate(self._sentences):
            for word in words:
                found.setdefault(word, []).append(number)
        often = max(8, len(self._sentences) // 8)
        return {word: numbers for word, numbers in found.items() if len(numbers) <= often}


def _shared(one: str, other: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that both have, each counted as often as it stands: 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
