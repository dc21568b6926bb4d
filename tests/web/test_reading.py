"""Pasting, reviewing, documents, import and export."""

from __future__ import annotations

import io
import json
import re

import pytest

from tests.web.visiting import Visitor, filled
from timeline.events import STATUSES, Event
from timeline.settings import SETTINGS
from timeline.store import Filter, Store
from timeline.understanding import normalise

TEXT = "Peacekeepers came in autumn 2020.\n\nA ceasefire was signed on 12 May 1994. The road was closed on 05/12/2022.\n"


def paste(visitor: Visitor, slug: str, **given: str) -> str:
    answer = visitor.post(f"/t/{slug}/paste", {"text": TEXT, "published": "May 2023", "title": "Promises", **given})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def count(store: Store, slug: str, status: str) -> int:
    return store.events(slug, Filter(statuses=(status,))).total  # type: ignore[arg-type]


def test_a_pasted_text_becomes_suggestions_with_their_quotes(visitor: Visitor, store: Store, slug: str) -> None:
    page = visitor.text(paste(visitor, slug))
    assert "<mark>autumn 2020</mark>" in page
    assert "1 Sep – 30 Nov 2020" in page
    assert count(store, slug, "suggested") == 3
    document = store.documents(slug)[0]
    assert (document.title, document.published, document.published_assumed, document.text) == ("Promises", "2023-05", None, TEXT)


def test_without_a_publication_date_the_page_says_what_was_taken(visitor: Visitor, store: Store, slug: str) -> None:
    page = visitor.text(paste(visitor, slug, published=""))
    assert store.documents(slug)[0].published_assumed
    assert "No publication date given" in page
    assert "(assumed)" in page


def test_the_same_text_again_adds_nothing(visitor: Visitor, store: Store, slug: str) -> None:
    paste(visitor, slug)
    paste(visitor, slug)
    assert count(store, slug, "suggested") == 3
    assert len(store.documents(slug)) == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": ""}, "empty"),
        ({"text": " \n\t "}, "empty"),
        ({"text": "a\0b"}, "control character"),
        ({"text": "\x01\x02\x03PNG"}, "control character"),
        ({"published": "the day after"}, ""),
        ({"published": "05/06/2023"}, "Write the one that is meant"),
        ({"language": "tlh"}, "cannot be read yet"),
        ({"url": "ftp://example.org"}, "An address starts with http"),
        ({"title": "x" * 501}, "at most 500 characters"),
    ],
)
def test_a_wrong_paste_comes_back_whole_and_stores_nothing(
    visitor: Visitor, store: Store, slug: str, given: dict[str, str], sentence: str
) -> None:
    answer = visitor.post(f"/t/{slug}/paste", {"text": TEXT, "source": "as typed", **given})
    page = answer.get_data(as_text=True)
    assert answer.status_code in (400, 422)
    assert sentence in page and 'id="summary"' in page
    assert 'value="as typed"' in page
    if "text" not in given:
        assert "Peacekeepers came in autumn 2020." in page
    assert store.documents(slug) == []


