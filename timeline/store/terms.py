"""What SQLite's index of words knows: which events have a word, and how many. Like sqlite.py, particular to SQLite."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Insert, Select, Table, literal_column, select, text

from timeline.folding import is_cut, is_signs
from timeline.store.sqlite import event_words


def ids_with_any(stems: Sequence[str]) -> Select[Any] | None:
    """The events that have a word like one of these (folding.stems); None for none of them."""
    if not stems:
        return None
    return select(event_words.c.rowid).where(literal_column("event_words").op("MATCH")(" OR ".join(map(_as_phrase, stems))))


def _as_phrase(stem: str) -> str:
    if is_signs(stem):
        return f'"{" ".join(stem)}"'
    return f'"{stem}" *' if is_cut(stem) else f'"{stem}"'


def counts_of(connection: Connection, stems: Sequence[str]) -> dict[str, int]:
    """How many events of the store have each of these words; of a pair of signs, at most so many."""
    cut = [[each, each, f"{each}\U0010ffff"] for each in stems if is_cut(each)]
    whole = [[each, sign, sign] for each in stems if not is_cut(each) for sign in (each if is_signs(each) else [each])]
    found: dict[str, int] = {}
    for stem, count in connection.execute(COUNTS_OF, {"ranges": json.dumps(cut + whole, ensure_ascii=False)}):
        found[stem] = min(count, found.get(stem, count))
    return found


COUNTS_OF = text(
    "SELECT json_extract(value, '$[0]'), coalesce((SELECT sum(doc) FROM event_terms"
    " WHERE term >= json_extract(value, '$[1]') AND term <= json_extract(value, '$[2]')), 0) FROM json_each(:ranges)"
)


def insert_or_replace(kept: Table) -> Insert:
    return kept.insert().prefix_with("OR REPLACE")
