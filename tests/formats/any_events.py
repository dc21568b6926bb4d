"""Events with anything in them, for hypothesis."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from timeline.dates import EventDate, from_edtf
from timeline.events import STATUSES, Event, Evidence, Media, Place
from timeline.understanding import normalise

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
NASTY = st.sampled_from(
    ["=1+1", "'=1", "-5", "@x", "\tx", "<b>x</b>", "&amp;", "a\r\nb", "a; b", "<script>", " x ", "12", "\u2028", "x\n\ny"]
)
NAMES = (WORDS | NASTY).filter(lambda words: words.strip() != "")
EDTF = st.sampled_from(
    ["1994", "1994-05-12", "2020-23", "2020-32", "199X", "18XX", "1993/..", "../1994", "1994/1996", "-0479", "1992~", "2020-24"]
)
SAID = st.sampled_from(
    [
        *("1994", "May 1994", "autumn 2020", "since 12 May 2021", "until 1990", "about 1992", "05/12/1994", "12 May 1994, 04:45", "480 BC"),
        *(
            "2011–2020",
            "27 September to 10 November 2020",
            "early 1994",
            "the 1990s",
            "winter of 1991-92",
            "29 February 5 BC",
            "the last week of May 2010",
        ),
    ]
)
VOUCHED = st.sampled_from([None, "2023-05-10", "2300-01-01"])


def vouched(date: EventDate, until: str | None) -> EventDate:
    """As if a document had said that it still held then."""
    return replace(date, core_to=until) if until and date.core_to and date.latest is None else date


DATES = st.one_of(
    st.none(),
    st.builds(lambda edtf, said: from_edtf(edtf, said=said), EDTF, NAMES),
    st.builds(vouched, SAID.map(normalise), VOUCHED),
    st.builds(EventDate.throughout, SAID.map(normalise)),
    st.builds(EventDate.within, SAID.map(normalise)),
)
LAT, LON = st.floats(-90, 90), st.floats(-180, 180)
PLACES = st.one_of(st.none(), st.builds(Place, NAMES, st.one_of(st.none(), LAT), st.one_of(st.none(), LON), WORDS))
LISTS = st.lists(NAMES | st.just("era"), max_size=3).map(tuple)
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
    description=WORDS | NASTY,
    actors=LISTS,
    place=PLACES,
    category=WORDS | NASTY,
    tags=LISTS,
    media=st.lists(st.builds(Media, url=NAMES, caption=WORDS), max_size=2).map(tuple),
    star=st.booleans(),
    status=st.sampled_from(STATUSES),
    confidence=st.one_of(st.none(), st.floats(0, 1)),
    evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
)
