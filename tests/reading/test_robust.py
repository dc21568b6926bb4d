"""Whatever is pasted: no error but BadText, offsets that point at the text, bounds in order, the same answer every time, in linear time."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.reading.table import bracketed, lines, rows
from timeline import errors, extract, normalise
from timeline.documents import Document
from timeline.events import Reading
from timeline.expressions import find
from timeline.notation import bound_seconds
from timeline.rules import load
from timeline.sentences import split_sentences

SENTENCES = [bracketed(row[1])[0] for row in rows("expressions.tsv")] + lines("no_dates.txt")
WORDS = sorted({word for sentence in SENTENCES for word in re.findall(r"\w+|[^\w\s]", sentence)})
STRANGE = [
    "\u00a0",
    "\u00ad",
    "\u200b",
    "\u200f",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u0301",
    "\r\n",
    "\n\n",
    "\t",
    "’",
    "–",
    "٣",
    "३",
    "Ⅳ",
    "½",
    "𝟙",
    "日",
    "مايو",
    "травня",
]
STRANGE += [
    "9" * 30,
    "-" * 5,
    "1994-99-99",
    "99:99",
    "00/00/0000",
    "31/31/9999",
    "0000",
    "29 February 1900",
    "31 April",
    "(((",
    "”",
    "1e9",
    "0x19",
    "’00s",
]
published = some.sampled_from([None, "2023", "2023-05", "2023-05-10", "0001-01-01", "9999-12-31", "-0479", "2020-02-29"])
mixed = some.lists(some.sampled_from(WORDS + STRANGE), max_size=40).map(" ".join)
glued = some.lists(some.sampled_from(WORDS + STRANGE), max_size=20).map("".join)
many = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@some.composite
def mutated(draw: some.DrawFn) -> str:
    """A sentence of the tables with characters dropped, doubled or swapped, as scanners and typing fingers leave them."""
    text = draw(some.sampled_from(SENTENCES))
    for change in draw(some.lists(some.sampled_from(["drop", "double", "swap", "strange"]), min_size=1, max_size=4)):
        at = draw(some.integers(0, max(0, len(text) - 2)))
        replacement = {
            "drop": "",
            "double": text[at : at + 1] * 2,
            "swap": text[at + 1 : at + 2] + text[at : at + 1],
            "strange": draw(some.sampled_from(STRANGE)),
        }[change]
        text = text[:at] + replacement + text[at + (2 if change == "swap" else 1) :]
    return text


def _read(text: str, when: str | None) -> Reading | None:
    try:
        return extract(text, published=when, language="en")
    except errors.BadText:
        assert not text.strip() or "\0" in text
        return None


def _check(text: str, reading: Reading) -> None:
    """What must hold of every reading of anything."""
    for each in reading.timexes:
        assert 0 <= each.start < each.end <= len(text)
        assert each.text == text[each.start : each.end]
        assert each.text == each.text.strip()
        assert each.value
        _check_bounds(each.earliest, each.latest)
    for before, after in pairwise(reading.timexes):
        assert before.end <= after.start
    for event in reading.events:
        (evidence,) = event.evidence
        assert evidence.quote == text[evidence.start : evidence.end]
        assert event.title.strip()
        assert event.date is not None
        assert event.date.checked() == event.date
        assert event.date.text in " ".join(text.split())
        _check_bounds(event.date.earliest, event.date.core_from, event.date.core_to, event.date.latest)


def _check_bounds(*bounds: str | None) -> None:
    """In order, so far as they are not open."""
    half = len(bounds) // 2
    starts = [bound_seconds(each) for each in bounds[:half] if each]
    ends = [bound_seconds(each, end=True) for each in bounds[half:] if each]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert not (starts and ends) or starts[-1] < ends[0]


@pytest.mark.parametrize("texts", [some.text(max_size=120), mixed, glued, mutated()], ids=["any", "mixed", "glued", "mutated"])
def test_reads_anything(texts: Any) -> None:
    @many
    @given(texts, published)
    def holds(text: str, when: str | None) -> None:
        reading = _read(text, when)
        if reading is not None:
            _check(text, reading)
            assert extract(text, published=when, language="en") == reading

    holds()


@many
@given(some.text(max_size=80) | mixed | mutated())
def test_guesses_a_language_for_anything(text: str) -> None:
    """Without a language too, anything is either read or passed over with a note."""
    if text.strip() and "\0" not in text:
        reading = extract(text)
        assert reading.language
        assert reading.language == "en" or (reading.notes and not reading.timexes)


@many
@given(mixed | glued | mutated())
def test_a_date_field_takes_anything(text: str) -> None:
    """It understands it, with bounds in order, or refuses it with a sentence."""
    try:
        date = normalise(text, published="2023-05-10")
    except errors.BadInput as refused:
        assert refused.sentence
        return
    _check_bounds(date.earliest, date.core_from, date.core_to, date.latest)
    assert date.edtf


@many
@given(mixed | mutated() | some.text(max_size=80))
def test_sentences_cover_the_text(text: str) -> None:
    """In order, apart, without blanks at their ends, and with nothing but blanks between them."""
    found = split_sentences(text, load("en"))
    edges = [0, *(edge for each in found for edge in each), len(text)]
    assert edges == sorted(edges)
    assert not "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)).strip()


@many
@given(
    some.lists(some.sampled_from([each for each in SENTENCES if each[-1] == "." and "\n" not in each]), min_size=2, max_size=6, unique=True)
)
def test_a_fingerprint_does_not_change_when_the_sentence_moves(sentences: list[str]) -> None:
    """A sentence that says its date by itself is the same suggestion wherever it stands."""
    alone = {each.id for text in sentences for each in _events_of(text)}
    names = {each.id for each in _events_of(" ".join(sentences))}
    assert alone <= names
    assert {each.id for each in _events_of(" ".join(reversed(sentences)))} >= alone


def _events_of(text: str) -> list[Any]:
    """The events whose dates lean on nothing outside their own words."""
    reading = extract(text, published="2023-05-10", language="en")
    return [event for event in reading.events if event.date and not event.date.anchored]


# --- how much work it is -------------------------------------------------------------------------------------------


class Counting:
    """A compiled pattern that counts how often it is asked, and how far its searches and matches go."""

    calls = 0

    def __init__(self, regex: re.Pattern[str]) -> None:
        self.regex = regex

    def __getattr__(self, name: str) -> Any:
        Counting.calls += 1
        return getattr(self.regex, name)


def _rules_tried(text: str) -> int:
    """How many patterns of the pack are tried on a text, with every one of them counted."""
    from dataclasses import replace

    pack = load("en")
    counted = {rule.name: replace(rule, regex=Counting(rule.regex)) for rule in pack.rules}  # type: ignore[arg-type]
    starts = {code: tuple(counted[rule.name] for rule in rules) for code, rules in pack.starts.items()}
    document = Document(text, replace(pack, starts=starts))
    Counting.calls = 0
    assert find(document)
    return Counting.calls


HARD = [
    "In 1994 they met. ",
    "the the the 1994 ",
    "12 May 12 May ",
    "from 1 to 2 to 3 May 1994 ",
    "late early late 1990s ",
    "2000 troops in 2000 ",
    "1994-1995-1996 ",
]


@pytest.mark.parametrize("text", HARD)
def test_ten_times_the_text_is_ten_times_the_work(text: str) -> None:
    """Counted in patterns tried, so that it does not depend on the machine."""
    once, tenfold = _rules_tried(text * 20), _rules_tried(text * 200)
    assert tenfold <= 10.5 * once


def test_a_rule_is_tried_only_where_it_can_begin() -> None:
    """Text without a word that a date could begin with costs no rule at all."""
    plain = "Nobody knew why their neighbours had left. " * 50
    assert _rules_tried(plain + "1994") == _rules_tried("1994")
    assert _rules_tried("1994") < len(load("en").rules) / 4
