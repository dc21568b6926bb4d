"""Events in time as shapes that need no script, for paper and for readers without scripts.

Lanes one below the other, each with its most important events as marks with labels, and with columns of counts for those that found no
room; below them an axis, behind them the eras. As in a picture that moves, every event is drawn once or counted once, in the column of
its earliest day. Everything is drawn from left to right; `Chart.turned` is for pages on which time runs the other way.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from timeline.drawing import CLAIMS_SHOWN, Scale, Shape, Strip, drawn, ticks
from timeline.marks import Mark

MOST_ROWS = 6
SIZE = 11.5  # of labels; px
LABEL_MOST = 240.0
DISC_ROW, LABEL_LINE, BAR, NEXT_BAR = 18.0, 16.0, 8.0, 8.0
HEAD, PADDING, BAND, AXIS = 17.0, 5.0, 22.0, 22.0
NARROWEST = 8.0
REACH, BESIDE, APART, BLOCKS = 5.0, 6.0, 10.0, 18.0
FAR = 10_000.0  # no farther outside is anything drawn
ERA_ROW, ERA_ROWS, ERA_LEAST, ERA_PADDING = 20.0, 3, 28.0, 6.0
# how wide a character is, in parts of the size of its type
NARROW, USUAL, CAPITAL, WIDE = 0.34, 0.61, 0.72, 1.05
SLENDER = frozenset(" .,:;'’‘!|iIjlt()[]-")


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Lane:
    """Entries from the most important down. `counts` are events beside them, a pair for each column: certainly in it, possibly."""

    name: str
    colour: str
    total: int
    entries: Sequence[Entry] = ()
    counts: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class Era:
    """A named period, with its dates in words; `start` or `end` is None where it is open, `colour` empty where it has none."""

    name: str
    words: str
    colour: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class DrawnEra:
    era: Era
    shapes: list[Shape]


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """Drawn from its own top, in so many rows. `left_out` entries found no room in them; with the others that are only counted there
    are `counted` in columns, at most `highest` in one."""

    lane: Lane
    rows: int
    height: float
    shapes: list[Shape]
    left_out: int
    counted: int
    highest: int


@dataclass(frozen=True, slots=True)
class Chart:
    """`top` is where the lanes begin, below the names of the eras."""

    width: int
    height: float
    top: float
    lanes: list[DrawnLane]
    lines: list[Shape]
    axis: list[Shape]
    eras: list[DrawnEra] = field(default_factory=list)
    backwards: bool = False

    def turned(self) -> Chart:
        """The texts of it where they are when everything else is seen in a mirror, which a template does with one transformation."""
        turn = partial(_turned, width=self.width)
        lanes = [replace(each, shapes=turn(each.shapes)) for each in self.lanes]
        eras = [replace(each, shapes=turn(each.shapes)) for each in self.eras]
        return replace(self, lanes=lanes, axis=turn(self.axis), eras=eras, backwards=True)


def _turned(shapes: Sequence[Shape], width: int) -> list[Shape]:
    return [_turned_text(each, dict(each.cells), width) if each.name == "text" else each for each in shapes]


def _turned_text(shape: Shape, cells: dict[str, str | float], width: int) -> Shape:
    begins = cells.pop("text-anchor", "start") == "end"
    end: dict[str, str | float] = {} if begins else {"text-anchor": "end"}
    return replace(shape, cells=tuple((cells | {"x": width - float(cells["x"])} | end).items()))


def chart(lanes: Sequence[Lane], edges: Sequence[int], width: int, most: float, eras: Sequence[Era] = ()) -> Chart:
    """`edges` bound the columns, and the first and the last of them the window, in milliseconds. Lanes get rows, those first that need
    them most, as long as it is not higher than `most`."""
    place = Scale(edges[0], edges[-1], width)
    rows = _named(eras, place)
    top = ERA_ROW * (1 + max(rows.values(), default=0)) if eras else 0.0
    made = [_lane(each, edges, place, 1) for each in lanes]
    while (fullest := _fullest(made)) is not None:
        more = _lane(lanes[fullest], edges, place, made[fullest].rows + 1)
        if top + sum(each.height for each in made) - made[fullest].height + more.height + AXIS > most:
            break
        made[fullest] = more
    bottom = top + sum(each.height for each in made)
    marks = [(place.x(at), label) for at, label in ticks(place)]
    lines, axis = [_line(x, top, bottom) for x, _ in marks], list(_axis(marks, width, bottom))
    grounds = [DrawnEra(each, list(_era(each, rows.get(at), place, bottom))) for at, each in enumerate(eras)]
    return Chart(width, bottom + AXIS, top, made, lines, axis, grounds)


# --- eras ----------------------------------------------------------------------------------------------------------


def _extent(era: Era, place: Scale) -> tuple[float, float]:
    start = 0.0 if era.start is None else max(0.0, place.x(era.start))
    return start, place.width if era.end is None else min(place.width, place.x(era.end))


def _named(eras: Sequence[Era], place: Scale) -> dict[int, int]:
    """The rows of the names, by the places of their eras: where names would overlap one goes below the other, as far as there are rows."""
    rows: dict[int, int] = {}
    ends: list[float] = []
    for at, era in enumerate(eras):
        start, end = _extent(era, place)
        row = next((row for row, taken in enumerate(ends) if taken <= start + 0.5), len(ends))
        if row < ERA_ROWS and end - start >= ERA_LEAST:
            ends[row:] = [end, *ends[row + 1 :]]
            rows[at] = row
    return rows


def _era(era: Era, row: int | None, place: Scale, bottom: float) -> Iterator[Shape]:
    """A ground through all lanes, with dotted ends, which are seen without colour too, and its name as far as there is room."""
    start, end = _extent(era, place)
    box = (("x", start), ("y", 0.0), ("width", max(1.0, end - start)), ("height", bottom))
    yield Shape("rect", (*box, ("fill", "currentColor"), ("fill-opacity", 0.08 if era.colour else 0.05)))
    known = [x for x, at in ((start, era.start), (end, era.end)) if at is not None and 0 < x < place.width]
    for x in known:
        dots = (("stroke", "currentColor"), ("stroke-opacity", 0.5), ("stroke-dasharray", "1 2"))
        yield Shape("path", (("d", f"M{x:.1f} 0V{bottom:g}"), *dots))
    if row is not None:
        words = shortened(era.name, end - start - 2 * ERA_PADDING)
        yield Shape("text", (("x", start + ERA_PADDING), ("y", row * ERA_ROW + 14)), words)


def _fullest(made: Sequence[DrawnLane]) -> int | None:
    """The lane with most entries that found no room, unless it has as many rows as a lane may have."""
    able = [at for at, each in enumerate(made) if each.left_out and each.rows < MOST_ROWS]
    return max(able, key=lambda at: made[at].left_out / made[at].rows, default=None)


def _line(x: float, top: float, bottom: float) -> Shape:
    return Shape("path", (("d", f"M{x:.1f} {top:g}V{bottom:g}"), ("stroke", "currentColor"), ("stroke-opacity", 0.22)))


def _axis(marks: Sequence[tuple[float, str]], width: int, y: float) -> Iterator[Shape]:
    yield Shape("path", (("d", f"M0 {y:g}H{width}"), ("stroke", "currentColor")))
    for x, label in marks:
        yield Shape("path", (("d", f"M{x:.1f} {y:g}v18"), ("stroke", "currentColor")))
        if x + 4 + text_width(label) < width:
            yield Shape("text", (("x", x + 4), ("y", y + 14)), label)


# --- one lane ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Row:
    """Of discs with labels beside them, or of so many bars below a label."""

    bars: int
    taken: list[tuple[float, float]] = field(default_factory=list)
    placed: list[tuple[Entry, _Spot]] = field(default_factory=list)

    @property
    def height(self) -> float:
        return DISC_ROW if not self.bars else LABEL_LINE + BAR + NEXT_BAR * (self.bars - 1) + 3

    def has_room(self, spot: _Spot) -> bool:
        return self.bars == spot.bars and all(spot.end + APART <= start or end + APART <= spot.start for start, end in self.taken)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an entry lies across: from `start` to `end` with its label, which begins at `label`, or ends there."""

    bars: int
    start: float
    end: float
    label: float
    words: str
    ends: bool = False


