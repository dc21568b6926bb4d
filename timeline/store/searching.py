"""What somebody typed to search by, cut into words as they are stored."""

from __future__ import annotations

from timeline.folding import folded

MOST_WORDS = 32


def words_of(q: str) -> list[str]:
    """What somebody typed, as the phrases that must all be found, each a word or the signs of one; empty when it has no letters."""
    return [phrase for typed in q.split()[:MOST_WORDS] if (phrase := folded(typed))]
