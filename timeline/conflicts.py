"""Named wars and conflicts as anchors: “after the Second World War”."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from timeline.granules import Granule
from timeline.notation import granule_of_edtf
from timeline.resources import PACKAGE

UNCHECKED = "general knowledge, unchecked"


@dataclass(frozen=True, slots=True)
class Conflict:
    """`known` says how its dates are known."""

    names: tuple[str, ...]
    start: Granule
    end: Granule
    known: str


@lru_cache(maxsize=1)
def conflicts() -> dict[str, Conflict]:
    """Every conflict by each of its names, folded."""
    rows = tomllib.loads((PACKAGE / "conflicts.toml").read_text(encoding="utf-8"))["conflict"]
    found: dict[str, Conflict] = {}
    for row in rows:
        conflict = Conflict(tuple(row["names"]), granule_of_edtf(row["start"]), granule_of_edtf(row["end"]), row.get("known", UNCHECKED))
        found |= {fold(name): conflict for name in conflict.names}
    return found


def fold(name: str) -> str:
    return re.sub(r"[-–—‑]", "-", " ".join(name.split())).casefold()


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """Any of the names where it stands in a text as a name: written with its capitals, blanks and dashes of any kind."""
    names = sorted({name for conflict in conflicts().values() for name in conflict.names}, key=len, reverse=True)
    forms = (r"\s+".join(re.sub(r"[-–—‑]", "[-–—‑]", re.escape(word).replace(r"\-", "-")) for word in name.split()) for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")
