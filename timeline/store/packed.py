"""What is held of an event while a search lasts, as one value: read so, a search takes a third of the time that it took by columns.

Values sort by earliest, then by id, but what is before 1970 behind what is after it.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from struct import Struct

from timeline.store.tables import OPEN

NUMBERS = ("earliest", "ids", "latest", "core_from", "core_to", "importance", "category")
FORM = Struct(f">{len(NUMBERS)}q")
Numbers = dict[str, "array[int]"]


def packed(earliest: int, event_id: int, latest: int, core_from: int | None, core_to: int | None, importance: int, category: int) -> bytes:
    """`category` is the number of its value. A core that is not there meets nothing."""
    core = (OPEN if core_from is None else core_from, -OPEN if core_to is None else core_to)
    return FORM.pack(earliest, event_id, latest, *core, importance, category)


def unpacked(values: Iterable[bytes], into: Numbers | None = None) -> Numbers:
    """By name, behind what is there already."""
    numbers = array("q", b"".join(values))
    if sys.byteorder == "little":
        numbers.byteswap()
    found = into or {name: array("q") for name in NUMBERS}
    for place, name in enumerate(NUMBERS):
        found[name].extend(numbers[place :: len(NUMBERS)])
    return found


def in_order(numbers: Numbers) -> Numbers:
    """As the list has them, from values in the order in which they sort."""
    since = bisect_left(numbers["earliest"], True, key=lambda second: second < 0)
    return {name: column[since:] + column[:since] for name, column in numbers.items()}
