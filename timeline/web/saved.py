"""Views of a timeline that were saved by name: saving, opening, renaming, replacing and removing them, each to be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from timeline.errors import BadInput
from timeline.store import SavedView
from timeline.web import site
from timeline.web.finding import LANE_NAMES, conditions
from timeline.web.forms import LIMITS, control_wrong
from timeline.web.view import CATEGORY, View, read_view
from timeline.wording import gettext

blueprint = Blueprint("saved", __name__)

LONGEST_NAME = LIMITS["title"]
LONGEST_QUERY = 8_000
PASSING = ("event", "cursor", "show")  # of a page's address; no part of a view


def query_of(view: View) -> str:
    """As the address of a page says it, without what passes."""
    return urlencode([(name, value) for name, value in view.pairs() if name not in PASSING])


def view_of(query: str) -> View:
    return read_view(MultiDict(parse_qsl(query.lstrip("?"), keep_blank_values=True)), site.hemisphere())


@dataclass(frozen=True, slots=True)
class Link:
    """`now`: it is what the page shows."""

    id: str
    name: str
    address: str
    now: bool


def links(slug: str, view: View) -> list[Link]:
    query = query_of(view)
    return [Link(each.id, each.name, _address(slug, each), each.query == query) for each in site.store().views(slug)]


def _address(slug: str, saved: SavedView) -> str:
    return url_for("timelines.show", slug=slug, **view_of(saved.query).arguments())


@blueprint.get("/t/<slug:slug>/views")
def index(slug: str) -> ResponseReturnValue:
    return _page(slug, read_view(request.args, site.hemisphere()))


@blueprint.post("/t/<slug:slug>/views")
def save(slug: str) -> ResponseReturnValue:
    name, view = request.form.get("name", "").strip(), view_of(request.form.get("query", ""))
    try:
        saved = site.store().save_view(slug, _checked(name), _checked_query(view), author=site.author())
    except BadInput as wrong:
        return _page(slug, view, wrong.sentence, name), wrong.status
    site.tell(gettext("Saved this view: %(name)s", name=_short(saved.name)), slug, saved.change)
    return redirect(url_for("timelines.show", slug=slug, **view.arguments()))


@blueprint.post("/t/<slug:slug>/views/<public>/rename")
def rename(slug: str, public: str) -> ResponseReturnValue:
    name, view = request.form.get("name", "").strip(), view_of(request.form.get("query", ""))
    try:
        saved = site.store().rename_view(slug, public, _checked(name), author=site.author())
    except BadInput as wrong:
        return _page(slug, view, wrong.sentence, name, public), wrong.status
    return _done(slug, view, gettext("Renamed a saved view: %(name)s", name=_short(saved.name)), saved.change)


@blueprint.post("/t/<slug:slug>/views/<public>/replace")
def replace(slug: str, public: str) -> ResponseReturnValue:
    """By the view that the page was opened from."""
    view = view_of(request.form.get("query", ""))
    saved = site.store().replace_view(slug, public, _checked_query(view), author=site.author())
    return _done(slug, view, gettext("Replaced a saved view: %(name)s", name=_short(saved.name)), saved.change)


@blueprint.post("/t/<slug:slug>/views/<public>/remove")
def remove(slug: str, public: str) -> ResponseReturnValue:
    change = site.store().remove_view(slug, public, author=site.author())
    return _done(slug, view_of(request.form.get("query", "")), gettext("Removed a saved view"), change)


def _page(slug: str, view: View, wrong: str = "", typed: str = "", at: str = "") -> str:
    """`typed` is the name that was `wrong`: of the saved view `at`, else of a new one."""
    told = {"wrong": wrong, "typed": typed, "at": at, "query": query_of(view), "says": says(slug, view)}
    shows = {each.id: says(slug, view_of(each.query)) for each in site.store().views(slug)}
    card = site.store().timeline(slug)
    return render_template("saved_views.html", card=card, view=view, views=links(slug, view), shows=shows, **told)


def says(slug: str, view: View) -> str:
    """What a view shows, in a line."""
    told = [gettext("certainly")] if view.certainly else []
    told += [each.words for each in conditions(slug, view)]
    told += [gettext("lanes: %(facet)s", facet=gettext(LANE_NAMES[view.lanes]))] if view.lanes != CATEGORY else []
    told += [gettext("colour: %(facet)s", facet=gettext(LANE_NAMES[view.colour]))] if view.colour != CATEGORY else []
    return " · ".join(_short(each) for each in told) or gettext("Everything")


def _done(slug: str, view: View, sentence: str, change: int | None) -> ResponseReturnValue:
    site.tell(sentence, slug, change)
    return redirect(url_for(".index", slug=slug, **view.arguments()))


def _checked(name: str) -> str:
    if not name:
        raise BadInput(gettext("Give the view a name."), field="name")
    if len(name) > LONGEST_NAME:
        raise BadInput(
            gettext("The name has at most %(number)s characters; this one has %(typed)s.", number=LONGEST_NAME, typed=len(name)),
            field="name",
        )
    if wrong := control_wrong(name):
        raise BadInput(wrong, field="name")
    return name


def _checked_query(view: View) -> str:
    query = query_of(view)
    if len(query) > LONGEST_QUERY:
        raise BadInput(gettext("This view asks for too much to be saved. Take some of its conditions away."), field="query")
    return query


def _short(name: str) -> str:
    return name if len(name) <= site.TOLD else f"{name[: site.TOLD]} …"
