"""The reading view: every expression marked with how it was read, events made of a chosen stretch, dates corrected in place."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.web.visiting import Visitor, filled
from timeline import pipeline
from timeline.events import STATUSES
from timeline.store import Filter, Store, StoredEvent

TEXT = "Now it is quiet. The road was closed last month.\r\n\r\n😀 Шуша: talks lasted 44 days. The truce of 05/12/1994 held.\n"


@pytest.fixture
def document(store: Store, slug: str) -> str:
    return pipeline.keep(store, slug, TEXT, published="2023-05-10", title="Report", accept=False).document.id


def event_of(store: Store, slug: str, words: str) -> StoredEvent:
    return next(each for each in store.each_event(slug, Filter(statuses=STATUSES)) if words in each.event.title)


def test_the_page_holds_the_whole_text_as_it_is(visitor: Visitor, slug: str, document: str) -> None:
    page = visitor.get(f"/t/{slug}/d/{document}").get_data().decode()
    shown = page.split('id="document-text"')[1].split(">", 1)[1].split("</div>")[0]
    assert unescape(re.sub(r"<[^>]+>", "", shown)) == TEXT


@pytest.mark.parametrize(
    ("words", "says"),
    [("Now", "the present; it dates nothing"), ("44 days", "how long; it dates nothing by itself")],
)
def test_expressions_that_date_no_event_are_marked_and_explained(visitor: Visitor, slug: str, document: str, words: str, says: str) -> None:
    page = visitor.text(f"/t/{slug}/d/{document}")
    assert re.search(rf'<span class="timex"[^>]*>{words}</span>', page)
    assert says in page


def test_what_was_assumed_stands_in_the_margin(visitor: Visitor, slug: str, document: str) -> None:
    margin = visitor.text(f"/t/{slug}/d/{document}").split('class="margin"')[1]
    assert "1–30 Apr 2023" in margin and "publication date" in margin


def test_an_ambiguous_date_asks_in_the_margin_and_the_answer_leads_back(visitor: Visitor, store: Store, slug: str, document: str) -> None:
    stored = event_of(store, slug, "truce")
    assert f'id="{stored.event.id}-choice-1"' in visitor.text(f"/t/{slug}/d/{document}")
    given = {"version": str(stored.version), "choice": "1994-12-05"}
    answer = visitor.post(f"/t/{slug}/e/{stored.event.id}/answer?text={document}", given)
    assert answer.headers["Location"] == f"/t/{slug}/d/{document}?event={stored.event.id}#e-{stored.event.id}"


def test_a_wrong_reading_is_corrected_in_place(visitor: Visitor, store: Store, slug: str, document: str) -> None:
    stored = event_of(store, slug, "road")
    given = {"version": str(stored.version), "when": "March 2023", "anchor": "2023-05-10"}
    answer = visitor.post(f"/t/{slug}/e/{stored.event.id}/date?text={document}", given)
    assert answer.headers["Location"].endswith(f"#e-{stored.event.id}")
    event = store.event(slug, stored.event.id).event
    assert event.date is not None and event.date.edtf == "2023-03"
    assert event.evidence[0].claimed is not None and event.evidence[0].claimed.edtf == "2023-04"


def test_a_correction_that_cannot_be_read_opens_the_form_with_what_was_typed(
    visitor: Visitor, store: Store, slug: str, document: str
) -> None:
    stored = event_of(store, slug, "road")
    answer = visitor.post(f"/t/{slug}/e/{stored.event.id}/date?text={document}", {"version": str(stored.version), "when": "in the soup"})
    assert answer.status_code == 422
    assert filled(answer.get_data(as_text=True))["when"] == "in the soup"
    assert store.event(slug, stored.event.id).event == stored.event


def test_saving_a_date_as_it_was_changes_nothing(visitor: Visitor, store: Store, slug: str, document: str) -> None:
    stored = event_of(store, slug, "road")
    given = {"version": str(stored.version), "when": "last month", "anchor": "2023-05-10"}
    visitor.post(f"/t/{slug}/e/{stored.event.id}/date?text={document}", given)
    assert store.event(slug, stored.event.id).version == stored.version


# --- a chosen stretch --------------------------------------------------------------------------------------------


def shown_at(words: str) -> dict[str, int]:
    """Where words stand in the text as a browser shows it: every line end one character."""
    start = TEXT.replace("\r\n", "\n").index(words)
    return {"start": start, "end": start + len(words)}


def test_a_chosen_stretch_fills_the_form_with_its_title_quote_and_date(visitor: Visitor, slug: str, document: str) -> None:
    chosen = shown_at(" The road was closed last month.")
    sent = filled(visitor.text(f"/t/{slug}/add?document={document}&start={chosen['start']}&end={chosen['end']}"))
    assert (sent["quote"], sent["when"], sent["anchor"]) == ("The road was closed last month.", "last month", "2023-05-10")
    assert sent["title"] == "The road was closed"


def test_the_event_quotes_the_document_at_its_place(visitor: Visitor, store: Store, slug: str, document: str) -> None:
    chosen = shown_at("😀 Шуша: talks lasted 44 days.")
    sent = filled(visitor.text(f"/t/{slug}/add?document={document}&start={chosen['start']}&end={chosen['end']}"))
    answer = visitor.post(f"/t/{slug}/add", {**sent, "when": "April 2023", "title": "Talks"})
    event = event_of(store, slug, "Talks").event
    assert answer.headers["Location"] == f"/t/{slug}/d/{document}?event={event.id}#e-{event.id}"
    (one,) = event.evidence
    assert (one.document, TEXT[one.start : one.end], one.quote) == (document, one.quote, "😀 Шуша: talks lasted 44 days.")
    assert one.claimed == event.date


def test_without_a_stretch_the_quote_is_typed_and_found(visitor: Visitor, store: Store, slug: str, document: str) -> None:
    sent = filled(visitor.text(f"/t/{slug}/add?document={document}"))
    visitor.post(f"/t/{slug}/add", {**sent, "title": "Typed", "quote": "talks lasted 44 days"})
    (one,) = event_of(store, slug, "Typed").event.evidence
    assert TEXT[one.start : one.end] == "talks lasted 44 days"


def test_a_quote_that_is_not_in_the_text_is_kept_without_a_place(visitor: Visitor, store: Store, slug: str, document: str) -> None:
    sent = filled(visitor.text(f"/t/{slug}/add?document={document}"))
    visitor.post(f"/t/{slug}/add", {**sent, "title": "Elsewhere", "quote": "nowhere to be read"})
    (one,) = event_of(store, slug, "Elsewhere").event.evidence
    assert (one.document, one.quote, one.start) == (document, "nowhere to be read", None)


@pytest.mark.parametrize("given", ["start=5", "start=9&end=3", "start=x&end=y", "start=-1&end=4", f"start=0&end={10**12}", "start=²&end=3"])
def test_a_stretch_that_is_none_opens_the_empty_form(visitor: Visitor, slug: str, document: str, given: str) -> None:
    answer = visitor.get(f"/t/{slug}/add?document={document}&{given}")
    assert answer.status_code == 200
    assert filled(answer.get_data(as_text=True))["quote"] == ""


def test_a_stretch_of_a_document_that_is_not_there_is_said(visitor: Visitor, slug: str) -> None:
    assert visitor.get(f"/t/{slug}/add?document=nowhere&start=0&end=3").status_code == 404
