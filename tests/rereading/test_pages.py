"""The pages on which a document is corrected, and on which reviewed events are answered for."""

from __future__ import annotations

import re

import pytest

from tests.rereading.conftest import TEXT, found
from tests.web.visiting import Visitor
from timeline.store import Store

FIELDS = {"title": "Report", "text": TEXT, "published": "10 February 2021", "source": "", "url": "", "note": "the page says so"}


def correct(visitor: Visitor, slug: str, document: str, **given: str) -> str:
    answer = visitor.post(f"/t/{slug}/d/{document}/correct", {**FIELDS, **given})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_the_document_leads_to_its_correction_and_the_form_shows_what_is_kept(visitor: Visitor, slug: str, document: str) -> None:
    assert f"/t/{slug}/d/{document}/correct" in visitor.text(f"/t/{slug}/d/{document}")
    page = visitor.text(f"/t/{slug}/d/{document}/correct")
    assert 'value="2023-05-10"' in page and TEXT in page


def test_correcting_tells_what_moved_and_offers_to_undo(visitor: Visitor, store: Store, slug: str, document: str) -> None:
    page = visitor.text(correct(visitor, slug, document))
    assert "3 suggestions moved with it" in page and 'id="undo-last"' in page
    (newest, *_) = store.changes(slug)
    assert (newest.action, newest.note) == ("reread", "the page says so")


def test_reviewed_events_are_asked_about_with_was_and_would_be(visitor: Visitor, store: Store, slug: str, document: str) -> None:
    store.decide(slug, [found(store, slug, "road").event.id], "accepted")
    page = visitor.text(correct(visitor, slug, document))
    plain = re.sub(r"<[^>]+>", " ", page)
    assert re.search(r"was\s+1–30 Apr 2023", plain) and re.search(r"would be\s+1–31 Jan 2021", plain)
    assert "<mark>Last month</mark>" in page


@pytest.mark.parametrize(("button", "edtf"), [("move", "2021-01"), ("keep", "2023-04")])
def test_one_answer_settles_one_event(visitor: Visitor, store: Store, slug: str, document: str, button: str, edtf: str) -> None:
    road = found(store, slug, "road").event.id
    store.decide(slug, [road], "accepted")
    correct(visitor, slug, document)
    answer = visitor.post(f"/t/{slug}/reread", {button: f"{road}.{document}", "document": document})
    assert answer.status_code == 302
    date = store.event(slug, road).event.date
    assert date is not None and date.edtf == edtf
    assert "No date asks anything." in visitor.text(f"/t/{slug}/reread")


def test_all_are_answered_at_once_as_one_change(visitor: Visitor, store: Store, slug: str, document: str) -> None:
    store.decide(slug, [found(store, slug, words).event.id for words in ("road", "ministers")], "accepted")
    correct(visitor, slug, document)
    visitor.post(f"/t/{slug}/reread", {"move": "all"})
    assert store.waiting(slug) == []
    store.undo(slug)
    assert len(store.waiting(slug)) == 2


@pytest.mark.parametrize("which", ["", "nothing", "x.y", "all"])
def test_an_answer_to_nothing_changes_nothing(visitor: Visitor, store: Store, slug: str, document: str, which: str) -> None:
    before = store.changes(slug)
    assert visitor.post(f"/t/{slug}/reread", {"move": which}).status_code in (302, 404)
    assert store.changes(slug) == before


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": "  "}, "empty"),
        ({"published": "the day after"}, ""),
        ({"published": "05/06/2023"}, "Write the one that is meant"),
        ({"title": ""}, "Give the document a title"),
        ({"url": "ftp://example.org"}, "An address starts with http"),
        ({"note": "x" * 1001}, "at most 1,000 characters"),
        ({"text": "a\0b"}, "control character"),
    ],
)
def test_a_wrong_correction_comes_back_whole_and_changes_nothing(
    visitor: Visitor, store: Store, slug: str, document: str, given: dict[str, str], sentence: str
) -> None:
    before = store.document(slug, document)
    answer = visitor.post(f"/t/{slug}/d/{document}/correct", {**FIELDS, "source": "as typed", **given})
    page = answer.get_data(as_text=True)
    assert answer.status_code in (400, 422)
    assert sentence in page and 'id="summary"' in page and 'value="as typed"' in page
    assert store.document(slug, document) == before


def test_line_ends_that_a_browser_changed_are_no_other_text(visitor: Visitor, store: Store, slug: str) -> None:
    from timeline import pipeline

    text = "It began in 1994.\rIt ended in 1995.\r\n"
    name = pipeline.keep(store, slug, text, published="2023", title="T", accept=False).document.id
    correct(visitor, slug, name, title="T", published="2023", text=text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n"))
    assert store.document(slug, name).text == text
