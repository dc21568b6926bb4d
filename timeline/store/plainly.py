"""Rows whose values SQLite takes as they are, numbers and words, put in many at once.

SQLAlchemy looks at each value of each row, for conversions that these do not need; of a large import that took longer than the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Connection, TableClause, bindparam, delete
from sqlalchemy.dialects.sqlite import dialect, insert
from sqlalchemy.sql.dml import UpdateBase

from timeline.store.tables import densities

Value = int | str | bytes | None
KEYS = tuple(column.name for column in densities.primary_key)
COUNT = list(densities.columns.keys()).index("count")


def put(connection: Connection, table: TableClause, rows: Sequence[tuple[Value, ...]]) -> None:
    """Each row has a value for every column of the table, in their order."""
    if rows:
        connection.exec_driver_sql(_inserting(table), list(rows))


def add_counts(connection: Connection, rows: Sequence[tuple[int, ...]]) -> None:
    """Add to the counts of bins, those that are not there yet included; bins that become empty go. Rows as for `put`."""
    if rows:
        connection.exec_driver_sql(_adding(), list(rows))
    if taken := [(*row[: len(KEYS)], 0) for row in rows if row[COUNT] < 0]:
        connection.exec_driver_sql(_emptying(), taken)


@lru_cache(maxsize=16)
def _inserting(table: TableClause) -> str:
    return _written(insert(table).values({column.name: bindparam(column.name) for column in table.columns}))


@lru_cache(maxsize=1)
def _adding() -> str:
    given = insert(densities).values({column.name: bindparam(column.name) for column in densities.columns})
    sums = {column.name: column + given.excluded[column.name] for column in densities.columns if not column.primary_key}
    return _written(given.on_conflict_do_update(index_elements=list(KEYS), set_=sums))


@lru_cache(maxsize=1)
def _emptying() -> str:
    return _written(delete(densities).where(*(densities.c[name] == bindparam(name) for name in (*KEYS, "count"))))


def _written(statement: UpdateBase) -> str:
    return str(statement.compile(dialect=dialect(paramstyle="qmark")))
