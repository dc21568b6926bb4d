"""Keeps timelines in a database. The law of this folder: whoever writes goes through changes.Writing; whatever is particular to
SQLite is in sqlite.py and terms.py; nothing here knows of the web, of languages, or of how a text is read."""

from timeline.store.filters import described
from timeline.store.joining import Choice
from timeline.store.records import Change, Filter, Imported, Likely, Merged, Page, Pairs, StoredDocument, StoredEvent, TimelineCard
from timeline.store.store import Store

__all__ = [
    "Change",
    "Choice",
    "Filter",
    "Imported",
    "Likely",
    "Merged",
    "Page",
    "Pairs",
    "Store",
    "StoredDocument",
    "StoredEvent",
    "TimelineCard",
    "described",
]
