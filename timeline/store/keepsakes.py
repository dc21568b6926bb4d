"""What belongs to a timeline beside its events: eras, the named periods behind them, and views that were saved by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import IntegrityError

from timeline.dates import EventDate
from timeline.errors import BadInput, NotFound
from timeline.store.changes import Writing
from timeline.store.records import Era, SavedView
from timeline.store.rows import Row, many, single
from timeline.store.slugs import checked_public, random_word
from timeline.store.tables import eras, views
from timeline.wording import gettext

WHAT = {eras.name: "era", views.name: "saved view"}


def era_of(row: Row) -> Era:
    return Era(row["public"], row["name"], EventDate.from_json(row["date"]), row["colour"])


def view_of(row: Row, change: int | None = None) -> SavedView:
    return SavedView(row["public"], row["name"], row["query"], change)


def rows_of(connection: Connection, table: Table, timeline_id: int) -> list[Row]:
    return many(connection, select(table).where(table.c.timeline_id == timeline_id).order_by(table.c.id))


def _row(connection: Connection, table: Table, timeline_id: int, public: str) -> Row:
    row = single(connection, select(table).where(table.c.timeline_id == timeline_id, table.c.public == public))
    if row is None:
        raise NotFound(gettext("There is no %(what)s %(public)s in this timeline.", what=WHAT[table.name], public=public[:64]))
    return row


def add(writing: Writing, table: Table, values: Mapping[str, Any]) -> Row:
    given = {"public": random_word(), "timeline_id": writing.timeline_id, **_checked(table, values)}
    with _named_once(values):
        return writing.insert(table, [given])[0]


def put(writing: Writing, given_eras: Sequence[Era], given_views: Sequence[SavedView]) -> None:
    """Those of a timeline file, by their ids. Of two views of one name the one in the file stays."""
    for era in given_eras:
        _put(writing, eras, era.id, {"name": era.name, "date": era.date, "colour": era.colour})
    for view in given_views:
        same = [row["public"] for row in rows_of(writing.connection, views, writing.timeline_id) if row["name"] == view.name]
        _put(writing, views, same[0] if same else view.id, {"name": view.name, "query": view.query})


def _put(writing: Writing, table: Table, public: str, values: Mapping[str, Any]) -> None:
    known = single(writing.connection, select(table).where(table.c.timeline_id == writing.timeline_id, table.c.public == public))
    if known is None:
        add(writing, table, {"public": checked_public(public, f"an {WHAT[table.name]}"), **values})
    else:
        change(writing, table, public, values)


def change(writing: Writing, table: Table, public: str, values: Mapping[str, Any]) -> Row:
    row = _row(writing.connection, table, writing.timeline_id, public)
    with _named_once(values):
        return writing.update(table, row, _checked(table, values))


def remove(writing: Writing, table: Table, public: str) -> None:
    writing.delete(table, [_row(writing.connection, table, writing.timeline_id, public)])


def _checked(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    if "name" in values and not values["name"].strip():
        raise BadInput(gettext("The %(what)s needs a name.", what=WHAT[table.name]), field="name")
    if "date" not in values:
        return dict(values)
    date: EventDate = values["date"]
    date.checked()
    if date.earliest is None and date.latest is None:
        raise BadInput(gettext("An era needs a beginning or an end."), field="date")
    return {**values, "date": date.to_json()}


class _named_once:  # noqa: N801
    """Two saved views of one timeline never have the same name."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.name = str(values.get("name", ""))

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, wrong: object, _trace: object) -> None:
        if isinstance(wrong, IntegrityError):
            raise BadInput(
                gettext("There is a saved view “%(name)s” already; choose another name.", name=self.name[:80]), field="name"
            ) from wrong
