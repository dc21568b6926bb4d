"""What the picture draws: the events of a window as items, or as columns of counts when there are too many to draw.

    GET /t/<slug>/items.json?from=MS&to=MS&width=PX&overview=1&lanes=actor&colour=actor&part=items
                             and every argument that narrows the page itself

Lanes are by category, actor, place, source, tag, precision, confidence, status or none. With `part=items` nothing is counted: where more
lies in the window than can be drawn, `counted` is false, and the same question without it brings the columns. An answer holds until the
timeline changes, and its ETag with it.

Each event that meets the window is told once: as an item, or in the column of its earliest day. Times are epoch milliseconds,
wall clock taken as UTC. Without `from` and `to` the window is the range asked for in `dates`, else everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

from flask import Blueprint, Response, jsonify, request

from timeline import __version__
from timeline.bins import edges
from timeline.errors import NotFound
from timeline.events import CATEGORIES
from timeline.granules import DAY_SECONDS
from timeline.marks import category_class, mark_of
from timeline.notation import instant_text
from timeline.store import EVERY_FACET, OTHER_LANE, Filter, Look, Outline, Store
from timeline.web import site
from timeline.web.backdrop import eras_between
from timeline.web.colouring import Colouring
from timeline.web.finding import NONE, STATUS_WORDS, label_of, told_of
from timeline.web.items import item_of, left_over
from timeline.web.view import CATEGORY, LANES, NO_LANES, STATUS, View, read_view
from timeline.wording import gettext, language, noted

blueprint = Blueprint("picture", __name__)

DRAWN = 200
IMPORTANT = 60
# browsers hold no instant beyond this many seconds from 1970: years -271821 to 275760
FURTHEST = 8_640_000_000_000 - DAY_SECONDS
OPEN = 2**62
BIN_WIDTH = 7
USUAL_WIDTH = 800
ALL, OTHERS = noted("All events"), noted("Others")


@dataclass(frozen=True, slots=True)
class Window:
    """Seconds; `end` is outside."""

    first: int
    end: int

    @property
    def ms(self) -> tuple[int, int]:
        return self.first * 1000, self.end * 1000

    @property
    def bounds(self) -> tuple[str, str]:
        """Inclusive, to the second, as a Filter takes them."""
        return instant_text(self.first, by_the_day=False), instant_text(self.end - 1, by_the_day=False)


@blueprint.get("/t/<slug:slug>/items.json")
def items(slug: str) -> Response:
    tag = _tag(slug)
    known = request.if_none_match.contains_weak(tag)
    response = (
        Response(status=304) if known else jsonify(picture(site.store(), slug, read_view(request.args, site.hemisphere()), request.args))
    )
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Accept-Language")
    return response


def _tag(slug: str) -> str:
    """An answer is the same as long as the timeline, the program and the reader's language are."""
    return f"{__version__}-{language()}-{site.store().newest(slug)}"


@blueprint.get("/t/<slug:slug>/facets.json")
def facets(slug: str) -> Response:
    """How many events of the page have each value: all facets, or those named by `facet`."""
    tag = _tag(slug)
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        view = read_view(request.args, site.hemisphere())
        found = site.store().facets(slug, view.filter(), request.args.getlist("facet") or EVERY_FACET)
        response = jsonify({each.facet: told_of(each) for each in found})
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Accept-Language")
    return response


def picture(store: Store, slug: str, view: View, asked: Mapping[str, str]) -> dict[str, Any]:
    with store.looking(slug) as look:
        return _picture(look, view, asked)


def _picture(look: Look, view: View, asked: Mapping[str, str]) -> dict[str, Any]:
    everything = replace(view.filter(), earliest=None, latest=None, certainly=False)
    extent = look.extent(everything)
    if extent is None:
        return _undrawable(look, view, everything)
    whole = _padded(Window(_clamped(extent[0]), _clamped(extent[1])))
    window = _asked(asked) or _of_view(view, whole) or whole
    narrowed = _within(everything, window) if view.certainly else everything
    colouring = Colouring(look, asked.get("colour", CATEGORY))
    chosen = _chosen(look, view, colouring)
    told = _contents(Scene(look, narrowed, window, _width(asked), _lanes_by(asked), colouring), chosen, asked.get("part") == "items")
    if told["counted"]:
        told |= asdict(look.around(everything, window.first, window.end))
    told |= {"eras": eras_between(look.eras(), window.ms), "colours": colouring.legend()}
    told |= {"window": window.ms, "extent": whole.ms, "selected": chosen and item_of(chosen, colouring=colouring)}
    if not told["total"] and not told["items"]:
        told["nothing"] = _nothing(look, view, everything, window)
    if asked.get("overview"):
        told["overview"] = _overview(look, everything, whole, _width(asked))
    return told


