"""Statements that a text makes without saying enough to date them: “in May”, where nothing tells the year."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from timeline.anchors import Resolved
from timeline.clauses import Clause, has_verb
from timeline.dates import EventDate
from timeline.documents import Document
from timeline.statements import Statement, signal_before

UNKNOWN = "XXXX"


def open_clauses(document: Document, found: Sequence[Resolved], dated: Collection[int]) -> Iterator[Clause]:
    """One for each sentence, not among those `dated`, that tells something and says when as far as it goes; in order. The bounds of
    their dates are both open."""
    seen = set(dated)
    for each in found:
        number = document.sentence_at(each.start)
        if number in seen or not _is_open(each):
            continue
        seen.add(number)
        start, end = document.sentences[number]
        if has_verb(document, document.text[start : each.start] + " " + document.text[each.end : end]):
            yield Clause((start, end), start, end, _statement(document, each))


def _is_open(resolved: Resolved) -> bool:
    """Whether it would be a date if something told what is missing; “now” or “every Friday” would not."""
    dateless = resolved.granule is None and resolved.window is None and not resolved.alternatives
    return dateless and resolved.type in ("DATE", "TIME") and resolved.asks and resolved.value.startswith((UNKNOWN, "T"))


def _statement(document: Document, resolved: Resolved) -> Statement:
    signal, token = signal_before(document, resolved.expression.first)
    start = document.tokens.starts[token] if signal else resolved.start
    words = " ".join(document.text[start : resolved.end].split())
    return Statement(EventDate(words, "", None, None, precision=""), start, resolved.end, ((resolved.start, resolved.end),), signal)
