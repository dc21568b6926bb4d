"""Marks as shapes for an SVG: small for lists, large with an axis of its own for detail and form.

Numbers and keywords only, so that a template can write them as presentation attributes: the pages forbid inline style. Nothing has
an id, since a page holds many marks; so fades are slices and not gradients.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from timeline.granules import civil, day_number
from timeline.marks import DAY, Mark
from timeline.words import month_name, year_words

CLAIMS_SHOWN = 3
SLICE = 1.0
FADE = (0.58, 0.12)
RUN_OUT = 64.0
PALE, STRIPED = 0.2, 0.16


@dataclass(frozen=True, slots=True)
class Shape:
    """`name` is an SVG element or `stripes`; `cells` its presentation attributes, numbers and keywords only."""

    name: Literal["rect", "circle", "path", "stripes", "text"]
    cells: tuple[tuple[str, str | float], ...]
    text: str = ""

    @property
    def attributes(self) -> list[tuple[str, str]]:
        return [(name, _cell(value)) for name, value in self.cells]


def _cell(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(value, 2):g}"


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a mark goes in a drawing: from x to x + width, y to y + height. `solid` is from where to where it is certain, where that is
    not told by its own box."""

    x: float
    y: float
    width: float
    height: float
    solid: tuple[float, float] | None = None

    def certain(self, mark: Mark) -> tuple[float, float]:
        return self.solid or (self.x + mark.a * self.width, self.x + mark.b * self.width)


def small(mark: Mark | None) -> list[Shape]:
    """The mark on 28 x 12, for lists: its own box fills the width, so it shows the kind, not the length."""
    if mark is None:
        return [_dash(Strip(10, 6, 8, 0))]
    if mark.kind == "disputed":
        return list(_claims(mark, 28))
    return list(drawn(mark, Strip(0.5, 2.5, 27, 7)))


def large(mark: Mark, width: int = 352) -> list[Shape]:
    """The mark on its own axis, `width` x `large_height`: bars to scale, a few years, months or days below."""
    first, last = _window(mark)
    place = Scale(first, last, width)
    strips = [(each, 4.0 + 10 * row) for row, each in enumerate(_shown(mark))]
    bars = [shape for each, y in strips for shape in drawn(each, place.strip(each, y, 8))]
    without_place = mark.start is None and mark.end is None
    return bars if without_place else [*bars, *_axis(place, 4.0 + 10 * len(strips))]


def large_height(mark: Mark) -> int:
    return 10 * len(_shown(mark)) + 24


def _shown(mark: Mark) -> tuple[Mark, ...]:
    return mark.claims[:CLAIMS_SHOWN] if mark.claims else (mark,)


def _dash(strip: Strip) -> Shape:
    cells = (("d", f"M{strip.x} {strip.y}h{strip.width}"), ("stroke", "currentColor"), ("stroke-width", 1.5))
    return Shape("path", cells)


def _claims(mark: Mark, width: float) -> Iterator[Shape]:
    shown = _shown(mark)
    if all(claim.kind == "day" for claim in shown):
        yield from _days(shown, width)
        return
    for claim, strip in _strips(mark, width):
        yield from drawn(claim, strip)


def _days(shown: tuple[Mark, ...], width: float) -> Iterator[Shape]:
    """Discs side by side, smaller where they would touch, joined by a dotted line."""
    reach = 5.0 if len(shown) < CLAIMS_SHOWN else 4.0
    step = (width - 2 * reach) / max(1, len(shown) - 1)
    for row, claim in enumerate(shown):
        yield _disc(claim, Strip(row * step, 1, 2 * reach, 10), reach)
        if row:
            dots = f"M{(row - 1) * step + 2 * reach + 1:g} 6H{row * step - 0.5:g}"
            yield Shape("path", (("d", dots), ("stroke", "currentColor"), ("stroke-dasharray", "1 1.5")))


def _strips(mark: Mark, width: float) -> Iterator[tuple[Mark, Strip]]:
    """Up to three claims, staggered as far as their bounds differ; too thin for dashes."""
    shown = _shown(mark)
    height = 12 / len(shown) - 1
    place = Scale(*_window(mark, margin=0), width)
    for row, claim in enumerate(shown):
        if claim.kind == "day":
            step = (width - 10) / max(1, len(shown) - 1)
            yield claim, Strip(row * step, 1, 10, 10)
        else:
            yield replace(claim, assumed=False), place.strip(claim, 0.5 + row * (height + 1), height - 0.5)


