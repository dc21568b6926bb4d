"""What a chronology lacks, on one page."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from timeline.events import CATEGORIES, Event
from timeline.store import DocumentState, Filter
from timeline.web import site
from timeline.wording import gettext

blueprint = Blueprint("gaps", __name__)
STRETCHES = 10
LISTED = 50


@blueprint.get("/t/<slug:slug>/gaps")
def show(slug: str) -> ResponseReturnValue:
    """`category` asks for the stretches without an event of that kind."""
    store, category = site.store(), request.args.get("category", "")
    undated = store.events(slug, Filter(undated=True, statuses=("suggested", "accepted")), limit=LISTED)
    return render_template(
        "gaps.html",
        card=store.timeline(slug),
        category=category if category in CATEGORIES else "",
        gaps=store.gaps(slug, STRETCHES, category if category in CATEGORIES else None),
        single=store.single_source(slug, LISTED),
        undated=undated,
        states=store.document_states(slug),
        undated_hint=undated_hint,
        source_names=source_names,
    )


def undated_hint(event: Event, states: Iterable[DocumentState]) -> str:
    """What would date it."""
    names = {each.document for each in event.evidence}
    texts = [each.document for each in states if each.document.id in names]
    if not texts:
        return gettext("Nobody said when. Edit it to give it a date.")
    unknown = next((each for each in texts if not each.published or each.published_assumed), None)
    if unknown is not None:
        return gettext("The publication date of “%(title)s” is not known; giving it may date this.", title=unknown.title)
    return gettext("The text does not say what its date is counted from. Edit it to give it a date.")


def source_names(event: Event, states: Iterable[DocumentState]) -> list[str]:
    """What its accounts come from, each named once."""
    titles = {each.document.id: each.document.title for each in states}
    named = (titles.get(each.document or "") or each.source or each.url for each in event.evidence)
    return list(dict.fromkeys(name for name in named if name))
