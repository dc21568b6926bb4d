"""Who may read and write: the token, the session with its form token, the password, and where a request comes from."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from tests.api.calling import BEARER, HOME, TOKEN, Program
from timeline.errors import BadInput
from timeline.store import Store
from timeline.web import create_app
from timeline.web.api.operation import Operation
from timeline.web.api.operations import OPERATIONS

WRITES = [row for row in OPERATIONS if row.writes]
READS = [row for row in OPERATIONS if not row.writes]


def send(app: Flask, row: Operation, headers: dict[str, str], client: Any = None) -> Any:
    path = "/api/v1" + row.path.format(**row.example.path)
    more = {} if not row.body else {"json": row.example.body}
    return (client or app.test_client()).open(
        path, method=row.method, base_url=HOME, headers={"If-Match": '"1"', **headers}, query_string=row.example.query, **more
    )


def form_token(client: Any) -> str:
    found = re.search(r'data-csrf="([^"]+)"', client.get("/", base_url=HOME).get_data(as_text=True))
    assert found is not None
    return found[1]


def slugs(store: Store) -> list[str]:
    return [each.slug for each in store.timelines()]


by_write = pytest.mark.parametrize("row", WRITES, ids=lambda row: row.name)
by_read = pytest.mark.parametrize("row", READS, ids=lambda row: row.name)


@by_write
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": "Bearer "}, 401),
        ({"Authorization": "Bearer Ünïcode"}, 401),
        ({"Authorization": f"Bearer {TOKEN}x"}, 401),
        ({"Authorization": f"Basic {TOKEN}"}, 403),
        ({"Authorization": TOKEN}, 403),
        ({"X-CSRF-Token": "guessed"}, 403),
    ],
)
def test_a_write_needs_the_token(app: Flask, stocked: Store, row: Operation, headers: dict[str, str], status: int) -> None:
    before = (stocked.timelines(), stocked.changes("tavush"))
    answer = send(app, row, headers)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert ("WWW-Authenticate" in answer.headers) == (status == 401)
    assert (stocked.timelines(), stocked.changes("tavush")) == before


@by_write
def test_the_token_does(app: Flask, row: Operation) -> None:
    assert send(app, row, BEARER).status_code == row.statuses[0]


@by_write
def test_a_session_with_its_form_token_does(app: Flask, row: Operation) -> None:
    client = app.test_client()
    assert send(app, row, {"X-CSRF-Token": form_token(client), "Origin": HOME}, client).status_code == row.statuses[0]


def test_the_form_token_has_to_be_in_the_header(app: Flask, stocked: Store) -> None:
    client = app.test_client()
    answer = client.post("/api/v1/timelines", base_url=HOME, data={"csrf": form_token(client), "title": "Stolen"})
    assert (answer.status_code, slugs(stocked)) == (403, ["tavush"])


@by_write
@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_page_elsewhere_may_not_write_even_with_the_token(app: Flask, row: Operation, headers: dict[str, str]) -> None:
    answer = send(app, row, BEARER | headers)
    assert (answer.status_code, answer.content_type) == (403, "application/problem+json")


def test_a_page_elsewhere_may_not_have_texts_read(app: Flask) -> None:
    assert send(app, next(row for row in READS if row.name == "readText"), {"Origin": "http://evil.example"}).status_code == 403


def test_a_name_that_is_not_ours_is_refused(app: Flask) -> None:
    answer = app.test_client().get("/api/v1/timelines", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")


def test_no_other_site_may_read_the_answers(app: Flask) -> None:
    answer = app.test_client().get("/api/v1/timelines", base_url=HOME, headers={"Origin": "http://evil.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@by_read
def test_reading_is_open_without_a_password(app: Flask, row: Operation) -> None:
    assert send(app, row, {}).status_code == row.statuses[0]


# --- without a token -----------------------------------------------------------------------------------------------


def test_where_no_token_is_set_none_does(stocked: Store) -> None:
    app = create_app(stocked)
    row = next(row for row in WRITES if row.name == "createTimeline")
    for given in ("", "None", TOKEN):
        answer = send(app, row, {"Authorization": f"Bearer {given}"})
        assert answer.status_code == 401
        assert "TIMELINE_TOKEN is not set" in answer.get_json(force=True)["detail"]
    assert slugs(stocked) == ["tavush"]


@pytest.mark.parametrize(
    "token", ["short", "x" * 19, "with a blank in the middle", "ünïcode-ünïcode-ünïcode", "line\nfeed-line\nfeed-line"]
)
def test_a_token_that_is_easily_guessed_or_cannot_be_sent_is_refused(stocked: Store, token: str) -> None:
    with pytest.raises(BadInput, match="TIMELINE_TOKEN has to be 20 or more"):
        create_app(stocked, token=token)


# --- with a password -----------------------------------------------------------------------------------------------


@pytest.fixture
def locked(stocked: Store) -> Flask:
    return create_app(stocked, secret="a key for tests", token=TOKEN, password="open sesame")


@by_read
def test_with_a_password_reading_needs_the_token(locked: Flask, row: Operation) -> None:
    answer = send(locked, row, {})
    assert (answer.status_code, answer.content_type) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert send(locked, row, {"Authorization": "Bearer wrong"}).status_code == 401
    assert send(locked, row, BEARER).status_code == row.statuses[0]


@by_read
def test_with_a_password_a_session_reads_once_it_has_entered(locked: Flask, row: Operation) -> None:
    client = locked.test_client()
    assert send(locked, row, {}, client).status_code == 401
    enter(client)
    assert send(locked, row, {}, client).status_code == row.statuses[0]


def test_with_a_password_a_form_token_alone_does_not_write(locked: Flask, stocked: Store) -> None:
    """The page that asks for the password gives a form token to everybody."""
    client = locked.test_client()
    found = re.search(r'data-csrf="([^"]+)"', client.get("/login", base_url=HOME).get_data(as_text=True))
    assert found is not None
    row = next(row for row in WRITES if row.name == "createTimeline")
    assert send(locked, row, {"X-CSRF-Token": found[1]}, client).status_code == 401
    assert slugs(stocked) == ["tavush"]


def test_who_entered_is_the_author_whatever_the_address_says(locked: Flask, stocked: Store) -> None:
    client = locked.test_client()
    enter(client)
    headers = {"X-CSRF-Token": form_token(client)}
    answer = client.post("/api/v1/timelines/tavush/undo?author=Somebody", base_url=HOME, headers=headers, json={})
    assert (answer.status_code, answer.get_json()["author"]) == (200, "Ani")


@pytest.mark.parametrize("path", ["/api/v1/openapi.json", "/api/v1/nowhere", "/api/v1/timelines"])
def test_with_a_password_nothing_is_told_to_strangers(locked: Flask, path: str) -> None:
    assert locked.test_client().get(path, base_url=HOME).status_code == 401


def test_with_a_password_the_page_of_the_api_asks_for_it(locked: Flask) -> None:
    answer = locked.test_client().get("/api/docs", base_url=HOME)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login?next=/api/docs")


def test_the_token_opens_the_api_and_not_the_pages(locked: Flask) -> None:
    assert locked.test_client().get("/", base_url=HOME, headers=BEARER).status_code == 302


def enter(client: Any) -> None:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/login", base_url=HOME).get_data(as_text=True))
    assert found is not None
    given = {"csrf": found[1], "password": "open sesame", "author": "Ani"}
    assert client.post("/login", base_url=HOME, data=given).status_code == 302


def test_programs_find_the_api(app: Flask) -> None:
    """The token goes by one header and no other way: in an address it would stand in logs."""
    program = Program(app.test_client(), {})
    assert program.send("POST", f"/timelines?token={TOKEN}", {"title": "A"}).status_code == 403