def test_a_text_beyond_the_limit_is_refused_with_the_limit(
    visitor: Visitor, store: Store, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMELINE_MAX_TEXT", "1000")
    answer = visitor.post(f"/t/{slug}/paste", {"text": "In 1994. " * 200})
    assert answer.status_code in (413, 422)
    assert "1,000" in answer.get_data(as_text=True)
    assert store.documents(slug) == []


def test_fifty_megabytes_are_refused(visitor: Visitor, store: Store, slug: str) -> None:
    limit = next(int(each.default) for each in SETTINGS if each.name == "max_upload")
    answer = visitor.post(f"/t/{slug}/paste", {"text": "x" * (limit + 10_000_000)})
    assert answer.status_code == 413
    assert "the limit is" in answer.get_data(as_text=True)
    assert store.documents(slug) == []


def test_accepting_one_rejecting_one_and_taking_both_back(visitor: Visitor, store: Store, slug: str) -> None:
    place = paste(visitor, slug)
    first, second, third = re.findall(r'<li class="card[^"]*"[^>]* data-event="([^"]+)"', visitor.text(place))
    visitor.post(f"/t/{slug}/decide", {"accept": first})
    visitor.post(f"/t/{slug}/decide", {"reject": second})
    assert [store.event(slug, each).event.status for each in (first, second, third)] == ["accepted", "rejected", "suggested"]
    visitor.post(f"/t/{slug}/decide", {"suggest": second})
    assert store.event(slug, second).event.status == "suggested"


def test_ticked_ones_are_decided_as_one_change(visitor: Visitor, store: Store, slug: str) -> None:
    ids = re.findall(r'<li class="card[^"]*"[^>]* data-event="([^"]+)"', visitor.text(paste(visitor, slug)))
    told = visitor.post(f"/t/{slug}/decide", {"reject": "checked", "id": ids[:2]}, follow_redirects=True).get_data(as_text=True)
    assert "Rejected: 2 events" in told
    assert count(store, slug, "rejected") == 2
    visitor.post(f"/t/{slug}/undo")
    assert count(store, slug, "suggested") == 3


def test_nothing_ticked_changes_nothing(visitor: Visitor, store: Store, slug: str) -> None:
    paste(visitor, slug)
    told = visitor.post(f"/t/{slug}/decide", {"accept": "checked"}, follow_redirects=True).get_data(as_text=True)
    assert "Nothing was ticked" in told
    assert count(store, slug, "suggested") == 3


def test_accept_all_takes_what_is_ready_in_the_document_and_no_other(visitor: Visitor, store: Store, slug: str) -> None:
    paste(visitor, slug, text="Shells fell on 3 March 1992.", title="Another")
    place = paste(visitor, slug)
    document = place.split("document=")[1]
    visitor.post(f"/t/{slug}/decide", {"accept": "all", "document": document})
    assert (count(store, slug, "accepted"), count(store, slug, "suggested")) == (2, 2)


def test_accept_all_leaves_what_asks_to_do_and_says_so(visitor: Visitor, store: Store, slug: str) -> None:
    place = paste(visitor, slug)
    assert "Accept all 2 that ask nothing" in visitor.text(place)
    told = visitor.post(f"/t/{slug}/decide", {"accept": "all", "document": place.split("document=")[1]}, follow_redirects=True)
    assert "Accepted: 2 events; 1 needs an answer first and stays to do" in told.get_data(as_text=True)
    assert (count(store, slug, "accepted"), count(store, slug, "suggested")) == (2, 1)
    assert "Accept all" not in visitor.text(place)
    told = visitor.post(f"/t/{slug}/decide", {"accept": "all"}, follow_redirects=True)
    assert "needs an answer first, so nothing was changed" in told.get_data(as_text=True)


def cards(page: str) -> list[str]:
    return re.findall(r'<li class="card[^"]*"[^>]* data-event="([^"]+)"', page)


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_a_decision_leads_to_the_next_card_of_the_same_document(visitor: Visitor, store: Store, slug: str, action: str) -> None:
    paste(visitor, slug, text="Shells fell on 3 March 1992.", title="Another")
    document = paste(visitor, slug).split("document=")[1]
    first, second, third = cards(visitor.text(f"/t/{slug}/review?document={document}"))
    given = {"tab": "todo", "document": document}
    for decided, following in [(first, second), (third, second)]:
        answer = visitor.post(f"/t/{slug}/decide", {**given, action: decided})
        assert answer.headers["Location"] == f"/t/{slug}/review?document={document}#card-{following}"
    assert cards(visitor.text(f"/t/{slug}/review?document={document}")) == [second]
    assert visitor.post(f"/t/{slug}/decide", {**given, action: second}).headers["Location"] == f"/t/{slug}/review?document={document}"


def test_every_form_of_the_queue_says_its_document_and_tab(visitor: Visitor, slug: str) -> None:
    document = paste(visitor, slug).split("document=")[1]
    page = visitor.text(f"/t/{slug}/review?document={document}&tab=asks")
    assert f'name="document" value="{document}"' in page and 'name="tab" value="asks"' in page
    (event,) = cards(page)
    there = f"from=review&amp;tab=asks&amp;document={document}"
    for address in (f"/t/{slug}/e/{event}/answer?{there}", f"/t/{slug}/e/{event}/edit?{there}"):
        assert f'"{address}"' in page, address


def test_a_suggestion_is_saved_and_accepted_in_one_and_the_next_card_follows(visitor: Visitor, store: Store, slug: str) -> None:
    document = paste(visitor, slug).split("document=")[1]
    first, second, _ = cards(visitor.text(f"/t/{slug}/review?document={document}"))
    edit = f"/t/{slug}/e/{first}/edit?from=review&document={document}"
    page = visitor.text(edit)
    assert "Save and accept" in page and f'href="/t/{slug}/review?document={document}#card-{first}">Cancel' in page
    sent = filled(page) | {"title": "They came"}
    assert visitor.post(edit, sent).headers["Location"] == f"/t/{slug}/review?document={document}#card-{first}"
    assert store.event(slug, first).event.status == "suggested"
    answer = visitor.post(edit, filled(visitor.text(edit)) | {"title": "They all came", "action": "accept"})
    assert answer.headers["Location"] == f"/t/{slug}/review?document={document}#card-{second}"
    event = store.event(slug, first).event
    assert (event.title, event.status) == ("They all came", "accepted")
    assert "Save and accept" not in visitor.text(edit)


def test_the_detail_of_a_suggestion_decides_it_and_stays(visitor: Visitor, store: Store, slug: str) -> None:
    paste(visitor, slug)
    (first, *_) = cards(visitor.text(f"/t/{slug}/review"))
    page = visitor.text(f"/t/{slug}?event={first}&status=suggested")
    address = f"/t/{slug}/decide?at=event&amp;status=suggested"
    assert f'action="{address}"' in page and f'name="accept" value="{first}"' in page and f'name="reject" value="{first}"' in page
    answer = visitor.post(address.replace("&amp;", "&"), {"accept": first})
    assert answer.headers["Location"] == f"/t/{slug}?status=suggested&event={first}"
    assert store.event(slug, first).event.status == "accepted"
    assert f'name="accept" value="{first}"' not in visitor.text(f"/t/{slug}?event={first}")


def test_cards_of_a_document_stand_in_the_order_of_its_text(visitor: Visitor, slug: str) -> None:
    text = "In 1999 the bridge fell. In 1991 the road was built. Until 2022 the port was shut. In 1995 the mine opened.\n"
    page = visitor.text(paste(visitor, slug, text=text))
    assert re.findall(r"<mark>(?:In |Until )?(\d{4})</mark>", page.replace("<mark>Until ", "<mark>")) == ["1999", "1991", "2022", "1995"]
    assert page.split('id="suggestions"')[1].count("no beginning known") == 1


def test_a_long_queue_has_pages_in_the_order_of_the_text(visitor: Visitor, slug: str) -> None:
    years = [2000 - number for number in range(60)]
    text = "\n\n".join(f"The bridge number {year} fell in {year}." for year in years)
    place = paste(visitor, slug, text=text, published="2001")
    page = visitor.text(place)
    both = [*cards(page), *cards(visitor.text(f"{place}&cursor=50"))]
    assert (len(cards(page)), len(set(both))) == (50, 60)
    assert f"{place}&cursor=50".replace("&", "&amp;") in page
    answer = visitor.post(f"/t/{slug}/decide", {"document": place.split("=")[1], "cursor": "50", "accept": "checked", "id": both[50:]})
    assert cards(visitor.text(answer.headers["Location"])) == both[:50]
    assert cards(visitor.text(f"{place}&cursor=nonsense")) == both[:50]


def test_a_question_is_answered_in_its_card(visitor: Visitor, store: Store, slug: str) -> None:
    page = visitor.text(paste(visitor, slug))
    event, version = re.findall(r'name="version-(\w+)" value="(\d+)"', page)[0]
    visitor.post(f"/t/{slug}/e/{event}/answer?from=review", {f"choice-{event}": "2022-12-05", f"version-{event}": version})
    date = store.event(slug, event).event.date
    assert date is not None and date.edtf == "2022-12-05"


def test_the_document_shows_what_was_found_where_it_stands(visitor: Visitor, store: Store, slug: str) -> None:
    paste(visitor, slug)
    document = store.documents(slug)[0]
    page = visitor.text(f"/t/{slug}/d/{document.id}")
    for words in ("autumn 2020", "12 May 1994", "05/12/2022"):
        assert re.search(rf'<a class="found suggested[^>]*>(on )?{words}</a>', page), words
    body = re.search(r'<div class="document[^>]*>(.*?)</div>', page, re.DOTALL)
    assert body is not None
    assert re.sub(r"<[^>]+>", "", body[1]) == TEXT
    assert visitor.get(f"/t/{slug}/d/nothing").status_code == 404


def test_an_erased_document_is_gone(visitor: Visitor, store: Store, slug: str) -> None:
    paste(visitor, slug)
    document = store.documents(slug)[0]
    assert "cannot be undone" in visitor.text(f"/t/{slug}/d/{document.id}/erase")
    visitor.post(f"/t/{slug}/d/{document.id}/erase")
    assert store.documents(slug) == []
    assert "Peacekeepers" not in visitor.text(f"/t/{slug}/review")


# --- files ---------------------------------------------------------------------------------------------------------


def upload(visitor: Visitor, slug: str, name: str, data: bytes, **more: str):  # type: ignore[no-untyped-def]
    return visitor.post(f"/t/{slug}/import", {"file": (io.BytesIO(data), name), **more}, content_type="multipart/form-data")


def test_what_was_exported_is_imported_and_exported_the_same(visitor: Visitor, store: Store, slug: str) -> None:
    paste(visitor, slug)
    store.add_event(slug, Event("By hand", normalise("since 1994")))
    whole = visitor.get(f"/t/{slug}.json").get_data()
    store.create_timeline("South Caucasus", "copy")
    assert upload(visitor, "copy", "caucasus.json", whole).status_code == 302
    assert visitor.get("/t/copy.json").get_data() == whole


def test_accepted_only_leaves_suggestions_out(visitor: Visitor, store: Store, slug: str) -> None:
    paste(visitor, slug)
    store.add_event(slug, Event("By hand", normalise("1994")))
    published = json.loads(visitor.text(f"/t/{slug}.json?only=accepted"))
    assert [each["title"] for each in published["events"]] == ["By hand"]
    assert "Peacekeepers" not in visitor.text(f"/t/{slug}.json?only=accepted")


def test_a_download_has_a_name(visitor: Visitor, slug: str) -> None:
    answer = visitor.get(f"/t/{slug}.json?download")
    assert answer.headers["Content-Disposition"] == "attachment; filename=caucasus.json"
    assert answer.mimetype == "application/json"


def test_a_text_file_is_read(visitor: Visitor, store: Store, slug: str) -> None:
    answer = upload(visitor, slug, "promises.txt", TEXT.encode(), published="2023")
    assert "/review?document=" in answer.headers["Location"]
    assert count(store, slug, "suggested") == 3
    upload(visitor, slug, "more.txt", b"Shells fell on 3 March 1992.", published="1992", accept="1")
    assert count(store, slug, "accepted") == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("", b""),
        ("empty.txt", b""),
        ("blank.txt", b" \n "),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0"),
        ("latin.txt", "Jänner 1994".encode("latin-1")),
        ("broken.json", b'{"format": "timeline/1", '),
        ("other.json", b'{"type": "FeatureCollection"}'),
        ("schema.json", b'{"format": "timeline/1", "title": "X", "events": [{"title": 5}]}'),
        ("later.json", b'{"format": "timeline/99", "title": "X", "events": []}'),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_stores_nothing(visitor: Visitor, store: Store, slug: str, name: str, data: bytes) -> None:
    answer = upload(visitor, slug, name, data)
    assert answer.status_code == 400
    assert 'class="wrong" id="file-wrong"' in answer.get_data(as_text=True)
    assert store.events(slug, Filter(statuses=STATUSES)).total == 0
    assert store.documents(slug) == []
