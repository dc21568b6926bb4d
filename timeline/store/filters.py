"""Filters as rows: the name in a Filter, what it asks of an event, and how it is said. One loop makes of them the condition of
every list, count, picture and export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select

from timeline.errors import BadDate
from timeline.notation import bound_seconds
from timeline.store.counting import CATEGORY, FIELDS
from timeline.store.events import STARRED, is_merged
from timeline.store.records import Filter
from timeline.store.sqlite import ids_matching, ids_meeting, leans_on, listed, plain
from timeline.store.tables import OPEN, documents, events, evidence, facet_events, facets
from timeline.wording import gettext

Condition = ColumnElement[bool]
event = events.c
# other rows than those of a query around it
told, named = facet_events.alias(), facets.alias()
SURE: ColumnElement[float] = func.coalesce(event.confidence, 1.0)


@dataclass(frozen=True, slots=True)
class FilterRow:
    """`when` tells whether a Filter uses it; `sentence` is filled from the Filter's fields."""

    name: str
    when: Callable[[Filter], bool]
    condition: Callable[[Filter], Condition]
    sentence: str


def _found(given: Filter) -> Condition:
    ids = ids_matching(given.q)
    return false() if ids is None else event.id.in_(ids)


def seconds_of(given: Filter) -> tuple[int, int]:
    """The range as seconds, end exclusive. Raises BadDate."""
    first = -OPEN if given.earliest is None else bound_seconds(given.earliest)
    last = OPEN if given.latest is None else bound_seconds(given.latest, end=True)
    if first >= last:
        raise BadDate(
            gettext("The range ends before it starts: %(earliest)s to %(latest)s.", earliest=given.earliest, latest=given.latest),
            field="latest",
        )
    return first, last


def meets(first: int, last: int) -> Condition:
    """The outer bounds meet it. (An undated event lies at OPEN and meets nothing.)"""
    return and_(event.earliest < last, event.latest > first)


def certain(first: Any, last: Any) -> Condition:
    """The outer bounds lie inside it, or the core meets it."""
    inside = and_(event.earliest >= first, event.latest <= last)
    return or_(inside, and_(event.core_from < last, event.core_to > first))


def _in_range(given: Filter) -> Condition:
    first, last = seconds_of(given)
    possible = meets(first, last)
    return and_(possible, certain(first, last)) if given.certainly else possible


def _resting(document: str | None) -> Select[Any]:
    """The events that have evidence in a document; ids of documents repeat in other timelines, which the condition on them excludes."""
    rests = select(evidence.c.event_id).join(documents, evidence.c.document_id == documents.c.id)
    return rests.where(documents.c.public == document)


# a field of a Filter, and how its values are said
WORDS = {
    "actors": "with {actors}",
    "places": "in {places}",
    "sources": "told by {sources}",
    "tags": "tagged {tags}",
    "precisions": "dated to the {precisions}",
    "confidences": "of {confidences} confidence",
}


def _of_values(name: str, values: Sequence[str]) -> Condition:
    """Numbers of values; those of other timelines do no harm, for their events are not asked about."""
    numbers = select(named.c.id).where(named.c.facet == FIELDS[name], named.c.value.in_(values))
    return told.c.facet_id.in_(numbers)


def having(name: str, values: Sequence[str], number: ColumnElement[int]) -> Condition:
    """Whether the event of a number has one of these values of a field of a Filter."""
    return select(told.c.event_id).where(told.c.event_id == number, _of_values(name, values)).exists()


def rarest(connection: Connection, timeline_id: int, given: Filter) -> tuple[int, str] | None:
    """The number and the facet of the rarest value that an event must have; None when there is none that it must."""
    fields = [(facet, getattr(given, name)) for name, facet in (*FIELDS.items(), ("categories", CATEGORY))]
    single = [and_(facets.c.facet == facet, facets.c.value == values[0]) for facet, values in fields if len(values) == 1]
    query = select(facets.c.id, facets.c.facet).where(facets.c.timeline_id == timeline_id, or_(false(), *single))
    row = connection.execute(query.order_by(facets.c.accepted + facets.c.suggested + facets.c.rejected).limit(1)).one_or_none()
    return None if row is None else (row[0], row[1])


def _facet_row(name: str, sentence: str) -> FilterRow:
    def condition(given: Filter) -> Condition:
        return having(name, getattr(given, name), event.id)

    return FilterRow(name, lambda given: bool(getattr(given, name)), condition, sentence)


