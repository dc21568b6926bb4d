"""The sample timelines: put into a store once, by the same ways a person's own material takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from timeline.errors import NotFound
from timeline.formats import reader
from timeline.pipeline import keep
from timeline.resources import folder
from timeline.store import Filter, Store, TimelineCard


def samples() -> list[dict[str, Any]]:
    """What seeds/samples.json lists: slug, timeline file, and texts to paste, each with what is known about it."""
    listed: list[dict[str, Any]] = json.loads((folder("seeds") / "samples.json").read_bytes())
    return listed


def plant(store: Store) -> Iterator[tuple[TimelineCard, bool]]:
    """Each sample timeline, and whether it is new. One that is there is left alone: a person may have changed it."""
    for sample in samples():
        new = not _is_there(store, sample["slug"])
        if new:
            _plant_one(store, sample)
        yield store.timeline(sample["slug"]), new


def _is_there(store: Store, slug: str) -> bool:
    try:
        store.timeline(slug)
    except NotFound:
        return False
    return True


def _plant_one(store: Store, sample: dict[str, Any]) -> None:
    seeds = folder("seeds")
    contents = reader("json")((seeds / sample["file"]).read_bytes())
    slug = sample["slug"]
    store.put_timeline(slug, contents.title, contents.description, contents.documents, contents.events, **contents.beside)
    for pasted in sample["pasted"]:
        text = (seeds / pasted["file"]).read_text(encoding="utf-8")
        keep(store, slug, text, accept=False, **{name: pasted[name] for name in ("title", "source", "published")})
        _reject(store, slug, pasted.get("reject", ""))


def _reject(store: Store, slug: str, words: str) -> None:
    """Turns down the first suggestion whose quote holds the words, so that the page of reviews shows what that looks like."""
    suggested = store.each_event(slug, Filter(statuses=("suggested",)))
    found = [row.event.id for row in suggested if any(words in each.quote for each in row.event.evidence)]
    if words and found:
        store.decide(slug, found[:1], "rejected")