def _lane(lane: Lane, edges: Sequence[int], place: Scale, most: int) -> DrawnLane:
    rows: list[_Row] = []
    left_out = 0
    counts = [list(pair) for pair in lane.counts] or [[0, 0] for _ in edges[1:]]
    for entry in lane.entries:
        spot = _spot(entry, place)
        row = next((each for each in rows if each.has_room(spot)), None)
        if row is None and len(rows) < most:
            rows.append(row := _Row(spot.bars))
        if row is None:
            _count(counts, edges, entry.mark)
            left_out += 1
        else:
            row.taken.append((spot.start, spot.end))
            row.placed.append((entry, spot))
    shapes, height = _in_rows(rows, place)
    counted, highest = sum(map(sum, counts)), max(map(sum, counts), default=0)
    if counted:
        height += BAND
        shapes += _columns(counts, edges, place, height, highest)
    return DrawnLane(lane, most, height + PADDING, shapes, left_out, counted, highest)


def _in_rows(rows: Sequence[_Row], place: Scale) -> tuple[list[Shape], float]:
    """Below the head of the lane; and where they end."""
    shapes: list[Shape] = []
    y = HEAD
    for row in rows:
        for entry, spot in row.placed:
            shapes += _entry(entry, spot, place, y)
        y += row.height
    return shapes, y


