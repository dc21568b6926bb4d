"""Into a timeline from a file, and out of it as one."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from timeline import pipeline
from timeline.errors import BadInput, TimelineError
from timeline.events import STATUSES, Status
from timeline.extraction import extract
from timeline.formats import FORMATS, reader, writer
from timeline.readers.plain import decode
from timeline.readers.strict_json import is_json
from timeline.web import site
from timeline.web.datefield import DateInput, DateReading, edtf_of, read
from timeline.web.reading import report
from timeline.words import count_words

blueprint = Blueprint("exchange", __name__)


@blueprint.get("/t/<slug:slug>/export")
def export(slug: str) -> ResponseReturnValue:
    return render_template("export.html", card=site.store().timeline(slug), formats=[each for each in FORMATS.values() if each.write])


@blueprint.get("/t/<slug:slug>.json")
def as_json(slug: str) -> ResponseReturnValue:
    site.store().timeline(slug)  # a timeline that is not there is told before anything is sent
    statuses: tuple[Status, ...] = ("accepted",) if request.args.get("only") == "accepted" else STATUSES
    response = Response(writer("json")(site.store(), slug, statuses), mimetype=FORMATS["json"].media_type)
    if "download" in request.args:
        response.headers.set("Content-Disposition", "attachment", filename=f"{slug}.json")
    return response


@dataclass(slots=True)
class ImportForm:
    published: str = ""
    title: str = ""
    accept: bool = False
    name: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def reading(self) -> DateReading:
        return read(DateInput(text=self.published), hemisphere=site.hemisphere())


@blueprint.get("/t/<slug:slug>/import")
def ask(slug: str) -> ResponseReturnValue:
    return render_template("import.html", card=site.store().timeline(slug), form=ImportForm())


@blueprint.post("/t/<slug:slug>/import")
def take(slug: str) -> ResponseReturnValue:
    """A file is a timeline when it is JSON, else a text; either is kept as a whole or not at all."""
    form = _form()
    try:
        data = _uploaded()
        return _timeline(slug, data) if is_json(form.name, data) else _text(slug, form, data)
    except TimelineError as wrong:
        form.errors[wrong.field if wrong.field == "published" else "file"] = wrong.sentence
        return render_template("import.html", card=site.store().timeline(slug), form=form), wrong.status


def _form() -> ImportForm:
    file, given = request.files.get("file"), request.form
    name = (file.filename or "") if file else ""
    return ImportForm(given.get("published", "").strip(), given.get("title", "").strip(), given.get("accept") == "1", name)


def _uploaded() -> bytes:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadInput("Choose a file first.", field="file")
    data: bytes = file.read()
    return data


def _timeline(slug: str, data: bytes) -> ResponseReturnValue:
    contents = reader("json")(data)
    card = site.store().timeline(slug)
    description = None if card.description else contents.description
    merged = site.store().put_timeline(slug, None, description, contents.documents, tuple(contents.events), author=site.author())
    said = f"Imported: {count_words(merged.added, 'new event')}, {merged.updated:,} changed, {merged.unchanged:,} the same as before"
    site.tell(said, slug, merged.change)
    return redirect(url_for("timelines.show", slug=slug))


def _text(slug: str, form: ImportForm, data: bytes) -> ResponseReturnValue:
    site.store().timeline(slug)
    text = decode(data, f"“{form.name[:80]}”")
    published = edtf_of(form.published, "published", site.hemisphere()) if form.published else None
    reading = extract(text, published=published, hemisphere=site.hemisphere())
    document = pipeline.document(text, reading, form.title, form.name)
    imported = site.store().add_document(slug, document, reading, accept=form.accept, author=site.author())
    site.tell(report(imported), slug, imported.change)
    if form.accept:
        return redirect(url_for("timelines.show", slug=slug))
    return redirect(url_for("reading.review", slug=slug, document=imported.document.id))
