"""Answers that hold until their timeline changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Moment = tuple[int, int]  # a timeline and its newest change

MOST = 500


class Remembered(Generic[K, V]):
    """The `MOST` that were found last, of any thread; those of a timeline go when it changes."""

    def __init__(self) -> None:
        self._known: dict[tuple[Moment, K], V] = {}
        self._lock = Lock()

    def answer(self, moment: Moment, asked: K, find: Callable[[], V]) -> V:
        with self._lock:
            if (moment, asked) in self._known:
                return self._known[moment, asked]
        found = find()
        with self._lock:
            self._known = {key: value for key, value in self._known.items() if key[0][0] != moment[0] or key[0][1] >= moment[1]}
            self._known[moment, asked] = found
            while len(self._known) > MOST:
                del self._known[next(iter(self._known))]
        return found
