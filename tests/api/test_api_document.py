"""The OpenAPI document, its page and docs/api.md say what the API does, and nothing else."""

from __future__ import annotations

import json
import re
import shlex
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator
from werkzeug.test import TestResponse

from tests.api.calling import HOME, TOKEN, Program, fits
from timeline.web.api.openapi import document
from timeline.web.api.operation import Operation
from timeline.web.api.operations import OPERATIONS, ROOT
from timeline.web.api.problem import KINDS
from timeline.web.api.shapes import SHAPES
from timeline.web.security import HEADERS

DOCS = Path(__file__).parent.parent.parent / "docs" / "api.md"
by_name = pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)


def page(client: FlaskClient) -> str:
    """Without the marks of code inside its sentences."""
    return unescape(re.sub(r"</?code>", "", client.get("/api/docs", base_url=HOME).get_data(as_text=True)))


def test_the_document_is_openapi(program: Program) -> None:
    told = program.get("/openapi.json")
    assert told["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(told).validate()
    assert told == document()


def test_names_are_given_once() -> None:
    assert len({row.name for row in OPERATIONS}) == len(OPERATIONS)
    assert len({(row.method, row.path) for row in OPERATIONS}) == len(OPERATIONS)


def test_every_route_of_the_api_is_in_the_document(app: Flask) -> None:
    routes = {
        (method, str(rule).removeprefix(ROOT).replace("<", "{").replace(">", "}"))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if str(rule).startswith(ROOT)
    }
    assert routes - {("GET", "/openapi.json")} == {(row.method, row.path) for row in OPERATIONS}


def test_every_shape_is_used_and_there() -> None:
    """A reference that leads nowhere, or a shape that nothing leads to, is a mistake."""
    told = str(document())
    led_to = set(re.findall(r"#/components/schemas/(\w+)", told))
    assert led_to == set(SHAPES)


@by_name
def test_every_example_does_what_it_says(program: Program, row: Operation) -> None:
    answer = program.example(row)
    assert answer.status_code == row.statuses[0], answer.get_data(as_text=True)


@by_name
def test_every_example_has_its_shape(row: Operation) -> None:
    if row.body:
        fits({"$ref": f"#/components/schemas/{row.body}"}, row.example.body)


@by_name
def test_the_docs_list_every_operation(row: Operation) -> None:
    assert f"| `{row.name}` | `{row.method} {ROOT}{row.path}` | {row.summary} |" in DOCS.read_text(encoding="utf-8")


def test_the_docs_list_nothing_else() -> None:
    said = re.findall(r"^\| `(\w+)` \| `[A-Z]+ /", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert said == [row.name for row in OPERATIONS]


def test_the_problem_in_the_docs_is_a_real_one(program: Program) -> None:
    shown = re.search(r"```json\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    answer = program.send("POST", "/timelines/tavush/events", {"title": "A", "date": {"text": "32 May 2020"}})
    told = answer.get_json(force=True)
    told.pop("understood", None)
    assert json.loads(shown[1]) == told


@by_name
def test_the_page_shows_every_operation(client: FlaskClient, row: Operation) -> None:
    section = page(client).split(f'<section id="{row.name}"')[1].split("</section>")[0]
    assert f"{row.method} {ROOT}{row.path}" in section
    assert row.summary in section and row.about.replace("`", "") in section
    cells = [(f'<th scope="row">{each.name}', each.help.replace("`", "")) for each in row.parameters]
    assert [name for name, help_text in cells if name not in section or help_text not in section] == []
    assert [name for name in (row.body, row.answer) if name and f'href="#shape-{name}"' not in section] == []
    assert [status for status in row.refused if f'href="#problem-{status}"' not in section] == []
    assert f"curl {HOME}{ROOT}" in section.replace("'", "")


def test_the_page_shows_every_shape_and_problem(client: FlaskClient) -> None:
    shown = page(client)
    assert [name for name in SHAPES if f'id="shape-{name}"' not in shown] == []
    assert [kind.name for kind in KINDS if f'id="problem-{kind.name}"' not in shown] == []


def test_links_on_the_page_lead_somewhere(client: FlaskClient) -> None:
    shown = page(client)
    ids = re.findall(r'\bid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', shown)) - set(ids) == set()


def test_the_page_asks_nobody_else(client: FlaskClient) -> None:
    """No script of its own, and nothing from another host."""
    answer = client.get("/api/docs", base_url=HOME)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "no-store"
    loaded = re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', answer.get_data(as_text=True))
    assert loaded and all(each.startswith("/static/") for each in loaded)


def commands() -> list[list[str]]:
    """Every curl command of docs/api.md, as words, with the token filled in."""
    blocks = re.findall(r"```sh\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").replace("$TIMELINE_TOKEN", TOKEN).splitlines()
    return [shlex.split(line) for line in lines if line.startswith("curl ")]


def test_the_commands_in_the_docs_do_what_they_say(app: Flask) -> None:
    """One after the other, as a reader would type them; the last names an event that the ones before made."""
    client, made = app.test_client(), ""
    assert len(commands()) > 5
    for words in commands():
        told = sent(client, words, made)
        assert told.status_code in (200, 201), (words, told.get_data(as_text=True))
        made = ((told.get_json() or {}).get("events") or [made])[0] if "POST" in told.request.method else made
    assert told.get_json()["date"]["edtf"] == "2020-09-27"


def sent(client: FlaskClient, words: list[str], event: str) -> TestResponse:
    named: dict[str, list[str]] = {"-H": [], "-d": [], "-X": []}
    rest = iter(words[1:])
    url = ""
    for word in rest:
        if word in named:
            named[word].append(next(rest))
        else:
            url = word.replace("/ID", f"/{event}")
    headers = dict(line.split(": ", 1) for line in named["-H"])
    method = (named["-X"] or ["POST" if named["-d"] else "GET"])[0]
    return client.open(url, method=method, headers=headers, data="".join(named["-d"]) or None)
