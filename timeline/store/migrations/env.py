"""Alembic's entry: runs the steps on the connection that is handed over, inside its transaction."""

from typing import Any

from alembic import context

from timeline.store.sqlite import is_own_table
from timeline.store.tables import metadata


def _include(_thing: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    return kind != "table" or is_own_table(name or "")


context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, include_object=_include)
context.run_migrations()
