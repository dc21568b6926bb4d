"""Quotes are found again in a changed text. quotes.toml holds the cases."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.quotes import Text

CASES = tomllib.loads((Path(__file__).parent / "quotes.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_a_quote_is_found_where_the_table_says(case: dict[str, Any]) -> None:
    place = Text(case["text"]).find(case["quote"], case.get("prefix", ""), case.get("suffix", ""))
    if "found" not in case:
        assert place is None
        return
    assert place is not None
    assert (case["text"][place.start : place.end], place.exact) == (case["found"], case["exact"])
    assert place.start == case.get("at", place.start)


@given(before=st.text(max_size=200), quote=st.text(min_size=1, max_size=80), after=st.text(max_size=200))
def test_a_quote_that_is_there_is_found_exactly(before: str, quote: str, after: str) -> None:
    text = f"{before} {quote} {after}"
    place = Text(text).find(quote)
    if not quote.split():
        assert place is None
        return
    assert place is not None and place.exact
    assert text[place.start : place.end].split() == quote.split()


@given(text=st.text(max_size=400), quote=st.text(max_size=80))
def test_whatever_is_found_lies_in_the_text(text: str, quote: str) -> None:
    place = Text(text).find(quote)
    assert place is None or 0 <= place.start < place.end <= len(text)
