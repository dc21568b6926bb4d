"""How much work a text is, counted and not timed: ten times the text is ten times the work, whatever it is made of.

Counted are calls of functions, and the characters that are copied out of the text. What a pattern does inside is neither: that no
text drives one back and forth is what `make bench` measures.
"""

from __future__ import annotations

import gc
import re
import sys
import tomllib
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from timeline import extract
from timeline.automaton import Automaton
from timeline.documents import Document
from timeline.expressions import find
from timeline.resolve import read
from timeline.resources import folder
from timeline.rules import load

# [head, repeated, tail]
HARD: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "hard.toml").read_text(encoding="utf-8"))["text"]
LENGTH = 4_000
ROOM_OF = 100_000


class Copied(str):
    """A text that counts how many characters are copied out of it."""

    characters = 0

    def __getitem__(self, key: Any) -> str:
        taken = super().__getitem__(key)
        Copied.characters += len(taken)
        return taken


def _work(text: str) -> tuple[int, int]:
    """How many functions reading it calls, and how many characters it copies."""
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    Copied.characters = 0
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        extract(Copied(text), published="2023-05-10", language="en")
    finally:
        sys.setprofile(before)
    return calls, Copied.characters


def _of_length(parts: list[str], length: int) -> str:
    head, repeated, tail = parts
    return head + repeated * (length // len(repeated)) + tail


@pytest.mark.parametrize("name", HARD)
def test_ten_times_the_text_is_ten_times_the_work(name: str) -> None:
    _work(_of_length(HARD[name], LENGTH))
    calls, copied = _work(_of_length(HARD[name], LENGTH))
    more_calls, more_copied = _work(_of_length(HARD[name], 10 * LENGTH))
    assert more_calls <= 11 * calls + 1000
    assert more_copied <= 11 * copied + 10 * LENGTH


def test_a_text_full_of_dates_takes_at_most_twenty_times_its_room() -> None:
    """To find and resolve: a story read anew keeps no more of its first reading than what stays."""
    samples = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(folder("seeds").glob("*.txt")))
    text = samples * (ROOM_OF // len(samples))
    read(Document(text, load("en")))
    gc.collect()
    tracemalloc.start()
    try:
        assert read(Document(text, load("en")))
        assert tracemalloc.get_traced_memory()[1] <= 20 * len(text)
    finally:
        tracemalloc.stop()


# --- rules ---------------------------------------------------------------------------------------------------------


class Counting:
    """A compiled pattern that counts how often it is asked."""

    calls = 0

    def __init__(self, regex: re.Pattern[str]) -> None:
        self.regex = regex

    def __getattr__(self, name: str) -> Any:
        Counting.calls += 1
        return getattr(self.regex, name)


def _rules_tried(text: str) -> int:
    """How many patterns of the pack are tried on a text, with every one of them counted."""
    pack = load("en")
    counted = Automaton([replace(rule, regex=Counting(rule.regex)) for rule in pack.automaton.patterns])  # type: ignore[arg-type]
    counted.places = pack.automaton.places
    counted.begin(pack.automaton.start.places)
    document = Document(text, replace(pack, automaton=counted))
    Counting.calls = 0
    assert find(document)
    return Counting.calls


def test_a_rule_is_tried_only_where_it_matches() -> None:
    """Text in which no rule matches costs no rule at all."""
    plain = "Nobody knew why their many neighbours had left. " * 50
    assert _rules_tried(plain + "1994") == _rules_tried("1994")
    assert _rules_tried("1994") < 6


def test_states_are_forgotten_when_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text made to lead to ever new states takes no memory for good, and is read the same."""
    text = "On 12 May 1994, in the late 1990s, three days later and at 5 p.m. on Monday, 3 June 1996, they met. "
    expected = [(each.first, each.last) for each in find(Document(text, load("en")))]
    monkeypatch.setattr("timeline.automaton.MOST_STATES", 3)
    pack = load("en")
    small = Automaton(pack.automaton.patterns)
    small.places = pack.automaton.places
    small.begin(pack.automaton.start.places)
    assert [(each.first, each.last) for each in find(Document(text, replace(pack, automaton=small)))] == expected
    assert len(small._states) <= 3
