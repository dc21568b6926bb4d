r"""Whole texts with their right answers written into them, as in texts/*.txt.

The head says `published: 2023-05-10` (or `none`) and `kind: news` or `history`; after an empty line comes the text. What says when stands
in brackets with its TIMEX3 type and value, [12 May|DATE|1994-05-12], and a fourth part may hold START, MID or END. A bracket of the
text itself is written \[ or \].
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
MARK = re.compile(r"\\([\[\]])|\[([^\[\]|]+)\|(DATE|TIME|DURATION|SET)\|([^\[\]|]+)(?:\|(?:START|MID|END))?\]")


@dataclass(frozen=True, slots=True)
class Marked:
    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Annotated:
    name: str
    published: str | None
    text: str
    marked: tuple[Marked, ...]


def annotated(name: str, raw: str) -> Annotated:
    """Raises ValueError for a head that lacks something and for a bracket that is no annotation."""
    head, _, body = raw.partition("\n\n")
    said = re.fullmatch(r"published: (none|\d{4}(?:-\d\d){0,2})\nkind: (?:news|history)", head)
    if said is None:
        raise ValueError(f"{name} does not begin with the lines “published: 2023-05-10” (or “none”) and “kind: news” (or “history”).")
    text, marked, done = "", [], 0
    for mark in MARK.finditer(body):
        text += _plain(name, body[done : mark.start()])
        if mark[2]:
            marked.append(Marked(len(text), len(text) + len(mark[2]), mark[3], mark[4]))
        text += mark[1] or mark[2]
        done = mark.end()
    return Annotated(name, None if said[1] == "none" else said[1], text + _plain(name, body[done:]), tuple(marked))


def _plain(name: str, part: str) -> str:
    if stray := re.search(r"[\[\]]", part):
        raise ValueError(f"{name} has a bracket that is no annotation at “{part[stray.start() : stray.start() + 40]}”.")
    return part


def every_text() -> list[Annotated]:
    return [annotated(path.name, path.read_text(encoding="utf-8")) for path in sorted(TEXTS.glob("*.txt"))]
