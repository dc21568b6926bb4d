"""The dates of events as one value each: what goes in comes out, in the order of the list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from timeline.store.packed import NUMBERS, packed, unpacked
from timeline.store.tables import OPEN

seconds = some.one_of(some.integers(-OPEN, OPEN), some.sampled_from((-OPEN, -1, 0, 1, OPEN)))
cores = some.one_of(some.none(), seconds)
numbers = some.integers(0, 2**31)
spans = some.tuples(seconds, numbers, seconds, cores, cores, numbers, numbers)


@given(some.lists(spans, unique_by=lambda each: each[1], max_size=20))
def test_unpacked_is_what_was_packed_by_date_and_number(given_spans: list[tuple[int, int, int, int | None, int | None, int, int]]) -> None:
    """A core that is not there begins after every second and ends before it."""
    found = unpacked(sorted(packed(*each) for each in given_spans))
    rows = list(zip(*(found[name] for name in NUMBERS), strict=True))
    whole = [(*each[:3], OPEN if each[3] is None else each[3], -OPEN if each[4] is None else each[4], *each[5:]) for each in given_spans]
    assert rows == sorted(whole, key=lambda each: each[:2])


def test_a_long_search_is_unpacked_in_parts() -> None:
    values = sorted(packed(at - 6000, at, at, None, None, 1, 2) for at in range(12_000))
    assert list(unpacked(values)["earliest"]) == list(range(-6000, 6000))
