"""What a timeline page shows: read from its address and written back into it, so that every state can be linked to.

q=  words sought                 dates=  a range in words             match=certainly | possibly (possibly unless said)
category=  (many; `none` = without)      status=  (many; accepted unless said)      undated=1    asks=1    star=1
actor=  place=  source=  tag=  precision=  confidence=  (many; `none` = without); document= is another word for source=
event=  the one whose detail is open     cursor=  the page of the list (`first`, `last`) show=both | list | filter
lanes=  colour=  a facet; lanes also none        from=  to=  the window of the picture, epoch milliseconds
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from timeline.dates import EventDate
from timeline.errors import BadInput, NeedsAnchor
from timeline.events import STATUSES, Status
from timeline.store import Filter
from timeline.understanding import normalise
from timeline.wording import gettext

LONGEST_SEARCH = 300
UNCATEGORISED = "none"
SHOWN = ("both", "list", "filter")
CATEGORY, STATUS, NO_LANES = "category", "status", "none"
FURTHEST = 8_640_000_000_000_000  # ms from 1970 that browsers can hold
# an argument of the address: the field of a View, and of a Filter, that it fills
CHOICES = {
    "category": "categories",
    "actor": "actors",
    "place": "places",
    "source": "sources",
    "tag": "tags",
    "precision": "precisions",
    "confidence": "confidences",
}
COLOURS = (*CHOICES, STATUS)
LANES = (*COLOURS, NO_LANES)


@dataclass(frozen=True, slots=True)
class View:
    """`range` is how `dates` was read; `wrong` the sentence why it could not be."""

    q: str = ""
    dates: str = ""
    range: EventDate | None = None
    wrong: str = ""
    certainly: bool = False
    categories: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ("accepted",)
    undated: bool = False
    asks: bool = False
    star: bool = False
    lanes: str = CATEGORY
    colour: str = CATEGORY
    window: tuple[int, int] | None = None
    event: str = ""
    cursor: str = ""
    show: str = "both"

    @property
    def narrowed(self) -> bool:
        """Whether anything but the status keeps events out."""
        marked = self.undated or self.asks or self.star
        return bool(self.q or self.range or marked or any(getattr(self, field) for field in CHOICES.values()))

    def everything(self) -> View:
        """The same picture of all that is accepted."""
        return View(lanes=self.lanes, colour=self.colour, event=self.event, show=self.show)

    def filter(self) -> Filter:
        chosen: dict[str, Any] = {field: _values(getattr(self, field)) for field in CHOICES.values()}
        return Filter(
            q=self.q,
            earliest=self.range.earliest if self.range else None,
            latest=self.range.latest if self.range else None,
            certainly=self.certainly,
            **chosen,
            statuses=self.statuses,
            undated=True if self.undated else None,
            asks=True if self.asks else None,
            star=True if self.star else None,
        )

    def with_(self, **changes: Any) -> View:
        return replace(self, **changes)

    def without(self, name: str, value: str) -> View:
        """Not narrowed by this value of this argument any more, from the first page on."""
        left = tuple(each for each in getattr(self, CHOICES[name]) if each != value)
        return self.with_(**{CHOICES[name]: left}, cursor="")

    def arguments(self, **changes: Any) -> dict[str, Any]:
        """What to give to url_for so that the address says this view; what is as usual is left out."""
        view = replace(self, **changes)
        said = {
            "q": view.q,
            "dates": view.dates,
            "match": "certainly" if view.certainly else "",
            **{name: list(getattr(view, field)) for name, field in CHOICES.items()},
            "status": [] if view.statuses == ("accepted",) else list(view.statuses),
            "undated": "1" if view.undated else "",
            "asks": "1" if view.asks else "",
            "star": "1" if view.star else "",
            "lanes": "" if view.lanes == CATEGORY else view.lanes,
            "colour": "" if view.colour == CATEGORY else view.colour,
            **dict(zip(("from", "to"), view.window or (), strict=False)),
            "event": view.event,
            "cursor": view.cursor,
            "show": "" if view.show == "both" else view.show,
        }
        return {name: value for name, value in said.items() if value or value == 0}

    def pairs(self, **changes: Any) -> list[tuple[str, str]]:
        """The same, name by name, as a form would send it."""
        said = self.arguments(**changes).items()
        return [(name, str(each)) for name, value in said for each in (value if isinstance(value, list) else [value])]


def read_view(given: MultiDict[str, str], hemisphere: str = "north") -> View:
    """Never fails: what cannot be read in an address is told in `wrong` or left at what is usual."""
    dates = given.get("dates", "").strip()[:LONGEST_SEARCH]
    found, wrong = _read_range(dates, hemisphere)
    statuses = tuple(each for each in STATUSES if each in given.getlist("status"))
    show = given.get("show", "both")
    return View(
        q=given.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH],
        dates=dates,
        range=found,
        wrong=wrong,
        certainly=given.get("match") == "certainly",
        **{field: _chosen(given, name) for name, field in CHOICES.items()},
        statuses=statuses or ("accepted",),
        undated=given.get("undated") == "1",
        asks=given.get("asks") == "1",
        star=given.get("star") == "1",
        lanes=_one_of(LANES, given.get("lanes", "")),
        colour=_one_of(COLOURS, given.get("colour", "")),
        window=_window(given),
        event=given.get("event", ""),
        cursor=given.get("cursor", ""),
        show=show if show in SHOWN else "both",
    )


def _chosen(given: MultiDict[str, str], name: str) -> tuple[str, ...]:
    values = given.getlist(name) + (given.getlist("document") if name == "source" else [])
    return tuple(dict.fromkeys(each.replace("\0", "") for each in values if each))


def _one_of(names: tuple[str, ...], given: str) -> str:
    return given if given in names else CATEGORY


def _window(given: MultiDict[str, str]) -> tuple[int, int] | None:
    try:
        first, end = (int(float(given[name])) for name in ("from", "to"))
    except (KeyError, ValueError, OverflowError):
        return None
    return (first, end) if -FURTHEST <= first < end <= FURTHEST else None


def _values(chosen: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("" if each == UNCATEGORISED else each for each in chosen)


def _read_range(dates: str, hemisphere: str) -> tuple[EventDate | None, str]:
    if not dates:
        return None, ""
    try:
        return normalise(dates, hemisphere=hemisphere), ""
    except NeedsAnchor:
        return None, gettext("“%(words)s”, counted from when? Write the year itself, such as 2023.", words=dates)
    except BadInput as wrong:
        return None, wrong.sentence
