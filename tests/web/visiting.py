"""A visitor without a browser: opens pages, and sends forms with the token that the page gave."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HOME = "http://127.0.0.1:8321"


@dataclass
class Visitor:
    client: FlaskClient

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **{"base_url": HOME, **options})

    def text(self, path: str, **options: Any) -> str:
        return self.get(path, **options).get_data(as_text=True)

    def token(self) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.text("/new"))
        assert found is not None
        return found[1]

    def post(self, path: str, data: Mapping[str, Any] | None = None, **options: Any) -> TestResponse:
        return self.client.post(path, **{"base_url": HOME, "data": {"csrf": self.token(), **(data or {})}, **options})


class FormReader(HTMLParser):
    """Gathers in `sent` what the fields of a form hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: dict[str, str] = {}
        self.inside = self.choosing = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in given}
        if tag == "textarea":
            self.inside = known["name"]
            self.sent[self.inside] = ""
        elif tag == "select":
            self.choosing = known["name"]
        elif tag == "option" and "selected" in known:
            self.inside = "" if "value" in known else self.choosing
            self.sent[self.choosing] = known.get("value", "")
        elif tag == "input" and known.get("name") and (known.get("type") not in ("radio", "checkbox") or "checked" in known):
            self.sent[known["name"]] = known.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.sent[self.inside] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "option"):
            self.inside = ""


def filled(page: str) -> dict[str, str]:
    """What a browser would send of the event form as it stands."""
    reader = FormReader()
    reader.feed("<form " + page.split('id="event-form"')[1].split("</form>")[0])
    return reader.sent
