"""A large JSON file read piece by piece is read as strictly, and as well, as a small one read at once."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import BadFile
from timeline.readers.json_stream import STEP, outline, pieces
from timeline.readers.strict_json import parse

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
LEAVES = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8)


def whole(data: bytes) -> dict[str, Any]:
    """Put together again."""
    found: dict[str, Any] = {}
    for key, number, value in pieces(io.BytesIO(data)):
        if number is None:
            found[key] = value
        else:
            assert len(found.setdefault(key, [])) == number
            found[key].append(value)
    return found


@given(st.dictionaries(TEXTS, VALUES, max_size=4), st.booleans(), st.integers(0, 3))
def test_the_pieces_are_the_whole(value: dict[str, Any], ascii_only: bool, indent: int) -> None:
    data = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()
    assert whole(data) == parse(data) == value


@pytest.mark.parametrize("offset", range(-3, 4))
def test_a_value_may_lie_across_any_boundary(offset: int) -> None:
    """Also a letter of several bytes, and a number cut in the middle."""
    value = {"filler": "x" * (STEP - 20 + offset), "é": ["ééé", 12345.678, True], "n": -1.5e10, "big": "y" * 3 * STEP}
    assert whole(json.dumps(value, ensure_ascii=False).encode()) == value


BAD = [
    b"",
    b"{",
    b"[1,]",
    b'{"a":1,}',
    b'{"a":1 "b":2}',
    b'{"a":1}x',
    b'{"a" 1}',
    b"{1:1}",
    b'{"a":"\xff"}',
    b'{"a":[1,"\xc3',
    b'{"a":1,"a":2}',
    b'{"a":[{"b":1,"b":2}]}',
    b"[" * 200_000,
    b'{"a":["\\ud800"]}',
    b'{"a":["\\u0000"]}',
    b'{"a":[NaN]}',
    b'{"a":[1e999]}',
    b'{"a":[' + b"9" * 40 + b"]}",
    '{"a":1}'.encode("utf-16"),
]


@pytest.mark.parametrize("data", BAD, ids=[repr(data[:12]) for data in BAD])
def test_what_is_refused_whole_is_refused_in_pieces(data: bytes) -> None:
    with pytest.raises(BadFile):
        parse(data)
    with pytest.raises(BadFile):
        whole(data)


def test_the_place_of_a_mistake_is_told_in_a_large_file_too() -> None:
    data = b'{"a": [\n' + b"1,\n" * STEP + b"  oops]}"
    with pytest.raises(BadFile, match=f"line {STEP + 2}, column 3: expecting value"):
        whole(data)


def test_the_outline_has_the_first_row_of_each_list() -> None:
    assert outline(io.BytesIO(b'{"a": [1, 2, 3], "b": {"c": [1, 2]}, "d": []}')) == {"a": [1], "b": {"c": [1, 2]}, "d": []}
