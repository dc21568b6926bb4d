"""The picture standing still: drawn by the server, for paper and for readers without scripts.

GET /t/<slug>/picture.svg?dark=1&axis=rtl     and every argument that narrows the page itself
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, render_template, request

from timeline.chart import Chart, Entry, Era, Lane, chart
from timeline.marks import Mark
from timeline.store import Store
from timeline.web import site
from timeline.web.picture import picture
from timeline.web.view import View, read_view
from timeline.wording import direction

blueprint = Blueprint("still", __name__)
WIDTH, MOST = 880, 600.0
# paper, ink and the colours of the categories, as the style sheet has them: nothing outside reaches into an image
THEMES = {
    "light": ("#fff", "#15181b", ("#15181b", "#1d3f8f", "#b0361c", "#0f8f7c", "#6b2d4a", "#a67c12", "#7a62cc")),
    "dark": ("#16191c", "#eceef0", ("#eceef0", "#58a9ee", "#eb8a70", "#8fd3c8", "#b8587f", "#ebbd52", "#7570cc")),
}


@blueprint.get("/t/<slug:slug>/picture.svg")
def show(slug: str) -> Response:
    store, view = site.store(), read_view(request.args, site.hemisphere())
    store.timeline(slug)
    theme = "dark" if request.args.get("dark") == "1" else "light"
    drawn = still(store, slug, view, WIDTH, MOST)
    return Response(render_template("still.html", chart=drawn, theme=THEMES[theme]), mimetype="image/svg+xml")


def still(store: Store, slug: str, view: View, width: int, most: float) -> Chart | None:
    """None when nothing has a date, or nothing of it lies in the range."""
    told = picture(store, slug, view.with_(event=""), {"width": str(width), "lanes": view.lanes})
    if not told["edges"] or not told["total"]:
        return None
    edges = told["edges"]
    lanes = [_lane(each, told["items"], edges, told["bins"].get(each["id"], [])) for each in told["lanes"]]
    eras = [Era(each["name"], each["words"], each["colour"], each["start"], each["end"]) for each in told["eras"]]
    made = chart(lanes, edges, width, most, eras)
    return made.turned() if _runs_back() else made


def _runs_back() -> bool:
    """Whether time runs from right to left: as the page reads, unless the address says otherwise."""
    said = request.args.get("axis")
    return (said if said in ("ltr", "rtl") else direction()) == "rtl"


def _lane(lane: Mapping[str, Any], items: list[dict[str, Any]], edges: list[int], bins: list[list[int]]) -> Lane:
    entries = [Entry(_label(each), mark_of_numbers(each["mark"])) for each in items if each["lane"] == lane["id"] and each["mark"]]
    counted = {start: (certain, possible) for start, _, certain, possible in bins}
    return Lane(lane["name"], lane["colour"], lane["total"], entries, [counted.get(edge, (0, 0)) for edge in edges[:-1]])


def _label(item: Mapping[str, Any]) -> str:
    return item["title"] if item["status"] == "accepted" else f"{item['title']} ?"


def mark_of_numbers(told: Mapping[str, Any]) -> Mark:
    """A mark from what it tells the picture's script."""
    claims = tuple(mark_of_numbers(each) for each in told.get("claims", ()))
    core = None if told["core"] is None else (told["core"][0], told["core"][1])
    return Mark(told["kind"], told["start"], told["end"], core, told["assumed"], claims)
