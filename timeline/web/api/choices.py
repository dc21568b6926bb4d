from __future__ import annotations

from typing import Any

from timeline.store import EVERY_FACET, FacetCounts, Filter
from timeline.web.api.asked import Answer, Asked
from timeline.web.api.events import narrowed


def facets(asked: Asked) -> Answer:
    found = asked.store.facets(asked.slug, narrowed(asked), asked.query["facet"] or EVERY_FACET)
    return Answer({"items": [_facet(each) for each in found]})


def _facet(counts: FacetCounts) -> dict[str, Any]:
    values = [{"value": value, "label": label, "count": count} for value, label, count in counts.rows]
    return {"facet": counts.facet, "values": values, "more": counts.more, "exact": counts.exact}


def lanes(asked: Asked) -> Answer:
    """Of all accepted events, as on the page."""
    found = asked.store.lanes(asked.slug, Filter(), asked.query["by"])
    return Answer({"items": [{"value": value, "label": label} for value, label in found]})
