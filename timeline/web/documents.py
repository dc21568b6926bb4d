"""A document with what was found in it marked where it stands; and the date field's own question, asked while somebody types."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from timeline.dates import EventDate
from timeline.errors import NotFound
from timeline.events import STATUSES
from timeline.store import Filter
from timeline.web import site
from timeline.web.datefield import DateInput, DateReading, read
from timeline.web.marking import stretches, timexes
from timeline.wording import gettext
from timeline.words import date_why, date_words, kind_words

blueprint = Blueprint("documents", __name__)


@blueprint.get("/t/<slug:slug>/d/<document>")
def show(slug: str, document: str) -> ResponseReturnValue:
    store = site.store()
    card, found = store.timeline(slug), store.document(slug, document)
    events = list(store.each_event(slug, Filter(document=document, statuses=STATUSES)))
    pieces = stretches(found.text, document, events, timexes(found))
    return render_template("document.html", card=card, document=found, pieces=pieces, events=events, wanted=request.args.get("event", ""))


@blueprint.get("/t/<slug:slug>/d/<document>/erase")
def ask_erase(slug: str, document: str) -> ResponseReturnValue:
    store = site.store()
    return render_template("erase.html", card=store.timeline(slug), what="document", document=store.document(slug, document), wrong="")


@blueprint.post("/t/<slug:slug>/d/<document>/erase")
def erase(slug: str, document: str) -> ResponseReturnValue:
    site.store().erase_document(slug, document)
    site.tell(gettext("Erased for good"))
    return redirect(url_for("reading.review", slug=slug))


# --- the date field ------------------------------------------------------------------------------------------------


@blueprint.get("/read-date")
def read_date() -> ResponseReturnValue:
    """`text` is what was typed; `slug` and `event` say whose stored date stays as it is while its words do; `part=html` gives the panel."""
    given = DateInput.of(request.args, "text" if "text" in request.args else "when")
    reading = read(given, _kept(request.args.get("slug", ""), request.args.get("event", "")), site.hemisphere())
    if request.args.get("part") == "html":
        return render_template("date_reading.html", reading=reading, category=request.args.get("category", ""))
    return _told(reading)


def _kept(slug: str, event: str) -> EventDate | None:
    try:
        return site.store().event(slug, event).event.date if slug and event else None
    except NotFound:
        return None


def _told(reading: DateReading) -> dict[str, Any]:
    date = reading.date
    return {
        "text": reading.given.text,
        "date": date.to_json() if date else None,
        "words": date_words(date) if date else "",
        "kind": kind_words(date) if date else "",
        "why": date_why(date),
        "asks": [{"edtf": each.edtf, "words": date_words(each)} for each in reading.asks],
        "needs": reading.needs,
        "wrong": reading.wrong,
        "understood": list(reading.understood),
    }
