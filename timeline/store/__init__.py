"""Keeps timelines in a database. The law of this folder: whoever writes goes through changes.Writing; whatever is particular to
SQLite is in sqlite.py, terms.py, plainly.py and prepared.py; nothing here knows of the web, of languages, or of how a text is read."""

from timeline.store.facetting import EVERY as EVERY_FACET
from timeline.store.facetting import OTHER as OTHER_LANE
from timeline.store.filters import described
from timeline.store.hits import marked
from timeline.store.joining import Choice
from timeline.store.look import Look
from timeline.store.queries import LAST_PAGE
from timeline.store.records import (
    Around,
    Asked,
    Change,
    DocumentState,
    Era,
    FacetCounts,
    Filter,
    Gap,
    Hit,
    Imported,
    Likely,
    Merged,
    Outline,
    Page,
    Pairs,
    Reread,
    SavedView,
    StoredDocument,
    StoredEvent,
    TimelineCard,
)
from timeline.store.store import Store
from timeline.store.tables import OPEN

__all__ = [
    "EVERY_FACET",
    "LAST_PAGE",
    "OPEN",
    "OTHER_LANE",
    "Around",
    "Asked",
    "Change",
    "Choice",
    "DocumentState",
    "Era",
    "FacetCounts",
    "Filter",
    "Gap",
    "Hit",
    "Imported",
    "Likely",
    "Look",
    "Merged",
    "Outline",
    "Page",
    "Pairs",
    "Reread",
    "SavedView",
    "Store",
    "StoredDocument",
    "StoredEvent",
    "TimelineCard",
    "described",
    "marked",
]
