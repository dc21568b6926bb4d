"""A short title for an event: its clause without the date, whole words only."""

from __future__ import annotations

import re

from timeline.clauses import Clause
from timeline.documents import Document

LONGEST = 90
LEAD = re.compile(
    r"(?:[\s,;:–—-]|\b(?:in|on|at|by|for|from|during|over|since|of|as|to|until|and|but|then|moreover|however|meanwhile|the)\b)+$",
    re.IGNORECASE,
)
OPENING = re.compile(r"^(?:[\s,;:–—.-]|\b(?:and|but|then|moreover|however|meanwhile|also|in fact|when)\b,?)+", re.IGNORECASE)
PREPOSITION = re.compile(r"\s*(?:\b(?:in|on|at|by|for|during|over|of)\s+(?:the\s+)?)$", re.IGNORECASE)


def title(document: Document, clause: Clause) -> str:
    """At most about 90 characters; a longer clause is cut between words and ends in an ellipsis."""
    text = document.text
    before = PREPOSITION.sub("", text[clause.start : clause.statement.start])
    after = text[clause.statement.end : clause.end]
    whole = _tidy(f"{before} {after}")
    if len(re.findall(r"\w+", whole)) < 2:
        whole = _tidy(text[clause.sentence[0] : clause.sentence[1]])
    return _cut(whole)


def _tidy(text: str) -> str:
    folded = " ".join(text.split())
    folded = re.sub(r"\s+([,.;:!?)])", r"\1", folded)
    folded = OPENING.sub("", folded)
    folded = re.sub(r"(?:,\s*){2,}", ", ", folded).rstrip(" .,;:–—-")
    folded = re.sub(r"^(?:,|\))\s*", "", folded)
    return folded[:1].upper() + folded[1:]


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    comma = text.rfind(", ", 40, LONGEST)
    if comma > 0:
        return text[:comma]
    space = text.rfind(" ", 0, LONGEST)
    return f"{LEAD.sub('', text[:space])} …" if space > 0 else text
