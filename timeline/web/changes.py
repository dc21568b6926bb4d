"""What was done and how it is taken back: the history of a timeline, undo, and the bin."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from timeline.errors import BadInput, NotFound
from timeline.events import STATUSES
from timeline.store import Change, Filter, StoredDocument
from timeline.web import site
from timeline.web.login import safe_target
from timeline.wording import gettext

blueprint = Blueprint("changes", __name__)
PAGE = 50


def _number(text: str, name: str) -> int | None:
    if text and not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadInput(gettext("“%(text)s” is no number of a change.", text=text[:40]), field=name)
    return int(text) if text else None


@blueprint.get("/t/<slug:slug>/history")
def history(slug: str) -> ResponseReturnValue:
    before = _number(request.args.get("before", ""), "before")
    rows = site.store().changes(slug, limit=PAGE + 1, before=before)
    more = rows[PAGE - 1].id if len(rows) > PAGE else None
    shown = rows[:PAGE]
    redoes = {each.id: not _redid(slug, each) for each in shown}
    read = _texts(slug, shown)
    card = site.store().timeline(slug)
    return render_template("history.html", card=card, changes=shown, more=more, before=before, redoes=redoes, read=read)


def _texts(slug: str, changes: Sequence[Change]) -> dict[int, StoredDocument]:
    """Which text each change read, as far as what was found in it still tells."""
    documents = {each.id: each for each in site.store().documents(slug)}
    found = {each.id: _text_of(slug, each.events[0]) for each in changes if each.action == "read" and each.events}
    return {number: documents[name] for number, name in found.items() if name in documents}


def _text_of(slug: str, event: str) -> str:
    try:
        evidence = site.store().event(slug, event).event.evidence
    except NotFound:
        return ""
    return next((each.document for each in evidence if each.document), "")


@blueprint.post("/t/<slug:slug>/undo")
def undo(slug: str) -> ResponseReturnValue:
    """Takes back the change named, or the newest one; taking back an undo is the redo."""
    change = _number(request.form.get("change", ""), "change")
    back = safe_target(request.form.get("next", "") or url_for("timelines.show", slug=slug))
    try:
        done = site.store().undo(slug, change, author=site.author())
    except NotFound:
        if change is not None:
            raise
        site.tell(gettext("There is nothing to undo"))
        return redirect(back)
    site.tell(shorten(done.summary, site.TOLD, placeholder=" …"), slug, done.id, redo=not _redid(slug, done))
    return redirect(back)


def _redid(slug: str, done: Change) -> bool:
    """Whether it took back an undo: every second step of the chain is one."""
    steps, now = 0, done
    while now.undoes is not None:
        steps, now = steps + 1, site.store().change(slug, now.undoes)
    return steps % 2 == 0


@blueprint.get("/t/<slug:slug>/bin")
def bin_(slug: str) -> ResponseReturnValue:
    store = site.store()
    wanted = Filter(binned=True, statuses=STATUSES)
    page = store.events(slug, wanted, cursor=request.args.get("cursor") or None, limit=PAGE)
    return render_template("bin.html", card=store.timeline(slug), page=page)
