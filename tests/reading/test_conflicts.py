"""The table of named conflicts, and dates that are counted from them."""

from __future__ import annotations

import pytest

from tests.reading.table import bracketed, rows
from timeline import extract, normalise
from timeline.conflicts import MOST_READINGS, Conflict, conflicts, named
from timeline.dates import from_edtf

TABLE = sorted(dict.fromkeys(each for every in conflicts().values() for each in every), key=lambda each: each.starts[0].first_day)
ROWS = rows("conflicts.tsv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_reads_the_bracketed_words(row: list[str]) -> None:
    """Just these words date an event, with this EDTF, these bounds and these readings; without brackets nothing is dated."""
    published, sentence, edtf, earliest, latest, core, readings = row
    text, start, end = bracketed(sentence)
    dates = [each.date for each in extract(text, published=published or None, language="en").events if each.date]
    if not edtf:
        assert dates == []
        return
    said = [(each.earliest or "", each.latest or "", each.core_from or "") for each in dates[-1:]]
    assert [each.text for each in dates[-1:]] == [" ".join(text[start:end].split())]
    assert (dates[-1].edtf, said) == (edtf, [(earliest, latest, core)])
    assert " ".join(each.edtf for each in dates[-1].alternatives) == readings


@pytest.mark.parametrize("row", [row for row in ROWS if row[2] and not row[6]], ids=lambda row: f"{row[2]}-{row[1]}")
def test_the_edtf_of_an_event_reads_back(row: list[str]) -> None:
    """What is stored and exported is EDTF that says the same days."""
    date = from_edtf(row[2])
    assert (date.earliest or "", date.latest or "") == (row[3], row[4])


@pytest.mark.parametrize("conflict", TABLE, ids=lambda each: each.names[0])
def test_dates_are_in_order_and_say_how_they_are_known(conflict: Conflict) -> None:
    assert conflict.starts
    for start in conflict.starts:
        assert all(start.first_day <= end.last_day for end in conflict.ends)
    assert conflict.known


@pytest.mark.parametrize("conflict", TABLE, ids=lambda each: each.names[0])
def test_every_name_anchors_a_date_and_the_reader_is_told_how_it_is_known(conflict: Conflict) -> None:
    """“since” from its start, “during” within; a name that several have gives all of them."""
    for name in conflict.names:
        since = normalise(f"since the {name}")
        starts = {each.earliest for each in (since.alternatives or (since,))}
        assert conflict.start.earliest in starts
        assert any(conflict.names[0] in each.why and conflict.known in each.why for each in since.assumed)
        during = normalise(f"during the {name}")
        assert during.earliest is not None
        assert (during.latest is None) == any(not each.ends for each in _sharing(name))


def _sharing(name: str) -> list[Conflict]:
    return [each for each in TABLE if name in each.names]


@pytest.mark.parametrize("conflict", TABLE, ids=lambda each: each.names[0])
def test_every_war_has_a_name_of_its_own(conflict: Conflict) -> None:
    """Else nobody could say which of several is meant."""
    assert _sharing(conflict.names[0]) == [conflict]
    assert all(len(_sharing(name)) <= MOST_READINGS for name in conflict.names)


def test_there_are_enough_to_be_of_use() -> None:
    assert len([each for each in TABLE if each.starts[0].year >= 1800]) >= 200


def test_a_name_alone_dates_nothing() -> None:
    """“The Korean War is studied here” says nothing of when."""
    assert extract("The Korean War is studied here.", published="2023").events == ()


@pytest.mark.parametrize("written", ["Iran-Iraq War", "Iran–Iraq war", "IRAN-IRAQ WAR", "iran-iraq war", "Iran-Iraq\nWar"])
def test_a_name_is_found_with_its_capitals_and_any_blank_or_dash(written: str) -> None:
    """Its last words may be small; a name all small, or all large, is none."""
    found = [each[0] for each in named(f"after the {written}")]
    assert found == ([] if written in ("iran-iraq war", "IRAN-IRAQ WAR") else [written])


def test_many_names_cost_no_more_than_their_length() -> None:
    """A name that several wars have is not looked for again in the whole text each time."""
    text = "He fled before the Gulf War. " * 2000
    assert len(extract(text, published="2023").events) == 2000
