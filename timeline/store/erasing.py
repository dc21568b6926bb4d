"""Removing something for good: its rows, their images in the record of changes, and its words in the search index. What lies in the
free parts of the file and in the log of writes is wiped after the commit (sqlite.wipe)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, update

from timeline.store import counting, sqlite
from timeline.store.changes import Writing
from timeline.store.editing import marks_of, remember, weigh_again
from timeline.store.rows import Row, chunks, many
from timeline.store.tables import changes, documents, eras, events, evidence, images, rejections, timelines, views


def erase_event(writing: Writing, row: Row) -> None:
    """Only the fingerprint stays, so that reading its text again does not bring it back."""
    remember(writing, marks_of(writing.connection, [row["id"]]), rejected=True)
    _remove_events(writing.connection, [row["id"]])
    sqlite.forget_words(writing.connection)


def erase_document(writing: Writing, row: Row) -> None:
    """The text, every quote from it, and the events that rest on nothing else."""
    connection = writing.connection
    mine = select(evidence.c.event_id).where(evidence.c.document_id == row["id"])
    others = select(evidence.c.event_id).where(evidence.c.document_id.is_distinct_from(row["id"]))
    resting = connection.execute(select(events.c.id).where(events.c.id.in_(mine), events.c.id.not_in(others))).scalars().all()
    shared = connection.execute(select(events.c.id).where(events.c.id.in_(mine), events.c.id.in_(others))).scalars().all()
    _remove_events(connection, resting)
    _forget_notes(connection, images.c.document_id == row["id"])
    connection.execute(delete(evidence).where(evidence.c.document_id == row["id"]))
    connection.execute(delete(images).where(images.c.document_id == row["id"]))
    connection.execute(delete(documents).where(documents.c.id == row["id"]))
    for some in chunks(shared):
        for event in many(connection, select(events).where(events.c.id.in_(some))):
            weigh_again(writing, event)
    sqlite.index(connection, shared)
    counting.recount(connection, shared)
    sqlite.forget_words(connection)


def _remove_events(connection: Connection, ids: Sequence[int]) -> None:
    for some in chunks(ids):
        _forget_notes(connection, images.c.event_id.in_(some))
        connection.execute(delete(images).where(images.c.event_id.in_(some)))
        connection.execute(delete(evidence).where(evidence.c.event_id.in_(some)))
        connection.execute(delete(events).where(events.c.id.in_(some)))
        sqlite.index(connection, some)
    counting.recount(connection, ids)


def _forget_notes(connection: Connection, touched: object) -> None:
    """What somebody noted about it may say what it said."""
    noted = select(images.c.change_id).where(touched)  # type: ignore[arg-type]
    connection.execute(update(changes).where(changes.c.id.in_(noted)).values(note=""))


def erase_timeline(connection: Connection, timeline_id: int) -> None:
    sqlite.unindex(connection, timeline_id)
    counting.forget(connection, timeline_id)
    mine = select(events.c.id).where(events.c.timeline_id == timeline_id)
    own_changes = select(changes.c.id).where(changes.c.timeline_id == timeline_id)
    connection.execute(delete(images).where(images.c.change_id.in_(own_changes)))
    connection.execute(delete(evidence).where(evidence.c.event_id.in_(mine)))
    for table in (changes, rejections, eras, views, events, documents):
        connection.execute(delete(table).where(table.c.timeline_id == timeline_id))
    connection.execute(delete(timelines).where(timelines.c.id == timeline_id))
    sqlite.forget_words(connection)
