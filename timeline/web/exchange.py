"""Into a timeline from a file, and out of it as one."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from timeline.errors import BadText, TimelineError
from timeline.formats import FORMATS, reader, writer
from timeline.web import site
from timeline.web.datefield import DateInput, read
from timeline.web.display import LANGUAGES
from timeline.web.forms import PasteForm
from timeline.words import count_words

blueprint = Blueprint("exchange", __name__)


@blueprint.get("/t/<slug:slug>/export")
def export(slug: str) -> ResponseReturnValue:
    return render_template("export.html", card=site.store().timeline(slug), formats=[each for each in FORMATS.values() if each.write])


@blueprint.get("/t/<slug:slug>.json")
def as_json(slug: str) -> ResponseReturnValue:
    site.store().timeline(slug)  # a timeline that is not there is told before anything is sent
    response = Response(_streamed(slug), mimetype=FORMATS["json"].media_type)
    if "download" in request.args:
        response.headers.set("Content-Disposition", "attachment", filename=f"{slug}.json")
    return response


def _streamed(slug: str) -> Iterator[str]:
    return writer("json")(site.store(), slug)
