"""A clause without its date, so that a title can be made of it; where the clause would lose its sense, the date stays."""

from __future__ import annotations

import re

from timeline.appearance import INVISIBLE
from timeline.clauses import Clause
from timeline.documents import Document
from timeline.statements import Statement
from timeline.surroundings import is_capital, listed
from timeline.verbs import DATE, finite, is_adverb

LONGEST_SUBJECT = 12
CLEFT = 2
ADVERBS = 3
FARTHEST = 300
APPOSITION = re.compile(r",\s+(?P<article>\w+)\s[^,;.]*(?=[,;.])")
OWNED = re.compile(r"['’]s?\b")


def near(clause: Clause) -> tuple[int, int]:
    """The clause as far as a title may need it: a sentence without end costs no more than a long one."""
    return max(clause.start, clause.statement.start - FARTHEST), min(clause.end, clause.statement.end + FARTHEST)


def clause_without_date(document: Document, clause: Clause) -> str:
    """The clause with a sign in place of its date; a date that owns a noun, or stands after “a”, stays where it is."""
    text, statement = document.text, clause.statement
    start, last = near(clause)
    before, after = _words(text[start : statement.start]), text[statement.end : last]
    if clause.relative:
        before = _without_relative(document, before)
    if _is_said_of(document, before, after) or _stays(document, clause.statement, before, after):
        owned = OWNED.match(after)
        end = statement.end + (owned.end() if owned else 0)
        return " ".join([*before, *_words(text[statement.start : end]), DATE, *_words(text[end:last])])
    after = _without_apposition(document, before, after)
    led = [*before, *text[statement.start : statement.marks[0][0]].split()]
    before = led if _describes(document, led, after) else _without_last(document, before)
    if after.startswith(",") and before and listed(document, "open-relatives", before[-1]):
        after = after[1:]
    if after.startswith(",") and _parts_subject(document, before):
        before, after = [*before[:-1], before[-1].rstrip(",")], after[1:]
    if _is_cleft(document, before) and listed(document, "open-relatives", "".join(after.split()[:1])):
        return " ".join([DATE, *_words(after)[1:]])
    return " ".join([*before, DATE, *_words(after)])


def _without_apposition(document: Document, before: list[str], after: str) -> str:
    """Without “..., the first day of the battle”, which says what day it was."""
    said = APPOSITION.match(after)
    apposed = said is not None and listed(document, "articles", said["article"]) and finite(document, " ".join(before))
    return after[said.end() :] if said is not None and apposed and not finite(document, said[0]) else after


def _is_cleft(document: Document, before: list[str]) -> bool:
    """“It was in 1994 that the war ended”: the war ended."""
    return len(before) == CLEFT and listed(document, "expletives", before[0]) and listed(document, "copulas", before[1])


def _words(text: str) -> list[str]:
    """The words between blanks, without those that are signs nobody sees."""
    return [word for word in text.split() if word.strip(INVISIBLE)]


def _is_said_of(document: Document, before: list[str], after: str) -> bool:
    """Whether the sentence says something of the date itself: “1968 saw ...”, “spent the summer”, “Friday's session”, “a 1991 accord”."""
    last, following = before[-1] if before else "", after.split()
    verb = next((word for word in following[:ADVERBS] if not is_adverb(document, word)), "")
    first = not before or listed(document, "joining-words", last)
    opens = first and after[:1].isspace() and listed(document, ("verbs", "date-verbs"), verb)
    return bool(OWNED.match(after)) or opens or listed(document, ("indefinite-articles", "date-verbs"), last)


def _stays(document: Document, statement: Statement, before: list[str], after: str) -> bool:
    """Whether the clause would lose its sense with the date: “lasted until 1994”, “wants to leave by May”, “referred to this day as”,
    “Legislation passed in 1789 abolished the tithe”."""
    words = document.text[statement.start : statement.end].split()
    following = after.split()
    led = len(before) > 1 or not all(listed(document, "title-openers", word) for word in before)
    if listed(document, "staying-signals", words[0]) and led:
        return True
    if listed(document, "limit-words", words[0]) and any(listed(document, "infinitive-words", word) for word in before[-LONGEST_SUBJECT:]):
        return True
    bare = _without_last(document, before)
    if _opens_with_participle(document, before) and after.lstrip()[:1] == ",":
        return True
    if not bare or not following:
        return bool(bare) and listed(document, "object-prepositions", bare[-1])
    tied = listed(document, "of-words", following[0]) and not statement.main
    tied = tied or _ends_relative(document, bare)
    verb = after[:1].isspace() and finite(document, following[0]) and finite(document, " ".join(before))
    verb = verb or (bare == before and finite(document, bare[-1]) and listed(document, "articles", following[0]))
    return tied or verb or listed(document, "object-prepositions", bare[-1])


def _ends_relative(document: Document, words: list[str]) -> bool:
    """“gains that began”: it wants its “last autumn”."""
    last = len(words) > 2 and listed(document, "relatives", words[-2]) and finite(document, words[-1])
    return last and not words[-3].endswith(",")


def _opens_with_participle(document: Document, before: list[str]) -> bool:
    """“Unveiled last April, the tank was ...”: when it was unveiled."""
    if not before or any(word.endswith(",") for word in before):
        return False
    first = before[0].lower()
    formed = first.endswith(document.pack.words.endings["past-endings"]) or listed(document, "participles", first)
    return formed and not finite(document, " ".join(before[1:]))


def _parts_subject(document: Document, before: list[str]) -> bool:
    """“The council, on 25 June 1950, published a resolution”: the commas are those of the date."""
    first = before[0].rstrip(",") if before else ""
    leads = is_adverb(document, first) or listed(document, ("introductions", "subordinators", "title-openers"), first)
    if leads or not before or not before[-1].endswith(","):
        return False
    return len(before) <= LONGEST_SUBJECT and not finite(document, " ".join(before)) and not any(word.endswith(",") for word in before[:-1])


def _describes(document: Document, before: list[str], after: str) -> bool:
    """“the 2014 ceasefire”, “a drop in third-quarter income”: the noun after it belongs to the article or preposition before it."""
    following = after.split()
    noun = bool(following) and after[:1].isspace() and following[0][:1].isalpha()
    if not before or not noun or listed(document, "plain-followers", following[0]):
        return False
    if listed(document, "articles", before[-1]):
        return True
    verbal = document.pack.words.endings["past-endings", "participle-endings", "no-noun-endings"]
    noun = not is_capital(following[0]) and not following[0].endswith(verbal) and not listed(document, "verbs", following[0])
    return len(before) > 1 and noun and listed(document, "title-prepositions", before[-1])


def _without_last(document: Document, words: list[str]) -> list[str]:
    """The words without the preposition (and article) that led to the date."""
    kept = len(words)
    for name, most in (("articles", 1), ("title-prepositions", 1), ("title-hedges", kept)):
        least = kept - most
        while kept > max(0, least) and listed(document, name, words[kept - 1]):
            kept -= 1
    return words[:kept]


def _without_relative(document: Document, words: list[str]) -> list[str]:
    """“The truce that was agreed” as a sentence of its own: “The truce was agreed”."""
    places = [place for place, word in enumerate(words) if listed(document, "relatives", word.strip(","))]
    if not places:
        return words
    before = [*words[: places[-1]], *words[places[-1] + 1 :]]
    return [word.rstrip(",") if place == places[-1] - 1 else word for place, word in enumerate(before)]
