"""Whole requests that nobody honest sends: each is refused in a sentence, and nothing is stored."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.hostile.conftest import TOKEN, Attacked
from tests.hostile.looking import faults, sentences
from tests.hostile.table import rows

REQUESTS = rows("requests.toml", "request")
LONG = {"HOSTILE": "hostile", "ARGUMENTS": "a=b&", "CATEGORIES": "category=<b>&", "FIELDS": "a=b&", "COOKIES": "c=d; ", "DIGITS": "9"}
LONG |= {"DATES": "1994, "}
DEEP = base64.urlsafe_b64encode(b"[" * 100_000).decode()
VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "HOSTILE")


def written(text: str, attacked: Attacked) -> str:
    """WORD*1000 is a thousand times what the word stands for."""
    text = re.sub(r"([A-Z]+)\*(\d+)", lambda found: LONG[found[1]] * int(found[2]), text)
    return attacked.fill(text.replace("CURSOR", DEEP).replace("TOKEN", TOKEN))


def send(attacked: Attacked, row: dict[str, Any]) -> TestResponse:
    method = row.get("method", "GET")
    options: dict[str, Any] = {"headers": {name: written(value, attacked) for name, value in row.get("headers", {}).items()}}
    if "cookie" in row:
        options["headers"]["Cookie"] = written(row["cookie"], attacked)
    if method != "GET":
        body = bytes.fromhex(row["hex"]) if "hex" in row else written(row["body"], attacked).encode()
        options |= {"data": body * row.get("times", 1), "content_type": row.get("type", "application/x-www-form-urlencoded")}
    return attacked.ask(written(row.get("path", "/"), attacked), method, **options)


@pytest.mark.parametrize("row", REQUESTS, ids=lambda row: row["name"])
def test_what_nobody_honest_sends_is_refused(attacked: Attacked, row: dict[str, Any]) -> None:
    answer = send(attacked, row)
    assert faults(answer) == []
    assert answer.status_code in row["status"], sentences(answer)
    assert row.get("says", "") in sentences(answer)
    assert answer.status_code < 400 or len(sentences(answer)) > 20
    assert answer.status_code < 400 or not attacked.written()
    assert attacked.bad_lines() == []


def every_address(app: Flask) -> Iterator[str]:
    known = {"slug": "hostile", "event": "{event}", "document": "{document}", "change": "1", "version": "0" * 16}
    for rule in app.url_map.iter_rules():
        yield re.sub(r"<(?:[^>]*:)?(\w+)>", lambda found: known.get(found[1], "x"), rule.rule)


def test_every_verb_at_every_address_is_answered_or_refused(attacked: Attacked) -> None:
    """Without a token: so nothing is ever written."""
    addresses = sorted(set(every_address(attacked.app)))
    assert len(addresses) > 40
    wrongs = []
    for path in addresses:
        for verb in VERBS:
            answer = attacked.ask(path, verb)
            wrongs += [f"{verb} {path}: {each}" for each in faults(answer)]
            wrongs += [f"{verb} {path}: it was written to the store"] if attacked.written() else []
    assert wrongs == []
    assert attacked.bad_lines() == []


FAILING = "/t/hostile%0aERROR%20forged%0d%1b[31m"


def test_a_failure_makes_one_line_in_the_log(attacked: Attacked) -> None:
    """A path with line ends and codes of terminals in it, asked for while the store is broken."""
    attacked.ruin()
    answer = attacked.ask(FAILING)
    assert answer.status_code in (500, 507)
    assert "Traceback" not in answer.get_data(as_text=True)
    (line,) = [each.split("Traceback")[0].strip() for each in attacked.log if each.startswith("ERROR")]
    assert len(line.splitlines()) == 1 and "\x1b" not in line
    assert "forged" in line
