"""Two versions of one event, made at the same time: how they differ, and how both dates are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from timeline.dates import one_of
from timeline.events import Event, Evidence
from timeline.web.datefield import NOBODY_CAN_TELL
from timeline.wording import gettext, noted, remembered
from timeline.words import date_words

WHY_BOTH = remembered("two versions were saved at the same time, and both dates are kept")


class Difference(NamedTuple):
    name: str
    theirs: str
    mine: str


def differences(theirs: Event, mine: Event) -> list[Difference]:
    pairs = zip(_told(theirs), _told(mine), strict=True)
    return [Difference(name, before, after) for (name, before), (_, after) in pairs if before != after]


def _told(event: Event) -> list[tuple[str, str]]:
    place = event.place
    point = f" ({place.lat:g}, {place.lon:g})" if place and place.lat is not None and place.lon is not None else ""
    return [
        (noted("When"), f"{event.date.text}: {date_words(event.date)}" if event.date and event.date.text else date_words(event.date)),
        (noted("What happened"), event.title),
        (noted("Category"), event.category or gettext("none")),
        (noted("Where"), f"{place.name}{point} {place.precision}".strip() if place else gettext("not said")),
        (noted("Who"), ", ".join(event.actors) or gettext("not said")),
        (noted("Description"), event.description or gettext("none")),
        (noted("Tags"), ", ".join(event.tags) or gettext("none")),
        (noted("Source"), "; ".join(_source(each) for each in event.evidence) or gettext("none")),
        (noted("Star"), gettext("yes") if event.star else gettext("no")),
        (noted("Status"), gettext(event.status)),
    ]


def _source(evidence: Evidence) -> str:
    return " · ".join(part for part in (evidence.source, evidence.url, evidence.quote) if part) or gettext("a document")


def can_keep_both(theirs: Event, mine: Event) -> bool:
    """Two different dates with both ends known: an EDTF set has no place for an open one."""
    if theirs.date is None or mine.date is None or theirs.date.edtf == mine.date.edtf:
        return False
    return all(not each.alternatives and each.earliest and each.latest for each in (theirs.date, mine.date))


def both_dates(theirs: Event, mine: Event) -> Event:
    """My version of everything else, with the two dates as claims."""
    if not can_keep_both(theirs, mine) or theirs.date is None or mine.date is None:
        return mine
    dates = (theirs.date, mine.date)
    words = " or ".join(dict.fromkeys(each.text for each in dates))
    # "late September" is a set itself, and sets do not nest
    hull = one_of(words, [replace(each, edtf=each.edtf.strip("[]")) for each in dates], assumed=(replace(NOBODY_CAN_TELL, why=WHY_BOTH),))
    return replace(mine, date=replace(hull, alternatives=dates))
