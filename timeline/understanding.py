"""normalise: one expression as a person types it, to an EventDate. (EDTF only, until the rules are in.)"""

from __future__ import annotations

from timeline.dates import EventDate, from_edtf


def normalise(
    text: str, *, published: str | None = None, anchor: str | None = None, language: str = "en", hemisphere: str = "north"
) -> EventDate:
    return from_edtf(text)
