"""How fast texts are read, as ratios against dateparser's search and parsedatetime on the same text in the same run; how much memory that
takes; whether time grows as the text does; and, where gold-tagged texts are at hand (BENCH_CORPORA names a folder of *.jsonl with a scorer
beside it), how well.

    python benchmarks/reading.py [MEGABYTES]
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tqdm import tqdm

from timeline.documents import Document
from timeline.extraction import extract
from timeline.resolve import read, timex
from timeline.rules import load
from timeline.understanding import published_granule

ROOT = Path(__file__).parent.parent
PUBLISHED = "2023-05"
PEER_CHARACTERS = 20_000
HARD_CHARACTERS = 20_000
RUNS = 3
WIDTH = 34
Work = Callable[[str], object]


def sample(megabytes: float) -> str:
    texts = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    return (texts + "\n\n") * max(1, round(megabytes * 1_000_000 / len(texts)))


def seconds(work: Work, text: str, runs: int = RUNS) -> float:
    """The best of a few runs, on this core alone: what disturbs a run only makes it slower."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    return min(times)


def progress(rows: Iterable[Any], what: str) -> Iterator[Any]:
    """Only on a terminal."""
    yield from tqdm(list(rows), desc=what, leave=False, disable=None)


# --- what is measured ----------------------------------------------------------------------------------------------


def find_and_resolve(text: str) -> None:
    document = Document(text, load("en"), published_granule(PUBLISHED))
    for each in read(document):
        timex(document, each)


def whole(text: str) -> None:
    extract(text, published=PUBLISHED, language="en")


def dateparser_search(text: str) -> None:
    from dateparser.search import search_dates

    for paragraph in text.split("\n\n"):
        search_dates(paragraph, languages=["en"])


def parsedatetime_nlp(text: str) -> None:
    from parsedatetime import Calendar

    calendar = Calendar()
    for paragraph in text.split("\n\n"):
        calendar.nlp(paragraph)


OURS: dict[str, Work] = {"find and resolve": find_and_resolve, "extract": whole}
PEERS: dict[str, Work] = {"dateparser.search": dateparser_search, "parsedatetime nlp": parsedatetime_nlp}


def speed(text: str) -> None:
    """The peers read paragraph by paragraph, which is quicker for them, and a piece of the text."""
    for work in (*OURS.values(), *PEERS.values()):
        work(text[:1000])
    piece = text[: text.rfind("\n\n", 0, PEER_CHARACTERS)]
    peers = {name: len(piece) / seconds(work, piece) / 1e6 for name, work in progress(PEERS.items(), "peers")}
    ours = {name: len(text) / seconds(work, text) / 1e6 for name, work in progress(OURS.items(), "speed")}
    for name, rate in ours.items():
        ratios = ", ".join(f"{rate / slower:.0f} times {peer}" for peer, slower in peers.items())
        print(f"{name:{WIDTH}}{rate:7.3f} MB/s, {ratios}")
    for name, rate in peers.items():
        print(f"{name:{WIDTH}}{rate:7.3f} MB/s")


def growth(text: str) -> None:
    """For ten times the text, ten times is right; of the texts made to be slow, the one that grows most."""
    for name, work in progress(OURS.items(), "growth"):
        factor = seconds(work, text) / seconds(work, text[: len(text) // 10])
        print(f"{f'{name}, ten times the text':{WIDTH}}{factor:7.1f} times as long")
    hard = tomllib.loads((ROOT / "tests" / "reading" / "hard.toml").read_text(encoding="utf-8"))["text"]
    factors = {name: _factor(*parts) for name, parts in progress(hard.items(), "hard texts")}
    worst = max(factors, key=lambda name: factors[name])
    print(f"{f'{len(hard)} hard texts, at most':{WIDTH}}{factors[worst]:7.1f} times as long ({worst})")


def _factor(head: str, repeated: str, tail: str) -> float:
    short, long = (head + repeated * (length // len(repeated)) + tail for length in (HARD_CHARACTERS, 10 * HARD_CHARACTERS))
    return seconds(whole, long, 2) / seconds(whole, short)


def memory(text: str) -> None:
    """The peak, as bytes for each character of the text."""
    for kind, shown in (("", text), (", in one line", text.replace("\n", " "))):
        for name, work in progress(OURS.items(), "memory"):
            tracemalloc.start()
            work(shown)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            print(f"{f'memory to {name}{kind}':{WIDTH}}{peak / len(text):7.1f} times the text")


# --- how well ------------------------------------------------------------------------------------------------------


def is_held_out(name: str) -> bool:
    """The third of the documents that nobody looks at while rules are written."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % 3 == 0


def accuracy(folder: Path) -> None:
    """Strict, relaxed and value F1 with the scorer that lies in the folder above the texts."""
    for gold in sorted(folder.glob("*.jsonl")):
        rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        if rows[0]["lang"] != "en":
            continue
        read_rows = [(row, _predicted(row)) for row in progress(rows, gold.stem)]
        parts = {"": read_rows, ", held out": [each for each in read_rows if is_held_out(each[0]["id"])]}
        parts[", the rest"] = [each for each in read_rows if not is_held_out(each[0]["id"])]
        for part, chosen in parts.items():
            print(f"{gold.stem + part:{WIDTH}}{_scores(folder.parent / 'score.py', chosen)}")


def _predicted(row: dict[str, Any]) -> dict[str, Any]:
    document = Document(row["text"], load("en"), published_granule(row["dct"][:10] if row["dct"] else None))
    return {"id": row["id"], "text": row["text"], "timexes": [timex(document, each).to_json() for each in read(document)]}


def _scores(scorer: Path, rows: list[tuple[dict[str, Any], dict[str, Any]]]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("gold.jsonl", "read.jsonl")]
        for file, column in zip(files, zip(*rows, strict=True), strict=True):
            file.write_text("".join(json.dumps(row) + "\n" for row in column), encoding="utf-8")
        report = subprocess.run([sys.executable, scorer, *files], capture_output=True, text=True, check=True).stdout
    figures = {line.split()[0]: line.split()[3] for line in report.splitlines() if " / " in line and "accuracy" not in line}
    return "  ".join(f"{name} {figures[name]}" for name in ("strict", "relaxed", "value"))


def main() -> None:
    text = sample(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
    speed(text)
    growth(text)
    memory(text)
    if "BENCH_CORPORA" in os.environ:
        accuracy(Path(os.environ["BENCH_CORPORA"]))


if __name__ == "__main__":
    main()
