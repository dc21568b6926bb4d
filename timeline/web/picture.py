"""What the picture draws: the events of a window as items, or as columns of counts when there are too many to draw.

    GET /t/<slug>/items.json?from=MS&to=MS&width=PX&overview=1&lanes=actor&colour=actor&part=items
                             and every argument that narrows the page itself

Lanes are by category, actor, place, source, tag, precision, confidence or none. With `part=items` nothing is counted: where more lies
in the window than can be drawn, `counted` is false, and the same question without it brings the columns. An answer holds until the
timeline changes, and its ETag with it.

Each event that meets the window is told once: as an item, or in the column of its earliest day. Times are epoch milliseconds,
wall clock taken as UTC. Without `from` and `to` the window is the range asked for in `dates`, else everything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

from flask import Blueprint, Response, jsonify, request

from timeline import __version__
from timeline.bins import edges
from timeline.dates import EventDate
from timeline.drawing import Shape, large, large_height, small
from timeline.errors import NotFound
from timeline.events import CATEGORIES, Event
from timeline.granules import DAY_SECONDS
from timeline.marks import DAY, Mark, category_class, event_mark, mark_of
from timeline.notation import bound_seconds, instant_text
from timeline.store import EVERY_FACET, OTHER_LANE, FacetCounts, Filter, Store, StoredEvent
from timeline.web import site
from timeline.web.backdrop import eras_between
from timeline.web.colouring import Colouring
from timeline.web.finding import NONE
from timeline.web.view import CATEGORY, LANES, NO_LANES, UNCATEGORISED, View, read_view
from timeline.wording import gettext, language, noted
from timeline.words import date_short, date_words

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
        response = jsonify({each.facet: _facet(each) for each in found})
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Accept-Language")
    return response


def _facet(counts: FacetCounts) -> dict[str, Any]:
    values = [{"value": value or UNCATEGORISED, "label": label, "count": count} for value, label, count in counts.rows]
    return {"values": values, "more": counts.more, "exact": counts.exact}


def picture(store: Store, slug: str, view: View, asked: Mapping[str, str]) -> dict[str, Any]:
    everything = replace(view.filter(), earliest=None, latest=None, certainly=False)
    extent = store.extent(slug, everything)
    if extent is None:
        return _undrawable(store, slug, view, everything)
    whole = _padded(Window(_clamped(extent[0]), _clamped(extent[1])))
    window = _asked(asked) or _of_view(view, whole) or whole
    narrowed = _within(everything, window) if view.certainly else everything
    chosen = _chosen(store, slug, view)
    colouring = Colouring(store, slug, asked.get("colour", CATEGORY))
    told = _contents(store, slug, narrowed, window, chosen, asked, colouring)
    if told["counted"]:
        told |= asdict(store.around(slug, everything, window.first, window.end))
    told |= {"eras": eras_between(store, slug, window.ms), "colours": colouring.legend()}
    told |= {"window": window.ms, "extent": whole.ms, "selected": chosen and item_of(chosen, colouring=colouring)}
    if not told["total"] and not told["items"]:
        told["nothing"] = _nothing(store, slug, view, everything, window)
    if asked.get("overview"):
        told["overview"] = _overview(store, slug, everything, whole, _width(asked))
    return told


def _undrawable(store: Store, slug: str, view: View, everything: Filter) -> dict[str, Any]:
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
    return nothing | {"undated": store.count(slug, everything), "narrowed": replace(view, range=None).narrowed}


def _within(given: Filter, window: Window) -> Filter:
    earliest, latest = window.bounds
    return replace(given, earliest=earliest, latest=latest, certainly=True)


def _chosen(store: Store, slug: str, view: View) -> StoredEvent | None:
    """The event whose detail is open, in the window or not, so that the picture can go to it."""
    try:
        return store.event(slug, view.event) if view.event else None
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


def _contents(
    store: Store,
    slug: str,
    narrowed: Filter,
    window: Window,
    chosen: StoredEvent | None,
    asked: Mapping[str, str],
    colouring: Colouring,
) -> dict[str, Any]:
    """What was chosen is drawn, however unimportant, and whatever the filter says."""
    by = asked.get("lanes", CATEGORY)
    by = by if by in LANES else CATEGORY
    if asked.get("part") == "items":
        rows = store.important(slug, narrowed, window.first, window.end, DRAWN + 1)
        if len(rows) > DRAWN:
            return _uncounted(store, slug, narrowed, rows[:IMPORTANT], by, colouring)
    limits = bin_edges(window, _width(asked) // BIN_WIDTH)
    counts = store.density(slug, narrowed, limits, by)
    total = sum(certain + possible for bins in counts.values() for certain, possible in bins)
    rows = store.important(slug, narrowed, window.first, window.end, DRAWN if total <= DRAWN else IMPORTANT)
    more = [chosen] if chosen and _is_missing(chosen, rows, window) else []
    counted = [row for row in more if total > DRAWN and store.neighbours(slug, row.event.id, narrowed)[2]]
    lane_of = _lanes_of(store, slug, narrowed, [*more, *rows], by)
    bins = _left_over(counts, limits, [*rows, *counted], lane_of) if total > DRAWN else {}
    items = [item_of(row, lane_of, colouring) for row in [*more, *rows]]
    return {
        "lanes": _lanes(counts, lane_of, _names(store, slug, narrowed, by)),
        "items": items,
        "edges": [edge * 1000 for edge in limits],
        "bins": bins,
        "total": total,
        "counted": True,
    }


def _uncounted(store: Store, slug: str, narrowed: Filter, rows: list[StoredEvent], by: str, colouring: Colouring) -> dict[str, Any]:
    lane_of = _lanes_of(store, slug, narrowed, rows, by)
    lanes = _lanes({}, lane_of, _names(store, slug, narrowed, by))
    items = [item_of(row, lane_of, colouring) for row in rows]
    return {"lanes": lanes, "items": items, "edges": [], "bins": {}, "total": None, "counted": False}


def _lanes_of(store: Store, slug: str, given: Filter, rows: list[StoredEvent], by: str) -> dict[str, str]:
    """The lane of each event by its id."""
    if by == CATEGORY:
        return {row.event.id: row.event.category for row in rows}
    ids = [row.event.id for row in rows]
    return dict.fromkeys(ids, "") if by == NO_LANES else store.lanes_of(slug, given, ids, by)


def _names(store: Store, slug: str, given: Filter, by: str) -> dict[str, str]:
    """Lanes in order with what to call them; empty for categories, which have an order of their own."""
    if by == CATEGORY:
        return {}
    named = {} if by == NO_LANES else dict(store.lanes(slug, given, by))
    rest = {"": gettext(ALL if by == NO_LANES else NONE[by]), OTHER_LANE: gettext(OTHERS)}
    return {name: label for name, label in named.items() if name} | rest


def _is_missing(chosen: StoredEvent, rows: list[StoredEvent], window: Window) -> bool:
    mark = event_mark(chosen.event)
    if chosen.binned or mark is None or any(row.event.id == chosen.event.id for row in rows):
        return False
    first, end = window.ms
    return (mark.start is None or mark.start < end) and (mark.end is None or mark.end > first)


def _lanes(counts: Mapping[str, list[tuple[int, int]]], lane_of: Mapping[str, str], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """In the fixed order of the categories, then others by name, then those without one; other lanes from the largest down."""
    seen = dict.fromkeys([*counts, *lane_of.values()])
    order = {name: place for place, name in enumerate(names or CATEGORIES)}
    named = sorted(seen, key=lambda name: (order.get(name, len(order) + (not name)), name))
    totals = {name: sum(certain + possible for certain, possible in bins) for name, bins in counts.items()}
    colour = category_class if not names else lambda _: category_class("")
    words = names or {"": gettext(NONE[CATEGORY])} | {name: gettext(name) for name in CATEGORIES}
    return [{"id": name, "name": words.get(name, name), "colour": colour(name), "total": totals.get(name, 0)} for name in named]


def item_of(row: StoredEvent, lane_of: Mapping[str, str] | None = None, colouring: Colouring | None = None) -> dict[str, Any]:
    event, mark = row.event, event_mark(row.event)
    return {
        "id": event.id,
        "lane": (lane_of or {}).get(event.id, event.category),
        "category": event.category,
        "colour": colouring.of(event) if colouring else category_class(event.category),
        "title": event.title,
        "words": date_short(event.date),
        "reading": date_words(event.date),
        "mark": None if mark is None else mark.numbers(),
        "status": event.status,
        "star": event.star,
        "asks": event.needs_answer,
        "version": row.version,
    }


def _left_over(
    counts: Mapping[str, list[tuple[int, int]]], edges: list[int], rows: list[StoredEvent], lane_of: Mapping[str, str]
) -> dict[str, list[list[int]]]:
    """Columns of the events that are not drawn as items: [start, end, certain, possible], empty ones left out."""
    left = {name: [list(pair) for pair in bins] for name, bins in counts.items()}
    for row in rows:
        _take_out(left.get(lane_of[row.event.id], []), edges, row.event)
    ends = [edge * 1000 for edge in edges]
    return {
        name: [[ends[at], ends[at + 1], *pair] for at, pair in enumerate(bins) if any(pair)]
        for name, bins in left.items()
        if any(map(any, bins))
    }


def _take_out(bins: list[list[int]], edges: list[int], event: Event) -> None:
    """From the column in which the store counted it: that of its earliest day, or the first."""
    if event.date is None or not bins:
        return
    start = edges[0] if event.date.earliest is None else max(edges[0], bound_seconds(event.date.earliest))
    at = min(len(bins) - 1, bisect_right(edges, start) - 1)
    kind = 0 if _certainly_in(event.date, edges[at], edges[at + 1]) else 1
    kind = kind if bins[at][kind] else 1 - kind
    bins[at][kind] = max(0, bins[at][kind] - 1)


def _certainly_in(date: EventDate, first: int, end: int) -> bool:
    """Its outer bounds lie inside, or its core meets it."""
    inside = date.earliest is not None and date.latest is not None
    inside = inside and bound_seconds(date.earliest or "") >= first and bound_seconds(date.latest or "", end=True) <= end
    core = date.core_from is not None and date.core_to is not None
    return inside or (core and bound_seconds(date.core_from or "") < end and bound_seconds(date.core_to or "", end=True) > first)


def bin_edges(window: Window, most: int) -> list[int]:
    """Edges, in seconds, of at most `most` columns of whole calendar units; the window cuts the first and the last."""
    return edges(window.first, window.end, most)


# --- round it ------------------------------------------------------------------------------------------------------


def _overview(store: Store, slug: str, everything: Filter, whole: Window, width: int) -> list[list[int]]:
    """Columns of everything: [start, end, count, how many of them certainly], empty ones left out."""
    edges = bin_edges(whole, width // 5)
    counts = store.density(slug, everything, edges, NO_LANES)
    sums = [[sum(side) for side in zip(*column, strict=True)] for column in zip(*counts.values(), strict=True)]
    columns = zip(pairwise(edges), sums, strict=False)
    return [[start * 1000, end * 1000, sure + pale, sure] for (start, end), (sure, pale) in columns if sure + pale]


def _nothing(store: Store, slug: str, view: View, everything: Filter, window: Window) -> dict[str, Any]:
    """What an empty window says: how many possibly lie in it, and which event comes next, else which is the first of all."""
    round_it = store.around(slug, everything, window.first, window.end)
    possible = round_it.dated - round_it.earlier - round_it.later if view.certainly else 0
    after = replace(everything, earliest=window.bounds[1], undated=False)
    rows = store.events(slug, after, limit=1).rows or store.events(slug, replace(everything, undated=False), limit=1).rows
    return {"certainly": view.certainly, "possible": possible, "next": item_of(rows[0]) if rows else None}


# --- for templates ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Drawing:
    shapes: list[Shape]
    height: int


def mark_small(dated: Event | EventDate | None) -> list[Shape]:
    mark = event_mark(dated) if isinstance(dated, Event) else mark_of(dated) if dated else None
    return small(mark)


def mark_drawing(dated: Event | EventDate | None, width: int = 352) -> Drawing | None:
    mark = event_mark(dated) if isinstance(dated, Event) else mark_of(dated) if dated else None
    return None if mark is None else Drawing(large(mark, width), large_height(mark))


LEGEND = (
    (noted("known day"), Mark("day", 0, DAY, core=(0, DAY))),
    (noted("assumed day"), Mark("day", 0, DAY, core=(0, DAY), assumed=True)),
    (noted("some time within"), Mark("within", 0, 9 * DAY)),
    (noted("the same, its year assumed"), Mark("within", 0, 9 * DAY, assumed=True)),
    (noted("lasted, pale: possibly"), Mark("unsharp", 0, 9 * DAY, core=(3 * DAY, 6 * DAY))),
    (noted("open end"), Mark("unsharp", 0, None, core=(0, 220 * DAY))),
    (noted("about"), Mark("about", 0, 9 * DAY)),
    (noted("disputed"), Mark("disputed", 0, 9 * DAY, claims=(Mark("lasted", 0, 6 * DAY), Mark("lasted", 3 * DAY, 9 * DAY)))),
)

# 45 degrees, one every 5; the nested svg cuts them off at the bar
STRIPES = "".join(f"M{x} 10l12 -12" for x in range(-15, 700, 5))


@blueprint.record_once
def _give_to_templates(state: Any) -> None:
    names: dict[str, Any] = {"picture_legend": [(words, small(mark)) for words, mark in LEGEND]}
    names |= {"mark_small": mark_small, "mark_drawing": mark_drawing, "category_class": category_class, "stripes_path": STRIPES}
    state.app.jinja_env.globals.update(names)
