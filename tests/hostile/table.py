"""The tables beside this module, read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent


class Payload(NamedTuple):
    name: str
    text: str


def rows(file: str, name: str) -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))[name]
    return table


def payloads() -> list[Payload]:
    return [Payload(row["name"], row["text"] * row.get("times", 1)) for row in rows("payloads.toml", "payload")]
