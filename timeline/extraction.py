"""extract: a text to the Reading of it: its time expressions, and an event for each dated statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from timeline.actors import People, actors_of, people_in
from timeline.anchors import Context
from timeline.categories import category_of
from timeline.clauses import Clause, clauses
from timeline.confidence import confidence_of
from timeline.dateless import near
from timeline.dates import EventDate
from timeline.documents import Document
from timeline.errors import BadText
from timeline.events import Event, Evidence, Reading, fingerprint
from timeline.expressions import Expression, find
from timeline.glosses import glossed
from timeline.granules import Granule, Unit, year
from timeline.notation import edtf_text
from timeline.open_dates import open_clauses
from timeline.places import place_of
from timeline.references import explained
from timeline.resolve import CONSTRUCTORS, read, timex
from timeline.statements import Statement, statements
from timeline.titles import title
from timeline.topics import topical
from timeline.understanding import pack_for, published_granule
from timeline.wording import gettext, remembered

CONTEXT = 32
LABELS_WITHIN = 40


def extract(text: str, *, published: str | None = None, language: str | None = None, hemisphere: str = "north") -> Reading:
    """What a text says happened, and when. `published` is EDTF and may be partial; without it a year is inferred from the text and
    marked as assumed. Raises BadText when there is nothing to read, BadDate when `published` is no date."""
    _check(text)
    given = published_granule(published)
    pack, code = pack_for(language, text)
    if pack is None:
        return Reading(published, None, code, notes=(f"There are no rules for the language “{code}” yet, so no dates were looked for.",))
    document = Document(text, pack, given)
    found = find(document)
    if given is None:
        document.published, document.inferred = _inferred(document, found)
    resolved = read(document, hemisphere, found=found)
    taken = edtf_text(document.published) if document.inferred and document.published else published
    timexes, dated = tuple(timex(document, each) for each in resolved), statements(document, resolved)
    told = list(clauses(document, dated))
    undated = open_clauses(document, resolved, {document.sentence_at(each.marks[0][0]) for each in dated})
    told = sorted([*told, *undated], key=lambda clause: clause.sentence[0])
    # of a long text full of dates these are many, and nobody needs them beside the events
    del found, resolved
    return Reading(taken, document.inferred, code, timexes, tuple(_events(document, dated, told)))


def _check(text: str) -> None:
    if not text.strip():
        raise BadText(gettext("The text is empty. Paste an article or give a file that has words in it."), field="text")
    if "\0" in text:
        raise BadText(gettext("This is not text: it holds NUL bytes, as programs and pictures do. Give plain text in UTF-8."), field="text")


def _inferred(document: Document, found: list[Expression]) -> tuple[Granule | None, str | None]:
    """The date beside “Published” or “Last updated”; else the latest year written, passing over those that the text looks ahead to; and
    why. Nothing for a text without years."""
    context = Context(document, constructors=CONSTRUCTORS)
    labelled = _labelled(context, found)
    if labelled is not None:
        return labelled
    years = [
        written
        for expression in found
        if (written := _written_year(expression)) is not None and not context.looks_ahead(document.tokens.starts[expression.first])
    ]
    if not years:
        return None, None
    return year(max(years)), remembered("%(year)s is the latest year written in the text") % {"year": max(years)}


def _labelled(context: Context, found: list[Expression]) -> tuple[Granule, str] | None:
    document = context.document
    for expression in found[:LABELS_WITHIN]:
        start = document.tokens.starts[expression.first]
        first = document.sentences[document.sentence_at(start)][0]
        label = document.text[first:start].strip(" \t:–—-").lower().removesuffix(" on").removesuffix(":")
        if label not in document.pack.words["publication-labels"] or expression.get("year") is None:
            continue
        resolved = context.resolve(expression)
        if resolved is not None and resolved.granule is not None and resolved.granule.unit <= Unit.YEAR:
            written = " ".join(document.text[first : resolved.end].split())
            return resolved.granule, remembered("the text says “%(words)s”") % {"words": written}
    return None


def _written_year(expression: Expression) -> int | None:
    if expression.get("era"):
        return None
    start = expression.mate.get("year") if expression.mate and expression.is_end else None
    written = expression.get("year") or str(expression.get("iso-date") or "")[:4]
    if isinstance(start, int) and isinstance(written, int) and written < 100:
        return start - start % 100 + written
    return int(written) if str(written).isdigit() and int(written) >= 1000 else None


# --- events --------------------------------------------------------------------------------------------------------


def _events(document: Document, dated: list[Statement], told: list[Clause]) -> Iterator[Event]:
    counts: Counter[str] = Counter()
    dates = Counter(document.sentence_at(each.marks[0][0]) for each in dated)
    people = people_in(document) if told else {}
    for sentence, group in groupby(told, key=lambda clause: clause.sentence):
        quote = document.text[slice(*sentence)]
        for clause in group:
            named = title(document, clause)
            if not named:
                continue
            named = explained(document, clause.sentence[0], named, people)
            fields = _fields(document, clause, named, people)
            fields["confidence"] = confidence_of(document, clause, named, dates[document.sentence_at(clause.statement.marks[0][0])])
            named = topical(document, clause.sentence[0], glossed(document, clause.sentence[0], named, people))
            yield _event(clause.statement, named, _evidence(document, clause, quote), counts, fields)


def _fields(document: Document, clause: Clause, named: str, people: People) -> dict[str, Any]:
    start, end = near(clause)
    said = " ".join(document.text[start:end].split())
    place, category = place_of(document, named, said), category_of(document, named)
    return {"actors": actors_of(document, named, people), "place": place, "category": category}


def _evidence(document: Document, clause: Clause, quote: str) -> Evidence:
    start, end = clause.sentence
    before, after = document.text[max(0, start - CONTEXT) : start], document.text[end : end + CONTEXT]
    return Evidence(quote=quote, start=start, end=end, prefix=before, suffix=after, claimed=_said(clause.statement))


def _event(statement: Statement, named: str, evidence: Evidence, counts: Counter[str], fields: dict[str, Any]) -> Event:
    quote, words = evidence.quote, statement.date.text
    name = fingerprint(quote, words, 0)
    counts[name] += 1
    if counts[name] > 1:
        name = fingerprint(quote, words, counts[name] - 1)
    return Event(named, _said(statement), status="suggested", evidence=(evidence,), id=name, **fields)


def _said(statement: Statement) -> EventDate | None:
    """None for words that nothing dates, such as “in May” of a year that is not told."""
    return statement.date if statement.date.edtf else None
