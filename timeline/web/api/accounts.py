from __future__ import annotations

from dataclasses import asdict

from timeline.store import Choice, Likely
from timeline.store.records import PairKey
from timeline.web.api.asked import Answer, Asked
from timeline.web.api.cursors import damaged, decode, encode
from timeline.web.api.events import answer, version
from timeline.web.api.written import Documents, change_json, event_json

SAFE_DIGITS = 17


def listed(asked: Asked) -> Answer:
    limit = asked.query["limit"]
    pairs = asked.store.same(asked.slug, limit=limit + 1, after=_after(asked.query["cursor"]))
    shown = pairs.rows[:limit]
    following = encode(tuple(map(str, shown[-1].key))) if len(pairs.rows) > limit else None
    documents = asked.store.cited(asked.slug, [each.event for pair in shown for each in (pair.first, pair.second)])
    told = {"items": [_pair(each, documents) for each in shown], "total": pairs.total, "left": pairs.left, "next_cursor": following}
    return Answer(told, next_cursor=following)


def _after(cursor: str | None) -> PairKey | None:
    if cursor is None:
        return None
    strength, *numbers = decode(cursor, 3)
    try:
        first, second = (int(each) for each in numbers if len(each) < SAFE_DIGITS)
        return float(strength), first, second
    except ValueError as wrong:
        raise damaged() from wrong


def _pair(pair: Likely, documents: Documents) -> dict[str, object]:
    reasons = [asdict(each) | {"names": list(each.names)} for each in pair.reasons]
    return {"first": event_json(pair.first, documents), "second": event_json(pair.second, documents), "reasons": reasons}


def merge(asked: Asked) -> Answer:
    body = asked.body
    choice = Choice(body["keep"], body.get("title_of", ""), body.get("date_of", ""), body.get("versions", {}))
    return answer(asked, asked.store.merge(asked.slug, body["ids"], choice, **asked.by))


def split(asked: Asked) -> Answer:
    current = asked.store.event(asked.slug, asked.path["event"])
    body = asked.body
    stored = asked.store.split(
        asked.slug, current.event.id, body.get("account"), body.get("former", ""), version(asked, current), **asked.by
    )
    return answer(asked, stored, 201, location=("readEvent", {"slug": asked.slug, "event": stored.event.id}))


def different(asked: Asked) -> Answer:
    return Answer(change_json(asked.store.not_the_same(asked.slug, asked.body["ids"], **asked.by)))
