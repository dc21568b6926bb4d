"""The import page: many files at once, what became of each, and a page that tells how far it is."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.readers import making
from tests.web.visiting import Visitor
from timeline import importing
from timeline.events import STATUSES
from timeline.store import Filter, Store


def send(visitor: Visitor, slug: str, *files: tuple[str, bytes], **more: str) -> TestResponse:
    data: dict[str, Any] = {"file": [(io.BytesIO(content), name) for name, content in files], **more}
    return visitor.post(f"/t/{slug}/import", data, content_type="multipart/form-data")


def finished(visitor: Visitor, address: str) -> str:
    """The page once the thread that works on it has ended."""
    for thread in threading.enumerate():
        if thread.name == f"import {address.rpartition('/')[2]}":
            thread.join(60)
    return visitor.text(address)


def test_each_file_has_its_row(visitor: Visitor, store: Store, slug: str) -> None:
    archive = making.archive({"in/c.txt": b"In 1996 it began again.", "../d.txt": b"x"})
    answer = send(
        visitor, slug, ("a.txt", b"In 1994 it ended."), ("b.pdf", b"junk"), ("z.zip", archive), ("e.docx", making.word("In 1997."))
    )
    page = finished(visitor, str(answer.location))
    assert "5 of 5 files: 3 read, 0 known already, 2 refused" in page
    assert "b.pdf is no PDF file, or it is broken; it cannot be read." in page
    assert "leads out of the archive" in page
    for document in store.documents(slug):
        assert f"/review?document={document.id}" in page
    assert len(store.documents(slug)) == 3


def test_what_is_said_to_be_a_text_is_read_as_one(visitor: Visitor, store: Store, slug: str) -> None:
    send(visitor, slug, ("a.csv", b"date,title\nIn 1994 it ended.\n"), format="text")
    (document,) = store.documents(slug)
    assert document.text.startswith("date,title")


def test_the_whole_of_it_is_undone_at_once(visitor: Visitor, store: Store, slug: str) -> None:
    answer = send(visitor, slug, ("a.txt", b"In 1994 it ended."), ("b.txt", b"In 1995 it began."))
    page = finished(visitor, str(answer.location))
    found = re.search(r'name="change" value="(\d+)"', page)
    assert found is not None and "Undo the import" in page
    visitor.post(f"/t/{slug}/undo", {"change": found[1]})
    assert (store.documents(slug), store.events(slug, Filter(statuses=STATUSES)).total) == ([], 0)


def test_a_single_file_goes_straight_to_review_with_where_its_date_was_found(visitor: Visitor, store: Store, slug: str) -> None:
    answer = send(visitor, slug, ("m.eml", making.mail("It ended yesterday.").as_bytes()))
    document = store.documents(slug)[0]
    assert answer.location == f"/t/{slug}/review?document={document.id}"
    assert "from the mail&#39;s date header" in visitor.text(f"/t/{slug}/d/{document.id}")


def test_a_single_file_that_is_refused_comes_back_with_the_form(visitor: Visitor, slug: str) -> None:
    answer = send(visitor, slug, ("a.pdf", making.pdf("x", password="p")))
    assert answer.status_code == 400
    assert "is protected with a password" in answer.text


def test_a_name_is_shown_and_never_acts(visitor: Visitor, slug: str) -> None:
    answer = send(visitor, slug, ("<b>\u202e.txt", b"In 1994."), ("x.pdf", b""))
    page = finished(visitor, str(answer.location))
    assert "&lt;b&gt;&lt;U+202E&gt;.txt" in page


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Each lot waits until it may go on."""
    may_go_on, keep = threading.Event(), importing.Import._keep

    def waiting(self: importing.Import, lot: Any) -> Any:
        assert may_go_on.wait(60)
        return keep(self, lot)

    monkeypatch.setattr(importing, "LOT_DOCUMENTS", 1)
    monkeypatch.setattr(importing.Import, "_keep", waiting)
    yield may_go_on
    may_go_on.set()


def test_while_it_runs_it_tells_how_far_and_can_be_stopped(visitor: Visitor, store: Store, slug: str, slowly: threading.Event) -> None:
    address = str(send(visitor, slug, *((f"{number}.txt", f"In {1950 + number}.".encode()) for number in range(9))).location)
    page = visitor.text(address)
    assert '<progress id="progress" max="9" value="0">' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    told = visitor.get(f"{address}/state.json").get_json()
    assert (told["state"], told["done"], told["total"]) == ("running", 0, 9)
    visitor.post(f"{address}/stop")
    slowly.set()
    page = finished(visitor, address)
    assert "Stopped; what was kept before stays" in page
    assert len(store.documents(slug)) < 9


def test_the_page_of_an_import_before_the_server_was_started_again_leads_on(visitor: Visitor, slug: str) -> None:
    """It is gone, and says so; what it kept is one click away. Of a timeline that is not there nothing is said."""
    answer = visitor.get(f"/t/{slug}/import/abcdef")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 410
    assert "the server was started again since. What it kept is in the timeline." in page
    assert f'href="/t/{slug}"' in page and f'href="/t/{slug}/history"' in page
    assert visitor.get("/t/nowhere/import/abcdef").status_code == 404
