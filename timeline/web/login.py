"""The password, where one is set: asked once a browser, and slower after failures."""

from __future__ import annotations

import hmac
import threading
import time

from flask import Blueprint, Flask, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from timeline.web.api import access
from timeline.web.forms import LIMITS
from timeline.wording import gettext, ngettext

blueprint = Blueprint("login", __name__)
OPEN = frozenset({"static", "module", "login.ask", "login.enter"})
TRIES = 5
LOCKED_SECONDS = 60.0


class Failures:
    """Counts wrong passwords in this process, all visitors together: an address is easily changed, and only one password is guessed at."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._times: list[float] = []

    def wait(self, now: float) -> int:
        """Whole seconds until another try is allowed."""
        with self._lock:
            self._times = [at for at in self._times if now - at < LOCKED_SECONDS]
            locked = len(self._times) >= TRIES
            return int(LOCKED_SECONDS - (now - self._times[-TRIES])) + 1 if locked else 0

    def add(self, now: float) -> None:
        with self._lock:
            self._times.append(now)


def require(app: Flask) -> None:
    app.extensions["login_failures"] = Failures()
    if app.config["PASSWORD"]:
        app.before_request(check)


def check() -> ResponseReturnValue | None:
    if session.get("entered") or request.endpoint in OPEN or access.has_token():
        return None
    if access.is_api():
        access.refuse()
    wanted = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("login.ask", next=wanted or None))


def safe_target(wanted: str) -> str:
    """Only a path of our own: `//elsewhere` and `/\\elsewhere` are other hosts to a browser."""
    own = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if own else url_for("timelines.index")


@blueprint.get("/login")
def ask() -> ResponseReturnValue:
    return render_template("login.html", wanted=request.args.get("next", ""), wrong="")


@blueprint.post("/login")
def enter() -> ResponseReturnValue:
    wanted, author, now = request.form.get("next", ""), request.form.get("author", "").strip(), time.monotonic()
    failures: Failures = current_app.extensions["login_failures"]
    if seconds := failures.wait(now):
        wrong = ngettext(
            "Too many wrong passwords. Wait %(number)s second, then try again.",
            "Too many wrong passwords. Wait %(number)s seconds, then try again.",
            seconds,
        )
        return render_template("login.html", wanted=wanted, author=author, wrong=wrong), 429, {"Retry-After": str(seconds)}
    given, right = request.form.get("password", ""), current_app.config["PASSWORD"]
    if not right or not hmac.compare_digest(given.encode(), right.encode()):
        failures.add(now)
        wrong = gettext("That is not the password. Ask whoever started the server.")
        return render_template("login.html", wanted=wanted, author=author, wrong=wrong), 403
    session.clear()
    session.permanent = True
    session["entered"] = True
    session["author"] = author[: LIMITS["author"]]
    return redirect(safe_target(wanted))


@blueprint.post("/logout")
def leave() -> ResponseReturnValue:
    session.clear()
    return redirect(url_for("login.ask"))
