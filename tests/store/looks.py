"""One question each about what lies in a window, as the picture asks them together."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.store import Around, Filter, Store, StoredEvent
from timeline.store.events import all_stored
from timeline.store.queries import rows_of


def window(store: Store, slug: str, asked: Filter, first: int, last: int, limit: int) -> tuple[list[StoredEvent], int]:
    """The most important events that meet the seconds from `first` to `last` (exclusive), and how many meet them."""
    with store.looking(slug) as look:
        ids = look.important(asked, first, last, limit) if limit > 0 else []
        return all_stored(look.connection, rows_of(look.connection, ids)), look.meeting(asked, first, last)


def around(store: Store, slug: str, asked: Filter, first: int, last: int) -> Around:
    with store.looking(slug) as look:
        return look.around(asked, first, last)


def density(store: Store, slug: str, asked: Filter, edges: Sequence[int], lanes: str = "category") -> dict[str, list[tuple[int, int]]]:
    with store.looking(slug) as look:
        return look.density(asked, edges, lanes)
