"""Every page answers, says what it should, and keeps its state in its address."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from tests.web.visiting import Visitor
from timeline.events import Event, Evidence
from timeline.extraction import extract
from timeline.store import Store
from timeline.understanding import normalise

PAGES = ("", "/add", "/bin", "/history", "/paste", "/review", "/import", "/export", "/settings", "/erase", ".json")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_timeline_answers(visitor: Visitor, slug: str, page: str) -> None:
    assert visitor.get(f"/t/{slug}{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_timeline_that_is_not_there_says_so(visitor: Visitor, page: str) -> None:
    answer = visitor.get(f"/t/nowhere{page}")
    assert answer.status_code == 404
    assert "nowhere" in answer.get_data(as_text=True)


@pytest.mark.parametrize("page", ("", "?part=detail", "?part=row", "/edit", "/erase"))
def test_every_page_of_an_event_answers(visitor: Visitor, slug: str, event: str, page: str) -> None:
    assert visitor.get(f"/t/{slug}/e/{event}{page}").status_code == 200
    assert visitor.get(f"/t/{slug}/e/nothing{page}").status_code == 404


def test_no_timelines_says_what_to_do(visitor: Visitor) -> None:
    page = visitor.text("/")
    assert "There are no timelines yet." in page
    assert 'href="/new"' in page


def test_the_list_of_timelines_tells_range_and_counts(visitor: Visitor, slug: str, event: str) -> None:
    page = visitor.text("/")
    assert "South Caucasus" in page
    assert "1 Sep – 30 Nov 2020" in page
    assert "1 event" in page


def test_a_timeline_is_made_and_renamed(visitor: Visitor, store: Store) -> None:
    made = visitor.post("/new", {"title": "The long war"})
    assert made.headers["Location"] == "/t/the-long-war"
    visitor.post("/t/the-long-war/settings", {"title": "The longer war", "description": "Of 1988"})
    assert (store.timeline("the-long-war").title, store.timeline("the-long-war").description) == ("The longer war", "Of 1988")


@pytest.mark.parametrize(("title", "sentence"), [("", "Give the timeline a name."), ("x" * 501, "The name has at most 500 characters")])
def test_a_timeline_without_a_good_name_is_not_made(visitor: Visitor, store: Store, title: str, sentence: str) -> None:
    answer = visitor.post("/new", {"title": title, "description": "kept as typed"})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert "kept as typed" in answer.get_data(as_text=True)
    assert store.timelines() == []


def test_an_empty_timeline_says_what_to_do(visitor: Visitor, slug: str) -> None:
    page = visitor.text(f"/t/{slug}")
    assert "This timeline has no events yet." in page


def test_a_row_links_to_the_detail_and_carries_the_filter(visitor: Visitor, slug: str, event: str) -> None:
    page = visitor.text(f"/t/{slug}?dates=2020")
    assert f'data-event="{event}"' in page
    assert f'href="/t/{slug}/e/{event}?dates=2020"' in page


def test_an_address_opens_the_detail_beside_the_list(visitor: Visitor, slug: str, event: str) -> None:
    page = visitor.text(f"/t/{slug}?event={event}")
    assert f'id="detail" class="detail" data-event="{event}"' in page
    assert 'id="detail"' not in visitor.text(f"/t/{slug}?event=gone")


def test_the_detail_part_is_no_whole_page(visitor: Visitor, slug: str, event: str) -> None:
    part = visitor.text(f"/t/{slug}/e/{event}?part=detail")
    assert part.lstrip().startswith("<article")
    assert "<html" not in part


def test_dates_filter_the_list_and_are_read_aloud(visitor: Visitor, slug: str, event: str) -> None:
    assert "1 Jan – 31 Dec 2020" in visitor.text(f"/t/{slug}?dates=2020")
    assert event not in visitor.text(f"/t/{slug}?dates=1994").split('id="view"')[1].split("picture-pane")[1]


def test_an_unreadable_range_is_told_and_filters_nothing(visitor: Visitor, slug: str, event: str) -> None:
    page = visitor.text(f"/t/{slug}?dates=whenever")
    assert "is not understood as a date" in page
    assert f'data-event="{event}"' in page


def test_certainly_leaves_out_what_only_possibly_lies_in_the_range(visitor: Visitor, slug: str, event: str) -> None:
    page = visitor.text(f"/t/{slug}?dates=October+2020&match=certainly")
    assert "Nothing certainly happened in this range." in page
    assert "Show the 1 possible" in page
    assert f'data-event="{event}"' in visitor.text(f"/t/{slug}?dates=October+2020")


def test_filters_by_words_category_status_and_missing_dates(visitor: Visitor, store: Store, slug: str, event: str) -> None:
    undated = store.add_event(slug, Event("Nobody knows when", category="")).event.id
    suggested = store.add_event(slug, replace(Event("Talks"), status="suggested")).event.id
    for query, found in [
        ("q=peacekeep", {event}),
        ("category=Strategic+developments", {event}),
        ("category=none", {undated}),
        ("status=suggested", {suggested}),
        ("status=suggested&status=accepted", {event, undated, suggested}),
        ("undated=1", {undated}),
        ("asks=1", set()),
    ]:
        rows = visitor.text(f"/t/{slug}?{query}")
        assert {each for each in (event, undated, suggested) if f'data-event="{each}"' in rows} == found, query


def test_the_list_is_paged_and_every_event_is_on_one_page(visitor: Visitor, store: Store, slug: str) -> None:
    import re

    added = [
        each.event.id for each in store.add_events(slug, [Event(f"Day {day}", normalise(f"{day} May 2020")) for day in range(1, 32)] * 4)
    ]
    seen: list[str] = []
    path = f"/t/{slug}"
    while path:
        page = visitor.text(path)
        seen += re.findall(r'<li class="row[^"]*" data-event="([^"]+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = following[1].replace("&amp;", "&") if following else ""
    assert sorted(seen) == sorted(added)
    assert "101–124 of 124" in page


def test_the_detail_says_how_the_date_was_read(visitor: Visitor, store: Store, slug: str, event: str) -> None:
    page = visitor.text(f"/t/{slug}/e/{event}?part=detail")
    for words in (
        "1 Sep – 30 Nov 2020",
        "some time within these 91 days",
        "autumn 2020",
        "northern hemisphere",
        "<dt>Assumed</dt>",
        "2020-23",
    ):
        assert words in page
    assert "(assumed)" not in page


def chain_of(visitor: Visitor, slug: str, event: str) -> str:
    """The disclosure with every step, its marks left out."""
    page = visitor.text(f"/t/{slug}/e/{event}?part=detail")
    found = re.search(r'<details class="chain">(.*?)</details>', page, re.DOTALL)
    assert found is not None
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", found[1]).split()))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "The revolt began in July 1936. It ended in the spring of the following year.",
            (
                "the spring of the following year rule season-of-story-year",
                "spring season",
                "assumed: 1937, year from “July 1936”",
                "EDTF 1937-21",
            ),
        ),
        (
            "It was shut from 3 Sept. to 12 December 1938.",
            ("from one stretch", "Sept. month: September", "to 12 December 1938 rule day-month"),
        ),
        ("The depot has been shut since 1993.", ("since from then on, no end known", "1993 rule year", "latest open, no end known")),
        ("It fell after the outbreak of the Korean War.", ("outbreak of when it began", "war: Korean War, 25 June 1950", "unchecked")),
        ("It fell after the Gulf War.", ("one of several wars", "Iran-Iraq War", "Persian Gulf War, 2 August 1990 or 17 January 1991")),
    ],
)
def test_the_detail_tells_every_step_from_the_words_to_the_days(
    visitor: Visitor, store: Store, slug: str, text: str, steps: tuple[str, ...]
) -> None:
    """Also for an event that has lost its sentence, as when the document it came from was erased."""
    found = extract(text, published="2023-05-10").events[-1]
    with_quote, alone = (store.add_event(slug, each).event.id for each in (found, replace(found, evidence=())))
    told = chain_of(visitor, slug, with_quote)
    assert [step for step in steps if step not in told] == []
    assert chain_of(visitor, slug, alone) == told


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        ("before early May 1994", ("before up to then", "early part", "May month", "1994 year")),
        ("1994-05/1996", ("1994-05/1996 EDTF", "earliest 1 May 1994")),
        ("24 лютого 2022", ("24 лютого 2022 rule dateparser",)),
    ],
)
def test_typed_words_are_told_step_by_step_too(visitor: Visitor, store: Store, slug: str, typed: str, steps: tuple[str, ...]) -> None:
    told = chain_of(visitor, slug, store.add_event(slug, Event("By hand", normalise(typed, language="uk"))).event.id)
    assert [step for step in steps if step not in told] == []


def test_a_date_that_was_changed_by_hand_is_not_told_by_its_old_quote(visitor: Visitor, store: Store, slug: str) -> None:
    quote = Evidence(quote="They came in autumn 2020.", source="Field notes", claimed=normalise("autumn 2020"))
    event = store.add_event(slug, Event("They came", normalise("May 2019"), evidence=(quote,))).event.id
    assert "autumn" not in chain_of(visitor, slug, event)
    assert "May month" in chain_of(visitor, slug, event)


def test_the_words_of_the_date_are_marked_in_the_quote(visitor: Visitor, store: Store, slug: str) -> None:
    quote = Evidence(quote="They came in Autumn\n2020, late.", source="Field notes")
    event = store.add_event(slug, Event("They came", normalise("autumn 2020"), evidence=(quote,))).event.id
    assert "<mark>Autumn\n2020</mark>" in visitor.text(f"/t/{slug}/e/{event}?part=detail")


def test_previous_and_next_follow_the_filter(visitor: Visitor, store: Store, slug: str) -> None:
    first, other, last = (
        store.add_event(slug, Event(title, normalise(date))).event.id for title, date in [("A x", "1991"), ("B", "1992"), ("C x", "1993")]
    )
    page = visitor.text(f"/t/{slug}/e/{first}?part=detail&q=x")
    assert f'data-select="{last}"' in page
    assert f'data-select="{other}"' not in page


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def test_hostile_text_stays_text_on_every_page(visitor: Visitor, store: Store) -> None:
    slug = store.create_timeline(HOSTILE, "hostile", description=HOSTILE).slug
    quote = Evidence(quote=f"in autumn 2020 {HOSTILE}", source=HOSTILE, url='https://example.org/?a="><script>')
    made = Event(HOSTILE, normalise("autumn 2020"), HOSTILE, (HOSTILE,), category=HOSTILE, tags=(HOSTILE,), evidence=(quote,))
    event = store.add_event(slug, made, author=HOSTILE, note=HOSTILE).event.id
    store.bin_event(slug, store.add_event(slug, Event(HOSTILE)).event.id)
    pages = [f"/t/{slug}{page}" for page in PAGES if page != ".json"] + [f"/t/{slug}?q={HOSTILE}&dates={HOSTILE}&category={HOSTILE}"]
    pages += ["/", *(f"/t/{slug}/e/{event}{page}" for page in ("", "?part=detail", "?part=row", "/edit", "/erase"))]
    for page in pages:
        text = visitor.text(page)
        assert "<script>alert" not in text and "<img src=x" not in text, page


def test_a_date_is_read_while_typing(visitor: Visitor) -> None:
    read = visitor.get("/read-date?text=autumn+2020").get_json()
    assert (read["words"], read["date"]["edtf"], read["needs"], read["wrong"]) == ("1 Sep – 30 Nov 2020", "2020-23", "", "")
    asked = visitor.get("/read-date?text=05/12/1994").get_json()
    assert asked["needs"] == "choice"
    assert {each["words"] for each in asked["asks"]} == {"5 Dec 1994", "12 May 1994"}
    assert visitor.get("/read-date?text=last+year").get_json()["needs"] == "anchor"
    assert visitor.get("/read-date?text=last+year&anchor=May+2023").get_json()["date"]["edtf"] == "2022"
    assert visitor.get("/read-date?text=never+mind").get_json()["wrong"]
    assert visitor.get("/read-date?text=").get_json()["date"] is None


def test_the_other_hemisphere_is_offered_and_taken(visitor: Visitor) -> None:
    assert "Southern: 1 Mar – 31 May 2020" in visitor.text("/read-date?part=html&text=autumn+2020")
    assert visitor.get("/read-date?text=autumn+2020&hemisphere=south").get_json()["words"] == "1 Mar – 31 May 2020"


def test_an_answer_to_other_words_is_no_answer(visitor: Visitor) -> None:
    """The buttons under the field belong to the words they were shown for; new words ask anew."""
    read = visitor.get("/read-date?text=autumn+2020&lasting=throughout&read=1994").get_json()
    assert read["date"]["core_from"] is None
    assert visitor.get("/read-date?text=autumn+2020&lasting=throughout&read=autumn+2020").get_json()["date"]["core_from"] == "2020-09-01"


def test_a_refused_undo_leads_back_to_the_history(visitor: Visitor, store: Store, slug: str, event: str) -> None:
    first = store.changes(slug)[0].id
    stored = store.event(slug, event)
    store.change_event(slug, event, replace(stored.event, title="Later"), stored.version)
    answer = visitor.post(f"/t/{slug}/undo", {"change": str(first)})
    assert answer.status_code == 409
    assert f'href="/t/{slug}/history"' in answer.get_data(as_text=True)


def test_the_history_offers_undo_after_a_redo_and_names_the_text(visitor: Visitor, store: Store, slug: str) -> None:
    visitor.post(f"/t/{slug}/paste", {"text": "A ceasefire was signed on 12 May 1994.", "title": "Promises"})
    document = store.documents(slug)[0]
    page = visitor.text(f"/t/{slug}/history")
    assert f'href="/t/{slug}/d/{document.id}"><cite class="serif" dir="auto">Promises</cite>' in page
    for verb in ("Redo", "Undo", "Redo"):
        visitor.post(f"/t/{slug}/undo", {"change": str(store.changes(slug)[0].id)})
        buttons = re.findall(r"</svg>(Undo|Redo)<span", visitor.text(f"/t/{slug}/history"))
        assert buttons[0] == verb


def test_the_first_page_says_what_the_tool_does(visitor: Visitor, slug: str) -> None:
    assert "Paste an article: every statement in it that has a date becomes an event" in visitor.text("/")


def test_a_document_and_its_review_name_it_once(visitor: Visitor, store: Store, slug: str) -> None:
    visitor.post(f"/t/{slug}/paste", {"text": "A ceasefire was signed on 12 May 1994.", "title": "Promises", "published": "1999"})
    document = store.documents(slug)[0].id
    for path in (f"/t/{slug}/d/{document}", f"/t/{slug}/review?document={document}"):
        head = visitor.text(path).split("<body")[1].split('class="card')[0]
        assert head.count("Promises") == 1, path
