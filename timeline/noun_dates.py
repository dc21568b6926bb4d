"""Dates that belong to a noun: “the 1972 election”, “the Treaty of 1815”, “Friday's session”, “shares issued in July”.

Such a date dates the statement where the noun is what happens in it (“The 2014 ceasefire held”), or where it says when (“in the 1972
election”); else it only describes something of which nothing is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.documents import Document
from timeline.statements import Statement
from timeline.surroundings import is_capital, listed, noun_after
from timeline.verbs import finite, first_verb, is_adverb

REACH = 400
AUXILIARY_REACH = 3  # “was at last signed” is no participle of a noun
NOUN_REACH = 4
LONGEST_NOUN = 6
EDGES = ".,;:()[]“”\"'’`–—-"
OWNED = re.compile(r"['’](?:s\b|(?=\s))")
PLAIN_ROLES = ("", "range", "all", "one")
BREAKS = (",", ";", ":", ")", "”", "''")
DASHES = ("–", "—", "--", "-")


@dataclass(frozen=True, slots=True)
class Led:
    """What leads up to a date in its sentence: the words before it without its article, and those before the article or owner that
    the noun after it stands under, with that."""

    words: list[str]
    outer: list[str]
    determiner: str


def led_up(document: Document, statement: Statement) -> Led:
    """The words from the beginning of the sentence to the date, without its article and what stands between."""
    start = statement.marks[0][0]
    first = max(document.sentences[document.sentence_at(start)][0], start - REACH)
    words = document.text[first:start].split()
    opening = document.text[start : statement.marks[0][1]].split(" ", 1)[0]
    if listed(document, "articles", opening):
        return Led(words, words, opening)
    plain = words[:-1] if words and determines(document, words[-1]) else words
    for place in range(len(words) - 1, max(-1, len(words) - 1 - NOUN_REACH), -1):
        word = words[place]
        if determines(document, word):
            return Led(plain, words[:place], word)
        if word.endswith(BREAKS) or word in DASHES or _borders(document, word) or finite(document, word) or _is_participial(document, word):
            break
    return Led(plain, words, "")


def determines(document: Document, word: str) -> bool:
    return listed(document, ("articles", "possessives"), word) or OWNED.search(word) is not None


def belongs_to_noun(document: Document, statement: Statement, led: Led) -> bool:
    if listed(document, "agents", document.text[statement.start : statement.end].split(" ", 1)[0]):
        return led.determiner != "" and _stands_before_noun(document, statement)
    if statement.signal not in PLAIN_ROLES and not _is_hyphened(document, statement):
        return False
    if _is_of_name(document, statement, led):
        return True
    after = document.text[statement.end : statement.end + REACH]
    if OWNED.match(after):
        return _is_object(document, led, OWNED.sub("", after, count=1).split())
    if statement.signal not in PLAIN_ROLES[1:] and _stands_before_noun(document, statement):
        return _is_object(document, led, after.split(), tied=led.determiner != "" or _is_hyphened(document, statement))
    return _follows_noun(document, led)


def starts_clause(document: Document, words: list[str]) -> bool:
    """Whether what comes next begins a clause, and so is what it tells of."""
    if not words or words[-1].endswith(BREAKS) or words[-1] in DASHES:
        return True
    last = words[-1].lower()
    return listed(document, ("joining-words", "subordinators", "open-relatives", "telling-verbs", "title-openers"), last)


def _borders(document: Document, word: str) -> bool:
    return listed(document, ("noun-borders", "plain-followers"), word.strip(EDGES))


def _is_participial(document: Document, word: str) -> bool:
    return word.islower() and word.endswith(document.pack.words.endings["participle-endings"])


# --- the noun itself ------------------------------------------------------------------------------------------------


def noun_before(document: Document, words: list[str]) -> list[str]:
    """The noun that these words end with, with its article and what “of” joins to it."""
    kept: list[str] = []
    for place in range(len(words) - 1, -1, -1):
        word, bare = words[place], words[place].strip(EDGES)
        if bare != word or finite(document, bare) or (_borders_noun(document, bare) and not _joins_names(document, words, place)):
            break
        kept.insert(0, word)
        if listed(document, "articles", word) and not (place and listed(document, "of-words", words[place - 1])):
            break
    return kept


def _borders_noun(document: Document, word: str) -> bool:
    return listed(document, ("noun-borders", "phrase-openers"), word) and not listed(document, "of-words", word)


def _joins_names(document: Document, words: list[str], place: int) -> bool:
    """The “and” of “Savings and Loan Association”."""
    beside = words[place - 1 : place] + words[place + 1 : place + 2]
    return len(beside) == 2 and listed(document, "adding-words", words[place]) and all(map(is_capital, beside))


# --- “the 1972 election” -------------------------------------------------------------------------------------------


def _stands_before_noun(document: Document, statement: Statement) -> bool:
    start, end = statement.marks[-1]
    first, last = document.token_at(start), document.token_at(end)
    words = document.text[start:end].lower().split()
    adverbial = any(listed(document, "adverbial-dates", word) for word in words)
    following = document.word(last)
    if adverbial or (_is_participial(document, following) and not listed(document, "event-nouns", following)):
        return False
    return last > first and noun_after(document, last - 1, last) and document.text[end : end + 1].isspace()


def _is_hyphened(document: Document, statement: Statement) -> bool:
    """“third-quarter” stands before a noun, “the third quarter” alone."""
    start, end = statement.marks[-1]
    said = document.text[start:end]
    return "-" in said and " " not in said and said[:1].isalpha() and document.text[end : end + 1].isspace()


def _is_object(document: Document, led: Led, after: list[str], *, tied: bool = True) -> bool:
    """Whether the noun after the date is neither the subject of its clause nor something that happened and that the clause tells of."""
    last, told = (led.outer[-1] if led.outer else "").strip(EDGES), _tells_event(document, after)
    if listed(document, "telling-verbs", last):
        return not told and not finite(document, " ".join(after).partition(",")[0])
    if starts_clause(document, led.outer) and led.determiner and not told:
        return True
    if starts_clause(document, led.outer) or (not tied and listed(document, "when-prepositions", last)):
        return False
    if listed(document, "when-prepositions", last):
        return not told and not is_capital(after[0])
    if listed(document, ("noun-borders", "plain-followers"), last):
        return True
    if not finite(document, " ".join(led.outer)) or not (tied or _wants_object(document, last)):
        return False
    return not told or listed(document, "recalling-verbs", last)


def _wants_object(document: Document, word: str) -> bool:
    """“predicting 1990 earnings”, not “took effect 9 August pending a vote”."""
    return finite(document, word) or _is_participial(document, word) or listed(document, "outlook-verbs", word)


def _tells_event(document: Document, after: list[str]) -> bool:
    """Whether the noun that begins here names what happened: “election”, “Warsaw Uprising”."""
    kept = []
    for word in after[:NOUN_REACH]:
        kept.append(word.strip(EDGES))
        if word.endswith(BREAKS) or _borders(document, word):
            break
    return any(listed(document, "event-nouns", word) for word in kept)


# --- “the Treaty of 1815”, “the armistice of November 1918” ---------------------------------------------------------


def _follows_noun(document: Document, led: Led) -> bool:
    """With “of” between them, where the noun hangs on another or is only recalled."""
    words = led.words
    if len(words) < 2 or not listed(document, "of-words", words[-1]):
        return False
    told = listed(document, "event-nouns", words[-2].strip(EDGES))
    place = len(words) - 2
    while place >= 0 and len(words) - place <= LONGEST_NOUN and not _ends_noun(document, words[place]):
        place -= 1
    before = words[place] if place >= 0 else ""
    if listed(document, "articles", before):
        before = words[place - 1] if place else ""
    bare = before.strip(EDGES)
    if not bare or before.endswith(BREAKS):
        return False
    if listed(document, "noun-when-words", bare):
        return not told and is_capital(words[-2])
    if listed(document, ("noun-borders", "object-prepositions"), bare):
        return not (told and listed(document, "doing-prepositions", bare))
    return listed(document, "recalling-verbs", bare)


def _ends_noun(document: Document, word: str) -> bool:
    return word.endswith(BREAKS) or listed(document, "articles", word) or _borders(document, word) or finite(document, word)


def _is_of_name(document: Document, statement: Statement, led: Led) -> bool:
    """“the Constitution of the Clergy (1790) split them”: what stands in brackets after a name, unless that ends its clause."""
    text, words = document.text, led.words
    if not words or (words[-1] != "(" and text[statement.start - 1 : statement.start] != "("):
        return False
    after = text[statement.end : statement.end + 2]
    if after.startswith(")") and not any(map(str.isdigit, text[statement.start : statement.end])):
        return True
    if not after.startswith(")") or after[1:2] in ("", ".", ";", ":", "\n") or statement.date.precision != "year":
        return False
    place = len(words) - 1
    while place > 0 and len(words) - place <= LONGEST_NOUN and not _ends_noun(document, words[place - 1]):
        place -= 1
    named = [word.strip(EDGES) for word in words[max(0, place - LONGEST_NOUN) :] if word.strip(EDGES)]
    return bool(named) and is_capital(named[-1]) and not any(listed(document, "event-nouns", word) for word in named)


# --- “shares issued in July” ---------------------------------------------------------------------------------------


def of_participle(document: Document, statement: Statement, led: Led) -> bool:
    """Whether the word that the date stands beside describes a noun after the verb of its clause: “The index is below its high set in
    August”."""
    words = list(led.words)
    while words and (listed(document, "title-prepositions", words[-1]) or is_adverb(document, words[-1])):
        words.pop()
    if len(words) < 3 or statement.signal not in ("", "since") or not _has_form(document, words[-1]):
        return False
    place = next((at for at in range(len(words) - 2, -1, -1) if _parts(document, words[at])), -1)
    clause = words[place + 1 : -1]
    if place >= 0 and listed(document, "relatives", words[place].strip(EDGES)):
        return False
    verb = first_verb(document.pack, " ".join(clause))
    if verb is None or listed(document, "telling-verbs", verb[0]) or not _is_finite_surely(document, verb[0], clause):
        return False
    while clause and is_adverb(document, clause[-1]):
        clause.pop()
    return not any(listed(document, "auxiliaries", word) for word in clause[-AUXILIARY_REACH:])


def _is_finite_surely(document: Document, verb: str, clause: list[str]) -> bool:
    """Not “trapped” of “the rebels trapped in the town surrendered”, which may itself describe a noun."""
    at = next((place for place, word in enumerate(clause) if word.strip(EDGES) == verb), 0)
    following = clause[at + 1] if at + 1 < len(clause) else ""
    return not _has_form(document, verb) or determines(document, following)


def _has_form(document: Document, word: str) -> bool:
    formed = word.endswith(document.pack.words.endings["past-endings"]) and len(word) > NOUN_REACH
    return not is_capital(word) and (formed or listed(document, "participles", word))


def _parts(document: Document, word: str) -> bool:
    """Whether a new clause or verb may begin after this word."""
    bare = word.strip(EDGES).lower()
    return word.endswith(BREAKS) or word in DASHES or listed(document, ("joining-words", "subordinators", "relatives"), bare)
