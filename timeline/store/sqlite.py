"""Everything that is particular to SQLite: how it is opened, searched, copied, checked, wiped, and what its errors mean."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    Select,
    String,
    column,
    create_engine,
    event,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.sql.elements import ColumnElement, UnaryExpression
from sqlalchemy.sql.operators import custom_op

from timeline.errors import BadInput, BadText, StoreFailed, TimelineError
from timeline.folding import folded
from timeline.granules import DAY_SECONDS
from timeline.store import plainly
from timeline.store.searching import words_of
from timeline.wording import gettext, noted

T = TypeVar("T")
TURNS: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()

JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

BUSY_SECONDS = 10
JOURNAL_PAUSE = 0.05
JOURNAL_TRIES = int(BUSY_SECONDS / JOURNAL_PAUSE)
APPLICATION = 0x544D4C4E  # marks the file as ours, "TMLN"
WIDEST_DAY = 2**31 - 1
PAGES_A_STEP = 512

PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -16000",
    "PRAGMA wal_autocheckpoint = 4000",
)

WORDS = ("title", "description", "actors", "place", "tags", "quotes")
event_words = table("event_words", column("rowid", Integer), *(column(name, String) for name in WORDS))
event_days = table("event_days", *(column(name, Integer) for name in ("id", "first", "last", "timeline", "timeline_too")))

# the beginning of SQLite's name for an error, and the sentence; the first that fits is taken
FAILURES = (
    ("SQLITE_FULL", noted("The disk is full, so nothing was saved. Make room and try again.")),
    ("SQLITE_NOTADB", noted("%(file)s is not a timeline store; it is some other kind of file. Choose another name.")),
    ("SQLITE_CORRUPT", noted("%(file)s is damaged. Restore it from a backup.")),
    ("SQLITE_READONLY", noted("%(file)s cannot be written, so nothing was saved. Check who may write to the file and its folder.")),
    ("SQLITE_BUSY", noted("%(file)s was in use by something else for too long, so nothing was saved. Try again.")),
    ("SQLITE_LOCKED", noted("%(file)s was in use by something else for too long, so nothing was saved. Try again.")),
    ("SQLITE_CANTOPEN", noted("%(file)s cannot be opened. Check that its folder exists and that you may write there.")),
    ("SQLITE_IOERR_WRITE", noted("%(file)s could not be written, so nothing was saved. Check the disk and how large a file may be.")),
    ("SQLITE_IOERR", noted("%(file)s could not be read or written. Check the disk.")),
    ("SQLITE_TOOBIG", noted("One of the texts is longer than the store can hold, so nothing was saved.")),
    ("", noted("The store failed (%(error)s), so nothing was saved.")),
)

TRACES = noted("It is erased, but traces may lie in the file until something else is erased.")


# --- opening -----------------------------------------------------------------------------------------------------


def engine_of(url: str) -> Engine:
    """Connections are pooled, one to a thread at a time. Raises StoreFailed for what is no SQLite file."""
    parts = _parts(url)
    engine = create_engine(parts, json_serializer=JSON.encode, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    return engine


def _parts(url: str) -> URL:
    try:
        parts = make_url(url)
    except ArgumentError as wrong:
        raise StoreFailed(gettext("“%(url)s” is no address of a store; write one like sqlite:///timeline.db", url=url[:200])) from wrong
    if parts.get_backend_name() != "sqlite" or not parts.database or ":memory:" in parts.database:
        raise StoreFailed(gettext("The store is an SQLite file so far; write its address like sqlite:///timeline.db"))
    return parts


def _connected(connection: Any, _record: Any) -> None:
    # without this Python's driver would begin transactions of its own, and never immediate ones
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the store."""
    with translated(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """All of it is saved, or none. The lock is taken at the start, so that what is read here cannot change before it is written."""
    with _turn(engine), translated(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """Threads of this program queue up: SQLite lets those who wait sleep longer and longer, and whoever comes last may go first. Who has
    waited too long asks SQLite, and is told who is in the way."""
    lock = TURNS.setdefault(engine, Lock())
    mine = lock.acquire(timeout=BUSY_SECONDS)
    try:
        yield
    finally:
        if mine:
            lock.release()


@contextmanager
def writing_soon(engine: Engine) -> Iterator[Connection | None]:
    """For what may as well be written next time: None when somebody else is writing."""
    with engine.connect().execution_options(writes=True) as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute("PRAGMA busy_timeout = 0")
        try:
            started = _started(connection)
            with translated(engine):
                yield connection if started else None
                if started:
                    connection.commit()
        finally:
            driver.execute(PRAGMAS[0])


def _started(connection: Connection) -> bool:
    try:
        connection.begin()
    except DBAPIError as wrong:
        if not getattr(wrong.orig, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise
        return False
    return True


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as wrong:
        raise _failure(wrong.orig, engine) from wrong
    except sqlite3.Error as wrong:
        raise _failure(wrong, engine) from wrong
    except UnicodeEncodeError as wrong:
        raise BadText(
            gettext("The text holds half a character (a lone surrogate), so nothing was saved. Save it as UTF-8 first.")
        ) from wrong
    except OverflowError as wrong:
        raise BadInput(gettext("A number is too large to be stored, so nothing was saved.")) from wrong


def _failure(error: BaseException | None, engine: Engine) -> TimelineError:
    if isinstance(error, OverflowError):
        return BadInput(gettext("A number is too large to be stored, so nothing was saved."))
    name = getattr(error, "sqlite_errorname", "")
    sentence = next(sentence for start, sentence in FAILURES if name.startswith(start))
    return StoreFailed(gettext(sentence, file=Path(engine.url.database or "").name, error=error))


def prepare(engine: Engine) -> None:
    """Readers then never wait for a writer. Raises StoreFailed for a file of another program."""
    with translated(engine), closing(engine.raw_connection()) as connection:
        (mark,) = connection.cursor().execute("PRAGMA application_id").fetchone()
        (count,) = connection.cursor().execute("SELECT count(*) FROM sqlite_master").fetchone()
        if count and mark != APPLICATION:
            raise StoreFailed(
                gettext("%(name)s belongs to another program; choose another file.", name=Path(engine.url.database or "").name)
            )
        _write_ahead(connection.cursor())


def _write_ahead(cursor: Any) -> None:
    """SQLite does not wait for a lock that it needs to change the journal, as it does elsewhere; so another opener is waited for here."""
    for left in range(JOURNAL_TRIES, -1, -1):
        try:
            cursor.execute("PRAGMA journal_mode = WAL").fetchone()
            return
        except sqlite3.OperationalError as wrong:
            if not left or not wrong.sqlite_errorname.startswith("SQLITE_BUSY"):
                raise
            time.sleep(JOURNAL_PAUSE)


def mark_as_ours(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def is_own_table(name: str) -> bool:
    """Whether a table is described in tables.py, and not a virtual one or its shadow."""
    return not name.startswith(("event_words", "event_days", "event_terms", "sqlite_"))


def revision(connection: Connection) -> str | None:
    found = connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).scalar()
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if found else None


def next_id(connection: Connection, name: str) -> int:
    """The number after the highest that the table ever used; the write lock keeps it ours."""
    last = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": name}).scalar()
    return 1 + (last or 0)


# --- search and days ---------------------------------------------------------------------------------------------


def index(connection: Connection, ids: Sequence[int]) -> None:
    """Bring search and days up to date for these events, those that are gone included."""
    if not ids:
        return
    given = [{"id": each} for each in ids]
    connection.execute(text("DELETE FROM event_words WHERE rowid = :id"), given)
    connection.execute(text("DELETE FROM event_days WHERE id = :id"), given)
    listed = {"ids": json.dumps(list(ids))}
    plainly.put(connection, event_words, [_words(row) for row in connection.execute(WORDS_OF, listed)])
    plainly.put(connection, event_days, [_days(row) for row in connection.execute(DAYS_OF, listed)])


WORDS_OF = text(
    "SELECT event.id AS rowid, title, description, actors, tags, coalesce(json_extract(place, '$.name'), '') AS place,"
    " coalesce((SELECT group_concat(quote, ' ') FROM (SELECT DISTINCT quote FROM evidence WHERE event_id = event.id)), '') AS quotes"
    " FROM event WHERE event.id IN (SELECT value FROM json_each(:ids))"
)
DAYS_OF = text("SELECT id, timeline_id, earliest, latest FROM event WHERE date IS NOT NULL AND id IN (SELECT value FROM json_each(:ids))")


def unindex(connection: Connection, timeline_id: int) -> None:
    for name, key in (("event_words", "rowid"), ("event_days", "id")):
        mine = f"DELETE FROM {name} WHERE {key} IN (SELECT id FROM event WHERE timeline_id = :id)"  # noqa: S608
        connection.execute(text(mine), {"id": timeline_id})


def _words(row: Any) -> tuple[int | str, ...]:
    actors, tags = (" ".join(json.loads(each)) for each in (row.actors, row.tags))
    return row.rowid, *map(folded, (row.title, row.description, actors, row.place, tags, row.quotes))


def _days(row: Any) -> tuple[int, ...]:
    return row.id, day_of(row.earliest), day_of(row.latest), row.timeline_id, row.timeline_id


def day_of(second: int) -> int:
    """Clamped to what the R*Tree can hold; an open end is its limit."""
    return max(-WIDEST_DAY, min(WIDEST_DAY, second // DAY_SECONDS))


def ids_matching(q: str) -> Select[Any] | None:
    """The events that have a word starting with each word of `q`; None when `q` has no word."""
    phrases = words_of(q)
    if not phrases:
        return None
    # what is left of the words has only letters and digits, and in quotes nothing is syntax
    wanted = " ".join(f'"{phrase}" *' for phrase in phrases)
    return select(event_words.c.rowid).where(literal_column("event_words").op("MATCH")(wanted))


def ids_meeting(timeline_id: int, first: int, last: int) -> Select[Any]:
    """A superset of the events that meet the seconds `first` to `last`: whole days, some too many."""
    days = event_days.c
    same = (days.timeline <= timeline_id, days.timeline_too >= timeline_id)
    return select(days.id).where(days.first <= day_of(last), days.last >= day_of(first), *same)


def edges_table(edges: Sequence[int]) -> Any:
    """The bins between the edges as rows: place, start, end."""
    bins = [[place, start, end] for place, (start, end) in enumerate(pairwise(edges))]
    rows = func.json_each(json.dumps(bins)).table_valued("value", name="bin")
    parts = (func.json_extract(rows.c.value, f"$[{place}]").label(name) for place, name in enumerate(("place", "start", "end")))
    return select(*parts).select_from(rows).subquery("edge")


def plain(asked: ColumnElement[T]) -> ColumnElement[T]:
    """The same value, but no reason to choose an index that begins with it."""
    return UnaryExpression(asked, operator=custom_op("+"), type_=asked.type)


def leans_on(date: ColumnElement[Any], source: str | None) -> ColumnElement[bool]:
    """Whether something about a date, kept as JSON, was assumed from `source`; from anything at all when it is None."""
    each = func.json_each(date, "$.assumed").table_valued("value", name="assumed")
    found = select(each.c.value)
    if source is not None:
        found = found.where(func.json_extract(each.c.value, "$.from") == source)
    return found.exists()


def listed(ids: Sequence[int]) -> Select[Any]:
    """Any number of ids as rows."""
    return select(func.json_each(json.dumps(list(ids))).table_valued("value", name="listed").c.value)


# --- copying, checking, wiping -----------------------------------------------------------------------------------


def backup(engine: Engine, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """A consistent copy of a store in use. `progress` hears pages done and pages in all. Nothing half-written is left behind."""
    if target.exists():
        raise BadInput(
            gettext("%(target)s is there already; a backup overwrites nothing. Choose another name.", target=target), field="path"
        )
    with translated(engine):
        try:
            _copy(engine, target, progress)
        except BaseException:
            for half in (target, Path(f"{target}-journal"), Path(f"{target}-wal"), Path(f"{target}-shm")):
                half.unlink(missing_ok=True)
            raise


def _copy(engine: Engine, target: Path, progress: Callable[[int, int], None] | None) -> None:
    if not target.parent.is_dir():
        raise StoreFailed(gettext("%(parent)s is no folder, so nothing was copied.", parent=target.parent))

    def report(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    with closing(engine.raw_connection()) as pooled, closing(sqlite3.connect(target)) as copy:
        source = pooled.driver_connection
        assert isinstance(source, sqlite3.Connection)
        # within one reading transaction the copy is of one moment, and writers cannot make it start again
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        try:
            source.backup(copy, pages=PAGES_A_STEP, progress=report)
        finally:
            source.rollback()
        copy.execute("PRAGMA journal_mode = DELETE")


def faults(connection: Connection) -> list[str]:
    """What is wrong with the file, in SQLite's words; empty when nothing is."""
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(20)"))]
    found += [
        f"{row[0]} row {row[1]} refers to a {row[2]} that is not there" for row in connection.execute(text("PRAGMA foreign_key_check"))
    ]
    found += [f"event_days: {row[0]}" for row in connection.execute(text("SELECT rtreecheck('event_days')"))]
    return [each for each in found if each not in ("ok", "event_days: ok")]


def forget_words(connection: Connection) -> None:
    """Removed words linger in the search index until it is made anew."""
    connection.exec_driver_sql("INSERT INTO event_words(event_words) VALUES ('rebuild')")


def wipe(engine: Engine) -> None:
    """Remove what was erased from the free parts of the file and from the log of writes. Overwriting what is deleted (secure_delete) is
    not enough: where pages were split, copies of rows stay in the gaps. Raises StoreFailed when it cannot, as while somebody reads."""
    try:
        with translated(engine), closing(engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM")
            busy, _, _ = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except StoreFailed as failed:
        raise StoreFailed(
            gettext("%(traces)s %(value)s.", traces=gettext(TRACES), value=failed.sentence.split(", so nothing")[0].rstrip("."))
        ) from failed
    if busy:
        raise StoreFailed(gettext("%(traces)s The file was in use.", traces=gettext(TRACES)))
