"""Whatever is pasted: no error but BadText, offsets that point at the text, bounds in order, the same answer every time, in linear time."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.reading.table import bracketed, lines, rows
from timeline import errors, extract, normalise
from timeline.events import Reading
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
    "\u2060",
    "\u200d",
    "\u202f",
    "\u2009",
    "\u2028",
    "\ud800",
    "\udc00",
    "\x1c",
    "İ",
    "ﬁ",
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
ROOT = Path(__file__).parent.parent.parent
published = some.sampled_from([None, "2023", "2023-05", "2023-05-10", "0001-01-01", "9999-12-31", "-0479", "2020-02-29"])
mixed = some.lists(some.sampled_from(WORDS + STRANGE), max_size=40).map(" ".join)
glued = some.lists(some.sampled_from(WORDS + STRANGE), max_size=20).map("".join)
many = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


Cut = tuple[str, str, str]
# what happens to one place of a text: what stands before it, the character there, what follows
MUTATIONS: dict[str, Callable[[Cut], str]] = {
    "dropped": lambda cut: cut[0] + cut[2],
    "doubled": lambda cut: cut[0] + cut[1] * 2 + cut[2],
    "swapped": lambda cut: cut[0] + cut[2][:1] + cut[1] + cut[2][1:],
    "ended": lambda cut: cut[0],
    "line ends": lambda cut: "".join(cut).replace("\n", "\r\n"),
    "composed": lambda cut: unicodedata.normalize("NFC", "".join(cut)),
    "taken apart": lambda cut: unicodedata.normalize("NFD", "".join(cut)),
    "other digits": lambda cut: cut[0] + (cut[1] + cut[2]).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "wide": lambda cut: cut[0] + (cut[1] + cut[2]).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "one line": lambda cut: "".join(cut).replace("\n", " "),
    "small": lambda cut: cut[0] + cut[2].lower(),
    "big": lambda cut: cut[0] + cut[2].upper(),
}
# as scanners misread, and letters of another script that look the same
MISREAD = {"1": "l", "l": "1", "0": "O", "O": "0", "rn": "m", "m": "rn", "5": "S", "8": "B", "-": "—", "a": "\u0430", " ": "\u00a0"}


@some.composite
def mutated(draw: some.DrawFn, texts: list[str] = SENTENCES) -> str:
    """A text with characters dropped, doubled, swapped, or put in, as scanners, typing fingers and other scripts leave them."""
    text = draw(some.sampled_from(texts))
    for mutation in draw(some.lists(some.sampled_from([*MUTATIONS, *MISREAD, *STRANGE]), min_size=1, max_size=4)):
        at = draw(some.integers(0, max(0, len(text) - 1)))
        cut = text[:at], text[at : at + 1], text[at + 1 :]
        if mutation in MISREAD:
            text = cut[0] + (cut[1] + cut[2]).replace(mutation, MISREAD[mutation], 2)
        else:
            text = MUTATIONS[mutation](cut) if mutation in MUTATIONS else f"{cut[0]}{mutation}{cut[1]}{cut[2]}"
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
        assert evidence.start is not None and evidence.end is not None
        assert evidence.quote == text[evidence.start : evidence.end] == evidence.quote.strip() != ""
        assert text[: evidence.start].endswith(evidence.prefix)
        assert text[evidence.end :].startswith(evidence.suffix)
        assert event.title.strip()
        if event.date is None:
            assert evidence.claimed is None
            continue
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


def _passages(texts: Iterable[str]) -> list[str]:
    return [passage for text in texts for passage in text.split("\n\n") if len(passage) < 2500]


def _holds_of(passages: list[str]) -> None:
    @many
    @given(mutated(passages), published)
    def holds(text: str, when: str | None) -> None:
        reading = _read(text, when)
        if reading is not None:
            _check(text, reading)

    holds()


def test_reads_real_texts_spoilt() -> None:
    _holds_of(_passages(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))))


def test_reads_gold_texts_spoilt(shared: Path) -> None:
    lines_of_all = [path.read_text(encoding="utf-8").splitlines() for path in sorted((shared / "corpora" / "timex").glob("*.jsonl"))]
    _holds_of(_passages(json.loads(line)["text"] for lines_of_one in lines_of_all for line in lines_of_one))


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
