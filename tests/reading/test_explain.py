"""How a date was read, told step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.reading.table import bracketed, rows
from timeline import extract, normalise
from timeline.dates import EventDate, from_edtf
from timeline.explain import JOINTS, Node, chain, lines, trees
from timeline.rules import load

DATED = [row for row in rows("expressions.tsv") if row[3]]


def every(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from every(node.parts)


def told(text: str, published: str = "2023-05-10") -> list[str]:
    event = extract(text, published=published, language="en").events[-1]
    assert event.date is not None
    return [line for node in chain(event.date, event.evidence[0].quote) for line in lines(node)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It was shut between 3 Sept. and 12 December 1938.",
            [
                "“between”  one stretch, from the first to the last",
                "“3 Sept.”  read by the rule day-month-to-day-month",
                "  “3”  day",
                "  “Sept.”  month: September",
                "  year: 1938, from the other end of the range",
                "“and”",
                "“12 December 1938”  read by the rule day-month-to-day-month",
                "  “12”  day",
                "  “December”  month",
                "  “1938”  year",
            ],
        ),
        (
            "The depot was hit two weeks ago.",
            ["“two weeks ago”  read by the rule ago", "  “two”  count: 2", "  “weeks”  unit: week"],
        ),
        (
            "It fell in the opening days of the Falklands War.",
            [
                "“the opening days of the Falklands War”  read by the rule conflict",
                "  “opening days”  counted from its beginning",
                "  “Falklands War”  war: Falklands War, 2 April 1982 to 14 June 1982 (general knowledge, unchecked)",
            ],
        ),
        (
            "The American Civil War was long. He fled after the Civil War.",
            [
                "“after the”  after it, no end known",
                "“Civil War”  war: American Civil War, 12 April 1861 to 1865 (general knowledge, unchecked)  read by the rule conflict",
            ],
        ),
    ],
)
def test_tells_each_step_in_words(text: str, expected: list[str]) -> None:
    """Codes and numbers of months come out as words; a war is the one that the date was counted from, whatever else its name can mean."""
    assert told(text) == expected


@pytest.mark.parametrize("row", DATED, ids=lambda row: row[1])
def test_every_date_is_told_in_its_own_words(row: list[str]) -> None:
    """Each row of the table: the steps hold its words in order and leave none out, and say nothing in codes."""
    text, start, end = bracketed(row[1])
    said = " ".join(text[start:end].split())
    events = extract(text, published=row[0] or None, language="en").events
    date, quote = next((each.date, each.evidence[0].quote) for each in reversed(events) if each.date and each.date.text == said)
    assert date is not None
    nodes = chain(date, quote)
    assert nodes
    assert all(" ".join(node.words.split()) in said for node in every(nodes))
    assert [node.rule for node in every(nodes) if node.rule] or date.edtf == said
    assert [node.value for node in every(nodes) if node.value in {"START", "MID", "END", "MO", "AF", "EV", "NI"}] == []


def test_a_date_of_one_text_is_told_without_it() -> None:
    """A document that was erased leaves the words of the date, and these are enough."""
    date = extract("It was shut from May to June 1994.", published="2023").events[0].date
    assert date is not None
    assert chain(date) == chain(date, "It was shut from May to June 1994.") == chain(date, "Something else entirely.")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (from_edtf("1994-05/1996"), ["“1994-05/1996”  EDTF"]),
        (normalise("24 лютого 2022", language="uk"), ["“24 лютого 2022”  read by the rule dateparser"]),
        (replace(from_edtf("1994"), text="the year of the flood"), ["“the year of the flood”  given with the date, not read here"]),
        (replace(from_edtf("1994"), text=""), []),
    ],
)
def test_a_date_that_no_rule_read_is_not_told_as_if_one_had(date: EventDate, expected: list[str]) -> None:
    assert [line for node in chain(date) for line in lines(node)] == expected


def test_words_of_a_language_without_rules_stay_as_they_are() -> None:
    assert [node.rule for node in chain(normalise("May 1994"), "May 1994", "xx")] == [""]


def test_trees_are_those_of_the_expressions_by_their_offset() -> None:
    text = "The revolt began in July 1936. It ended in May 1937."
    assert {at: node.words for at, node in trees(text).items()} == {20: "July 1936", 43: "May 1937"}
    assert trees(text, "xx") == {}


def test_every_word_that_puts_dates_together_can_be_told() -> None:
    assert {role for forms in load("en").signals.values() for _, role in forms} <= JOINTS.keys()


@given(some.text(max_size=40), some.text(max_size=80))
def test_any_words_and_any_quote_can_be_told(words: str, quote: str) -> None:
    """What a file brought may have words that are no date and a quote that does not hold them."""
    chain(replace(normalise("since May 1994"), text=words), quote)
