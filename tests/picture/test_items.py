"""What the picture is told of a window: each event once, as an item or in a column."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import from_edtf
from timeline.events import Event, Status
from timeline.granules import DAY_SECONDS
from timeline.store import Store
from timeline.web.picture import DRAWN, FURTHEST, IMPORTANT, Window, bin_edges

UNDECIDED: tuple[Status, ...] = ("suggested", "rejected")


def _ms(year: int, month: int = 1, day: int = 1) -> int:
    return int(datetime(year, month, day, tzinfo=UTC).timestamp()) * 1000


def _ask(client: FlaskClient, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/t/war/items.json{query}")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.get_json()
    return told


def _events(*given: tuple[str, str, str]) -> list[Event]:
    return [Event(title, from_edtf(edtf), category=category) for title, edtf, category in given]


@pytest.fixture
def few(store: Store) -> Store:
    store.create_timeline("War", slug="war")
    store.add_events(
        "war",
        _events(
            ("Siege", "1991-12/1992-05", "Explosions and shelling"),
            ("Truce", "1994-05-12", "Strategic developments"),
            ("Troops", "2020-23", ""),
            ("Blockade", "1989-09-01/..", "Elections"),
            ("Vote", "1988-02-20", "Protests"),
        ),
    )
    return store


@pytest.fixture
def many(store: Store) -> Store:
    """500 days in two categories, 1990 to 1999."""
    store.create_timeline("War", slug="war")
    days = [f"{1990 + at % 10}-{at % 12 + 1:02d}-{at % 28 + 1:02d}" for at in range(500)]
    store.add_events("war", _events(*((f"Raid {at}", day, "Battles" if at % 3 else "Protests") for at, day in enumerate(days))))
    return store


def test_an_empty_timeline_has_no_window(store: Store, client: FlaskClient) -> None:
    store.create_timeline("War", slug="war")
    told = _ask(client)
    assert (told["window"], told["items"], told["total"]) == (None, [], 0)


def test_an_unknown_timeline_is_not_found(client: FlaskClient) -> None:
    assert client.get("/t/nowhere/items.json").status_code == 404


def test_the_first_window_is_everything_with_room_at_both_ends(few: Store, client: FlaskClient) -> None:
    told = _ask(client)
    assert told["window"] == told["extent"]
    assert told["window"][0] < _ms(1988, 2, 20)
    assert told["window"][1] > _ms(2020, 12)
    assert {item["title"] for item in told["items"]} == {"Siege", "Truce", "Troops", "Blockade", "Vote"}
    assert told["bins"] == {}


def test_lanes_follow_the_fixed_order_with_those_without_category_last(few: Store, client: FlaskClient) -> None:
    lanes = [(lane["name"], lane["colour"], lane["total"]) for lane in _ask(client)["lanes"]]
    assert lanes == [
        ("Explosions and shelling", "c2", 1),
        ("Strategic developments", "c3", 1),
        ("Protests", "c5", 1),
        ("Elections", "c0", 1),
        ("No category", "c0", 1),
    ]


def test_what_lies_outside_is_counted(few: Store, client: FlaskClient) -> None:
    """1993 to 1995: a truce and a blockade that never ended; a siege and a vote before, troops after."""
    told = _ask(client, f"?from={_ms(1993)}&to={_ms(1995)}")
    assert {item["title"] for item in told["items"]} == {"Truce", "Blockade"}
    assert (told["earlier"], told["total"], told["later"]) == (2, 2, 1)


def test_the_dates_of_the_page_are_the_first_window(few: Store, client: FlaskClient) -> None:
    assert _ask(client, "?dates=1991-12/1992-05")["window"] == [_ms(1991, 12), _ms(1992, 6)]


def test_the_pages_filters_hold_in_the_picture(few: Store, client: FlaskClient) -> None:
    assert [item["title"] for item in _ask(client, "?category=Protests")["items"]] == ["Vote"]
    assert [item["title"] for item in _ask(client, "?category=none")["items"]] == ["Troops"]
    assert [item["title"] for item in _ask(client, "?q=tru")["items"]] == ["Truce"]


def test_nothing_certain_in_a_window_tells_both_ways_out(few: Store, client: FlaskClient) -> None:
    """In October 2020 troops possibly came; the blockade had begun long before and nobody vouches that it went on."""
    told = _ask(client, f"?match=certainly&from={_ms(2020, 10)}&to={_ms(2020, 11)}")
    assert (told["items"], told["total"], told["nothing"]["possible"]) == ([], 0, 2)
    assert told["nothing"]["next"]["title"]


def test_nothing_at_all_names_the_next_one(store: Store, client: FlaskClient) -> None:
    store.create_timeline("War", slug="war")
    store.add_events("war", _events(("First", "1988-02-20", ""), ("Second", "1994-05-12", "")))
    told = _ask(client, f"?from={_ms(1990)}&to={_ms(1991)}")
    assert told["nothing"]["next"]["title"] == "Second"


def test_the_selected_event_is_told_wherever_it_lies(few: Store, client: FlaskClient) -> None:
    event = few.events("war").rows[0].event
    told = _ask(client, f"?from={_ms(2010)}&to={_ms(2011)}&event={event.id}")
    assert told["selected"]["id"] == event.id
    assert _ask(client, "?event=gone")["selected"] is None


def test_many_events_become_a_few_items_and_columns(many: Store, client: FlaskClient) -> None:
    """Each of the 500 is told exactly once."""
    told = _ask(client)
    counted = sum(certain + possible for bins in told["bins"].values() for _, _, certain, possible in bins)
    assert len(told["items"]) == IMPORTANT
    assert len(told["items"]) + counted == told["total"] == 500
    assert sum(lane["total"] for lane in told["lanes"]) == 500


@pytest.mark.parametrize(("first", "end"), [(1990, 2000), (1992, 1999), (1993, 1994), (1995, 2005)])
def test_every_window_adds_up(many: Store, client: FlaskClient, first: int, end: int) -> None:
    """Items, columns, earlier and later together are all there is."""
    told = _ask(client, f"?from={_ms(first)}&to={_ms(end)}")
    counted = sum(certain + possible for bins in told["bins"].values() for _, _, certain, possible in bins)
    assert len(told["items"]) + counted == told["total"]
    assert told["earlier"] + told["total"] + told["later"] == 500
    assert bool(told["bins"]) == (told["total"] > DRAWN)


def test_a_days_column_is_certain(many: Store, client: FlaskClient) -> None:
    bins = _ask(client)["bins"]
    assert sum(possible for column in bins.values() for *_, possible in column) == 0


def test_the_overview_counts_everything_once(many: Store, client: FlaskClient) -> None:
    told = _ask(client, f"?overview=1&from={_ms(1993)}&to={_ms(1994)}")
    assert sum(count for _, _, count, _ in told["overview"]) == 500
    assert "overview" not in _ask(client)


@pytest.mark.parametrize(
    "query",
    [
        "?from=x&to=y",
        "?from=nan&to=inf",
        "?from=5&to=5",
        "?from=9&to=1",
        "?from=1e400&to=2",
        "?from=1",
        "?width=-5",
        "?width=9999999999",
        "?width=٣",
    ],
)
def test_nonsense_is_no_window(few: Store, client: FlaskClient, query: str) -> None:
    """What cannot be a window or a width is left out, not an error."""
    assert _ask(client, query)["window"] == _ask(client)["window"]


def test_a_window_beyond_what_browsers_hold_is_cut(few: Store, client: FlaskClient) -> None:
    told = _ask(client, "?from=-1e30&to=1e30")
    assert told["window"] == [-FURTHEST * 1000, FURTHEST * 1000]
    assert told["total"] == 5


def test_hostile_titles_are_json(store: Store, client: FlaskClient) -> None:
    store.create_timeline("War", slug="war")
    store.add_events("war", _events(("</script><img src=x onerror=alert(1)>", "1994", "<b>")))
    answer = client.get("/t/war/items.json")
    assert answer.content_type == "application/json"
    assert answer.get_json()["items"][0]["title"] == "</script><img src=x onerror=alert(1)>"


@given(st.integers(-FURTHEST, FURTHEST - 1), st.integers(1, 10**13), st.integers(20, 400))
def test_columns_cover_the_window_exactly(first: int, length: int, most: int) -> None:
    """Edges rise from the beginning of the window to its end, and there are not more than asked for."""
    window = Window(first, min(FURTHEST, first + length))
    edges = bin_edges(window, most)
    assert (edges[0], edges[-1]) == (window.first, window.end)
    assert edges == sorted(set(edges))
    assert len(edges) - 1 <= max(most, 1)
    assert all(edge % DAY_SECONDS == 0 for edge in edges[1:-1])


def _told(answer: dict[str, Any]) -> int:
    return len(answer["items"]) + sum(sum(column[2:]) for columns in answer["bins"].values() for column in columns)


def test_the_chosen_event_is_an_item_however_unimportant(many: Store, client: FlaskClient) -> None:
    """It leaves its column, so that it is told once; out of the window it is no item."""
    drawn = {item["id"] for item in _ask(client)["items"]}
    chosen = next(row.event.id for row in many.each_event("war") if row.event.id not in drawn)
    told = _ask(client, f"?event={chosen}")
    assert chosen in {item["id"] for item in told["items"]}
    assert _told(told) == told["total"] == 500
    far = _ask(client, f"?event={chosen}&from={_ms(2005)}&to={_ms(2006)}")
    assert (far["items"], far["selected"]["id"]) == ([], chosen)


def test_a_chosen_event_that_the_filter_leaves_out_is_drawn_and_not_counted(many: Store, client: FlaskClient) -> None:
    (stored,) = many.add_events("war", [replace(Event("Perhaps", from_edtf("1993-05-05")), status="suggested")])
    told = _ask(client, f"?event={stored.event.id}")
    assert stored.event.id in {item["id"] for item in told["items"]}
    assert told["total"] == 500
    assert _told(told) == 501


def test_a_chosen_event_from_the_bin_is_not_drawn(few: Store, client: FlaskClient) -> None:
    (vote,) = [row.event.id for row in few.each_event("war") if row.event.title == "Vote"]
    few.bin_event("war", vote)
    assert vote not in {item["id"] for item in _ask(client, f"?event={vote}")["items"]}


def test_the_overview_calls_a_season_possible_where_it_begins(few: Store, client: FlaskClient) -> None:
    """A known day is certainly in its column; an autumn among decades may be later."""
    told = _ask(client, "?overview=1&width=4000")["overview"]
    certainly = {end: sure for start, end, _, sure in told if start <= _ms(1994, 5, 12) < end or start <= _ms(2020, 9, 1) < end}
    assert list(certainly.values()) == [1, 0]


# --- colours -------------------------------------------------------------------------------------------------------


def _actors(store: Store) -> None:
    """Actor 0 in seven events, actor 1 in six, and so on; one event has none."""
    store.create_timeline("War", slug="war")
    date = from_edtf("1994-05-12")
    named = [f"Actor {at}" for at in range(8) for _ in range(8 - at)]
    store.add_events("war", [*(Event("Raid", date, actors=(name,)) for name in named), Event("Raid", date)])


def test_marks_are_coloured_by_the_most_frequent_values(client: FlaskClient, store: Store) -> None:
    """Six values have a colour each; the others and what has none share one, whatever the filter leaves."""
    _actors(store)
    told = _ask(client, "?colour=actor")
    assert [(each["value"], each["colour"]) for each in told["colours"]] == [
        *((f"Actor {at}", f"c{at + 1}") for at in range(6)),
        (None, "c0"),
    ]
    colours = [each["colour"] for each in told["items"]]
    assert [colours.count(f"c{at}") for at in range(7)] == [2 + 1 + 1, 8, 7, 6, 5, 4, 3]
    few = _ask(client, "?colour=actor&actor=Actor+4&actor=Actor+7")
    assert {each["colour"] for each in few["items"]} == {"c5", "c0"}


@pytest.mark.parametrize(
    ("asked", "colours"),
    [
        ("", ["c0", "c0", "c2", "c3", "c5"]),
        ("?colour=nothing+known", ["c0", "c0", "c2", "c3", "c5"]),
        ("?colour=none", ["c0"] * 5),
        ("?colour=status", ["c1"] * 5),
        ("?colour=confidence", ["c0"] * 5),
        ("?colour=place", ["c0"] * 5),
    ],
)
def test_what_has_an_order_of_its_own_keeps_its_colours(few: Store, client: FlaskClient, asked: str, colours: list[str]) -> None:
    """Categories as everywhere; an unknown facet is taken for them."""
    assert sorted(each["colour"] for each in _ask(client, asked)["items"]) == colours


def test_lanes_by_status_stand_in_their_order_and_colours(many: Store, client: FlaskClient) -> None:
    """Drawn or counted; of the statuses that are asked for, those that an event has."""
    given = _events(("Road cut", "1993-05-12", "Riots"), ("Bridge blown up", "1994-01", "Battles"))
    many.add_events("war", [replace(event, status=status) for event, status in zip(given, UNDECIDED, strict=True)])
    told = _ask(client, "?lanes=status&colour=status&status=rejected&status=accepted&status=suggested")
    assert [(lane["id"], lane["name"], lane["total"]) for lane in told["lanes"]] == [
        ("accepted", "Accepted", 500),
        ("suggested", "Suggested", 1),
        ("rejected", "Rejected", 1),
    ]
    colours = {each["value"]: each["colour"] for each in told["colours"]}
    assert len({colours[status] for status in ("accepted", "suggested", "rejected")}) == 3
    assert all((each["lane"], each["colour"]) == (each["status"], colours[each["status"]]) for each in told["items"])
    assert [lane["id"] for lane in _ask(client, "?lanes=status&q=raid")["lanes"]] == ["accepted"]


def test_an_answer_in_another_language_is_another_answer(few: Store, client: FlaskClient) -> None:
    """What was kept of the English one is not taken for it."""
    first = client.get("/t/war/items.json")
    again = client.get("/t/war/items.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.headers["Vary"]) == (304, "Accept-Language")
