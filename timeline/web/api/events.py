from __future__ import annotations

from typing import Any

from werkzeug.exceptions import PreconditionRequired
from werkzeug.http import parse_etags

from timeline.dates import EventDate
from timeline.errors import BadDate, Stale
from timeline.store import Filter, StoredEvent
from timeline.understanding import normalise
from timeline.web.api import given
from timeline.web.api.asked import Answer, Asked
from timeline.web.api.checking import Invalid
from timeline.web.api.written import change_json, event_json
from timeline.web.view import UNCATEGORISED


def answer(asked: Asked, stored: StoredEvent, status: int = 200, **more: Any) -> Answer:
    documents = asked.store.cited(asked.slug, [stored.event])
    return Answer(event_json(stored, documents), status, stored.version, **more)


# a parameter: the field of a Filter that it fills
VALUES = {"actor": "actors", "place": "places", "source": "sources", "tag": "tags", "precision": "precisions", "confidence": "confidences"}


# --- reading -------------------------------------------------------------------------------------------------------


def listed(asked: Asked) -> Answer:
    wanted = narrowed(asked)
    try:
        page = asked.store.events(asked.slug, wanted, asked.query["cursor"], asked.query["limit"])
    except BadDate as wrong:
        raise Invalid([("to", wrong.sentence)], 400) from wrong
    documents = asked.store.cited(asked.slug, [each.event for each in page.rows])
    told = {"items": [event_json(each, documents) for each in page.rows], "total": page.total, "next_cursor": page.next_cursor}
    return Answer(told, next_cursor=page.next_cursor)


def narrowed(asked: Asked) -> Filter:
    query = asked.query
    first, last = (_end(query[name], name, asked.hemisphere) for name in ("from", "to"))
    plain: dict[str, Any] = {name: query[name] for name in ("q", "certainly", "document", "undated", "asks", "binned")}
    plain |= {field: given.chosen(query[name], UNCATEGORISED) for name, field in VALUES.items()}
    return Filter(
        earliest=first.earliest if first else None,
        latest=last.latest if last else None,
        categories=given.chosen(query["category"], UNCATEGORISED),
        statuses=tuple(dict.fromkeys(query["status"])),
        **plain,
    )


def _end(text: str | None, name: str, hemisphere: str) -> EventDate | None:
    """An end of a range, in words; where there are several readings, all of them together."""
    if text is None:
        return None
    date: EventDate = given.named(name, lambda: normalise(text, hemisphere=hemisphere))
    return date


def read(asked: Asked) -> Answer:
    return answer(asked, asked.store.event(asked.slug, asked.path["event"]))


# --- writing -------------------------------------------------------------------------------------------------------


def create(asked: Asked) -> Answer:
    stored = asked.store.add_event(asked.slug, given.event(asked), **asked.by)
    return answer(asked, stored, 201, location=("readEvent", {"slug": asked.slug, "event": stored.event.id}))


def change(asked: Asked) -> Answer:
    if asked.if_match is None:
        raise PreconditionRequired
    current = asked.store.event(asked.slug, asked.path["event"])
    seen = version(asked, current)
    made = given.event(asked, current.event)
    return answer(asked, asked.store.change_event(asked.slug, current.event.id, made, seen, **asked.by))


def version(asked: Asked, current: StoredEvent) -> int | None:
    """The version that must still be the newest when it is saved. Raises Stale when it is not even now."""
    if asked.if_match is None:
        return None
    wanted = parse_etags(asked.if_match)
    if not wanted.contains(str(current.version)):
        who = current.changed_by or "somebody"
        raise Stale(
            f"“{current.event.title[:120]}” was changed by {who} in the meantime; it has version {current.version}.", current=current
        )
    return current.version


def bin_(asked: Asked) -> Answer:
    current = asked.store.event(asked.slug, asked.path["event"])
    return answer(asked, asked.store.bin_event(asked.slug, current.event.id, version(asked, current), **asked.by))


def restore(asked: Asked) -> Answer:
    current = asked.store.event(asked.slug, asked.path["event"])
    return answer(asked, asked.store.restore_event(asked.slug, current.event.id, version(asked, current), **asked.by))


def erase(asked: Asked) -> Answer:
    asked.store.erase_event(asked.slug, asked.path["event"], author=asked.author)
    return Answer(status=204)


def decide(asked: Asked) -> Answer:
    ids = list(dict.fromkeys(asked.body["ids"]))
    return Answer(change_json(asked.store.decide(asked.slug, ids, asked.body["status"], **asked.by)))
