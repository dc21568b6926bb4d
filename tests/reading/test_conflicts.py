"""The table of named conflicts, and dates that are counted from them."""

from __future__ import annotations

import pytest

from timeline import extract, normalise
from timeline.conflicts import Conflict, conflicts

TABLE = sorted({id(each): each for each in conflicts().values()}.values(), key=lambda each: each.start.first_day)


@pytest.mark.parametrize("conflict", TABLE, ids=lambda each: each.names[0])
def test_dates_are_in_order_and_say_how_they_are_known(conflict: Conflict) -> None:
    assert conflict.start.first_day <= conflict.end.last_day
    assert conflict.known


@pytest.mark.parametrize("conflict", TABLE, ids=lambda each: each.names[0])
def test_every_name_anchors_a_date_and_the_reader_is_told_how_it_is_known(conflict: Conflict) -> None:
    """“since” from its start, “after” from its end, “during” within; a name that holds a year of its own counts from that."""
    for name in conflict.names:
        if any(each.isdigit() for each in name):
            continue
        assert normalise(f"since the {name}").earliest == _first(conflict)
        during = normalise(f"during the {name}")
        assert (during.earliest, during.core_from) == (_first(conflict), None)
        assert any(conflict.known in each.why for each in during.assumed)


def _first(conflict: Conflict) -> str | None:
    from timeline.notation import span

    return span(conflict.start).earliest


def test_there_are_enough_to_be_of_use() -> None:
    assert len([each for each in TABLE if each.start.year >= 1800]) >= 80


def test_a_name_alone_dates_nothing() -> None:
    """“The Korean War is studied here” says nothing of when."""
    assert extract("The Korean War is studied here.", published="2023").events == ()


def test_a_name_without_its_capitals_is_no_anchor() -> None:
    """Any winter war is not the Winter War."""
    assert extract("They starved after the winter war.", language="en").events == ()
