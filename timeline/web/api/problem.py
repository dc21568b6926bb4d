"""Refusals as RFC 9457 has them: application/problem+json with a kind, a sentence, and the fields at fault."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask import Response, request
from werkzeug.exceptions import HTTPException

from timeline.errors import NotADate, Stale, TimelineError
from timeline.store import Change, StoredEvent
from timeline.web import site
from timeline.web.api.checking import Invalid
from timeline.web.api.written import change_json, event_json

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is its place on the page of the API; `sentence` is said where nobody knows better."""

    status: int
    name: str
    title: str
    sentence: str


KINDS = (
    Kind(400, "unreadable", "That cannot be read", "Something in the address, the headers or the JSON is not as it should be."),
    Kind(401, "unauthorised", "Say who you are", "Send “Authorization: Bearer” with the token of this server, or log in."),
    Kind(403, "refused", "This was refused", "That is not allowed, so nothing was changed."),
    Kind(404, "not-found", "There is no such thing", "Nothing is kept at this address. /api/docs lists the addresses there are."),
    Kind(405, "method", "That does not work this way", "This address does not take that method; the header Allow lists those it takes."),
    Kind(406, "not-acceptable", "That cannot be answered so", "Answers are application/json."),
    Kind(
        409, "conflict", "Something newer stands in the way", "Something was changed in the meantime; `current` is what stands in the way."
    ),
    Kind(412, "stale", "There is a newer version", "Somebody saved a newer version first; `current` is that version."),
    Kind(413, "too-large", "That is too much at once", "Send it in parts."),
    Kind(414, "address-too-long", "That address is too long", "Shorten the search."),
    Kind(415, "media-type", "That is no JSON", "Send the body as application/json."),
    Kind(422, "invalid", "That cannot be kept so", "What was sent breaks the rules of its shape; `errors` says where."),
    Kind(428, "precondition", "Say which version you mean", "Send If-Match with the ETag of the version that the change was made from."),
    Kind(500, "broken", "Something broke", "It is our fault, not yours. Nothing was half-saved."),
    Kind(507, "store-failed", "The store failed", "Nothing was saved."),
)
BY_STATUS = {kind.status: kind for kind in KINDS}


def response(title: str, sentence: str, status: int, wrong: Exception | None = None) -> Response:
    """`wrong` is what was raised, `title` and `sentence` what a page would say of it."""
    status = 412 if isinstance(wrong, Stale) and isinstance(wrong.current, StoredEvent) else status
    kind = BY_STATUS.get(status)
    detail = _detail(sentence, kind, wrong)
    told: dict[str, Any] = {
        "type": f"/api/docs#problem-{kind.name}" if kind else "about:blank",
        "title": kind.title if kind else title,
        "status": status,
        "detail": detail,
        "errors": [{"field": field, "sentence": said} for field, said in _errors(wrong)],
    }
    answer = Response(json.dumps(told | _more(wrong), ensure_ascii=False), status, mimetype=MEDIA_TYPE)
    answer.headers["Cache-Control"] = "no-store"
    for name, value in _headers(wrong):
        answer.headers.add(name, value)
    return answer


def _detail(sentence: str, kind: Kind | None, wrong: Exception | None) -> str:
    """The framework's own refusals have the sentence they were raised with, or that of their kind."""
    if isinstance(wrong, HTTPException):
        if wrong.description and wrong.description != type(wrong).description:
            return wrong.description
        return kind.sentence if kind and wrong.code != 413 else sentence
    return sentence


def _errors(wrong: Exception | None) -> tuple[tuple[str, str], ...]:
    if isinstance(wrong, Invalid):
        return wrong.errors
    return ((wrong.field, wrong.sentence),) if isinstance(wrong, TimelineError) and wrong.field else ()


def _more(wrong: Exception | None) -> dict[str, Any]:
    if isinstance(wrong, NotADate) and wrong.understood:
        return {"understood": list(wrong.understood)}
    current = wrong.current if isinstance(wrong, Stale) else None
    if isinstance(current, StoredEvent):
        slug = (request.view_args or {}).get("slug", "")
        return {"current": event_json(current, site.store().cited(slug, [current.event]))}
    return {"current": change_json(current)} if isinstance(current, Change) else {}


def _headers(wrong: Exception | None) -> list[tuple[str, str]]:
    if not isinstance(wrong, HTTPException):
        return []
    return [(name, value) for name, value in wrong.get_headers() if name in ("Allow", "WWW-Authenticate", "Retry-After")]
