"""Cursors: where a list goes on, told by what the last row was and never by how many came before, so that rows added or erased in the
meantime shift nothing."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from typing import TypeVar

from timeline.errors import BadInput

T = TypeVar("T")
Key = tuple[str, ...]


def encode(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str, length: int) -> Key:
    """Raises BadInput."""
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        key = None
    if not isinstance(key, list) or len(key) != length or not all(isinstance(each, str) for each in key):
        raise damaged()
    return tuple(key)


def damaged() -> BadInput:
    return BadInput("The cursor is none that this list gave; start again without one.", field="cursor")


def cut(rows: Iterable[T], key: Callable[[T], Key], length: int, cursor: str | None, limit: int) -> tuple[list[T], str | None]:
    """A page of a list that is short enough to be in memory, in the order of its keys, and the cursor of the next."""
    after = None if cursor is None else decode(cursor, length)
    ordered = sorted(rows, key=key)
    left = ordered if after is None else [row for row in ordered if key(row) > after]
    more = len(left) > limit
    return left[:limit], encode(key(left[limit - 1])) if more else None
