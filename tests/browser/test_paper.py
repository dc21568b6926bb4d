"""The chronology on paper, as Chromium prints it, and the picture that needs no scripts."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.conftest import OpenPage, Site
from timeline.dates import from_edtf
from timeline.events import Event, Evidence
from timeline.store import StoredDocument
from timeline.understanding import normalise

TOLD = {"title": "Field notes", "source": "An observer", "published": "1996", "text": "x", "url": "https://www.example.org/notes/"}


@pytest.fixture
def slug(site: Site) -> str:
    return site.store.create_timeline("Hills and rivers", "hills").slug


@pytest.fixture
def document(site: Site, slug: str) -> str:
    from timeline.extraction import extract

    return site.store.add_document(slug, StoredDocument(**TOLD), extract("x")).document.id


def printed(page: Page, path: str, **options: Any) -> pypdfium2.PdfDocument:
    page.goto(path)
    return pypdfium2.PdfDocument(page.pdf(**{"format": "A4", **options}))


def words(paper: pypdfium2.PdfDocument) -> list[str]:
    """Of each page, with blanks and broken lines made alike."""
    return [" ".join(page.get_textpage().get_text_bounded().replace("\ufffe", "-").split()) for page in paper]


def test_the_paper_has_every_event_with_its_words_and_sources(page: Page, site: Site, slug: str, document: str) -> None:
    events = [
        Event(
            f"Village {number} taken",
            normalise(f"{1 + number % 28} May {1988 + number // 10}"),
            category="Battles",
            evidence=(
                Evidence(f"They took village {number}.", document=document if number % 2 else None, source="" if number % 2 else "A list"),
            ),
        )
        for number in range(60)
    ]
    site.store.add_events(slug, [*events, Event("Nobody knows when"), Event("Rule", normalise("until 1991"))])
    paper = printed(page, f"/t/{slug}/print")
    pages = words(paper)
    assert len(pages) > 2 and all(len(each) > 200 for each in pages)
    whole = " ".join(pages)
    assert all(f"Village {number} taken. “They took village {number}.” [{1 + number % 2}]" in whole for number in range(60))
    assert "1 A list" in whole and "2 Field notes, An observer, published 1996, example.org/notes" in whole
    assert whole.index("No beginning known") < whole.index("1988 1 May 1988") < whole.index("Undated undated Nobody knows when")
    assert all("Hills and rivers" in each and f"page {at} of {len(pages)}" in each for at, each in enumerate(pages, 1))
    assert re.search(r"All 62 accepted events.*sha256:\w{8}…\w{8}", pages[0])


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_the_paper_is_black_on_white_in_the_dark_too(open_page: OpenPage, site: Site, slug: str, size: str) -> None:
    site.store.add_event(slug, Event("A vote", normalise("20 February 1988"), category="Protests"))
    page = open_page(color_scheme="dark")
    page.goto(f"/t/{slug}/print")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    picture = pypdfium2.PdfDocument(page.pdf(format=size))[0].render(scale=0.5).to_pil().convert("RGB")
    counts = {colour: count for count, colour in picture.getcolors(2**20)}
    assert counts[(255, 255, 255)] > 0.8 * picture.width * picture.height
    assert all(max(colour) - min(colour) < 12 for colour in counts)


def test_accounts_that_differ_are_told_apart(page: Page, site: Site, slug: str) -> None:
    first, second = from_edtf("1992-05-08"), from_edtf("1992-05-09")
    proofs = (Evidence("Taken on 8 May.", source="A", claimed=first), Evidence("Taken on 9 May.", source="B", claimed=second))
    site.store.add_event(slug, Event("Shusha/Shushi taken", first, evidence=proofs))
    page.goto(f"/t/{slug}/print")
    entry = page.locator(".entry")
    expect(entry.locator(".entry-when")).to_contain_text("disputed")
    expect(entry).to_contain_text("A: “Taken on 8 May.” [1] B: “Taken on 9 May.” [2]")
    expect(entry).to_contain_text("A 8 May 1992 [1]")
    expect(entry).to_contain_text("B 9 May 1992 [2]")


def test_the_menu_prints_what_the_page_shows(page: Page, site: Site, slug: str) -> None:
    site.store.add_events(slug, [Event(f"Event {number}", normalise(str(1900 + number))) for number in range(60)])
    page.goto(f"/t/{slug}?dates=1910+to+1919")
    page.get_by_label("More").click()
    page.get_by_role("link", name="Print").click()
    expect(page.locator(".entry")).to_have_count(10)
    expect(page.locator(".paper-facts")).to_contain_text("10 events, by earliest day")
    expect(page.locator(".paper-facts")).to_contain_text("Range: 1 Jan 1910 – 31 Dec 1919, possibly in it")


def test_what_is_missing_on_the_paper_is_said(page: Page, site: Site, slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.web.paper.MOST", 20)
    site.store.add_events(slug, [Event(f"Event {number}", normalise(str(1900 + number))) for number in range(60)])
    page.goto(f"/t/{slug}/print")
    expect(page.locator(".entry")).to_have_count(20)
    said = page.locator(".paper-missing").first
    expect(said).to_contain_text("40 events are not on this paper. It holds the first 20, up to 1 Jan 1919.")
    page.goto(f"/t/{slug}/print?dates=since+1+January+1919")
    assert page.locator(".entry").count() == 20


def test_on_the_screen_only_the_years_in_sight_are_laid_out(page: Page, site: Site, slug: str) -> None:
    """Whoever goes to another sees it, and paper has them all."""
    site.store.add_events(slug, [Event(f"In {year}", normalise(str(year))) for year in range(1900, 2000)])
    last = list(site.store.each_event(slug))[-1].event.id
    page.goto(f"/t/{slug}/print")
    laid_out = f"document.getElementById('e-{last}').checkVisibility({{ contentVisibilityAuto: true }})"
    assert not page.evaluate(laid_out)
    page.goto(f"/t/{slug}/print#e-{last}")
    page.wait_for_function(laid_out)
    expect(page.locator(f"#e-{last}")).to_be_in_viewport()
    told = " ".join(words(printed(page, f"/t/{slug}/print")))
    assert all(f"In {year}." in told for year in range(1900, 2000))


def test_without_scripts_the_picture_stands_still(open_page: OpenPage, site: Site, slug: str) -> None:
    """The picture is an image then, and nobody asks for it otherwise."""
    site.store.add_event(slug, Event("A vote", normalise("20 February 1988"), category="Protests"))
    page = open_page(java_script_enabled=False)
    page.goto(f"/t/{slug}")
    image = page.get_by_role("img", name="Picture")
    expect(image).to_be_visible()
    answer = page.request.get(f"/t/{slug}/picture.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "A vote" in answer.text() and "<style" not in answer.text()
    asked: list[str] = []
    page = open_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/t/{slug}")
    expect(page.locator("#picture")).to_have_attribute("data-state", "shown")
    assert not any("picture.svg" in each for each in asked)


BOXES = """(names) => [...document.querySelectorAll(names)].map((each) => {
    const { left, right } = each.getBoundingClientRect();
    return [left, right, each.textContent];
})"""


def _still(page: Page, slug: str, query: str = "") -> None:
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))  # which an image by itself has none of
    page.goto(f"/t/{slug}/picture.svg{query}")


def _turned_events(site: Site, slug: str) -> None:
    dates = ("20 February 1988", "2011–2020", "early 1992", "about 1997", "since 2014", "12 May 1994")
    site.store.add_events(slug, [Event(f"What was {each}", normalise(each), category="Battles") for each in dates])
    claims = tuple(Evidence(source=day, claimed=normalise(day)) for day in ("8 May 1999", "9 May 2001"))
    site.store.add_event(slug, Event("Disputed", normalise("8 May 1999"), evidence=claims, category="Protests"))
    site.store.add_era(slug, "Soviet Union", normalise("until 26 December 1991"))
    site.store.add_era(slug, "Truce", from_edtf("1994-05-12/2016-04-01"), "c3")


@pytest.mark.parametrize("names", ["text", ":is(circle, rect)", ".chart-era rect"])
def test_where_time_runs_from_right_to_left_the_still_picture_is_mirrored(page: Page, site: Site, slug: str, names: str) -> None:
    """Every shape and every text lies as far from the right as it lay from the left, and no letter is turned round."""
    _turned_events(site, slug)
    _still(page, slug)
    whole = page.evaluate("() => document.documentElement.getBoundingClientRect().width")
    straight = page.evaluate(BOXES, names)
    _still(page, slug, "?axis=rtl")
    turned = page.evaluate(BOXES, names)
    assert len(straight) == len(turned) > 1
    for (left, right, words), (start, end, same) in zip(straight, turned, strict=True):
        assert words == same
        assert [start, end] == pytest.approx([whole - right, whole - left], abs=1.5), words
    assert page.evaluate("() => [...document.querySelectorAll('text')].every((each) => each.getCTM().a > 0)")


def test_eras_lie_behind_the_still_picture(page: Page, site: Site, slug: str) -> None:
    """From their first day to their last, with their names; paper says in words when they were."""
    _turned_events(site, slug)
    _still(page, slug)
    (soviet, truce), names = page.evaluate(BOXES, ".chart-era rect"), page.evaluate(BOXES, ".chart-era text")
    assert [name for *_, name in names] == ["Soviet Union", "Truce"]
    years = {said: left for left, _, said in page.evaluate(BOXES, "text") if said.isdigit()}
    year = (years["2015"] - years["1995"]) / 20
    begins, known = years["1995"] - 4, pytest.approx
    assert soviet[1] == known(begins - 3.02 * year, abs=2)
    assert truce[:2] == [known(begins - 0.64 * year, abs=2), known(begins + 21.25 * year, abs=2)]
    assert soviet[0] < soviet[1]
    told = " ".join(words(printed(page, f"/t/{slug}/print")))
    assert "Eras: Soviet Union, until 26 Dec 1991; Truce, 12 May 1994 – 1 Apr 2016" in told


def test_hostile_words_stay_words_on_paper(page: Page, site: Site, slug: str) -> None:
    hostile = "<script>alert(1)</script>\u202e" + "w" * 3000 + "😀"
    site.store.add_event(slug, Event(hostile, normalise("1994"), description=hostile, evidence=(Evidence(hostile, source=hostile),)))
    pages = words(printed(page, f"/t/{slug}/print"))
    assert all(len(each) > 100 for each in pages)
    expect(page.locator(".entry-what strong")).to_contain_text("<script>alert(1)</script>")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
