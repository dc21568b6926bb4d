"""How many sources an event has, and whether their dates can all be true."""

from __future__ import annotations

import pytest

from timeline.accounts import contradict, independent, standing
from timeline.dates import from_edtf
from timeline.events import Event, Evidence
from timeline.marks import event_mark
from timeline.understanding import normalise

FELL = "The town fell on 9 May 1992 after a night of heavy shelling from the hills."
PRINTED = "The town fell on 9 May 1992, after a night of heavy shelling from the hills"
OTHER = "Fighters entered Shusha in the morning; by noon the flag was changed."


def quoted(quote: str, document: str, date: str = "1992-05-09") -> Evidence:
    return Evidence(quote, document, 0, len(quote), claimed=from_edtf(date))


@pytest.mark.parametrize(
    ("evidence", "agencies", "sources"),
    [
        ((), {}, 0),
        ((quoted(FELL, "a"),), {}, 1),
        ((quoted(FELL, "a"), quoted(OTHER, "b")), {}, 2),
        ((quoted(FELL, "a"), quoted(OTHER, "a")), {}, 1),
        ((quoted(FELL, "a"), quoted(FELL, "b")), {}, 1),
        ((quoted(FELL, "a"), quoted(PRINTED, "b")), {}, 1),
        ((quoted(FELL, "a"), quoted(OTHER, "b")), {"a": "Reuters", "b": "REUTERS"}, 1),
        ((quoted(FELL, "a"), quoted(OTHER, "b")), {"a": "Reuters", "b": "AFP"}, 2),
        ((quoted(FELL, "a"), quoted(OTHER, "b")), {"a": "", "b": ""}, 2),
        ((quoted(FELL, "a"), Evidence(source="Own observation")), {"a": "own observation"}, 1),
        ((Evidence(url="https://example.org/1"), Evidence(url="https://example.org/1")), {}, 1),
        ((Evidence(url="https://example.org/1"), Evidence(url="https://example.org/2")), {}, 2),
        ((quoted(FELL, "a"), Evidence(claimed=from_edtf("1992"))), {}, 1),
        ((quoted("It fell.", "a"), quoted("It burnt.", "b")), {}, 2),
        ((quoted(FELL, "a"), quoted(OTHER, "b"), quoted(PRINTED, "c"), quoted(OTHER, "d")), {}, 2),
    ],
)
def test_what_repeats_another_is_no_source_of_its_own(evidence: tuple[Evidence, ...], agencies: dict[str, str], sources: int) -> None:
    """One document, one agency, one address, one wording: each counts once, in whatever order they come."""
    assert independent(evidence, agencies) == sources
    assert independent(evidence[::-1], agencies) == sources


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ("1992-05-08", "1992-05-09", True),
        ("1992-05-09", "1992-05-09", False),
        ("1992-05", "1992-05-09", False),
        ("1992-05", "1992-06", True),
        ("1992", "1992-05", False),
        ("1988-02-20/1994-05-12", "1992/1994-05", True),
        ("1988-02-20/1994-05-12", "1988-02/1994-05", False),
        ("1994-05-12", "1994-05-10/1994-05-14", False),
        ("2014/..", "2014-03/..", False),
        ("../1994", "1996", True),
        ("1994-05-12T14:00", "1994-05-12", False),
        ("1994-05-12T14:00", "1994-05-12T16:00", True),
    ],
)
def test_dates_contradict_when_they_cannot_both_be_true(one: str, other: str, against: bool) -> None:
    first, second = (normalise(each) if "T" in each else from_edtf(each) for each in (one, other))
    assert contradict(first, second) is against
    assert contradict(second, first) is against


def test_a_dispute_lists_each_date_once() -> None:
    """In the order of the accounts; the mark has a strip for each."""
    proofs = (quoted(FELL, "a"), quoted(OTHER, "b", "1992-05-08"), quoted(PRINTED, "c"))
    event = Event("Shusha falls", from_edtf("1992-05-09"), evidence=proofs)
    told, mark = standing(event), event_mark(event)
    assert ([each.edtf for each in told.claims], told.disputed, told.corroborated) == (["1992-05-09", "1992-05-08"], True, False)
    assert mark is not None and [claim.kind for claim in mark.claims] == ["day", "day"]


def test_accounts_of_different_precision_agree() -> None:
    """A month and a day in it are two sources of one date, and drawn as that date."""
    event = Event("Shusha falls", from_edtf("1992-05-09"), evidence=(quoted(FELL, "a"), quoted(OTHER, "b", "1992-05")))
    told, mark = standing(event), event_mark(event)
    assert (told.sources, told.disputed, told.corroborated) == (2, False, True)
    assert mark is not None and mark.claims == ()
