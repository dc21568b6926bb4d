"""Named wars and conflicts as anchors: “after the Second World War”."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from timeline.granules import MONTH_NAMES, Granule, Unit, civil
from timeline.notation import Span, edtf_text, granule_of_edtf
from timeline.resources import PACKAGE

UNCHECKED = "general knowledge, unchecked"
# a name that more wars than this have says too little to ask
MOST_READINGS = 4
DASH = "[-–—‑]"
APOSTROPHE = "['’‘]"


@dataclass(frozen=True, slots=True)
class Conflict:
    """`starts` and `ends` are every day, month or year it is counted from or to, earliest first; no `ends` while it goes on. `known`
    says how its dates are known, `note` what else there is to know."""

    names: tuple[str, ...]
    short: tuple[str, ...]
    starts: tuple[Granule, ...]
    ends: tuple[Granule, ...]
    known: str
    note: str = ""

    @property
    def start(self) -> Span:
        return hull(self.starts)

    @property
    def end(self) -> Span | None:
        return hull(self.ends) if self.ends else None

    @property
    def whole_names(self) -> frozenset[str]:
        return frozenset(map(fold, self.names))

    def told(self) -> str:
        """Its dates in EDTF, `1950-06-25 to 1953-07-27`, or `2014-02 on` while it goes on."""
        starts = " or ".join(map(edtf_text, self.starts))
        return f"{starts} to {' or '.join(map(edtf_text, self.ends))}" if self.ends else f"{starts} on"

    def spoken(self) -> str:
        """Its dates and how they are known, for a person."""
        starts, ends = (" or ".join(map(plain, each)).replace(" or ", ", ", max(len(each) - 2, 0)) for each in (self.starts, self.ends))
        dates = f"{starts} to {ends}" if ends else f"{starts} on, no end known"
        return f"{dates} ({'; '.join(filter(None, (self.known, self.note)))})"


def hull(granules: Iterable[Granule]) -> Span:
    every = tuple(granules)
    return Span(min(each.start for each in every), max(each.end for each in every))


def plain(granule: Granule) -> str:
    """A day, month or year as one says it: `12 May 1994`."""
    number, month_number, day = civil(granule.first_day)
    match granule.unit:
        case Unit.DAY:
            return f"{day} {MONTH_NAMES[month_number - 1]} {number}"
        case Unit.MONTH:
            return f"{MONTH_NAMES[month_number - 1]} {number}"
    return edtf_text(granule)


# --- the table -----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return tomllib.loads((PACKAGE / "conflicts.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def conflicts() -> dict[str, tuple[Conflict, ...]]:
    """The conflicts of every name, folded: several where a name is shared."""
    found: dict[str, tuple[Conflict, ...]] = {}
    for row in _table()["conflict"]:
        conflict = _conflict(row)
        for name in dict.fromkeys(fold(name) for name in (*conflict.names, *conflict.short)):
            found[name] = (*found.get(name, ()), conflict)
    return found


def _conflict(row: Mapping[str, Any]) -> Conflict:
    starts, ends = (_granules(row.get(side, [])) for side in ("start", "end"))
    return Conflict(tuple(row["names"]), tuple(row.get("short", ())), starts, ends, row.get("known", UNCHECKED), row.get("note", ""))


def _granules(written: str | list[str]) -> tuple[Granule, ...]:
    every = [written] if isinstance(written, str) else written
    return tuple(sorted((granule_of_edtf(each) for each in every), key=lambda each: (each.start, each.end)))


def fold(name: str) -> str:
    return re.sub(APOSTROPHE, "'", re.sub(DASH, "-", " ".join(name.split()))).casefold()


def sure(name: str) -> Conflict | None:
    """The conflict of a name that no other has, and that is whole."""
    every = conflicts()[fold(name)]
    return every[0] if len(every) == 1 and fold(name) in every[0].whole_names else None


def meant(name: str, beside: Collection[Conflict], published: Granule | None) -> tuple[Conflict, ...]:
    """The conflicts that a name can mean: the only one that is named for sure `beside` it, else every one that has it in full and began
    before the text was `published`; nothing when there are too many to ask."""
    every = conflicts()[fold(name)]
    told = [each for each in every if each in beside]
    if len(told) == 1:
        return tuple(told)
    begun = [each for each in every if published is None or (each.start.start or 0) < published.end]
    readings = tuple(each for each in begun if fold(name) in each.whole_names)
    return readings if len(readings) <= MOST_READINGS else ()


# --- names in a text -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _by_first_word() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted({name for each in conflicts().values() for one in each for name in (*one.names, *one.short)}, key=len, reverse=True):
        first = fold(name.split()[0])
        found[first] = (*found.get(first, ()), name)
    return found


@lru_cache(maxsize=1)
def _first_words() -> re.Pattern[str]:
    """The first words of all names. Their first letters stand outside, so that a text is skipped through to them."""
    by_letter: dict[str, list[str]] = {}
    firsts = {name.split()[0] for names in _by_first_word().values() for name in names}
    firsts |= {word.lower() for word in firsts & set(_table()["small-first"])}
    for word in sorted(firsts, key=lambda each: (-len(each), each)):
        by_letter.setdefault(word[0], []).append(_word(word[1:]))
    return re.compile("|".join(rf"{letter}(?<!\w{letter})(?:{'|'.join(words)})(?!\w)" for letter, words in sorted(by_letter.items())))


@lru_cache(maxsize=512)
def _names(first: str) -> re.Pattern[str]:
    """Those that begin with a word, as it is written."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_form, _by_first_word()[fold(first)]))})(?!\w)")


def named(text: str) -> Iterator[re.Match[str]]:
    """Every name where it stands in a text as a name: with its capitals, blanks, dashes and apostrophes of any kind."""
    at = 0
    while (hit := _first_words().search(text, at)) is not None:
        name = _names(hit[0]).match(text, hit.start())
        if name is not None:
            yield name
        at = max(hit.end(), name.end() if name is not None else 0)


def _form(name: str) -> str:
    words = name.split()
    return r"\s+".join([_small(words[0], "small-first"), *(_small(word, "small") for word in words[1:])])


def _word(word: str) -> str:
    escaped = re.sub(DASH, "-", re.escape(word)).replace(r"\-", "-").replace("-", DASH)
    return re.sub(APOSTROPHE, lambda _: APOSTROPHE, escaped)


def _small(word: str, listed: str) -> str:
    """A word of a name, in small letters too where it is an ordinary noun."""
    return f"[{word[0]}{word[0].lower()}]{_word(word[1:])}" if word in _table()[listed] else _word(word)
