"""What a function of an operation is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from timeline.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """`path` and `query` hold what was sent, checked and with defaults filled in; `body` what the JSON said. `if_match` is the header
    as sent, None without one."""

    store: Store
    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    if_match: str | None = None
    author: str = ""
    hemisphere: str = "north"

    @property
    def slug(self) -> str:
        return str(self.path["slug"])

    @property
    def by(self) -> dict[str, Any]:
        """Who does it and why, as the writing methods of the store take it."""
        return {"author": self.author, "note": self.query.get("note", "")}


@dataclass(frozen=True, slots=True)
class Answer:
    """`next_cursor` is told in the body by whoever made it; here it is for the Link header. `location` names what was made: the
    operation that reads it, and its arguments. A file has `pieces` and its `media_type` instead of a body."""

    body: Any = None
    status: int = 200
    etag: int | None = None
    next_cursor: str | None = None
    location: tuple[str, dict[str, Any]] | None = None
    pieces: Iterator[str] | None = None
    media_type: str = "application/json"
