"""The table of operations as an OpenAPI 3.1 document."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any

from timeline import __version__
from timeline.formats import FORMATS
from timeline.web.api.operation import Operation
from timeline.web.api.operations import OPERATIONS, ROOT
from timeline.web.api.parameters import Parameter
from timeline.web.api.problem import BY_STATUS, MEDIA_TYPE
from timeline.web.api.shapes import SHAPES, ref

ABOUT = (
    "Timelines of conflict events: their events, the documents these rest on, and every change. Reading is open, unless the server has a "
    "password. Writing needs the server's token (TIMELINE_TOKEN), or a session of its own pages with the form token in X-CSRF-Token. "
    "Bodies are application/json. Refusals are application/problem+json (RFC 9457): a sentence, and one for every field at fault. "
    "Lists go on by cursor."
)
SCHEMES: dict[str, Any] = {
    "token": {"type": "http", "scheme": "bearer", "description": "The token that the server was started with."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "timeline",
        "description": "The session of a browser on the pages of this server.",
    },
    "form": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token", "description": "The form token of that session."},
}
WRITING: list[dict[str, list[str]]] = [{"token": []}, {"session": [], "form": []}]
READING: list[dict[str, list[str]]] = [{}, {"token": []}, {"session": []}]
HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {"description": "The version, for If-Match.", "schema": {"type": "string"}},
    "Location": {"description": "The address of what was made.", "schema": {"type": "string"}},
    "Link": {"description": 'The next page, as rel="next", when there is one.', "schema": {"type": "string"}},
}


@cache
def document() -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {}
    for row in OPERATIONS:
        paths.setdefault(row.path, {})[row.method.lower()] = _operation(row)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Timelines", "version": __version__, "description": ABOUT, "license": {"name": "MIT", "identifier": "MIT"}},
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": ROOT}],
        "tags": [{"name": subject} for subject in dict.fromkeys(row.subject for row in OPERATIONS)],
        "paths": paths,
        "components": {"schemas": SHAPES, "securitySchemes": SCHEMES, "headers": HEADERS},
    }


def _operation(row: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {"operationId": row.name, "tags": [row.subject], "summary": row.summary}
    told |= {"description": row.about} if row.about else {}
    told |= {"parameters": [_parameter(each) for each in row.parameters]} if row.parameters else {}
    told |= {"requestBody": _body(row)} if row.body else {}
    responses = {str(status): _success(row, status) for status in row.statuses}
    responses |= {str(status): _refusal(status) for status in row.refused}
    return told | {"responses": responses, "security": WRITING if row.writes else READING}


def _parameter(row: Parameter) -> dict[str, Any]:
    schema = row.schema if row.default in (None, "", ()) else {**row.schema, "default": _plain(row.default)}
    told: dict[str, Any] = {"name": row.name, "in": row.where, "description": row.help, "schema": schema}
    told |= {"required": True} if row.required else {}
    return told | ({"style": "form", "explode": True} if row.many else {})


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _body(row: Operation) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": ref(row.body), "example": row.example.body}}}


def _success(row: Operation, status: int) -> dict[str, Any]:
    told: dict[str, Any] = {"description": HTTPStatus(status).phrase}
    if row.answer:
        told["content"] = {"application/json": {"schema": ref(row.answer)}}
    if row.file:
        told["content"] = {media: {} for media in sorted({each.media_type.split(";")[0] for each in FORMATS.values() if each.write})}
    named = [name for name, there in (("ETag", row.etag), ("Location", 201 in row.statuses), ("Link", row.paged)) if there]
    return told | ({"headers": {name: {"$ref": f"#/components/headers/{name}"} for name in named}} if named else {})


def _refusal(status: int) -> dict[str, Any]:
    return {"description": BY_STATUS[status].title, "content": {MEDIA_TYPE: {"schema": ref("Problem")}}}
