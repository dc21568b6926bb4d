"""Events with anything in them, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from timeline.dates import from_edtf
from timeline.events import STATUSES, Event, Evidence, Media, Place

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
NAMES = WORDS.filter(lambda words: words.strip() != "")
EDTF = st.sampled_from(
    ["1994", "1994-05-12", "2020-23", "2020-32", "199X", "18XX", "1993/..", "../1994", "1994/1996", "-0479", "1992~", "2020-24"]
)
DATES = st.one_of(st.none(), st.builds(lambda edtf, said: from_edtf(edtf, said=said), EDTF, NAMES))
LAT, LON = st.floats(-90, 90), st.floats(-180, 180)
PLACES = st.one_of(st.none(), st.builds(Place, NAMES, st.one_of(st.none(), LAT), st.one_of(st.none(), LON), WORDS))
LISTS = st.lists(NAMES, max_size=3).map(tuple)
TEXT = "Shells fell in autumn 2020, and 𝔖now after. Ծածուկ."


def quote(start: int, length: int) -> Evidence:
    return Evidence(TEXT[start : start + length], "d", start, min(start + length, len(TEXT)))


EVIDENCE = st.one_of(
    st.builds(quote, st.integers(0, len(TEXT) - 1), st.integers(1, 20)),
    st.builds(Evidence, source=NAMES, url=WORDS, claimed=DATES),
)
EVENTS = st.builds(
    Event,
    title=NAMES,
    date=DATES,
    description=WORDS,
    actors=LISTS,
    place=PLACES,
    category=WORDS,
    tags=LISTS,
    media=st.lists(st.builds(Media, url=NAMES, caption=WORDS), max_size=2).map(tuple),
    star=st.booleans(),
    status=st.sampled_from(STATUSES),
    confidence=st.one_of(st.none(), st.floats(0, 1)),
    evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
)
