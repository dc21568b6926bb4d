"""What a timeline page shows: read from its address and written back into it, so that every state can be linked to.

q=  words sought                 dates=  a range in words             match=certainly | possibly (possibly unless said)
category=  (many; `none` = without)      status=  (many; accepted unless said)      undated=1    asks=1
actor=  place=  source=  tag=  precision=  confidence=  (many; `none` = without)
event=  the one whose detail is open     cursor=  the page of the list              show=both | list | filter (phones)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from timeline.dates import EventDate
from timeline.errors import BadInput
from timeline.events import STATUSES, Status
from timeline.store import Filter
from timeline.understanding import normalise

LONGEST_SEARCH = 300
UNCATEGORISED = "none"
SHOWN = ("both", "list", "filter")
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
    event: str = ""
    cursor: str = ""
    show: str = "both"

    @property
    def narrowed(self) -> bool:
        """Whether anything but the status keeps events out."""
        return bool(self.q or self.range or self.undated or self.asks or any(getattr(self, field) for field in CHOICES.values()))

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
        )

    def with_(self, **changes: Any) -> View:
        return replace(self, **changes)

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
            "event": view.event,
            "cursor": view.cursor,
            "show": "" if view.show == "both" else view.show,
        }
        return {name: value for name, value in said.items() if value}


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
        **{field: tuple(dict.fromkeys(_clean(each) for each in given.getlist(name) if each)) for name, field in CHOICES.items()},
        statuses=statuses or ("accepted",),
        undated=given.get("undated") == "1",
        asks=given.get("asks") == "1",
        event=given.get("event", ""),
        cursor=given.get("cursor", ""),
        show=show if show in SHOWN else "both",
    )


def _clean(value: str) -> str:
    return value.replace("\0", "")


def _values(chosen: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("" if each == UNCATEGORISED else each for each in chosen)


def _read_range(dates: str, hemisphere: str) -> tuple[EventDate | None, str]:
    if not dates:
        return None, ""
    try:
        return normalise(dates, hemisphere=hemisphere), ""
    except BadInput as wrong:
        return None, wrong.sentence