def _count(counts: list[list[int]], edges: Sequence[int], mark: Mark) -> None:
    start = max(edges[0], mark.box[0] if mark.start is None else mark.start)
    at = min(len(counts) - 1, bisect_right(edges, start) - 1)
    inside = mark.start is not None and mark.end is not None and mark.start >= edges[at] and mark.end <= edges[at + 1]
    certain = inside or (mark.core is not None and mark.core[0] < edges[at + 1] and mark.core[1] > edges[at])
    counts[at][0 if certain else 1] += 1


def _columns(counts: list[list[int]], edges: Sequence[int], place: Scale, bottom: float, highest: int) -> Iterator[Shape]:
    """Certain ones solid, those that may be later pale on top of them."""
    for at, (certain, possible) in enumerate(counts):
        x, wide = place.x(edges[at]), place.x(edges[at + 1]) - place.x(edges[at]) - 1
        whole = max(2.0, (certain + possible) / highest * BAND)
        solid = whole * certain / (certain + possible) if certain + possible else 0.0
        yield from _column(Strip(x, bottom - solid, wide, solid), 0.9)
        yield from _column(Strip(x, bottom - whole, wide, whole - solid), 0.35) if possible else ()


def _column(strip: Strip, opacity: float) -> Iterator[Shape]:
    if strip.height > 0:
        box = (("x", strip.x), ("y", strip.y), ("width", max(1.0, strip.width)), ("height", strip.height))
        yield Shape("rect", (*box, ("fill", "currentColor"), ("fill-opacity", opacity)))


# --- one entry -----------------------------------------------------------------------------------------------------


def _spot(entry: Entry, place: Scale) -> _Spot:
    bars = _bars(entry.mark, place)
    first, last = _reach(entry.mark, place, bars)
    words = shortened(entry.title)
    wide = text_width(words) + (BLOCKS if entry.mark.claims else 0.0)
    label = max(first, 0.0) + (BESIDE if first < 0 else 0.0) if bars else last + BESIDE
    if label + wide <= place.width:
        return _Spot(bars, min(first, label), max(last, label + wide), label, words)
    label = min(last, place.width) if bars else first - BESIDE
    return _Spot(bars, min(first, label - wide), max(last, label), label, words, ends=True)


