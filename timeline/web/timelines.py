"""The list of timelines, one timeline's page, and making, renaming and erasing a timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from timeline.errors import NotFound, TimelineError
from timeline.store import LAST_PAGE, Hit, Page, StoredDocument, TimelineCard
from timeline.web import site
from timeline.web.detail import Detail, detail
from timeline.web.finding import FIELDS, LANE_NAMES, Condition, conditions, elsewhere, panel
from timeline.web.forms import TimelineForm
from timeline.web.saved import links, query_of
from timeline.web.view import View, read_view
from timeline.wording import gettext

blueprint = Blueprint("timelines", __name__)
PAGE = 50
NAMED = {"LANE_NAMES": LANE_NAMES, "FIELDS": FIELDS}


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list. `first` is the place of its first row among all; `every` counts all events of these statuses, `undated` those
    found that have no date, `possible` what lies in range only possibly; `elsewhere` what is like it among other statuses, where
    nothing was found. `documents` are those that several accounts name; `hits` says by id where an event has the words sought; `ticking`
    is 1 while events can be ticked."""

    page: Page
    first: int
    documents: dict[str, StoredDocument]
    every: int = 0
    undated: int = 0
    possible: int = 0
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    conditions: Sequence[Condition] = ()
    hits: Mapping[str, Hit] = field(default_factory=dict)
    ticking: int = 0


@blueprint.get("/")
def index() -> ResponseReturnValue:
    return render_template("timelines.html", cards=site.store().timelines())


@blueprint.get("/new")
def new() -> ResponseReturnValue:
    return render_template("timeline_form.html", form=TimelineForm(), card=None)


@blueprint.post("/new")
def create() -> ResponseReturnValue:
    form = TimelineForm.of(request.form).check()
    if form.errors:
        return render_template("timeline_form.html", form=form, card=None), 422
    try:
        card = site.store().create_timeline(form.title, description=form.description, author=site.author())
    except TimelineError as wrong:
        form.errors[wrong.field or "form"] = wrong.sentence
        return render_template("timeline_form.html", form=form, card=None), wrong.status
    return redirect(url_for(".show", slug=card.slug))


@blueprint.get("/t/<slug:slug>")
def show(slug: str) -> ResponseReturnValue:
    card, view = site.store().timeline(slug), read_view(request.args, site.hemisphere())
    chosen = _selected(slug, view)
    listing = list_events(card, view, _cursor(slug, view, chosen))
    filled = {"listing": listing, "detail": chosen, "saved": links(slug, view), "query": query_of(view)}
    gone = bool(view.event) and chosen is None
    choices = panel(slug, view, listing.page.total) if view.show == "filter" else None
    return render_template("timeline.html", card=card, view=view, panel=choices, gone=gone, **NAMED, **filled)


def _cursor(slug: str, view: View, chosen: Detail | None) -> str | None:
    """The page that is asked for; else the one that has the event whose detail is open."""
    if view.cursor in ("first", "last"):
        return LAST_PAGE if view.cursor == "last" else None
    far = not view.cursor and chosen is not None and chosen.position > PAGE
    return site.store().cursor_at(slug, chosen.id) if chosen and far else view.cursor or None


def list_events(card: TimelineCard, view: View, cursor: str | None) -> Listing:
    slug, store, wanted = card.slug, site.store(), view.filter()
    page = store.events(slug, wanted, cursor=cursor, limit=PAGE)
    first = store.neighbours(slug, page.rows[0].event.id, wanted)[2] if page.rows and cursor else 1
    possible = 0
    if not page.total and view.certainly and view.range:
        possible = store.events(slug, view.with_(certainly=False).filter(), limit=1).total
    several = [each.event for each in page.rows if len(each.event.evidence) > 1]
    documents = store.cited(slug, several) if several else {}
    every = sum({"accepted": card.accepted, "suggested": card.suggested, "rejected": card.rejected}[each] for each in view.statuses)
    undated = 0 if view.range or not page.total else store.count(slug, replace(wanted, undated=True))
    others = {} if page.total or not view.narrowed else elsewhere(slug, view)
    hits = store.hits(slug, page.rows, view.q) if view.q else {}
    ticking = int(request.args.get("tick") == "1")
    return Listing(page, first, documents, every, undated, possible, others, conditions(slug, view), hits, ticking)


def _selected(slug: str, view: View) -> Detail | None:
    """An address that names an event which is gone still shows its timeline."""
    try:
        return detail(slug, view.event, view) if view.event else None
    except NotFound:
        return None


@blueprint.get("/t/<slug:slug>/settings")
def settings(slug: str) -> ResponseReturnValue:
    card = site.store().timeline(slug)
    return render_template("timeline_form.html", form=TimelineForm(card.title, card.description), card=card)


@blueprint.post("/t/<slug:slug>/settings")
def change(slug: str) -> ResponseReturnValue:
    card, form = site.store().timeline(slug), TimelineForm.of(request.form).check()
    if form.errors:
        return render_template("timeline_form.html", form=form, card=card), 422
    try:
        site.store().change_timeline(slug, title=form.title, description=form.description, author=site.author())
    except TimelineError as wrong:
        form.errors[wrong.field or "form"] = wrong.sentence
        return render_template("timeline_form.html", form=form, card=card), wrong.status
    site.tell(gettext("The name was saved"))
    return redirect(url_for(".show", slug=slug))


@blueprint.get("/t/<slug:slug>/erase")
def ask_erase(slug: str) -> ResponseReturnValue:
    return render_template("erase.html", card=site.store().timeline(slug), what="timeline", wrong="")


@blueprint.post("/t/<slug:slug>/erase")
def erase(slug: str) -> ResponseReturnValue:
    """A whole timeline is gone for good only when its name was typed."""
    card = site.store().timeline(slug)
    typed = request.form.get("title", "")
    if " ".join(typed.split()) != " ".join(card.title.split()):
        wrong = gettext("The name does not match. Type it exactly as it is written above.")
        return render_template("erase.html", card=card, what="timeline", typed=typed, wrong=wrong), 422
    site.store().erase_timeline(slug)
    site.tell(gettext("Erased for good: %(title)s", title=card.title[: site.TOLD]))
    return redirect(url_for(".index"))
