"""What templates are handed: quotes with the words of their date marked."""

from __future__ import annotations

import pytest

from timeline.web.display import highlight


@pytest.mark.parametrize(
    ("quote", "dates", "marked"),
    [
        ("They marched in March.", ["March"], ["March"]),
        ("On 1 May, not 11 May.", ["1 May"], ["1 May"]),
        ("It fell on 9\u00a0May  1992.", ["9 May 1992"], ["9\u00a0May  1992"]),
        ("in Autumn 2020", ["autumn 2020", "2020"], ["Autumn 2020"]),
        ("停戦は1994年5月12日に署名された", ["1994年5月12日"], ["1994年5月12日"]),
        ("nothing here", ["1994"], []),
        ("nothing asked", ["", " "], []),
        ("a.c", ["a?c"], []),
    ],
)
def test_whole_words_of_the_date_are_marked(quote: str, dates: list[str], marked: list[str]) -> None:
    pieces = highlight(quote, dates)
    assert [each.text for each in pieces if each.marked] == marked
    assert "".join(each.text for each in pieces) == quote
