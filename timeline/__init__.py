"""Builds timelines of conflict events out of texts full of dates said in words.

>>> from timeline import extract, normalise
>>> normalise("autumn 2020").edtf
'2020-23'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.dates import EventDate
    from timeline.events import Event, Evidence, Reading, Timex
    from timeline.extraction import extract
    from timeline.understanding import normalise

__version__ = "0.1.0"
__all__ = ["Event", "EventDate", "Evidence", "Reading", "Timex", "extract", "normalise"]

HOMES = {
    "Event": "events",
    "EventDate": "dates",
    "Evidence": "events",
    "Reading": "events",
    "Timex": "events",
    "extract": "extraction",
    "normalise": "understanding",
}


def __getattr__(name: str) -> Any:
    """Public names are loaded when first asked for, so that importing the package costs nothing."""
    if name not in HOMES:
        raise AttributeError(f"module 'timeline' has no attribute {name!r}")
    return getattr(import_module(f"timeline.{HOMES[name]}"), name)