def drawn(mark: Mark, strip: Strip) -> Iterator[Shape]:
    if mark.kind == "day":
        yield _disc(mark, strip)
    elif mark.kind == "about":
        yield _bar(strip, STRIPED)
        yield Shape("stripes", (("x", strip.x), ("y", strip.y), ("width", strip.width), ("height", strip.height)))
    elif mark.kind == "lasted":
        yield _bar(strip, 1.0)
    else:
        yield from _pale_and_solid(mark, strip)


def _disc(mark: Mark, strip: Strip, reach: float = 5.0) -> Shape:
    centre = (("cx", strip.x + strip.width / 2), ("cy", strip.y + strip.height / 2))
    if mark.assumed:
        return Shape("circle", (*centre, ("r", reach - 1), ("fill", "none"), ("stroke", "currentColor"), ("stroke-width", 2.0)))
    return Shape("circle", (*centre, ("r", reach), ("fill", "currentColor")))


def _bar(strip: Strip, opacity: float) -> Shape:
    box = (("x", strip.x), ("y", strip.y), ("width", max(strip.width, 0.0)), ("height", strip.height))
    return Shape("rect", (*box, ("fill", "currentColor"), ("fill-opacity", opacity)))


def _pale_and_solid(mark: Mark, strip: Strip) -> Iterator[Shape]:
    left, right = strip.certain(mark)
    if mark.core is None:
        yield from _pale(strip, strip.x, strip.x + strip.width, mark)
    else:
        right = max(right, min(left + 3, strip.x + strip.width))
        yield from _before(strip, left, mark)
        yield _bar(Strip(left, strip.y, right - left, strip.height), 1.0)
        yield from _after(strip, right, mark)
    yield from _outline(mark, strip)


def _pale(strip: Strip, start: float, end: float, mark: Mark) -> Iterator[Shape]:
    """Flat, but running out towards an open side."""
    gone = _gone(end - start)
    inner_start = start + gone if mark.open_start else start
    inner_end = end - gone if mark.open_end else end
    yield from _fade(strip, start, inner_start, (0.0, PALE))
    yield _bar(Strip(inner_start, strip.y, inner_end - inner_start, strip.height), PALE)
    yield from _fade(strip, inner_end, end, (PALE, 0.0))


def _gone(width: float) -> float:
    """So much of a pale part runs out at an open side."""
    return min(width / 3, RUN_OUT)


def _before(strip: Strip, edge: float, mark: Mark) -> Iterator[Shape]:
    if mark.open_start:
        return _pale(strip, strip.x, edge, replace(mark, end=0))
    return _fade(strip, strip.x, edge, (FADE[1], FADE[0]))


def _after(strip: Strip, edge: float, mark: Mark) -> Iterator[Shape]:
    if mark.open_end:
        return _pale(strip, edge, strip.x + strip.width, replace(mark, start=0))
    return _fade(strip, edge, strip.x + strip.width, FADE)


def _fade(strip: Strip, start: float, end: float, tints: tuple[float, float]) -> Iterator[Shape]:
    """In slices, since a gradient needs an id and a page holds many marks."""
    count = min(48, round((end - start) / SLICE))
    for index in range(count):
        width = (end - start) / count
        tint = tints[0] + (tints[1] - tints[0]) * (index + 0.5) / count
        yield _bar(Strip(start + index * width, strip.y, width, strip.height), tint)


def _outline(mark: Mark, strip: Strip) -> Iterator[Shape]:
    """Open at an open side, with an arrowhead there; dashed where the anchor is assumed, and then round the pale parts only."""
    line: tuple[tuple[str, str | float], ...] = (("fill", "none"), ("stroke", "currentColor"))
    dashed = (("stroke-dasharray", "3 2"),) if mark.assumed else ()
    for path in _pale_outlines(mark, strip) if mark.assumed and mark.core else _whole_outline(mark, strip):
        yield Shape("path", (("d", path), *line, *dashed))
    middle, right = strip.y + strip.height / 2, strip.x + strip.width
    for is_open, tip, back in ((mark.open_start, strip.x, 4), (mark.open_end, right, -4)):
        if is_open:
            arrow = f"M{tip + back:g} {middle - 4:g}L{tip:g} {middle:g}L{tip + back:g} {middle + 4:g}"
            yield Shape("path", (("d", arrow), *line, ("stroke-width", 1.5)))


