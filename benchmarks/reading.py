"""How fast texts are read, as ratios against dateparser's search on the same text in the same run; and, where gold-tagged texts are
at hand (BENCH_CORPORA names a folder of *.jsonl with a scorer beside it), how well.

    python benchmarks/reading.py [MEGABYTES]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from timeline.documents import Document
from timeline.extraction import extract
from timeline.resolve import read, timex
from timeline.rules import load
from timeline.understanding import published_granule

SEEDS = Path(__file__).parent.parent / "seeds"
PEER_CHARACTERS = 20_000
RUNS = 3


def sample(megabytes: float) -> str:
    texts = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    return (texts + "\n\n") * max(1, round(megabytes * 1_000_000 / len(texts)))


def seconds(work: Callable[[], object]) -> float:
    """The best of a few runs: what disturbs a run only makes it slower."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def resolve_all(text: str) -> None:
    document = Document(text, load("en"), published_granule("2023-05"))
    for each in read(document):
        timex(document, each)


def speed(megabytes: float) -> None:
    from dateparser.search import search_dates

    text, tenth = sample(megabytes), sample(megabytes / 10)
    load("en")
    found = len(text) / seconds(lambda: resolve_all(text)) / 1e6
    whole = len(text) / seconds(lambda: extract(text, published="2023-05")) / 1e6
    piece = text[:PEER_CHARACTERS]
    peer = len(piece) / seconds(lambda: search_dates(piece, languages=["en"])) / 1e6
    growth = seconds(lambda: resolve_all(text)) / seconds(lambda: resolve_all(tenth))
    print(f"find and resolve  {found:7.3f} MB/s  {found / peer:6.1f} times dateparser.search")
    print(f"extract           {whole:7.3f} MB/s  {whole / peer:6.1f} times dateparser.search")
    print(f"dateparser.search {peer:7.3f} MB/s")
    print(f"ten times the text takes {growth:.1f} times as long")


def accuracy(folder: Path) -> None:
    """Strict, relaxed and value F1 with the scorer that lies in the folder above the texts."""
    for gold in sorted(folder.glob("*.jsonl")):
        rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        if rows[0]["lang"] != "en":
            continue
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as file:
            file.writelines(json.dumps(_predicted(row)) + "\n" for row in rows)
        report = subprocess.run([sys.executable, folder.parent / "score.py", gold, file.name], capture_output=True, text=True, check=True)
        Path(file.name).unlink()
        print(gold.stem)
        print("\n".join(line for line in report.stdout.splitlines() if line.startswith(("strict ", "relaxed", "value "))))


def _predicted(row: dict[str, str]) -> dict[str, object]:
    document = Document(row["text"], load("en"), published_granule(row["dct"][:10] if row["dct"] else None))
    return {"id": row["id"], "text": row["text"], "timexes": [timex(document, each).to_json() for each in read(document)]}


if __name__ == "__main__":
    speed(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
    if "BENCH_CORPORA" in os.environ:
        accuracy(Path(os.environ["BENCH_CORPORA"]))
