"""A document is corrected after an event told by it was merged with one that another document tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rereading.conftest import found
from timeline import pipeline
from timeline.accounts import disputed_claims
from timeline.events import STATUSES, Event
from timeline.extraction import extract
from timeline.store import Choice, Filter, Reread, Store, StoredEvent

PAPER = "Gunmen seized the bridge on Monday. A truce was signed on 12 May 1994."
BOOK = "The bridge was taken by rebels on 8 May 2023."


@pytest.fixture
def paper(store: Store, slug: str) -> str:
    """Read as published on 10 May 2023, a Wednesday, which is wrong."""
    return pipeline.keep(store, slug, PAPER, published="2023-05-10", title="Paper", accept=False).document.id


@pytest.fixture
def book(store: Store, slug: str) -> str:
    return pipeline.keep(store, slug, BOOK, published="2023-12-01", title="Book", accept=False).document.id


def correct(store: Store, slug: str, document: str, **given: str) -> Reread:
    return pipeline.reread(store, slug, document, **{"published": "2021-02-10", **given})


def merge(store: Store, slug: str, keep: str, other: str, date_of: str = "") -> StoredEvent:
    ids = {words: found(store, slug, words).event.id for words in (keep, other)}
    return store.merge(slug, list(ids.values()), Choice(ids[keep], date_of=ids[date_of] if date_of else ""))


def days(event: Event) -> str:
    return event.date.edtf if event.date else ""


def claims(event: Event) -> list[str]:
    return [each.claimed.edtf if each.claimed else "" for each in event.evidence]


def everything(store: Store, slug: str) -> list[Event]:
    return [each.event for each in store.each_event(slug, Filter(statuses=STATUSES))]


def asked(store: Store, slug: str) -> list[tuple[str, str]]:
    return [(each.stored.event.title, each.would.edtf if each.would else "") for each in store.waiting(slug)]


def test_an_event_that_was_merged_asks_and_the_other_account_stays(store: Store, slug: str, paper: str, book: str) -> None:
    """To merge is to decide: the date was chosen among several, so it does not follow by itself."""
    event = merge(store, slug, "taken", "seized").event
    assert correct(store, slug, paper).asked == 1
    assert days(store.event(slug, event.id).event) == "2023-05-08"
    assert asked(store, slug) == [(event.title, "2021-02-08")]
    store.settle(slug, [(event.id, paper)], move=True)
    moved = store.event(slug, event.id).event
    assert (days(moved), moved.title, claims(moved)) == ("2021-02-08", event.title, ["2023-05-08", "2021-02-08"])
    assert disputed_claims(moved.evidence)


def test_a_date_that_is_kept_is_disputed_by_the_document_that_says_another_now(store: Store, slug: str, paper: str, book: str) -> None:
    event = merge(store, slug, "taken", "seized").event
    correct(store, slug, paper)
    store.settle(slug, [(event.id, paper)], move=False)
    kept = store.event(slug, event.id).event
    assert (days(kept), claims(kept)) == ("2023-05-08", ["2023-05-08", "2021-02-08"])
    assert store.waiting(slug) == []
    assert correct(store, slug, paper, title="Another title").asked == 0


def test_an_account_that_the_date_does_not_lean_on_follows_and_asks_nothing(store: Store, slug: str, book: str) -> None:
    paper = pipeline.keep(store, slug, PAPER, published="2023-05-03", title="Paper", accept=False).document.id
    event = merge(store, slug, "taken", "seized").event
    assert claims(event) == ["2023-05-08", "2023-05-01"]
    done = correct(store, slug, paper)
    assert (done.asked, done.moved) == (0, 0)
    now = store.event(slug, event.id).event
    assert (days(now), claims(now)) == ("2023-05-08", ["2023-05-08", "2021-02-08"])


def test_a_suggestion_split_off_follows_what_its_document_said_meanwhile(store: Store, slug: str, book: str) -> None:
    paper = pipeline.keep(store, slug, PAPER, published="2023-05-03", title="Paper", accept=False).document.id
    event = merge(store, slug, "taken", "seized").event
    correct(store, slug, paper)
    off = store.split(slug, event.id, account=1).event
    assert (days(off), claims(off)) == ("2021-02-08", ["2021-02-08"])
    assert claims(store.event(slug, event.id).event) == ["2023-05-08"]
    assert store.waiting(slug) == []


def test_a_reviewed_event_split_off_asks_what_its_document_said_meanwhile(store: Store, slug: str, book: str) -> None:
    paper = pipeline.keep(store, slug, PAPER, published="2023-05-03", title="Paper", accept=False).document.id
    store.decide(slug, [found(store, slug, "seized").event.id], "accepted")
    event = merge(store, slug, "taken", "seized").event
    correct(store, slug, paper)
    off = store.split(slug, event.id, account=1).event
    assert days(off) == "2023-05-01"
    assert asked(store, slug) == [(off.title, "2021-02-08")]
    store.settle(slug, [(off.id, paper)], move=True)
    assert days(store.event(slug, off.id).event) == "2021-02-08"


def test_what_moved_while_merged_is_split_off_as_it_is_now(store: Store, slug: str, paper: str) -> None:
    """And the date that the kept event had taken over from it goes with it, although it moved meanwhile."""
    own = store.add_event(slug, Event("The bridge was taken", None)).event
    other = found(store, slug, "seized").event.id
    store.merge(slug, [own.id, other], Choice(own.id))
    correct(store, slug, paper)
    store.settle(slug, [(own.id, paper)], move=True)
    assert days(store.event(slug, own.id).event) == "2021-02-08"
    off = store.split(slug, own.id, former=other).event
    assert days(off) == "2021-02-08"
    assert store.event(slug, own.id).event.date is None


def test_the_kept_event_asks_too_when_the_date_it_had_comes_back(store: Store, slug: str, book: str) -> None:
    """Its own document was corrected while it had the date of the other."""
    paper = pipeline.keep(store, slug, PAPER, published="2023-05-03", title="Paper", accept=False).document.id
    store.decide(slug, [found(store, slug, "seized").event.id], "accepted")
    event = merge(store, slug, "seized", "taken", date_of="taken").event
    assert correct(store, slug, paper).asked == 0
    store.split(slug, event.id, account=1)
    assert days(store.event(slug, event.id).event) == "2023-05-01"
    assert asked(store, slug) == [(event.title, "2021-02-08")]


def test_the_question_of_an_event_goes_with_its_account(store: Store, slug: str, paper: str, book: str) -> None:
    """Into the event that it is merged into, and out of it again."""
    store.decide(slug, [found(store, slug, "seized").event.id], "accepted")
    correct(store, slug, paper)
    event = merge(store, slug, "taken", "seized").event
    assert asked(store, slug) == [(event.title, "2021-02-08")]
    store.settle(slug, [(event.id, paper)], move=False)
    assert store.waiting(slug) == []
    off = store.split(slug, event.id, account=1).event
    assert asked(store, slug) == [(off.title, "2021-02-08")]


def test_no_question_is_left_when_the_date_that_is_chosen_leans_on_the_other(store: Store, slug: str, book: str) -> None:
    paper = pipeline.keep(store, slug, PAPER, published="2023-05-03", title="Paper", accept=False).document.id
    store.decide(slug, [found(store, slug, "seized").event.id], "accepted")
    correct(store, slug, paper)
    event = merge(store, slug, "taken", "seized").event
    assert store.waiting(slug) == []
    assert claims(event) == ["2023-05-08", "2021-02-08"]


def test_a_sentence_that_is_gone_leaves_an_event_that_another_document_tells(store: Store, slug: str, paper: str, book: str) -> None:
    event = merge(store, slug, "seized", "taken").event
    done = correct(store, slug, paper, text="A truce was signed on 12 May 1994.")
    assert (done.gone, done.asked, done.lost) == (0, 0, 1)
    now = store.event(slug, event.id).event
    assert days(now) == "2023-05-08"
    assert [each.start is None for each in now.evidence] == [True, False]


def test_an_event_made_by_hand_stays_when_the_sentence_merged_into_it_is_gone(store: Store, slug: str, paper: str) -> None:
    own = store.add_event(slug, Event("The bridge was taken", None, status="suggested")).event
    other = found(store, slug, "seized").event.id
    store.merge(slug, [own.id, other], Choice(own.id))
    assert correct(store, slug, paper, text="A truce was signed on 12 May 1994.").gone == 0
    assert store.event(slug, own.id).event.evidence[0].quote == "Gunmen seized the bridge on Monday."
    assert [each.event.id for each in store.formers(slug, own.id)] == [other]


def test_each_step_can_be_taken_back_in_turn(store: Store, slug: str, paper: str, book: str) -> None:
    """Merged, corrected, moved, split: undone from the last to the first, everything is as it was at each."""
    states = [everything(store, slug)]
    event = merge(store, slug, "taken", "seized").event
    states.append(everything(store, slug))
    correct(store, slug, paper)
    waiting = asked(store, slug)
    states.append(everything(store, slug))
    store.settle(slug, [(event.id, paper)], move=True)
    states.append(everything(store, slug))
    store.split(slug, event.id, account=1)
    for state in reversed(states):
        store.undo(slug)
        assert everything(store, slug) == state
        if state is states[2]:
            assert asked(store, slug) == waiting
    assert store.document(slug, paper).published == "2023-05-10"


def test_a_merge_that_was_taken_back_decided_nothing(store: Store, slug: str, paper: str, book: str) -> None:
    merge(store, slug, "taken", "seized")
    store.undo(slug)
    assert correct(store, slug, paper).moved == 1
    assert days(found(store, slug, "seized").event) == "2021-02-08"


def test_what_was_split_again_follows_as_if_never_merged(store: Store, slug: str, paper: str, book: str) -> None:
    event = merge(store, slug, "taken", "seized").event
    store.split(slug, event.id, account=1)
    assert correct(store, slug, paper).moved == 1
    assert days(found(store, slug, "seized").event) == "2021-02-08"


def test_an_erased_document_takes_the_date_that_moved_with_it(store: Store, slug: str, paper: str) -> None:
    own = store.add_event(slug, Event("The bridge was taken", None)).event
    store.merge(slug, [own.id, found(store, slug, "seized").event.id], Choice(own.id))
    correct(store, slug, paper)
    store.settle(slug, [(own.id, paper)], move=True)
    store.erase_document(slug, paper)
    left = store.event(slug, own.id).event
    assert (left.date, left.evidence) == (None, ())
    assert store.check() == []


def test_rejected_ones_that_were_merged_keep_their_title_and_stay_rejected(store: Store, slug: str, paper: str, book: str) -> None:
    store.decide(slug, [found(store, slug, words).event.id for words in ("taken", "seized")], "rejected")
    event = merge(store, slug, "taken", "seized").event
    assert correct(store, slug, paper).asked == 0
    now = store.event(slug, event.id).event
    assert (now.title, now.status, claims(now)) == (event.title, "rejected", ["2023-05-08", "2021-02-08"])


def test_what_lies_in_the_bin_asks_when_it_is_brought_back(store: Store, slug: str, paper: str) -> None:
    seized = found(store, slug, "seized").event.id
    store.decide(slug, [seized], "accepted")
    store.bin_event(slug, seized)
    assert correct(store, slug, paper).asked == 0
    assert store.waiting(slug) == []
    store.restore_event(slug, seized)
    assert [each.stored.event.id for each in store.waiting(slug)] == [seized]


# --- several documents, nothing merged -----------------------------------------------------------------------------


@pytest.fixture
def copy(store: Store, slug: str, paper: str) -> str:
    """The same sentence in another paper of the same day: an account of the same suggestion."""
    text = "Gunmen seized the bridge on Monday. Nobody was hurt."
    return pipeline.keep(store, slug, text, published="2023-05-10", title="Copy", accept=False).document.id


def test_the_same_sentence_of_another_week_becomes_a_suggestion_of_its_own(store: Store, slug: str, paper: str, copy: str) -> None:
    """What the other paper says does not move with it."""
    assert len(found(store, slug, "seized").event.evidence) == 2
    done = correct(store, slug, copy)
    assert (done.added, done.gone, done.asked) == (1, 0, 0)
    told = {days(each): [one.document for one in each.evidence] for each in everything(store, slug) if "seized" in each.title}
    assert told == {"2023-05-08": [paper], "2021-02-08": [copy]}


def test_the_account_of_a_sentence_that_is_gone_goes_and_the_suggestion_stays(store: Store, slug: str, paper: str, copy: str) -> None:
    assert correct(store, slug, copy, published="2023-05-10", text="Nobody was hurt.").gone == 0
    assert [each.document for each in found(store, slug, "seized").event.evidence] == [paper]


def test_a_reviewed_event_that_two_papers_tell_asks_for_the_one_corrected(store: Store, slug: str, paper: str, copy: str) -> None:
    seized = found(store, slug, "seized").event
    store.decide(slug, [seized.id], "accepted")
    assert correct(store, slug, copy).asked == 1
    store.settle(slug, [(seized.id, copy)], move=False)
    kept = store.event(slug, seized.id).event
    assert (days(kept), sorted(claims(kept))) == ("2023-05-08", ["2021-02-08", "2023-05-08"])


def test_a_date_already_set_right_by_hand_asks_nothing(store: Store, slug: str, paper: str) -> None:
    seized = found(store, slug, "seized")
    right = extract("Gunmen seized the bridge on Monday.", published="2021-02-10").events[0].date
    store.change_event(slug, seized.event.id, replace(seized.event, date=right), seized.version)
    assert correct(store, slug, paper).asked == 0
    assert claims(store.event(slug, seized.event.id).event) == ["2021-02-08"]


def test_one_of_two_sentences_that_are_much_alike_goes(store: Store, slug: str) -> None:
    """The one that stays keeps its event; the other does not take its place."""
    first, second = "Shells hit the old town hall on 3 May 1992.", "Shells hit the old town hall on 4 May 1992."
    document = pipeline.keep(store, slug, f"{first} {second}", published="1993-01-01", title="Shells", accept=False).document.id
    stays = next(each.id for each in everything(store, slug) if days(each) == "1992-05-04")
    done = correct(store, slug, document, published="1993-01-01", text=second)
    assert (done.gone, done.added) == (1, 0)
    assert [(each.id, days(each)) for each in everything(store, slug)] == [(stays, "1992-05-04")]
