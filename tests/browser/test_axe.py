"""Every page held against axe-core's rules: light and dark, wide and on a phone. No violation of any weight is let pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.conftest import OpenPage, Site
from timeline import pipeline
from timeline.events import Event, Evidence, Media, Place
from timeline.extraction import extract
from timeline.store import Choice, Filter, Store
from timeline.understanding import normalise

AXE = Path(__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
SLUG = "caucasus"
TEXT = "A letter of 2020\n\nThe bridge fell in autumn 2020. On 05/12/1994 a letter came. It was built in 1994."
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@pytest.fixture
def ids(store: Store) -> dict[str, str]:
    """A timeline with something of everything on it."""
    store.create_timeline("South Caucasus", SLUG, "Wars, ceasefires and what became of them.")
    source = Evidence(quote="It fell in autumn.", source="own observation", url="https://example.org/report")
    event = Event("The bridge fell", normalise("autumn 2020"), "It had stood long.", ("Villagers",), Place("Shusha", 39.76, 46.75, "town"))
    picture = Media("https://example.org/bridge.jpg", "The bridge", "A. Witness")
    one = store.add_event(
        SLUG, Event(**{**fields_of(event), "category": "Battles", "tags": ("bridge",), "media": (picture,), "evidence": (source,)})
    ).event.id
    asking = store.add_event(SLUG, Event("A letter came", normalise("05/12/1994"))).event.id
    store.add_event(SLUG, Event("Nobody knows when", None, category="Protests"))
    for words in ("early 1992", "about 1990", "since 2014", "2011–2020", "12 May 1994"):
        store.add_event(SLUG, Event(f"What was {words}", normalise(words), category="Strategic developments"))
    binned = store.add_event(SLUG, Event("A mistake", normalise("1994"))).event.id
    store.bin_event(SLUG, binned)
    reading = extract(TEXT, published="2020-12")
    document = store.add_document(SLUG, pipeline.document(TEXT, reading, "A letter", "own"), reading).document.id
    letter = next(each.event for each in store.each_event(SLUG, Filter(statuses=("suggested",), document=document)))
    alike = store.add_event(SLUG, Event(letter.title, letter.date, status="suggested")).event.id
    disputed = [Event("A truce", normalise(day), evidence=(Evidence(source=day),)) for day in ("8 May 1994", "9 May 1994")]
    several = [each.event.id for each in store.add_events(SLUG, disputed)]
    store.merge(SLUG, several, Choice(several[0]))
    text = "Last month the road was closed. Nobody knew why the year before."
    report = pipeline.keep(store, SLUG, text, published="2023-05-10", title="A report", accept=True).document.id
    pipeline.reread(store, SLUG, report, published="2021-02-10")
    assert store.waiting(SLUG)
    return {"report": report, "event": one, "asking": asking, "binned": binned, "document": document, "merged": several[0], "alike": alike}


def fields_of(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in ("title", "date", "description", "actors", "place")}


PATHS = [
    "/",
    "/new",
    "/login",
    "/nowhere",
    "/t/caucasus",
    "/t/caucasus?event={event}",
    "/t/caucasus?event={asking}&status=suggested&status=accepted&q=a&dates=1990..2024",
    "/t/caucasus?show=filter&category=Battles&undated=1",
    "/t/caucasus?q=nothing-is-like-that",
    "/t/caucasus?dates=gibberish",
    "/t/caucasus/e/{event}",
    "/t/caucasus/e/{asking}",
    "/t/caucasus/e/{binned}",
    "/t/caucasus/e/{event}/edit",
    "/t/caucasus/e/{event}/erase",
    "/t/caucasus/print",
    "/t/caucasus/add",
    "/t/caucasus/add?when=05/12/1994",
    "/t/caucasus/add?when=autumn+2020",
    "/t/caucasus/add?when=last+year",
    "/t/caucasus/paste",
    "/t/caucasus/review",
    "/t/caucasus/review?document={document}",
    "/t/caucasus/review?tab=asks",
    "/t/caucasus/review?tab=rejected",
    "/t/caucasus/same",
    "/t/caucasus/merge?id={event}&id={asking}",
    "/t/caucasus?tick=1&status=suggested&status=accepted",
    "/t/caucasus/e/{merged}",
    "/t/caucasus/e/{alike}",
    "/t/caucasus/d/{document}",
    "/t/caucasus/d/{document}/correct",
    "/t/caucasus/d/{document}/erase",
    "/t/caucasus/d/{document}/correct",
    "/t/caucasus/gaps",
    "/t/caucasus/gaps?category=Battles",
    "/t/caucasus/reread",
    "/t/caucasus/reread?document={report}",
    "/t/caucasus/reread?document={document}",
    "/t/caucasus/import",
    "/t/caucasus/import/nowhere",
    "/t/caucasus/export",
    "/t/caucasus/history",
    "/t/caucasus/bin",
    "/t/caucasus/settings",
    "/t/caucasus/erase",
    "/api/docs",
]


SETTLED = """() => document.readyState === 'complete'
    && (!document.querySelector('#picture') || !document.querySelector('.picture-pane')?.offsetParent
        || document.querySelector('.overview-handle[aria-valuenow]') || document.querySelector('.picture-nothing:not([hidden]) h2'))"""


def violations(page: Page) -> list[str]:
    """What axe says by all of its rules, one line an element, when the picture is drawn and motion has finished."""
    page.wait_for_function(SETTLED)
    page.evaluate("() => Promise.all(document.getAnimations().map(each => each.finished.catch(() => null)))")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    told: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['impact']} {rule['id']}: {rule['help']}: {node['html'][:160]} ({'; '.join(c['message'] for c in node['any'])[:200]})"
        for rule in told["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_page_breaks_a_rule(open_page: OpenPage, site: Site, ids: dict[str, str], complaints: list[str], size: dict[str, int]) -> None:
    """In light and in dark."""
    page = open_page(viewport=size)
    wrongs = []
    for path in PATHS:
        for name, value in ids.items():
            path = path.replace("{" + name + "}", value)
        page.emulate_media(color_scheme="light")
        page.goto(path)
        wrongs += [f"{path}: {each}" for each in violations(page)]
        page.emulate_media(color_scheme="dark")
        wrongs += [f"{path}, dark: {each}" for each in violations(page)]
    assert [each for each in complaints if not {"404", "410"} & set(each.split())] == []
    complaints.clear()
    assert not wrongs, "\n".join(wrongs)


def conflict(page: Page, site: Site, ids: dict[str, str]) -> None:
    """Two people at one event: the second is shown both versions."""
    page.goto(f"/t/{SLUG}/e/{ids['event']}/edit")
    stored = site.store.event(SLUG, ids["event"])
    site.store.change_event(SLUG, ids["event"], Event("Somebody was faster"), stored.version)
    page.get_by_label("What happened").fill("Mine")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#conflict").wait_for()


def wrong_form(page: Page, site: Site, ids: dict[str, str]) -> None:
    page.goto(f"/t/{SLUG}/add")
    page.get_by_label("When").fill("32 May 2020")
    page.get_by_label("Address").fill("javascript:")
    page.locator(".actions button.primary").click()
    page.locator("#summary").wait_for()


def empty_file(page: Page, site: Site, ids: dict[str, str]) -> None:
    page.goto(f"/t/{SLUG}/import")
    page.get_by_role("button", name="Import").click()
    page.locator("#summary").wait_for()


def imported(page: Page, site: Site, ids: dict[str, str]) -> None:
    """What became of several files: read, known already, refused."""
    files = {"a.txt": b"Post 1 was left on 3 March 1992.", "b.txt": TEXT.encode(), "c.pdf": b"junk"}
    given = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files.items()]
    page.goto(f"/t/{SLUG}/import")
    page.get_by_label("Files").set_input_files(given)  # type: ignore[arg-type]
    page.get_by_role("button", name="Import").click()
    page.get_by_text("3 of 3 files: 1 read, 1 known already, 1 refused").wait_for()
    page.get_by_role("link", name="Review", exact=True).last.wait_for()


def list_of_keys(page: Page, site: Site, ids: dict[str, str]) -> None:
    page.goto(f"/t/{SLUG}")
    page.keyboard.press("?")
    page.locator("#keys").wait_for()


def selected(page: Page, site: Site, ids: dict[str, str]) -> None:
    page.goto(f"/t/{SLUG}")
    page.locator("#rows a").first.click()
    page.locator("#detail, .row-detail").first.wait_for()


def told(page: Page, site: Site, ids: dict[str, str]) -> None:
    """Every step from the words of a date to its days, unfolded; a long one keeps within a phone."""
    long = f"It fell in the opening weeks of the Second World War, {'so ' * 40}they say."
    found = extract(long, published="2020-12", language="en").events[-1]
    page.goto(f"/t/{SLUG}/e/{site.store.add_event(SLUG, found).event.id}")
    page.get_by_text("How this date was read").click()
    page.get_by_text("counted from its beginning").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def done(page: Page, site: Site, ids: dict[str, str]) -> None:
    """The strip that says what was done, with its Undo."""
    page.goto(f"/t/{SLUG}/e/{ids['event']}")
    page.get_by_role("button", name="Move to bin").click()
    page.locator(".done").wait_for()


def _drawn(page: Page, query: str = "") -> None:
    page.goto(f"/t/{SLUG}{query}")
    page.locator("#picture[data-state=shown]").wait_for()


def _bar(page: Page, query: str = "") -> None:
    """With the menus of the view bar, which a phone has beside the filter."""
    _drawn(page, query)
    phone = page.locator("#tabs a[href*='show=filter']")
    if phone.is_visible():
        phone.click()
        page.locator("#filter-panel").wait_for()


def filter_open(page: Page, site: Site, ids: dict[str, str]) -> None:
    """With a value ticked in it, and another found among those that are not shown."""
    many = [Event(f"Skirmish {number}", normalise("1993"), actors=(f"Band {number}",), category="Protests") for number in range(30)]
    site.store.add_events(SLUG, many)
    _drawn(page)
    page.locator("#filter:visible, #tabs a[href*='show=filter']:visible").first.click()
    page.locator("#filter-panel").get_by_label("Protests").check()
    page.locator("#conditions .chip").first.wait_for(state="attached")
    page.locator("[data-seek*='actor']").fill("Band 2")
    page.locator(".sought label").first.wait_for()


def view_menu(page: Page, site: Site, ids: dict[str, str]) -> None:
    _bar(page)
    page.locator("#view-menu > summary").click()
    page.locator("#lanes").wait_for()


def saved_menu(page: Page, site: Site, ids: dict[str, str]) -> None:
    """One of the views in it is the one that is shown."""
    site.store.save_view(SLUG, "Battles alone", "category=Battles")
    site.store.save_view(SLUG, "The letter", "q=letter")
    _bar(page, "?category=Battles")
    page.locator("#saved-menu > summary").click()
    page.locator("#saved-list [aria-current]").wait_for()


def saved_page(page: Page, site: Site, ids: dict[str, str]) -> None:
    site.store.save_view(SLUG, "Battles alone", "category=Battles")
    page.goto(f"/t/{SLUG}/views?q=letter")
    page.get_by_role("button", name="Rename").wait_for()


def more_menu(page: Page, site: Site, ids: dict[str, str]) -> None:
    _drawn(page)
    page.locator(".tools .menu > summary").click()
    page.locator("#to-print").wait_for()


def zoom_menu(page: Page, site: Site, ids: dict[str, str]) -> None:
    _drawn(page)
    page.locator(".picture-menu > summary").click()
    page.locator("[data-do=decade]").wait_for()


def legend_open(page: Page, site: Site, ids: dict[str, str]) -> None:
    _drawn(page)
    if page.locator(".legend:not([open])").count():
        page.locator(".legend > summary").click()
    page.locator(".legend li").first.wait_for()


def editing(page: Page, site: Site, ids: dict[str, str]) -> None:
    """The edit mode, with a date that was moved and is not kept yet."""
    _drawn(page, f"?event={ids['event']}")
    page.get_by_role("application").press("e")
    page.get_by_role("group", name="Editing a date").wait_for()
    page.keyboard.press("ArrowRight")


def refused(page: Page, site: Site, ids: dict[str, str]) -> None:
    """The edit mode of a date that has several claims."""
    _drawn(page, f"?event={ids['merged']}")
    page.get_by_role("application").press("e")
    page.get_by_role("group", name="Not to be moved").wait_for()


def _eras(site: Site) -> None:
    site.store.add_era(SLUG, "Soviet Union", normalise("until 26 December 1991"))
    for at in range(9):
        site.store.add_era(SLUG, f"Government {at}", normalise(f"{1990 + 3 * at}–{1993 + 3 * at}"), f"c{at % 7}" if at % 7 else "")


def no_eras(page: Page, site: Site, ids: dict[str, str]) -> None:
    page.goto(f"/t/{SLUG}/eras")
    page.get_by_text("This timeline has no eras yet.").wait_for()


def eras_listed(page: Page, site: Site, ids: dict[str, str]) -> None:
    _eras(site)
    page.goto(f"/t/{SLUG}/eras")
    page.locator(".eras li").first.wait_for()


def wrong_era(page: Page, site: Site, ids: dict[str, str]) -> None:
    _eras(site)
    page.goto(f"/t/{SLUG}/eras")
    page.get_by_role("button", name="Add era").click()
    page.locator("#summary").wait_for()


def eras_drawn(page: Page, site: Site, ids: dict[str, str]) -> None:
    _eras(site)
    _drawn(page)
    page.locator(".era-names > span").first.wait_for()


def printed(page: Page, site: Site, ids: dict[str, str]) -> None:
    """The chronology, with eras, ready for paper."""
    _eras(site)
    page.goto(f"/t/{SLUG}/print?status=accepted&status=suggested")
    page.locator(".paper").wait_for()


def hits(page: Page, site: Site, ids: dict[str, str]) -> None:
    """A list narrowed by a word, which is marked in titles and below them."""
    _drawn(page, "?q=letter&status=accepted&status=suggested")
    page.locator("#rows mark").first.wait_for(state="attached")


def server_gone(page: Page, site: Site, ids: dict[str, str]) -> None:
    _drawn(page)
    page.context.set_offline(True)
    page.get_by_role("application").press("+")
    page.locator("#picture-strip.is-gone").wait_for()


STATES: list[Callable[[Page, Site, dict[str, str]], None]] = [
    *(conflict, wrong_form, empty_file, imported, list_of_keys, selected, told, done, filter_open, view_menu, saved_menu, saved_page),
    *(more_menu, zoom_menu, legend_open, editing, refused, no_eras, eras_listed, wrong_era, eras_drawn, printed, hits, server_gone),
]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_no_state_of_a_page_breaks_a_rule(
    open_page: OpenPage,
    site: Site,
    ids: dict[str, str],
    complaints: list[str],
    state: Callable[[Page, Site, dict[str, str]], None],
    size: dict[str, int],
) -> None:
    page = open_page(viewport=size, color_scheme="light")
    state(page, site, ids)
    wrongs = violations(page)
    page.emulate_media(color_scheme="dark")
    wrongs += [f"dark: {each}" for each in violations(page)]
    complaints[:] = [each for each in complaints if "status of 4" not in each and "ERR_INTERNET_DISCONNECTED" not in each]
    assert not wrongs, "\n".join(wrongs)
