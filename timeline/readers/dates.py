"""Dates as programs write them into files: ISO 8601, whole or in part. What people write in words is for the reading of texts."""

from __future__ import annotations

import re
from datetime import date

ISO = re.compile(r"\s*(\d{4})(?:[-/.](\d\d?)(?:[-/.](\d\d?))?|(\d\d)(\d\d))?(?=$|[\sTtZ+]|[-+]\d\d:?\d\d)", re.ASCII)
EARLIEST, LATEST = 1000, 2999


def day_in(written: str) -> str | None:
    """EDTF of the day, month or year that an ISO 8601 date begins with; None for anything else and for days that never were. The day is
    the one written, whatever zone stands behind it."""
    found = ISO.match(written)
    if found is None or not EARLIEST <= int(found[1]) <= LATEST:
        return None
    year, month, day = found[1], found[2] or found[4], found[3] or found[5]
    if month is None:
        return year
    try:
        whole = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]
