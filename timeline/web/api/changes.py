from __future__ import annotations

from timeline.web.api.asked import Answer, Asked
from timeline.web.api.cursors import damaged, decode, encode
from timeline.web.api.shapes import SAFE_NUMBER
from timeline.web.api.written import change_json


def listed(asked: Asked) -> Answer:
    limit = asked.query["limit"]
    rows = asked.store.changes(asked.slug, limit + 1, _before(asked.query["cursor"]))
    following = encode((str(rows[limit - 1].id),)) if len(rows) > limit else None
    return Answer({"items": [change_json(each) for each in rows[:limit]], "next_cursor": following}, next_cursor=following)


def _before(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    (number,) = decode(cursor, 1)
    if not (number.isascii() and number.isdigit() and len(number) < 17 and int(number) <= SAFE_NUMBER):
        raise damaged()
    return int(number)


def read(asked: Asked) -> Answer:
    return Answer(change_json(asked.store.change(asked.slug, asked.path["change"])))


def undo(asked: Asked) -> Answer:
    """The change named, or the newest in force."""
    return Answer(change_json(asked.store.undo(asked.slug, asked.path.get("change"), author=asked.author)))
