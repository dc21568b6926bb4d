"""One event: its detail, adding, editing, answering, starring, and the ways to the bin and beyond."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from timeline.errors import BadInput, NotFound, Stale, TimelineError
from timeline.events import Event
from timeline.store import StoredEvent
from timeline.web import chosen, site
from timeline.web.conflict import both_dates, can_keep_both, differences
from timeline.web.datefield import DateInput, DateReading, read
from timeline.web.detail import detail
from timeline.web.forms import EventForm
from timeline.web.queue import Queue
from timeline.web.view import View, read_view
from timeline.wording import gettext

blueprint = Blueprint("events", __name__)
PARTS = {"detail": "detail.html", "row": "row_detail.html"}


def _view() -> View:
    return read_view(request.args, site.hemisphere())


def _queue() -> Queue | None:
    """The queue of suggestions that one came from."""
    return Queue.of(request.args) if request.args.get("from") == "review" else None


def _back(slug: str, event: str = "", onward: str = "") -> ResponseReturnValue:
    """To where one came from: the timeline with the event open, or the queue at its card or at the one `onward`."""
    if document := request.args.get("text", ""):
        return redirect(site.document_url(slug, document, event))
    queue = _queue()
    return redirect(queue.url(slug, onward or event) if queue else site.timeline_url(slug, _view(), event))


@blueprint.get("/t/<slug:slug>/e/<event>")
def show(slug: str, event: str) -> ResponseReturnValue:
    card, view = site.store().timeline(slug), _view()
    kept = site.store().event(slug, event).event.id
    if kept != event and "part" not in request.args:
        return redirect(url_for(".show", slug=slug, event=kept, **view.arguments(event="")))
    template = PARTS.get(request.args.get("part", ""), "event.html")
    return render_template(template, card=card, view=view, detail=detail(slug, event, view))


# --- adding and editing --------------------------------------------------------------------------------------------


def _form_page(slug: str, form: EventForm, stored: StoredEvent | None = None, status: int = 200, **more: object) -> ResponseReturnValue:
    card = site.store().timeline(slug)
    reading = form.reading or read(form.date, stored.event.date if stored else None, site.hemisphere())
    page = render_template("event_form.html", card=card, view=_view(), queue=_queue(), form=form, reading=reading, stored=stored, **more)
    return page, status


@blueprint.get("/t/<slug:slug>/add")
def add(slug: str) -> ResponseReturnValue:
    """`document` with `start` and `end` says which stretch of which text to make an event of."""
    if name := request.args.get("document", ""):
        return _form_page(slug, chosen.form_of(site.store().document(slug, name), request.args))
    return _form_page(slug, EventForm(DateInput(text=request.args.get("when", "")), source=request.args.get("source", "")))


@blueprint.post("/t/<slug:slug>/add")
def create(slug: str) -> ResponseReturnValue:
    form = EventForm.of(request.form).check(hemisphere=site.hemisphere())
    if request.form.get("action") == "read":
        return _form_page(slug, replace(form, errors={}))
    if form.errors:
        return _form_page(slug, form, status=422)
    try:
        made = chosen.placed(form.event(), form.start, site.store().document(slug, form.document)) if form.document else form.event()
        stored = site.store().add_event(slug, made, author=site.author())
    except TimelineError as wrong:
        return _not_saved(slug, form, wrong)
    site.tell_event(gettext("Added"), slug, stored)
    if form.document and request.form.get("action") != "another":
        return redirect(site.document_url(slug, form.document, stored.event.id))
    if request.form.get("action") == "another":
        return redirect(url_for(".add", slug=slug, source=form.source or None, document=form.document or None))
    return _back(slug, stored.event.id)


@blueprint.get("/t/<slug:slug>/e/<event>/edit")
def edit(slug: str, event: str) -> ResponseReturnValue:
    stored = site.store().event(slug, event)
    return _form_page(slug, EventForm.showing(stored.event, stored.version), stored)


@blueprint.post("/t/<slug:slug>/e/<event>/edit")
def change(slug: str, event: str) -> ResponseReturnValue:
    form = EventForm.of(request.form)
    try:
        stored = site.store().event(slug, event)
    except NotFound:
        return _gone(slug, form)
    form.check(stored.event, site.hemisphere())
    if request.form.get("action") == "read":
        return _form_page(slug, replace(form, errors={}), stored)
    if form.errors:
        return _form_page(slug, form, stored, 422)
    try:
        return _save(slug, stored, form)
    except Stale as stale:
        return _conflict(slug, form, stale)
    except TimelineError as wrong:
        return _not_saved(slug, form, wrong, stored)


def _save(slug: str, stored: StoredEvent, form: EventForm) -> ResponseReturnValue:
    mine = form.event(stored.event)
    if request.form.get("action") == "both":
        mine = both_dates(stored.event, mine)
    onward, said = "", gettext("Saved")
    if request.form.get("action") == "accept":
        mine, onward, said = replace(mine, status="accepted"), _next(slug, mine.id), gettext("Saved and accepted")
    saved = site.store().change_event(slug, stored.event.id, mine, site.version_of(request.form), site.author(), form.note)
    site.tell_event(said, slug, saved)
    return _back(slug, saved.event.id, onward)


def _next(slug: str, event: str) -> str:
    """The card after this one in the queue that one came from."""
    queue = _queue()
    return queue.after(slug, [event]) if queue else ""


def _conflict(slug: str, form: EventForm, stale: Stale) -> ResponseReturnValue:
    """The form again, with both versions side by side; what is saved next is saved over the version shown."""
    current = stale.current
    if not isinstance(current, StoredEvent):
        raise stale
    mine = form.event(current.event)
    rows = differences(current.event, mine)
    form.version = str(current.version)
    return _form_page(slug, form, current, stale.status, conflict=rows, both=can_keep_both(current.event, mine))


def _not_saved(slug: str, form: EventForm, wrong: TimelineError, stored: StoredEvent | None = None) -> ResponseReturnValue:
    form.errors[wrong.field if wrong.field and hasattr(form, wrong.field) else "form"] = wrong.sentence
    return _form_page(slug, form, stored, wrong.status)


def _gone(slug: str, form: EventForm) -> ResponseReturnValue:
    form.check(hemisphere=site.hemisphere())
    form.errors["form"] = gettext("This event was erased while you were writing. What you typed is kept: Add event saves it as a new one.")
    return _form_page(slug, form, status=404)


# --- small changes -------------------------------------------------------------------------------------------------


@blueprint.post("/t/<slug:slug>/e/<event>/star")
def star(slug: str, event: str) -> ResponseReturnValue:
    stored = site.store().event(slug, event)
    starred = replace(stored.event, star=not stored.event.star)
    saved = site.store().change_event(slug, event, starred, site.version_of(request.form), author=site.author())
    site.tell_event(gettext("Starred") if starred.star else gettext("No longer starred"), slug, saved)
    return _back(slug, event)


@blueprint.post("/t/<slug:slug>/e/<event>/answer")
def answer(slug: str, event: str) -> ResponseReturnValue:
    """Settles which reading of an ambiguous date is meant."""
    stored = site.store().event(slug, event)
    reading = _answered(stored.event, request.form.get(f"choice-{event}") or request.form.get("choice", ""))
    version = request.form.get(f"version-{event}") or request.form.get("version", "")
    answered = replace(stored.event, date=reading.date)
    onward = _next(slug, event) if request.args.get("tab") == "asks" else ""
    saved = site.store().change_event(slug, event, answered, site.version_of({"version": version}), author=site.author())
    site.tell_event(gettext("Answered"), slug, saved)
    return _back(slug, event, onward)


@blueprint.post("/t/<slug:slug>/e/<event>/date")
def correct(slug: str, event: str) -> ResponseReturnValue:
    """Another date in words, typed where the text is read or set by hand in the picture; what cannot be read or asks, or was changed
    by somebody else meanwhile, is settled in the whole form."""
    stored = site.store().event(slug, event)
    given = _date_given(stored)
    reading = read(given, stored.event.date, site.hemisphere())
    form = replace(EventForm.showing(stored.event, stored.version), date=given)
    if not reading.settled:
        return _form_page(slug, form.check(stored.event, site.hemisphere()), stored, 422)
    if reading.date == stored.event.date:
        site.tell(gettext("The date is as it was, so nothing was changed"))
        return _back(slug, event)
    try:
        saved = _redated(slug, replace(stored.event, date=reading.date))
    except Stale as stale:
        return _conflict(slug, form.check(stored.event, site.hemisphere()), stale)
    site.tell_event(gettext("Date corrected"), slug, saved)
    return _back(slug, event)


def _date_given(stored: StoredEvent) -> DateInput:
    typed = request.form.get("when", "").strip()
    same = stored.event.date is not None and stored.event.date.text == typed
    return DateInput(text=typed, anchor="" if same else request.form.get("anchor", "").strip(), core=request.form.get("core", "").strip())


def _redated(slug: str, event: Event) -> StoredEvent:
    note = request.form.get("note", "")[:1000]
    return site.store().change_event(slug, event.id, event, site.version_of(request.form), site.author(), note)


def _answered(event: Event, choice: str) -> DateReading:
    if event.date is None or not event.date.alternatives:
        raise BadInput(gettext("This date asks nothing any more; somebody may have answered. Open the event again."))
    reading = read(DateInput(text=event.date.text, choice=choice), event.date, site.hemisphere())
    if not reading.settled:
        raise BadInput(gettext("Choose one of the readings, or keep all of them. Go back and choose."), field="choice")
    return reading


@blueprint.post("/t/<slug:slug>/e/<event>/bin")
def bin_(slug: str, event: str) -> ResponseReturnValue:
    version = site.version_of(request.form) if request.form.get("version") else None
    site.tell_event(gettext("Moved to the bin"), slug, site.store().bin_event(slug, event, version, author=site.author()))
    return _back(slug)


@blueprint.post("/t/<slug:slug>/e/<event>/restore")
def restore(slug: str, event: str) -> ResponseReturnValue:
    site.tell_event(gettext("Taken back from the bin"), slug, site.store().restore_event(slug, event, author=site.author()))
    return redirect(url_for("changes.bin_", slug=slug))


@blueprint.get("/t/<slug:slug>/e/<event>/erase")
def ask_erase(slug: str, event: str) -> ResponseReturnValue:
    stored = site.store().event(slug, event)
    return render_template("erase.html", card=site.store().timeline(slug), what="event", stored=stored, wrong="")


@blueprint.post("/t/<slug:slug>/e/<event>/erase")
def erase(slug: str, event: str) -> ResponseReturnValue:
    site.store().erase_event(slug, event)
    site.tell(gettext("Erased for good"))
    return redirect(url_for("changes.bin_", slug=slug))
