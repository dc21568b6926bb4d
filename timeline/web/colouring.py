"""Which colour the mark of an event has: that of its value of one facet.

Categories have the colours of the look, and what has an order of its own keeps it. The values of other facets are given colours by how
many events of the whole timeline have them, so that no filter changes a colour.
"""

from __future__ import annotations

from typing import Any

from timeline.events import CATEGORIES
from timeline.store import EVERY_FACET, Filter, Look
from timeline.web.finding import label_of
from timeline.web.view import CATEGORY
from timeline.wording import gettext, noted

NO_COLOURS = "none"
OTHERS = "c0"
COLOURS = 6
# facets whose values have an order: as they are kept, and in words
ORDERED = {
    CATEGORY: tuple((name, name) for name in CATEGORIES),
    "status": (("accepted", noted("Accepted")), ("suggested", noted("Suggested")), ("rejected", noted("Rejected"))),
    "confidence": (("high", noted("High confidence")), ("medium", noted("Medium confidence")), ("low", noted("Low confidence"))),
}


FACETS = (*EVERY_FACET, NO_COLOURS)


class Colouring:
    def __init__(self, look: Look, asked: str) -> None:
        """By `asked`, one of FACETS; by category when it is none of them."""
        self.facet = asked if asked in FACETS else CATEGORY
        self._labels = _labels(look, self.facet)
        self._classes = {value: f"c{place}" for place, value in enumerate(self._labels, 1)}

    def of(self, value: str) -> str:
        """`c1` to `c6`; `c0` for every value that has no colour of its own, and for none."""
        return self._classes.get(value, OTHERS)

    def legend(self) -> list[dict[str, Any]]:
        """The values with a colour, and last, with the value None, all others."""
        told: list[dict[str, Any]] = [
            {"value": value, "label": label, "colour": self._classes[value]} for value, label in self._labels.items()
        ]
        return [*told, {"value": None, "label": gettext("Others") if told else gettext("All events"), "colour": OTHERS}]


def _labels(look: Look, facet: str) -> dict[str, str]:
    """What the values that have a colour are called, in the order of the colours."""
    if facet in ORDERED:
        return {value: gettext(label) for value, label in ORDERED[facet]}
    if facet == NO_COLOURS:
        return {}
    led = [(value, label) for value, label in look.lanes(Filter(statuses=()), facet) if value]
    return {value: label_of(facet, value, label) for value, label in led[:COLOURS]}
