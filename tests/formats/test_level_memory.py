"""However many events there are: writing a file and taking one in need no more memory than for a few."""

from __future__ import annotations

import gc
import tracemalloc
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from timeline.dates import from_edtf
from timeline.events import Event, Evidence, Place
from timeline.formats import FORMATS, reader, writer
from timeline.store import Store

# the store hands out 500 at a time, and holds two such lots for a moment
FEW, MANY = 1200, 3600
# names of events are remembered, so that none comes twice; nothing else may grow
A_NAME = 400


def events(count: int) -> Iterator[Event]:
    proof = (Evidence(quote="What was written.", source="A paper"),)
    for number in range(count):
        date = from_edtf(f"{1000 + number % 900}-05-12")
        title, words = f"Event {number}", f"What happened in event {number}, at some length, so that it would be seen. " * 3
        yield Event(title, date, words, ("One", "Two"), Place("Baku", 40.4, 49.9), "Battles", evidence=proof, id=f"e{number}x")


def peak(work: Callable[[], object]) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def out(store: Store, name: str, slug: str, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(writer(name)(store, slug))


def take_in(store: Store, name: str, slug: str, path: Path) -> None:
    with path.open("rb") as file:
        contents = reader(name)(file)
        store.put_timeline(slug, contents.title or None, contents.description, contents.documents, contents.events)


@pytest.mark.parametrize("name", FORMATS)
def test_memory_does_not_grow_with_the_count(store: Store, tmp_path: Path, name: str) -> None:
    peaks: dict[str, list[int]] = {"out": [], "in": [], "losses": []}
    for count in (FEW, MANY):
        store.put_timeline(f"made-{count}", "Made", "", (), events(count))
        path = tmp_path / f"{count}{FORMATS[name].suffix}"
        out(store, name, f"made-{count}", path)  # what is kept for good, such as compiled queries, is not counted
        peaks["out"].append(peak(partial(out, store, name, f"made-{count}", path)))
        peaks["in"].append(peak(partial(take_in, store, name, f"in-{count}", path)))
        peaks["losses"].append(peak(partial(deque, FORMATS[name].losses(store, f"made-{count}"), 0)))
        assert store.timeline(f"in-{count}").accepted == count
    for few, many in peaks.values():
        assert many < few * 1.2 + (MANY - FEW) * A_NAME
