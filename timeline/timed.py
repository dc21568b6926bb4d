"""Dates with times of day as ISO 8601 writes them, `1992-08-02T11:30+04:00/1992-08-05T09:00+04:00`: what a date is written as when
it was set by hand. Their EDTF is by the day where it is an interval, since EDTF has no intervals of times; the bounds hold the times.
"""

from __future__ import annotations

import re

from timeline.dates import EventDate, happened, lasted
from timeline.errors import BadDate
from timeline.granules import Granule, Unit
from timeline.notation import Span, bound_seconds, edtf_text
from timeline.wording import gettext

OPEN = ".."
CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d(?P<second>:[0-5]\d)?"
ZONE = r"Z|[+-]\d\d(?::?\d\d)?| [A-Z]{2,5}"
END = re.compile(rf"(?P<day>-?\d{{4}}-\d\d-\d\d)(?:T(?P<clock>{CLOCK})(?P<zone>{ZONE})?)?", re.ASCII)


def timed(said: str) -> EventDate | None:
    """None when it is not written like this, or has no time of day. Raises BadDate for a day that cannot be, and for two zones."""
    ends = said.split("/")
    found = [END.fullmatch(each) for each in ends]
    known = [each for each in found if each]
    if len(ends) > 2 or not any(each["clock"] for each in known):
        return None
    if any(each is None and end != OPEN for each, end in zip(found, ends, strict=True)):
        return None
    zone, unit = _zone(said, known), _unit(known)
    if len(ends) == 1:
        return _moment(said, known[0], unit, zone)
    edtf = "/".join(each["day"] if each else OPEN for each in found)
    first, last = map(_span, found)
    return lasted(said, first, last, edtf=edtf, precision=unit.word, zone=zone)


def _moment(said: str, found: re.Match[str], unit: Unit, zone: str | None) -> EventDate:
    start = bound_seconds(_bound(found))
    granule = Granule(unit, start if unit is Unit.SECOND else start // 60)
    is_edtf = unit is Unit.SECOND and " " not in said
    return happened(said, granule, edtf=said if is_edtf else edtf_text(granule), zone=zone)


def _bound(found: re.Match[str]) -> str:
    return f"{found['day']}T{found['clock']}" if found["clock"] else found["day"]


def _span(found: re.Match[str] | None) -> Span:
    return Span(bound_seconds(_bound(found)), bound_seconds(_bound(found), end=True)) if found else Span(None, None)


def _unit(found: list[re.Match[str]]) -> Unit:
    """The coarsest that was written."""
    if not all(each["clock"] for each in found):
        return Unit.DAY
    return Unit.SECOND if all(each["second"] for each in found) else Unit.MINUTE


def _zone(said: str, found: list[re.Match[str]]) -> str | None:
    """The one zone of all times; a time without one is in no other's."""
    zones = list(dict.fromkeys((each["zone"] or "").strip() for each in found if each["clock"]))
    if len(zones) > 1:
        told = gettext("“%(said)s” has times in two zones. Write both ends in the same one.", said=said[:80])
        raise BadDate(told, field="date")
    return zones[0] or None
