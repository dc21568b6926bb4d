"""From dated statements to events: how many, with which words as title and evidence, and on what their dates rest."""

from __future__ import annotations

import re

import pytest

from tests.reading.table import bracketed, rows
from timeline import extract
from timeline.errors import BadDate, BadText
from timeline.events import Event, Reading, event_from_json, to_json
from timeline.shortening import CUT, LONGEST, LONGEST_WHOLE

PUBLISHED = "2023-05-10"
STORY = (
    "The strike began on 3 May 1992. Two days later the army came, and in June 1992 the mayor fled to the capital. "
    "The road was shut from 1993 to 1995; the bridge has been shut since 1994.\n\n"
    "By the end of 1996 most families had left. Nobody counted them."
)


def _edtf(reading: Reading) -> list[str]:
    return [event.date.edtf for event in reading.events if event.date]


def test_one_event_for_each_dated_statement() -> None:
    """Two clauses are two, a range is one, a sentence without a date is none."""
    reading = extract(STORY, published=PUBLISHED)
    assert _edtf(reading) == ["1992-05-03", "1992-05-05", "1992-06", "1993/1995", "1994/..", "../1996-12"]


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("The army came on 3 May 1992 and the mayor fled on 5 May 1992.", ["1992-05-03", "1992-05-05"]),
        ("The army came in 1992, but the mayor fled in 1991.", ["1992", "1991"]),
        ("The army came in 1992; the mayor fled in 1991.", ["1992", "1991"]),
        ("The army came in 1992, while the mayor had fled in 1991.", ["1992", "1991"]),
        ("The army came in 1992 – the mayor had fled in 1991.", ["1992", "1991"]),
        ("The war lasted from 1991 to 1994.", ["1991/1994"]),
        ("The war lasted between 3 and 5 May 1992.", ["1992-05-03/1992-05-05"]),
        ("The army came to the town on the morning of 3 May 1992.", ["1992-05-03"]),
        ("The army came after the 2020 war.", ["2020/.."]),
        ("The march took six days.", []),
        ("The convoy leaves every Tuesday.", []),
        ("The convoy is now held up.", []),
        ("The army came.", []),
    ],
)
def test_counts_statements_not_expressions(sentence: str, edtf: list[str]) -> None:
    assert _edtf(extract(sentence, published=PUBLISHED, language="en")) == edtf


def test_no_sentence_of_the_table_loses_its_date() -> None:
    """Wherever an expression dates something, its sentence has an event."""
    lost = []
    for published, sentence, _, edtf, *_ in rows("expressions.tsv"):
        text, start, end = bracketed(sentence)
        reading = extract(text, published=published or None, language="en")
        held = [each for event in reading.events for each in event.evidence if (each.start or 0) < end and start < (each.end or 0)]
        if edtf and not held:
            lost.append(sentence)
    assert lost == []


# --- evidence ------------------------------------------------------------------------------------------------------


def test_the_evidence_is_the_sentence_where_it_stands() -> None:
    """With some of the words around it, and with the date that it claims."""
    reading = extract(STORY, published=PUBLISHED)
    for event in reading.events:
        (evidence,) = event.evidence
        assert evidence.start is not None
        assert evidence.end is not None
        assert evidence.quote == STORY[evidence.start : evidence.end]
        assert evidence.quote[-1] == "."
        assert STORY[: evidence.start].endswith(evidence.prefix)
        assert STORY[evidence.end :].startswith(evidence.suffix)
        assert evidence.claimed == event.date


def test_a_suggestion_goes_through_json_unchanged() -> None:
    for event in extract(STORY, published=PUBLISHED).events:
        assert event_from_json(to_json(event)) == event


def test_events_are_suggestions_of_their_own() -> None:
    events = extract(STORY, published=PUBLISHED).events
    assert {event.status for event in events} == {"suggested"}
    assert len({event.id for event in events}) == len(events)


def test_the_same_sentence_twice_is_two_suggestions() -> None:
    """Told apart by their place, and the same two when the text is read again."""
    text = "The army came in 1992. The army came in 1992."
    first, again = (_ids(extract(text, published=PUBLISHED, language="en")) for _ in range(2))
    assert len(set(first)) == 2
    assert first == again


def _ids(reading: Reading) -> list[str]:
    return [event.id for event in reading.events]


def test_a_suggestion_is_known_again_where_its_sentence_moves() -> None:
    """Between other sentences, or with other blanks inside."""
    sentence = "The army came to the town on 3 May 1992."
    (name,) = _ids(extract(sentence, published=PUBLISHED, language="en"))
    for text in (f"Nobody slept. {sentence}", f"In 1950 it rained.\n\n{sentence}\n\nIn 1951 too.", sentence.replace(" ", "  \n")):
        assert name in _ids(extract(text, published=PUBLISHED, language="en"))
    assert name not in _ids(extract(sentence.replace("army", "navy"), published=PUBLISHED, language="en"))


# --- titles --------------------------------------------------------------------------------------------------------


def test_titles_are_whole_words_of_the_sentence() -> None:
    """Short, starting with a capital, nothing cut inside a word."""
    sentences = [bracketed(row[1])[0] for row in rows("expressions.tsv")] + [LONG]
    for text in sentences:
        for event in extract(text, published=PUBLISHED, language="en").events:
            words = re.findall(r"\w+", event.title)
            assert words
            assert {word.lower() for word in words} <= {word.lower() for word in re.findall(r"\w+", text)}
            assert len(event.title) <= LONGEST_WHOLE + len(CUT)
            assert event.title[0] == event.title[0].upper()


