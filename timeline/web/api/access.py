"""Who may use the API: a program by the token of the server, a page of ours by its session and the form token in a header.

A token comes with every request and by nobody's doing but the program's, so it needs no form token beside it; where a request comes from
(security.check_host, security.check_origin) is asked of everybody.
"""

from __future__ import annotations

import hmac
from typing import NoReturn

from flask import current_app, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from timeline.errors import BadInput

PREFIX = "/api/"
PAGE = "/api/docs"
SHORTEST = 20
UNKNOWN = (
    "To write, send “Authorization: Bearer” with the token that TIMELINE_TOKEN was set to where the server was started, or, from a page of "
    "this server, its form token in X-CSRF-Token. As this had neither, nothing was changed."
)
# POST because a text is long; it stores nothing
READING = frozenset({"api.readText"})


def is_api() -> bool:
    """Whether JSON is the answer, also to what goes wrong."""
    return request.path.startswith(PREFIX) and request.path != PAGE


def checked_token(token: str) -> str:
    """Itself, or BadInput for one that is easily guessed or cannot stand in a header."""
    if token and (len(token) < SHORTEST or not token.isascii() or not token.isprintable() or " " in token):
        raise BadInput(
            f"TIMELINE_TOKEN has to be {SHORTEST} or more letters and digits without blanks, such as “openssl rand -hex 32” makes.",
            field="token",
        )
    return token


def has_token() -> bool:
    """Whether the request brings the token. Raises Unauthorized for a wrong one; other ways of logging in are a proxy's business."""
    if not is_api():
        return False
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return False
    wanted = current_app.config["TOKEN"]
    if not wanted:
        refuse("This server takes no tokens: TIMELINE_TOKEN is not set where it was started.")
    if not hmac.compare_digest(given.strip().encode(), wanted.encode()):
        refuse("That is not the token of this server; it is what TIMELINE_TOKEN was set to where it was started.")
    return True


def excused() -> bool:
    """Whether no form token is asked for."""
    return has_token() or request.endpoint in READING


def refuse(sentence: str = "This server has a password. Send “Authorization: Bearer” with its token, or log in on its pages.") -> NoReturn:
    raise Unauthorized(sentence, www_authenticate=WWWAuthenticate("bearer"))
