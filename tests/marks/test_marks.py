"""How dates are drawn, held to the table in marks.tsv, and to laws that hold for every date."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from timeline.dates import Assumption, EventDate, from_edtf, happened, lasted, one_of, since
from timeline.drawing import large, large_height, small
from timeline.events import CATEGORIES, Event, Evidence
from timeline.granules import Granule, Unit, day, month, of_day, year
from timeline.marks import DAY, Mark, category_class, event_mark, mark_of
from timeline.notation import span
from timeline.resources import folder

TABLE = Path(__file__).parent / "marks.tsv"
UNITS = [Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.SEASON, Unit.QUARTER, Unit.HALF, Unit.YEAR, Unit.DECADE, Unit.CENTURY]


def _rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _drawn(mark: Mark) -> str:
    return " ".join([mark.kind, *(flag for flag in ("assumed", "open_start", "open_end") if getattr(mark, flag))])


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["edtf"])
def test_table(row: dict[str, str]) -> None:
    """Each date is drawn as the table says, its solid part where it says."""
    mark = mark_of(from_edtf(row["edtf"]))
    solid = "-" if mark.core is None else f"{round(mark.a, 2):g}-{round(mark.b, 2):g}"
    assert (_drawn(mark), solid) == (row["drawn"], row["solid"])


def test_a_bar_ends_at_the_midnight_after_its_last_day() -> None:
    mark = mark_of(from_edtf("2020-23"))
    assert mark.start == datetime(2020, 9, 1, tzinfo=UTC).timestamp() * 1000
    assert mark.end == datetime(2020, 12, 1, tzinfo=UTC).timestamp() * 1000


def test_an_open_end_is_solid_as_far_as_a_document_vouches() -> None:
    mark = mark_of(since("since 1989", year(1989), span(month(1992, 10))))
    assert mark.core is not None
    assert mark.core[1] == datetime(1992, 10, 2, tzinfo=UTC).timestamp() * 1000
    assert 0 < mark.a < mark.b < 1


def test_a_day_whose_year_is_assumed_is_hollow() -> None:
    assumed = replace(from_edtf("2022-12-12"), assumed=(Assumption("year", "2022", "published", "year from the publication date"),))
    house_rule = replace(from_edtf("2022-12-12"), assumed=(Assumption("part", "", "convention", "first third"),))
    hemisphere = replace(from_edtf("2020-23"), assumed=(Assumption("hemisphere", "north", "setting", "a season"),))
    assert [mark_of(each).assumed for each in (assumed, house_rule, hemisphere)] == [True, False, False]


def test_a_day_over_midnight_is_no_day() -> None:
    """Twenty-four hours that begin at noon lie in two days."""
    date = EventDate("x", "", "1994-05-12T12:00", "1994-05-13T11:59", precision="minute")
    assert mark_of(date).kind == "within"


def test_accounts_that_differ_are_each_drawn() -> None:
    """Two sources, two dates: two strips; the box holds both."""
    first, second = from_edtf("1988-02-20/1994-05-12"), from_edtf("1992/1994-05")
    mark = event_mark(Event("War", first, evidence=(Evidence("a", claimed=first), Evidence("b", claimed=second))))
    assert mark is not None
    assert [claim.kind for claim in mark.claims] == ["lasted", "unsharp"]
    assert (mark.start, mark.end) == (mark_of(first).start, mark_of(second).end)


def test_accounts_that_agree_are_one() -> None:
    date = from_edtf("1994-05-12")
    mark = event_mark(Event("Truce", date, evidence=(Evidence("a", claimed=date), Evidence("b", claimed=replace(date, text="12 May")))))
    assert mark == mark_of(date)


def test_undated_has_no_mark() -> None:
    assert event_mark(Event("Some day")) is None
    assert [shape.name for shape in small(None)] == ["path"]


def test_readings_to_choose_from_are_each_drawn_by_their_own_rule() -> None:
    """Hollow says that a day is assumed, and nobody assumed "8 or 9 May 1992"; in a list the two are joined by dots."""
    mark = mark_of(from_edtf("[1992-05-08,1992-05-09]"))
    assert [claim.assumed for claim in mark.claims] == [False, False]
    shapes = [(shape.name, dict(shape.attributes).get("fill", "")) for shape in small(mark)]
    assert shapes == [("circle", "currentColor"), ("circle", "currentColor"), ("path", "")]


def test_readings_that_were_assumed_are_hollow() -> None:
    mark = mark_of(one_of("x", [from_edtf("1992-05-08?"), from_edtf("1992-05-09?")]))
    assert [dict(shape.attributes)["fill"] for shape in small(mark) if shape.name == "circle"] == ["none", "none"]


def test_three_days_in_a_list_do_not_touch() -> None:
    mark = mark_of(one_of("x", [from_edtf(f"1992-05-{number}") for number in (10, 11, 12)]))
    cells = [dict(shape.attributes) for shape in small(mark) if shape.name == "circle"]
    ends = [(float(each["cx"]) - float(each["r"]), float(each["cx"]) + float(each["r"])) for each in cells]
    assert all(before[1] + 1 < after[0] for before, after in pairwise(ends))


def test_ten_claims_draw_three() -> None:
    mark = mark_of(one_of("x", [from_edtf(str(number)) for number in range(1990, 2000)]))
    assert (len(mark.claims), len(mark.numbers()["claims"])) == (10, 10)
    assert large_height(mark) == 54


def test_numbers_are_numbers() -> None:
    """What goes into a page for the script holds nothing that could be markup."""
    told = mark_of(replace(from_edtf("1994-05-12"), text="<script>")).numbers()
    assert "<script>" not in str(told)
    assert told == {"kind": "day", "start": 768700800000, "end": 768787200000, "core": (768700800000, 768787200000), "assumed": False}


@pytest.mark.parametrize(
    ("category", "name"), [*((name, f"c{place}") for place, name in enumerate(CATEGORIES, 1)), ("", "c0"), ("Elections", "c0")]
)
def test_colours_are_fixed_by_name(category: str, name: str) -> None:
    assert category_class(category) == name


# --- laws ----------------------------------------------------------------------------------------------------------


@st.composite
def dates(draw: st.DrawFn) -> EventDate:
    """Every kind of date that the program makes, in any era."""
    first = _granule(draw)
    kind = draw(st.sampled_from(["happened", "lasted", "since", "until", "about", "one of", "throughout"]))
    if kind == "lasted":
        last = first + draw(st.integers(0, 40))
        return lasted("x", span(first), span(last), precision=first.unit.word)
    if kind == "since":
        return since("x", first, draw(st.sampled_from([None, span(first + 7)])))
    if kind == "until":
        return replace(happened("x", first), earliest=None, core_from=None, core_to=None)
    if kind == "one of":
        return one_of("x", [happened("x", first + step) for step in range(draw(st.integers(2, 6)))])
    date = happened("x", first, approximate=kind == "about")
    return date.throughout() if kind == "throughout" else date


def _granule(draw: st.DrawFn) -> Granule:
    unit = draw(st.sampled_from(UNITS))
    return of_day(unit, draw(st.integers(-4_000_000, 4_000_000)))


@given(dates())
def test_every_date_has_a_mark(date: EventDate) -> None:
    """Its solid part lies inside its box, and the box inside the bounds that are known."""
    mark = mark_of(date)
    assert 0 <= mark.a <= mark.b <= 1
    start, end = mark.box
    assert start < end
    assert mark.start in (None, start)
    assert mark.end in (None, end)
    assert (mark.start is None, mark.end is None) == (date.earliest is None, date.latest is None)


@given(dates())
def test_only_a_day_is_a_disc(date: EventDate) -> None:
    """A year, a month or any stretch longer than a day never looks like a known day."""
    mark = mark_of(date)
    for claim, given_date in zip(mark.claims or (mark,), date.alternatives or (date,), strict=True):
        one_day = given_date.earliest is not None and given_date.earliest == given_date.latest
        assert (claim.kind == "day") == (one_day and not date.approximate)


@given(st.integers(-9999, 9999))
def test_a_year_is_never_a_disc(number: int) -> None:
    assert "circle" not in [shape.name for shape in small(mark_of(happened("x", year(number))))]


@given(dates())
def test_drawings_stay_in_their_frame(date: EventDate) -> None:
    """Small and large, every rectangle and disc lies inside the drawing and has a size."""
    mark = mark_of(date)
    for shapes, width, height in ((small(mark), 28, 12), (large(mark), 352, large_height(mark))):
        for shape in shapes:
            cells = {name: float(value) for name, value in shape.attributes if name in ("x", "y", "width", "height", "cx", "cy")}
            across = (
                (cells["x"], cells["x"] + cells["width"]) if shape.name in ("rect", "stripes") else (cells.get("cx", 1), cells.get("cx", 1))
            )
            assert -0.01 <= across[0] <= across[1] <= width + 0.01
            assert 0 <= cells.get("y", cells.get("cy", 0)) <= height


@given(dates())
def test_axes_are_short_and_in_order(date: EventDate) -> None:
    """The axis under a large mark has a handful of labels that do not touch."""
    labels = [shape for shape in large(mark_of(date)) if shape.name == "text"]
    places = [float(dict(shape.attributes)["x"]) for shape in labels]
    assert len(labels) <= 7
    assert all(b - a >= 30 for a, b in pairwise(places))


def test_a_day_given_by_its_granule() -> None:
    mark = mark_of(happened("x", day(1994, 5, 12)))
    assert (mark.end or 0) - (mark.start or 0) == DAY


# --- the template ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edtf", ["1988-02-20", "1994", "2011/2020", "1993/..", "../1993", "1992~", "[1994-05-12,1994-12-05]", "../.."])
def test_the_template_draws_well_formed_svg_without_style(edtf: str) -> None:
    """The page forbids inline style, so a drawing uses presentation attributes only."""
    from timeline.web import svg

    pages = Environment(loader=FileSystemLoader(folder("templates")), autoescape=True)
    svg.install(pages)
    macros = pages.get_template("marks.html").module
    for drawn in (macros.mark(from_edtf(edtf), "Battles"), macros.mark_large(from_edtf(edtf))):  # type: ignore[attr-defined]
        read = ElementTree.fromstring(str(drawn))
        assert read.get("aria-hidden") == "true"
        assert not any("style" in element.attrib or "id" in element.attrib for element in read.iter())


def test_years_before_christ_are_round_under_a_large_mark() -> None:
    mark = mark_of(from_edtf("-0999/1000"))
    labels = [shape.text for shape in large(mark) if shape.name == "text"]
    assert "500 BC" in labels and not any(label.endswith("1 BC") for label in labels)
