"""A program that uses the API, and holds every answer to the OpenAPI document."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from timeline.web.api.checking import Validator
from timeline.web.api.openapi import document
from timeline.web.api.operation import Operation
from timeline.web.api.operations import ROOT
from timeline.web.api.page import address, headers

HOME = "http://127.0.0.1:8321"
TOKEN = "a-token-made-for-the-tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@dataclass
class Program:
    client: FlaskClient
    headers: Mapping[str, str] = field(default_factory=lambda: BEARER)

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> TestResponse:
        """`path` without the root; `headers` beside the token; `body` is sent as JSON."""
        given = {**self.headers, **options.pop("headers", {})}
        if body is not None:
            options["data"] = body if isinstance(body, (str, bytes)) else json.dumps(body)
            given = {"Content-Type": "application/json", **given}
        answer = self.client.open(ROOT + path, method=method, base_url=HOME, headers=given, **options)
        conforms(answer)
        return answer

    def get(self, path: str, **options: Any) -> Any:
        return self.told(self.send("GET", path, **options), 200)

    def post(self, path: str, body: Any, status: int = 200, **options: Any) -> Any:
        return self.told(self.send("POST", path, body, **options), status)

    def told(self, answer: TestResponse, status: int) -> Any:
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.get_json(force=True)

    def example(self, row: Operation) -> TestResponse:
        """What the page of the API tells people to send."""
        sent = headers(row) | ({} if not row.writes else BEARER)
        data = json.dumps(row.example.body) if row.body else None
        answer = self.client.open(address(row), method=row.method, base_url=HOME, headers=sent, data=data)
        conforms(answer)
        return answer


def conforms(answer: TestResponse) -> None:
    """That the document says this may be answered, in this shape; and what every answer carries."""
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.status_code < 500
    operation = _operation(answer)
    responses = operation["responses"] if operation else {}
    if operation:
        assert str(answer.status_code) in responses
    if answer.status_code >= 400:
        assert answer.content_type == "application/problem+json"
        fits({"$ref": "#/components/schemas/Problem"}, answer.get_json(force=True))
        assert answer.get_json(force=True)["status"] == answer.status_code
    elif operation and "content" in responses[str(answer.status_code)]:
        shape = responses[str(answer.status_code)]["content"][answer.mimetype].get("schema")
        if shape is not None:
            fits(shape, answer.get_json(force=True))


def fits(schema: Mapping[str, Any], value: Any) -> None:
    Validator({**schema, "components": document()["components"]}).validate(value)


def _operation(answer: TestResponse) -> dict[str, Any]:
    """What the document says of the request, or nothing where there is no such operation."""
    path = answer.request.path.removeprefix(ROOT)
    fitting = [known for known in document()["paths"] if re.fullmatch(re.sub(r"{\w+}", "[^/]+", known), path)]
    found: dict[str, Any] = document()["paths"][fitting[0]].get(answer.request.method.lower(), {}) if fitting else {}
    return found
