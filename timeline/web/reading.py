"""Pasting an article, and accepting or rejecting what was found in it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from timeline import pipeline
from timeline.errors import TimelineError
from timeline.events import STATUSES, Status
from timeline.extraction import extract
from timeline.store import Filter, Imported, StoredDocument
from timeline.web import site
from timeline.web.datefield import DateInput, edtf_of, read
from timeline.web.display import LANGUAGES
from timeline.web.documents import Stretch, stretches
from timeline.web.forms import PasteForm
from timeline.words import count_words

blueprint = Blueprint("reading", __name__)
PAGE = 50
LONGEST_BESIDE = 100_000
DECISIONS: dict[str, tuple[Status, str]] = {
    "accept": ("accepted", "Accepted"),
    "reject": ("rejected", "Rejected"),
    "suggest": ("suggested", "Put back among the suggestions"),
}


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
    form = PasteForm.of(request.form).check(LANGUAGES)
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
    said = [f"Read: {count_words(imported.added, 'new suggestion')}"]
    if imported.known:
        said.append(f"{count_words(imported.known, 'suggestion')} known already")
    if imported.rejected_before:
        said.append(f"{imported.rejected_before:,} rejected before and left so")
    return ", ".join(said)


# --- reviewing -----------------------------------------------------------------------------------------------------


def _wanted() -> tuple[Filter, str, str]:
    """What the address asks for, its tab and its document."""
    tab = request.values.get("tab", "todo")
    document = request.values.get("document", "")
    statuses: tuple[Status, ...] = {"accepted": ("accepted",), "rejected": ("rejected",)}.get(tab, ("suggested",))  # type: ignore[assignment]
    if tab == "asks":
        return Filter(statuses=("suggested", "accepted"), asks=True, document=document or None), tab, document
    return Filter(statuses=statuses, document=document or None), tab, document


@blueprint.get("/t/<slug:slug>/review")
def review(slug: str) -> ResponseReturnValue:
    store = site.store()
    wanted, tab, chosen = _wanted()
    documents = {each.id: each for each in store.documents(slug)}
    page = store.events(slug, wanted, cursor=request.args.get("cursor") or None, limit=PAGE)
    return render_template(
        "review.html",
        card=store.timeline(slug),
        page=page,
        tab=tab,
        counts=_counts(slug, chosen),
        documents=documents,
        document=documents.get(chosen),
        pieces=_pieces(slug, documents.get(chosen)),
    )


def _pieces(slug: str, document: StoredDocument | None) -> list[Stretch]:
    """The document beside its suggestions, unless it is so long that it would hold the page up."""
    if document is None or len(document.text) > LONGEST_BESIDE:
        return []
    return stretches(document.text, document.id, site.store().each_event(slug, Filter(document=document.id, statuses=STATUSES)))


def _counts(slug: str, document: str) -> dict[str, int]:
    """How many events each tab holds."""
    of = document or None
    filters: dict[str, Filter] = {status: Filter(statuses=(status,), document=of) for status in STATUSES}
    filters["asks"] = Filter(statuses=("suggested", "accepted"), asks=True, document=of)
    return {name: site.store().events(slug, each, limit=1).total for name, each in filters.items()}


@blueprint.post("/t/<slug:slug>/decide")
def decide(slug: str) -> ResponseReturnValue:
    """`accept`, `reject` or `suggest` holds one id, or `checked`, or `all` for everything in the tab and document shown."""
    name = next((each for each in DECISIONS if each in request.form), "accept")
    ids = _decided(slug, request.form.get(name, "checked"))
    back = url_for(".review", slug=slug, tab=request.form.get("tab") or None, document=request.form.get("document") or None)
    if not ids:
        site.tell("Nothing was ticked, so nothing was changed. Tick what you mean, or use the buttons beside it")
        return redirect(back)
    status, said = DECISIONS[name]
    change = site.store().decide(slug, ids, status, author=site.author())
    site.tell(f"{said}: {count_words(len(ids))}", slug, change.id)
    return redirect(back)


def _decided(slug: str, which: str) -> list[str]:
    if which == "checked":
        return request.form.getlist("id")
    if which == "all":
        return [each.event.id for each in site.store().each_event(slug, _wanted()[0])]
    return [which]
