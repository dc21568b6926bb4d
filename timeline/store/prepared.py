"""Queries that are put together once and answered often: the driver gets their text and answers in plain tuples.

Beside such a query the making of a statement, its result and its rows would cost more than the answer. Values are bound by name; what is
JSON comes as text, and a truth as 0 or 1. Like sqlite.py, particular to SQLite.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.sql.selectable import CompoundSelect

Answer = tuple[Any, ...]


class Prepared:
    def __init__(self, query: Select[Any] | CompoundSelect[Any]) -> None:
        self._query = query

    @cached_property
    def _made(self) -> tuple[str, dict[str, Any]]:
        compiled = self._query.compile(dialect=dialect(paramstyle="named"), compile_kwargs={"render_postcompile": True})
        return str(compiled), dict(compiled.params)

    def rows(self, connection: Connection, **given: Any) -> list[Answer]:
        return self._cursor(connection, given).fetchall()

    def value(self, connection: Connection, **given: Any) -> Any:
        """The first column of the first row; None when there is none."""
        row = self._cursor(connection, given).fetchone()
        return None if row is None else row[0]

    def parts(self, connection: Connection, size: int, **given: Any) -> Iterator[list[Answer]]:
        """The rows, `size` at a time."""
        cursor = self._cursor(connection, given)
        return iter(lambda: cursor.fetchmany(size), [])

    def _cursor(self, connection: Connection, given: dict[str, Any]) -> sqlite3.Cursor:
        text, constants = self._made
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver.execute(text, {**constants, **given})


def as_list(values: Sequence[Any]) -> str:
    """As a value for what `among` asks."""
    return json.dumps(list(values))


def among(name: str) -> Select[Any]:
    """The values of the list that is bound to `name`, as rows."""
    return select(func.json_each(bindparam(name)).table_valued("value", name=f"{name}_list").c.value)


def unpacked(name: str, count: int) -> tuple[ColumnElement[Any], ...]:
    """The `count` parts of each row of the list of lists that is bound to `name`. They are taken apart once, not for every row beside."""
    value = func.json_each(bindparam(name)).table_valued("value", name=f"{name}_list").c.value
    parts = select(*(func.json_extract(value, f"$[{place}]").label(f"part_{place}") for place in range(count)))
    return tuple(parts.cte(name).prefix_with("MATERIALIZED").c)
