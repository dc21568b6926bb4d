"""A clause without its date, so that a title can be made of it; where the clause would lose its sense, the date stays."""

from __future__ import annotations

import re

from timeline.appearance import INVISIBLE
from timeline.clauses import Clause
from timeline.documents import Document
from timeline.statements import Statement
from timeline.surroundings import is_capital, listed
from timeline.verbs import DATE, finite, first_verb, is_adverb

LONGEST_SUBJECT = 12
CLEFT = 2
ADVERBS = 3
FARTHEST = 300
MARKS = ",;:."
QUOTES = "“\"'`"
PASSIVE = 3
APPOSITION = re.compile(r",\s+(?P<article>\w+)\s[^,;.]*(?=[,;]|\.(?:\s|$))")
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
    after = _without_apposition(document, before, _without_focus(document, after))
    led = [*before, *text[statement.start : statement.marks[0][0]].split()]
    before = led if _describes(document, statement, led, after) else _without_last(document, before)
    if after.startswith(",") and before and listed(document, "open-relatives", before[-1]):
        after = after[1:]
    if after.startswith(",") and _parts_subject(document, before, after):
        before, after = [*before[:-1], before[-1].rstrip(",")], after[1:]
    if _is_cleft(document, before) and listed(document, "open-relatives", "".join(after.split()[:1])):
        return " ".join([DATE, *_words(after)[1:]])
    return " ".join([*before, DATE, *_words(after)])


def _without_focus(document: Document, after: str) -> str:
    """Without the “alone” of “in 1957 alone”."""
    first = after.split(None, 1)[0] if after[:1].isspace() and after.strip() else ""
    return after.replace(first.rstrip(MARKS), "", 1) if listed(document, "focus-words", first.rstrip(MARKS)) else after


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
    if listed(document, "limit-words", words[0]) and any(_looks_ahead(document, word) for word in before[-LONGEST_SUBJECT:]):
        return True
    bare = _without_last(document, before)
    # “The deadline is 4 May”
    if bare and listed(document, "copulas", bare[-1]) and not after.strip(MARKS).strip():
        return True
    if _is_in_name(document, statement, before, after) or _is_of_participle(document, bare, after):
        return True
    if _opens_with_participle(document, before) and after.lstrip()[:1] == ",":
        return True
    if _is_in_lead(document, before, after):
        return True
    if not bare or not following:
        return bool(bare) and listed(document, "object-prepositions", bare[-1])
    tied = listed(document, "of-words", following[0]) and not statement.main
    tied = tied or _ends_relative(document, bare)
    verb = after[:1].isspace() and finite(document, following[0]) and finite(document, " ".join(before))
    verb = verb or (bare == before and finite(document, bare[-1]) and listed(document, "articles", following[0]))
    return tied or verb or listed(document, "object-prepositions", bare[-1])


def _is_exact(document: Document, statement: Statement) -> bool:
    return statement.date.precision == "day" and any(map(str.isdigit, document.text[statement.start : statement.end]))


def _looks_ahead(document: Document, word: str) -> bool:
    """“wants to leave by May”, “predicted victory by May”."""
    return listed(document, ("infinitive-words", "outlook-verbs"), word)


def _is_in_name(document: Document, statement: Statement, before: list[str], after: str) -> bool:
    """“the Spring Offensive”, “the Constitution of 1791”, and “Over” within a quotation, which cannot go without its mark."""
    last = before[-1] if before else ""
    quoted = last.strip(QUOTES) != last and listed(document, "title-prepositions", last.strip(QUOTES))
    words = document.text[statement.start : statement.end].split()
    opens = listed(document, "articles", words[0])
    when = (opens and _is_exact(document, statement)) or any(listed(document, "adverbial-dates", word) for word in words)
    named = statement.date.precision != "year" and not when and after[:1].isspace() and is_capital(after.lstrip())
    return quoted or listed(document, "of-words", last) or (named and (opens or listed(document, "articles", last)))


