"""What events are called, and their other fields: tables of sentences that a layman can extend."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.reading.table import VISIBLE, rows
from timeline import extract
from timeline.capitals import spot
from timeline.events import Event

PUBLISHED = "2023-05-10"


def _events(text: str, published: str | None = PUBLISHED) -> tuple[Event, ...]:
    return extract(text.translate(VISIBLE), published=published, language="en").events


@pytest.mark.parametrize(("text", "titles"), rows("titles.tsv"))
def test_an_event_is_called_by_the_clause_of_its_date(text: str, titles: str) -> None:
    assert (" / ".join(event.title for event in _events(text)) or "-") == titles


@pytest.mark.parametrize(("text", "title"), rows("glosses.tsv"))
def test_a_title_that_points_back_has_the_clause_before_it_in_brackets(text: str, title: str) -> None:
    (event,) = _events(text)
    assert event.title == title


def test_a_title_with_brackets_is_not_surer_than_one_that_points_back() -> None:
    """Nor has it the people and places of the clause that only stands beside it."""
    (event,) = _events("President Ilham Aliyev lost many men at Shusha. This led to a truce on 4 May 1992.")
    assert event.title == "This led to a truce [President Ilham Aliyev lost many men at Shusha]"
    assert (event.confidence, event.actors) == (0.8, ())


def test_what_a_passage_is_about_takes_no_part_in_an_event_and_makes_it_no_surer() -> None:
    said = _events("President Ilham Aliyev sold the mill. “The ford was open on 4 May 1992,” he said.")[0]
    named = _events("Acme Steel Corp. closed a mill.\n\nThe thrift announced a plan on 4 May 1992.")[0]
    plain = _events("The thrift announced a plan on 4 May 1992.")[0]
    assert said.title.endswith("he said [President Ilham Aliyev]")
    assert said.actors == ()
    assert (named.title, named.confidence, named.actors) == ("The thrift announced a plan [Acme Steel Corp.]", plain.confidence, ())


@pytest.mark.parametrize(("text", "actors", "place", "category"), rows("fields.tsv"))
def test_fields_come_from_the_words_of_the_clause(text: str, actors: str, place: str, category: str) -> None:
    (event,) = _events(text)
    assert (";".join(event.actors), event.place.name if event.place else "", event.category) == (actors, place, category)


def test_a_known_place_has_a_point_and_says_how_exact_it_is() -> None:
    """One that no table has keeps its name alone."""
    known, unknown = (_events(f"A shell hit a school in {name} on 4 May 1992.")[0].place for name in ("Shushi", "Oldbridge"))
    assert known is not None
    assert (known.name, known.lat, known.lon, known.precision) == ("Shusha", 39.76, 46.75, "town")
    assert unknown is not None
    assert (unknown.name, unknown.lat, unknown.lon, unknown.precision) == ("Oldbridge", None, None, "")


def test_a_family_name_is_the_person_whom_the_text_names_before() -> None:
    text = "President Ilham Aliyev spoke. Aliyev left for Moscow on 4 May 2021."
    assert _events(text)[0].actors == ("Ilham Aliyev",)


def test_names_do_not_overlap_and_stand_where_they_are_found() -> None:
    text = "South Korean and North Korean officials met in South Sudan, not in Sudan, with the U.S. and the OSCE Minsk Group."
    spotted = spot(text)
    assert all(first.end <= second.start for first, second in pairwise(spotted))
    assert [text[each.start : each.end] for each in spotted] == [each.text for each in spotted]
    assert [each.known.name for each in spotted] == ["South Korea", "North Korea", "South Sudan", "Sudan", "United States", "Minsk Group"]


@pytest.mark.parametrize(
    ("text", "published", "sure"),
    [
        ("The mayor fled on 3 May 1992.", PUBLISHED, 1.0),
        ("The mayor fled on Monday.", PUBLISHED, 0.9),
        ("The mayor fled on 03/04/2015.", PUBLISHED, 0.6),
        ("The mayor fled last year. The war ended in 1995.", None, 0.63),
        ("They fled on 3 May 1992.", PUBLISHED, 0.8),
    ],
)
def test_confidence_falls_with_each_thing_to_look_at(text: str, published: str | None, sure: float) -> None:
    assert _events(text, published)[0].confidence == sure
