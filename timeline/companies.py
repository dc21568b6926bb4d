"""The companies that a text names, by the words at the end of their names: “Acme Steel Corp.”, “Norham Airlines”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from timeline.documents import Document
from timeline.rules import Pack
from timeline.surroundings import listed
from timeline.verbs import finite
from timeline.word_lists import opening

WORD = r"[^\W\d_a-z][\w-]*(?:['’](?!s\b)\w+)?"
EARLY = 2
SHORTEST = 3
NEAR = 120


@dataclass(frozen=True, slots=True)
class Company:
    """`key` is the same for all forms of its name; `acts` whether its sentence begins with it and goes on with what it did."""

    start: int
    end: int
    name: str
    key: str
    acts: bool


def companies(document: Document) -> tuple[Company, ...]:
    """In the order of the text; looked for once."""
    if "companies" not in document.found:
        told = _endings(document.pack).search(document.text) is not None
        named = (_company(document, each) for each in _pattern(document.pack).finditer(document.text)) if told else ()
        # “Holdings Inc.” after a sign that no name has is the end of one
        document.found["companies"] = tuple(each for each in named if not listed(document, "company-endings", each.key.split()[0]))
    found: tuple[Company, ...] = document.found["companies"]
    return found


def mentions(document: Document) -> tuple[Company, ...]:
    """The companies again, and where the text calls one of them by the first words of its name: “Acme” for “Acme Steel Corp.”."""
    if "mentions" not in document.found:
        document.found["mentions"] = tuple(_mentions(document))
    found: tuple[Company, ...] = document.found["mentions"]
    return found


def _mentions(document: Document) -> Iterator[Company]:
    known: dict[str, Company] = {}
    taken: set[str] = set()
    for each in companies(document):
        first = each.name.split(" ", 1)[0].strip(",")
        for short in (" ".join(each.name.replace(",", "").split()[: each.key.count(" ") + 1]), first):
            if known.setdefault(short, each).key != each.key:
                taken.add(short)
    names = sorted((re.escape(short) for short in known if short not in taken and len(short) >= SHORTEST), key=len, reverse=True)
    if not names:
        return
    for found in re.finditer(rf"(?<![\w’'.&-])(?:{'|'.join(names)})(?!\w)", document.text):
        company = known[found[0]]
        yield Company(found.start(), found.end(), company.name, company.key, _acts(document, found.start(), found.end()))


def _acts(document: Document, first: int, last: int) -> bool:
    start, end = document.sentences[document.sentence_at(first)]
    before, after = document.text[start:first].split(), document.text[last : min(end, last + NEAR)].split()
    opens = len(before) <= 1 and not finite(document, " ".join(before))
    return opens and bool(after) and (after[0].startswith((",", "(", "'s", "’s")) or any(finite(document, word) for word in after[:3]))


def _company(document: Document, found: re.Match[str]) -> Company:
    name = " ".join(found[0].split())
    words = [word.strip(",.").lower() for word in name.split()]
    key = " ".join(words[: max(1, min(2, len(words) - 1))])
    return Company(found.start(), found.end(), name, key, _acts(document, *found.span()))


def _ends(pack: Pack) -> set[str]:
    return {form for word in pack.words.get("company-endings", ()) for form in (word.capitalize(), word.upper())}


@lru_cache(maxsize=8)
def _endings(pack: Pack) -> re.Pattern[str]:
    """Told at once, where the names take a while to be looked for: most texts have none."""
    return re.compile(opening(_ends(pack), r"(?!\w)"))


@lru_cache(maxsize=8)
def _pattern(pack: Pack) -> re.Pattern[str]:
    endings = "|".join(re.escape(word) for word in sorted(_ends(pack), key=len, reverse=True)) or r"(?!)"
    more = "|".join(word.capitalize() for word in pack.words.get("company-tails", ())) or r"(?!)"
    lists = ("articles", "title-openers", "noun-borders", "subordinators", "demonstratives", "phrase-openers", "adverbs")
    plain = "|".join(sorted({word.capitalize() for name in lists for word in pack.words.get(name, ())}))
    word = rf"(?!(?:{plain})\b)(?:{WORD}|[A-Z]\.(?:[A-Z]\.)*)"
    return re.compile(rf"(?<![\w’'.&-]){word}(?:[^\S\n](?:& )?{word}){{0,4}},?[^\S\n](?:& )?(?:{endings})(?!\w)(?: (?:{more})\b)?")
