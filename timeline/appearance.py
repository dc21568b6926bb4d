"""A text as it looks to a reader: without what nobody sees, such as soft hyphens, and with one form of what looks alike.

Offsets count in the text as given; `Appearance` leads from one to the other.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import accumulate

ALIKE = str.maketrans("‐‑−０１２３４５６７８９", "---0123456789")
INVISIBLE = "".join(map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)))
JOINERS = "\u00ad\u2060"
STRANGE = re.compile(f"[‐‑−０-９{INVISIBLE}]")
HIDDEN = re.compile(rf"(?<=[^\s{INVISIBLE}])[{INVISIBLE}]++(?=\S)")


class Appearance:
    """`text` is what is read. Where something was taken out of it, offsets differ from there on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at: list[int] = []
        self._more: list[int] = []
        if not text.isascii() and STRANGE.search(text):
            self._take_out(text)

    def _take_out(self, text: str) -> None:
        hidden = [found.span() for found in HIDDEN.finditer(text) if _joins(text, *found.span())]
        self._more = list(accumulate(end - start for start, end in hidden))
        before = [0, *self._more]
        self._at = [start - taken for (start, _), taken in zip(hidden, before, strict=False)]
        edges = [0, *(edge for span in hidden for edge in span), len(text)]
        self.text = "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)).translate(ALIKE)

    def starts(self, offsets: array[int]) -> array[int]:
        """Where in the text as given the characters at these offsets stand."""
        if not self._at:
            return offsets
        return array("I", (offset + self._taken(offset) for offset in offsets))

    def ends(self, offsets: array[int]) -> array[int]:
        """Where the characters before these offsets end."""
        if not self._at:
            return offsets
        return array("I", (offset + self._taken(offset - 1) for offset in offsets))

    def _taken(self, offset: int) -> int:
        """How many characters were taken out before the one at `offset`."""
        passed = bisect_right(self._at, offset)
        return self._more[passed - 1] if passed else 0


def _joins(text: str, start: int, end: int) -> bool:
    """Between a letter and a digit something invisible parts two words, unless it is there to join them; elsewhere it stands inside one."""
    before, after = text[start - 1], text[end]
    parts = (before.isalpha() and after.isdigit()) or (before.isdigit() and after.isalpha())
    return not parts or text[start] in JOINERS
