"""A sample of suggested events for people to judge, from gold-tagged news and histories of wars (BENCH_CORPORA names a folder of *.jsonl).

    python benchmarks/event_quality.py [--part dev|held] [--skip N] [--count N] > sample.tsv

Documents whose SHA-1 of the name leaves no remainder by 3 are the held part, which nobody reads while tuning. Events stand in the
order of the SHA-1 of their document and fingerprint, so that the same reader gives the same sample; `--skip` leaves out those already
judged. One line an event: number, date of publication, title, date words, EDTF, the sentence before, the quote, and what was suggested
for category, place and actors. Two people then fill in four columns each, and `benchmarks/agreement.py` compares them.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from timeline import extract
from timeline.events import Event

CORPORA = ("wikiwars", "timebank")
COLUMNS = ("n", "published", "title", "date words", "edtf", "sentence before", "quote", "category", "place", "actors")
CONTEXT = 400


def digest(name: str) -> int:
    return int(hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest(), 16)


def documents(folder: Path, part: str) -> Iterator[dict[str, Any]]:
    for corpus in CORPORA:
        for line in (folder / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            if (digest(document["id"]) % 3 == 0) == (part == "held"):
                yield document


def suggested(document: dict[str, Any]) -> Iterator[tuple[int, list[str]]]:
    published = (document["dct"] or "")[:10] or None
    for event in extract(document["text"], published=published, language="en").events:
        yield digest(f"{document['id']} {event.id}"), row(document["text"], published, event)


def row(text: str, published: str | None, event: Event) -> list[str]:
    date, (evidence,) = event.date, event.evidence
    assert date is not None
    assert evidence.start is not None
    before = text[max(0, evidence.start - CONTEXT) : evidence.start]
    told = [published or "", event.title, date.text, date.edtf, before, evidence.quote, event.category]
    told += [event.place.name if event.place else "", "; ".join(event.actors)]
    return [" ".join(each.split()) for each in told]


def main() -> None:
    asked = argparse.ArgumentParser(description="Print a sample of suggested events as TSV.")
    asked.add_argument("--part", choices=("dev", "held"), default="dev")
    asked.add_argument("--skip", type=int, default=0)
    asked.add_argument("--count", type=int, default=150)
    given = asked.parse_args()
    folder = os.environ.get("BENCH_CORPORA")
    if not folder:
        sys.exit("Name the folder of gold-tagged texts in BENCH_CORPORA.")
    found = sorted(each for document in documents(Path(folder), given.part) for each in suggested(document))
    out = csv.writer(sys.stdout, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
    out.writerow(COLUMNS)
    for number, (_, told) in enumerate(found[given.skip : given.skip + given.count], given.skip + 1):
        out.writerow([str(number), *told])


if __name__ == "__main__":
    main()
