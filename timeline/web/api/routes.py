"""The rows of the table as routes: what is sent is checked, the operation runs, its answer goes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from flask import Blueprint, Response, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import UnsupportedMediaType

from timeline.errors import BadFile, BadInput
from timeline.readers.strict_json import parse
from timeline.web import site
from timeline.web.api.asked import Answer, Asked
from timeline.web.api.checking import Invalid, check_body, read_parameters
from timeline.web.api.openapi import document
from timeline.web.api.operation import Operation
from timeline.web.api.operations import OPERATIONS, ROOT

blueprint = Blueprint("api", __name__, url_prefix=ROOT)


def _view(operation: Operation) -> Callable[..., Response]:
    def view(**_: str) -> Response:
        return _response(_run(operation, _asked(operation)), operation)

    return view


def _run(operation: Operation, asked: Asked) -> Answer:
    """What was read well and still cannot be taken is 422, whoever finds out."""
    try:
        return operation.run(asked)
    except BadInput as wrong:
        if wrong.status != 400 or not operation.body or isinstance(wrong, Invalid):
            raise
        raise Invalid([(wrong.field or "", wrong.sentence)]) from wrong


def _asked(operation: Operation) -> Asked:
    by_place = {place: [row for row in operation.parameters if row.where == place] for place in ("path", "query")}
    path = read_parameters(by_place["path"], MultiDict(request.view_args or {}))
    query = read_parameters(by_place["query"], request.args)
    return Asked(
        site.store(),
        path,
        query,
        _body(operation),
        request.headers.get("If-Match"),
        site.author() or query.get("author", ""),
        site.hemisphere(),
    )


def _body(operation: Operation) -> Any:
    if not operation.body:
        return None
    if request.mimetype != "application/json":
        said = f"it is {request.mimetype[:60]}" if request.mimetype else "it says no Content-Type"
        raise UnsupportedMediaType(f"What is sent here has to be application/json; {said}.")
    try:
        body = parse(request.get_data(cache=False))
    except BadFile as wrong:
        raise Invalid([(wrong.field or "", wrong.sentence)], 400) from wrong
    check_body(operation.body, body)
    return body


def _response(answer: Answer, operation: Operation) -> Response:
    response = Response(_content(answer), answer.status, content_type=answer.media_type)
    if answer.status == 204:
        del response.headers["Content-Type"]
    if answer.etag is not None:
        response.set_etag(str(answer.etag))
    if answer.next_cursor is not None:
        response.headers["Link"] = f'<{_following(operation, answer.next_cursor)}>; rel="next"'
    if answer.location is not None:
        name, arguments = answer.location
        response.headers["Location"] = url_for(f"api.{name}", **arguments)
    return response


def _content(answer: Answer) -> str | Iterator[str]:
    if answer.pieces is not None:
        return answer.pieces
    return "" if answer.status == 204 else json.dumps(answer.body, ensure_ascii=False, allow_nan=False)


def _following(operation: Operation, cursor: str) -> str:
    """The same question from where its answer ended."""
    asked: dict[str, Any] = request.args.to_dict(flat=False) | {"cursor": [cursor]}
    return url_for(f"api.{operation.name}", **(request.view_args or {}), **asked)


@blueprint.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/openapi.json")
def openapi() -> Response:
    return Response(json.dumps(document(), ensure_ascii=False), mimetype="application/json")


for _row in OPERATIONS:
    _rule = _row.path.replace("{", "<").replace("}", ">")
    blueprint.add_url_rule(_rule, _row.name, _view(_row), methods=[_row.method])
