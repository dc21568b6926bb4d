"""Dates that say of nothing in their sentence when it happened: those of a comparison, of a plan, and those that only describe a noun."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.documents import Document
from timeline.granules import Unit
from timeline.noun_dates import EDGES, Led, belongs_to_noun, led_up, of_participle
from timeline.rules import Pack
from timeline.statements import Statement
from timeline.surroundings import listed
from timeline.verbs import finite

REACH = 100
NEAR = 8
SOME_WORDS = r"\s*(?:\w+\s+){0,2}"
PERIODS = (Unit.QUARTER.word, Unit.YEAR.word)


def says_no_when(document: Document, statement: Statement) -> bool:
    start = document.sentences[document.sentence_at(statement.marks[0][0])][0]
    before = document.text[max(start, statement.start - REACH) : statement.start]
    if _is_compared(document, before):
        return True
    led = led_up(document, statement)
    return (
        _is_measured(document, led)
        or _is_term(document, statement, led)
        or _is_planned(document, statement, led)
        or _is_superlative(document, statement)
        or _is_pointed_at(document, led)
        or belongs_to_noun(document, statement, led)
        or of_participle(document, statement, led)
    )


# --- comparisons ---------------------------------------------------------------------------------------------------


def _is_compared(document: Document, before: str) -> bool:
    """“..., compared with 40 % a year earlier”, “up from 886 million shares on Thursday”: what happened then is not what is told."""
    found = list(_comparisons(document.pack).finditer(before))
    last = found[-1] if found else None
    if last is None or ";" in before[last.end() :] or _goes_on(document, before[last.end() :]):
        return False
    if listed(document, "comparisons", " ".join(last[0].lower().split())):
        return True
    after = before[last.end() :].lower()
    return bool(re.match(SOME_WORDS + r"[$£€]?\d", after)) and any(
        unit in after for unit in document.pack.words.get("comparison-units", ())
    )


def _goes_on(document: Document, text: str) -> bool:
    """“Unlike the other towns, Shusha fell in 1992”: a clause of its own follows what is compared."""
    return any(finite(document, piece) for piece in text.split(", ")[1:])


@lru_cache(maxsize=8)
def _comparisons(pack: Pack) -> re.Pattern[str]:
    words = {word for name in ("comparisons", "comparing-words") for word in pack.words.get(name, ())}
    forms = (r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(forms)})\b" if words else r"(?!)", re.IGNORECASE)


def _is_measured(document: Document, led: Led) -> bool:
    """“more than in 1990”, “lower than a year ago”, “as in 1967”, “down 4 % from Friday”."""
    words = list(led.words)
    if len(words) > 2 and listed(document, "origins", words[-1]):
        amount = words[-3] if listed(document, "change-nouns", words[-2]) else words[-2]
        return amount.endswith("%") or any(map(str.isdigit, amount))
    if words and listed(document, "when-prepositions", words[-1]):
        words.pop()
        return bool(words) and listed(document, "measuring-words", words[-1])
    return bool(words) and listed(document, "than-words", words[-1])


def _is_superlative(document: Document, statement: Statement) -> bool:
    """“the highest level since August”, “the first time since 1973”: nothing has gone on since."""
    if statement.signal != "since":
        return False
    start = document.sentences[document.sentence_at(statement.start)][0]
    words = document.text[max(start, statement.start - REACH) : statement.start].split()[-NEAR:]
    return any(listed(document, "superlatives", word) for word in words)


def _is_pointed_at(document: Document, led: Led) -> bool:
    """“The warning follows two rulings last June”: the date is that of the rulings."""
    words = led.words
    at = next((place for place, word in enumerate(words) if place and listed(document, "pointing-verbs", word)), None)
    return at is not None and not finite(document, " ".join(words[:at])) and not finite(document, " ".join(words[at + 1 :]))


# --- terms and plans -----------------------------------------------------------------------------------------------


def _is_term(document: Document, statement: Statement, led: Led) -> bool:
    """“bonds due 1 March”, “the quarter ended 30 June”, “based on the prices of 1990”; but “the bonds are due on 1 March”."""
    words = [word.strip(EDGES) for word in led.words[-3:]]
    if listed(document, "period-ends", document.word(document.token_at(statement.end))) and statement.date.precision in PERIODS:
        return True
    if len(words) < 2:
        return False
    if listed(document, "term-words", words[-1]):
        return not any(listed(document, ("auxiliaries", "be-words"), word) for word in words[:-1])
    if listed(document, "period-ends", words[-1]):
        return listed(document, "period-nouns", words[-2])
    return listed(document, "base-words", " ".join(words[-2:]))


def _is_planned(document: Document, statement: Statement, led: Led) -> bool:
    """“expects a profit for the third quarter”, “set a vote for 4 May”; but “the vote is set for 4 May”."""
    words = led.words
    if len(words) < 2 or not listed(document, "purpose-words", words[-1]) or "/" in statement.date.edtf:
        return False
    if listed(document, "report-nouns", words[-2]):
        return True
    said = " ".join(words)
    if not finite(document, said):
        return False
    if statement.date.precision in PERIODS:
        return any(listed(document, "outlook-verbs", word.strip(EDGES)) for word in words)
    passive = any(listed(document, ("auxiliaries", "be-words"), word) for word in words[-4:-2])
    return not (listed(document, "planning-participles", words[-2]) and passive)
