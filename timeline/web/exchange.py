"""Into a timeline from a file, and out of it as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO, cast

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from timeline.errors import BadInput, BadRows, NotFound, TimelineError
from timeline.events import STATUSES, Status
from timeline.formats import FORMATS, Contents, Format, guess, reader, writer
from timeline.formats.losses import as_text, counted
from timeline.importing import Import
from timeline.store import Imported
from timeline.web import importing, site
from timeline.web.datefield import DateInput, DateReading, edtf_of, read
from timeline.web.reading import report
from timeline.wording import gettext, number_words
from timeline.words import count_words

blueprint = Blueprint("exchange", __name__)

TEXT = "text"


LOSSES_READ = 20_000
LOSSES_SHOWN = 100
ROWS_SHOWN = 50


def _statuses() -> tuple[Status, ...]:
    return ("accepted",) if request.args.get("only") == "accepted" else STATUSES


@blueprint.get("/t/<slug:slug>/export")
def export(slug: str) -> ResponseReturnValue:
    foreign = [each for each in FORMATS.values() if each.write and each.name != "json"]
    return render_template("export.html", card=site.store().timeline(slug), formats=foreign)


@blueprint.get("/t/<slug:slug>/export/<name>")
def export_as(slug: str, name: str) -> ResponseReturnValue:
    """What the format cannot hold, before the file is taken."""
    chosen = _writable(name)
    rows = list(islice(chosen.losses(site.store(), slug, _statuses()), LOSSES_READ))
    return render_template(
        "export_as.html",
        card=site.store().timeline(slug),
        format=chosen,
        only=request.args.get("only"),
        counts=counted(rows),
        rows=rows[:LOSSES_SHOWN],
        more=len(rows) > LOSSES_SHOWN,
        unread=len(rows) == LOSSES_READ,
    )


@blueprint.get("/t/<slug:slug>/export/<name>/file")
def export_file(slug: str, name: str) -> ResponseReturnValue:
    chosen = _writable(name)
    ending = chosen.suffix if chosen.suffix == f".{name}" or name == "json" else f".{name}{chosen.suffix}"
    return _download(slug, writer(name)(site.store(), slug, _statuses()), chosen.media_type, f"{slug}{ending}")


@blueprint.get("/t/<slug:slug>/export/<name>/losses")
def export_losses(slug: str, name: str) -> ResponseReturnValue:
    rows = _writable(name).losses(site.store(), slug, _statuses())
    return _download(slug, as_text(rows), "text/tab-separated-values; charset=utf-8", f"{slug}.{name}.losses.tsv")


def _writable(name: str) -> Format:
    if name not in FORMATS or FORMATS[name].write is None:
        raise NotFound(
            gettext("There is no format “%(name)s” to export; there is %(formats)s.", name=name[:40], formats=", ".join(FORMATS))
        )
    return FORMATS[name]


def _download(slug: str, pieces: Iterator[str], media_type: str, name: str) -> Response:
    site.store().timeline(slug)  # a timeline that is not there is told before anything is sent
    response = Response(pieces, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@blueprint.get("/t/<slug:slug>.json")
def as_json(slug: str) -> ResponseReturnValue:
    site.store().timeline(slug)  # a timeline that is not there is told before anything is sent
    response = Response(writer("json")(site.store(), slug, _statuses()), mimetype=FORMATS["json"].media_type)
    if "download" in request.args:
        response.headers.set("Content-Disposition", "attachment", filename=f"{slug}.json")
    return response


@dataclass(slots=True)
class ImportForm:
    published: str = ""
    title: str = ""
    accept: bool = False
    name: str = ""
    format: str = ""
    skip_bad: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    rows: tuple[str, ...] = ()

    @property
    def reading(self) -> DateReading:
        return read(DateInput(text=self.published), hemisphere=site.hemisphere())


@blueprint.get("/t/<slug:slug>/import")
def ask(slug: str) -> ResponseReturnValue:
    return _asking(slug, ImportForm())


def _asking(slug: str, form: ImportForm) -> str:
    readable = [each for each in FORMATS.values() if each.read]
    return render_template("import.html", card=site.store().timeline(slug), form=form, formats=readable, shown=ROWS_SHOWN)


@blueprint.post("/t/<slug:slug>/import")
def take(slug: str) -> ResponseReturnValue:
    """A timeline is kept as a whole or not at all; of several files each is."""
    form, files = _form(), [each for each in request.files.getlist("file") if each.filename]
    try:
        if not files:
            raise BadInput(gettext("Choose a file first."), field="file")
        file = cast("BinaryIO", files[0].stream)
        name = (form.format or guess(form.name, file)) if len(files) == 1 else None
        return _timeline(slug, form, name, file) if name not in (None, TEXT) else _documents(slug, form, files)
    except BadRows as wrong:
        form.errors["file"], form.rows = wrong.sentence, wrong.rows
    except TimelineError as wrong:
        form.errors[wrong.field if wrong.field == "published" else "file"] = wrong.sentence
        return _asking(slug, form), wrong.status
    return _asking(slug, form), BadRows.status


def _form() -> ImportForm:
    file, given = request.files.get("file"), request.form
    return ImportForm(
        given.get("published", "").strip(),
        given.get("title", "").strip(),
        given.get("accept") == "1",
        (file.filename or "") if file else "",
        given.get("format", ""),
        given.get("skip_bad") == "1",
    )


def _timeline(slug: str, form: ImportForm, name: str | None, file: BinaryIO) -> ResponseReturnValue:
    contents = reader(str(name))(file, skip_bad=form.skip_bad)
    card = site.store().timeline(slug)
    description = None if card.description else contents.description
    merged = site.store().put_timeline(
        slug, None, description, contents.documents, contents.events, author=site.author(), **contents.beside
    )
    changed, same = number_words(merged.updated), number_words(merged.unchanged)
    said = gettext(
        "Imported: %(events)s, %(changed)s changed, %(same)s the same as before",
        events=count_words(merged.added, "new event"),
        changed=changed,
        same=same,
    )
    site.tell(". ".join((said, *_left_out(contents))), slug, merged.change)
    return redirect(url_for("timelines.show", slug=slug))


def _left_out(contents: Contents) -> Iterator[str]:
    """In as many words as fit on a line."""
    if contents.skipped:
        rows, such = count_words(len(contents.skipped), "row"), contents.skipped[0][:200].rstrip(".")
        yield gettext("Left out: %(rows)s, such as %(row)s", rows=rows, row=such)
    yield from (each.rstrip(".") for each in counted(islice(contents.losses, LOSSES_READ))[:3])


def _documents(slug: str, form: ImportForm, files: Sequence[FileStorage]) -> ResponseReturnValue:
    """A single document is told as ever; of several, and of what is inside others, there is a page."""
    site.store().timeline(slug)
    published = edtf_of(form.published, "published", site.hemisphere()) if form.published else None
    if form.title and len(files) > 1:
        raise BadInput(gettext("A title names one document; leave it empty when there are several files."), field="file")
    work = Import(site.store(), slug, form.accept, site.author(), published, None, site.hemisphere(), form.title)
    job = importing.begun(files, work, texts=form.format == TEXT)
    if job.state == "running" or len(job.rows) != 1:
        return redirect(url_for("importing.show", slug=slug, job=job.id))
    row = job.rows[0]
    if row.document is None:
        raise BadInput(row.sentence, field="file")
    told = Imported(row.document, row.added, row.known, row.rejected_before, row.state == "known", change=work.change)
    site.tell(". ".join((report(told), *(each.rstrip(".") for each in row.notes))), slug, work.change)
    if form.accept:
        return redirect(url_for("timelines.show", slug=slug))
    return redirect(url_for("reading.review", slug=slug, document=row.document.id))
