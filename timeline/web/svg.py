"""How dates are drawn, as elements for templates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from timeline.dates import EventDate
from timeline.drawing import Shape, large, large_height, small
from timeline.events import Event
from timeline.marks import DAY, Mark, category_class, event_mark, mark_of
from timeline.wording import noted

REMEMBERED = 2048  # shapes: most small marks are alike
# 45 degrees, one every 5; the nested svg cuts them off at the bar
STRIPES = "".join(f"M{x} 10l12 -12" for x in range(-15, 700, 5))


@dataclass(frozen=True, slots=True)
class Drawing:
    shapes: list[Shape]
    height: int


def mark_small(dated: Event | EventDate | None) -> list[Shape]:
    return small(_mark(dated))


def mark_drawing(dated: Event | EventDate | None, width: int = 352) -> Drawing | None:
    mark = _mark(dated)
    return None if mark is None else Drawing(large(mark, width), large_height(mark))


def _mark(dated: Event | EventDate | None) -> Mark | None:
    return event_mark(dated) if isinstance(dated, Event) else mark_of(dated) if dated else None


def shapes(drawn: list[Shape]) -> Markup:
    """What stands inside an svg."""
    return Markup("").join(map(_element, drawn))


@lru_cache(REMEMBERED)
def _element(shape: Shape) -> Markup:
    attributes = Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in shape.attributes)
    if shape.name == "stripes":
        return Markup('<svg{}><path d="{}" stroke="currentColor" stroke-width="2"/></svg>').format(attributes, STRIPES)
    if shape.name == "text":
        return Markup("<text{}>{}</text>").format(attributes, shape.text)
    return Markup("<{}{}/>").format(shape.name, attributes)


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


def install(environment: Environment) -> None:
    names: dict[str, Any] = {"picture_legend": [(words, small(mark)) for words, mark in LEGEND]}
    names |= {"mark_small": mark_small, "mark_drawing": mark_drawing, "category_class": category_class, "shapes": shapes}
    environment.globals.update(names)
