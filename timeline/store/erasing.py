"""Removing something for good: its rows, their images in the record of changes, and its words in the search index. What lies in the
free parts of the file and in the log of writes is wiped after the commit (sqlite.wipe)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, or_, select, update

from timeline.store import counting, joining, likeness, sqlite
from timeline.store.changes import Writing
from timeline.store.editing import marks_of, remember, weigh_again
from timeline.store.events import columns_of, event_of, proofs_of, row_of
from timeline.store.rows import Row, chunks, many
from timeline.store.tables import (
    changes,
    compared,
    differents,
    documents,
    eras,
    events,
    evidence,
    images,
    likenesses,
    mergers,
    rejections,
    timelines,
    views,
)


def erase_event(writing: Writing, row: Row) -> None:
    """Only the fingerprint stays, so that reading its text again does not bring it back."""
    remember(writing, marks_of(writing.connection, [row["id"]]), rejected=True)
    merged = [each["id"] for each in joining.formers(writing.connection, row["id"])]
    _remove_events(writing.connection, [row["id"], *merged])
    sqlite.forget_words(writing.connection)


def erase_document(writing: Writing, row: Row) -> None:
    """The text, every quote from it, and the events that rest on nothing else."""
    connection = writing.connection
    mine = select(evidence.c.event_id).where(evidence.c.document_id == row["id"])
    others = select(evidence.c.event_id).where(evidence.c.document_id.is_distinct_from(row["id"]))
    # an event that has them only by what was merged into it stands without them
    own = mine.where(evidence.c.origin_id.is_(None))
    resting = connection.execute(select(events.c.id).where(events.c.id.in_(own), events.c.id.not_in(others))).scalars().all()
    shared = connection.execute(select(events.c.id).where(events.c.id.in_(mine), events.c.id.not_in(resting))).scalars().all()
    alone = _alone(connection, row["id"])
    for former in alone:
        _take_back(writing, former)
    _let_go(writing, resting, alone)
    _remove_events(connection, [*resting, *(each["former_id"] for each in alone)])
    _forget_notes(connection, images.c.document_id == row["id"])
    connection.execute(delete(evidence).where(evidence.c.document_id == row["id"]))
    connection.execute(delete(images).where(images.c.document_id == row["id"]))
    connection.execute(delete(documents).where(documents.c.id == row["id"]))
    for some in chunks(shared):
        weigh_again(writing, many(connection, select(events).where(events.c.id.in_(some))))
    sqlite.index(connection, shared)
    counting.recount(connection, shared)
    sqlite.forget_words(connection)


def _alone(connection: Connection, document_id: int) -> list[Row]:
    """The mergers of events that were merged into another and came with accounts from this document only."""
    came = select(evidence.c.origin_id).where(evidence.c.origin_id.is_not(None))
    mine = came.where(evidence.c.document_id == document_id)
    others = came.where(evidence.c.document_id.is_distinct_from(document_id))
    return many(connection, select(mergers).where(mergers.c.former_id.in_(mine), mergers.c.former_id.not_in(others)))


def _take_back(writing: Writing, merger: Row) -> None:
    """What the kept event took over from one that is erased goes too, without a record, and so does its history."""
    row = row_of(writing.connection, merger["kept_id"])
    proofs = proofs_of(writing.connection, [row["id"]])[row["id"]]
    own = columns_of(joining.given_back(event_of(row, proofs), merger["lent"]))
    stamps = {"version": row["version"] + 1, "changed": writing.at, "changed_by": writing.author}
    writing.connection.execute(update(events).where(events.c.id == row["id"]).values({**own, **stamps}))
    writing.connection.execute(delete(images).where(images.c.event_id == row["id"]))


def _let_go(writing: Writing, gone: Sequence[int], alone: Sequence[Row]) -> None:
    """What was merged into an event that is erased, but came from elsewhere, stands by itself again."""
    erased = {each["former_id"] for each in alone}
    for number in gone:
        for row in joining.formers(writing.connection, number):
            if row["id"] not in erased:
                writing.change_event(row, {"binned_at": None})


def _remove_events(connection: Connection, ids: Sequence[int]) -> None:
    likeness.forget(connection, ids)
    for some in chunks(ids):
        _forget_mergers(connection, some)
        _forget_notes(connection, images.c.event_id.in_(some))
        connection.execute(delete(images).where(images.c.event_id.in_(some)))
        connection.execute(delete(evidence).where(evidence.c.event_id.in_(some)))
        connection.execute(delete(events).where(events.c.id.in_(some)))
        sqlite.index(connection, some)
    counting.recount(connection, ids)


def _forget_mergers(connection: Connection, ids: Sequence[int]) -> None:
    """Who was merged with whom, and what that gave, also where it was taken back."""
    sides = (mergers.c.former_id, mergers.c.kept_id)
    connection.execute(delete(mergers).where(or_(*(side.in_(ids) for side in sides))))
    told = [image[name].as_integer().in_(ids) for image in (images.c.before, images.c.after) for name in ("former_id", "kept_id")]
    of_mergers = select(images).where(images.c.kind == "merger", or_(*told))
    for image in many(connection, of_mergers):
        merger = image["after"] or image["before"]
        # the history of the event that took over may hold the words of the one that is erased
        connection.execute(delete(images).where(images.c.event_id == merger["kept_id"], images.c.change_id >= image["change_id"]))
        connection.execute(delete(images).where(images.c.id == image["id"]))


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
    for table in (likenesses, compared, mergers, differents, changes, rejections, eras, views, events, documents):
        connection.execute(delete(table).where(table.c.timeline_id == timeline_id))
    connection.execute(delete(timelines).where(timelines.c.id == timeline_id))
    sqlite.forget_words(connection)
