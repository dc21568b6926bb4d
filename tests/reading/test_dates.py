"""Event dates: what EDTF means by edtf.tsv, that nonsense is refused, that JSON gives the same date back, that bounds stay in order."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.reading.table import rows
from timeline.dates import Assumption, EventDate, from_edtf, happened, hull_of, lasted, one_of, since
from timeline.errors import BadDate
from timeline.granules import Granule, Unit
from timeline.notation import Span, bound_seconds, span

EDTF = rows("edtf.tsv")
granule = some.sampled_from(list(Unit)).flatmap(lambda unit: some.builds(Granule, some.just(unit), some.integers(-3000, 3000)))


@pytest.mark.parametrize(("edtf", "earliest", "latest", "core", "precision"), EDTF, ids=[row[0] for row in EDTF])
def test_edtf_means(edtf: str, earliest: str, latest: str, core: str, precision: str) -> None:
    date = from_edtf(edtf)
    covered = f"{date.core_from}..{date.core_to}" if date.core_from else ""
    assert (date.earliest or "", date.latest or "", covered, date.precision) == (earliest, latest, core, precision)
    assert (date.edtf, date.text) == (edtf, edtf)


@pytest.mark.parametrize(("edtf", "approximate", "uncertain"), [("1915", False, False), ("1915~", True, False), ("1915?", False, True)])
def test_keeps_the_qualifiers_apart(edtf: str, approximate: bool, uncertain: bool) -> None:
    """About a time is not the same as in doubt; “%” is both."""
    date = from_edtf(edtf)
    assert (date.approximate, date.uncertain) == (approximate, uncertain)
    both = from_edtf("1915%")
    assert (both.approximate, both.uncertain) == (True, True)


def test_one_of_a_set_asks_and_all_of_a_set_does_not() -> None:
    assert [each.edtf for each in from_edtf("[1992,1993]").alternatives] == ["1992", "1993"]
    assert not from_edtf("{1992,1993}").asks
    assert not from_edtf("[1992..1995]").asks


NONSENSE = ["", " ", "banana", "199", "19940512", "1994-5-12", "1994-13", "1994-00", "1994-02-30", "1994-05-00", "2020-45"]
NONSENSE += [
    "1994-05-12T25:00:00",
    "1994..1996",
    "1994/1995/1996",
    "/",
    "..",
    "[",
    "[]",
    "{}",
    "[1992",
    "1992]",
    "[1992,,1993]",
    "[1992,[1993]]",
]
NONSENSE += [
    "Y99999999999",
    "YY",
    "Y1e5",
    "1994S2",
    "-0000",
    "+1994",
    "١٩٩٤",
    "20-23",
    "-199X",
    "X" * 300,
    "9" * 5000,
    "[" * 300,
    "1994/unknown",
]


@pytest.mark.parametrize("text", NONSENSE, ids=lambda text: repr(text[:20]))
def test_refuses_nonsense(text: str) -> None:
    """With a sentence of a length that a page can show."""
    with pytest.raises(BadDate) as refused:
        from_edtf(text)
    assert len(refused.value.sentence) < 250


@pytest.mark.parametrize("text", ["1994/1992", "2020-11-10/2020-09-01", "{1992..1990}", "1994-05-12/1994-05-11"])
def test_refuses_an_end_before_its_start(text: str) -> None:
    with pytest.raises(BadDate, match="ends before it starts"):
        from_edtf(text)


@given(some.text(alphabet="0123456789-/.[]{},~?%XYTZ:+ ", max_size=24))
def test_what_looks_like_edtf_is_read_or_refused(text: str) -> None:
    """Nothing else can come of it, and what is read has its bounds in order."""
    try:
        date = from_edtf(text)
    except BadDate:
        return
    assert _in_order(date)


# --- JSON ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edtf", [row[0] for row in EDTF])
def test_json_gives_the_same_date_back(edtf: str) -> None:
    date = from_edtf(edtf)
    assert EventDate.from_json(json.loads(json.dumps(date.to_json()))) == date


def test_json_keeps_all_that_is_known() -> None:
    """Assumptions, alternatives, zone, calendar and rules too; the source of an assumption is called “from” there."""
    assumed = (Assumption("year", "2023", "published", "year from the publication date, 2023-05"),)
    readings = [happened("05/12", Granule(Unit.DAY, index), assumed=assumed) for index in (100, 200)]
    date = one_of("05/12", readings, assumed=assumed, rules=("numeric-date",), zone="UTC", calendar="julian", uncertain=True)
    written = date.to_json()
    assert written["assumed"][0]["from"] == "published"
    assert EventDate.from_json(json.loads(json.dumps(written))) == date


@pytest.mark.parametrize(
    "bounds",
    [
        {"earliest": "1994-05-12", "latest": "1994-05-11"},
        {"earliest": "1994-05-12", "latest": "1994-05-20", "core_from": "1994-05-11"},
        {"earliest": "1994-05-12", "latest": "1994-05-20", "core_to": "1994-05-21"},
        {"earliest": "1994-05-12", "latest": "1994-05-20", "core_from": "1994-05-18", "core_to": "1994-05-14"},
        {"earliest": "soon", "latest": "1994-05-12"},
    ],
)
def test_json_that_contradicts_itself_is_refused(bounds: dict[str, Any]) -> None:
    with pytest.raises(BadDate):
        EventDate.from_json({"text": "then", "edtf": "1994", "earliest": None, "latest": None} | bounds)


# --- bounds in order -----------------------------------------------------------------------------------------------


def _in_order(date: EventDate) -> bool:
    """earliest <= core_from <= core_to <= latest, an open end being beyond everything."""
    starts = [bound_seconds(each) for each in (date.earliest, date.core_from) if each is not None]
    ends = [bound_seconds(each, end=True) for each in (date.core_to, date.latest) if each is not None]
    ordered = starts == sorted(starts) and ends == sorted(ends)
    return ordered and not (starts and ends and starts[-1] >= ends[0])


@given(granule)
def test_what_happened_lies_within_its_granule(one: Granule) -> None:
    """A day or less is certainly covered, of anything longer nothing is."""
    date = happened("then", one)
    assert _in_order(date)
    assert (date.core_from is not None) is (one.unit <= Unit.DAY)
    assert date.checked() == date


@given(granule, granule)
def test_what_lasted_is_in_order_or_refused(first: Granule, last: Granule) -> None:
    if first.start >= last.end:
        with pytest.raises(BadDate):
            lasted("then", span(first), span(last))
        return
    assert _in_order(lasted("then", span(first), span(last)))


@given(granule, some.none() | granule)
def test_what_began_then_has_no_end(first: Granule, told: Granule | None) -> None:
    vouched = span(told) if told is not None and told.start >= first.end else None
    date = since("since then", first, vouched)
    assert date.latest is None
    assert _in_order(date)


@given(some.lists(granule, min_size=1, max_size=4))
def test_a_hull_holds_every_one_of_them(granules: list[Granule]) -> None:
    whole = hull_of([happened("then", each) for each in granules])
    assert whole.earliest is not None
    assert whole.latest is not None
    assert bound_seconds(whole.earliest) == min(each.start for each in granules)
    assert bound_seconds(whole.latest, end=True) == max(each.end for each in granules)


def test_a_hull_is_open_where_one_of_them_is() -> None:
    whole = hull_of([from_edtf("1993/.."), from_edtf("1995")])
    assert (whole.earliest, whole.latest) == ("1993-01-01", None)


@given(granule)
def test_throughout_covers_all_of_it_and_within_nothing(one: Granule) -> None:
    date = happened("then", one)
    assert (date.throughout().core_from, date.throughout().core_to) == (date.earliest, date.latest)
    assert (date.within().core_from, date.within().core_to) == (None, None)


def test_says_whether_it_leaned_on_anything_outside_its_words() -> None:
    one = Granule(Unit.YEAR, 1994)
    reasons = {source: Assumption("year", "1994", source, "for a reason") for source in ("published", "text", "convention", "setting")}
    leans = {source: happened("then", one, assumed=(reason,)).anchored for source, reason in reasons.items()}
    assert leans == {"published": True, "text": True, "convention": False, "setting": False}
    assert not happened("then", one, Span(one.start, one.end)).anchored