@dataclass(frozen=True, slots=True)
class Scene:
    """What is asked for, and where to find it."""

    look: Look
    given: Filter
    window: Window
    width: int
    by: str
    colouring: Colouring

    def important(self, limit: int, total: int | None = None) -> list[Outline]:
        return self.look.outlines(self.given, self.window.first, self.window.end, limit, self.colouring.facet, total)

    def lanes_of(self, rows: Sequence[Outline]) -> dict[str, str]:
        """The lane of each event by its id."""
        if self.by in (CATEGORY, STATUS):
            return {row.id: getattr(row, self.by) for row in rows}
        ids = [row.id for row in rows]
        return dict.fromkeys(ids, "") if self.by == NO_LANES else self.look.lanes_of(self.given, ids, self.by)

    def names(self) -> dict[str, str]:
        """Lanes in order with what to call them; empty for categories, which have an order of their own."""
        if self.by in (CATEGORY, STATUS):
            return {each: gettext(words) for each, words in STATUS_WORDS.items()} if self.by == STATUS else {}
        named = {} if self.by == NO_LANES else dict(self.look.lanes(self.given, self.by))
        rest = {"": gettext(ALL if self.by == NO_LANES else NONE[self.by]), OTHER_LANE: gettext(OTHERS)}
        return {name: label_of(self.by, name, label) for name, label in named.items() if name} | rest


def _undrawable(look: Look, view: View, everything: Filter) -> dict[str, Any]:
    """No event has a date, or none is like what is sought."""
    nothing: dict[str, Any] = {
        "window": None,
        "extent": None,
        "lanes": [],
        "items": [],
        "edges": [],
        "bins": {},
        "total": 0,
        "counted": True,
        "earlier": 0,
        "later": 0,
        "eras": [],
        "colours": [],
    }
    return nothing | {"undated": look.count(everything), "narrowed": replace(view, range=None).narrowed}


def _within(given: Filter, window: Window) -> Filter:
    earliest, latest = window.bounds
    return replace(given, earliest=earliest, latest=latest, certainly=True)


def _chosen(look: Look, view: View, colouring: Colouring) -> Outline | None:
    """The event whose detail is open, in the window or not, so that the picture can go to it."""
    try:
        return look.outline(view.event, colouring.facet) if view.event else None
    except NotFound:
        return None


# --- which window --------------------------------------------------------------------------------------------------


def _clamped(second: int) -> int:
    return min(FURTHEST, max(-FURTHEST, second))


