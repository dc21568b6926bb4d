"""Adding, editing, answering, the bin, undo: what is stored, and that a form with something wrong loses nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.web.visiting import Visitor, filled
from timeline.errors import NotFound, StoreFailed
from timeline.events import STATUSES, Event, Evidence
from timeline.store import Filter, Store, StoredEvent
from timeline.understanding import normalise

FULL = {
    "when": "autumn 2020",
    "title": "Peacekeepers move in",
    "category": "Strategic developments",
    "place": "Stepanakert / Khankendi",
    "lat": "39.82",
    "lon": "46.75",
    "precision": "town",
    "actors": "Russia, Russian peacekeeping contingent\nRussia",
    "description": "Two lines\nof text",
    "tags": "peacekeeping, 2020",
    "source": "Field notes",
    "url": "https://example.org/a",
    "quote": "They came in autumn 2020.",
}


def only(store: Store, slug: str) -> StoredEvent:
    rows = store.events(slug, Filter(statuses=STATUSES)).rows
    assert len(rows) == 1
    return rows[0]


def unescaped(page: str) -> str:
    return page.replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")


def test_everything_in_the_form_is_stored(visitor: Visitor, store: Store, slug: str) -> None:
    answer = visitor.post(f"/t/{slug}/add", FULL)
    stored = only(store, slug)
    event = stored.event
    assert answer.headers["Location"] == f"/t/{slug}?event={event.id}"
    assert event.date is not None and event.place is not None
    assert (event.date.text, event.date.edtf) == ("autumn 2020", "2020-23")
    assert (event.title, event.category, event.description) == (FULL["title"], FULL["category"], "Two lines\nof text")
    assert event.actors == ("Russia", "Russian peacekeeping contingent")
    assert event.tags == ("peacekeeping", "2020")
    assert (event.place.name, event.place.lat, event.place.lon, event.place.precision) == (FULL["place"], 39.82, 46.75, "town")
    assert event.evidence == (Evidence(quote=FULL["quote"], source="Field notes", url="https://example.org/a"),)


def test_saving_a_form_unchanged_changes_nothing(visitor: Visitor, store: Store, slug: str) -> None:
    visitor.post(f"/t/{slug}/add", FULL | {"lasting": "throughout"})
    before = only(store, slug)
    page = visitor.text(f"/t/{slug}/e/{before.event.id}/edit")
    visitor.post(f"/t/{slug}/e/{before.event.id}/edit", filled(page))
    assert only(store, slug).event == before.event


# what is wrong, in which field, and a part of the sentence
WRONG: list[tuple[dict[str, str], str]] = [
    ({"title": ""}, "Say what happened"),
    ({"title": "x" * 501}, "What happened has at most 500 characters; this has 501."),
    ({"when": "32 May 2020"}, "32"),
    ({"when": "31 February 2021"}, "February"),
    ({"when": "2020 to 1994"}, "1994"),
    ({"when": "the other day perhaps"}, "not understood"),
    ({"when": "x" * 501}, "A date has at most 500 characters"),
    ({"when": "05/12/1994"}, "Choose which is meant"),
    ({"when": "last year"}, "Last year, counted from when?"),
    ({"when": "last year", "anchor": "nonsense"}, "not understood"),
    ({"when": "since 1994", "known": "1990"}, "before it began"),
    ({"category": "Gossip"}, "is none of the categories"),
    ({"lat": "91", "lon": "0"}, "A latitude is a number of degrees from -90 to 90"),
    ({"lat": "nan"}, "A latitude is a number"),
    ({"lat": "1", "lon": ""}, "A point needs both"),
    ({"place": ""}, "Give the point a name"),
    ({"url": "javascript:alert(1)"}, "An address starts with http:// or https://"),
    ({"url": "https://"}, "An address starts with http:// or https://"),
    ({"description": "x" * 50_001}, "The description has at most 50,000 characters"),
    ({"source": "a\0b"}, "NUL"),
]


@pytest.mark.parametrize(("typed", "sentence"), WRONG)
def test_a_wrong_form_comes_back_whole_and_stores_nothing(
    visitor: Visitor, store: Store, slug: str, typed: dict[str, str], sentence: str
) -> None:
    form = FULL | typed
    answer = visitor.post(f"/t/{slug}/add", form)
    page = unescaped(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert sentence in page
    assert 'id="summary"' in page
    kept = filled(page)
    for name, value in form.items():
        assert kept[name] == value, name
    assert store.events(slug, Filter(statuses=STATUSES)).total == 0
    assert [each.action for each in store.changes(slug)] == ["create"]


def test_a_full_disk_keeps_what_was_typed(visitor: Visitor, store: Store, slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise StoreFailed("The disk is full. Make room and save again; nothing was half-saved.")

    monkeypatch.setattr(store, "add_event", full)
    answer = visitor.post(f"/t/{slug}/add", FULL)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 507
    assert "The disk is full." in page
    assert filled(page)["quote"] == FULL["quote"]


def test_no_date_is_allowed(visitor: Visitor, store: Store, slug: str) -> None:
    visitor.post(f"/t/{slug}/add", {"title": "Nobody knows when"})
    assert only(store, slug).event.date is None
    assert "undated" in visitor.text(f"/t/{slug}")


def test_showing_how_it_is_read_saves_nothing(visitor: Visitor, store: Store, slug: str) -> None:
    answer = visitor.post(f"/t/{slug}/add", {"when": "autumn 2020", "action": "read"})
    assert answer.status_code == 200
    assert "1 Sep – 30 Nov 2020" in answer.get_data(as_text=True)
    assert store.events(slug).total == 0


@pytest.mark.parametrize(("choice", "edtf", "asks"), [("1994-12-05", "1994-12-05", False), ("both", "[1994-12-05,1994-05-12]", False)])
def test_an_ambiguous_date_takes_the_answer(visitor: Visitor, store: Store, slug: str, choice: str, edtf: str, asks: bool) -> None:
    visitor.post(f"/t/{slug}/add", {"title": "A truce", "when": "05/12/1994", "choice": choice})
    date = only(store, slug).event.date
    assert date is not None
    assert (date.edtf, date.text, date.asks) == (edtf, "05/12/1994", asks)


def test_a_stored_question_is_answered_in_its_detail(visitor: Visitor, store: Store, slug: str) -> None:
    event = store.add_event(slug, Event("A truce", normalise("05/12/1994")))
    page = visitor.text(f"/t/{slug}/e/{event.event.id}?part=detail")
    assert "5 Dec or 12 May 1994?" in page
    assert "checked" not in page
    visitor.post(f"/t/{slug}/e/{event.event.id}/answer", {"choice": "1994-05-12", "version": event.version})
    date = only(store, slug).event.date
    assert date is not None
    assert date.edtf == "1994-05-12"
    assert "5 Dec or 12 May" not in visitor.text(f"/t/{slug}/e/{event.event.id}?part=detail").split("history")[0]


def test_keeping_both_settles_the_question(visitor: Visitor, store: Store, slug: str) -> None:
    event = store.add_event(slug, Event("A truce", normalise("05/12/1994")))
    visitor.post(f"/t/{slug}/e/{event.event.id}/answer", {"choice": "both", "version": event.version})
    page = visitor.text(f"/t/{slug}/e/{event.event.id}?part=detail")
    assert 'class="ask"' not in page
    assert "both are kept" in page


def test_no_answer_changes_nothing(visitor: Visitor, store: Store, slug: str) -> None:
    event = store.add_event(slug, Event("A truce", normalise("05/12/1994")))
    answer = visitor.post(f"/t/{slug}/e/{event.event.id}/answer", {"version": event.version})
    assert answer.status_code == 400
    assert only(store, slug) == replace(event, change=None)


def test_since_is_certain_up_to_when_it_was_last_known(visitor: Visitor, store: Store, slug: str) -> None:
    visitor.post(f"/t/{slug}/add", {"title": "A blockade", "when": "since 1994", "known": "May 2023"})
    date = only(store, slug).event.date
    assert date is not None
    assert (date.latest, date.core_from, date.core_to) == (None, "1994-12-31", "2023-05-01")


def test_why_it_was_changed_stands_in_the_history(visitor: Visitor, store: Store, slug: str, event: str) -> None:
    sent = filled(visitor.text(f"/t/{slug}/e/{event}/edit"))
    visitor.post(f"/t/{slug}/e/{event}/edit", {**sent, "title": "Peacekeepers came", "note": "as the communique says"})
    assert store.history(slug, event)[0].note == "as the communique says"
    page = visitor.text(f"/t/{slug}/e/{event}")
    assert "as the communique says" in page
    assert 'value="as the communique' not in visitor.text(f"/t/{slug}/e/{event}/edit")


def test_a_date_read_from_a_document_survives_an_edit_of_the_title(visitor: Visitor, store: Store, slug: str) -> None:
    """Its words alone ("12 December") would not say the year again."""
    date = replace(normalise("12 December 2022"), text="12 December")
    event = store.add_event(slug, Event("Road closes", date))
    page = visitor.text(f"/t/{slug}/e/{event.event.id}/edit")
    visitor.post(f"/t/{slug}/e/{event.event.id}/edit", filled(page) | {"title": "Road to Armenia closes"})
    assert (only(store, slug).event.title, only(store, slug).event.date) == ("Road to Armenia closes", date)


def test_two_tabs_lose_nothing(visitor: Visitor, store: Store, slug: str) -> None:
    event = store.add_event(slug, Event("Old", normalise("1994"))).event.id
    mine = filled(visitor.text(f"/t/{slug}/e/{event}/edit")) | {"title": "Mine", "when": "24 September 2023"}
    theirs = filled(visitor.text(f"/t/{slug}/e/{event}/edit")) | {"title": "Theirs", "when": "late September 2023"}
    visitor.post(f"/t/{slug}/e/{event}/edit", theirs)
    answer = visitor.post(f"/t/{slug}/e/{event}/edit", mine)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    for words in ("Theirs", "Mine", "Take theirs", "Save mine", "Keep both dates as claims", "late September 2023", "24 September 2023"):
        assert words in page
    assert filled(page)["title"] == "Mine"
    assert only(store, slug).event.title == "Theirs"
    visitor.post(f"/t/{slug}/e/{event}/edit", filled(page) | {"action": "mine"})
    assert only(store, slug).event.title == "Mine"


def test_both_dates_of_a_conflict_are_kept_as_claims(visitor: Visitor, store: Store, slug: str) -> None:
    event = store.add_event(slug, Event("Old", normalise("1994"))).event.id
    mine = filled(visitor.text(f"/t/{slug}/e/{event}/edit")) | {"when": "24 September 2023"}
    theirs = filled(visitor.text(f"/t/{slug}/e/{event}/edit")) | {"when": "25 September 2023"}
    visitor.post(f"/t/{slug}/e/{event}/edit", theirs)
    page = visitor.post(f"/t/{slug}/e/{event}/edit", mine).get_data(as_text=True)
    visitor.post(f"/t/{slug}/e/{event}/edit", filled(page) | {"action": "both"})
    date = only(store, slug).event.date
    assert date is not None
    assert {each.edtf for each in date.alternatives} == {"2023-09-24", "2023-09-25"}


def test_an_event_erased_meanwhile_leaves_what_was_typed(visitor: Visitor, store: Store, slug: str, event: str) -> None:
    form = filled(visitor.text(f"/t/{slug}/e/{event}/edit")) | {"title": "Much work"}
    store.erase_event(slug, event)
    answer = visitor.post(f"/t/{slug}/e/{event}/edit", form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert filled(page)["title"] == "Much work"
    assert f'action="/t/{slug}/add"' in page


def test_a_form_without_its_version_is_refused(visitor: Visitor, slug: str, event: str) -> None:
    assert visitor.post(f"/t/{slug}/e/{event}/edit", {"title": "X"}).status_code == 400


def test_bin_restore_undo_and_redo(visitor: Visitor, store: Store, slug: str, event: str) -> None:
    def binned() -> bool:
        return store.event(slug, event).binned

    told = visitor.post(f"/t/{slug}/e/{event}/bin", follow_redirects=True).get_data(as_text=True)
    assert "Moved to the bin: Peacekeepers move in" in told and binned()
    change = re.search(r'name="change" value="(\d+)"', told)
    assert change is not None
    told = visitor.post(f"/t/{slug}/undo", {"change": change[1]}, follow_redirects=True).get_data(as_text=True)
    assert "Redo" in told and not binned()
    change = re.search(r'name="change" value="(\d+)"', told)
    assert change is not None
    visitor.post(f"/t/{slug}/undo", {"change": change[1]})
    assert binned()
    assert "Peacekeepers move in" in visitor.text(f"/t/{slug}/bin")
    visitor.post(f"/t/{slug}/e/{event}/restore")
    assert not binned()


def test_undo_returns_to_the_page_it_was_pressed_on_and_nowhere_else(visitor: Visitor, slug: str, event: str) -> None:
    assert visitor.post(f"/t/{slug}/undo", {"next": f"/t/{slug}/history"}).headers["Location"] == f"/t/{slug}/history"
    for elsewhere in ("//example.org", "/\\example.org", "https://example.org"):
        assert visitor.post(f"/t/{slug}/undo", {"next": elsewhere}).headers["Location"] in ("/", f"/t/{slug}")


def test_nothing_to_undo_is_told(visitor: Visitor, slug: str) -> None:
    visitor.post(f"/t/{slug}/undo")
    assert "There is nothing to undo" in visitor.post(f"/t/{slug}/undo", follow_redirects=True).get_data(as_text=True)


def test_erasing_asks_first_and_is_for_good(visitor: Visitor, store: Store, slug: str, event: str) -> None:
    assert "cannot be undone" in visitor.text(f"/t/{slug}/e/{event}/erase")
    visitor.post(f"/t/{slug}/e/{event}/erase")
    with pytest.raises(NotFound):
        store.event(slug, event)


def test_a_timeline_is_erased_only_by_its_name(visitor: Visitor, store: Store, slug: str) -> None:
    assert visitor.post(f"/t/{slug}/erase", {"title": "Another"}).status_code == 422
    assert store.timeline(slug)
    visitor.post(f"/t/{slug}/erase", {"title": "South Caucasus"})
    assert store.timelines() == []


def test_a_star_is_set_and_taken_away(visitor: Visitor, store: Store, slug: str, event: str) -> None:
    for star in (True, False):
        visitor.post(f"/t/{slug}/e/{event}/star", {"version": store.event(slug, event).version})
        assert store.event(slug, event).event.star is star


def test_history_tells_who_when_and_what(visitor: Visitor, store: Store, slug: str, event: str) -> None:
    stored = store.event(slug, event)
    store.change_event(slug, event, replace(stored.event, title="Peacekeepers arrive"), stored.version, author="Lina")
    assert "Lina" in visitor.text(f"/t/{slug}/history")
    detail = visitor.text(f"/t/{slug}/e/{event}?part=detail")
    assert "What happened: Peacekeepers move in → Peacekeepers arrive" in detail
