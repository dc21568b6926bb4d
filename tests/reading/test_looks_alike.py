"""What looks the same is read the same, though its characters differ; quotes and offsets keep the characters as they are."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from timeline import extract
from timeline.appearance import INVISIBLE, Appearance

PAIRS: list[dict[str, str]] = tomllib.loads((Path(__file__).parent / "looks_alike.toml").read_text(encoding="utf-8"))["pair"]
SEEN = str.maketrans("", "", INVISIBLE)


def _read(text: str) -> tuple[list[Any], list[Any]]:
    reading = extract(text, published="2023-05-10", language="en")
    for each in reading.timexes:
        assert each.text == text[each.start : each.end]
    return [(each.type, each.value, each.mod) for each in reading.timexes], [
        (each.title.translate(SEEN), _dated(each)) for each in reading.events
    ]


def _dated(event: Any) -> tuple[Any, ...]:
    return event.date.edtf, event.date.earliest, event.date.latest, event.date.core_from, event.date.core_to


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["what"])
def test_what_looks_the_same_is_read_the_same(pair: dict[str, str]) -> None:
    timexes, events = _read(pair["plain"])
    assert events
    assert _read(pair["strange"]) == (timexes, events)


def test_the_words_of_a_date_keep_what_is_invisible_in_them() -> None:
    """So that a quote can be found in its document again."""
    text = "\u200eOn 1\u200b2 Septem\u00adber 1994\u200f they met."
    (found,) = extract(text, language="en").timexes
    assert found.text == "1\u200b2 Septem\u00adber 1994"


@pytest.mark.parametrize("mark", INVISIBLE)
def test_nothing_invisible_parts_a_word(mark: str) -> None:
    seen = Appearance(f"1{mark}2 Ma{mark}{mark}y")
    assert seen.text == "12 May"
    assert extract(f"On 1{mark}2 Ma{mark}{mark}y 1994 they met.", language="en").timexes[0].value == "1994-05-12"
