"""The comparison of two readers' judgements."""

from __future__ import annotations

import pytest

from benchmarks.agreement import kappa


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("yyyy", "yyyy", 1.0), ("yynn", "yynn", 1.0), ("yynn", "nnyy", -1.0), ("yynn", "ynyn", 0.0), ("yyyn", "yyyy", 0.0)],
)
def test_kappa_takes_off_what_chance_gives(first: str, second: str, expected: float) -> None:
    assert kappa([each == "y" for each in first], [each == "y" for each in second]) == pytest.approx(expected)
