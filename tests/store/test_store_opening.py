"""A store is opened, made when it is not there, and refused with a sentence when it cannot be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from timeline import pipeline
from timeline.errors import StoreFailed
from timeline.events import STATUSES, Event
from timeline.store import Choice, Filter, Store, opening, sqlite
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
    assert ScriptDirectory(str(opening.SCRIPTS)).get_current_head() == opening.HEAD


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


# --- a store that an older version of the program made -------------------------------------------------------------

TEXT = "Shelling began on 8 May 1992.  The bridge fell in June 1992. Nobody knew why in 1993."
FIRST = "0001"
SINCE = ("origin_id", "reread", "alike")  # columns that later versions added; the record of changes has them, too


def old_store(path: Path, filled: Path) -> None:
    """A store as the first version of the program made it, with what is in another one, as far as it had columns for that."""
    engine = sqlite.engine_of(f"sqlite:///{path}")
    sqlite.prepare(engine)
    with sqlite.writing(engine) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(opening.SCRIPTS))
        sqlite.mark_as_ours(connection)
        command.upgrade(config, FIRST)
    engine.dispose()
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("ATTACH ? AS new", (str(filled),))
        for table in [*metadata.tables, "event_words", "event_days"]:
            columns = ", ".join(f'"{name}"' for name in columns_of(old, "main", table) if name in columns_of(old, "new", table))
            if columns:
                number = "" if table == "event_days" else "rowid, "
                old.execute(f"INSERT INTO main.{table} ({number}{columns}) SELECT {number}{columns} FROM new.{table}")
        gone = ", ".join(f"'$.{name}'" for name in SINCE)
        old.execute(f"UPDATE change_row SET before = json_remove(before, {gone}), after = json_remove(after, {gone})")


def columns_of(connection: sqlite3.Connection, schema: str, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA {schema}.table_info({table})")]


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Store]:
    """One accepted, one rejected, one in the bin; a quote that was taken away; a paste that was taken back."""
    with Store.open(f"sqlite:///{tmp_path / 'filled.db'}") as store:
        store.create_timeline("War", "war")
        began, fell, why = pipeline.keep(store, "war", TEXT, published="1995", title="Diary", accept=False).events
        store.decide("war", [began], "accepted")
        store.decide("war", [fell], "rejected")
        store.bin_event("war", why)
        pipeline.keep(store, "war", "A truce was signed on 12 May 1994.", published="1995", title="Taken back", accept=False)
        store.undo("war")
        seen = store.event("war", began)
        store.change_event("war", began, replace(seen.event, evidence=()), seen.version)
    old_store(tmp_path / "old.db", tmp_path / "filled.db")
    with Store.open(f"sqlite:///{tmp_path / 'old.db'}") as store:
        yield store


def held(store: Store) -> list[tuple[Event, bool]]:
    lists = (Filter(statuses=STATUSES, binned=binned) for binned in (False, True))
    return [(each.event, each.binned) for given in lists for each in store.each_event("war", given)]


def test_a_store_of_the_first_version_keeps_all_that_was_in_it(older: Store, tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'filled.db'}") as filled:
        assert held(older) == held(filled)
        assert len(held(older)) == 3
        assert older.documents("war") == filled.documents("war")
        assert older.changes("war") == filled.changes("war")
        assert older.count("war", Filter(q="shelling")) == filled.count("war", Filter(q="shelling")) == 1
    assert older.check() == []
    with sqlite.reading(older.engine) as connection:
        assert sqlite.revision(connection) == opening.HEAD
        context = MigrationContext.configure(connection, opts={"include_name": lambda name, kind, _: kind != "table" or own(name)})
        assert compare_metadata(context, metadata) == []


def test_a_text_kept_by_the_first_version_is_known_in_other_blanks(older: Store) -> None:
    again = pipeline.keep(older, "war", TEXT.replace("  ", " "), published="1995", accept=False)
    assert (again.was_there, again.change) == (True, None)


def test_words_with_a_dotless_i_of_an_older_store_are_found(store: Store, store_url: str) -> None:
    """They were indexed as they are written, when no query was folded like them; others are not touched."""
    store.create_timeline("War", "war")
    turkish, other = store.add_events("war", [Event("Talks in Diyarbakır"), Event("Talks in Ankara")])
    with sqlite.writing(store.engine) as connection:
        for name in ("title", "quotes"):
            connection.exec_driver_sql(f"UPDATE event_words SET {name} = replace({name}, 'diyarbakir', 'diyarbakır')")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0006'")
        connection.exec_driver_sql("DROP TABLE event_span")  # of a version after that
        assert connection.exec_driver_sql("SELECT count(*) FROM event_words WHERE event_words MATCH 'diyarbakir'").scalar() == 0
    store.close()
    with Store.open(store_url) as opened:
        found = {q: [each.event.id for each in opened.events("war", Filter(q=q)).rows] for q in ("diyarbakir", "diyarbakır", "ankara")}
        assert found == {"diyarbakir": [turkish.event.id], "diyarbakır": [turkish.event.id], "ankara": [other.event.id]}
        assert opened.check() == []


def test_changes_of_the_first_version_can_be_taken_back(older: Store) -> None:
    """Also where that brings back rows that had fewer columns then."""
    older.undo("war")
    began = next(event for event, _ in held(older) if event.status == "accepted")
    assert began.evidence[0].quote == "Shelling began on 8 May 1992."
    taken_back = min(each.id for each in older.changes("war") if each.action == "undo")
    older.undo("war", taken_back)
    assert {each.title for each in older.documents("war")} == {"Diary", "Taken back"}
    assert pipeline.keep(older, "war", "A truce was  signed on 12 May 1994.", published="1995", accept=False).was_there
    assert older.check() == []


def test_what_later_versions_do_works_on_a_store_of_the_first(older: Store) -> None:
    """To correct a document, to merge, to split, to ask what may be the same."""
    older.undo("war")
    document = older.documents("war")[0].id
    began = next(event for event, _ in held(older) if event.status == "accepted")
    pipeline.reread(older, "war", document, text=TEXT.replace("8 May", "9 May"), published="1995")
    assert [each.stored.event.id for each in older.waiting("war")] == [began.id]
    other = older.add_event("war", Event("Shells fell", began.date)).event.id
    assert older.same("war").left == 0
    older.merge("war", [began.id, other], Choice(began.id))
    older.split("war", began.id, former=other)
    assert older.check() == []
