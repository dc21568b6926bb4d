"""Names of states, places, peoples and organisations that are known, found in a stretch of text. The tables are read when first used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from timeline.events import Place
from timeline.resources import PACKAGE

Kind = Literal["country", "region", "town", "people", "organisation"]
WORD = re.compile(r"(?:[^\W\d_a-z](?<!\w.)|al(?<!\w..)\b)\w*")
PRECISIONS = {"country": "country", "region": "region", "town": "town"}


@dataclass(frozen=True, slots=True)
class Known:
    """`name` is the one shown, whichever was written; `place` where it lies, None for organisations and for adjectives."""

    name: str
    kind: Kind
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Spotted:
    known: Known
    start: int
    end: int
    text: str


@lru_cache(maxsize=4)
def spot(text: str) -> tuple[Spotted, ...]:
    """Known names in order, the longest where several begin at one word; none inside another."""
    names, end = _names(), 0
    found: list[Spotted] = []
    for word in WORD.finditer(text):
        if word.start() < end:
            continue
        if (rows := names.get(word[0])) and (spotted := _at(text, word.start(), rows)) is not None:
            found.append(spotted)
            end = spotted.end
    return tuple(found)


def _at(text: str, start: int, rows: list[tuple[str, Known]]) -> Spotted | None:
    for name, known in rows:
        end = start + len(name)
        if text.startswith(name, start) and not text[end : end + 1].isalnum():
            return Spotted(known, start, end, name)
    return None


@lru_cache(maxsize=1)
def _names() -> dict[str, list[tuple[str, Known]]]:
    """By the first word of each name, the longest names first."""
    found: dict[str, dict[str, Known]] = {}
    for name, known in [*_places(), *_organisations()]:
        first = WORD.search(name)
        if first is not None:
            found.setdefault(first[0], {}).setdefault(name, known)
    return {word: sorted(rows.items(), key=lambda row: len(row[0]), reverse=True) for word, rows in found.items()}


def _lines(name: str) -> Iterator[list[str]]:
    for line in (PACKAGE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _places() -> Iterator[tuple[str, Known]]:
    for row in _lines("places.tsv"):
        kind: Kind = "country" if row[0] == "country" else "region" if row[0] == "region" else "town"
        names = row[1].split("|")
        place = Place(names[0], float(row[2]), float(row[3]), PRECISIONS[row[0]])
        known = Known(names[0], kind, place)
        yield from ((name, known) for name in names)
        yield from ((name, Known(names[0], "people")) for name in (row[4] if len(row) > 4 else "").split("|") if name and name not in names)


def _organisations() -> Iterator[tuple[str, Known]]:
    for (row,) in _lines("organisations.tsv"):
        names = row.split("|")
        yield from ((name, Known(names[0], "organisation")) for name in names)
