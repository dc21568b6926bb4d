"""Tables that a layman can extend: lines of columns with tabs between them, and sentences with [brackets] round what is meant."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
VISIBLE = str.maketrans({"␣": "\u00a0", "↵": "\n"})


def lines(name: str) -> list[str]:
    """The lines of a file beside the tests, without comments and empty ones."""
    return [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in lines(name)]


def bracketed(sentence: str) -> tuple[str, int, int]:
    """The sentence without its brackets, and where what they held starts and ends."""
    before, _, rest = sentence.translate(VISIBLE).partition("[")
    inside, _, after = rest.partition("]")
    return before + inside + after, len(before), len(before + inside)
