"""No page says anything that cannot be translated: each is read in a made-up language, where whatever is still plain English shows.

Data stays as it is: what the store holds, written in an element that keeps its direction (`bdi`, `dir=auto`, `code` ...).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask
from lxml import html

from tests.web.visiting import Visitor
from tests.words import made_up
from timeline import wording
from timeline.events import CATEGORIES, STATUSES
from timeline.formats import FORMATS
from timeline.seeding import plant
from timeline.store import Filter, Store
from timeline.web import create_app
from timeline.web.finding import WORDS
from timeline.web.view import CHOICES, LANES

SLUG = "karabakh"
UNSAID = {"script", "style", "svg", "head", "template"}
SAID_IN = ("aria-label", "title", "placeholder", "alt", "data-region", "data-says", "aria-description", "aria-roledescription")
# elements for what is the same in every language, and for what was brought from outside
SAME_IN = {"code", "kbd", "samp"}
DATA = {"bdi", "option", "cite", "q", "blockquote", "textarea", "time"}
QUOTED = {"cite", "q", "blockquote", "textarea"}
# names of formats, codes and signs that no language says otherwise
SAME = {"UTC", "EDTF", "SHA", "JSON", "CSV", "TSV", "TimelineJS", "vis", "timeline", "ZIP", "PDF", "API", "BC", "AD"}
WORD = re.compile(r"[A-Za-z]{2,}")
MESSAGE = re.compile(r"«[^«»]*»")
# values of ours that the store holds as words: they are told in the reader's language wherever a person sees them
OURS = {*CATEGORIES, *STATUSES, *(value for values in WORDS.values() for value in values)}
UNQUOTED = f"//body//text()[not({' or '.join(f'ancestor::{tag}' for tag in sorted(QUOTED | UNSAID | SAME_IN))})]"
# answers for programs, and what is no page
OTHER = re.compile(r"^/(?:api|static)/|\.json$|/file$|/losses$|^/read-date$")


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("locales")
    made_up.write(folder)
    patch = pytest.MonkeyPatch()
    patch.setattr(wording, "LOCALES", folder)
    yield folder
    patch.undo()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, languages: Path) -> Iterator[tuple[Flask, Path]]:
    """The sample timelines, with something in every corner."""
    path = tmp_path_factory.mktemp("store") / "timeline.db"
    with Store.open(f"sqlite:///{path}") as store:
        slugs = [card.slug for card, _ in plant(store)]
        assert SLUG in slugs
        yield create_app(store, secret="a key for tests", language=made_up.LEFT_TO_RIGHT), path


def data_of(path: Path) -> str:
    """Every string that the store holds, but for sentences that the program put there."""
    found: list[str] = []
    with sqlite3.connect(path) as base:
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            read = base.execute(f'SELECT * FROM "{table}"')
            names = [each[0] for each in read.description]
            for row in read:
                kept = (value for name, value in zip(names, row, strict=True) if name != "published_assumed" and isinstance(value, str))
                found += (each for value in kept for each in strings(value))
    return "\n".join(" ".join(each.split()) for each in found)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            yield from strings(json.loads(value))
        except ValueError:
            yield value
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "why":
                yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def left_out(page: str, data: str) -> list[str]:
    """What a page says outside of messages, as far as it is no data."""
    root = html.fromstring(page)
    texts = list(visible(root))
    said = "\0".join(text for text, _ in texts)
    outside = hollow(said)
    wrongs = [text for text, (_, is_data) in zip(outside.split("\0"), texts, strict=True) if not fine(text, data, is_data)]
    wrongs += [text for text in map(str.strip, root.xpath(UNQUOTED)) if text in OURS]
    named = [each.get(name, "") for each in root.iter() if isinstance(each.tag, str) for name in SAID_IN if each.get(name)]
    return [*wrongs, *(each for each in named if not fine(hollow(each), data, is_data=True))]


def hollow(text: str) -> str:
    """Without its messages, but with the borders between texts that they may go across."""
    while (found := MESSAGE.search(text)) is not None:
        text = text[: found.start()] + "\0" * found[0].count("\0") + text[found.end() :]
    return text


def visible(element: html.HtmlElement, is_data: bool = False) -> Iterator[tuple[str, bool]]:
    if not isinstance(element.tag, str) or (element.tag in UNSAID | SAME_IN and element.tag != "head"):
        return
    if element.tag == "head":
        yield from ((each.text_content(), True) for each in element.iter("title"))
        return
    inside = is_data or element.tag in DATA or element.get("dir") == "auto" or (element.get("lang") is not None and element.tag != "html")
    yield element.text or "", inside
    for child in element:
        yield from visible(child, inside)
        yield child.tail or "", inside


def fine(text: str, data: str, is_data: bool) -> bool:
    words = [each for each in WORD.findall(text) if each not in SAME]
    return not words or (is_data and all(" ".join(each.split()).strip(" …“”:·,;.?") in data for each in re.split(r"\s[·–]\s|[\0\n]", text)))


def addresses(app: Flask) -> Iterator[str]:
    """One of every kind of page: what a rule asks for is taken from the sample."""
    store: Store = app.extensions["store"]
    rows = store.events(SLUG, Filter(statuses=("suggested", "accepted")), limit=50).rows
    known = {
        "slug": [SLUG],
        "event": [rows[0].event.id, rows[-1].event.id],
        "document": [store.documents(SLUG)[0].id],
        "name": list(FORMATS),
        "job": ["nothing"],
        "view": ["nothing"],
        "era": ["nothing"],
    }
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not OTHER.search(str(rule)):
            yield from filled(str(rule), sorted(rule.arguments), known)
    yield from (f"/t/{SLUG}{each}" for each in MORE)
    yield from (f"/t/{SLUG}/e/{row.event.id}?part={part}" for row in rows[:20] for part in ("detail", "row"))
    yield "/nothing/here"


MORE = (
    *(f"/review?tab={tab}" for tab in ("todo", "asks", "accepted", "rejected")),
    *("/review?kind=Riots", "?dates=nonsense", "?dates=2020&certainly=1", "?q=nothing-of-it", "?tick=1", "?undated=1", "?whole=1"),
    *(
        "?show=filter&category=Battles&precision=day&confidence=high&status=accepted&status=rejected",
        "?status=suggested",
        "?dates=1850",
        "/history?before=3",
        "/same?page=99",
        "/t/nowhere",
    ),
)


def filled(rule: str, names: list[str], known: dict[str, list[str]]) -> Iterator[str]:
    if not names:
        yield rule
        return
    assert names[0] in known, f"what stands for <{names[0]}> in {rule}?"
    for value in known[names[0]]:
        yield from filled(re.sub(rf"<(?:[^<>]*:)?{names[0]}>", value, rule), names[1:], known)


# forms that are refused or taken, with what they are sent to
SENT: tuple[tuple[str, dict[str, str]], ...] = (
    ("/new", {"title": ""}),
    (f"/t/{SLUG}/add", {"when": "no date at all", "title": "", "lat": "99", "url": "ftp://x", "category": "Nothing", "action": "add"}),
    (f"/t/{SLUG}/add", {"when": "last year", "title": "x" * 501, "action": "add"}),
    (f"/t/{SLUG}/add", {"when": "5/12/1994", "title": "Εδώ", "action": "add"}),
    (f"/t/{SLUG}/paste", {"text": "", "published": "nonsense", "language": "xx"}),
    (f"/t/{SLUG}/import", {}),
    (f"/t/{SLUG}/erase", {"title": "Not it"}),
    (f"/t/{SLUG}/merge", {}),
    (f"/t/{SLUG}/decide", {"accept": "checked"}),
    (f"/t/{SLUG}/undo", {}),
    (f"/t/{SLUG}/undo", {"change": "x"}),
    (f"/t/{SLUG}/undo", {}),
)


def test_every_page_says_all_of_it_in_the_language_of_the_reader(sample: tuple[Flask, Path]) -> None:
    app, path = sample
    visitor = Visitor(app.test_client())
    paths = list(addresses(app))
    data = data_of(path)
    pages = {each: visitor.get(each) for each in paths}
    found = {
        to: left_out(page.get_data(as_text=True), f"{data}\n{unquote(to)}")
        for to, page in pages.items()
        if page.mimetype == "text/html" and page.status_code // 100 != 3
    }
    assert {to: wrongs for to, wrongs in found.items() if wrongs} == {}


def test_what_is_said_of_a_form_is_said_in_the_language_of_the_reader(sample: tuple[Flask, Path]) -> None:
    app, path = sample
    visitor = Visitor(app.test_client())
    found: dict[str, list[str]] = {}
    for to, fields in SENT:
        answer = visitor.post(to, fields, follow_redirects=True)
        typed = "\n".join(fields.values())
        found[f"{to} {fields}"] = left_out(answer.get_data(as_text=True), data_of(path) + "\n" + typed)
    assert {to: wrongs for to, wrongs in found.items() if wrongs} == {}


def test_names_in_the_answers_to_scripts_are_in_the_language_of_the_reader(sample: tuple[Flask, Path]) -> None:
    """Lanes, colours and values of every facet, by which each can be told apart."""
    app, path = sample
    visitor, data = Visitor(app.test_client()), data_of(path)
    facets = visitor.get(f"/t/{SLUG}/facets.json").get_json()
    assert facets.keys() == {*CHOICES, "status"}
    found = {name: [value["label"] for value in facet["values"]] for name, facet in facets.items()}
    for by in (*LANES, "status"):
        told = visitor.get(f"/t/{SLUG}/items.json?lanes={by}&colour={by}").get_json()
        found[f"lanes by {by}"] = [lane["name"] for lane in told["lanes"]]
        found[f"colour by {by}"] = [colour["label"] for colour in told["colours"]]
    assert all(found.values())
    wrongs = {
        where: [name for name in names if name in OURS or not fine(hollow(name), data, is_data=True)] for where, names in found.items()
    }
    assert {where: names for where, names in wrongs.items() if names} == {}


@pytest.mark.parametrize(
    "path", [f"/t/{SLUG}/picture.svg?dates=1992", f"/t/{SLUG}/picture.svg?dates=May+1992", f"/t/{SLUG}/print?dates=1992"]
)
def test_axes_that_the_server_draws_name_months_in_the_language_of_the_reader(sample: tuple[Flask, Path], path: str) -> None:
    app, _ = sample
    drawn = html.fromstring(Visitor(app.test_client()).get(path).get_data(as_text=True))
    told = [" ".join(each.itertext()) for each in drawn.xpath("//*[local-name()='text']")]
    assert any(re.search(r"[\u0561-\u0587]{3}", each) for each in told)
    assert not [each for each in told if re.fullmatch(r"(\d+ )?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", each)]


def test_the_finder_finds() -> None:
    """What it looks for, and what it lets be."""
    page = '<html lang="hy"><body><p>«Óné <b>Thing</b> áńd» other</p><p dir="auto">Title</p><a aria-label="Close">«Ćĺósé»</a><p>Title</p>'
    assert left_out(page, "Title\nThing") == [" other", "Title", "Close"]
    assert left_out("<html><body><bdi>Battles</bdi><bdi>day</bdi><q>day</q><bdi>Title</bdi>", "Title\nBattles\nday") == ["Battles", "day"]
