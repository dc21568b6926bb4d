"""What is held of an event while a search lasts, as one value: read so, a search takes a third of the time that it took by columns.

Values sort by earliest, then by id, but what is before 1970 behind what is after it.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from struct import Struct

from timeline.store.tables import OPEN

NUMBERS = ("earliest", "ids", "latest", "core_from", "core_to", "importance", "category")
FORM = Struct(f">{len(NUMBERS)}q")
STEP = 5000
Numbers = dict[str, "array[int]"]


def packed(earliest: int, event_id: int, latest: int, core_from: int | None, core_to: int | None, importance: int, category: int) -> bytes:
    """`category` is the number of its value. A core that is not there meets nothing."""
    core = (OPEN if core_from is None else core_from, -OPEN if core_to is None else core_to)
    return FORM.pack(earliest, event_id, latest, *core, importance, category)


def unpacked(values: Sequence[bytes]) -> Numbers:
    """Each number by its name, in the order of the list; from values in the order in which they sort."""
    found = {name: array("q") for name in NUMBERS}
    for first in range(0, len(values), STEP):
        numbers = array("q", b"".join(values[first : first + STEP]))
        if sys.byteorder == "little":
            numbers.byteswap()
        for place, name in enumerate(NUMBERS):
            found[name].extend(numbers[place :: len(NUMBERS)])
    since = bisect_left(found["earliest"], True, key=lambda second: second < 0)
    return {name: column[since:] + column[:since] for name, column in found.items()}
