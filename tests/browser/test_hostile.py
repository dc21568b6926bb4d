"""Texts that would run if they could, in a real browser: nothing runs, nothing is fetched, the browser complains of nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import OpenPage, Site
from tests.hostile.table import payloads
from tests.hostile.test_shown import timeline
from timeline.dates import from_edtf
from timeline.errors import BadInput
from timeline.events import Event, Evidence, Place
from timeline.formats import reader

PATHS = ("/", *(f"/t/hostile{rest}" for rest in ("", "/review", "/review?document=doc", "/e/one/edit", "/d/doc", "/history")))


def test_nothing_that_somebody_wrote_runs(page: Page, site: Site) -> None:
    """Each text that an import takes, on every page that draws it, the picture and the detail beside it among them."""
    tried = 0
    for payload in payloads():
        if "hostile" not in payload.text or not any(sign in payload.text for sign in "<\"'"):
            continue
        try:
            contents = reader("json")(json.dumps(timeline(payload.text)).encode())
        except BadInput:
            continue
        site.store.create_timeline("Hostile", "hostile")
        site.store.put_timeline("hostile", payload.text[:200], payload.text, contents.documents, tuple(contents.events))
        for path in PATHS:
            page.goto(path)
        page.goto("/t/hostile")
        page.locator("#rows a").first.click()
        expect(page.locator("#detail")).to_be_visible()
        page.locator(".overview-handle[aria-valuenow]").first.wait_for(state="attached")
        page.keyboard.press("Escape")
        assert page.evaluate("() => document.querySelectorAll('hostile, iframe, main img, object, base, [onerror], [onload]').length") == 0
        page.goto("/")  # what is erased is not asked for any more
        site.store.erase_timeline("hostile")
        tried += 1
    assert tried > 5


# --- whatever has a name -----------------------------------------------------------------------------------------------

TEXTS = {
    "script": "<script>hostile()</script><img src=x onerror=hostile()>",
    "style": "<style>*{display:none}</style><b style='position:fixed;inset:0'>hostile</b>",
    "turned round": "\u202ehostile\u2066\u2067 gpj.exe",
    "one word": "hostileXYZ" * 1000,
    "emoji": "👩‍👩‍👧‍👦🇦🇲" * 40,
    "NUL": "hostile\0word",
}
MARKED = "hostile Z" + "\u0301\u0316\u0489" * 133 + " word"
SLUG = "named"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# what is written into the page as markup, and what turns the words after it round
FAULTS = """() => {
    const found = [...document.querySelectorAll("main img, iframe, object, base, main style, [onerror], [style*=fixed]")];
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const apart = "bdi, [dir=auto], [unicode-bidi=isolate], [unicode-bidi=plaintext], text:not(:has(tspan)), option, script, textarea";
    while (nodes.nextNode()) {
        const { data, parentElement } = nodes.currentNode;
        if (/[\u202a-\u202e\u2066-\u2069]/.test(data) && !parentElement.closest(apart)) found.push(parentElement);
    }
    return [...ran, ...found.map((each) => each.outerHTML.slice(0, 200))];
}"""
# the page, when it can be scrolled sideways, and what makes it so wide
WIDER = """() => [document.documentElement, document.body].every((each) => each.scrollWidth <= innerWidth) ? [] :
    ["wider than the screen", ...[...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > innerWidth)
        .map((each) => each.outerHTML.slice(0, 100))]"""
# letters with so many marks that a font may set them over the lines above and below, in a box that does not cut them off
STACKED = r"""() => {
    const found = [];
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const style = (each) => getComputedStyle(each);
    const inLine = (each) => ["inline", "contents"].includes(style(each).display);
    const unseen = (each) => each.closest("svg, option, script, textarea, .unseen") || !each.getClientRects().length;
    while (nodes.nextNode()) {
        let box = nodes.currentNode.parentElement;
        if (!/\p{M}{30}/u.test(nodes.currentNode.data) || unseen(box)) continue;
        while (inLine(box)) box = box.parentElement;
        if ([box, box.parentElement].every((each) => style(each).overflowY === "visible")) found.push(box.outerHTML.slice(0, 100));
    }
    return found;
}"""
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@pytest.fixture
def named(site: Site) -> None:
    """A timeline on which each of the texts is the name of whatever has one."""
    site.store.create_timeline("".join(text[:100] for text in TEXTS), SLUG, "".join(TEXTS))
    site.store.add_events(SLUG, [Event("Siege", from_edtf("1992/1994"), category="Battles", actors=("Army",))])
    for text in TEXTS.values():
        _name(site, text)


def _name(site: Site, text: str) -> None:
    source = (Evidence(text, source=text),)
    site.store.add_events(SLUG, [Event(text, from_edtf("1992-05-09"), text, (text,), Place(text), text, (text,), evidence=source)])
    site.store.add_era(SLUG, text, from_edtf("1988/1993"))
    site.store.save_view(SLUG, text, "lanes=actor")


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def visit(request: pytest.FixtureRequest, open_page: OpenPage, named: None) -> Iterator[Callable[[str], Page]]:
    """Opens a page of the timeline and looks it over; at the end again, for what was done on it."""
    page = open_page(viewport=request.param)
    page.add_init_script("globalThis.ran = []; globalThis.hostile = () => ran.push('a script ran'); globalThis.alert = hostile")

    def go(rest: str) -> Page:
        page.goto(f"/t/{SLUG}{rest}")
        _drawn(page)
        _whole(page)
        return page

    yield go
    _whole(page)


def _drawn(page: Page) -> None:
    if page.locator("#picture").is_visible():
        expect(page.locator("#picture:is([data-state=shown], [data-state=empty])")).to_have_count(1)


def _whole(page: Page) -> None:
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(WIDER) == [], page.url
    assert page.evaluate(STACKED) == [], page.url


def _tells(locator: Locator, texts: Iterable[str] = TEXTS.values()) -> None:
    """What is long may be cut; browsers show a NUL as nothing or as a sign of its own."""
    expect(locator.first).to_be_attached()
    said = [each.replace("\0", "").replace(UNKNOWN, "").removesuffix("…").strip() for each in locator.all_text_contents()]
    for text in texts:
        assert any(text.replace("\0", "").startswith(each) and len(each) > 5 for each in said), (text[:40], [each[:40] for each in said])


@pytest.mark.parametrize("lanes", ["actor", "category", "place", "source", "tag"])
def test_picture_and_list_show_it_as_text(visit: Callable[[str], Page], lanes: str) -> None:
    page = visit(f"?lanes={lanes}")
    for shown in ("#rows .row-title bdi", "[aria-label=Eras] bdi", "#saved-list bdi"):
        _tells(page.locator(shown))
    for drawn in (".tl-event .tl-label bdi", ".lane-name bdi"):
        _tells(page.locator(drawn), [TEXTS["script"]])
    expect(page.locator(".era-names bdi").first).to_be_attached()


def test_menu_and_filter_show_it_as_text(visit: Callable[[str], Page]) -> None:
    """The names of saved views, and the values to choose from."""
    page = visit("?show=filter")
    for name in ("category", "actor", "place", "tag", "source"):
        _tells(page.locator(f"#filter-panel label:has([name={name}]) bdi"))
    page.locator("#saved-menu > summary").click()
    expect(page.locator("#saved-list a").first).to_be_visible()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_conditions_show_it_as_text(visit: Callable[[str], Page], text: str) -> None:
    """Each in a chip of its own; picture, list and the words that nothing is found say nothing else."""
    page = visit(f"?{urlencode(dict.fromkeys(('q', 'category', 'actor', 'place', 'tag', 'dates'), text))}")
    expect(page.locator("#conditions .chip:not(.everything)")).to_have_count(5)
    _tells(page.locator("#conditions .chip bdi"), [text])


def test_what_is_typed_as_search_words_is_shown_as_text(visit: Callable[[str], Page]) -> None:
    page = visit("")
    for text in TEXTS.values():
        page.locator("#search").focus()  # which makes room for it on a phone
        page.locator("#search").fill(text[:300].replace("\0", ""))
        page.locator("#search").press("Enter")
        expect(page.locator("#conditions .chip bdi").first).to_contain_text(text.replace("\0", "")[:20])
        _drawn(page)
        _whole(page)


def test_the_event_beside_shows_it_as_text(visit: Callable[[str], Page]) -> None:
    page = visit("")
    for row in page.locator("#rows .row").all()[1:]:
        row.locator("> a").click()
        expect(row.locator("> a")).to_have_attribute("aria-current", "true")
        expect(page.locator("#detail, .row-detail").first).to_be_visible()
        expect(page.locator(".tl-event.is-selected")).to_be_attached()
        _drawn(page)
        _whole(page)


def test_other_pages_show_it_as_text(visit: Callable[[str], Page]) -> None:
    for rest, shown in (("/eras", ".eras bdi"), ("/views", ".saved-views bdi")):
        _tells(visit(rest).locator(shown))
    for rest in ("/history", "/print", "/export", "/review", "/gaps"):
        visit(rest)


def test_hundreds_of_marks_on_a_letter_stay_in_its_line(visit: Callable[[str], Page], site: Site) -> None:
    """Some fonts set them side by side, which must not widen the page, others on top of each other, which must not reach other lines."""
    _name(site, MARKED)
    marked = next(each.event.id for each in site.store.each_event(SLUG) if each.event.title == MARKED)
    for rest in ("/print", "/history", "/eras", "/views", "/gaps", f"/e/{marked}", f"/e/{marked}/edit", f"?event={marked}", "?lanes=actor"):
        visit(rest)
    visit(f"?{urlencode(dict.fromkeys(('q', 'category', 'actor', 'place', 'tag'), MARKED))}")
    expect(visit("?show=filter").locator("#filter-panel")).to_be_visible()
