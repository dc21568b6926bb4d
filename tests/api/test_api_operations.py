"""What each operation does, as a program sees it. Every answer is held to the OpenAPI document on the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.api.calling import Program
from timeline.formats import FORMATS, writer
from timeline.store import Filter, Store

EVENTS = "/timelines/tavush/events"
FIRST = f"{EVENTS}/first-shells"


def ids(told: Any) -> list[str]:
    return [each["id"] for each in told["items"]]


# --- timelines -----------------------------------------------------------------------------------------------------


def test_a_timeline_is_begun_read_changed_and_erased(program: Program, stocked: Store) -> None:
    answer = program.send("POST", "/timelines", {"title": "The siege", "description": "Day by day"})
    assert (answer.status_code, answer.headers["Location"]) == (201, "/api/v1/timelines/the-siege")
    assert program.get("/timelines/the-siege") == answer.get_json()
    changed = program.told(program.send("PATCH", "/timelines/the-siege", {"title": "The long siege"}), 200)
    assert (changed["title"], changed["description"], changed["slug"]) == ("The long siege", "Day by day", "the-siege")
    assert program.send("DELETE", "/timelines/the-siege").data == b""
    assert [each.slug for each in stocked.timelines()] == ["tavush"]


def test_timelines_are_listed_by_slug_page_by_page(program: Program) -> None:
    for name in ("beta", "alpha", "gamma"):
        program.post("/timelines", {"title": name}, 201)
    first = program.get("/timelines?limit=3")
    assert [each["slug"] for each in first["items"]] == ["alpha", "beta", "gamma"]
    rest = program.get(f"/timelines?cursor={first['next_cursor']}")
    assert ([each["slug"] for each in rest["items"]], rest["next_cursor"]) == (["tavush"], None)


# --- documents -----------------------------------------------------------------------------------------------------

TEXT = {"text": "Fighting broke out on Monday.\r\nIt ended in May 2023.", "published": "10 May 2023", "title": "News"}


def test_a_text_is_read_and_kept_with_its_suggestions(program: Program, stocked: Store) -> None:
    answer = program.send("POST", "/timelines/tavush/documents?author=Ani&note=From%20the%20archive", TEXT)
    told = program.told(answer, 201)
    assert (told["document"]["published"], told["document"]["title"], told["was_there"]) == ("2023-05-10", "News", False)
    assert answer.headers["Location"] == f"/api/v1/timelines/tavush/documents/{told['document']['id']}"
    events = [stocked.event("tavush", each).event for each in told["events"]]
    assert [event.date and event.date.edtf for event in events] == ["2023-05-08", "2023-05"]
    assert {event.status for event in events} == {"suggested"}
    change = program.get(f"/timelines/tavush/changes/{told['change']}")
    assert (change["author"], change["note"], change["count"]) == ("Ani", "From the archive", 2)


def test_the_same_text_again_adds_nothing(program: Program) -> None:
    program.post("/timelines/tavush/documents", TEXT, 201)
    again = program.post("/timelines/tavush/documents", TEXT, 200)
    assert (again["was_there"], again["added"], again["known"], again["change"]) == (True, 0, 2, None)


def test_a_rejected_suggestion_stays_rejected(program: Program) -> None:
    first = program.post("/timelines/tavush/documents", TEXT, 201)
    program.post("/timelines/tavush/decide", {"ids": first["events"][:1], "status": "rejected"})
    again = program.post("/timelines/tavush/documents", TEXT, 200)
    assert (again["added"], again["known"], again["rejected_before"]) == (0, 1, 1)


def test_a_text_can_be_accepted_at_once(program: Program, stocked: Store) -> None:
    told = program.post("/timelines/tavush/documents", TEXT | {"accept": True}, 201)
    assert {stocked.event("tavush", each).event.status for each in told["events"]} == {"accepted"}


def test_documents_are_listed_without_and_read_with_their_text(program: Program) -> None:
    program.post("/timelines/tavush/documents", TEXT, 201)
    first = program.get("/timelines/tavush/documents?limit=1")
    rest = program.get(f"/timelines/tavush/documents?limit=1&cursor={first['next_cursor']}")
    assert sorted(each["title"] for each in [*first["items"], *rest["items"]]) == ["A report", "News"]
    assert rest["next_cursor"] is None
    whole = program.get("/timelines/tavush/documents/report")
    assert whole["text"].startswith("Shelling began") and whole["characters"] == len(whole["text"])
    assert "text" not in first["items"][0]


def test_an_erased_document_is_gone_with_its_quotes(program: Program, stocked: Store) -> None:
    assert program.send("DELETE", "/timelines/tavush/documents/report").status_code == 204
    assert program.send("GET", "/timelines/tavush/documents/report").status_code == 404
    assert ids(program.get(f"{EVENTS}?status=accepted&status=suggested")) == ["empty-villages"]


# --- events: the list ----------------------------------------------------------------------------------------------

LISTS = [
    ("", ["first-shells", "late"]),
    ("?status=suggested", ["empty-villages"]),
    ("?status=suggested&status=accepted", ["first-shells", "empty-villages", "late"]),
    ("?from=2021", ["late"]),
    ("?to=2020", ["first-shells"]),
    ("?from=autumn+2020&to=autumn+2020", ["first-shells"]),
    ("?from=2022-06&to=2022", ["late"]),
    ("?from=2022-06&to=2022&certainly=true", []),
    ("?from=2022&to=2022&certainly=true", ["late"]),
    ("?q=shell", ["first-shells"]),
    ("?q=nowhere", []),
    ("?category=Explosions+and+shelling", ["first-shells"]),
    ("?category=none", ["late"]),
    ("?category=none&category=Explosions+and+shelling", ["first-shells", "late"]),
    ("?document=report", ["first-shells"]),
    ("?document=other", []),
    ("?undated=true", []),
    ("?undated=false", ["first-shells", "late"]),
    ("?asks=true", []),
    ("?binned=true", []),
]


@pytest.mark.parametrize(("asked", "expected"), LISTS)
def test_events_are_filtered(program: Program, asked: str, expected: list[str]) -> None:
    late = program.post(EVENTS, {"title": "Later", "date": {"text": "2022"}}, 201)["id"]
    told = program.get(EVENTS + asked)
    assert [("late" if each == late else each) for each in ids(told)] == expected
    assert told["total"] == len(expected)


def test_a_list_goes_on_by_its_cursor_whatever_happens_in_between(program: Program) -> None:
    """Nothing is told twice, and nothing is left out that was there all along."""
    made = [program.post(EVENTS, {"title": f"{year}", "date": {"text": f"{year}"}}, 201)["id"] for year in range(1990, 2000)]
    seen: list[str] = []
    path = f"{EVENTS}?limit=3"
    while path:
        answer = program.send("GET", path)
        told = program.told(answer, 200)
        seen += ids(told)
        program.post(EVENTS, {"title": "Earlier", "date": {"text": "1900"}}, 201)
        if len(seen) == 3:
            program.send("DELETE", f"{EVENTS}/{seen[1]}")
        link = answer.headers.get("Link", "")
        assert bool(link) == bool(told["next_cursor"])
        path = link.removeprefix("</api/v1").removesuffix('>; rel="next"')
    assert seen == [*made, "first-shells"]


def test_the_link_to_the_next_page_asks_the_same(program: Program) -> None:
    for number in range(3):
        program.post(EVENTS, {"title": f"Über {number} & more", "status": "suggested"}, 201)
    link = program.send("GET", f"{EVENTS}?q=%C3%BCber&status=suggested&status=accepted&limit=2").headers["Link"]
    told = program.get(link.removeprefix("</api/v1").removesuffix('>; rel="next"'))
    assert [each["title"] for each in told["items"]] == ["Über 2 & more"]


# --- events: one by one --------------------------------------------------------------------------------------------


def test_an_event_comes_back_as_it_was_given(program: Program) -> None:
    given = {
        "title": "Շիկ օր",
        "description": "Two\nlines",
        "actors": ["A", "B"],
        "place": {"name": "Berd", "lat": 40.88, "lon": 45.39, "precision": "town"},
        "category": "Battles",
        "tags": ["x"],
        "media": [{"url": "https://example.org/a.jpg", "alt": "Smoke"}],
        "star": True,
        "confidence": 0.5,
        "evidence": [{"document": "report", "quote": "Shelling began on 27 September 2020.", "start": 0, "end": 36}],
    }
    answer = program.send("POST", EVENTS, given)
    told = program.told(answer, 201)
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["Location"] == f"/api/v1{EVENTS}/{told['id']}"
    read = program.get(f"{EVENTS}/{told['id']}")
    assert {**read, "change": told["change"]} == told
    assert {name: read[name] for name in given if name not in ("media", "evidence")} == {
        name: value for name, value in given.items() if name not in ("media", "evidence")
    }
    assert (read["date"], read["status"], read["media"][0]["alt"]) == (None, "accepted", "Smoke")
    assert read["evidence"][0]["quote"] == "Shelling began on 27 September 2020."


DATES = [
    ({"text": "autumn 2020"}, "2020-23", "2020-09-01", "2020-11-30", False),
    ({"text": "autumn 2020", "hemisphere": "south"}, "2020-31", "2020-03-01", "2020-05-31", False),
    ({"text": "last year", "published": "10 May 2023"}, "2022", "2022-01-01", "2022-12-31", False),
    ({"text": "three days later", "anchor": "27 September 2020"}, "2020-09-30", "2020-09-30", "2020-09-30", False),
    ({"text": "12 мая 1994", "language": "ru"}, "1994-05-12", "1994-05-12", "1994-05-12", False),
    ({"text": "05/12/1994"}, "[1994-12-05,1994-05-12]", "1994-05-12", "1994-12-05", True),
    ({"edtf": "1994-05"}, "1994-05", "1994-05-01", "1994-05-31", False),
    (
        {"edtf": "1994-05", "text": "that May", "earliest": "1994-05-03", "latest": "1994-05-31"},
        "1994-05",
        "1994-05-03",
        "1994-05-31",
        False,
    ),
]


@pytest.mark.parametrize(("given", "edtf", "earliest", "latest", "asks"), DATES)
def test_a_date_is_given_in_words_or_whole(program: Program, given: Any, edtf: str, earliest: str, latest: str, asks: bool) -> None:
    told = program.post(EVENTS, {"title": "Something", "date": given}, 201)
    assert (told["date"]["edtf"], told["date"]["earliest"], told["date"]["latest"], told["asks"]) == (edtf, earliest, latest, asks)
    assert told["date"]["text"] == given.get("text", edtf)
    assert len(told["date"]["alternatives"]) == (2 if asks else 0)


def test_the_date_of_an_account_may_be_in_words_too(program: Program) -> None:
    told = program.post(EVENTS, {"title": "A", "evidence": [{"source": "A letter", "claimed": {"text": "May 1994"}}]}, 201)
    assert told["evidence"][0]["claimed"]["edtf"] == "1994-05"


def test_an_event_tells_how_many_sources_it_has_and_whether_they_disagree(program: Program, stocked: Store) -> None:
    """Accounts from documents that name one agency are one source."""
    assert (program.get(FIRST)["sources"], program.get(FIRST)["disputed"]) == (1, False)
    accounts = [{"source": source, "claimed": {"text": day}} for source, day in (("A letter", "8 May 1994"), ("A diary", "9 May 1994"))]
    told = program.post(EVENTS, {"title": "A", "evidence": accounts}, 201)
    assert (told["sources"], told["disputed"]) == (2, True)
    texts = ("It fell on 1 May 1994.", "On 1 May 1994 soldiers blew it up.")
    papers = [program.post("/timelines/tavush/documents", {"text": text, "source": "Reuters"}, 201)["document"]["id"] for text in texts]
    wire = program.post(EVENTS, {"title": "B", "evidence": [{"document": each, "quote": each} for each in papers]}, 201)
    assert wire["sources"] == 1
    assert next(each for each in program.get(EVENTS)["items"] if each["id"] == wire["id"])["sources"] == 1
    stale = program.send("PATCH", f"{EVENTS}/{wire['id']}", {"title": "C"}, headers={"If-Match": '"7"'})
    assert program.told(stale, 412)["current"]["sources"] == 1


def test_what_was_read_can_be_sent_back_whole(program: Program) -> None:
    """A date as the API told it is a date as the API takes it."""
    date = program.get("/normalise?text=since+1993")["date"]
    assert program.post(EVENTS, {"title": "A", "date": date}, 201)["date"] == date


def test_only_what_is_given_changes(program: Program, stocked: Store) -> None:
    before = stocked.event("tavush", "first-shells").event
    answer = program.send("PATCH", f"{FIRST}?note=Typo", {"title": "Shells fall", "tags": ["new"]}, headers={"If-Match": '"1"'})
    told = program.told(answer, 200)
    assert (answer.headers["ETag"], told["version"]) == ('"2"', 2)
    after = stocked.event("tavush", "first-shells").event
    assert (after.title, after.tags) == ("Shells fall", ("new",))
    assert (after.date, after.evidence, after.category) == (before.date, before.evidence, before.category)
    assert stocked.change("tavush", told["change"]).note == "Typo"


def test_a_date_can_be_taken_away(program: Program) -> None:
    assert program.told(program.send("PATCH", FIRST, {"date": None}, headers={"If-Match": "*"}), 200)["date"] is None


@pytest.mark.parametrize(
    ("sent", "status"), [('"1"', 200), ('"7", "1"', 200), ("*", 200), (None, 428), ('"2"', 412), ('W/"1"', 412), ("", 412), ("1", 200)]
)
def test_a_change_names_the_version_it_was_made_from(program: Program, stocked: Store, sent: str | None, status: int) -> None:
    answer = program.send("PATCH", FIRST, {"title": "Changed"}, headers={} if sent is None else {"If-Match": sent})
    assert answer.status_code == status
    assert (stocked.event("tavush", "first-shells").event.title == "Changed") == (status == 200)


def test_a_stale_change_is_answered_with_the_newer_version(program: Program) -> None:
    program.send("PATCH", FIRST, {"title": "Theirs"}, headers={"If-Match": '"1"'})
    told = program.told(program.send("PATCH", FIRST, {"title": "Mine"}, headers={"If-Match": '"1"'}), 412)
    assert (told["current"]["title"], told["current"]["version"]) == ("Theirs", 2)
    assert told["type"] == "/api/docs#problem-stale"


def test_a_deleted_event_lies_in_the_bin_until_it_is_restored(program: Program) -> None:
    binned = program.told(program.send("DELETE", FIRST), 200)
    assert binned["binned"] is True
    assert (ids(program.get(EVENTS)), ids(program.get(f"{EVENTS}?binned=true"))) == ([], ["first-shells"])
    restored = program.post(f"{FIRST}/restore", {})
    assert (restored["binned"], restored["version"]) == (False, 3)
    assert ids(program.get(EVENTS)) == ["first-shells"]


@pytest.mark.parametrize(("method", "path", "body"), [("DELETE", FIRST, None), ("POST", f"{FIRST}/restore", {})])
def test_bin_and_restore_look_at_the_version_where_it_is_given(program: Program, method: str, path: str, body: Any) -> None:
    assert program.send(method, path, body, headers={"If-Match": '"9"'}).status_code == 412
    assert program.send(method, path, body, headers={"If-Match": '"1"'}).status_code == 200


def test_several_are_decided_as_one_change(program: Program, stocked: Store) -> None:
    told = program.post("/timelines/tavush/decide", {"ids": ["first-shells", "empty-villages", "first-shells"], "status": "rejected"})
    assert (told["action"], told["count"], sorted(told["events"])) == ("rejected", 2, ["empty-villages", "first-shells"])
    assert stocked.count("tavush", Filter(statuses=("rejected",))) == 2
    program.post(f"/timelines/tavush/changes/{told['id']}/undo", {})
    assert stocked.count("tavush", Filter(statuses=("rejected",))) == 0


def test_one_that_is_not_there_stops_the_whole_decision(program: Program, stocked: Store) -> None:
    assert program.send("POST", "/timelines/tavush/decide", {"ids": ["first-shells", "nobody"], "status": "rejected"}).status_code == 404
    assert stocked.event("tavush", "first-shells").event.status == "accepted"


# --- changes -------------------------------------------------------------------------------------------------------


def test_changes_are_listed_newest_first_page_by_page(program: Program) -> None:
    for number in range(3):
        program.post(EVENTS, {"title": f"Event {number}"}, 201)
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        told = program.get(f"/timelines/tavush/changes?limit=2{cursor and '&cursor='}{cursor}")
        seen += [each["id"] for each in told["items"]]
        cursor = told["next_cursor"]
    assert seen == [5, 4, 3, 2, 1]


def test_every_write_names_the_change_that_undoes_it(program: Program) -> None:
    made = program.post(EVENTS, {"title": "A mistake"}, 201)
    undone = program.post(f"/timelines/tavush/changes/{made['change']}/undo?author=Ani", {})
    assert (undone["undoes"], undone["author"]) == (made["change"], "Ani")
    assert program.send("GET", f"{EVENTS}/{made['id']}").status_code == 404
    program.post(f"/timelines/tavush/changes/{undone['id']}/undo", {})
    assert program.get(f"{EVENTS}/{made['id']}")["title"] == "A mistake"


def test_undo_takes_the_newest_back(program: Program) -> None:
    program.send("DELETE", FIRST)
    assert program.post("/timelines/tavush/undo", {})["events"] == ["first-shells"]
    assert program.get(FIRST)["binned"] is False


def test_what_something_later_rests_on_is_not_undone(program: Program) -> None:
    first = program.told(program.send("PATCH", FIRST, {"title": "Once"}, headers={"If-Match": "*"}), 200)
    later = program.told(program.send("PATCH", FIRST, {"title": "Twice"}, headers={"If-Match": "*"}), 200)
    told = program.told(program.send("POST", f"/timelines/tavush/changes/{first['change']}/undo", {}), 409)
    assert told["current"]["id"] == later["change"]
    assert program.get(FIRST)["title"] == "Twice"


# --- files ---------------------------------------------------------------------------------------------------------

WRITTEN = [name for name, row in FORMATS.items() if row.write and row.read]


def test_every_format_is_listed(program: Program) -> None:
    told = program.get("/formats")["items"]
    assert [(each["name"], each["reads"], each["writes"]) for each in told] == [
        (name, row.read is not None, row.write is not None) for name, row in FORMATS.items()
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_timeline_goes_out_as_the_pages_give_it(program: Program, stocked: Store, name: str) -> None:
    answer = program.send("GET", f"/timelines/tavush/export/{name}?status=accepted")
    assert answer.get_data(as_text=True) == "".join(writer(name)(stocked, "tavush", ("accepted",)))
    assert answer.content_type == FORMATS[name].media_type


@pytest.mark.parametrize("name", WRITTEN)
def test_what_went_out_comes_in_again(program: Program, stocked: Store, name: str) -> None:
    """Into another timeline, told from its content alone, as one change."""
    content = program.send("GET", f"/timelines/tavush/export/{name}").get_data(as_text=True)
    program.post("/timelines", {"title": "Copy"}, 201)
    told = program.post("/timelines/copy/import?note=A+copy", {"content": content})
    assert (told["added"], told["updated"], told["unchanged"]) == (2, 0, 0)
    assert stocked.change("copy", told["change"]).note == "A copy"
    titles = [each["title"] for each in program.get("/timelines/copy/events?status=accepted&status=suggested")["items"]]
    assert titles == ["The first shells", "The villages are empty"]


def test_our_own_format_loses_nothing_on_the_way(program: Program) -> None:
    content = program.send("GET", "/timelines/tavush/export/json").get_data(as_text=True)
    again = program.post("/timelines/tavush/import", {"content": content, "format": "json"})
    assert (again["unchanged"], again["change"], again["losses"]) == (2, None, [])
    assert program.send("GET", "/timelines/tavush/export/json").get_data(as_text=True) == content
    assert program.get("/timelines/tavush/export/json/losses") == {"items": [], "more": False}


def test_what_a_format_cannot_hold_is_told_before(program: Program) -> None:
    told = program.get("/timelines/tavush/export/timelinejs/losses")["items"]
    assert told and {each["event"] for each in told} <= {"", "first-shells", "empty-villages"}
    assert all(each["sentence"].endswith(".") for each in told)


def test_rows_that_cannot_be_read_are_told_or_left_out(program: Program) -> None:
    file = {"content": "date,title\n1994,Good\n32 May 2020,Bad\n", "format": "csv"}
    errors = program.told(program.send("POST", "/timelines/tavush/import", file), 422)["errors"]
    assert any("May has 31 days" in each["sentence"] for each in errors)
    told = program.post("/timelines/tavush/import", file | {"skip_bad": True})
    assert (told["added"], len(told["skipped"])) == (1, 1)


def test_an_erased_event_is_gone_for_good(program: Program, stocked: Store) -> None:
    assert program.send("POST", f"{FIRST}/erase", {}).status_code == 204
    assert program.send("GET", FIRST).status_code == 404
    program.post("/timelines/tavush/changes/2/undo", {})
    assert program.send("GET", FIRST).status_code == 404


# --- reading -------------------------------------------------------------------------------------------------------


def test_a_date_is_read_with_its_reasons(program: Program) -> None:
    told = program.get("/normalise?text=autumn+2020")
    assert (told["date"]["edtf"], told["words"], told["asks"]) == ("2020-23", "1 Sep – 30 Nov 2020", False)
    assert any("northern hemisphere" in each for each in told["why"])


def test_an_ambiguous_date_asks(program: Program) -> None:
    told = program.get("/normalise?text=05/12/1994")
    assert told["asks"] is True
    assert [each["edtf"] for each in told["date"]["alternatives"]] == ["1994-12-05", "1994-05-12"]


def test_a_text_is_read_and_not_kept(program: Program, stocked: Store) -> None:
    text = "It rained.\r\nShelling began on 27 September 2020."
    told = program.post("/read", {"text": text, "published": "October 2020"})
    (timex,) = told["timexes"]
    assert text[timex["start"] : timex["end"]] == timex["text"] == "27 September 2020"
    assert [each["date"]["edtf"] for each in told["events"]] == ["2020-09-27"]
    assert (told["published"], told["published_assumed"]) == ("2020-10", None)
    assert [each.id for each in stocked.documents("tavush")] == ["report"]


# --- several at once -----------------------------------------------------------------------------------------------


def test_of_two_that_change_one_version_at_once_one_is_told(program: Program, stocked: Store) -> None:
    """Nobody's change is lost without a word."""
    clients = [Program(program.client.application.test_client()) for _ in range(6)]

    def change(number: int) -> int:
        answer = clients[number].send("PATCH", FIRST, {"title": f"Title {number}"}, headers={"If-Match": '"1"'})
        return answer.status_code

    with ThreadPoolExecutor(len(clients)) as pool:
        statuses = sorted(pool.map(change, range(len(clients))))
    assert statuses == [200, *[412] * (len(clients) - 1)]
    assert stocked.event("tavush", "first-shells").version == 2
