"""How fast a folder of articles is imported, from the bytes to the store, and how long a page waits meanwhile.

python benchmarks/importing.py [ARTICLES] [text|page]
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from timeline.importing import File, Import
from timeline.store import Store

SEEDS = Path(__file__).parent.parent / "seeds"
CHARACTERS = 5_000
SLUG = "bench"
DATED = 0.35
UNDATED = """Residents of the valley said that the road to the pass was closed and that bread and fuel were hard to find in the shops. \
The commander told reporters that his men would stay where they were until somebody relieved them. \
Officials on the other side denied it and spoke of a misunderstanding between patrols that had lost their way in the fog. \
Aid workers asked both sides for a safe way to the hospital, which has beds for eighty people and holds twice as many. """


def articles(count: int, kind: str) -> Iterator[File]:
    """Lines of the sample texts among others without dates, so that about 14 events stand in 5 kB, as in news; each with a name of its
    own in every sentence, so that no two tell the same."""
    chance = random.Random(1)
    lines = [line for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    for number in range(count):
        text = ""
        while len(text) < CHARACTERS:
            told = chance.choice(lines) if chance.random() < DATED else UNDATED
            text += f"Post {number}-{len(text)}: " + told.replace(". ", f" at Post {number}-{len(text)}. ") + "\n\n"
        if kind == "page":
            text = "<title>Page</title><article>" + "".join(f"<p>{line}</p>" for line in text.split("\n\n")) + "</article>"
        yield File(f"{number}.{'html' if kind == 'page' else 'txt'}", text.encode)


def visits(store: Store, done: threading.Event) -> list[float]:
    """What a page asks of the store, again and again while the import is under way; seconds each."""
    times = []
    while not done.wait(0.05):
        start = time.perf_counter()
        store.timeline(SLUG)
        store.events(SLUG)
        times.append(time.perf_counter() - start)
    return times


def main(count: int, kind: str) -> None:
    files = list(articles(count, kind))
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/bench.db") as store:
        store.create_timeline("Bench", SLUG)
        done, times = threading.Event(), list[float]()
        visitor = threading.Thread(target=lambda: times.extend(visits(store, done)))
        visitor.start()
        start, busy = time.perf_counter(), time.process_time()
        rows = list(Import(store, SLUG, published="2023-05").take(files))
        took, spent = time.perf_counter() - start, time.process_time() - busy
        done.set()
        visitor.join()
    read, added = sum(row.state == "read" for row in rows), sum(row.added for row in rows)
    times.sort()
    half, most = (times[int(len(times) * share)] * 1000 for share in (0.5, 0.95))
    print(f"import  {read:,} articles of {CHARACTERS / 1000:g} kB as {kind}, {added:,} suggestions: {read / took:.0f} a second")
    print(f"        {read / spent:.0f} a second of processor time, the page's included")
    print(f"page    {len(times):,} visits meanwhile: half within {half:.0f} ms, 95 % within {most:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, sys.argv[2] if len(sys.argv) > 2 else "text")