def _is_of_participle(document: Document, before: list[str], after: str) -> bool:
    """“the terms, announced on Friday, ...”, “they began talks, set to resume on Friday”, “a sale to be completed in May”: when that was,
    or is to be."""
    if before and before[-1].endswith("("):
        return False
    parted = [place for place, word in enumerate(before[:-1]) if word.endswith(",")]
    if parted and _has_form(document, before[parted[-1] + 1]):
        told = finite(document, " ".join(before[: parted[0] + 1])) and not listed(document, "telling-verbs", before[parted[-1] + 1])
        return told or after.startswith(",")
    if len(before) < PASSIVE or not _has_form(document, before[-1]):
        return False
    if _describes_noun(document, before):
        return True
    if not listed(document, "auxiliaries", before[-2]):
        return False
    expected = listed(document, "relatives", before[-PASSIVE]) and not after.strip(MARKS).strip()
    return expected or listed(document, "infinitive-words", before[-PASSIVE])


def _describes_noun(document: Document, before: list[str]) -> bool:
    """“He proclaimed victory in a speech aired on Friday”: a noun and its article stand before it, and the verb before those."""
    place = next((at for at in range(len(before) - 2, -1, -1) if not before[at].isalpha() or _parts(document, before[at])), -1)
    clause = before[place + 1 : -1]
    article = next((at for at in range(len(clause) - 1, 0, -1) if listed(document, "articles", clause[at])), 0)
    told = bool(article) and article < len(clause) - 1 and not finite(document, " ".join(clause[article:]))
    verb = first_verb(document.pack, " ".join(clause[:article])) if told else None
    return verb is not None and verb[1] > 0 and not listed(document, "telling-verbs", verb[0])


def _parts(document: Document, word: str) -> bool:
    """Whether another verb may follow."""
    return listed(document, ("joining-words", "subordinators", "relatives"), word)


def _has_form(document: Document, word: str) -> bool:
    return word.islower() and (word.endswith(document.pack.words.endings["past-endings"]) or listed(document, "participles", word))


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


def _is_in_lead(document: Document, before: list[str], after: str) -> bool:
    """“Using the raid of May on the fort as a pretext, the army left”: the date is that of the noun beside it."""
    first = before[0].lower() if before else ""
    if not first.endswith(document.pack.words.endings["participle-endings"]) or any(word.endswith(",") for word in before):
        return False
    lead, comma, told = after.partition(",")
    return (
        bool(comma and lead.strip())
        and not finite(document, lead)
        and not finite(document, " ".join(before[1:]))
        and finite(document, told)
    )


def _parts_subject(document: Document, before: list[str], after: str) -> bool:
    """“The council, on 25 June 1950, published a resolution”, “... declared, on 25 June, that ...”: the commas are those of
    the date."""
    if not before or not before[-1].endswith(","):
        return False
    if listed(document, "open-relatives", "".join(after[1:].split()[:1])):
        return True
    parted = [place for place, word in enumerate(before[:-1]) if word.endswith(",")]
    subject = before[parted[-1] + 1 :] if parted else before
    first = subject[0].rstrip(",")
    leads = is_adverb(document, first) or listed(document, ("introductions", "subordinators", "title-openers"), first)
    if leads or len(subject) > LONGEST_SUBJECT or finite(document, " ".join(subject)):
        return False
    return not parted or (_leads(document, before[0]) and finite(document, "".join(after[1:].split()[:1])))


def _leads(document: Document, word: str) -> bool:
    """Whether what it begins leads up to a clause."""
    return listed(document, "introductions", word) or word.endswith(document.pack.words.endings["participle-endings"])


def _describes(document: Document, statement: Statement, before: list[str], after: str) -> bool:
    """“the 2014 ceasefire”, “a drop in third-quarter income”: the noun after it belongs to the article or preposition before it."""
    following = [word.strip(MARKS) for word in after.split()[:1]]
    noun = bool(following) and after[:1].isspace() and following[0][:1].isalpha()
    if not before or not noun or listed(document, "plain-followers", following[0]):
        return False
    if listed(document, "articles", before[-1]):
        return True
    verbal = document.pack.words.endings["past-endings", "participle-endings", "no-noun-endings"]
    noun = not is_capital(following[0]) and not following[0].endswith(verbal) and not listed(document, "verbs", following[0])
    return len(before) > 1 and noun and not _is_exact(document, statement) and listed(document, "title-prepositions", before[-1])


def _without_last(document: Document, words: list[str]) -> list[str]:
    """The words without the preposition (and article) that led to the date."""
    apposed = len(words) > 1 and listed(document, "date-nouns", words[-1]) and listed(document, "articles", words[-2])
    kept = len(words) - apposed
    for name, most in (("articles", 1), ("title-prepositions", 1), ("title-hedges", len(words))):
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
