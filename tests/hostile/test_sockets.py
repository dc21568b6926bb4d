"""Bytes sent to the real server over real sockets, cut off where they hurt: it answers or hangs up, stores nothing, and goes on."""

from __future__ import annotations

import re
import socket
import urllib.request
from urllib.parse import urlsplit

import pytest

from tests.conftest import Site
from tests.hostile.table import rows
from timeline.store import Filter

SOCKETS = rows("sockets.toml", "socket")
AT_ONCE = 40  # connections kept open while others are served


def written(text: str) -> bytes:
    """X~5~ is X five times; in brackets, a longer X. Characters above U+00FF are none here."""
    text = re.sub(r"\((.+?)\)~(\d+)~", lambda found: found[1] * int(found[2]), text, flags=re.DOTALL)
    text = re.sub(r"(9|hostile|\x02)~(\d+)~", lambda found: found[1] * int(found[2]), text)
    return text.encode("latin-1")


def connected(site: Site) -> socket.socket:
    address = urlsplit(site.url)
    return socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=30)


def answer(site: Site, data: bytes) -> bytes:
    """What comes back after all was sent and our half was closed."""
    got = b""
    with connected(site) as line:
        try:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            while more := line.recv(65536):
                got += more
        except (BrokenPipeError, ConnectionResetError):
            pass  # it hung up on us, which is its right
    return got


def serves(site: Site) -> bool:
    with urllib.request.urlopen(f"{site.url}/", timeout=30) as page:
        return bool(page.status == 200)


def test_bytes_that_are_no_request_harm_nobody(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.store.create_timeline("Hostile", "hostile")
    wrongs: list[str] = []
    for row in SOCKETS:
        got = answer(site, written(row["send"]))
        found = re.match(rb"HTTP/1\.[01] (\d+) ", got)
        status = found[1].decode() if found else ""
        wrongs += [f"{row['name']}: answered {status!r}"] if status not in row["status"] else []
        wrongs += [f"{row['name']}: the inside shows"] if b"Traceback" in got or b'File "/' in got else []
        wrongs += [f"{row['name']}: nobody else is served"] if not serves(site) else []
    assert not wrongs, "\n".join(wrongs)
    assert [card.slug for card in site.store.timelines()] == ["hostile"]
    assert not list(site.store.each_event("hostile", Filter()))
    assert [record.getMessage() for record in caplog.records if len(record.getMessage().splitlines()) > 1 or record.exc_info] == []


def test_who_is_slow_keeps_nobody_waiting(site: Site) -> None:
    """More connections than there are threads, each with half a request sent byte by byte; then everybody else, then the rest of it."""
    slow: list[socket.socket] = []
    whole = b"GET /new HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    try:
        for _ in range(AT_ONCE):
            slow.append(connected(site))
            for at in range(len(whole) // 2):
                slow[-1].send(whole[at : at + 1])
        assert serves(site)
        for each in slow:
            each.sendall(whole[len(whole) // 2 :])
        assert all(each.recv(12) == b"HTTP/1.1 200" for each in slow)
    finally:
        for each in slow:
            each.close()


def test_an_answer_that_nobody_reads_to_its_end_is_let_go(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(AT_ONCE):
        with connected(site) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert serves(site)
    assert [record for record in caplog.records if record.exc_info] == []
