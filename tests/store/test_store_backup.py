"""A backup is a whole store, of one moment, made while others write; it overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.errors import BadInput, StoreFailed
from timeline.events import Event
from timeline.store import Store


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("War").slug


def test_a_backup_is_a_store(store: Store, slug: str, tmp_path: Path) -> None:
    """One file that opens and has everything, history too."""
    store.add_event(slug, Event("Market"))
    store.backup(tmp_path / "copy.db")
    assert sorted(each.name for each in tmp_path.glob("copy.db*")) == ["copy.db"]
    with Store.open(f"sqlite:///{tmp_path}/copy.db") as copy:
        assert list(copy.each_event(slug)) == list(store.each_event(slug))
        assert (copy.changes(slug), copy.check()) == (store.changes(slug), [])


def test_a_backup_is_of_one_moment(store: Store, slug: str, tmp_path: Path) -> None:
    """Events added while it is copied are in the store and not in half in the copy; progress ends at the end."""
    store.add_events(slug, [Event(f"Event {number}", description="words " * 300) for number in range(1500)])
    told: list[tuple[int, int]] = []

    def meanwhile(done: int, total: int) -> None:
        told.append((done, total))
        store.add_event(slug, Event("Meanwhile"))

    store.backup(tmp_path / "copy.db", meanwhile)
    with Store.open(f"sqlite:///{tmp_path}/copy.db") as copy:
        assert (copy.count(slug), copy.check()) == (1500, [])
    assert store.count(slug) == 1500 + len(told)
    assert len(told) > 1
    assert told[-1][0] == told[-1][1]


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    """Not even an empty file."""
    path = tmp_path / "mine.txt"
    path.write_text("precious")
    with pytest.raises(BadInput, match="a backup overwrites nothing"):
        store.backup(path)
    assert path.read_text() == "precious"


def test_a_backup_that_fails_leaves_nothing(store: Store, slug: str, tmp_path: Path) -> None:
    """Stopped in the middle, its half is removed; and the store can be written."""
    store.add_events(slug, [Event(f"Event {number}", description="words " * 300) for number in range(1500)])

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.backup(tmp_path / "copy.db", stop)
    assert list(tmp_path.glob("copy.db*")) == []
    store.backup(tmp_path / "copy.db")
    store.add_event(slug, Event("After"))


def test_a_backup_into_nowhere_is_said(store: Store, tmp_path: Path) -> None:
    """The folder is named."""
    with pytest.raises(StoreFailed, match="nowhere is no folder"):
        store.backup(tmp_path / "nowhere" / "copy.db")
