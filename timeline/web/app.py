"""create_app: the Flask app around a store."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter

from timeline.events import CATEGORIES
from timeline.resources import folder
from timeline.settings import whole_setting
from timeline.store import Store
from timeline.web import (
    assets,
    changes,
    display,
    documents,
    eras,
    events,
    exchange,
    finding,
    gaps,
    importing,
    login,
    paper,
    picture,
    problems,
    reader,
    reading,
    rereading,
    same,
    saved,
    security,
    stepping,
    still,
    timelines,
)
from timeline.web.api import access, page, routes

FORM_MEMORY_PER_CHARACTER = 12  # a character is up to 4 bytes of UTF-8, each of them %XX in a plain form

OTHER_PARTS = 100  # fields of a form beside its files


class SlugConverter(BaseConverter):
    """Anything but a slash or a dot, so that `/t/<slug>.json` is never taken for a timeline."""

    regex = "[^/.]+"


def create_app(
    store: Store,
    *,
    password: str = "",
    hosts: Iterable[str] = (),
    secret: str | None = None,
    hemisphere: str = "north",
    language: str = "",
    token: str = "",
    config: dict[str, Any] | None = None,
) -> Flask:
    """`hosts` are names, besides those of this machine, that browsers may ask for. Without a `secret` sessions end with the process,
    without a `token` no program can write. Raises BadInput for a token that is easily guessed, or a `language` that
    there is no file of."""
    app = Flask("timeline", template_folder=str(folder("templates")), static_folder=str(folder("static")), static_url_path="/static")
    app.config.update(
        SECRET_KEY=secret or secrets.token_hex(32),
        PASSWORD=password,
        HEMISPHERE=hemisphere,
        TOKEN=access.checked_token(token),
        MAX_CONTENT_LENGTH=whole_setting("max_upload"),
        MAX_FORM_PARTS=whole_setting("max_files") + OTHER_PARTS,
        MAX_FORM_MEMORY_SIZE=whole_setting("max_text") * FORM_MEMORY_PER_CHARACTER,
        SESSION_COOKIE_NAME="timeline",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
    )
    app.config.update(config or {})
    _set_up(app, store, tuple(hosts), language)
    return app


def _set_up(app: Flask, store: Store, hosts: tuple[str, ...], language: str) -> None:
    app.extensions["store"] = store
    app.url_map.converters["slug"] = SlugConverter
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    reader.install(app, language)
    security.guard(app, hosts)
    login.require(app)
    problems.install(app)
    assets.install(app)
    display.install(app)
    for module in (
        timelines,
        finding,
        saved,
        events,
        reading,
        same,
        documents,
        rereading,
        gaps,
        changes,
        exchange,
        importing,
        picture,
        stepping,
        eras,
        still,
        paper,
        login,
        routes,
        page,
    ):
        app.register_blueprint(module.blueprint)
    app.jinja_env.globals["CATEGORIES"] = CATEGORIES
