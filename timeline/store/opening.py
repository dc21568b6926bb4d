"""Opening a store: its file is made when there is none, and brought to the newest shape."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine

from timeline.errors import StoreFailed
from timeline.store import counting, sqlite
from timeline.wording import gettext

SCRIPTS = Path(__file__).parent / "migrations"
HEAD = "0008"  # the newest of them


def opened(url: str) -> Engine:
    """Raises StoreFailed for what cannot be opened, belongs to another program, or was made by a newer version of this one."""
    engine = sqlite.engine_of(url)
    try:
        sqlite.prepare(engine)
        with sqlite.reading(engine) as connection:
            current = sqlite.revision(connection) == HEAD
        if not current:
            with sqlite.writing(engine) as connection:
                migrate(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def migrate(connection: Connection) -> None:
    """Alembic is loaded only when there is something for it to do."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS))
    found = sqlite.revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreFailed(gettext("This store was made by a newer version of the program. Update the program, or choose another store."))
    sqlite.mark_as_ours(connection)
    command.upgrade(config, "head")
    if count := counting.behind(connection):
        _recount(connection, count)


def _recount(connection: Connection, count: int) -> None:
    """Shown on a terminal when there is so much to count that somebody would wonder."""
    from tqdm import tqdm

    with tqdm(total=count, desc="Counting the events anew", unit=" events", delay=2, disable=None, leave=False) as bar:
        counting.recount_all(connection, bar.update)
