"""The word lists of a language pack, with what is asked of them again and again: several lists as one, and endings."""

from __future__ import annotations

from collections.abc import Mapping

Names = str | tuple[str, ...]


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
