"""/api/docs: the table of operations as a page, drawn here and asking nobody else for anything."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from timeline.web.api.openapi import ABOUT, document
from timeline.web.api.operation import Operation
from timeline.web.api.operations import OPERATIONS, ROOT
from timeline.web.api.problem import BY_STATUS, KINDS
from timeline.web.api.shapes import HOME, SHAPES, Shape

blueprint = Blueprint("api_page", __name__)
SIMPLE = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
    "object": "an object",
}
BODIES = {row.body for row in OPERATIONS}


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of how a kind of value is said; `shape` is what it leads to on the page."""

    text: str
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    words: tuple[Word, ...]
    required: bool
    about: str


@blueprint.get("/api/docs")
def show() -> ResponseReturnValue:
    groups = [(subject, list(rows)) for subject, rows in groupby(OPERATIONS, key=lambda row: row.subject)]
    page = render_template(
        "api.html",
        about=ABOUT,
        groups=groups,
        shapes=_shapes(),
        problems=KINDS,
        root=ROOT,
        titles=_titles,
        parameters=_parameters,
        pieces=lambda text: list(enumerate(text.split("`"))),
        command=lambda row: curl(row, request.host_url.rstrip("/")),
    )
    return page, {"Cache-Control": "no-store"}


# --- examples --------------------------------------------------------------------------------------------------------


def address(row: Operation) -> str:
    """Of its example, from the root of the server."""
    path = row.path.format(**{name: quote(value, safe="") for name, value in row.example.path.items()})
    return f"{ROOT}{path}{'?' + urlencode(row.example.query) if row.example.query else ''}"


def headers(row: Operation) -> dict[str, str]:
    """What its example sends; the token is what the reader has set."""
    told = {"Authorization": "Bearer $TIMELINE_TOKEN"} if row.writes else {}
    told |= {"If-Match": '"1"'} if any(each.name == "If-Match" and each.required for each in row.parameters) else {}
    return told | ({"Content-Type": "application/json"} if row.body else {})


def curl(row: Operation, host: str) -> str:
    """The example as a command; double quotes where the shell has to fill in the token."""
    said = [f"-X {row.method}"] if row.method != "GET" else []
    said += [f'-H "{name}: {value}"' if "$" in value else f"-H {shlex.quote(f'{name}: {value}')}" for name, value in headers(row).items()]
    if row.body:
        said.append(f"-d {shlex.quote(json.dumps(row.example.body, ensure_ascii=False))}")
    return " \\\n  ".join([f"curl {shlex.quote(host + address(row))}", *said])


# --- kinds of values, in words ------------------------------------------------------------------------------------


@cache
def _shapes() -> tuple[tuple[str, str, tuple[Word, ...], tuple[Row, ...]], ...]:
    return tuple((name, shape.get("description", ""), said(shape), rows_of(shape, name in BODIES)) for name, shape in SHAPES.items())


def rows_of(shape: Shape, is_body: bool) -> tuple[Row, ...]:
    """In answers every part is always there, which the page says once."""
    needed = shape.get("required", ())
    needed = needed if is_body or len(needed) < len(shape.get("properties", ())) else ()
    return tuple(Row(name, said(each), name in needed, each.get("description", "")) for name, each in shape.get("properties", {}).items())


def said(shape: Shape) -> tuple[Word, ...]:
    if "$ref" in shape:
        name = shape["$ref"].removeprefix(HOME)
        return (Word(name, name),)
    if "enum" in shape:
        return (Word(" or ".join(json.dumps(each) for each in shape["enum"])),)
    for several in ("anyOf", "allOf"):
        if several in shape:
            return _joined([said(each) for each in shape[several] if "$ref" in each or several == "anyOf"])
    if shape.get("type") == "array":
        return (Word("a list; each "), *said(shape["items"]))
    return (Word(_plain(shape)),)


def _joined(parts: list[tuple[Word, ...]]) -> tuple[Word, ...]:
    return tuple(word for place, part in enumerate(parts) for word in ((Word(" or "), *part) if place else part))


def _plain(shape: Shape) -> str:
    given = shape.get("type", [])
    first, *others = [SIMPLE[each] for each in ([given] if isinstance(given, str) else given)]
    low, high, longest = (shape.get(name) for name in ("minimum", "maximum", "maxLength"))
    first += f" from {low:,} to {high:,}" if low is not None and high is not None and high < 10**12 else ""
    first += f" of at most {longest:,} characters" if longest else ""
    return " or ".join([first, *others])


def _parameters(row: Operation) -> list[Row]:
    """As the OpenAPI document has them, defaults told."""
    rows = document()["paths"][row.path][row.method.lower()].get("parameters", [])
    return [Row(each["name"], said(each["schema"]), each.get("required", False), _about(each)) for each in rows]


def _about(row: dict[str, Any]) -> str:
    default = row["schema"].get("default")
    return row["description"] if default is None else f"{row['description']} When left out: `{json.dumps(default)}`."


def _titles(status: int) -> str:
    kind = BY_STATUS.get(status)
    return kind.title if kind else HTTPStatus(status).phrase
