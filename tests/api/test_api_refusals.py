"""What the API refuses is told in a sentence that names the field, and nothing of it is stored. The cases are in refused.toml."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.api.calling import Program
from timeline.store import Store
from timeline.web.api.operations import OPERATIONS
from timeline.web.api.problem import KINDS

ROWS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "refused.toml").read_text(encoding="utf-8"))["row"]


def body(row: dict[str, Any]) -> str | None:
    if "deep" in row:
        return f'{{"title": {"[" * row["deep"]}{"]" * row["deep"]}}}'
    if "text" in row:
        return json.dumps({"text": "a" * row["text"]})
    found: str | None = row.get("raw", row.get("json"))
    return found


def content(store: Store) -> list[object]:
    changes = [store.changes(card.slug) for card in store.timelines()]
    return [store.timelines(), changes, store.documents("tavush"), [store.event("tavush", "first-shells")]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_it_is_refused_and_nothing_is_stored(program: Program, stocked: Store, row: dict[str, Any]) -> None:
    before = content(stocked)
    method, path = row["request"].replace("@301", "x" * 301).split(" ", 1)
    answer = program.send(method, path, body(row), headers={"Content-Type": row["type"]} if "type" in row else {})
    told = answer.get_json(force=True)
    assert (answer.status_code, told["status"]) == (row["status"], row["status"]), told
    assert row["says"] in " ".join([told["detail"], *(each["sentence"] for each in told["errors"])])
    assert row.get("field", "") in ["", *(each["field"] for each in told["errors"])]
    assert told["detail"].endswith((".", "?"))
    assert content(stocked) == before


def test_everything_wrong_is_told_at_once(program: Program) -> None:
    answer = program.send("POST", "/timelines/tavush/events", {"title": 5, "star": "yes", "place": {"lat": 200}, "x": 1})
    errors = program.told(answer, 422)["errors"]
    assert sorted(each["field"] for each in errors) == ["", "place", "star", "title"]


def test_a_method_that_is_not_taken_is_told_with_those_that_are(program: Program) -> None:
    assert set(program.send("PUT", "/timelines", {}).headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_a_request_too_large_is_not_read(program: Program, app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    told = program.told(program.send("POST", "/timelines", json.dumps({"title": "x" * 2000})), 413)
    assert "the limit is" in told["detail"]


def test_a_store_that_fails_is_told(program: Program, stocked: Store) -> None:
    """As when the disk is full: a status and a sentence, no traceback."""
    from sqlalchemy import event

    @event.listens_for(stocked.engine, "before_cursor_execute")
    def fail(conn: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO event"):
            cursor.execute("PRAGMA query_only = ON")

    answer = program.client.post(
        "/api/v1/timelines/tavush/events",
        base_url="http://127.0.0.1:8321",
        headers=program.headers,
        json={"title": "A"},
    )
    event.remove(stocked.engine, "before_cursor_execute", fail)
    told = answer.get_json(force=True)
    assert (answer.status_code, answer.content_type, told["type"]) == (507, "application/problem+json", "/api/docs#problem-store-failed")
    assert "nothing was saved" in told["detail"]


def test_what_breaks_is_told_without_a_traceback(app: Flask) -> None:
    def broken() -> str:
        raise RuntimeError("a secret of the inside")

    app.add_url_rule("/api/v1/broken", "broken", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = app.test_client().get("/api/v1/broken", base_url="http://127.0.0.1:8321")
    told = answer.get_json(force=True)
    assert (answer.status_code, answer.content_type, told["type"]) == (500, "application/problem+json", "/api/docs#problem-broken")
    assert "secret" not in answer.get_data(as_text=True)


def test_every_status_that_may_come_is_a_kind_of_problem() -> None:
    assert {status for row in OPERATIONS for status in row.refused} <= {kind.status for kind in KINDS}