def _whole_outline(mark: Mark, strip: Strip) -> Iterator[str]:
    left, right, gone = strip.x, strip.x + strip.width, _gone(strip.width)
    top, bottom = strip.y, strip.y + strip.height
    if mark.open_start and not mark.open_end:
        yield _three_sides(left + gone, right, top, bottom)
    elif mark.open_end and not mark.open_start:
        yield _three_sides(right - gone, left, top, bottom)
    elif not mark.open_end:
        yield f"M{left:g} {top:g}H{right:g}V{bottom:g}H{left:g}Z"


def _pale_outlines(mark: Mark, strip: Strip) -> Iterator[str]:
    top, bottom = strip.y, strip.y + strip.height
    left, right = strip.certain(mark)
    if mark.a > 0 and not mark.open_start:
        yield _three_sides(left, strip.x, top, bottom)
    if mark.b < 1 and not mark.open_end:
        yield _three_sides(right, strip.x + strip.width, top, bottom)


def _three_sides(start: float, turn: float, top: float, bottom: float) -> str:
    return f"M{start:g} {top:g}H{turn:g}V{bottom:g}H{start:g}"


# --- a small axis ------------------------------------------------------------------------------------------------

# how many months apart ticks may be, coarsest first
STEPS = (*(10**power * times * 12 for power in range(8, -1, -1) for times in (5, 2, 1)), 6, 3, 1)
LABEL_WIDTH = 56


@dataclass(frozen=True, slots=True)
class Scale:
    first: int
    last: int
    width: float

    def x(self, at: int) -> float:
        return (at - self.first) / (self.last - self.first) * self.width

    def strip(self, mark: Mark, y: float, height: float) -> Strip:
        start = 1.0 if mark.start is None else max(0.5, self.x(mark.start))
        end = self.width - 1 if mark.end is None else min(self.width - 0.5, self.x(mark.end))
        wide = max(end - start, 8.0) if mark.kind != "day" else end - start
        start = min(start, self.width - 0.5 - wide)
        return Strip(start, y, wide, height, self.solid(mark, start, wide))

    def solid(self, mark: Mark, start: float, wide: float) -> tuple[float, float] | None:
        if mark.core is None:
            return None
        left, right = (min(max(self.x(at), start), start + wide) for at in mark.core)
        return left, right


def _window(mark: Mark, margin: float = 0.08) -> tuple[int, int]:
    boxes = [each.box for each in _shown(mark)]
    first, last = min(each[0] for each in boxes), max(each[1] for each in boxes)
    pad = max(round((last - first) * margin), 5 * DAY if margin else 0)
    return first - pad, last + pad


def _axis(place: Scale, y: float) -> Iterator[Shape]:
    yield Shape("path", (("d", f"M0 {y:g}H{place.width:g}"), ("class", "mark-axis")))
    for at, label in ticks(place):
        x = place.x(at)
        yield Shape("path", (("d", f"M{x:.1f} {y:g}v6"), ("class", "mark-axis")))
        if x + len(label) * 7 < place.width:
            yield Shape("text", (("x", x + 3), ("y", y + 15)), label)


def ticks(place: Scale) -> Iterator[tuple[int, str]]:
    room = int(place.width // LABEL_WIDTH)
    months = [each for each in reversed(STEPS) if (place.last - place.first) / (30.4 * DAY * each) <= room]
    if not months or (place.last - place.first) < 75 * DAY:
        return _day_ticks(place, room)
    return _month_ticks(place, months[0])


def _month_ticks(place: Scale, step: int) -> Iterator[tuple[int, str]]:
    year, month, _ = civil(place.first // DAY)
    index = -(-(year * 12 + month - 1) // step) * step
    while (at := day_number(_round_year(index // 12, step), index % 12 + 1, 1) * DAY) < place.last:
        if at >= place.first:
            yield at, year_words(_round_year(index // 12, step)) if index % 12 == 0 else month_name(index % 12 + 1)
        index += step


def _round_year(year: int, step: int) -> int:
    """Year 0 is 1 BC, so that before Christ a round year is one more."""
    return year + 1 if step > 12 and year <= 0 else year


def _day_ticks(place: Scale, room: int) -> Iterator[tuple[int, str]]:
    days = (place.last - place.first) // DAY
    step = next(each for each in (1, 2, 5, 10, 20, 50, 100) if days / each <= room)
    for number in range(-(-place.first // DAY), place.last // DAY + 1, step):
        _, month, day = civil(number)
        yield number * DAY, f"{day} {month_name(month)}"