LONG = (
    "In the autumn of 1994 the delegates of the seven districts that had been cut off since the beginning of the shelling "
    "met representatives of the relief organisations in the cellar of the municipal library and asked for flour."
)


def test_a_title_without_borders_is_cut_between_words() -> None:
    text = f"In 1994 the {'unspeakably ' * 30}long list was read."
    (event, *_) = extract(text, published=PUBLISHED, language="en").events
    assert 30 < len(event.title) <= LONGEST + len(CUT)
    assert event.title.endswith(CUT)


def test_a_title_leaves_out_the_date_that_stands_beside_it() -> None:
    (event,) = extract("The mayor fled to the capital on 3 May 1992.", published=PUBLISHED, language="en").events
    assert event.title == "The mayor fled to the capital"


# --- the day of publication ----------------------------------------------------------------------------------------


def _why(event: Event) -> str:
    return " ".join(each.why for each in event.date.assumed) if event.date else ""


def test_without_publication_date_the_latest_year_is_taken_and_marked() -> None:
    text = "The army came in 1992. The mayor fled in 1995. Last year the bridge fell."
    reading = extract(text, language="en")
    assert reading.published == "1995"
    assert reading.published_assumed is not None
    assert "1995" in reading.published_assumed
    assert _edtf(reading) == ["1992", "1995", "1994"]
    assert ["inferred" in _why(event) for event in reading.events] == [False, False, True]


def test_a_year_that_the_text_looks_ahead_to_is_not_when_it_was_written() -> None:
    reading = extract("The army came in 1992. The bridge will be opened in 2050.", language="en")
    assert reading.published == "1992"


def test_a_text_without_years_infers_nothing() -> None:
    """“Last year” then dates nothing, rather than being counted from today."""
    reading = extract("The army came last year. The mayor fled on Monday. In May it rained.", language="en")
    assert (reading.published, reading.published_assumed) == (None, None)
    assert [(each.title, each.date) for each in reading.events] == [("The army came", None), ("The mayor fled", None), ("It rained", None)]
    assert [each.earliest for each in reading.timexes] == [None, None, None]


def test_a_publication_date_that_is_given_is_not_inferred() -> None:
    for published in ("2023", "2023-05", "2023-05-10"):
        reading = extract("The army came last year.", published=published, language="en")
        assert (reading.published, reading.published_assumed, _edtf(reading)) == (published, None, ["2022"])
        (event,) = reading.events
        assert event.date is not None
        assert event.date.anchored
        assert published in _why(event)


def test_a_partial_publication_date_makes_no_day_up() -> None:
    """“Yesterday” in a text of May 2023 is some day of a month, and “Monday” is none."""
    reading = extract("The army came yesterday.", published="2023-05", language="en")
    (event,) = reading.events
    assert event.date is not None
    assert (event.date.earliest, event.date.latest, event.date.core_from) == ("2023-04-30", "2023-05-30", None)
    (undated,) = extract("The mayor fled on Monday.", published="2023-05", language="en").events
    assert undated.date is None


def test_what_cannot_be_dated_is_kept_undated_once_a_sentence() -> None:
    """It waits for a publication date; “now” and “every Friday” would be no date with one."""
    text = "He now lives there. Every Friday they meet. In May and in June it rained. May 3"
    (event,) = extract(text, language="en").events
    assert (event.title, event.date, event.evidence[0].claimed) == ("In June it rained", None, None)


def test_a_publication_date_dates_the_same_suggestions() -> None:
    """Under the same name, so that reading a text again with its date moves them rather than doubling them."""
    text = "The army came last year. The mayor fled on Monday. Since June the road has been closed. In May it rained."
    before, after = extract(text, language="en"), extract(text, published="2023-05-10", language="en")
    assert [each.id for each in before.events] == [each.id for each in after.events]
    assert all(each.date is None for each in before.events) and all(each.date is not None for each in after.events)


@pytest.mark.parametrize("published", ["soon", "2023-13", "10 May 2023", "2023-02-30"])
def test_refuses_a_publication_date_that_is_none(published: str) -> None:
    with pytest.raises(BadDate, match="publication date") as refused:
        extract("The army came last year.", published=published)
    assert refused.value.field == "published"


# --- texts that cannot be read --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n\n\t ", "\u00a0", "PK\x03\x04\0\0", "The army came in 1992.\0"])
def test_refuses_what_is_no_text(text: str) -> None:
    with pytest.raises(BadText) as refused:
        extract(text)
    assert refused.value.sentence.endswith(".")
    assert refused.value.field == "text"


def test_says_so_when_a_language_has_no_rules() -> None:
    """Nothing is found, and the reader is told that nothing was looked for."""
    reading = extract("У 1992 році місто здали, а наступного року повернули назад усі села району.", published=PUBLISHED)
    assert (reading.timexes, reading.events) == ((), ())
    assert len(reading.notes) == 1
    named = extract("Die Armee kam 1992.", language="de")
    assert (named.language, named.events) == ("de", ())
    assert "“de”" in named.notes[0]


def test_a_date_as_a_sentence_of_its_own_dates_the_sentence_after_it() -> None:
    text = "12 December 2022. Activists blocked the Lachin road.\n\n23 April 2023: a checkpoint was set up. Five days later they left."
    reading = extract(text, language="en")
    assert _edtf(reading) == ["2022-12-12", "2023-04-23", "2023-04-28"]
    assert reading.events[0].title == "Activists blocked the Lachin road"
    assert reading.events[0].evidence[0].quote == "12 December 2022. Activists blocked the Lachin road."
