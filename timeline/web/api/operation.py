"""One operation of the API: what its row in the table says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from timeline.web.api.access import READING
from timeline.web.api.asked import Answer, Asked
from timeline.web.api.parameters import IN_PATH, PAGED, Parameter


@dataclass(frozen=True, slots=True)
class Example:
    """What to send, in a timeline such as the tests make; the answer has the first of the operation's statuses."""

    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass(frozen=True, slots=True)
class Operation:
    """`body` and `answer` are names of shapes, empty for none; `refusals` are statuses beside those that every operation of its kind
    has; `about` says more than the summary; `file`: the answer is a file in some format."""

    name: str
    subject: str
    method: str
    path: str
    summary: str
    run: Callable[[Asked], Answer]
    answer: str
    example: Example
    own: tuple[Parameter, ...] = ()
    body: str = ""
    statuses: tuple[int, ...] = (200,)
    refusals: tuple[int, ...] = ()
    etag: bool = False
    file: bool = False
    about: str = ""

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return (*(IN_PATH[name] for name in re.findall(r"{(\w+)}", self.path)), *self.own)

    @property
    def writes(self) -> bool:
        return self.method != "GET" and f"api.{self.name}" not in READING

    @property
    def paged(self) -> bool:
        return PAGED[1] in self.own

    @property
    def refused(self) -> tuple[int, ...]:
        """Every status of a refusal, in order."""
        found = {400, 401, *self.refusals}
        found |= {404} if "{" in self.path else set()
        found |= {403} if self.method != "GET" else set()
        found |= {413, 415, 422} if self.body else set()
        found |= {507} if self.writes else set()
        return tuple(sorted(found))
