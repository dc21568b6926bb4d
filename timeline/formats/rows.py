"""The rows of a foreign file as events: read once to see whether all is well, and again to be stored."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from timeline.errors import BadFile, BadInput, BadRows
from timeline.events import Event, to_json
from timeline.formats.losses import Loss
from timeline.formats.schema import check_row
from timeline.store.slugs import PUBLIC
from timeline.wording import gettext, number_words
from timeline.words import count_words

WHOLE = "file"


@dataclass(frozen=True, slots=True)
class Read:
    """One row: the event in it, whose id is empty when the row has none, and what it says that no event can hold."""

    event: Event
    lost: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Rows:
    """`each` gives the rows from the beginning, with words for where each stands; `make` reads one, or raises BadInput."""

    each: Callable[[], Iterator[tuple[str, Any]]]
    make: Callable[[Any], Read]
    of_file: tuple[str, ...] = ()
    bad: set[int] = field(default_factory=set)

    def __iter__(self) -> Iterator[Event]:
        return (read.event for read in self._good())

    def losses(self) -> Iterator[Loss]:
        yield from (Loss("", "", WHOLE, sentence) for sentence in self.of_file)
        for read in self._good():
            yield from (Loss(read.event.id, read.event.title, name, sentence) for name, sentence in read.lost)

    def check(self, *, skip_bad: bool) -> tuple[str, ...]:
        """The reasons of the rows that are left out; raises BadRows when they may not be."""
        reasons: list[str] = []
        naming = _Naming()
        count = 0
        for number, (where, row) in enumerate(self.each()):
            count += 1
            try:
                _check(naming.named(self.make(row).event))
            except BadInput as wrong:
                self.bad.add(number)
                reasons.append(f"{where}: {wrong.sentence}")
        if reasons and not skip_bad:
            raise BadRows(_refusal(reasons, count), rows=tuple(reasons))
        return tuple(reasons)

    def _good(self) -> Iterator[Read]:
        naming = _Naming()
        for number, (_, row) in enumerate(self.each()):
            if number not in self.bad:
                read = self.make(row)
                yield replace(read, event=naming.named(read.event))


def public_id(given: Any) -> str:
    """What a file calls a row, as our id. Bare numbers only count the rows of their file: another file has them too."""
    said = "" if given is None or isinstance(given, (bool, dict, list)) else str(given)
    if not said.strip() or re.fullmatch(r"[\d.]+", said):
        return ""
    return said if PUBLIC.fullmatch(said) else hashlib.sha256(said.encode()).hexdigest()[:20]


def _refusal(reasons: list[str], count: int) -> str:
    bad, rows = number_words(len(reasons)), count_words(count, "row")
    return gettext("%(number)s of %(rows)s cannot be read, so nothing was stored.", number=bad, rows=rows)


def _check(event: Event) -> None:
    """What is stored must be what our own format can say."""
    if not event.title.strip():
        raise BadFile(gettext("It has no title; say in a few words what happened."), field="title")
    written = {name: value for name, value in to_json(event).items() if name == "date" or value is not None}
    check_row("timeline-1", "event", written, ())


class _Naming:
    """An event without an id is named after its content, so that the same file read again is the same events."""

    def __init__(self) -> None:
        self.given: set[str] = set()
        self.made: Counter[bytes] = Counter()

    def named(self, event: Event) -> Event:
        if not event.id:
            return replace(event, id=self._made(event))
        if event.id in self.given:
            raise BadFile(gettext("It has the id “%(id)s”, which an earlier one has too.", id=event.id), field="id")
        self.given.add(event.id)
        return event

    def _made(self, event: Event) -> str:
        content = hashlib.sha256(json.dumps(to_json(event), sort_keys=True).encode())
        key = content.digest()[:8]
        self.made[key] += 1
        if self.made[key] > 1:
            content.update(str(self.made[key]).encode())
        return content.hexdigest()[:20]
