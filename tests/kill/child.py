"""Works on a store until it is killed: python child.py URL SEED.

Each line on standard output is a step: "try ..." before a change, "done ..." once it was answered with success. The parent reads the lines
through a pipe and kills at one of them; a line is one write, so none is half there.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from timeline import pipeline
from timeline.events import STATUSES, Event
from timeline.extraction import extract
from timeline.formats import reader
from timeline.store import Filter, Store
from timeline.understanding import normalise

SLUG = "kept"
ROWS = 60


def say(word: str, **told: Any) -> None:
    os.write(1, (json.dumps({"step": word, **told}) + "\n").encode())


def add(store: Store, chance: random.Random, number: int) -> dict[str, Any]:
    made = store.add_events(SLUG, [Event(f"Added {number}.{row}", normalise("1994")) for row in range(chance.randint(1, 5))])
    return {"titles": {each.event.id: each.event.title for each in made}}


def change(store: Store, chance: random.Random, number: int) -> dict[str, Any]:
    rows = store.events(SLUG, Filter(statuses=STATUSES)).rows
    if not rows:
        return add(store, chance, number)
    row = chance.choice(rows)
    changed = replace(row.event, title=f"Changed {number}", description="word " * 500)
    return {"titles": {store.change_event(SLUG, row.event.id, changed, row.version).event.id: changed.title}}


def bin_one(store: Store, chance: random.Random, number: int) -> dict[str, Any]:
    rows = store.events(SLUG, Filter(statuses=STATUSES)).rows
    if not rows:
        return add(store, chance, number)
    return {"binned": store.bin_event(SLUG, chance.choice(rows).event.id).event.id}


def read(store: Store, chance: random.Random, number: int) -> dict[str, Any]:
    text = f"Report {number}.\n\n" + " ".join(f"Village {number}-{row} was left in {1900 + row}." for row in range(30))
    reading = extract(text, published="2020")
    imported = store.add_document(SLUG, pipeline.document(text, reading, f"Report {number}"), reading, accept=True)
    return {"document": imported.document.id, "of_document": imported.added}


def import_(store: Store, chance: random.Random, number: int) -> dict[str, Any]:
    """A file of many events: all of them or none."""
    rows = [{"id": f"i{number}-{row}", "title": f"Imported {number}", "date": {"edtf": "1994"}} for row in range(ROWS)]
    contents = reader("json")(json.dumps({"format": "timeline/1", "title": "x", "events": rows}).encode())
    store.put_timeline(SLUG, None, None, contents.documents, tuple(contents.events))
    return {"imported": number}


WAYS: tuple[Callable[[Store, random.Random, int], dict[str, Any]], ...] = (add, change, bin_one, read, import_)


def main(url: str, seed: int) -> None:
    chance = random.Random(seed)
    with Store.open(url) as store:
        if not store.timelines():
            store.create_timeline("Kept", SLUG)
        say("open")
        number = seed * 1000
        while True:
            way = chance.choice(WAYS)
            number += 1
            say("try", what=way.__name__, number=number)
            say("done", what=way.__name__, number=number, **way(store, chance, number))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
