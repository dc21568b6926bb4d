"""A short title for an event: its clause without the date, whole words only."""

from __future__ import annotations

import re

from timeline.appearance import INVISIBLE
from timeline.clauses import Clause, has_verb, is_verb
from timeline.documents import Document
from timeline.surroundings import listed

LONGEST = 90
SHORTEST_CUT = 40
EDGES = f" \t\r\n,;:.–—-{INVISIBLE}"


def title(document: Document, clause: Clause) -> str:
    """At most about 90 characters; a longer clause is cut between words and ends in an ellipsis."""
    text, statement = document.text, clause.statement
    before = _without_last(document, text[clause.start : statement.start])
    if clause.relative:
        before = _without_relative(document, before)
    whole = _tidy(document, f"{before} {text[statement.end : clause.end]}")
    if len(re.findall(r"\w+", whole)) < 2:
        whole = _tidy(document, text[clause.sentence[0] : clause.sentence[1]])
    return _cut(document, whole)


def _without_last(document: Document, text: str) -> str:
    """The text without the preposition (and article) that led to the date."""
    words = text.rstrip().split(" ")
    while words and (listed(document, "title-prepositions", words[-1]) or listed(document, "articles", words[-1])):
        words.pop()
    return " ".join(words)


def _without_relative(document: Document, text: str) -> str:
    """“The truce that was agreed” as a sentence of its own: “The truce was agreed”."""
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if listed(document, "relatives", word.strip(","))]
    if places:
        del words[places[-1]]
    return " ".join(words).replace(", ", " ")


def _tidy(document: Document, text: str) -> str:
    folded = re.sub(r"\(\s*\)", "", " ".join(text.split()))
    folded = re.sub(r"\s+([,.;:!?)])", r"\1", " ".join(folded.split()))
    folded = re.sub(r"(?<![,;:])(?<![,;:] )[,;:][,;: ]*,", ",", folded).strip(EDGES)
    words = folded.split(" ")
    while len(words) > 2 and listed(document, "title-openers", words[0].strip(EDGES)):
        words.pop(0)
    return _capital(_after_introductions(document, " ".join(words).strip(EDGES)))


def _after_introductions(document: Document, text: str) -> str:
    """The main clause: what follows “As soon as the fighting was over,” or “Given its role,”."""
    while ", " in text:
        first, rest = text.split(", ", 1)
        word = first.split(" ", 1)[0]
        opens = listed(document, "introductions", word) or word.lower().endswith(tuple(document.pack.words.get("participle-endings", ())))
        counts = listed(document, "measures", " ".join(first.split()[:2]))
        if not opens or counts or len(rest.split(None, 2)) < 3 or is_verb(document, rest.split(None, 1)[0]):
            return text
        text = rest.strip(EDGES)
    return text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(document: Document, text: str) -> str:
    if len(text) <= LONGEST:
        return text
    comma = text.rfind(", ", SHORTEST_CUT, LONGEST)
    if comma > 0 and has_verb(document, text[:comma]):
        return text[:comma]
    space = text.rfind(" ", 0, LONGEST)
    if space < 0:
        return f"{text[:LONGEST]}…"
    words = text[:space].rstrip(EDGES).split(" ")
    while len(words) > 3 and (listed(document, "title-links", words[-1]) or listed(document, "plain-followers", words[-1])):
        words.pop()
    return f"{' '.join(words).rstrip(EDGES)} …"
