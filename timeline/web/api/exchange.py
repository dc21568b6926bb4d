"""Timelines as files, in every format there is: the register of formats says which."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from itertools import islice

from timeline.errors import BadRows
from timeline.formats import FORMATS, Contents, Format, guess, reader, writer
from timeline.store import Merged
from timeline.web.api.asked import Answer, Asked
from timeline.web.api.checking import Invalid

LOSSES = 1000
ROWS = 50


def formats(_: Asked) -> Answer:
    return Answer({"items": [_told(each) for each in FORMATS.values()]})


def _told(row: Format) -> dict[str, object]:
    plain = {name: getattr(row, name) for name in ("name", "title", "about", "suffix", "media_type")}
    return plain | {"reads": row.read is not None, "writes": row.write is not None}


def export(asked: Asked) -> Answer:
    """Streams, so that no timeline is too long."""
    name = asked.path["format"]
    asked.store.timeline(asked.slug)  # one that is not there is told before anything is sent
    pieces = writer(name)(asked.store, asked.slug, tuple(asked.query["status"]))
    return Answer(pieces=pieces, media_type=FORMATS[name].media_type)


def losses(asked: Asked) -> Answer:
    asked.store.timeline(asked.slug)
    rows = FORMATS[asked.path["format"]].losses(asked.store, asked.slug, tuple(asked.query["status"]))
    told = [asdict(each) for each in islice(rows, LOSSES + 1)]
    return Answer({"items": told[:LOSSES], "more": len(told) > LOSSES})


def take(asked: Asked) -> Answer:
    """A file is kept as a whole or not at all."""
    card = asked.store.timeline(asked.slug)
    contents = _contents(asked)
    description = None if card.description else contents.description
    merged = asked.store.put_timeline(asked.slug, None, description, contents.documents, contents.events, **asked.by, **contents.beside)
    return Answer(_merged(merged, contents))


def _contents(asked: Asked) -> Contents:
    file = BytesIO(asked.body["content"].encode())
    name = asked.body.get("format") or guess(asked.body.get("name", ""), file)
    if name is None:
        raise Invalid([("content", "This is a plain text, not a timeline; add it as a document, and it is read.")])
    file.seek(0)
    try:
        return reader(name)(file, skip_bad=asked.body.get("skip_bad", False))
    except BadRows as wrong:
        raise Invalid([("content", wrong.sentence), *(("content", row) for row in wrong.rows[:ROWS])]) from wrong


def _merged(merged: Merged, contents: Contents) -> dict[str, object]:
    counts = {name: getattr(merged, name) for name in ("added", "updated", "unchanged", "documents", "change")}
    lost = [asdict(each) for each in islice(contents.losses, LOSSES)]
    return counts | {"skipped": list(contents.skipped), "losses": lost}
