"""The year of a name that begins with a month or a season, where the text says it once: “the Spring Offensive of 1918”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline.documents import Document
from timeline.expressions import Expression
from timeline.surroundings import is_capital, is_sign, listed

LONGEST_NAME = 3
# between a name and its year: “of”, “(”, “, ”
LONGEST_LINK = 1
OPENERS = "(,"

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Namesake:
    """A year told beside a name: which, and the expression that says it."""

    year: int
    told: Expression


def years_of_names(document: Document, found: Sequence[Expression]) -> dict[Name, Namesake]:
    """The year of each such name that has only one in the text."""
    beside: dict[Name, list[Namesake]] = {}
    for name, namesake in _told(document, found):
        beside.setdefault(name, []).append(namesake)
    return {name: told[0] for name, told in beside.items() if len({each.year for each in told}) == 1}


def _told(document: Document, found: Sequence[Expression]) -> Iterator[tuple[Name, Namesake]]:
    for place, expression in enumerate(found[:-1]):
        following = found[place + 1]
        number, apart = following.get("year"), following.first - expression.last
        if not isinstance(number, int) or number < 100 or following.get("era") or apart > LONGEST_NAME + LONGEST_LINK:
            continue
        name = name_at(document, expression)
        end = expression.last + len(name) - 1
        if name and following.first - end <= LONGEST_LINK and (following.first == end or _links(document, document.word(end))):
            yield name, Namesake(number, following)


def name_at(document: Document, expression: Expression) -> Name:
    """The month or season with the capital words that follow it; nothing where none does or a day or year is told."""
    if any(expression.get(slot) is not None for slot in ("day", "year", "direction", "that")):
        return ()
    opening = expression.get("season") or expression.get("month")
    if opening is None or not is_capital(document.word(expression.last - 1)):
        return ()
    words: list[str] = []
    while len(words) < LONGEST_NAME and is_capital(word := document.word(expression.last + len(words))):
        words.append(word)
    return (str(opening), *words) if words else ()


def _links(document: Document, word: str) -> bool:
    return listed(document, "name-year-links", word) or is_sign(word, OPENERS)
