"""Every payload in every text that the API takes: kept exactly as sent, or refused with a sentence and nothing stored."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.hostile.conftest import TOKEN, Attacked
from tests.hostile.looking import Wrongs, faults, sentences
from tests.hostile.table import payloads

ROOT = "/api/v1/timelines"
HERE = "HERE"
# where it is sent, and a body in which HERE is the payload
BODIES: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", ROOT, {"title": HERE}),
    ("POST", ROOT, {"title": "A", "slug": HERE}),
    ("POST", ROOT, {"title": "A", "description": HERE}),
    ("PATCH", f"{ROOT}/hostile", {"title": HERE}),
    *(("POST", f"{ROOT}/hostile/events", {"title": "A", name: HERE}) for name in ("description", "category", "status", "id", HERE)),
    *(("POST", f"{ROOT}/hostile/events", {"title": "A", name: [HERE]}) for name in ("actors", "tags")),
    ("POST", f"{ROOT}/hostile/events", {"title": HERE}),
    ("POST", f"{ROOT}/hostile/events", {"title": "A", "date": {"text": HERE}}),
    ("POST", f"{ROOT}/hostile/events", {"title": "A", "date": {"edtf": HERE}}),
    ("POST", f"{ROOT}/hostile/events", {"title": "A", "date": {"edtf": "1994", "text": HERE}}),
    ("POST", f"{ROOT}/hostile/events", {"title": "A", "date": {"edtf": "1994", "earliest": HERE, "latest": None}}),
    ("POST", f"{ROOT}/hostile/events", {"title": "A", "place": {"name": HERE}}),
    *(("POST", f"{ROOT}/hostile/events", {"title": "A", "evidence": [{name: HERE}]}) for name in ("quote", "source", "url", "document")),
    *(("POST", f"{ROOT}/hostile/events", {"title": "A", "media": [{name: HERE}]}) for name in ("url", "caption", "sha256")),
    *(("POST", f"{ROOT}/hostile/documents", {"text": "In 1994 it ended.", name: HERE}) for name in ("title", "published", "source", "url")),
    ("POST", f"{ROOT}/hostile/documents", {"text": HERE}),
    ("POST", f"{ROOT}/hostile/decide", {"events": [HERE], "status": "accepted"}),
    ("POST", "/api/v1/read", {"text": HERE}),
    ("POST", "/api/v1/read", {"text": "In 1994 it ended.", "published": HERE}),
]


def filled(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        return {filled(name, text): filled(inner, text) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(each, text) for each in value]
    return text if value == HERE else value


@pytest.mark.parametrize(("method", "path", "body"), BODIES, ids=lambda each: each if isinstance(each, str) else json.dumps(each))
def test_the_api_takes_anything_whole_or_refuses_it(attacked: Attacked, method: str, path: str, body: dict[str, Any]) -> None:
    wrongs = Wrongs()
    for payload in payloads():
        attacked.renew()
        wrongs.of(payload)
        sent = json.dumps(filled(body, payload.text)).encode()
        answer = attacked.ask(path, method, data=sent, content_type="application/json", headers={"X-CSRF-Token": TOKEN})
        wrongs.add(*faults(answer))
        if answer.status_code >= 400:
            wrongs.when(attacked.written(), "it was refused, but something was stored")
            wrongs.when(answer.mimetype != "application/problem+json", f"refused as {answer.mimetype}")
            wrongs.when(len(sentences(answer)) < 20, "no sentence says why")
        elif answer.status_code == 201 and "documents" not in path:
            told = json.dumps(answer.get_json(), ensure_ascii=False)
            wrongs.when(json.dumps(payload.text.strip(), ensure_ascii=False)[1:-1] not in told, "it was not kept as sent")
    assert not wrongs.found, "\n".join(wrongs.found)
    assert attacked.bad_lines() == []
