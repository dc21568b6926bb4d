"""Texts come in with their suggestions once; what was known stays known, and what was rejected stays rejected."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import event as heard

from timeline.dates import happened
from timeline.errors import BadText, NotFound
from timeline.events import Event, Evidence, Reading, fingerprint
from timeline.granules import Granule, day, year
from timeline.store import Filter, Store, StoredDocument, StoredEvent

BEGAN, ENDED = "It began in 1994.", "It ended in 1995."
ARTICLE = StoredDocument(title="Report", text=f"{BEGAN} {ENDED}", published="2023-05", source="The archive", url="https://example.org/r")


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("War").slug


def suggestion(sentence: str, words: str, granule: Granule, text: str) -> Event:
    date, start = happened(words, granule), text.index(sentence)
    proof = Evidence(sentence, start=start, end=start + len(sentence), prefix=text[:start], claimed=date)
    return Event(sentence.rstrip("."), date, status="suggested", evidence=(proof,), id=fingerprint(sentence, words, 0))


def reading(text: str) -> Reading:
    known = ((BEGAN, "1994", year(1994)), (ENDED, "1995", year(1995)))
    found = tuple(suggestion(sentence, words, granule, text) for sentence, words, granule in known if sentence in text)
    return Reading("2023-05", None, "en", events=found)


def suggested(store: Store, slug: str) -> list[StoredEvent]:
    return store.events(slug, Filter(statuses=("suggested",))).rows


def counts(imported: object) -> tuple[int, int, int, bool]:
    return tuple(getattr(imported, name) for name in ("added", "known", "rejected_before", "was_there"))


def test_a_text_comes_in_with_its_suggestions(store: Store, slug: str) -> None:
    """One change; each suggestion quotes the document, says the date claimed there, and has an id that is no fingerprint."""
    imported = store.add_document(slug, ARTICLE, reading(ARTICLE.text), author="Ana")
    assert counts(imported) == (2, 0, 0, False)
    assert store.documents(slug) == [imported.document] == [store.document(slug, imported.document.id)]
    sha256 = hashlib.sha256(ARTICLE.text.encode()).hexdigest()
    stamps = {"id": imported.document.id, "created": imported.document.created, "sha256": sha256, "language": "en"}
    assert imported.document == replace(ARTICLE, **stamps)
    rows = suggested(store, slug)
    assert tuple(each.event.id for each in rows) == imported.events
    assert [each.event.evidence[0].document for each in rows] == [imported.document.id] * 2
    assert [each.event.evidence[0].claimed for each in rows] == [each.event.date for each in rows]
    marks = {event.id for event in reading(ARTICLE.text).events}
    assert not marks & {each.event.id for each in rows}
    assert [change.id for change in store.changes(slug) if change.action == "read"] == [imported.change]


def test_what_a_reading_inferred_is_kept_as_inferred(store: Store, slug: str) -> None:
    """A publication date that nobody gave comes from the reading, with how it was found."""
    read = replace(reading(ARTICLE.text), published="1996", published_assumed="latest year written")
    document = store.add_document(slug, replace(ARTICLE, published=None), read).document
    assert (document.published, document.published_assumed) == ("1996", "latest year written")
    given = store.add_document(slug, replace(ARTICLE, text="Other. It began in 1994."), read).document
    assert (given.published, given.published_assumed) == ("2023-05", None)


def test_accepting_on_the_way_in(store: Store, slug: str) -> None:
    """Nothing is left to decide."""
    store.add_document(slug, ARTICLE, reading(ARTICLE.text), accept=True)
    assert (store.timeline(slug).accepted, store.timeline(slug).suggested) == (2, 0)


def test_the_same_text_again_adds_nothing(store: Store, slug: str) -> None:
    """No document, no event, no change; whatever became of the events meanwhile."""
    first = store.add_document(slug, ARTICLE, reading(ARTICLE.text))
    store.decide(slug, first.events[:1], "accepted")
    store.change_event(slug, first.events[0], replace(store.event(slug, first.events[0]).event, title="Edited"), None)
    store.bin_event(slug, first.events[1])
    before = len(store.changes(slug))
    again = store.add_document(slug, replace(ARTICLE, title="Another title"), reading(ARTICLE.text))
    assert (counts(again), again.change, again.document) == ((0, 2, 0, True), None, first.document)
    assert (len(store.documents(slug)), len(store.changes(slug))) == (1, before)


MOVED = f"{ENDED} Something else. {BEGAN}"


@pytest.mark.parametrize("text", [ARTICLE.text, MOVED], ids=["the same text", "the sentences moved"])
def test_a_rejected_one_is_never_revived(store: Store, slug: str, text: str) -> None:
    """By the same text, nor by the sentence elsewhere in a changed text; the other suggestion is known."""
    first = store.add_document(slug, ARTICLE, reading(ARTICLE.text))
    store.decide(slug, first.events[:1], "rejected")
    again = store.add_document(slug, replace(ARTICLE, text=text), reading(text))
    assert counts(again)[:3] == (0, 1, 1)
    assert [each.event.id for each in suggested(store, slug)] == [first.events[1]]


def test_nor_by_another_document_or_another_day(store: Store, slug: str) -> None:
    """A new document published at another time brings the rejected sentence in vain."""
    first = store.add_document(slug, ARTICLE, reading(ARTICLE.text))
    store.decide(slug, first.events, "rejected")
    other = replace(ARTICLE, text=f"Elsewhere: {BEGAN}", published="2024")
    assert counts(store.add_document(slug, other, reading(other.text)))[:3] == (0, 0, 1)
    assert store.timeline(slug).suggested == 0


def test_nor_after_it_was_edited_or_erased(store: Store, slug: str) -> None:
    """The rejection outlives the event."""
    first = store.add_document(slug, ARTICLE, reading(ARTICLE.text))
    event = store.event(slug, first.events[0])
    store.change_event(slug, first.events[0], replace(event.event, title="Edited", status="rejected"), event.version)
    store.erase_event(slug, first.events[0])
    store.erase_event(slug, first.events[1])
    assert counts(store.add_document(slug, ARTICLE, reading(ARTICLE.text)))[:3] == (0, 0, 2)


def test_a_rejection_can_be_taken_back(store: Store, slug: str) -> None:
    """By deciding otherwise or by undo; then it is known again, not rejected."""
    first = store.add_document(slug, ARTICLE, reading(ARTICLE.text))
    store.decide(slug, first.events, "rejected")
    store.undo(slug)
    assert counts(store.add_document(slug, ARTICLE, reading(ARTICLE.text)))[:3] == (0, 2, 0)
    store.decide(slug, first.events, "rejected")
    store.decide(slug, first.events[:1], "suggested")
    assert counts(store.add_document(slug, ARTICLE, reading(ARTICLE.text)))[:3] == (0, 1, 1)


def test_rejections_are_a_timelines_own(store: Store, slug: str) -> None:
    """Another timeline may want what this one does not."""
    store.decide(slug, store.add_document(slug, ARTICLE, reading(ARTICLE.text)).events, "rejected")
    other = store.create_timeline("Other").slug
    assert store.add_document(other, ARTICLE, reading(ARTICLE.text)).added == 2


def test_a_new_version_of_a_text_is_a_second_account(store: Store, slug: str) -> None:
    """The sentence is known; the event rests on both documents then, and undo takes the second away again."""
    first = store.add_document(slug, ARTICLE, reading(ARTICLE.text), accept=True)
    second = store.add_document(slug, replace(ARTICLE, text=MOVED), reading(MOVED))
    assert counts(second) == (0, 2, 0, False)
    proofs = store.event(slug, first.events[0]).event.evidence
    assert [(each.document, each.start) for each in proofs] == [(first.document.id, 0), (second.document.id, MOVED.index(BEGAN))]
    store.undo(slug)
    assert len(store.event(slug, first.events[0]).event.evidence) == 1
    assert len(store.documents(slug)) == 1


def test_the_same_sentence_on_another_day_is_another_event(store: Store, slug: str) -> None:
    """Two reports say "on Monday": they mean two days."""
    for number, published in ((7, "2023-05-09"), (14, "2023-05-16")):
        sentence = "The bridge was hit on Monday."
        text = f"Report {number}. {sentence}"
        read = Reading(published, None, "en", events=(suggestion(sentence, "on Monday", day(2023, 5, number), text),))
        assert store.add_document(slug, StoredDocument(text=text, published=published), read).added == 1


def test_suggestions_of_one_text_that_name_the_same_count_once(store: Store, slug: str) -> None:
    """A fingerprint is unique within its document."""
    event = suggestion(BEGAN, "1994", year(1994), ARTICLE.text)
    assert store.add_document(slug, ARTICLE, Reading(None, None, "en", events=(event, event))).added == 1


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text_is_refused(store: Store, slug: str, text: str) -> None:
    """And nothing is stored."""
    with pytest.raises(BadText, match="empty"):
        store.add_document(slug, replace(ARTICLE, text=text), Reading(None, None, "en"))
    assert store.documents(slug) == []


def test_a_reading_that_cannot_be_stored_leaves_no_document(store: Store, slug: str) -> None:
    """All or nothing."""
    broken = replace(reading(ARTICLE.text), events=(*reading(ARTICLE.text).events, Event("half \ud800", id="x")))
    with pytest.raises(BadText):
        store.add_document(slug, ARTICLE, broken)
    assert (store.documents(slug), suggested(store, slug)) == ([], [])


def test_progress_is_told(store: Store, slug: str) -> None:
    """Done and in all, up to the end."""
    told: list[tuple[int, int]] = []
    many = tuple(replace(suggestion(BEGAN, "1994", year(1994), BEGAN), id=f"mark{number}") for number in range(450))
    store.add_document(slug, ARTICLE, Reading(None, None, "en", events=many), progress=lambda done, total: told.append((done, total)))
    assert told == [(200, 450), (400, 450), (450, 450)]


def test_a_document_is_its_timelines_own(store: Store, slug: str) -> None:
    """It cannot be read through another."""
    document = store.add_document(slug, ARTICLE, reading(ARTICLE.text)).document
    with pytest.raises(NotFound):
        store.document(store.create_timeline("Other").slug, document.id)


# --- several at once ---------------------------------------------------------------------------------------------


def copies(count: int, first: int = 0) -> list[tuple[StoredDocument, Reading]]:
    """Other texts with the same two sentences."""
    texts = [f"{BEGAN} {ENDED} Copy {number}." for number in range(first, first + count)]
    return [(replace(ARTICLE, text=text), reading(text)) for text in texts]


@pytest.mark.parametrize("lots", [(6,), (1, 5), (1, 1, 1, 1, 1, 1)], ids=str)
def test_sentences_that_many_texts_share_are_accounts_of_one_event(store: Store, slug: str, lots: tuple[int, ...]) -> None:
    """However many texts are read in together: each is an account, in the order in which they came, and the event counts them as one
    source, since they say the same words."""
    done = [each for place, size in enumerate(lots) for each in store.add_documents(slug, copies(size, sum(lots[:place])))]
    assert [counts(each)[:2] for each in done] == [(2, 0), *[(0, 2)] * 5]
    for stored in suggested(store, slug):
        assert [each.document for each in stored.event.evidence] == [each.document.id for each in done]
        assert {each.claimed for each in stored.event.evidence} == {stored.event.date}
    assert store.check() == []


def test_two_texts_of_one_lot_that_are_the_same(store: Store, slug: str) -> None:
    """One of them in other blanks: it is known, and nothing is taken from it."""
    spaced = f"{BEGAN}\n{ENDED}"
    given = [(replace(ARTICLE, text=text), reading(text)) for text in (ARTICLE.text, spaced, ARTICLE.text)]
    done = store.add_documents(slug, given)
    assert [counts(each) for each in done] == [(2, 0, 0, False), (0, 0, 0, True), (0, 2, 0, True)]
    assert [each.id for each in store.documents(slug)] == [done[0].document.id]
    assert [len(each.event.evidence) for each in suggested(store, slug)] == [1, 1]


def test_the_same_sentence_on_another_day_in_one_lot(store: Store, slug: str) -> None:
    """The same words of papers of different days name different days, and are events of their own."""
    monday = "It began on Monday."
    days = [(replace(ARTICLE, text=f"{monday} {which}", published=f"2023-05-0{which}"), day(2023, 5, which)) for which in (1, 8)]
    given = [(text, Reading(text.published, None, "en", events=(suggestion(monday, "Monday", on, text.text),))) for text, on in days]
    assert [each.added for each in store.add_documents(slug, given)] == [1, 1]


def test_the_store_is_asked_once_for_a_lot(store: Store, slug: str) -> None:
    """Not once for each text, nor for each sentence that is known already."""
    store.add_documents(slug, copies(1))
    asked: list[str] = []

    @heard.listens_for(store.engine, "before_cursor_execute")
    def _(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    numbers = []
    for first, size in ((1, 3), (4, 30)):
        asked.clear()
        store.add_documents(slug, copies(size, first))
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
