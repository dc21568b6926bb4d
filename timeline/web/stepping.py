"""Which event comes first, last, or next to another, for the picture, which draws but the most important.

GET /t/<slug>/step.json?go=first|last|next|previous&event=ID&at=MS     and every argument that narrows the page

Without an event, `next` and `previous` are counted from an instant. `event` of the answer is null where there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, jsonify, request

from timeline.errors import BadInput, NotFound
from timeline.store import Filter, Store, StoredEvent
from timeline.web import site
from timeline.web.items import item_of
from timeline.web.picture import FURTHEST
from timeline.web.view import CATEGORY, read_view
from timeline.wording import gettext

blueprint = Blueprint("stepping", __name__)
FORWARD = {"first": True, "next": True, "last": False, "previous": False}


@blueprint.get("/t/<slug:slug>/step.json")
def step(slug: str) -> Response:
    view = read_view(request.args, site.hemisphere())
    dated = replace(view.filter(), earliest=None, latest=None, certainly=False, undated=False)
    store = site.store()
    found = found_by(store, slug, dated, request.args)
    with store.looking(slug) as look:
        return jsonify({"event": None if found is None else item_of(look.outline(found.event.id, CATEGORY))})


def found_by(store: Store, slug: str, dated: Filter, asked: Mapping[str, str]) -> StoredEvent | None:
    go = asked.get("go", "")
    if go not in FORWARD:
        raise BadInput(gettext("One can go to the first, last, next or previous event."), field="go")
    if go in ("first", "last"):
        return store.beside(slug, dated, FORWARD[go])
    try:
        return store.beside(slug, dated, FORWARD[go], event=asked["event"])
    except (KeyError, NotFound):
        return store.beside(slug, dated, FORWARD[go], second=_second(asked.get("at", "")))


def _second(ms: str) -> int:
    try:
        return max(-FURTHEST, min(FURTHEST, int(float(ms) // 1000)))
    except (ValueError, OverflowError):
        return 0
