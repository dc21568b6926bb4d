"""Correcting a document, and answering for the reviewed events that leaned on it as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from timeline import pipeline
from timeline.errors import TimelineError
from timeline.store import Reread, StoredDocument
from timeline.web import site
from timeline.web.datefield import DateInput, edtf_of, read
from timeline.web.forms import DocumentForm
from timeline.wording import gettext, ngettext, numbered

blueprint = Blueprint("rereading", __name__)
SHOWN = 100
CAME_OF_IT = (
    numbered("%(number)s reviewed event asks whether to follow", "%(number)s reviewed events ask whether to follow"),
    numbered("%(number)s suggestion moved with it", "%(number)s suggestions moved with it"),
    numbered("%(number)s suggestion new", "%(number)s suggestions new"),
    numbered("%(number)s suggestion is no longer made", "%(number)s suggestions are no longer made"),
    numbered("%(number)s quote not found in the text any more", "%(number)s quotes not found in the text any more"),
)
MOVED = numbered("Moved %(number)s event", "Moved %(number)s events")
STAYED = numbered("Kept the date of %(number)s event", "Kept the date of %(number)s events")


@dataclass(slots=True)
class CorrectForm(DocumentForm):
    LINES: ClassVar[tuple[str, ...]] = (*DocumentForm.LINES, "note")
    note: str = ""

    @classmethod
    def showing(cls, document: StoredDocument) -> CorrectForm:
        published = "" if document.published_assumed else document.published or ""
        return cls(document.title, published, document.source, document.url, document.text)

    def beside(self, document: StoredDocument) -> CorrectForm:
        """A browser sends line ends as it likes: a text that differs in nothing else is the one that was there."""
        same = self.text == document.text.replace("\r\n", "\n").replace("\r", "\n")
        return replace(self, text=document.text) if same else self

    def own_wrongs(self) -> dict[str, str]:
        return {} if self.title else {"title": gettext("Give the document a title, such as its headline.")}


def _page(slug: str, document: StoredDocument, form: CorrectForm, status: int = 200) -> ResponseReturnValue:
    card = site.store().timeline(slug)
    published = read(DateInput(text=form.published), hemisphere=site.hemisphere())
    return render_template("correct.html", card=card, document=document, form=form, published=published), status


@blueprint.get("/t/<slug:slug>/d/<document>/correct")
def correct(slug: str, document: str) -> ResponseReturnValue:
    found = site.store().document(slug, document)
    return _page(slug, found, CorrectForm.showing(found))


@blueprint.post("/t/<slug:slug>/d/<document>/correct")
def take(slug: str, document: str) -> ResponseReturnValue:
    found = site.store().document(slug, document)
    form = CorrectForm.of(request.form).beside(found).check()
    try:
        published = edtf_of(form.published, "published", site.hemisphere()) if form.published else None
        if form.errors:
            return _page(slug, found, form, 422)
        done = _correct(slug, document, form, published)
    except TimelineError as wrong:
        form.errors[wrong.field if wrong.field and hasattr(form, wrong.field) else "form"] = wrong.sentence
        return _page(slug, found, form, wrong.status)
    site.tell(report(done) if done.change else gettext("Nothing was different, so nothing was changed"), slug, done.change)
    asks = site.store().waiting(slug, document)
    return redirect(url_for(".asked" if asks else "documents.show", slug=slug, document=document))


def _correct(slug: str, document: str, form: CorrectForm, published: str | None) -> Reread:
    given = {name: getattr(form, name) for name in ("title", "source", "url", "text", "note")}
    return pipeline.reread(site.store(), slug, document, published=published, hemisphere=site.hemisphere(), author=site.author(), **given)


def report(done: Reread) -> str:
    """What came of it, the question first."""
    counts = (done.asked, done.moved, done.added, done.gone, done.lost)
    said = [ngettext(*forms, count) for forms, count in zip(CAME_OF_IT, counts, strict=True) if count]
    return gettext("Corrected and read again: %(what)s", what=gettext(", ").join(said) or gettext("no date changed"))


# --- answering -----------------------------------------------------------------------------------------------------


@blueprint.get("/t/<slug:slug>/reread")
def asked(slug: str) -> ResponseReturnValue:
    """`document` names one; without it those of all."""
    store = site.store()
    name = request.args.get("document", "")
    rows = store.waiting(slug, name or None)
    documents = {each.id: each for each in store.documents(slug)}
    page = {"card": store.timeline(slug), "rows": rows[:SHOWN], "total": len(rows), "documents": documents, "document": documents.get(name)}
    return render_template("reread.html", **page)


@blueprint.post("/t/<slug:slug>/reread")
def answer(slug: str) -> ResponseReturnValue:
    """`move` or `keep` holds an event and its document as one word, `event.document`, or `all` for all that are shown."""
    name = request.form.get("document", "")
    move = "move" in request.form
    answers = _answers(slug, request.form.get("move" if move else "keep", ""), name)
    if answers:
        change = site.store().settle(slug, answers, move, author=site.author())
        site.tell(ngettext(*(MOVED if move else STAYED), len(answers)), slug, change.id)
    else:
        site.tell(gettext("Nothing asks any more, so nothing was changed"))
    return redirect(url_for(".asked", slug=slug, document=name or None))


def _answers(slug: str, which: str, document: str) -> list[tuple[str, str]]:
    if which == "all":
        return [(each.stored.event.id, each.document) for each in site.store().waiting(slug, document or None)]
    event, dot, of = which.partition(".")
    return [(event, of)] if dot else []
