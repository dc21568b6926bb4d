from __future__ import annotations

from timeline.web.api.asked import Answer, Asked
from timeline.web.api.cursors import cut
from timeline.web.api.written import timeline_json


def listed(asked: Asked) -> Answer:
    rows, following = cut(asked.store.timelines(), lambda card: (card.slug,), 1, asked.query["cursor"], asked.query["limit"])
    return Answer({"items": [timeline_json(each) for each in rows], "next_cursor": following}, next_cursor=following)


def create(asked: Asked) -> Answer:
    body = asked.body
    card = asked.store.create_timeline(body["title"], body.get("slug"), body.get("description", ""), author=asked.author)
    return Answer(timeline_json(card), 201, location=("readTimeline", {"slug": card.slug}))


def read(asked: Asked) -> Answer:
    return Answer(timeline_json(asked.store.timeline(asked.slug)))


def change(asked: Asked) -> Answer:
    return Answer(timeline_json(asked.store.change_timeline(asked.slug, **asked.body, author=asked.author)))


def erase(asked: Asked) -> Answer:
    asked.store.erase_timeline(asked.slug, author=asked.author)
    return Answer(status=204)
