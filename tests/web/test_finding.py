"""Finding without scripts: every argument of the address, the filter with its counts, the chips, and views that were saved."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import quote, urlencode

import pytest
from werkzeug.datastructures import MultiDict

from tests.web.visiting import Visitor
from timeline.dates import from_edtf
from timeline.events import Event, Evidence, Place
from timeline.extraction import extract
from timeline.store import Store, StoredDocument
from timeline.understanding import normalise
from timeline.web.finding import WORDS
from timeline.web.view import CHOICES, View, read_view

BASE = Event("Shelling begins", normalise("10 January 1992"), category="Battles", actors=("Army",), place=Place("Shusha"))
HELD = (
    replace(BASE, star=True, tags=("guns",), confidence=0.9),
    replace(BASE, title="Guns fall silent", date=normalise("1994"), category="Strategic developments", actors=("Army", "Guard")),
    replace(BASE, title="Rally", date=normalise("autumn 2020"), category="Protests", actors=(), place=None, tags=("square",)),
    replace(BASE, title="No day", date=None, actors=("Guard",), evidence=(Evidence("They came.", source="Radio"),)),
    replace(BASE, title="Which day", date=normalise("03/04/2015"), category="", place=Place("الخليل")),
    replace(BASE, title="Maybe a raid", status="suggested"),
    replace(BASE, title="Surely no raid", status="rejected"),
)


@pytest.fixture
def held(store: Store, slug: str) -> dict[str, str]:
    """Ids by title."""
    return {each.event.title: each.event.id for each in store.add_events(slug, HELD)}


def titles(page: str) -> set[str]:
    """Of the rows of a list."""
    return {unescape(re.sub("<[^>]+>", "", each)) for each in re.findall(r'class="row-title"><bdi>(.*?)</bdi>', page)}


def words_of(page: str, part: str) -> str:
    """The text of the paragraph or line with an id, its blanks made one."""
    found = re.search(rf'<(\w+)[^>]* id="{part}"[^>]*>(.*?)</\1>', page, re.DOTALL)
    assert found is not None
    return " ".join(unescape(re.sub("<[^>]+>", "", found[2])).split())


FOUND = [
    ("q=gun", {"Shelling begins", "Guns fall silent"}),
    ("category=Battles", {"Shelling begins", "No day"}),
    ("category=Battles&category=Protests", {"Shelling begins", "No day", "Rally"}),
    ("category=none", {"Which day"}),
    ("actor=Guard", {"Guns fall silent", "No day"}),
    ("actor=Guard&category=Battles", {"No day"}),
    ("actor=none", {"Rally"}),
    ("place=none", {"Rally"}),
    ("place=الخليل", {"Which day"}),
    ("source=Radio", {"No day"}),
    ("source=none&place=none", {"Rally"}),
    ("tag=guns&tag=square", {"Shelling begins", "Rally"}),
    ("precision=season", {"Rally"}),
    ("precision=none", {"No day"}),
    ("confidence=high", {"Shelling begins"}),
    ("star=1", {"Shelling begins"}),
    ("undated=1", {"No day"}),
    ("asks=1", {"Which day"}),
    ("status=suggested", {"Maybe a raid"}),
    ("status=suggested&status=rejected", {"Maybe a raid", "Surely no raid"}),
    ("dates=autumn+2020", {"Rally"}),
    ("dates=1992-1994", {"Shelling begins", "Guns fall silent"}),
    ("dates=March+1994", {"Guns fall silent"}),
    ("dates=March+1994&match=certainly", set()),
    ("dates=since+2019", {"Rally"}),
    ("star=2&undated=yes&lanes=nonsense&colour=&show=x&from=a&to=b&status=other", {each.title for each in HELD[:5]}),
]


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(("query", "expected"), FOUND)
def test_the_list_is_what_the_address_says(visitor: Visitor, slug: str, query: str, expected: set[str]) -> None:
    """And the count says so too, and the feed of the picture has the same."""
    page = visitor.text(f"/t/{slug}?{query}")
    assert titles(page) == expected
    assert words_of(page, "shown").startswith(f"{len(expected)} ")
    drawn = visitor.get(f"/t/{slug}/items.json?{query}").get_json()
    assert drawn["total"] + drawn["undated"] >= len(expected - {"No day"})


@pytest.mark.parametrize("query", [query for query, _ in FOUND])
def test_a_view_is_read_back_from_the_address_that_it_writes(query: str) -> None:
    from urllib.parse import parse_qsl

    view = read_view(MultiDict(parse_qsl(query)))
    assert read_view(MultiDict(view.pairs())) == view


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ("lanes=actor&colour=place", View(lanes="actor", colour="place")),
        ("lanes=none&colour=none", View(lanes="none")),
        ("from=-1000&to=2000.5", View(window=(-1000, 2000))),
        ("from=0&to=1", View(window=(0, 1))),
        ("from=5&to=1", View()),
        ("from=nan&to=inf", View()),
        ("from=-1e300&to=1", View()),
        ("document=abc&source=Radio", View(sources=("Radio", "abc"))),
        ("actor=a%00b", View(actors=("ab",))),
    ],
)
def test_lanes_colour_and_window_are_part_of_the_view(query: str, view: View) -> None:
    from urllib.parse import parse_qsl

    assert read_view(MultiDict(parse_qsl(query))) == view


@pytest.mark.usefixtures("held")
def test_each_condition_is_a_chip_that_takes_it_away(visitor: Visitor, slug: str) -> None:
    query = [
        ("q", "a"),
        ("dates", "1990-2024"),
        ("category", "Battles"),
        ("category", "none"),
        ("actor", "Guard"),
        ("star", "1"),
        ("undated", "1"),
    ]
    page = visitor.text(f"/t/{slug}?{urlencode(query)}&from=0&to=1000&event=x&lanes=actor")
    chips = re.findall(r'<a class="chip" href="([^"]+)"><bdi>(.*?)</bdi>', page)
    assert [unescape(words) for _, words in chips] == [
        "“a”",
        "1 Jan 1990 – 31 Dec 2024",
        "Battles",
        "No category",
        "Guard",
        "Undated",
        "Starred",
    ]
    for address, words in chips:
        left = visitor.text(unescape(address))
        assert f"<bdi>{words}</bdi> <svg" not in left
        assert left.count('<a class="chip" href') == len(chips) - 1
        assert "lanes=actor" in address and "event=x" in address and "from=0" in address
    everything = re.search(r'class="chip everything" href="([^"]+)"', page)
    assert everything is not None
    assert unescape(everything[1]) == f"/t/{slug}?lanes=actor&event=x"


@pytest.mark.usefixtures("held")
def test_the_count_says_how_many_of_how_many(visitor: Visitor, slug: str) -> None:
    for query, words in [
        ("", "5 events; 1 undated"),
        ("category=Battles", "2 of 5 events; 1 undated"),
        ("dates=2020", "1 of 5 events"),
        ("undated=1", "1 of 5 events"),
        ("status=suggested", "1 event"),
        ("status=suggested&status=rejected", "2 events"),
        ("q=zzz", "0 of 5 events"),
    ]:
        page = visitor.text(f"/t/{slug}?{query}")
        assert (words_of(page, "shown"), words_of(page, "count-line")) == (words, words)


HITS = [
    ("shell", "<mark>Shelling</mark> begins", ""),
    ("army shell", "<mark>Shelling</mark> begins", "Actor: <bdi><mark>Army</mark></bdi>"),
    ("الخليل", "Which day", "Place: <bdi><mark>الخليل</mark></bdi>"),
    ("停火", "No day", 'Quote: <bdi class="serif">They came. <mark>停火</mark>协议 &lt;b&gt;</bdi>'),
    ("МОСТ", "No day", "Description: <bdi>Взорван <mark>мост</mark>.</bdi>"),
]


@pytest.mark.parametrize(("q", "title", "line"), HITS)
def test_a_row_shows_where_it_has_the_words(visitor: Visitor, store: Store, slug: str, q: str, title: str, line: str) -> None:
    """In the title; where the title has not all of them, in a line that names the field. In the detail they are marked too."""
    quoted = replace(HELD[3], description="Взорван мост.", evidence=(Evidence("They came. 停火协议 <b>"),))
    store.add_events(slug, [*HELD[:3], quoted, HELD[4]])
    page = visitor.text(f"/t/{slug}?q={quote(q)}")
    row = page.split('class="row-title"><bdi>')[1].split("</a>")[0]
    assert row.startswith(f"{title}</bdi>")
    assert line in row and ("row-hit" in row) == bool(line)


def test_the_words_sought_are_marked_in_the_detail(visitor: Visitor, store: Store, slug: str) -> None:
    """Beside the words of the date, in any script."""
    said = replace(
        BASE, date=normalise("May 2020"), evidence=(Evidence("In May 2020 停火协议 was <b>signed</b>."),), description="Signed twice."
    )
    event = store.add_event(slug, said).event.id
    page = visitor.text(f"/t/{slug}/e/{event}?q={quote('停火 sign')}")
    assert "In <mark>May 2020</mark> <mark>停火</mark>协议 was &lt;b&gt;<mark>signed</mark>&lt;/b&gt;." in page
    assert "<mark>Signed</mark> twice." in page


def boxes(page: str, name: str) -> dict[str, tuple[str, bool]]:
    """Of a facet: value to (count, ticked)."""
    found = re.findall(rf'name="{name}" value="([^"]*)"( checked)? autocomplete="off">.*?(?:choice-count">([\d,]+)<)?/?span></label>', page)
    return {unescape(value): (count, bool(ticked)) for value, ticked, count in found}


@pytest.mark.usefixtures("held")
def test_the_filter_counts_every_value_under_the_others(visitor: Visitor, slug: str) -> None:
    """Of its own facet as if nothing were chosen; what is chosen is always there."""
    page = visitor.text(f"/t/{slug}?show=filter&category=Battles&actor=Nobody")
    assert boxes(page, "actor") == {"Army": ("1", False), "Guard": ("1", False), "Nobody": ("0", True)}
    page = visitor.text(f"/t/{slug}?show=filter&actor=Army")
    assert boxes(page, "category") == {"Battles": ("1", False), "Strategic developments": ("1", False), "none": ("1", False)}
    assert boxes(page, "status") == {"accepted": ("3", True), "suggested": ("1", False), "rejected": ("1", False)}
    assert boxes(page, "star") == {"1": ("1", False)}
    assert "No category" in page and "Only those that are" in page
    assert 'id="filter-title"' not in visitor.text(f"/t/{slug}?actor=Army")


@pytest.mark.usefixtures("held")
def test_a_form_without_scripts_keeps_what_it_does_not_show(visitor: Visitor, slug: str) -> None:
    """Closed, the filter is hidden fields; open, it is boxes; never both."""
    query = "category=Battles&actor=none&star=1&match=certainly&event=x&from=0&to=9"
    closed, opened = visitor.text(f"/t/{slug}?{query}"), visitor.text(f"/t/{slug}?{query}&show=filter")
    hidden = {"category": "Battles", "actor": "none", "star": "1", "match": "certainly", "event": "x", "from": "0", "to": "9"}
    for name, value in hidden.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in closed
        assert (f'<input type="hidden" name="{name}" value="{value}">' in opened) == (name not in ("category", "actor", "star"))
    assert boxes(opened, "actor")["none"][1]


def test_a_document_is_a_source_by_its_title(visitor: Visitor, store: Store, slug: str) -> None:
    text = "The bridge fell in 1994."
    document = store.add_document(slug, StoredDocument(title="A <b>report</b>", text=text), extract(text)).document.id
    for name in ("source", "document"):
        page = visitor.text(f"/t/{slug}?show=filter&status=suggested&{name}={document}")
        assert len(titles(page)) == 1
        assert page.count("A &lt;b&gt;report&lt;/b&gt;") >= 2


def test_among_many_values_one_looks_for_words(visitor: Visitor, store: Store, slug: str) -> None:
    """In any script, under the filter; what is found keeps the rest of the view."""
    names = [f"Band {number}" for number in range(250)] + ["الجيش الوطني", "民兵组织", "Ополчение"]
    store.add_events(slug, [replace(BASE, title=name, actors=(name,)) for name in names])
    page = visitor.text(f"/t/{slug}?show=filter")
    assert "more: 247" in page
    page = visitor.text(f"/t/{slug}/values/actor?star=1&category=Battles")
    assert "No event here has any." in page
    page = visitor.text(f"/t/{slug}/values/actor?category=Battles")
    assert "53 more: find them by their words." in page
    assert '<input type="hidden" name="category" value="Battles">' in page
    for find, found in [("band 24", 11), ("الجيش", 1), ("民兵", 1), ("ОПОЛЧ", 1), ("nobody", 0), ("!?", 0)]:
        part = visitor.text(f"/t/{slug}/values/actor?find={quote(find)}&part=1")
        assert part.count("<label") == found, find
        assert ("None has these words." in part) == (not found)
    assert visitor.get(f"/t/{slug}/values/nonsense").status_code == 400
    assert visitor.get("/t/nowhere/values/actor").status_code == 404


EMPTY = [
    ("q=zzz", ["Nothing has “zzz” in it.", "Show all events"]),
    ("q=raid", ["Nothing has “raid” in it.", "1 suggestion fits.", "1 rejected event fits.", "Show the suggested", "Show the rejected"]),
    ("dates=1700", ["Nothing happened in these dates.", "Show all dates"]),
    ("dates=March+1994&match=certainly", ["Nothing certainly happened in this range.", "1 event possibly did.", "Show the 1 possible"]),
    ("dates=1700&match=certainly", ["Nothing certainly happened in this range.", "Show all dates"]),
    ("actor=Nobody&q=x", ["No event is like that.", "Looked for:", "Nobody", "“x”"]),
    ("undated=1&dates=1994", ["No event is like that."]),
    ("status=rejected&star=1", ["No event is like that.", "1 accepted event fits.", "Show the accepted"]),
]


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(("query", "sentences"), EMPTY)
def test_where_nothing_is_found_the_page_says_what_was_sought_and_the_ways_out(
    visitor: Visitor, slug: str, query: str, sentences: list[str]
) -> None:
    page = unescape(re.sub("</?bdi>", "", visitor.text(f"/t/{slug}?{query}")))
    assert [each for each in sentences if each not in page] == []


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ("last year", "“last year”, counted from when? Write the year itself, such as 2023."),
        ("gibberish", "“gibberish” is not understood as a date."),
        ("31 February 1994", "31 February"),
    ],
)
def test_dates_that_cannot_be_read_are_kept_as_typed(visitor: Visitor, slug: str, dates: str, sentence: str) -> None:
    page = unescape(visitor.text(f"/t/{slug}?dates={quote(dates)}"))
    assert sentence in page
    assert f'value="{dates}"' in page


@pytest.mark.parametrize(
    ("dates", "reading"),
    [
        ("autumn 2020 to spring 2022", "1 Sep 2020 – 31 May 2022"),
        ("1988-1994", "1 Jan 1988 – 31 Dec 1994"),
        ("1988–1994", "1 Jan 1988 – 31 Dec 1994"),
        ("since 2019", "since 1 Jan 2019"),
        ("until 1994", "until 31 Dec 1994"),
        ("1992-01-10/1994-05-12", "10 Jan 1992 – 12 May 1994"),
        ("-0599-01-01/0200-12-31", "1 Jan 600 BC – 31 Dec AD 200"),
    ],
)
def test_a_range_in_words_is_read_aloud(visitor: Visitor, slug: str, dates: str, reading: str) -> None:
    assert words_of(visitor.text(f"/t/{slug}?dates={quote(dates)}"), "dates-reading").startswith(
        f"class quiet {reading}"
    ) or reading in visitor.text(f"/t/{slug}?dates={quote(dates)}")


def test_the_list_leads_to_its_first_and_its_last_page(visitor: Visitor, store: Store, slug: str) -> None:
    store.add_events(slug, [replace(BASE, title=f"Event {number}") for number in range(120)])
    page = visitor.text(f"/t/{slug}?category=Battles")
    assert 'rel="first"' not in page
    last = re.search(r'rel="last" href="([^"]+)"', page)
    assert last is not None
    page = visitor.text(unescape(last[1]))
    assert "71–120 of 120" in page and 'rel="next"' not in page
    first = re.search(r'rel="first" href="([^"]+)"', page)
    assert first is not None
    assert "1–50 of 120" in visitor.text(unescape(first[1]))


def test_the_list_opens_at_the_event_that_is_open(visitor: Visitor, store: Store, slug: str) -> None:
    ids = [each.event.id for each in store.add_events(slug, [replace(BASE, title=f"Event {number}") for number in range(120)])]
    assert "81–120 of 120" in visitor.text(f"/t/{slug}?event={ids[80]}")
    assert "1–50 of 120" in visitor.text(f"/t/{slug}?event={ids[49]}")
    assert "1–50 of 120" in visitor.text(f"/t/{slug}?event={ids[80]}&cursor=first")
    assert "1–50 of 120" in visitor.text(f"/t/{slug}?event=gone")


def test_too_many_events_to_count_are_told_by_the_whole_timeline(
    visitor: Visitor, store: Store, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline.store.facetting.MOST_COUNTED", 2)
    store.add_events(slug, HELD)
    sentence = "Counts of the whole timeline: too many events to count them under this filter."
    assert sentence in visitor.text(f"/t/{slug}?show=filter&dates=1990-2024")
    assert sentence not in visitor.text(f"/t/{slug}?show=filter")


def test_every_precision_has_its_word() -> None:
    from timeline.granules import Unit

    assert {unit.word for unit in Unit} == set(WORDS["precision"])
    assert {*CHOICES, "status"} >= set(WORDS)


def test_values_without_end_are_shown_short(visitor: Visitor, store: Store, slug: str) -> None:
    long = "🕊" * 1000
    store.add_event(slug, replace(BASE, actors=(long,), date=from_edtf("1994")))
    page = visitor.text(f"/t/{slug}?show=filter&actor={quote(long)}")
    assert len(titles(page)) == 1
    assert page.count("🕊" * 1000) == page.count(f'value="{long}"')