def _padded(window: Window) -> Window:
    """Room at both ends, so that no mark lies on the edge."""
    pad = max((window.end - window.first) // 25, 2 * DAY_SECONDS)
    return Window(_clamped(window.first - pad), _clamped(window.end + pad))


def _asked(asked: Mapping[str, str]) -> Window | None:
    """Numbers out of order, or none, are no window."""
    try:
        first, end = (_clamped(int(float(asked[name]) // 1000)) for name in ("from", "to"))
    except (KeyError, ValueError, OverflowError):
        return None
    return Window(first, end) if first < end else None


def _of_view(view: View, whole: Window) -> Window | None:
    if view.range is None:
        return None
    mark = mark_of(view.range)
    first = whole.first if mark.start is None else _clamped(mark.start // 1000)
    end = whole.end if mark.end is None else _clamped(mark.end // 1000)
    return Window(first, end) if first < end else None


def _width(asked: Mapping[str, str]) -> int:
    given = asked.get("width", "")
    return min(4000, max(200, int(given))) if given.isascii() and given.isdigit() and len(given) < 6 else USUAL_WIDTH


# --- what is in it -------------------------------------------------------------------------------------------------


def _contents(scene: Scene, chosen: Outline | None, only_items: bool) -> dict[str, Any]:
    """What was chosen is drawn, however unimportant, and whatever the filter says."""
    if only_items:
        rows = scene.important(DRAWN + 1)
        if len(rows) > DRAWN:
            return _told(scene, rows[:IMPORTANT]) | {"total": None, "counted": False}
    limits = bin_edges(scene.window, scene.width // BIN_WIDTH)
    counts = scene.look.density(scene.given, limits, scene.by)
    total = sum(certain + possible for bins in counts.values() for certain, possible in bins)
    rows = scene.important(DRAWN if total <= DRAWN else IMPORTANT, total)
    more = [chosen] if chosen and _is_missing(chosen, rows, scene.window) else []
    counted = [row for row in more if total > DRAWN and scene.look.has(scene.given, row.id)]
    lane_of = scene.lanes_of([*more, *rows])
    bins = left_over(counts, limits, [*rows, *counted], lane_of) if total > DRAWN else {}
    told = _told(scene, [*more, *rows], counts, lane_of)
    return told | {"edges": [edge * 1000 for edge in limits], "bins": bins, "total": total, "counted": True}


def _told(
    scene: Scene, rows: Sequence[Outline], counts: Mapping[str, list[tuple[int, int]]] | None = None, lane_of: dict[str, str] | None = None
) -> dict[str, Any]:
    lanes = scene.lanes_of(rows) if lane_of is None else lane_of
    items = [item_of(row, lanes[row.id], scene.colouring) for row in rows]
    return {"lanes": _lanes(counts or {}, lanes, scene.names()), "items": items, "edges": [], "bins": {}}


def _lanes_by(asked: Mapping[str, str]) -> str:
    by = asked.get("lanes", CATEGORY)
    return by if by in LANES else CATEGORY


def _is_missing(chosen: Outline, rows: Sequence[Outline], window: Window) -> bool:
    if chosen.binned or any(row.id == chosen.id for row in rows):
        return False
    return chosen.earliest < window.end and chosen.latest > window.first


def _lanes(counts: Mapping[str, list[tuple[int, int]]], lane_of: Mapping[str, str], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """In the fixed order of the categories, then others by name, then those without one; other lanes from the largest down."""
    seen = dict.fromkeys([*counts, *lane_of.values()])
    order = {name: place for place, name in enumerate(names or CATEGORIES)}
    named = sorted(seen, key=lambda name: (order.get(name, len(order) + (not name)), name))
    totals = {name: sum(certain + possible for certain, possible in bins) for name, bins in counts.items()}
    colour = category_class if not names else lambda _: category_class("")
    words = names or {"": gettext(NONE[CATEGORY])} | {name: gettext(name) for name in CATEGORIES}
    return [{"id": name, "name": words.get(name, name), "colour": colour(name), "total": totals.get(name, 0)} for name in named]


def bin_edges(window: Window, most: int) -> list[int]:
    """Edges, in seconds, of at most `most` columns of whole calendar units; the window cuts the first and the last."""
    return edges(window.first, window.end, most)


# --- round it ------------------------------------------------------------------------------------------------------


def _overview(look: Look, everything: Filter, whole: Window, width: int) -> list[list[int]]:
    """Columns of everything: [start, end, count, how many of them certainly], empty ones left out."""
    edges = bin_edges(whole, width // 5)
    counts = look.density(everything, edges, NO_LANES)
    sums = [[sum(side) for side in zip(*column, strict=True)] for column in zip(*counts.values(), strict=True)]
    columns = zip(pairwise(edges), sums, strict=False)
    return [[start * 1000, end * 1000, sure + pale, sure] for (start, end), (sure, pale) in columns if sure + pale]


def _nothing(look: Look, view: View, everything: Filter, window: Window) -> dict[str, Any]:
    """What an empty window says: how many possibly lie in it, and which event comes next, else which is the first of all."""
    round_it = look.around(everything, window.first, window.end)
    possible = round_it.dated - round_it.earlier - round_it.later if view.certainly else 0
    after = replace(everything, earliest=window.bounds[1], undated=False)
    first = look.first(after, CATEGORY) or look.first(replace(everything, undated=False), CATEGORY)
    return {"certainly": view.certainly, "possible": possible, "next": item_of(first) if first else None}
