"""Which rules match at a token: all patterns as one automaton, so that a single walk over the codes that follow finds them together.

Patterns have no repetition, so every walk ends. A state is made when a text first leads to it, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

Found = TypeVar("Found")
Places = frozenset[int]
MOST_STATES = 20_000


class State(dict[str, "State[Found]"], Generic[Found]):
    """Where a walk is: by the code of the next token, where it leads. `found` are the patterns matched on the way, in their order;
    `goes_on` is False where no further token can match more."""

    __slots__ = ("automaton", "done", "found", "goes_on", "places")

    def __init__(self, automaton: Automaton[Found], places: Places, done: Places) -> None:
        self.automaton, self.places, self.done = automaton, places, done
        self.found = tuple(automaton.patterns[number] for number in sorted(done))
        self.goes_on = bool(places)

    def __missing__(self, code: str) -> State[Found]:
        self[code] = following = self.automaton.step(self, code)
        return following


class Automaton(Generic[Found]):
    """A place is a set of codes and the places that may come after it; below zero they say that a pattern has matched."""

    def __init__(self, patterns: Sequence[Found]) -> None:
        self.patterns = patterns
        self.places: list[tuple[frozenset[str], Places]] = []
        self._known: dict[tuple[frozenset[str], Places], int] = {}
        self._states: dict[tuple[Places, Places], State[Found]] = {}
        self.start: State[Found] = State(self, frozenset(), frozenset())

    def place(self, codes: Iterable[str], after: Places) -> Places:
        key = (frozenset(codes), after)
        if key not in self._known:
            self._known[key] = len(self.places)
            self.places.append(key)
        return frozenset((self._known[key],))

    def begin(self, places: Places) -> None:
        self.start = State(self, places, frozenset())

    def openings(self) -> set[str]:
        """The codes with which some pattern can begin."""
        return set().union(*(self.places[place][0] for place in self.start.places))

    def step(self, state: State[Found], code: str) -> State[Found]:
        reached = Places().union(*(after for codes, after in map(self.places.__getitem__, state.places) if code in codes))
        matched = Places(place for place in reached if place < 0)
        key = (reached - matched, state.done.union(map(ended, matched)))
        if key not in self._states:
            self._forget()
            self._states[key] = State(self, *key)
        return self._states[key]

    def _forget(self) -> None:
        """States are many only for texts made to make many: they are made again when they are needed."""
        if len(self._states) >= MOST_STATES:
            self._states.clear()
            self.start.clear()


def ended(number: int) -> int:
    """The place that says that pattern `number` has matched, and the number of the pattern that such a place is of."""
    return -1 - number
