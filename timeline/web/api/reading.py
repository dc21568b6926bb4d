"""Reading alone: nothing here touches the store."""

from __future__ import annotations

from timeline.extraction import extract
from timeline.web.api import given
from timeline.web.api.asked import Answer, Asked
from timeline.web.api.written import read_date_json, reading_json


def normalise(asked: Asked) -> Answer:
    return Answer(read_date_json(given.read_date(asked.query, asked.hemisphere)))


def read(asked: Asked) -> Answer:
    body = asked.body
    published = given.moment(body.get("published"), "published", asked.hemisphere)
    hemisphere = body.get("hemisphere", asked.hemisphere)
    text = given.text(body)
    reading = given.named("published", lambda: extract(text, published=published, language=body.get("language"), hemisphere=hemisphere))
    return Answer(reading_json(reading))
