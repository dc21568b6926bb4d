"""What the server refuses before the app is asked is told as the app tells it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from timeline.web import unserved
from timeline.web.security import HEADERS

LIMIT = 1000


@pytest.fixture
def port(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    import waitress
    from waitress.channel import HTTPChannel
    from waitress.task import ErrorTask

    unserved.install()
    server: Any = waitress.create_server(app, host="127.0.0.1", port=0, threads=2, ident=None, max_request_body_size=LIMIT)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield int(server.effective_port)
    server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map, ignore_all=True))
    thread.join(10)
    server.task_dispatcher.shutdown()
    HTTPChannel.error_task_class = ErrorTask


def exchange(port: int, sent: bytes) -> tuple[int, dict[str, str], bytes]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        got = b""
        while piece := connection.recv(65536):
            got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


def post(path: str, length: int) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    return head.encode()


def test_a_body_beyond_the_limit_is_a_problem_of_the_api(port: int) -> None:
    status, headers, body = exchange(port, post("/api/v1/read", LIMIT + 1))
    told = json.loads(body)
    assert (status, headers["Content-Type"], told["status"]) == (413, "application/problem+json", 413)
    assert "TIMELINE_MAX_UPLOAD" in told["detail"]
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert headers["Cache-Control"] == "no-store"


def test_a_page_is_told_the_same_in_a_sentence(port: int) -> None:
    status, headers, body = exchange(port, post("/t/tavush/paste", LIMIT + 1))
    assert (status, headers["Content-Type"]) == (413, "text/plain; charset=utf-8")
    assert "Send it in parts" in body.decode()
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /api/v1/timelines HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: two\r\n\r\n",
        b"GET /api/v1/timelines HTTP/1.1\r\nHost: 127.0.0.1\r\nbad header\r\n\r\n",
        b"POST /api/v1/read HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_http_is_told_in_a_sentence(port: int, sent: bytes) -> None:
    status, headers, body = exchange(port, sent)
    assert status == 400
    assert "not written as HTTP has it" in body.decode()
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
