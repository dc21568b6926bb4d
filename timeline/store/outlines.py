"""What a picture draws of events: no words but their titles.

A window asks for up to two hundred of them, many times a second, so their rows are taken as the driver gives them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from timeline.accounts import disputed_claims
from timeline.dates import EventDate
from timeline.events import Evidence, Status
from timeline.store.counting import CATEGORY, VALUES, sources_of
from timeline.store.events import event_row
from timeline.store.prepared import Prepared, among, as_list
from timeline.store.records import Outline
from timeline.store.tables import events, evidence

event = events.c

# facet: the column that has to be taken apart for its value
WRITTEN = {"actor": "actors", "place": "place", "tag": "tags", "precision": "date"}


class _Row(NamedTuple):
    id: int
    public: str
    version: int
    title: str
    category: str
    status: Status
    star: int
    asks: int
    binned_at: str | None
    date: str | None
    earliest: int
    latest: int
    core_from: int | None
    core_to: int | None
    actors: Any
    place: Any
    tags: Any
    confidence: float | None


def outline_of(connection: Connection, timeline_id: int, public: str, facet: str) -> Outline:
    """An event that was merged into another leads to that one. Raises NotFound."""
    return outlines_of(connection, [event_row(connection, timeline_id, public)["id"]], facet)[0]


def outlines_of(connection: Connection, ids: Sequence[int], facet: str) -> list[Outline]:
    """In their order; each with its first value of a facet (or "status"), which colours it."""
    listed = as_list(ids)
    rows = {row[0]: _Row(*row) for row in _rows().rows(connection, ids=listed)}
    claims = _claims(connection, listed)
    sources = sources_of(connection, ids) if facet == "source" else {}
    return [_outline(rows[number], claims.get(number, ()), _value(rows[number], facet, sources)) for number in ids]


def _outline(row: _Row, claims: tuple[EventDate, ...], value: str) -> Outline:
    flags = (bool(row.star), bool(row.asks), row.binned_at is not None)
    outer, core = (row.earliest, row.latest), (row.core_from, row.core_to)
    return Outline(row.public, row.version, row.title, row.category, row.status, *flags, row.date, *outer, *core, claims, value)


def _value(row: _Row, facet: str, sources: dict[int, list[str]]) -> str:
    """The first; "" for none, and for what is no facet."""
    if facet in (CATEGORY, "status"):
        return row.category if facet == CATEGORY else row.status
    if facet == "source":
        return next(iter(sources[row.id]), "")
    if facet not in VALUES:
        return ""
    if facet in WRITTEN:
        name = WRITTEN[facet]
        row = row._replace(**{name: json.loads(getattr(row, name) or "null")})
    return next(iter(VALUES[facet](row)), "")


def _claims(connection: Connection, listed: str) -> dict[int, tuple[EventDate, ...]]:
    """The different dates that the accounts of an event give, where they cannot all be true."""
    found: dict[int, tuple[EventDate, ...]] = {}
    for number, group in groupby(_claimed().rows(connection, ids=listed), lambda row: row[0]):
        dates = dict.fromkeys(text for _, text in group)
        if len(dates) > 1:
            found[number] = disputed_claims(Evidence(claimed=EventDate.from_json(json.loads(text))) for text in dates)
    return found


@cache
def _rows() -> Prepared:
    return Prepared(select(*(event[name] for name in _Row._fields)).where(event.id.in_(among("ids"))))


@cache
def _claimed() -> Prepared:
    query = select(evidence.c.event_id, evidence.c.claimed).where(evidence.c.event_id.in_(among("ids")), evidence.c.claimed.is_not(None))
    return Prepared(query.order_by(evidence.c.event_id, evidence.c.ordinal))
