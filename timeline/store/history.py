"""What one event was before and after each change that touched it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from timeline.errors import NotFound
from timeline.events import Event
from timeline.store.changes import described
from timeline.store.events import event_of
from timeline.store.records import Change
from timeline.store.rows import Row, many
from timeline.store.tables import changes, documents, images
from timeline.wording import gettext


def of_event(connection: Connection, timeline_id: int, public: str) -> list[Change]:
    """Newest first, as far as the record goes back. Raises NotFound for an event that never was, or was erased."""
    rows = _images(connection, timeline_id, public)
    named = select(documents.c.id, documents.c.public).where(documents.c.timeline_id == timeline_id)
    names = {row.id: row.public for row in connection.execute(named)}
    numbers = list(dict.fromkeys(row["change_id"] for row in rows))
    made = {row["id"]: row for row in many(connection, select(changes).where(changes.c.id.in_(numbers)))}
    told, state = [], _State(names)
    for change in described(connection, [made[number] for number in numbers]):
        before = state.event()
        state.apply([row for row in rows if row["change_id"] == change.id])
        told.append(replace(change, before=before, after=state.event()))
    return told[::-1]


def _images(connection: Connection, timeline_id: int, public: str) -> Sequence[Row]:
    joined = images.join(changes, images.c.change_id == changes.c.id)
    mine = (changes.c.timeline_id == timeline_id, images.c.kind == "event", images.c.public == public)
    number = connection.execute(select(images.c.event_id).select_from(joined).where(*mine).limit(1)).scalar()
    if number is None:
        raise NotFound(gettext("There is no event %(public)s in this timeline.", public=public[:64]))
    query = select(images).where(images.c.event_id == number).order_by(images.c.change_id, images.c.id)
    return many(connection, query)


class _State:
    """The rows of one event as they were at some moment."""

    def __init__(self, names: dict[int, str]) -> None:
        self.names = names
        self.row: dict[str, Any] | None = None
        self.proofs: dict[int, dict[str, Any]] = {}

    def apply(self, rows: Sequence[Row]) -> None:
        for image in rows:
            if image["kind"] == "event":
                self.row = image["after"]
            elif image["after"] is None:
                self.proofs.pop(image["row_id"], None)
            else:
                self.proofs[image["row_id"]] = image["after"]

    def event(self) -> Event | None:
        proofs = sorted(self.proofs.values(), key=lambda row: row["ordinal"])
        return None if self.row is None else event_of(self.row, proofs, self.names)
