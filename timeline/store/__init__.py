"""Keeps timelines in a database. The law of this folder: whoever writes goes through changes.Writing; whatever is particular to
SQLite is in sqlite.py; nothing here knows of the web, of languages, or of how a text is read."""

from timeline.store.filters import described
from timeline.store.records import Change, Filter, Imported, Merged, Page, StoredDocument, StoredEvent, TimelineCard
from timeline.store.store import Store

__all__ = ["Change", "Filter", "Imported", "Merged", "Page", "Store", "StoredDocument", "StoredEvent", "TimelineCard", "described"]
