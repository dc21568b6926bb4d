"""Timelines: making, describing and counting them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, select

from timeline.errors import BadInput, NotFound
from timeline.events import STATUSES
from timeline.notation import Span
from timeline.store import queries
from timeline.store.changes import Writing, now
from timeline.store.events import is_merged
from timeline.store.prepared import Prepared
from timeline.store.records import Filter, TimelineCard
from timeline.store.rows import Row, many, single
from timeline.store.slugs import checked_slug, slug_of
from timeline.store.tables import documents, events, timelines
from timeline.store.tallies import tally_of
from timeline.wording import gettext

event = events.c
HERE = event.binned_at.is_(None)
LIVE = and_(HERE, event.status != "rejected")

BINNED = and_(event.binned_at.is_not(None), ~is_merged())
ASKING = and_(event.asks, LIVE)


def row_of(connection: Connection, slug: str) -> Row:
    rows = _rows().rows(connection, slug=slug)
    if not rows:
        raise NotFound(gettext("There is no timeline “%(slug)s”.", slug=slug[:80]))
    return dict(zip(timelines.c.keys(), rows[0], strict=True))


@cache
def _rows() -> Prepared:
    return Prepared(select(timelines).where(timelines.c.slug == bindparam("slug")))


def every(connection: Connection) -> list[TimelineCard]:
    rows = many(connection, select(timelines).order_by(timelines.c.id))
    return [card(connection, row) for row in rows]


def card(connection: Connection, row: Mapping[str, Any]) -> TimelineCard:
    counts = _counts(connection, row["id"])
    texts = connection.execute(select(func.count()).where(documents.c.timeline_id == row["id"])).scalar_one()
    first, last = queries.extent(connection, row["id"], Filter()) or (None, None)
    plain: dict[str, Any] = {name: row[name] for name in ("slug", "title", "description", "created")}
    whole = Span(first, last)
    return TimelineCard(**plain, **counts, documents=texts, earliest=whole.earliest, latest=whole.latest)


def _counts(connection: Connection, timeline_id: int) -> dict[str, Any]:
    """As they are kept; what lies in the bin and what asks are few, and counted by an index."""
    counts: dict[str, int] = dict.fromkeys((*STATUSES, "undated"), 0)
    if tally := tally_of(connection, timeline_id, Filter(statuses=("suggested", "accepted"))):
        counts |= {**tally.by_status(), "undated": tally.undated()}
    for name, condition in (("binned", BINNED), ("needs_answer", ASKING)):
        query = select(func.count()).select_from(events).where(event.timeline_id == timeline_id, condition)
        counts[name] = connection.execute(query).scalar_one()
    return counts


def create(connection: Connection, title: str, slug: str | None, description: str, author: str) -> Row:
    """Recorded as its first change, which cannot be undone: one erases a timeline instead. Raises BadInput for a slug in use."""
    if not title.strip():
        raise BadInput(gettext("A timeline needs a title; say what it is about."), field="title")
    taken = set(connection.execute(select(timelines.c.slug)).scalars())
    name = slug_of(title, taken) if slug is None else checked_slug(slug)
    if name in taken:
        raise BadInput(gettext("There is a timeline “%(name)s” already; choose another address.", name=name), field="slug")
    made = {"slug": name, "title": title, "description": description, "created": now()}
    connection.execute(timelines.insert(), made)
    row = row_of(connection, name)
    Writing(connection, row, "create", author).finish()
    return row


def found_or_created(connection: Connection, slug: str, title: str | None, author: str) -> tuple[Row, bool]:
    found = single(connection, select(timelines).where(timelines.c.slug == slug))
    return (found, False) if found is not None else (create(connection, title or slug, slug, "", author), True)


def describe(writing: Writing, slug: str, title: str | None, description: str | None) -> Mapping[str, Any]:
    if title is not None and not title.strip():
        raise BadInput(gettext("A timeline needs a title; say what it is about."), field="title")
    given = {"title": title, "description": description}
    return writing.update(timelines, row_of(writing.connection, slug), {name: value for name, value in given.items() if value is not None})
