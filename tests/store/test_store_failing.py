"""When the disk is full, the file locked, the process killed: a sentence, and nothing half-saved."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from timeline.dates import happened
from timeline.errors import StoreFailed
from timeline.events import Event, Reading
from timeline.granules import year
from timeline.store import Filter, Store, StoredDocument, sqlite

MARKET = Event("Market", happened("1994", year(1994)), description="words " * 500)
FULL = "The disk is full, so nothing was saved. Make room and try again."


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("War").slug


def fill(store: Store, pages: int) -> None:
    """The file may grow by so many pages and not one more, as on a full disk."""

    def limit(connection: object, *_: object) -> None:
        (used,) = connection.execute("PRAGMA page_count").fetchone()  # type: ignore[attr-defined]
        connection.execute(f"PRAGMA max_page_count = {used + pages}")  # type: ignore[attr-defined]

    event.listen(store.engine, "checkout", limit)


DEEDS: tuple[tuple[str, Callable[[Store, str, str], object]], ...] = (
    ("add", lambda store, slug, _: store.add_events(slug, [MARKET] * 100)),
    ("change", lambda store, slug, key: store.change_event(slug, key, replace(MARKET, description="words " * 90_000), 1)),
    ("read", lambda store, slug, _: store.add_document(slug, StoredDocument(text="text " * 90_000), Reading(None, None, "en"))),
    ("import", lambda store, _, __: store.put_timeline("new", "New", "", [], [MARKET] * 100)),
)


@pytest.mark.parametrize("pages", [0, 1, 7])
@pytest.mark.parametrize(("name", "deed"), DEEDS, ids=[name for name, _ in DEEDS])
def test_a_full_disk_saves_nothing(store: Store, slug: str, name: str, deed: Callable[[Store, str, str], object], pages: int) -> None:
    """Wherever in the work it happens; the store is whole and can be read."""
    key = store.add_event(slug, MARKET).event.id
    before = (store.timelines(), store.changes(slug), store.event(slug, key), store.documents(slug))
    fill(store, pages)
    with pytest.raises(StoreFailed) as caught:
        deed(store, slug, key)
    assert caught.value.sentence == FULL
    assert (store.timelines(), store.changes(slug), store.event(slug, key), store.documents(slug)) == before
    assert store.check() == []


LIMITED = """
import resource, sys
from timeline.errors import StoreFailed
from timeline.store import Store
from timeline.events import Event
with Store.open(sys.argv[1]) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))
    try:
        store.add_events("war", [Event("Market", description="words " * 500)] * 500)
    except StoreFailed as failed:
        print(failed.sentence)
"""


def test_a_file_that_may_not_grow_saves_nothing(store: Store, slug: str, store_url: str) -> None:
    """The operating system refuses the write in the middle of it."""
    said = subprocess.run([sys.executable, "-c", LIMITED, store_url], capture_output=True, text=True, check=False)
    assert "so nothing was saved" in said.stdout, said.stderr
    assert (store.count(slug), store.check()) == (0, [])


def test_a_lock_held_too_long_is_said(store: Store, slug: str) -> None:
    """Another writer does not let go; reading goes on meanwhile."""
    event.listen(store.engine, "checkout", lambda connection, *_: connection.execute("PRAGMA busy_timeout = 20"))
    with sqlite.writing(store.engine):
        with pytest.raises(StoreFailed, match="in use by something else for too long, so nothing was saved"):
            store.add_event(slug, MARKET)
        assert store.count(slug) == 0
    store.add_event(slug, MARKET)


def test_a_store_that_may_only_be_read_is_said(store: Store, slug: str, store_url: str) -> None:
    """It opens and shows; writing is refused."""
    store.add_event(slug, MARKET)
    path = store_url.removeprefix("sqlite:///")
    with Store.open(f"sqlite:///file:{path}?mode=ro&uri=true") as reader:
        assert reader.count(slug) == 1
        with pytest.raises(StoreFailed, match="cannot be written, so nothing was saved"):
            reader.add_event(slug, MARKET)


IMPORTING = """
import sys
from timeline.events import Event, Reading
from timeline.store import Store, StoredDocument
def tell(done, total):
    print(done, flush=True)
    if done >= 600:
        sys.stdin.read()
events = tuple(Event(f"Event {number}", description="words " * 300, id=f"mark{number}") for number in range(5000))
with Store.open(sys.argv[1]) as store:
    if sys.argv[2] == "read":
        store.add_document("war", StoredDocument(text="A text"), Reading(None, None, "en", events=events), progress=tell)
    else:
        store.put_timeline("war", "Other", "", [], events, progress=tell)
"""


@pytest.mark.parametrize("way", ["read", "import"])
def test_a_process_killed_while_importing_leaves_the_store_whole(store: Store, slug: str, store_url: str, way: str) -> None:
    """Much is written already when it dies; none of it is there, and the same import then works."""
    store.add_event(slug, MARKET)
    store.close()
    with subprocess.Popen(
        [sys.executable, "-c", IMPORTING, store_url, way], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as importer:
        assert importer.stdout is not None
        assert [importer.stdout.readline() for _ in range(3)] == ["200\n", "400\n", "600\n"]
        os.kill(importer.pid, signal.SIGKILL)
    assert importer.returncode == -signal.SIGKILL
    with Store.open(store_url) as again:
        assert (again.check(), again.documents(slug), again.timeline(slug).title) == ([], [], "War")
        assert again.count(slug, Filter(statuses=())) == 1
        assert [change.action for change in again.changes(slug)] == ["add", "create"]
        events = [Event(f"Event {number}", id=f"mark{number}") for number in range(10)]
        assert again.put_timeline(slug, None, None, [], events).added == 10


OPENING = """
import sys
from timeline.store import Store, sqlite
def stop(connection):
    print("migrated", flush=True)
    sys.stdin.read()
from timeline.store import opening
steps = opening.migrate
def slow(connection):
    steps(connection)
    stop(connection)
opening.migrate = slow
Store.open(sys.argv[1])
"""


def test_a_process_killed_while_making_a_store_leaves_none(tmp_path: Path) -> None:
    """The next opening makes it."""
    url = f"sqlite:///{tmp_path}/new.db"
    with subprocess.Popen([sys.executable, "-c", OPENING, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as maker:
        assert maker.stdout is not None
        assert maker.stdout.readline() == "migrated\n"
        os.kill(maker.pid, signal.SIGKILL)
    with Store.open(url) as store:
        assert (store.timelines(), store.check()) == ([], [])
