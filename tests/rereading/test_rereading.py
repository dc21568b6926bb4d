"""Correcting a document: what leaned on it follows, or asks; nothing moves silently, and all of it can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rereading.conftest import TEXT, found
from timeline import pipeline
from timeline.errors import NotFound
from timeline.events import STATUSES, Evidence
from timeline.store import Filter, Reread, Store


def edtf(store: Store, slug: str, words: str) -> str:
    date = found(store, slug, words).event.date
    return date.edtf if date else ""


def accept(store: Store, slug: str, *words: str) -> None:
    store.decide(slug, [found(store, slug, each).event.id for each in words], "accepted")


def correct(store: Store, slug: str, document: str, **given: str) -> Reread:
    return pipeline.reread(store, slug, document, **{"published": "2021-02-10", **given})


def test_suggestions_nobody_decided_on_follow_the_publication_date(store: Store, slug: str, document: str) -> None:
    done = correct(store, slug, document)
    assert (done.moved, done.asked, done.gone, done.lost, done.added) == (3, 0, 0, 0, 0)
    assert edtf(store, slug, "Protests") == "2021-02-08"
    assert edtf(store, slug, "road") == "2021-01"
    assert edtf(store, slug, "truce") == "1994-05-12"
    assert store.document(slug, document).published == "2021-02-10"
    assert found(store, slug, "Protests").event.evidence[0].claimed == found(store, slug, "Protests").event.date


def test_reviewed_events_ask_and_keep_their_dates_until_answered(store: Store, slug: str, document: str) -> None:
    accept(store, slug, "road", "ministers")
    done = correct(store, slug, document)
    assert (done.moved, done.asked) == (1, 2)
    assert edtf(store, slug, "road") == "2023-04"
    assert store.waiting_count(slug) == len(store.waiting(slug)) == 2
    asked = {each.stored.event.title: each.would.edtf for each in store.waiting(slug) if each.would}
    assert asked == {"The road was closed": "2021-01", "The ministers met": "2020-05-01"}


def test_an_edited_suggestion_counts_as_reviewed(store: Store, slug: str, document: str) -> None:
    road = found(store, slug, "road")
    store.change_event(slug, road.event.id, replace(road.event, title="The Lachin road was closed"), road.version)
    assert correct(store, slug, document).asked == 1
    assert edtf(store, slug, "Lachin") == "2023-04"


def test_to_move_takes_the_date_and_what_the_document_claims(store: Store, slug: str, document: str) -> None:
    accept(store, slug, "road")
    correct(store, slug, document)
    store.settle(slug, [(found(store, slug, "road").event.id, document)], move=True)
    event = found(store, slug, "road").event
    assert event.date is not None and event.date.edtf == "2021-01"
    assert event.evidence[0].claimed == event.date
    assert store.waiting(slug) == []


def test_what_was_kept_is_not_asked_again_for_the_same_reading(store: Store, slug: str, document: str) -> None:
    accept(store, slug, "road")
    correct(store, slug, document)
    store.settle(slug, [(found(store, slug, "road").event.id, document)], move=False)
    assert edtf(store, slug, "road") == "2023-04"
    assert correct(store, slug, document, title="Another title").asked == 0
    assert store.waiting(slug) == [] and store.waiting_count(slug) == 0
    assert correct(store, slug, document, published="2019-08-01").asked == 1


def test_the_date_it_had_at_first_asks_nothing(store: Store, slug: str, document: str) -> None:
    accept(store, slug, "road")
    correct(store, slug, document)
    correct(store, slug, document, published="2023-05-10")
    assert store.waiting(slug) == []


def test_a_rejected_suggestion_stays_rejected(store: Store, slug: str, document: str) -> None:
    store.decide(slug, [found(store, slug, "road").event.id], "rejected")
    assert correct(store, slug, document).asked == 0
    assert found(store, slug, "road").event.status == "rejected"


def test_correcting_is_one_change_that_can_be_taken_back(store: Store, slug: str, document: str) -> None:
    accept(store, slug, "road")
    before = list(store.each_event(slug, Filter(statuses=STATUSES)))
    done = correct(store, slug, document)
    store.undo(slug, done.change)
    after = list(store.each_event(slug, Filter(statuses=STATUSES)))
    assert [each.event for each in after] == [each.event for each in before]
    assert store.document(slug, document).published == "2023-05-10"
    assert store.waiting(slug) == []


def test_nothing_different_is_no_change(store: Store, slug: str, document: str) -> None:
    assert correct(store, slug, document, published="2023-05-10").change is None


def test_an_answer_that_is_no_longer_asked_is_refused(store: Store, slug: str, document: str) -> None:
    accept(store, slug, "road")
    with pytest.raises(NotFound, match="asks nothing any more"):
        store.settle(slug, [(found(store, slug, "road").event.id, document)], move=True)


# --- another text ------------------------------------------------------------------------------------------------


def test_quotes_are_found_again_in_another_text(store: Store, slug: str, document: str) -> None:
    text = "A new beginning – with “signs”. " + TEXT.replace("A truce was signed", "A truce was at last signed")
    correct(store, slug, document, published="2023-05-10", text=text)
    for event in store.each_event(slug, Filter(statuses=STATUSES)):
        one = event.event.evidence[0]
        assert text[one.start : one.end] == one.quote
    assert found(store, slug, "truce").event.evidence[0].quote == "A truce was at last signed on 12 May 1994."


def test_a_suggestion_that_the_text_no_longer_makes_is_gone_and_a_reviewed_one_asks(store: Store, slug: str, document: str) -> None:
    accept(store, slug, "road")
    text = "On 1 May the ministers met. A truce was signed on 12 May 1994."
    done = correct(store, slug, document, published="2023-05-10", text=text)
    assert (done.gone, done.asked, done.lost) == (1, 1, 2)
    (asked,) = store.waiting(slug)
    assert (asked.stored.event.title, asked.would) == ("The road was closed", None)
    assert found(store, slug, "road").event.evidence[0].start is None
    assert found(store, slug, "road").event.evidence[0].quote == "Last month the road was closed."


def test_new_sentences_become_suggestions(store: Store, slug: str, document: str) -> None:
    text = f"{TEXT} The bridge fell on 3 June 1993."
    assert correct(store, slug, document, published="2023-05-10", text=text).added == 1


def test_a_quote_chosen_by_hand_is_found_again_or_listed_as_lost(store: Store, slug: str, document: str) -> None:
    road = found(store, slug, "truce").event
    by_hand = Evidence("the road was closed", document=document, start=37, end=56)
    stored = store.add_event(slug, replace(road, id="", title="By hand", evidence=(by_hand,)))
    correct(store, slug, document, published="2023-05-10", text=f"News. {TEXT}")
    one = store.event(slug, stored.event.id).event.evidence[0]
    assert f"News. {TEXT}"[one.start : one.end] == "the road was closed"
    assert correct(store, slug, document, published="2023-05-10", text="Nothing of it.").lost >= 1
    assert store.event(slug, stored.event.id).event.evidence[0].start is None
