"""Dates that say of nothing in their sentence when it happened: those of a comparison, and those that only describe a noun."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.documents import Document
from timeline.rules import Pack
from timeline.statements import Statement
from timeline.surroundings import listed, noun_after

REACH = 100


def says_no_when(document: Document, statement: Statement) -> bool:
    start = document.sentences[document.sentence_at(statement.marks[0][0])][0]
    before = document.text[max(start, statement.start - REACH) : statement.start]
    return _is_compared(document, before) or _describes(document, statement)


def _is_compared(document: Document, before: str) -> bool:
    """“..., compared with 40 % a year earlier”, “up from 886 million shares on Thursday”: what happened then is not what is told."""
    found = list(_comparisons(document.pack).finditer(before))
    last = found[-1] if found else None
    if last is None or ";" in before[last.end() :]:
        return False
    if listed(document, "comparisons", " ".join(last[0].split())):
        return True
    after = before[last.end() :].lower()
    return bool(re.match(r"\s*(?:\w+\s+){0,2}[$£€]?\d", after)) and any(
        unit in after for unit in document.pack.words.get("comparison-units", ())
    )


@lru_cache(maxsize=8)
def _comparisons(pack: Pack) -> re.Pattern[str]:
    words = {word for name in ("comparisons", "comparing-words") for word in pack.words.get(name, ())}
    forms = (r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(forms)})\b" if words else r"(?!)", re.IGNORECASE)


def _describes(document: Document, statement: Statement) -> bool:
    """“the central issue of the 1972 election”, “for the November 1995 assassination”: not “in the 1972 election”, which tells when."""
    if statement.main or statement.signal:
        return False
    tokens = document.tokens
    first = document.token_at(statement.start)
    last = document.token_at(statement.end)
    article = listed(document, "articles", document.word(first - 1)) or listed(document, "possessives", document.word(first - 1))
    beside = first > 1 and article and listed(document, "describing-prepositions", document.word(first - 2))
    return beside and last < len(tokens.starts) and noun_after(document, last - 1, last)
