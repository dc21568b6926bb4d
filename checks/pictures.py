"""Pictures of the real page for the documentation: `make pictures`.

python checks/pictures.py [NAME...]      all of them, or those whose name begins so; a million events are made once, in BENCH_FOLDER or
the folder for passing files, and kept
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.many_events import FOLDER, MILLION, SLUG, made
from tests.conftest import QUIET
from timeline import seeding
from timeline.events import Event, Evidence, Place
from timeline.extraction import extract
from timeline.store import Store, StoredDocument
from timeline.understanding import normalise
from timeline.web import create_app

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
COLOURS = 256  # those that most of it has; with all of them it would weigh three times as much
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WIDE, PHONE = (1280, 800), (390, 844)
RANGE = "dates=1990+to+2024"


@dataclass(frozen=True, slots=True)
class Shot:
    """`choose` is the title of an event to open."""

    name: str
    store: str
    path: str
    size: tuple[int, int] = WIDE
    dark: bool = False
    choose: str = ""


SHOTS = (
    Shot("page", "seeds", "/t/karabakh", choose="Armenian forces take Shusha"),
    Shot("ten-light", "ten", "/t/ten", choose="fighting"),
    Shot("ten-dark", "ten", "/t/ten", dark=True),
    Shot("thousand-light", "1000", f"/t/{SLUG}?{RANGE}"),
    Shot("thousand-dark", "1000", f"/t/{SLUG}?{RANGE}&lanes=actor", dark=True),
    Shot("million-light", str(MILLION), f"/t/{SLUG}?{RANGE}"),
    Shot("million-dark", str(MILLION), f"/t/{SLUG}?{RANGE}&show=filter", dark=True),
    Shot("phone-light", "seeds", "/t/karabakh", PHONE),
    Shot("phone-dark", "seeds", "/t/karabakh", PHONE, dark=True),
    Shot("arabic", "arabic", "/t/aleppo", choose="بدء المعارك"),
    Shot("print", "seeds", "/t/karabakh/print"),
)

# what was written, the title, the category
TEN = (
    ("12 January 2021", "Two villages lose their power", "Strategic developments"),
    ("February 2021", "A market is shelled", "Explosions and shelling"),
    ("from 3 to 9 March 2021", "Six days of fighting at the bridge", "Battles"),
    ("about April 2021", "Families leave the valley", "Strategic developments"),
    ("9 May 2021", "A rally fills the square", "Protests"),
    ("spring 2021", "Harvests burn", "Violence against civilians"),
    ("from June 2021 to September 2021", "The road is blocked", "Strategic developments"),
    ("since 20 September 2021", "Observers stay at the crossing", "Strategic developments"),
    ("late October 2021", "Shops are looted", "Riots"),
    ("1 November 2021", "A truce is signed", "Strategic developments"),
)
ARABIC = (
    ("spring 2012", "مظاهرات في جامعة حلب", "Protests"),
    ("19 July 2012", "بدء المعارك في حي صلاح الدين", "Battles"),
    ("about October 2012", "هدنة قصيرة", "Strategic developments"),
    ("since 17 July 2016", "قطع طريق الكاستيلو", "Battles"),
    ("from July 2016 to December 2016", "حصار شرق حلب", "Battles"),
    ("late April 2016", "قصف مستشفى", "Explosions and shelling"),
    ("September 2016", "وقف إطلاق النار", "Strategic developments"),
    ("22 December 2016", "خروج آخر المدنيين من شرق المدينة", "Strategic developments"),
)
REPORT = "في صيف عام 2012 وصلت المعارك إلى حي صلاح الدين في حلب، ثم امتدت إلى أحياء أخرى."


def seeds(store: Store) -> None:
    for _ in seeding.plant(store):
        pass


def ten(store: Store) -> None:
    store.create_timeline("A year in the valley", "ten", "Ten invented events.")
    for words, title, category in TEN:
        proof = Evidence(f"{title}, {words}.", source="An invented report")
        store.add_event("ten", Event(title, normalise(words), category=category, evidence=(proof,)))


def arabic(store: Store) -> None:
    store.create_timeline("حلب", "aleppo", "Invented sentences about dates that are known.")
    given = StoredDocument(title="تقرير عن حلب", text=REPORT, published="2017", language="ar", source="مثال")
    document = store.add_document("aleppo", given, extract(REPORT, published="2017")).document
    proof = Evidence(REPORT, document.id, 0, len(REPORT))
    for words, title, category in ARABIC:
        event = Event(title, normalise(words), actors=("المعارضة",), place=Place("حلب"), category=category, evidence=(proof,))
        store.add_event("aleppo", event)


MAKERS = {"seeds": seeds, "ten": ten, "arabic": arabic}


def main(wanted: list[str]) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in SHOTS if not wanted or shot.name.startswith(tuple(wanted))]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for name in dict.fromkeys(shot.store for shot in shots):
            with Store.open(f"sqlite:///{_file(name, Path(folder))}") as store, _served(store) as url:
                for shot in shots:
                    if shot.store == name:
                        print(keep(taken(browser, url, shot), PICTURES / f"{shot.name}.png"))
        browser.close()


def _file(name: str, folder: Path) -> Path:
    if name.isdigit():
        return made(Path(os.environ.get("BENCH_FOLDER", FOLDER)), int(name))
    path = folder / f"{name}.db"
    with Store.open(f"sqlite:///{path}") as store:
        MAKERS[name](store)
    return path


@contextmanager
def _served(store: Store) -> Iterator[str]:
    import waitress

    server: Any = waitress.create_server(create_app(store), host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.task_dispatcher.shutdown()


def taken(browser: Browser, url: str, shot: Shot) -> Image.Image:
    width, height = shot.size
    context = browser.new_context(
        base_url=url, viewport={"width": width, "height": height}, color_scheme="dark" if shot.dark else "light", device_scale_factor=1
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(shot.path)
    picture = _paper(page) if shot.path.endswith("/print") else _page(page, shot)
    context.close()
    return picture


def _page(page: Page, shot: Shot) -> Image.Image:
    page.locator("#picture[data-state=shown]").wait_for()
    if shot.choose:
        page.locator("#rows .row a", has_text=shot.choose).first.click()
        page.locator("#detail").wait_for()
    page.wait_for_load_state("networkidle")
    page.mouse.move(1, 1)
    return Image.open(BytesIO(page.screenshot()))


def _paper(page: Page) -> Image.Image:
    """The first two pages side by side."""
    paper = pypdfium2.PdfDocument(page.pdf(format="A4"))
    sheets = [paper[at].render(scale=1.1).to_pil() for at in range(2)]
    both = Image.new("RGB", (sheets[0].width * 2 + 48, sheets[0].height + 32), "#d6dbdf")
    for at, sheet in enumerate(sheets):
        both.paste(sheet, (16 + at * (sheet.width + 16), 16))
    return both


def keep(picture: Image.Image, path: Path) -> str:
    plain = picture.convert("RGB")
    counted: list[Any] = plain.getcolors(2**24) or []
    # of few marks, too, the colour counts
    often = [colour for _, colour in sorted(counted, key=lambda each: -each[0] * (1 + max(each[1]) - min(each[1])))[:COLOURS]]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in often for part in colour])
    plain.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)
    return f"{path.relative_to(ROOT)}  {path.stat().st_size:,} bytes"


if __name__ == "__main__":
    main(sys.argv[1:])
