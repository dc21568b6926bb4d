"""Clauses: which dates of a sentence belong to one statement, and which to two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from timeline.documents import Document
from timeline.granules import Unit
from timeline.rules import Pack
from timeline.statements import Statement

HEADING_WORDS = 8
PRECISIONS = {unit.word: unit for unit in Unit}


@dataclass(frozen=True, slots=True)
class Clause:
    """One dated statement: its sentence, its own stretch of it, and the date that dates it."""

    sentence: tuple[int, int]
    start: int
    end: int
    statement: Statement


def clauses(document: Document, made: Sequence[Statement]) -> Iterator[Clause]:
    dated = {document.sentence_at(each.marks[0][0]) for each in made}
    for number, group in groupby(made, key=lambda each: document.sentence_at(each.marks[0][0])):
        sentence = document.sentences[number]
        for start, end, dates in _parts(document, sentence, list(group)):
            clause = Clause(sentence, start, end, _main(dates))
            if not is_heading(document, clause):
                yield clause
            elif clause.statement.date.precision == "day":
                yield _with_next(document, clause, number + 1, dated)


def _with_next(document: Document, clause: Clause, following: int, dated: set[int]) -> Clause:
    """A day as a heading dates the sentence below it, where that has no date of its own."""
    if following >= len(document.sentences) or following in dated:
        return clause
    end = document.sentences[following][1]
    return Clause((clause.sentence[0], end), clause.start, end, clause.statement)


def _main(dates: Iterable[Statement]) -> Statement:
    """The date that dates the clause: one standing by itself before one that describes a noun, one said before one worked out, the
    more exact before the vaguer."""
    return min(dates, key=lambda each: (not each.main, each.date.anchored, PRECISIONS.get(each.date.precision, Unit.CENTURY), each.start))


def _parts(document: Document, sentence: tuple[int, int], dates: list[Statement]) -> Iterator[tuple[int, int, list[Statement]]]:
    start = sentence[0]
    kept = [dates[0]]
    for previous, following in pairwise(dates):
        border = _border(document, sentence, previous, following)
        if border is not None:
            yield start, border[0], kept
            start, kept = border[1], []
        kept.append(following)
    yield start, sentence[1], kept


def _border(document: Document, sentence: tuple[int, int], previous: Statement, following: Statement) -> tuple[int, int] | None:
    """Where one clause ends and the next begins between two dates: with a verb on both sides, or where “and again” adds a date."""
    if previous.end >= following.start and previous.end > following.end:
        return None
    between = document.text[previous.end : max(previous.end, following.start)]
    for found in _borders(document.pack).finditer(between):
        start, end = previous.end + found.start(), previous.end + found.end()
        if has_verb(document, document.text[sentence[0] : start]) and has_verb(document, document.text[end : sentence[1]]):
            return start, end
    adds = following.main and previous.main and _only_adds(document, between)
    return (previous.end, following.start) if adds else None


def _only_adds(document: Document, between: str) -> bool:
    """“in May 1992 and again in 1994”: a conjunction and no more than a word or two."""
    words = between.replace(",", " ").lower().split()
    return bool(words) and len(words) <= 3 and words[0] in document.pack.words["adding-words"]


@lru_cache(maxsize=8)
def _borders(pack: Pack) -> re.Pattern[str]:
    """What may stand between two clauses: a semicolon, a dash between blanks, a conjunction, a comma before a verb."""
    words, verbs = (sorted(pack.words.get(name, ()), key=len, reverse=True) for name in ("clause-borders", "verbs"))
    endings = "|".join(rf"\w{{3,}}{re.escape(each)}" for each in sorted(pack.words.get("past-endings", ())))
    verb = "|".join([*map(re.escape, verbs), *([endings] if endings else [])])
    return re.compile(rf";|\s[–—]\s|,?\s+(?:{'|'.join(map(re.escape, words))})\s+|,\s+(?=(?:{verb})\b)", re.IGNORECASE)


def is_heading(document: Document, clause: Clause) -> bool:
    """A line by itself, such as “Before 1988” or “The war of 2020 and after”: it names a passage and tells nothing."""
    start, end = clause.sentence
    text = document.text[start:end]
    alone = document.text[:start].rstrip(" \t")[-1:] in ("", "\n") and document.text[end:].lstrip(" \t")[:1] in ("", "\n")
    said = text.replace(document.text[clause.statement.start : clause.statement.end], " ")
    told = any(mark in text for mark in ".!?…:;–—") or has_verb(document, said)
    return alone and not told and len(text.split()) <= HEADING_WORDS


def has_verb(document: Document, text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    verbs = document.pack.words["verbs"] | document.pack.words["past-verbs"] | document.pack.words["present-verbs"]
    endings = tuple(document.pack.words.get("past-endings", ()))
    return any(word in verbs or (len(word) > 4 and word.endswith(endings)) for word in words)