def _bars(mark: Mark, place: Scale) -> int:
    """How many bars it takes; none where discs tell it. Only what is solid may become a disc."""
    if mark.claims:
        return 0 if all(each.kind == "day" for each in mark.claims) else len(mark.claims[:CLAIMS_SHOWN])
    return 0 if mark.kind == "day" or _is_short(mark, place) else 1


def _is_short(mark: Mark, place: Scale) -> bool:
    if mark.kind != "lasted" or mark.start is None or mark.end is None:
        return False
    return place.x(mark.end) - place.x(mark.start) < NARROWEST


def _reach(mark: Mark, place: Scale, bars: int) -> tuple[float, float]:
    strips = [_strip(each, place, 0, BAR) for each in mark.claims[:CLAIMS_SHOWN] or (mark,)]
    if bars:
        return min(each.x for each in strips), max(each.x + each.width for each in strips)
    middles = [each.x + each.width / 2 for each in strips]
    return min(middles) - REACH, max(middles) + REACH


def _strip(mark: Mark, place: Scale, y: float, height: float) -> Strip:
    """An open side reaches the edge; what the window cuts goes on outside it."""
    start = 1.0 if mark.start is None else _near(place.x(mark.start), mark, place)
    end = place.width - 1 if mark.end is None else _near(place.x(mark.end), mark, place)
    wide = end - start if mark.kind == "day" else max(end - start, NARROWEST)
    return Strip(start, y, wide, height, place.solid(mark, start, wide))


def _near(x: float, mark: Mark, place: Scale) -> float:
    far = FAR if mark.kind == "unsharp" else APART
    return min(max(x, -far), place.width + far)


def _entry(entry: Entry, spot: _Spot, place: Scale, y: float) -> Iterator[Shape]:
    mark, label = entry.mark, spot.label
    if mark.claims:
        yield from _blocks(label - text_width(spot.words) - BLOCKS if spot.ends else label, y + 3)
        label += 0.0 if spot.ends else BLOCKS
    end = (("text-anchor", "end"),) if spot.ends else ()
    yield Shape("text", (("x", label), ("y", y + 12), *end), spot.words)
    if spot.bars:
        for row, each in enumerate(mark.claims[:CLAIMS_SHOWN] or (mark,)):
            yield from drawn(each, _strip(each, place, y + LABEL_LINE + row * NEXT_BAR, BAR - 2 * bool(mark.claims)))
    else:
        yield from _discs(mark, place, y + 8)


def _discs(mark: Mark, place: Scale, y: float) -> Iterator[Shape]:
    middles: list[float] = []
    for each in mark.claims[:CLAIMS_SHOWN] or (mark,):
        strip = _strip(each, place, y - REACH, 2 * REACH)
        middles.append(strip.x + strip.width / 2)
        yield from drawn(replace(each, kind="day"), strip)
    if len(middles) > 1:
        dots = f"M{min(middles):.1f} {y:g}H{max(middles):.1f}"
        yield Shape("path", (("d", dots), ("stroke", "currentColor"), ("stroke-dasharray", "1 1.5")))


def _blocks(x: float, y: float) -> Iterator[Shape]:
    """Two staggered blocks: accounts differ."""
    for box in (Strip(x, y, 9, 4), Strip(x + 5, y + 6, 9, 4)):
        yield from _column(box, 1.0)


# --- words ---------------------------------------------------------------------------------------------------------


def text_width(words: str, size: float = SIZE) -> float:
    """About how wide, rather too much, in any usual sans: nothing here can measure it."""
    return sum(map(_character_width, words)) * size


def _character_width(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return WIDE
    return NARROW if character in SLENDER else CAPITAL if character.isupper() else USUAL


def shortened(words: str, most: float = LABEL_MOST) -> str:
    """Whole words as far as they go; of one that is too long alone, what goes."""
    if text_width(words) <= most:
        return words
    kept = ""
    for word in words.split():
        if text_width(f"{kept} {word} …") > most:
            break
        kept = f"{kept} {word}".strip()
    return f"{kept} …" if kept else f"{words[: int(most / SIZE / WIDE)]}…"
