"""Pasting an article, and accepting or rejecting what was found in it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from timeline import pipeline
from timeline.errors import TimelineError
from timeline.events import STATUSES, Status
from timeline.extraction import extract
from timeline.store import Filter, Imported, StoredDocument
from timeline.web import site
from timeline.web.datefield import DateInput, edtf_of, read
from timeline.web.forms import PasteForm
from timeline.web.marking import Stretch, stretches
from timeline.web.queue import ASSUMED, SURENESS, Queue, counts
from timeline.web.view import read_view
from timeline.wording import gettext, ngettext, noted
from timeline.words import count_words

blueprint = Blueprint("reading", __name__)
LONGEST_BESIDE = 100_000
DECISIONS: dict[str, tuple[Status, str]] = {
    "accept": ("accepted", noted("Accepted")),
    "reject": ("rejected", noted("Rejected")),
    "suggest": ("suggested", noted("Put back among the suggestions")),
}
NOTHING_TICKED = noted("Nothing was ticked, so nothing was changed. Tick what you mean, or use the buttons beside it")
NOTHING_READY = noted("Each of these needs an answer first, so nothing was changed")


# --- pasting -------------------------------------------------------------------------------------------------------


def _paste_page(slug: str, form: PasteForm, status: int = 200) -> ResponseReturnValue:
    published = read(DateInput(text=form.published), hemisphere=site.hemisphere())
    card = site.store().timeline(slug)
    return render_template("paste.html", card=card, form=form, published=published), status


@blueprint.get("/t/<slug:slug>/paste")
def paste(slug: str) -> ResponseReturnValue:
    return _paste_page(slug, PasteForm())


@blueprint.post("/t/<slug:slug>/paste")
def take(slug: str) -> ResponseReturnValue:
    form = PasteForm.of(request.form).check()
    try:
        published = edtf_of(form.published, "published", site.hemisphere()) if form.published else None
        if form.errors:
            return _paste_page(slug, form, 422)
        imported = _keep(slug, form, published)
    except TimelineError as wrong:
        form.errors[wrong.field if wrong.field and hasattr(form, wrong.field) else "form"] = wrong.sentence
        return _paste_page(slug, form, wrong.status)
    site.tell(report(imported), slug, imported.change)
    return redirect(url_for(".review", slug=slug, document=imported.document.id))


def _keep(slug: str, form: PasteForm, published: str | None) -> Imported:
    reading = extract(form.text, published=published, language=form.language or None, hemisphere=site.hemisphere())
    document = pipeline.document(form.text, reading, form.title, form.source, form.url)
    return site.store().add_document(slug, document, reading, author=site.author())


def report(imported: Imported) -> str:
    said = [gettext("Read: %(suggestions)s", suggestions=count_words(imported.added, "new suggestion"))]
    if imported.known:
        said.append(ngettext("%(number)s suggestion known already", "%(number)s suggestions known already", imported.known))
    if imported.rejected_before:
        said.append(ngettext("%(number)s rejected before and left so", "%(number)s rejected before and left so", imported.rejected_before))
    return gettext(", ").join(said)


# --- reviewing -----------------------------------------------------------------------------------------------------


@blueprint.get("/t/<slug:slug>/review")
def review(slug: str) -> ResponseReturnValue:
    store, queue = site.store(), Queue.of(request.args)
    documents = {each.id: each for each in store.documents(slug)}
    document = documents.get(queue.document)
    page = queue.page(slug)
    return render_template(
        "review.html",
        card=store.timeline(slug),
        queue=queue,
        page=page,
        same=store.same_as(slug, [each.event.id for each in page.rows]),
        alike=store.same_count(slug),
        tab=queue.tab,
        counts=counts(slug, queue),
        ASSUMED=ASSUMED,
        SURENESS=SURENESS,
        waiting=store.waiting_count(slug),
        documents=documents,
        document=document,
        pieces=_pieces(slug, document),
    )


def _pieces(slug: str, document: StoredDocument | None) -> list[Stretch]:
    """The document beside its suggestions, unless it is so long that it would hold the page up."""
    if document is None or len(document.text) > LONGEST_BESIDE:
        return []
    return stretches(document.text, document.id, site.store().each_event(slug, Filter(document=document.id, statuses=STATUSES)))


@blueprint.post("/t/<slug:slug>/decide")
def decide(slug: str) -> ResponseReturnValue:
    """`accept`, `reject` or `suggest` holds one id, or `checked`, or `all` for everything in the tab and document shown."""
    name = next((each for each in DECISIONS if each in request.form), "accept")
    which, queue = request.form.get(name, "checked"), Queue.of(request.form)
    ids = _decided(slug, which, queue)
    if not ids:
        site.tell(gettext(NOTHING_READY if which == "all" else NOTHING_TICKED))
        return redirect(queue.url(slug))
    back = _back(slug, ids, queue)
    status, said = DECISIONS[name]
    change = site.store().decide(slug, ids, status, author=site.author())
    waiting = counts(slug, queue)["suggested"] if which == "all" else 0
    told = gettext("%(done)s: %(events)s", done=gettext(said), events=count_words(len(ids)))
    site.tell(told + (_left(waiting) if waiting else ""), slug, change.id)
    return redirect(back)


def _left(waiting: int) -> str:
    return ngettext("; %(number)s needs an answer first and stays to do", "; %(number)s need an answer first and stay to do", waiting)


def _decided(slug: str, which: str, queue: Queue) -> list[str]:
    """What asks is never decided together with all others: only a look at it can settle it."""
    if which == "checked":
        return request.form.getlist("id")
    if which == "all":
        return [each.event.id for each in site.store().each_event(slug, replace(queue.filter(), asks=False))]
    return [which]


def _back(slug: str, ids: list[str], queue: Queue) -> str:
    """To the card that stands next, or to the event when it was decided in its detail."""
    if request.args.get("at") == "event":
        return site.timeline_url(slug, read_view(request.args, site.hemisphere()), ids[0])
    return queue.url(slug, queue.after(slug, ids))
