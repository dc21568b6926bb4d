"""The one way to write, the record of what was written, and the way back.

Every write is a change: who, when, what, and an image of each row before and after. To undo one is to put the images back, as a
change of its own; to redo is to undo that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from timeline.errors import NotFound, Refused, Stale
from timeline.store import counting, sqlite
from timeline.store.alike import alike_of
from timeline.store.prepared import Prepared
from timeline.store.records import Change
from timeline.store.rows import Row, chunks, many, single
from timeline.store.tables import RECORDED, changes, events, images
from timeline.wording import gettext, ngettext, noted

IDS_SHOWN = 100
# a rejection may be touched by several events, so its image is kept until the change is done
LET_GO = ("event", "evidence")
STAMPS = ("version", "changed", "changed_by")

# action: what is said of it; `events` is the title of the one event, or how many there were
SUMMARIES = {
    "create": noted("Created the timeline"),
    "describe": noted("Changed the title or description of the timeline"),
    "add": noted("Added %(events)s"),
    "change": noted("Edited %(events)s"),
    "bin": noted("Moved %(events)s to the bin"),
    "restore": noted("Brought %(events)s back from the bin"),
    "accepted": noted("Accepted %(events)s"),
    "rejected": noted("Rejected %(events)s"),
    "suggested": noted("Made %(events)s a suggestion again"),
    "read": noted("Read a text and suggested %(events)s"),
    "read files": noted("Imported files and suggested %(events)s"),
    "reread": noted("Read a text again, which touched %(events)s"),
    "move": noted("Moved %(events)s to what its text says now"),
    "keep": noted("Kept the date of %(events)s"),
    "import": noted("Imported %(events)s"),
    "add era": noted("Added an era"),
    "change era": noted("Changed an era"),
    "remove era": noted("Removed an era"),
    "save view": noted("Saved a view"),
    "change view": noted("Changed a saved view"),
    "rename view": noted("Renamed a saved view"),
    "replace view": noted("Replaced a saved view"),
    "remove view": noted("Removed a saved view"),
    "merge": noted("Merged %(events)s into one"),
    "split": noted("Split %(events)s apart"),
    "different": noted("Said of two events that they are not the same"),
    "erase": noted("Erased one event for good"),
    "erase document": noted("Erased one document for good"),
}


def may(author: str, action: str, timeline: str) -> bool:
    """Whether somebody may do something to a timeline. Until there are accounts, everybody may."""
    return True


def check_may(author: str, action: str, timeline: str) -> None:
    if not may(author, action, timeline):
        raise Refused(gettext("%(value)s may not do that to %(timeline)s.", value=author or "You", timeline=timeline))


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Writing:
    """One change being made: rows go through here, and `finish` records them. Rows must be given whole."""

    def __init__(self, connection: Connection, timeline: Row, action: str, author: str, note: str = "", undoes: int | None = None) -> None:
        check_may(author, action, timeline["slug"])
        self.connection = connection
        self.timeline_id: int = timeline["id"]
        self.author = author
        self.at = now()
        self.given = {"action": action, "note": note, "undoes": undoes}
        self.id = sqlite.next_id(connection, "change")
        self.finished = False
        self.recorded = False
        self.count = 0
        self.continues = False
        self._images: dict[tuple[str, int], dict[str, Any]] = {}

    def insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The rows with their numbers; those that bring one keep it."""
        if not rows:
            return []
        first = sqlite.next_id(self.connection, table.name)
        nothing = {column.name: None for column in table.columns if column.nullable}
        made = [{"id": first + place, **nothing, **row} for place, row in enumerate(rows)]
        for some in chunks(made):
            self.connection.execute(table.insert(), list(some))
        for row in made:
            self._image(table, row["id"], None, row)
        return made

    def update(self, table: Table, before: Row, values: Mapping[str, Any]) -> dict[str, Any]:
        """The row as it is then. Nothing is written when nothing differs."""
        different = {name: value for name, value in values.items() if before[name] != value}
        after = {column.name: before[column.name] for column in table.columns} | different
        if different:
            self.connection.execute(update(table).where(table.c.id == before["id"]).values(different))
            self._image(table, before["id"], {column.name: before[column.name] for column in table.columns}, after)
        return after

    def change_event(self, before: Row, values: Mapping[str, Any], beyond: int = 0) -> dict[str, Any]:
        """Every change of an event has a version, a time and a name. The version is then also higher than `beyond`."""
        stamped = {"version": max(before["version"], beyond) + 1, "changed": self.at, "changed_by": self.author}
        return self.update(events, before, {**values, **stamped})

    def delete(self, table: Table, rows: Iterable[Row]) -> None:
        for row in rows:
            self.connection.execute(table.delete().where(table.c.id == row["id"]))
            self._image(table, row["id"], {column.name: row[column.name] for column in table.columns}, None)

    def _image(self, table: Table, number: int, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        image = self._images.setdefault((table.name, number), {"before": before, "after": after})
        image["after"] = after

    @property
    def empty(self) -> bool:
        return not (self._images or self.recorded)

    def let_go(self) -> None:
        """Record the events done so far, so that memory does not grow with their number. They must not be touched again."""
        self._record([key for key in self._images if key[0] in LET_GO])

    def go_on_with(self, row: Row) -> Writing:
        """Become a further part of a change that is kept already, so that all of them are one step."""
        if row["undone"]:
            raise Refused(gettext("What was done so far was undone in the meantime, so this stopped."))
        self.id, self.count, self.recorded, self.continues = row["id"], row["count"], True, True
        return self

    def _part_from_overtaken(self) -> None:
        """What somebody changed since the change began cannot become part of it: undoing would take both back in the wrong order."""
        old = {row["event_id"] for key, image in self._images.items() if (row := _image_row(self.id, *key, image))["event_id"]}
        for ids in chunks(sorted(old)):
            later = select(images.c.id).where(images.c.event_id.in_(ids), images.c.change_id > self.id).limit(1)
            if self.connection.execute(later).scalar() is not None:
                self.id, self.count, self.recorded, self.continues = sqlite.next_id(self.connection, "change"), 0, False, False
                return

    def _known_before(self, row: Mapping[str, Any]) -> bool:
        """Whether an earlier part of this change touched the row too: then what it was before stays, and only what it is now is new."""
        if not self.continues or row["before"] is None:
            return False
        same = (images.c.change_id == self.id, images.c.kind == row["kind"], images.c.row_id == row["row_id"])
        return bool(self.connection.execute(update(images).where(*same).values(after=row["after"])).rowcount)

    def finish(self) -> int:
        """Record the change and bring search and days up to date; its id."""
        if self.continues:
            self._part_from_overtaken()
        self._record(list(self._images), always=True)
        self.connection.execute(update(changes).where(changes.c.id == self.id).values(count=self.count))
        self.finished = True
        return self.id

    def _record(self, keys: Sequence[tuple[str, int]], *, always: bool = False) -> None:
        if not self.recorded and (keys or always):
            row = {"id": self.id, "timeline_id": self.timeline_id, "author": self.author, "at": self.at, "count": 0, "undone": False}
            self.connection.execute(changes.insert(), {**row, **self.given})
            self.recorded = True
        taken = [(key, self._images.pop(key)) for key in keys]
        kept = [_image_row(self.id, *key, image) for key, image in taken if image["before"] or image["after"]]
        new = [row for row in kept if not self._known_before(row)]
        for some in chunks(new):
            self.connection.execute(images.insert(), list(some))
        self.count += sum(row["kind"] == "event" for row in new)
        touched = sorted({row["event_id"] for row in kept if row["event_id"] is not None})
        for ids in chunks(touched):
            sqlite.index(self.connection, ids)
        counting.recount(self.connection, touched)


def _image_row(change: int, kind: str, number: int, image: dict[str, Any]) -> dict[str, Any]:
    row = image["after"] or image["before"]
    event = number if kind == "event" else row.get("event_id")
    document = number if kind == "document" else row.get("document_id")
    public = row["public"] if kind == "event" else None
    owner = {"event_id": event, "document_id": document, "public": public}
    return {"change_id": change, "kind": kind, "row_id": number, **owner, **image}


# --- the way back ------------------------------------------------------------------------------------------------


def undo(connection: Connection, timeline: Row, change_id: int | None, author: str) -> int:
    """The id of the change that takes the other back. Raises NotFound, and Stale when it cannot be taken back any more."""
    row = _newest(connection, timeline) if change_id is None else change_row(connection, timeline["id"], change_id)
    rows = many(connection, select(images).where(images.c.change_id == row["id"]).order_by(images.c.id))
    _check_undoable(connection, row, rows)
    writing = Writing(connection, timeline, "undo", author, undoes=row["id"])
    try:
        put_back(writing, rows)
    except IntegrityError as wrong:
        current = described(connection, [row])[0]
        raise Stale(gettext("It cannot be undone any more: something newer has taken its place."), current=current) from wrong
    _mark(connection, row, undone=True)
    return writing.finish()


def put_back(writing: Writing, rows: Sequence[Row]) -> None:
    """Children go before their parents and come back after them."""
    for kind, table in reversed(RECORDED.items()):
        made = [row["row_id"] for row in rows if row["kind"] == kind and row["before"] is None]
        for some in chunks(made):
            writing.delete(table, many(writing.connection, select(table).where(table.c.id.in_(some))))
    for kind, table in RECORDED.items():
        mine = [row for row in rows if row["kind"] == kind and row["before"] is not None]
        writing.insert(table, [_again(writing, kind, row["before"]) for row in mine if row["after"] is None])
        for row in mine:
            if row["after"] is not None:
                _put_back_row(writing, table, row)


def _again(writing: Writing, kind: str, row: dict[str, Any]) -> dict[str, Any]:
    stamps = {"version": row["version"] + 1, "changed": writing.at, "changed_by": writing.author} if kind == "event" else {}
    return _as_now(kind, row) | stamps


def _as_now(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    """What an older version of the program recorded of a document lacks what its text is known by now."""
    return row if kind != "document" or row.get("alike") else {**row, "alike": alike_of(row["text"])}


def _put_back_row(writing: Writing, table: Table, image: Row) -> None:
    current = many(writing.connection, select(table).where(table.c.id == image["row_id"]))[0]
    values = {name: value for name, value in _as_now(table.name, image["before"]).items() if name not in (*STAMPS, "id")}
    if table is events:
        writing.change_event(current, values)
    else:
        writing.update(table, current, values)


def _newest(connection: Connection, timeline: Row) -> Row:
    query = select(changes).where(changes.c.timeline_id == timeline["id"], ~changes.c.undone, changes.c.undoes.is_(None), _has_rows())
    row = single(connection, query.order_by(changes.c.id.desc()).limit(1))
    if row is None:
        raise NotFound(gettext("There is nothing to undo."))
    return row


def _has_rows() -> Any:
    return select(images.c.id).where(images.c.change_id == changes.c.id).exists()


def change_row(connection: Connection, timeline_id: int, change_id: int) -> Row:
    query = select(changes).where(changes.c.timeline_id == timeline_id, changes.c.id == change_id)
    row = single(connection, query)
    if row is None:
        raise NotFound(gettext("There is no change %(change_id)s in this timeline.", change_id=change_id))
    return row


def _check_undoable(connection: Connection, row: Row, rows: Sequence[Row]) -> None:
    if row["undone"]:
        raise Stale(gettext("Change %(row)s is undone already.", row=row["id"]), current=described(connection, [row])[0])
    if not rows:
        raise NotFound(gettext("Change %(row)s left nothing that could be undone.", row=row["id"]))
    later = _later(connection, row, rows)
    if later is not None:
        current = described(connection, [later])[0]
        raise Stale(
            gettext("It cannot be undone any more: %(summary)s came later. Undo that first.", summary=current.summary), current=current
        )


def _later(connection: Connection, row: Row, rows: Sequence[Row]) -> Row | None:
    """The first later change that is in force and touched the same events, documents or rows. An undo of something later does not
    count: the two together are nothing."""
    of_events = {each["event_id"] for each in rows if each["event_id"] is not None}
    of_documents = {each["row_id"] for each in rows if each["kind"] == "document"}
    others = {(each["kind"], each["row_id"]) for each in rows if each["event_id"] is None and each["kind"] != "document"}
    clauses: list[Any] = [images.c.event_id.in_(some) for some in chunks(sorted(of_events))]
    clauses += [images.c.document_id.in_(some) for some in chunks(sorted(of_documents))]
    clauses += [and_(images.c.kind == kind, images.c.row_id == number) for kind, number in sorted(others)]
    in_force = and_(changes.c.id > row["id"], ~changes.c.undone, or_(changes.c.undoes.is_(None), changes.c.undoes <= row["id"]))
    for some in chunks(clauses, 50):
        touched = select(images.c.change_id).where(or_(*some), images.c.change_id > row["id"])
        query = select(changes).where(in_force, changes.c.id.in_(touched)).order_by(changes.c.id).limit(1)
        if found := single(connection, query):
            return found
    return None


def _mark(connection: Connection, row: Row, undone: bool) -> None:
    """Taking back an undo puts what it undid in force again, and so on down the chain."""
    connection.execute(update(changes).where(changes.c.id == row["id"]).values(undone=undone))
    if row["undoes"] is not None:
        below = many(connection, select(changes).where(changes.c.id == row["undoes"]))[0]
        _mark(connection, below, not undone)


# --- the record --------------------------------------------------------------------------------------------------


def listed(connection: Connection, timeline_id: int, limit: int, before: int | None) -> list[Change]:
    query = select(changes).where(changes.c.timeline_id == timeline_id).order_by(changes.c.id.desc()).limit(limit)
    rows = many(connection, query if before is None else query.where(changes.c.id < before))
    return described(connection, rows)


def newest(connection: Connection, timeline_id: int) -> int:
    return _newest_of().value(connection, timeline=timeline_id) or 0


@cache
def _newest_of() -> Prepared:
    return Prepared(select(func.max(changes.c.id)).where(changes.c.timeline_id == bindparam("timeline")))


def told(connection: Connection, timeline_id: int, change_id: int) -> Change:
    return _described(connection, change_row(connection, timeline_id, change_id))


def described(connection: Connection, rows: Sequence[Row]) -> list[Change]:
    return [_described(connection, row) for row in rows]


def _described(connection: Connection, row: Row) -> Change:
    of_events = (images.c.change_id == row["id"], images.c.kind == "event")
    ids = connection.execute(select(images.c.public).where(*of_events).order_by(images.c.id).limit(IDS_SHOWN)).scalars().all()
    any_row = connection.execute(select(images.c.id).where(images.c.change_id == row["id"]).limit(1)).scalar()
    summary = _summary(connection, row)
    plain = {name: row[name] for name in ("id", "at", "author", "action", "note", "count", "undoes", "undone")}
    undoable = any_row is not None and not row["undone"]
    return Change(**plain, events=tuple(ids), summary=summary, undoable=undoable)


def _summary(connection: Connection, row: Row) -> str:
    """An undo is told by what it undid, the undo of an undo as what it did again."""
    steps = 0
    while row["undoes"] is not None:
        row, steps = change_row(connection, row["timeline_id"], row["undoes"]), steps + 1
    summary = SUMMARIES[row["action"]]
    told = gettext(summary, events=_said(connection, row))
    if not steps:
        return told
    return gettext("Undid: %(what)s", what=told) if steps % 2 else gettext("Redid: %(what)s", what=told)


def _said(connection: Connection, row: Row) -> str:
    query = select(images.c.before, images.c.after).where(images.c.change_id == row["id"], images.c.kind == "event")
    found = many(connection, query.limit(2))
    what = _events(row["count"])
    if row["count"] and not found:
        return gettext("%(events)s, erased since", events=what)
    return f"“{(found[0]['after'] or found[0]['before'])['title']}”" if row["count"] == 1 else what


def _events(count: int) -> str:
    return ngettext("one event", "%(number)s events", count) if count else gettext("nothing")
