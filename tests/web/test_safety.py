"""Who is refused, what no page ever shows, and what every answer carries."""

from __future__ import annotations

import logging
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.web.visiting import HOME, Visitor
from timeline.dates import from_edtf
from timeline.events import Event
from timeline.store import Store
from timeline.web import create_app
from timeline.web.security import HEADERS


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", "localhost.evil", "8.8.8.8", "", "[::2]:8321"]
)
def test_a_name_that_is_not_ours_is_refused(visitor: Visitor, host: str) -> None:
    answer = visitor.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "does not answer to the name" in answer.get_data(as_text=True)


@pytest.mark.parametrize("host", ["127.0.0.1:8321", "localhost:9000", "LOCALHOST", "[::1]:8321"])
def test_names_of_this_machine_are_answered(visitor: Visitor, host: str) -> None:
    assert visitor.get("/", headers={"Host": host}).status_code == 200


def test_a_name_may_be_added(store: Store) -> None:
    visitor = Visitor(create_app(store, hosts=["timeline.example"]).test_client())
    assert visitor.get("/", headers={"Host": "timeline.example"}).status_code == 200
    assert visitor.get("/", headers={"Host": "timeline.example:8321"}).status_code == 200
    assert visitor.get("/", headers={"Host": "other.example"}).status_code == 400


FOREIGN = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Referer": "http://evil.example/page"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": HOME, "Sec-Fetch-Site": "cross-site"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_write_from_a_page_elsewhere_is_refused(visitor: Visitor, store: Store, headers: dict[str, str]) -> None:
    assert visitor.post("/new", {"title": "Stolen"}, headers=headers).status_code == 403
    assert store.timelines() == []


def test_a_write_from_our_own_page_is_taken(visitor: Visitor, store: Store) -> None:
    headers = {"Origin": HOME, "Referer": f"{HOME}/new", "Sec-Fetch-Site": "same-origin"}
    assert visitor.post("/new", {"title": "Ours"}, headers=headers).status_code == 302
    assert [each.title for each in store.timelines()] == ["Ours"]


def every_write(app: Flask) -> list[str]:
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    return sorted(re.sub(r"<[^>]*>", "x", rule.rule) for rule in rules)


@pytest.mark.parametrize("token", [None, "", "wrong", "Ünïcode"])
def test_every_form_needs_its_token(app: Flask, store: Store, token: str | None) -> None:
    visitor = Visitor(app.test_client())
    visitor.token()
    paths = [path for path in every_write(app) if path != "/api/v1/read"]  # takes a text, and keeps nothing of it
    assert len(paths) > 10
    for path in paths:
        answer = visitor.client.post(path, base_url=HOME, data={} if token is None else {"csrf": token})
        assert answer.status_code == 403, path
        assert "nothing was changed" in answer.get_data(as_text=True)


def test_the_token_of_another_visitor_does_not_do(app: Flask, store: Store) -> None:
    mine, theirs = Visitor(app.test_client()), Visitor(app.test_client())
    mine.token()
    assert mine.client.post("/new", base_url=HOME, data={"csrf": theirs.token(), "title": "X"}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/new", "/nowhere", "/t/nowhere", "/t/nowhere.json", "/read-date?text=1994"])
def test_every_answer_carries_the_headers(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_the_cookie_is_for_this_site_and_no_script(visitor: Visitor) -> None:
    cookie = visitor.get("/new").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie


def test_no_page_has_inline_script_or_style() -> None:
    """But for those that the policy names by what they are."""
    from timeline.resources import folder

    for path in sorted(Path(folder("templates")).rglob("*.html")):
        text = re.sub(r"<script[^>]*>\{\{ inline_script\(\"\w+\"\) \}\}</script>", "", path.read_text())
        assert not re.search(
            r"<script(?! type=.application/json.)(?![^>]*\bsrc=)|<style|\sstyle=|\son(?!ly=)[a-z]+=|javascript:|\|\s*safe\b|autoescape",
            text,
        ), path.name


def test_the_policy_names_the_scripts_of_a_page_and_no_others(visitor: Visitor, store: Store) -> None:
    store.create_timeline("War", slug="war")
    store.add_events("war", [Event("Siege", from_edtf("1994"))])
    answer = visitor.get("/t/war")
    scripts = re.findall(r"<script(?: data-questions='[^']*')?>(.*?)</script>", answer.get_data(as_text=True), re.DOTALL)
    named = [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in scripts]
    assert len(named) == 2
    assert f"; script-src 'self' {' '.join(named)};" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/nowhere", 404, "Nothing is kept at this address"),
        ("/t/none", 404, "none"),
        ("/t/none/undo", 405, "takes a form"),
        ("/t/none/history?before=x", 400, "no number of a change"),
    ],
)
def test_what_cannot_be_served_is_told_in_a_sentence(visitor: Visitor, path: str, status: int, sentence: str) -> None:
    answer = visitor.get(path)
    page = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert sentence in page
    assert "<html" in page