def _assumed(given: Filter) -> Condition:
    if given.assumed == "nothing":
        return and_(event.earliest < OPEN, ~leans_on(event.date, None))
    return leans_on(event.date, given.assumed)


FILTERS = (
    FilterRow("binned", lambda given: given.binned, lambda _: and_(event.binned_at.is_not(None), ~is_merged()), "in the bin"),
    FilterRow("not binned", lambda given: not given.binned, lambda _: event.binned_at.is_(None), ""),
    FilterRow("statuses", lambda given: bool(given.statuses), lambda given: _one_of(event.status, given.statuses), "{statuses}"),
    FilterRow("categories", lambda given: bool(given.categories), lambda given: event.category.in_(given.categories), "of {categories}"),
    FilterRow("q", lambda given: bool(given.q.strip()), _found, "with “{q}” in it"),
    FilterRow("certainly", lambda given: _ranged(given) and given.certainly, _in_range, "certainly from {earliest} to {latest}"),
    FilterRow("possibly", lambda given: _ranged(given) and not given.certainly, _in_range, "possibly from {earliest} to {latest}"),
    FilterRow("undated", lambda given: given.undated is True, lambda _: event.earliest == OPEN, "without a date"),
    FilterRow("dated", lambda given: given.undated is False, lambda _: event.earliest < OPEN, "with a date"),
    FilterRow("asks", lambda given: given.asks is True, lambda _: event.asks, "that need an answer"),
    FilterRow("certain", lambda given: given.asks is False, lambda _: ~event.asks, "that need no answer"),
    FilterRow("starred", lambda given: given.star is True, lambda _: event.importance >= STARRED, "with a star"),
    FilterRow("not starred", lambda given: given.star is False, lambda _: event.importance < STARRED, "without a star"),
    FilterRow("surer", lambda given: given.surer is not None, lambda given: given.surer <= SURE, "at least {surer} sure"),
    FilterRow("unsurer", lambda given: given.unsurer is not None, lambda given: given.unsurer >= SURE, "at most {unsurer} sure"),
    FilterRow("assumed", lambda given: bool(given.assumed), _assumed, "whose date leans on {assumed}"),
    FilterRow(
        "document",
        lambda given: given.document is not None,
        lambda given: event.id.in_(_resting(given.document)),
        "resting on one document",
    ),
    *(_facet_row(name, words) for name, words in WORDS.items()),
)


def _ranged(given: Filter) -> bool:
    return given.earliest is not None or given.latest is not None


def _one_of(column: Any, values: tuple[str, ...]) -> Condition:
    """An index goes on in order behind a single value; behind a list of them it does not, and is not worth choosing."""
    condition: Condition = column == values[0] if len(values) == 1 else plain(column).in_(values)
    return condition


def conditions(timeline_id: int, given: Filter, ids: Sequence[int] | None = None) -> list[Condition]:
    """What the filter asks; among `ids` when so few can meet it that they are looked up one by one."""
    asked = [row.condition(given) for row in FILTERS if row.when(given)]
    if ids is None:
        return [event.timeline_id == timeline_id, *asked]
    return [event.id.in_(listed(ids)), plain(event.timeline_id) == timeline_id, *asked]


def candidates(timeline_id: int, given: Filter) -> list[Select[Any]]:
    """Queries for the ids that one part of the filter leaves, each answered by an index of its own."""
    found = ids_matching(given.q) if given.q.strip() else None
    queries = [] if found is None else [found]
    queries += [ids_meeting(timeline_id, *seconds_of(given))] if _ranged(given) else []
    queries += [select(told.c.event_id).where(_of_values(name, values)) for name in WORDS if (values := getattr(given, name))]
    return queries + ([_resting(given.document)] if given.document is not None else [])


def described(given: Filter) -> list[str]:
    """The filter in words, a phrase each, to stand after "events"."""
    values = {
        "q": given.q.strip(),
        "earliest": given.earliest or "the beginning",
        "latest": given.latest or "the end",
        "categories": " or ".join(given.categories),
        "statuses": " or ".join(given.statuses),
        **{name: " or ".join(value or "none" for value in getattr(given, name)) for name in WORDS},
        "assumed": given.assumed,
        "surer": given.surer,
        "unsurer": given.unsurer,
    }
    return [row.sentence.format(**values) for row in FILTERS if row.sentence and row.when(given)]
