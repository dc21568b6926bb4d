"""Texts as rows and rows as texts, and how a text is known again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, literal, select

from timeline.errors import NotFound
from timeline.store.alike import alike_of
from timeline.store.changes import Writing
from timeline.store.records import StoredDocument
from timeline.store.rows import Row, chunks, many, single
from timeline.store.slugs import random_word
from timeline.store.tables import documents
from timeline.wording import gettext

Progress = Callable[[int, int], None]

GIVEN = ("title", "text", "published", "published_assumed", "language", "source", "url")
FIELDS = tuple(each.name for each in fields(StoredDocument))
STEP = 200
KNOWN_BY = ("sha256", "alike")


def document_of(row: Mapping[str, Any]) -> StoredDocument:
    plain = {name: row[name] for name in FIELDS if name != "id"}
    return StoredDocument(id=row["public"], **plain)


def listed(connection: Connection, timeline_id: int) -> list[StoredDocument]:
    query = select(documents).where(documents.c.timeline_id == timeline_id).order_by(documents.c.id)
    return [document_of(row) for row in many(connection, query)]


def cited(connection: Connection, timeline_id: int, publics: Sequence[str]) -> dict[str, StoredDocument]:
    """By id, without their texts, which may be long."""
    columns = [documents.c.public, *(documents.c[name] for name in FIELDS if name not in ("id", "text")), literal("").label("text")]
    found: dict[str, StoredDocument] = {}
    for some in chunks(publics):
        query = select(*columns).where(documents.c.timeline_id == timeline_id, documents.c.public.in_(some))
        found |= {row["public"]: document_of(row) for row in many(connection, query)}
    return found


def document_row(connection: Connection, timeline_id: int, public: str) -> Row:
    query = select(documents).where(documents.c.timeline_id == timeline_id, documents.c.public == public)
    row = single(connection, query)
    if row is None:
        raise NotFound(gettext("There is no document %(public)s in this timeline.", public=public[:64]))
    return row


def new_row(writing: Writing, given: StoredDocument, public: str = "") -> dict[str, Any]:
    written = {name: getattr(given, name) for name in GIVEN}
    stamps = {**hashes_of(given.text), "created": given.created or writing.at}
    return {"public": public or random_word(), "timeline_id": writing.timeline_id, **written, **stamps}


def hashes_of(text: str) -> dict[str, str]:
    return {"sha256": hash_of(text), "alike": alike_of(text)}


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def same_texts(connection: Connection, timeline_id: int, texts: Iterable[str]) -> dict[str, Row]:
    """By text the document that has exactly this one, or else the same in other blanks."""
    hashes = {text: hashes_of(text) for text in texts}
    found: dict[tuple[str, str], Row] = {}
    for name in KNOWN_BY:
        for some in chunks([each[name] for each in hashes.values()]):
            query = select(documents).where(documents.c.timeline_id == timeline_id, documents.c[name].in_(some))
            for row in many(connection, query.order_by(documents.c.id)):
                found.setdefault((name, row[name]), row)
    known = {text: found.get(("sha256", each["sha256"])) or found.get(("alike", each["alike"])) for text, each in hashes.items()}
    return {text: row for text, row in known.items() if row is not None}
