"""A store is opened, made when it is not there, and refused with a sentence when it cannot be used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from timeline.errors import StoreFailed
from timeline.events import Event
from timeline.store import Store, opening, sqlite
from timeline.store.migrations import HEAD
from timeline.store.tables import metadata


def test_a_store_keeps_what_it_was_given(store_url: str) -> None:
    """What one opening saved, the next one finds."""
    with Store.open(store_url) as store:
        slug = store.create_timeline("Siege", description="of a town").slug
        added = store.add_event(slug, Event("Shelling"))
    with Store.open(store_url) as store:
        assert store.timeline(slug).description == "of a town"
        assert store.event(slug, added.event.id).event == added.event
        assert store.check() == []


def test_readers_do_not_wait_for_writers(store: Store) -> None:
    """The file is in write-ahead mode, foreign keys hold, and removed bytes are overwritten."""
    with sqlite.reading(store.engine) as connection:
        modes = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys", "secure_delete")]
    assert modes == ["wal", 1, 1]


def test_the_migrations_lead_to_the_tables(store: Store) -> None:
    """A store made by the migrations has exactly the tables that the program describes."""
    with sqlite.reading(store.engine) as connection:
        context = MigrationContext.configure(connection, opts={"include_name": lambda name, kind, _: kind != "table" or own(name)})
        assert compare_metadata(context, metadata) == []


def own(name: str | None) -> bool:
    return name != "alembic_version" and sqlite.is_own_table(name or "")


def test_the_newest_migration_is_the_one_the_program_expects() -> None:
    """An opening compares a store with HEAD without loading Alembic."""
    assert ScriptDirectory(str(opening.SCRIPTS)).get_current_head() == HEAD


def refused(url: str) -> str:
    with pytest.raises(StoreFailed) as caught:
        Store.open(url)
    return caught.value.sentence


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    """A text file is not a store, and stays as it was."""
    path = tmp_path / "notes.txt"
    path.write_text("Things to remember. " * 100)
    assert refused(f"sqlite:///{path}") == "notes.txt is not a timeline store; it is some other kind of file. Choose another name."
    assert path.read_text() == "Things to remember. " * 100


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    """Nothing is added to an SQLite file that some other program made."""
    path = tmp_path / "music.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE song (name)")
    before = path.read_bytes()
    assert refused(f"sqlite:///{path}") == "music.db belongs to another program; choose another file."
    assert path.read_bytes() == before


def test_a_store_of_a_newer_version_is_refused(store_url: str) -> None:
    """Its shape is unknown, so nothing is done to it."""
    with Store.open(store_url) as store, sqlite.writing(store.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert "made by a newer version" in refused(store_url)
    with closing(sqlite3.connect(store_url.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """The file cannot be made in it."""
    assert refused(f"sqlite:///{tmp_path}/nowhere/a.db") == (
        "a.db cannot be opened. Check that its folder exists and that you may write there."
    )


@pytest.mark.parametrize("url", ["postgresql://localhost/timeline", "sqlite://", "sqlite:///:memory:", "no address"])
def test_what_is_no_sqlite_file_is_refused(url: str) -> None:
    """The sentence shows how an address is written."""
    assert "sqlite:///timeline.db" in refused(url)


def test_a_damaged_store_is_found_out(store_url: str) -> None:
    """Pages overwritten by something else are reported by check, in sentences."""
    path = Path(store_url.removeprefix("sqlite:///"))
    with Store.open(store_url) as store:
        slug = store.create_timeline("Siege").slug
        store.add_events(slug, [Event(f"Event {number}", description="words " * 200) for number in range(50)])
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2 :] = b"\x55" * (len(whole) - len(whole) // 2)
    path.write_bytes(whole)
    with Store.open(store_url) as store:
        try:
            found = store.check()
        except StoreFailed as failed:
            found = [failed.sentence]
    assert found != []
