"""TimelineJS files that people made: what is in them is taken, the rest is named, and what cannot be is refused with its place."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from timeline.errors import BadFile, BadRows
from timeline.events import Media
from timeline.formats import Contents, guess, reader, writer
from timeline.store import Store

HANDMADE = (Path(__file__).parent / "handmade.timelinejs.json").read_bytes()


def handmade() -> Contents:
    return reader("timelinejs")(HANDMADE)


def test_it_is_known_by_what_is_in_it() -> None:
    assert guess("story.json", io.BytesIO(HANDMADE)) == "timelinejs"
    assert guess("", io.BytesIO(HANDMADE)) == "timelinejs"


def test_the_title_slide_is_the_timeline() -> None:
    contents = handmade()
    assert (contents.title, contents.description) == ("The war & after", "What it is about.\n\nSecond paragraph.")


def test_dates_are_as_fine_as_their_parts_and_keep_their_words() -> None:
    dates = {event.title: event.date for event in handmade().events if event.date is not None}
    told = {title: (date.text, date.edtf, date.earliest, date.latest) for title, date in dates.items()}
    assert told == {
        "A year": ("1994", "1994", "1994-01-01", "1994-12-31"),
        "A night": ("3 Jun 2014, 13:05 – 4 Jun 2014, 02:00 local", "2014-06-03/2014-06-04", "2014-06-03T13:05", "2014-06-04T02:00"),
        "The Ides of March": ("15 Mar 44 BC", "-0043-03-15", "-0043-03-15", "-0043-03-15"),
        "A season": ("autumn 2020", "2020-23", "2020-09-01", "2020-11-30"),
        "No headline here.": ("in the days of the flood", "2001-02", "2001-02-01", "2001-02-28"),
        "Years": ("2011–2013", "2011/2013", "2011-01-01", "2013-12-31"),
        "The nineties": ("1990–1995", "1990/1995", "1990-01-01", "1995-12-31"),
    }


def test_texts_become_plain_and_media_stay_links() -> None:
    events = {event.title: event for event in handmade().events}
    night = events["A night"]
    assert night.description == "One\ntwo\n\nthree\n\na report (https://example.org/a)"
    assert night.media == (Media("https://example.org/film.mp4", "On film", "An agency", "Smoke"),)
    assert events["Years"].media == (Media("https://example.org/embed"),)
    assert events["A year"].category == "Battles"
    assert events["The nineties"].tags == ("era",)


def test_what_no_timeline_can_hold_is_named() -> None:
    assert [(row.title, row.sentence) for row in handmade().losses] == [
        ("", "“scale” of the whole timeline is left out."),
        ("", "The title slide's “background” is left out."),
        ("", "The title slide's “media” is left out."),
        ("A night", "The “background” is left out."),
        ("A night", "The media's “link” is left out."),
        ("A night", "The media's “thumbnail” is left out."),
        ("Years", "The media's markup is left out; its address is kept."),
    ]


def test_in_and_out_and_in_loses_nothing_more(store: Store) -> None:
    """What was taken goes out again and is the same when it is taken once more."""
    first = handmade()
    store.put_timeline("hand", first.title, first.description, first.documents, tuple(first.events))
    again = reader("timelinejs")("".join(writer("timelinejs")(store, "hand")).encode())
    assert (again.title, again.description, list(again.losses)) == (first.title, first.description, [])
    assert {event.id: event for event in again.events} == {event.id: event for event in first.events}


def test_a_year_stays_a_year_going_out(store: Store) -> None:
    contents = handmade()
    store.put_timeline("hand", contents.title, contents.description, (), contents.events)
    slides = {slide["unique_id"]: slide for slide in json.loads("".join(writer("timelinejs")(store, "hand")))["events"]}
    assert slides["year-only"]["start_date"] == {"year": 1994}
    assert "end_date" not in slides["year-only"]
    assert slides["bc"]["start_date"] == {"year": -44, "month": 3, "day": 15}
    assert slides["said"]["display_date"] == "autumn 2020"


def test_the_first_timelinejs_is_refused_by_name() -> None:
    data = b'{"timeline": {"headline": "Old", "type": "default", "date": [{"startDate": "1994,05,12", "headline": "A"}]}}'
    assert guess("old.json", data) == "timelinejs"
    with pytest.raises(BadFile, match="TimelineJS 1"):
        reader("timelinejs")(data)


GOOD = {"start_date": {"year": 1994}, "text": {"headline": "Good"}}
BAD: list[tuple[Any, str]] = [
    ({"text": {"headline": "A"}}, "no “start_date”"),
    ({"start_date": {"month": 5}}, "“start_date” has no year"),
    ({"start_date": {"year": 1994, "month": 13}}, "months go from 1 to 12"),
    ({"start_date": {"year": 1994, "month": 2, "day": 31}}, "that month has 28"),
    ({"start_date": {"year": 1994, "month": 2, "day": 3, "hour": 24}}, "which is none"),
    ({"start_date": {"year": "soon"}}, "must be a whole number"),
    ({"start_date": {"year": True}}, "must be a whole number"),
    ({"start_date": {"year": 1995}, "end_date": {"year": 1994}}, "ends before it starts"),
    ({"start_date": {"year": 10**8 * 9}}, "years go to"),
    ({"start_date": "1994"}, "is no object"),
    ({"start_date": {"year": 1994}, "text": "A"}, "is no object"),
    ({"start_date": {"year": 1994}, "text": {"headline": ["A"]}}, "is no text"),
    ({"start_date": {"year": 1994}, "text": {"headline": "A" * 1001}}, "title has 1001 characters"),
    ("A", "It is no slide"),
    (None, "It is no slide"),
]


@pytest.mark.parametrize(("slide", "says"), BAD, ids=[says for _, says in BAD])
def test_a_bad_slide_is_named_and_can_be_left_out(slide: Any, says: str) -> None:
    data = json.dumps({"events": [GOOD, slide, {**GOOD, "text": {"headline": "Another"}}]}).encode()
    with pytest.raises(BadRows, match="1 of 3 rows") as wrong:
        reader("timelinejs")(data)
    assert says in wrong.value.rows[0]
    assert wrong.value.rows[0].startswith("events[1]: ")
    taken = reader("timelinejs")(data, skip_bad=True)
    assert [event.title for event in taken.events] == ["Good", "Another"]
    assert taken.skipped == wrong.value.rows


@pytest.mark.parametrize("text", ['{"events": 5}', '{"events": {"a": 1}}', "{}", '{"title": "T", "events": []}', '{"events": [', "5"])
def test_what_is_no_timelinejs_is_said_so(text: str) -> None:
    with pytest.raises(BadFile):
        reader("timelinejs")(text.encode())
