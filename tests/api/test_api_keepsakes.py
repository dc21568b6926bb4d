"""Eras, saved views and choices, as a program sees them. Every answer is held to the OpenAPI document on the way."""

from __future__ import annotations

import pytest

from tests.api.calling import Program
from timeline.store import Store

ERAS, VIEWS = "/timelines/tavush/eras", "/timelines/tavush/views"


def test_an_era_is_added_changed_and_removed(program: Program, stocked: Store) -> None:
    """Its date is read from words; each step can be taken back."""
    answer = program.send("POST", f"{ERAS}?author=Ani", {"name": "The siege", "date": {"text": "since May 1992"}})
    told = program.told(answer, 201)
    where = f"{ERAS}/{told['id']}"
    assert (answer.headers["Location"], told["date"]["edtf"], told["colour"]) == (f"/api/v1{where}", "1992-05/..", "")
    assert program.get(where) == told
    changed = program.told(program.send("PATCH", where, {"colour": "c3"}), 200)
    assert changed == told | {"colour": "c3"}
    assert [each["name"] for each in program.get(ERAS)["items"]] == ["The siege", "The war"]
    assert program.send("DELETE", where).status_code == 204
    assert [each.id for each in stocked.eras("tavush")] == ["the-war"]
    stocked.undo("tavush")
    assert program.get(where) == changed
    assert stocked.changes("tavush")[-1].author == ""


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        ({"name": "x", "date": {"text": "some day"}}, 422, "some day"),
        ({"name": "x"}, 422, "date"),
        ({"name": " ", "date": {"text": "1994"}}, 422, "name"),
        ({"name": "x", "date": {"text": "1994"}, "colour": "red"}, 422, "colour"),
    ],
)
def test_what_is_no_era_is_refused(program: Program, stocked: Store, body: dict[str, object], status: int, sentence: str) -> None:
    """Naming what is wrong; nothing is saved."""
    answer = program.send("POST", ERAS, body)
    assert answer.status_code == status
    assert sentence in answer.get_data(as_text=True)
    assert len(stocked.eras("tavush")) == 1


def test_a_view_is_saved_renamed_replaced_and_removed(program: Program, stocked: Store) -> None:
    told = program.told(program.send("POST", VIEWS, {"name": "Autumn", "query": "dates=autumn+2020"}), 201)
    where = f"{VIEWS}/{told['id']}"
    changed = program.told(program.send("PATCH", where, {"name": "Fall", "query": "dates=2020"}), 200)
    assert program.get(where) == changed == {"id": told["id"], "name": "Fall", "query": "dates=2020"}
    assert [each["name"] for each in program.get(f"{VIEWS}?limit=1")["items"]] == ["Fall"]
    taken = program.send("PATCH", where, {"name": "Shelling"})
    assert (taken.status_code, "already" in taken.get_data(as_text=True)) == (422, True)
    assert program.send("DELETE", where).status_code == 204
    assert [each.name for each in stocked.views("tavush")] == ["Shelling"]


@pytest.mark.parametrize("path", [f"{ERAS}/gone", f"{VIEWS}/gone"])
def test_what_is_not_there_is_not_found(program: Program, path: str) -> None:
    assert program.send("GET", path).status_code == 404
    assert program.send("PATCH", path, {"name": "x"}).status_code == 404
    assert program.send("DELETE", path).status_code == 404


def test_facets_are_counted_under_the_filter(program: Program) -> None:
    """Each as if none of its own values were asked for."""
    told = program.get("/timelines/tavush/facets?facet=category&facet=status&category=Battles")["items"]
    assert [each["facet"] for each in told] == ["category", "status"]
    assert told[0]["values"] == [{"value": "Explosions and shelling", "label": "Explosions and shelling", "count": 1}]
    assert told[1]["values"] == []
    by_source = program.get("/timelines/tavush/facets?facet=source")["items"][0]["values"]
    assert by_source == [{"value": "report", "label": "A report", "count": 1}]
    assert program.send("GET", "/timelines/tavush/facets?facet=weather").status_code == 400


def test_lanes_are_listed_and_events_narrowed_by_them(program: Program) -> None:
    lanes = program.get("/timelines/tavush/lanes?by=source")["items"]
    assert lanes == [{"value": "report", "label": "A report"}]
    assert program.get("/timelines/tavush/events?source=report")["total"] == 1
    assert program.get("/timelines/tavush/events?source=A+letter&status=suggested")["total"] == 1
    assert program.get("/timelines/tavush/events?actor=none")["total"] == 1
