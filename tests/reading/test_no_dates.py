"""Every sentence of no_dates.txt."""

from __future__ import annotations

import pytest

from tests.reading.table import lines
from timeline import extract


@pytest.mark.parametrize("sentence", lines("no_dates.txt"))
def test_reads_no_date(sentence: str) -> None:
    """Neither with a publication date, which would lend its year to anything, nor without one."""
    for published in ("2023-05-10", None):
        reading = extract(sentence, published=published, language="en")
        assert ([each.text for each in reading.timexes], reading.events) == ([], ())


def test_reads_none_in_all_of_them_together() -> None:
    """What surrounds a number must not make it a date either."""
    reading = extract(" ".join(lines("no_dates.txt")), published="2023-05-10", language="en")
    assert [each.text for each in reading.timexes] == []
