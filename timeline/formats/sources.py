"""Evidence that stands alone: in a format that has no documents it says itself where it is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from timeline.events import Event, Evidence
from timeline.store import Store, StoredDocument

Documents = Mapping[str, StoredDocument]


def documents_of(store: Store, slug: str) -> Documents:
    return {each.id: each for each in store.documents(slug)}


def standing_alone(event: Event, documents: Documents) -> list[Evidence]:
    return [_alone(each, documents.get(each.document or "")) for each in event.evidence]


def _alone(each: Evidence, document: StoredDocument | None) -> Evidence:
    return each if document is None else replace(each, source=each.source or document.title, url=each.url or document.url)