def test_problems_of_json_are_json(visitor: Visitor) -> None:
    answer = visitor.get("/t/nowhere.json")
    assert answer.status_code == 404
    assert answer.get_json() == {"error": answer.get_json()["error"], "status": 404}
    assert "nowhere" in answer.get_json()["error"]


def test_no_traceback_ever_reaches_a_page(
    visitor: Visitor, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the inside of the machine")

    monkeypatch.setattr(store, "timelines", broken)
    with caplog.at_level(logging.ERROR, logger="timeline.web"):
        answer = visitor.get("/")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "Traceback" not in page and "inside of the machine" not in page
    number = re.search(r"under the number ([0-9a-f]{8})", page)
    assert number is not None and number[1] in caplog.text
    assert "the inside of the machine" in caplog.text


def test_a_page_that_cannot_be_drawn_is_still_a_sentence(
    app: Flask, visitor: Visitor, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.jinja_env.globals, "asset_urls", None)
    answer = visitor.get("/")
    assert answer.status_code == 500
    assert answer.mimetype == "text/plain"
    assert "Traceback" not in answer.get_data(as_text=True)


def test_too_much_at_once_is_told_with_the_limit(store: Store) -> None:
    app = create_app(store, config={"MAX_CONTENT_LENGTH": 1000})
    visitor = Visitor(app.test_client())
    answer = visitor.post("/new", {"title": "x" * 2000})
    assert answer.status_code == 413
    assert "the limit is" in answer.get_data(as_text=True)


# --- the password --------------------------------------------------------------------------------------------------


@pytest.fixture
def locked(store: Store) -> Visitor:
    return Visitor(create_app(store, password="open sesame").test_client())


def enter(visitor: Visitor, password: str, **more: str) -> Any:
    page = visitor.text("/login")
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found is not None
    return visitor.client.post("/login", base_url=HOME, data={"csrf": found[1], "password": password, **more})


def test_a_password_closes_every_page(locked: Visitor, store: Store) -> None:
    store.create_timeline("Secret", "secret")
    for path in ("/", "/t/secret", "/t/secret.json", "/t/secret/items.json", "/read-date?text=1994", "/t/nowhere"):
        answer = locked.get(path)
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/login"), path
        assert "Secret" not in answer.get_data(as_text=True)


def test_the_password_opens_and_leads_to_the_page_asked_for(locked: Visitor, store: Store) -> None:
    store.create_timeline("Secret", "secret")
    answer = enter(locked, "open sesame", next="/t/secret?q=x", author="Lina")
    assert answer.headers["Location"] == "/t/secret?q=x"
    assert "Secret" in locked.text("/t/secret")


@pytest.mark.parametrize("elsewhere", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\nx"])
def test_the_password_leads_nowhere_else(locked: Visitor, elsewhere: str) -> None:
    assert enter(locked, "open sesame", next=elsewhere).headers["Location"] == "/"


def test_wrong_passwords_are_told_and_then_made_to_wait(locked: Visitor) -> None:
    for _ in range(5):
        assert enter(locked, "wrong").status_code == 403
    answer = enter(locked, "open sesame")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert locked.get("/").status_code == 302


def test_without_a_password_nothing_can_be_entered(visitor: Visitor) -> None:
    assert enter(visitor, "").status_code == 403
