"""The word lists of a pack: several asked as one, and patterns made of them."""

from __future__ import annotations

import re

import pytest

from timeline import tokens
from timeline.rules import load
from timeline.word_lists import WordLists, opening

LISTS = WordLists({"articles": frozenset({"a", "the"}), "past-endings": frozenset({"ed", "ought"})})


def test_several_lists_are_asked_as_one() -> None:
    assert LISTS.together["articles", "past-endings"] == {"a", "the", "ed", "ought"}


def test_a_list_that_the_pack_lacks_has_no_words() -> None:
    assert LISTS.together["possessives"] == frozenset()
    assert LISTS.together["articles", "possessives"] == LISTS["articles"]


def test_endings_are_as_endswith_takes_them() -> None:
    assert "fought".endswith(LISTS.endings["past-endings"])
    assert not "fights".endswith(LISTS.endings["past-endings"])
    assert not "fought".endswith(LISTS.endings["plural-endings"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the war of 1812", ["war"]),
        ("a warlord", ["warlord"]),
        ("a warning", ["war"]),
        ("the postwar years", []),
        ("U.S. troops", ["U.S."]),
        ("(war)", ["war"]),
    ],
)
def test_a_pattern_finds_the_longest_word_where_one_begins(text: str, found: list[str]) -> None:
    assert re.findall(opening(["war", "warlord", "U.S."]), text) == found


def test_what_must_follow_holds_for_each_word() -> None:
    pattern = re.compile(opening(["near", "in"], " "))
    assert [each[0] for each in pattern.finditer("in a town nearby, near the inn")] == ["in ", "near "]


def test_a_pattern_of_no_words_finds_nothing() -> None:
    assert re.search(opening([]), "anything") is None


def test_no_more_tokens_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text can have any number of different words; their codes are the same whether remembered or not."""
    pack = load("en")
    codes = tokens.Codes({}, pack.codes)
    known = len(codes)
    monkeypatch.setattr(tokens, "MOST_CODES", known + 10)
    written = [f"word{number}" for number in range(100)] + [f"{number}th" for number in range(200, 300)]
    assert [codes[each] for each in written] == [codes[each] for each in written]
    assert len(codes) == known + 10
    assert {codes[each] for each in written} == {tokens.UNKNOWN, pack.codes["ordinal"]}
