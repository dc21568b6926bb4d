"""The word lists of a language pack, with what is asked of them again and again: several lists as one, and endings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Names = str | tuple[str, ...]


def opening(words: Iterable[str], following: str = "") -> str:
    """A pattern for these where a word begins, longest first, with `following` after each. Their first letters stand outside, so that a
    search skips through a text from one of them to the next."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda each: (-len(each), each)):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    letters = ((re.escape(letter), rest) for letter, rest in sorted(by_letter.items()))
    return "|".join(rf"{letter}(?<!\w{letter})(?:{'|'.join(rest)}){following}" for letter, rest in letters) or r"(?!)"


class WordLists(dict[str, frozenset[str]]):
    """The words of each list by its name. `together` has those of one list or of several, `endings` a list as `str.endswith` takes it; both
    are empty for a list that the pack does not have."""

    def __init__(self, lists: Mapping[str, frozenset[str]]) -> None:
        super().__init__(lists)
        self.together = _Together(self)
        self.endings = _Endings(self)


class _Together(dict[Names, frozenset[str]]):
    """Made when it is first asked for, so it holds what the code asks for and no more."""

    def __init__(self, lists: WordLists) -> None:
        super().__init__()
        self._lists = lists

    def __missing__(self, names: Names) -> frozenset[str]:
        wanted = (names,) if isinstance(names, str) else names
        self[names] = found = frozenset().union(*(self._lists.get(name, ()) for name in wanted))
        return found


class _Endings(dict[Names, tuple[str, ...]]):
    def __init__(self, lists: WordLists) -> None:
        super().__init__()
        self._lists = lists

    def __missing__(self, names: Names) -> tuple[str, ...]:
        self[names] = found = tuple(sorted(self._lists.together[names]))
        return found
