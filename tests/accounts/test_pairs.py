"""Which events are offered for merging, and why. The pairs are in pairs.toml: add one there."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import Assumption, EventDate, from_edtf
from timeline.events import Event, Evidence, Place
from timeline.folding import stems
from timeline.merge import Offer, Rarity, Telling, compare, offers, telling

PAIRS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text(encoding="utf-8"))["pair"]


def dated(row: dict[str, Any]) -> EventDate:
    date = replace(from_edtf(row["date"]), text=" ".join(re.findall(r"\[(.*?)\]", row["quote"])))
    why = Assumption("anchor", "2022", "published", "counted from the publication date")
    return replace(date, assumed=(why,)) if row.get("published") else date


def event(row: dict[str, Any], name: str, document: str) -> Event:
    date, start, quote = dated(row), row.get("start", 0), row["quote"].replace("[", "").replace("]", "")
    proof = Evidence(quote, row.get("document", document), start, start + len(quote), claimed=date)
    place = Place(row["place"]) if "place" in row else None
    return Event(quote, date, evidence=(proof,), actors=tuple(row.get("actors", ())), place=place, id=name)


TOLD: list[tuple[Telling, Telling]] = [
    (telling(event(row["one"], f"{n}-one", f"a{n}")), telling(event(row["other"], f"{n}-other", f"b{n}"))) for n, row in enumerate(PAIRS)
]
ALL = [each for pair in TOLD for each in pair]


@pytest.mark.parametrize("number", range(len(PAIRS)), ids=[row["about"] for row in PAIRS])
def test_a_pair_is_offered_when_it_should_be(number: int) -> None:
    row = PAIRS[number]
    offer = compare(*TOLD[number], Rarity.of(ALL))
    assert (offer is not None) == row["same"]
    if offer is not None:
        assert set(row["reasons"]) <= {reason.kind for reason in offer.reasons}


def test_all_together_only_those_are_found() -> None:
    """Found by rare words, names or bounds among all events, and nothing is offered across pairs."""
    found = {frozenset((each.first, each.second)) for each in offers(ALL)}
    assert found == {frozenset((f"{n}-one", f"{n}-other")) for n, row in enumerate(PAIRS) if row["same"]}


def test_only_pairs_with_what_is_new() -> None:
    """One new event is compared with all, and the others not again with each other."""
    (offer,) = offers(ALL, new={"0-one"})
    assert {offer.first, offer.second} == {"0-one", "0-other"}


def test_reasons_can_be_worded() -> None:
    """Names as they are written; how many words of the shorter one are in both."""
    number = next(n for n, row in enumerate(PAIRS) if "actors" in row["one"])
    offer = compare(*TOLD[number], Rarity.of(ALL))
    assert offer is not None
    reasons = {reason.kind: reason for reason in offer.reasons}
    assert reasons["names"].names == ("Armenia", "Ganja")
    assert 0 < reasons["words"].shared <= reasons["words"].total


def test_the_likeliest_comes_first() -> None:
    strengths = [each.strength for each in offers(ALL)]
    assert strengths == sorted(strengths, reverse=True)


def swapped(offer: Offer | None) -> Offer | None:
    return None if offer is None else replace(offer, first=offer.second, second=offer.first)


@given(st.data())
def test_the_order_does_not_matter(data: st.DataObject) -> None:
    one, other = data.draw(st.sampled_from(ALL)), data.draw(st.sampled_from(ALL))
    rarity = Rarity.of(ALL)
    assert compare(one, other, rarity) == swapped(compare(other, one, rarity))


@given(st.text())
def test_any_text_has_stems(text: str) -> None:
    """Whatever somebody wrote: no blanks in them, none twice, none longer than the beginning of a word or a pair of signs."""
    found = stems(text)
    assert len(found) == len(set(found))
    assert all(each and (len(each) <= 5 or each.isdigit()) and not each.isspace() for each in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("captured", "capturing"),
        ("Сумгаите", "Сумгаит"),
        ("SHUSHA", "shushas"),
        ("حَلَب", "حلب"),
        ("ﬁghting", "fighting"),
        ("Straße", "STRASSE"),
        ("卢沟桥", "卢沟桥"),
    ],
)
def test_words_are_alike_whatever_their_endings(one: str, other: str) -> None:
    assert stems(one) == stems(other)
