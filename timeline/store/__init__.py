"""Keeps timelines in a database. The law of this folder: whoever writes goes through changes.Writing; whatever is particular to
SQLite is in sqlite.py and terms.py; nothing here knows of the web, of languages, or of how a text is read."""

from timeline.store.filters import described
from timeline.store.joining import Choice
from timeline.store.records import (
    Asked,
    Change,
    DocumentState,
    Filter,
    Gap,
    Imported,
    Likely,
    Merged,
    Page,
    Pairs,
    Reread,
    StoredDocument,
    StoredEvent,
    TimelineCard,
)
from timeline.store.store import Store

__all__ = [
    "Asked",
    "Change",
    "Choice",
    "DocumentState",
    "Filter",
    "Gap",
    "Imported",
    "Likely",
    "Merged",
    "Page",
    "Pairs",
    "Reread",
    "Store",
    "StoredDocument",
    "StoredEvent",
    "TimelineCard",
    "described",
]
