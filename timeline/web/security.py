"""Who may ask what: host names, origins, tokens in forms, and the headers that hold browsers to it.

A page elsewhere on the web must not read or write the store of somebody's laptop. So a request has to name a host we answer to (which
stops DNS rebinding), a write has to come from one of our own pages (Origin, Referer, Sec-Fetch-Site) and has to carry the token that only
our forms know. The token is a random word in the signed session: twenty lines, where Flask-WTF would bring a second way of writing forms.
"""

from __future__ import annotations

import hmac
import re
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request, session

from timeline.errors import BadInput, Refused
from timeline.web.api import access
from timeline.web.inline import SOURCES, script
from timeline.wording import gettext

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_FIELD = "csrf"
PORT = re.compile(r":[0-9]{0,5}$")
POLICY = f"default-src 'self'; script-src 'self' {SOURCES}; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # no-referrer would make browsers send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def guard(app: Flask, hosts: tuple[str, ...]) -> None:
    app.config["HOSTS"] = frozenset(each.strip().lower() for each in hosts if each.strip())
    app.before_request(check_host)
    app.before_request(check_origin)
    app.before_request(check_token)
    app.after_request(add_headers)
    app.jinja_env.globals.update(csrf_token=token, inline_script=script)


def check_host() -> None:
    """The port of a loopback name may differ: somebody may forward one through ssh, and a rebound name is never a loopback name."""
    given = request.headers.get("Host", "").lower()
    name = given if given.endswith("]") else PORT.sub("", given)
    if name in LOOPBACK or {given, name} & current_app.config["HOSTS"]:
        return
    raise BadInput(
        gettext(
            "This server does not answer to the name “%(name)s”. Open it as http://127.0.0.1 with its port, "
            "or add the name to TIMELINE_HOSTS where the server is started.",
            name=given[:100],
        )
    )


def check_origin() -> None:
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if site not in ("same-origin", "none") or (origin is not None and not _ours(origin)):
        raise Refused(gettext("This came from a page of another site, so nothing was changed. Do it from a page of this server."))


def _ours(address: str) -> bool:
    try:
        return urlsplit(address).netloc.lower() == request.headers.get("Host", "").lower()
    except ValueError:  # half an IPv6 address
        return False


def check_token() -> None:
    if request.method in SAFE_METHODS or access.excused():
        return
    known = session.get(FORM_FIELD, "")
    given = request.headers.get("X-CSRF-Token", "") or ("" if access.is_api() else request.form.get(FORM_FIELD, ""))
    if not known or not hmac.compare_digest(known.encode(), given.encode()):
        if access.is_api():
            raise Refused(access.UNKNOWN)
        raise Refused(
            gettext(
                "This form is too old, or cookies are switched off, so nothing was changed. Go back, reload the page and send it again."
            )
        )


def token() -> str:
    if FORM_FIELD not in session:
        session[FORM_FIELD] = secrets.token_urlsafe(24)
    return str(session[FORM_FIELD])


def add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint and "static" not in request.endpoint and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    return response
