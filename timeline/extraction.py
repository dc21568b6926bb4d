"""extract: a text to the Reading of it. (Finds nothing, until the rules are in.)"""

from __future__ import annotations

from timeline.events import Reading


def extract(text: str, *, published: str | None = None, language: str | None = None, hemisphere: str = "north") -> Reading:
    return Reading(published, None, language or "en")
