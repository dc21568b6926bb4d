"""How sure a suggestion is, as a number: what was said outright counts as 1, and each thing that a reader should look at takes some off.

It is no probability; it orders the queue. docs/events.md has the table.
"""

from __future__ import annotations

from timeline.clauses import Clause
from timeline.documents import Document
from timeline.references import points_back
from timeline.shortening import CUT

UNDATED = 0.5
ASKS = 0.6
INFERRED = 0.7
ANCHORED = 0.9
SEVERAL_DATES = 0.9
BESIDE = 0.8
NO_SUBJECT = 0.8
CUT_SHORT = 0.8


def confidence_of(document: Document, clause: Clause, title: str, dates: int) -> float:
    """Between 0 and 1, two decimals. `dates` is how many dates stand in the sentence."""
    date = clause.statement.date
    sure = 1.0
    for applies, factor in (
        (not date.edtf, UNDATED),
        (date.asks, ASKS),
        (date.anchored and document.inferred is not None, INFERRED),
        (date.anchored, ANCHORED),
        (dates > 1, SEVERAL_DATES),
        (clause.relative or not clause.statement.main, BESIDE),
        (points_back(document, title), NO_SUBJECT),
        (title.endswith(CUT), CUT_SHORT),
    ):
        sure *= factor if applies else 1
    return round(sure, 2)
