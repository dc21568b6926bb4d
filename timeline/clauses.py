"""Clauses: which dates of a sentence belong to one statement, and which to two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from timeline.documents import Document
from timeline.granules import Unit
from timeline.noun_dates import noun_before
from timeline.rules import Pack
from timeline.statements import Statement
from timeline.surroundings import listed
from timeline.undated import says_no_when
from timeline.verbs import finite, is_adverb

HEADING_WORDS = 8
EDGES = " \t\r\n.,;:–—-()[]"
OPEN_ENDED = ("since", "until", "after")
LONGEST_DATELINE = 80
REACH = 300
NEAR = 24
LONGEST_PAIR = 4
DATELINE = re.compile(r"[^\W\d_][^\n.!?;:]*?(?:\s(?:[–—]|--?)|\)\s?(?:[–—_]|--?)|_)\s")
WORD = re.compile(r"[^\W\d_]+")
NOT_BLANK = re.compile(r"\S+")
INITIAL = re.compile(r"\b[^\W\d_]\.")
PRECISIONS = {unit.word: unit for unit in Unit}


@dataclass(frozen=True, slots=True)
class Clause:
    """One dated statement: its sentence, its own stretch of it, and the date that dates it. `relative` when that is the date of a
    relative clause (“the truce that was agreed in May”), because nothing else in the sentence is dated."""

    sentence: tuple[int, int]
    start: int
    end: int
    statement: Statement
    relative: bool = False


def clauses(document: Document, made: Sequence[Statement]) -> Iterator[Clause]:
    telling = [each for each in made if not says_no_when(document, each)]
    dated = {document.sentence_at(each.marks[0][0]) for each in telling}
    for number, group in groupby(telling, key=lambda each: document.sentence_at(each.marks[0][0])):
        sentence = document.sentences[number]
        alone = stands_alone(document, number)
        for start, end, dates in _parts(document, sentence, list(group)):
            clause = _clause(document, sentence, (start, end), dates)
            if not only_a_date(document, clause) and not is_heading(document, clause, alone):
                yield clause
            elif (below := _with_next(document, clause, number + 1, dated)) is not None:
                yield below


def _with_next(document: Document, clause: Clause, following: int, dated: set[int]) -> Clause | None:
    """A day or month as a heading dates the sentence below it, where that has no date of its own; a day alone is still an event."""
    precision = _precision(clause.statement)
    if precision > Unit.MONTH or _labels_publication(document, clause):
        return None
    if following >= len(document.sentences) or following in dated:
        return clause if precision <= Unit.DAY else None
    end = document.sentences[following][1]
    return Clause((clause.sentence[0], end), clause.start, end, clause.statement)


def _labels_publication(document: Document, clause: Clause) -> bool:
    """“Last updated 30 June 2021” tells when the text was written, and nothing else."""
    before = document.text[clause.sentence[0] : clause.statement.start].strip(" \t:–—-").lower()
    return before.removesuffix(" on").removesuffix(":") in document.pack.words["publication-labels"]


def _clause(document: Document, sentence: tuple[int, int], part: tuple[int, int], dates: Sequence[Statement]) -> Clause:
    """The clause with the date that dates it: one standing by itself before one that describes a noun or stands in a dateline or a
    relative clause, one said before one worked out, the more exact before the vaguer."""
    opening = _after_dateline(document, sentence)
    nouns = {id(each): _restricted(document, part, each) for each in dates}
    aside = {id(each): each.end <= opening or nouns[id(each)] is not None or _in_relative(document, part, each) for each in dates}
    opens = any(not each.signal and not document.text[max(part[0], opening) : each.start].strip() for each in dates)
    said = _content(document, dates)
    told = [each for each in dates if said is None or each is dates[0] or each.start <= said]
    chosen = min(told, key=lambda each: (aside[id(each)], not each.main, opens and each.signal in OPEN_ENDED, *_vagueness(each)))
    relative = aside[id(chosen)] and chosen.end > opening and not _in_participle(document, part, chosen)
    start = max(part[0], opening, nouns[id(chosen)] or 0) if chosen.start >= opening else part[0]
    end = chosen.end if relative else min([part[1], *(_shared(document, chosen, each) for each in dates if each.start > chosen.end)])
    return Clause(sentence, start, end, chosen, relative)


def _shared(document: Document, chosen: Statement, other: Statement) -> int:
    """Where “and in the west on 7 May” begins after “surrendered in the south on 29 April”; the end of the text where no such follows."""
    between = document.text[chosen.end : min(other.start, chosen.end + LONGEST_DATELINE)]
    words = between.split()
    adds = len(words) > 1 and other.start - chosen.end < LONGEST_DATELINE and words[0] in document.pack.words["adding-words"]
    led = adds and listed(document, "title-prepositions", words[1])
    return chosen.end if led and not has_verb(document, between) else len(document.text)


def _vagueness(statement: Statement) -> tuple[bool, bool, int]:
    """A day by which something was to be done dates less than one on which it was."""
    return statement.signal == "until", statement.date.anchored, _precision(statement)


def _content(document: Document, dates: Sequence[Statement]) -> int | None:
    """Where what is said, wanted or ordered begins: “signed a decree that it would cease to exist by 1 January”, “said on Friday it would
    leave by May”; None where nothing is."""
    first, last = dates[0], max(each.start for each in dates)
    if len(dates) == 1 or last <= first.end:
        return None
    before = WORD.findall(document.text, max(document.sentences[document.sentence_at(first.start)][0], first.start - NEAR), first.start)
    while before and listed(document, "title-prepositions", before[-1]):
        before.pop()
    if before and listed(document, "telling-verbs", before[-1]):
        return first.end
    if not first.main:
        return None
    words = WORD.finditer(document.text, first.end, min(last, first.end + LONGEST_DATELINE * 5))
    return next((word.start() for word in words if listed(document, "content-words", word[0])), None)


def _precision(statement: Statement) -> int:
    return PRECISIONS.get(statement.date.precision, Unit.CENTURY)


def _after_dateline(document: Document, sentence: tuple[int, int]) -> int:
    """Where the text begins after “GAZIANTEP, Thursday — ”; the start of the sentence when there is no such line."""
    found = DATELINE.match(document.text, sentence[0], min(sentence[1], sentence[0] + LONGEST_DATELINE))
    led = found is not None and listed(document, "title-prepositions", found[0].split(" ", 1)[0])
    return found.end() if found and not led and not has_verb(document, found[0]) else sentence[0]


def _in_relative(document: Document, part: tuple[int, int], statement: Statement) -> bool:
    """“The truce that was agreed in May has collapsed”, “The prison, opened in 1987, holds 900”: the main verb comes after the date."""
    after = document.text[statement.end : part[1]].split(None, 2)
    if not after or (after[0] == "," and len(after) < 2):
        return False
    comma = document.text[statement.end : statement.end + 1] == ","
    if not is_verb(document, after[1] if after[0] == "," else after[0]):
        return False
    before = document.text[part[0] : statement.start]
    aside = before.rpartition(", ")[2] if comma else before
    words = WORD.findall(aside.lower())
    if comma and ", " in before and words and (words[0] in document.pack.words["relatives"] or is_verb(document, words[0])):
        return True
    places = [place for place, word in enumerate(words) if place and word in document.pack.words["relatives"]]
    return not comma and any(not listed(document, "telling-verbs", words[place - 1]) for place in places)


def _in_participle(document: Document, part: tuple[int, int], statement: Statement) -> bool:
    """“The prison, opened in 1987, holds 900”: no clause of its own can be made of “opened in 1987”."""
    before = document.text[part[0] : statement.start].rpartition(", ")
    words = WORD.findall(before[2].lower())
    opens = bool(before[1] and words) and words[0] not in document.pack.words["relatives"] and is_verb(document, words[0])
    return opens and document.text[statement.end : statement.end + 1] == ","


def _restricted(document: Document, part: tuple[int, int], statement: Statement) -> int | None:
    """Where “the stalemate that lasted until 1953” begins, when the date stands at its end; None when it stands in no such clause."""
    first = max(part[0], statement.start - REACH)
    said = document.text[first : statement.start].split()
    at = next((place for place in range(len(said) - 1, 1, -1) if listed(document, "relatives", said[place])), 0)
    tail = said[at + 1 :]
    if not at or not listed(document, "restricting-words", said[at]) or any(_parts_clause(document, word) for word in tail):
        return None
    verb = next((word for word in tail if not is_adverb(document, word)), "")
    named = noun_before(document, said[:at])
    lead = said[: at - len(named)]
    if not named or not finite(document, verb) or not finite(document, " ".join(lead)):
        return None
    if listed(document, "indefinite-articles", named[0]) or listed(document, "content-nouns", named[-1]):
        return None
    if listed(document, "noun-borders", lead[-1]):
        return None
    words = list(NOT_BLANK.finditer(document.text, first, statement.start))
    return words[at - len(named)].start()


def _parts_clause(document: Document, word: str) -> bool:
    return word.endswith((",", ";")) or listed(document, ("joining-words", "subordinators"), word)


def _parts(document: Document, sentence: tuple[int, int], dates: list[Statement]) -> Iterator[tuple[int, int, list[Statement]]]:
    start = sentence[0]
    kept = [dates[0]]
    verbs = _verbs(document, sentence) if len(dates) > 1 else []
    for previous, following in pairwise(dates):
        border = _border(document, sentence, verbs, previous, following)
        if border is not None:
            yield start, border[0], kept
            start, kept = border[1], []
        kept.append(following)
    yield start, sentence[1], kept


def _border(
    document: Document, sentence: tuple[int, int], verbs: list[tuple[int, int]], previous: Statement, following: Statement
) -> tuple[int, int] | None:
    """Where one clause ends and the next begins between two dates: with a verb on both sides, or where “and again” adds a date."""
    if (previous.end >= following.start and previous.end > following.end) or _in_relative(document, sentence, previous):
        return None
    between = document.text[previous.end : max(previous.end, following.start)]
    found = [each for each in _borders(document.pack).finditer(between) if _parts_verbs(verbs, previous.end, each)]
    found = [each for each in found if not _is_paired(document, between[: each.start()])]
    if found:
        best = min(found, key=lambda each: _border_rank(document, between, each))
        return previous.end + best.start(), previous.end + best.end()
    adds = following.main and previous.main and _only_adds(document, between)
    return (previous.end, following.start) if adds else None


def _parts_verbs(verbs: list[tuple[int, int]], offset: int, border: re.Match[str]) -> bool:
    """Whether a verb stands on both sides."""
    return bool(verbs) and verbs[0][1] <= offset + border.start() and verbs[-1][0] >= offset + border.end()


def _border_rank(document: Document, between: str, border: re.Match[str]) -> tuple[bool, bool, bool]:
    """The lower the likelier: not in brackets, right before the next date, a semicolon or comma."""
    before, after = between[: border.start()], between[border.end() :]
    enclosed = before.count("(") > before.count(")")
    beside = all(listed(document, ("title-prepositions", "articles"), word) for word in after.split())
    return enclosed, not beside, border[0][:1] not in ";,"


def _is_paired(document: Document, before: str) -> bool:
    """“between the army” wants an “and” that parts no clauses."""
    return any(listed(document, "pair-openers", word) for word in before.split()[-LONGEST_PAIR:])


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
    return re.compile(rf";|\s[–—]\s|(?:,|(?<![\s,]))\s++(?:{'|'.join(map(re.escape, words))})\s+|,\s+(?=(?:{verb})\b)", re.IGNORECASE)


def stands_alone(document: Document, number: int) -> bool:
    """Whether a sentence has its lines for itself."""
    start, end = document.sentences[number]
    before = document.sentences[number - 1][1] - 1 if number else 0
    after = document.sentences[number + 1][0] if number + 1 < len(document.sentences) else None
    above, below = document.text[before:start].rstrip(" \t\r"), document.text[end:after].lstrip(" \t\r")
    return above[-1:] in ("", "\n") and below[:1] in ("", "\n")


def is_heading(document: Document, clause: Clause, alone: bool) -> bool:
    """A line by itself, such as “Before 1988” or “The war of 2020 and after”: it names a passage and tells nothing."""
    if _labels_publication(document, clause):
        return True
    text = document.text[slice(*clause.sentence)] if alone else ""
    if not alone or len(text.split()) > HEADING_WORDS:
        return False
    bare = INITIAL.sub(" ", text.rstrip(":"))
    if any(mark in bare for mark in ".!?…:;–—"):
        return False
    return not finite(document, text.replace(document.text[clause.statement.start : clause.statement.end], " "))


def only_a_date(document: Document, clause: Clause) -> bool:
    """“12 December 2022.”, as an entry of a chronicle begins: it dates the sentence that follows."""
    start, end = clause.sentence
    text, statement = document.text, clause.statement
    return not (text[start : statement.start] + text[statement.end : end]).strip(EDGES)


def is_verb(document: Document, word: str) -> bool:
    return has_verb(document, word.lower())


def has_verb(document: Document, text: str) -> bool:
    tells = _tells_verbs(document.pack)
    return any(tells(found[0]) for found in WORD.finditer(text))


def _verbs(document: Document, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """Where the verbs of a sentence stand."""
    tells = _tells_verbs(document.pack)
    return [found.span() for found in WORD.finditer(document.text, *sentence) if tells(found[0])]


@lru_cache(maxsize=8)
def _tells_verbs(pack: Pack) -> Callable[[str], bool]:
    verbs = pack.words["verbs"] | pack.words["past-verbs"] | pack.words["present-verbs"]
    endings = tuple(pack.words.get("past-endings", ()))
    return lambda word: word in verbs or (len(word) > 4 and word.endswith(endings))
