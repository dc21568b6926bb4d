"""The program as a person runs it: in a process of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Run = Callable[..., "Outcome"]


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


def environment(**variables: str) -> dict[str, str]:
    """As outside, but without any setting of ours."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TIMELINE_")}
    return clean | variables


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "timeline", *map(str, arguments)]
