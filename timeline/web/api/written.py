"""Records of the store as the API writes them: always every field, so that a program need not ask whether one is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from timeline.accounts import standing
from timeline.dates import EventDate
from timeline.events import Reading, to_json
from timeline.store import Change, Imported, StoredDocument, StoredEvent, TimelineCard
from timeline.words import date_why, date_words, kind_words

Documents = Mapping[str, StoredDocument]

CHANGE = ("id", "at", "author", "action", "note", "summary", "count", "undoes", "undone", "undoable")
DOCUMENT = ("id", "title", "published", "published_assumed", "language", "source", "url", "sha256", "created")


def timeline_json(card: TimelineCard) -> dict[str, Any]:
    return asdict(card)


def document_json(document: StoredDocument) -> dict[str, Any]:
    return {name: getattr(document, name) for name in DOCUMENT} | {"characters": len(document.text)}


def whole_document_json(document: StoredDocument) -> dict[str, Any]:
    return document_json(document) | {"text": document.text}


def event_json(stored: StoredEvent, documents: Documents) -> dict[str, Any]:
    """`documents` are those that its accounts name: several may be of one agency."""
    told = standing(stored.event, {name: each.source for name, each in documents.items()})
    stamps = {name: getattr(stored, name) for name in ("version", "binned", "created", "changed", "changed_by", "change")}
    return to_json(stored.event) | {"asks": stored.event.needs_answer, "sources": told.sources, "disputed": told.disputed} | stamps


def change_json(change: Change) -> dict[str, Any]:
    return {name: getattr(change, name) for name in CHANGE} | {"events": list(change.events)}


def imported_json(imported: Imported) -> dict[str, Any]:
    counts = {name: getattr(imported, name) for name in ("added", "known", "rejected_before", "was_there", "change")}
    return {"document": document_json(imported.document), "events": list(imported.events)} | counts


def reading_json(reading: Reading) -> dict[str, Any]:
    return reading.to_json() | {"notes": list(reading.notes)}


def read_date_json(date: EventDate) -> dict[str, Any]:
    """A date with what the pages say of it."""
    return {"date": date.to_json(), "asks": date.asks, "words": date_words(date), "kind": kind_words(date), "why": date_why(date)}
