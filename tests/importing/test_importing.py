"""Many files are one step to undo, whatever happens between; a document is kept whole or not at all, and known again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import pytest

from tests.readers import making
from timeline import importing
from timeline.errors import Refused
from timeline.events import STATUSES
from timeline.importing import File, Import, Row
from timeline.store import Filter, Store

SLUG = "war"
EVERYTHING = Filter(statuses=STATUSES)


@pytest.fixture
def war(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that keeps two documents at a time."""
    monkeypatch.setattr(importing, "LOT_DOCUMENTS", 2)
    store.create_timeline("War", SLUG)
    return store


def files(*texts: str) -> Iterator[File]:
    for number, text in enumerate(texts):
        yield File(f"{number}.txt", text.encode)


def told(count: int) -> list[str]:
    return [f"Post {number} was left on {number + 1} May 1994." for number in range(count)]


def take(store: Store, given: Iterable[File]) -> list[Row]:
    return list(Import(store, SLUG).take(given))


def test_an_import_is_one_step(war: Store) -> None:
    work = Import(war, SLUG)
    rows = list(work.take(files(*told(5))))
    assert [row.state for row in rows] == ["read"] * 5
    changes = war.changes(SLUG)
    assert [(each.action, each.count) for each in changes if each.action != "create"] == [("read files", 5)]
    undone = war.undo(SLUG, work.change)
    assert (war.documents(SLUG), war.events(SLUG, EVERYTHING).total) == ([], 0)
    war.undo(SLUG, undone.id)
    assert (len(war.documents(SLUG)), war.events(SLUG, EVERYTHING).total) == (5, 5)
    assert war.check() == []


def test_what_was_undone_meanwhile_stays_undone(war: Store) -> None:
    work = Import(war, SLUG)
    rows = work.take(files(*told(6)))
    next(rows)
    war.undo(SLUG, work.change)
    with pytest.raises(Refused, match="undone in the meantime"):
        list(rows)
    assert war.documents(SLUG) == []


def test_an_event_that_somebody_changed_meanwhile_is_not_drawn_into_it(war: Store) -> None:
    """The same sentence comes again in the second lot, after it was accepted; both steps can be undone, the newer first."""
    first, second, third = told(3)
    work = Import(war, SLUG, published="1995")
    rows = work.take(files(first, second, f"{third}\n\n{first}"))
    next(rows)
    begun = work.change
    event = war.events(SLUG, EVERYTHING).rows[0].event
    war.decide(SLUG, [event.id], "accepted")
    list(rows)
    assert work.change != begun
    assert len(war.event(SLUG, event.id).event.evidence) == 2
    for _ in range(3):
        war.undo(SLUG)
    assert (war.documents(SLUG), war.events(SLUG, EVERYTHING).total) == ([], 0)


def test_the_same_event_twice_in_one_import_goes_back_to_what_it_was(war: Store) -> None:
    first = told(1)[0]
    take(war, files(first))
    before = war.events(SLUG, EVERYTHING).rows[0].event
    work = Import(war, SLUG, published="1994")
    assert [row.known for row in work.take(files(*(f"{first}\n\nReport {number}." for number in range(5))))] == [1] * 5
    war.undo(SLUG, work.change)
    assert war.events(SLUG, EVERYTHING).rows[0].event == before


def test_a_text_is_known_again_in_other_blanks_and_another_format(war: Store) -> None:
    text = "The café of Đà Nẵng was shelled on 12 May 1994.\n\nIn 1995 it was opened again."
    take(war, files(text))
    others = [
        File("a.txt", text.replace("\n\n", "\r\n\r\n  ").encode),
        File("b.txt", unicodedata.normalize("NFD", text).replace("of ", "of\u00a0").encode),
        File("c.docx", lambda: making.word(*text.split("\n\n"))),
    ]
    rows = take(war, others)
    assert [(row.state, row.added, row.known) for row in rows] == [("known", 0, 2)] * 3
    assert len(war.documents(SLUG)) == 1


def test_a_rejected_one_stays_rejected(war: Store) -> None:
    take(war, files(told(1)[0]))
    war.decide(SLUG, [war.events(SLUG, EVERYTHING).rows[0].event.id], "rejected")
    assert [(row.added, row.rejected_before) for row in take(war, files(told(1)[0]))] == [(0, 1)]


def test_what_the_file_says_of_its_day_is_kept_with_where_it_was_found(war: Store) -> None:
    data = making.mail("It ended yesterday, they said, and nobody believed it.").as_bytes()
    document = take(war, [File("a.eml", lambda: data)])[0].document
    assert document is not None
    assert (document.published, document.source) == ("1994-05-12", "Desk <desk@example.org>")
    assert document.published_assumed is not None and document.published_assumed.startswith("from the mail's date header")


def test_a_day_that_a_person_gave_is_nothing_assumed(war: Store) -> None:
    data = making.mail("It ended yesterday.").as_bytes()
    rows = list(Import(war, SLUG, published="2001").take([File("a.eml", lambda: data)]))
    assert rows[0].document is not None
    assert (rows[0].document.published, rows[0].document.published_assumed) == ("2001", None)


def test_a_refused_file_has_its_row_in_its_place(war: Store) -> None:
    first, second = told(2)
    given = [*files(first), File("bad.pdf", lambda: b"junk"), File("good.txt", second.encode)]
    assert [(row.name, row.state) for row in take(war, given)] == [("0.txt", "read"), ("bad.pdf", "refused"), ("good.txt", "read")]


def test_a_timeline_among_them_is_taken_over(war: Store) -> None:
    data = b'{"format": "timeline/1", "title": "T", "events": [{"title": "Kept"}]}'
    assert [row.state for row in take(war, [File("t.json", lambda: data), *files(told(1)[0])])] == ["timeline", "read"]
    assert war.events(SLUG, EVERYTHING).total == 2
