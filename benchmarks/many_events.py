"""A timeline of as many events as one likes, the same from the same seed: every kind of date, script and facet.

python benchmarks/many_events.py FOLDER [COUNT]     makes FOLDER/COUNT.db, or finds that it is there
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from sqlalchemy import text
from tqdm import tqdm

from timeline.dates import EventDate, happened, lasted, since
from timeline.events import CATEGORIES, Event, Evidence, Place
from timeline.granules import Granule, Unit, day_number, of_day, year
from timeline.notation import Span, span
from timeline.store import Store, StoredDocument, counting
from timeline.store.packed import packed
from timeline.store.sqlite import writing

SLUG = "many"
SEED = 1994
MILLION = 1_000_000
BASE = 20_000
DOCUMENTS = 2000
FOLDER = Path(tempfile.gettempdir()) / "timeline-benchmark"

# words of titles and quotes, a row each script; what is rare is sought in the benchmark
WORDS = (
    [
        "shelling",
        "ceasefire",
        "village",
        "convoy",
        "bridge",
        "raid",
        "evacuation",
        "hospital",
        "checkpoint",
        "drone",
        "artillery",
        "protest",
        "march",
        "siege",
        "prisoners",
        "talks",
    ],
    ["обстрел", "перемирие", "село", "мост", "эвакуация", "больница", "наступление", "переговоры"],
    ["قصف", "هدنة", "قرية", "جسر", "إخلاء", "مستشفى", "هجوم", "مفاوضات"],
    ["ռմբակոծություն", "զինադադար", "գյուղ", "կամուրջ"],
    ["炮击", "停火协议", "村庄", "桥梁被毁", "医院疏散"],
)
WEIGHTS_OF_SCRIPTS = (80, 8, 6, 3, 3)
RARE_EVERY = 5000
RARE = "lighthouse"
# (first year, last year, weight): calm centuries, and wars in which most of it happens
PERIODS = ((-500, 1900, 2), (1900, 1990, 8), (1990, 1996, 15), (1996, 2020, 25), (2020, 2022, 20), (2022, 2025, 30))


def zipf(count: int) -> list[float]:
    return list(accumulate(1 / (place + 1) for place in range(count)))


NAMES = {"actor": 400, "place": 3000, "tag": 150, "document": DOCUMENTS}
CHANCES = {name: zipf(count) for name, count in NAMES.items()}


MakeDate = Callable[["Maker", Granule], EventDate | None]


class Maker:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def one(self, kind: str) -> int:
        return self.chance.choices(range(NAMES[kind]), cum_weights=CHANCES[kind])[0]

    def date(self) -> EventDate | None:
        first, last, _ = self.chance.choices(PERIODS, [weight for *_, weight in PERIODS])[0]
        number = self.chance.randrange(first, last)
        day = of_day(Unit.DAY, day_number(number, 1, 1) + self.chance.randrange(365))
        kind = self.chance.choices(range(len(DATES)), [weight for weight, _ in DATES])[0]
        return DATES[kind][1](self, day)

    def event(self, number: int) -> Event:
        chance = self.chance
        words = chance.choices(WORDS, WEIGHTS_OF_SCRIPTS)[0]
        title = " ".join(chance.choices(words, k=4))
        place = self.one("place")
        date = self.date()
        return Event(
            title=f"{title} {RARE}" if number % RARE_EVERY == 0 else title,
            date=date,
            description=" ".join(chance.choices(words, k=12)) if chance.random() < 0.4 else "",
            actors=tuple(dict.fromkeys(f"Actor {self.one('actor')}" for _ in range(chance.choice((0, 1, 1, 2, 3))))),
            place=None if chance.random() < 0.1 else Place(f"Place {place}", 30 + place % 30, 20 + place % 40, "town"),
            category=chance.choices((*CATEGORIES, ""), (30, 25, 10, 15, 10, 5, 5))[0],
            tags=tuple(dict.fromkeys(f"tag {self.one('tag')}" for _ in range(chance.choice((0, 0, 1, 2))))),
            star=chance.random() < 0.001,
            status=chance.choices(("accepted", "suggested", "rejected"), (80, 17, 3))[0],
            confidence=chance.choice((None, None, 0.3, 0.7, 0.9)),
            evidence=tuple(self.evidence(words, date) for _ in range(chance.choice((0, 1, 1, 1, 2)))),
            id=f"event-{number}",
        )

    def evidence(self, words: list[str], date: EventDate | None) -> Evidence:
        quote = " ".join(self.chance.choices(words, k=10))
        if self.chance.random() < 0.1:
            return Evidence(quote, source=f"Archive {self.chance.randrange(20)}")
        return Evidence(quote, document=f"document-{self.one('document')}", claimed=date)


def _of_the(unit: Unit) -> MakeDate:
    def make(_: Maker, day: Granule) -> EventDate:
        granule = day.to(unit)
        return happened(str(granule.year), granule)

    return make


def _range(maker: Maker, day: Granule) -> EventDate:
    last = day + max(1, int(maker.chance.expovariate(1 / 60)))
    return lasted("", span(day), span(last))


def _until(_: Maker, day: Granule) -> EventDate:
    return happened("", year(day.year), Span(None, year(day.year).end))


# (weight, how such a date is made of a day)
DATES: tuple[tuple[int, MakeDate], ...] = (
    (66, _of_the(Unit.DAY)),
    (12, _of_the(Unit.MONTH)),
    (5, _of_the(Unit.SEASON)),
    (5, _of_the(Unit.YEAR)),
    (1, _of_the(Unit.DECADE)),
    (6, _range),
    (2, lambda _, day: since("", day)),
    (1, _until),
    (2, lambda _maker, _day: None),
)


def events(count: int, seed: int = SEED) -> Iterator[Event]:
    maker = Maker(seed)
    return (maker.event(number) for number in range(count))


def documents() -> list[StoredDocument]:
    return [StoredDocument(f"document-{number}", f"Report {number}", f"Report {number}.") for number in range(DOCUMENTS)]


# --- a million -----------------------------------------------------------------------------------------------------

EVENT = "title, description, zone, calendar, actors, place, category, tags, media, star, status, confidence, created, changed, changed_by"
DATED = "date, earliest, latest, core_from, core_to, asks"
COPIES = (
    f"INSERT INTO event (id, public, timeline_id, version, importance, {EVENT}, {DATED})"
    f" SELECT a.id + :shift, a.public || '-' || :round, a.timeline_id, 1, a.importance, {{event}}, {{dated}}"
    " FROM event a JOIN event b ON b.id = 1 + (a.id * :factor + :round) % :base WHERE a.id <= :base",
    "INSERT INTO evidence (event_id, ordinal, document_id, quote, start, end, prefix, suffix, source, url, claimed)"
    " SELECT event_id + :shift, ordinal, document_id, quote, start, end, prefix, suffix, source, url, NULL"
    " FROM evidence WHERE event_id <= :base",
    "INSERT INTO event_words (rowid, title, description, actors, place, tags, quotes)"
    " SELECT rowid + :shift, title, description, actors, place, tags, quotes FROM event_words WHERE rowid <= :base",
    "INSERT INTO event_days (id, first, last, timeline, timeline_too) SELECT event.id, d.first, d.last, d.timeline, d.timeline_too"
    " FROM event JOIN event_days d ON d.id = 1 + ((event.id - :shift) * :factor + :round) % :base"
    " WHERE event.id > :shift AND event.id <= :shift + :base",
    "INSERT INTO facet_event SELECT f.facet_id, e.earliest, e.id, e.latest, e.core_from, e.core_to,"
    " f.importance, f.status, f.category, f.led"
    " FROM facet_event f JOIN event e ON e.id = f.event_id + :shift WHERE f.event_id <= :base",
    "INSERT INTO event_span"
    " SELECT event_id, status, category, packed(earliest, event_id, latest, core_from, core_to, importance, category) FROM facet_event"
    " WHERE facet_id = category AND event_id > :shift AND event_id <= :shift + :base",
)
PRIME = 7919


def multiplied(store: Store, base: int, count: int) -> None:
    """The events again and again, each time with the dates of others, straight into the tables; then everything is counted anew."""
    names = {side: ", ".join(f"{side}.{name}" for name in columns.split(", ")) for side, columns in (("a", EVENT), ("b", DATED))}
    with writing(store.engine) as connection:
        connection.exec_driver_sql("PRAGMA cache_size = -1000000")
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.create_function("packed", 7, packed, deterministic=True)
        for number in tqdm(range(1, count // base), unit=" rounds"):
            given = {"shift": number * base, "round": number, "base": base, "factor": PRIME}
            for statement in COPIES:
                connection.execute(text(statement.format(event=names["a"], dated=names["b"])), given)
        counting.tally(connection)


def made(folder: Path = FOLDER, count: int = MILLION) -> Path:
    """The store's file; made when it is not there, and whole when it has its name."""
    target = folder / f"{count}.db"
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{count}-half.db"
    half.unlink(missing_ok=True)
    base = min(count, BASE)
    with Store.open(f"sqlite:///{half}") as store:
        store.put_timeline(SLUG, "Many events", documents=documents(), events=tqdm(events(base), total=base, unit=" events"))
        multiplied(store, base, count)
    half.rename(target)
    return target


if __name__ == "__main__":
    print(made(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, int(sys.argv[2]) if len(sys.argv) > 2 else MILLION))
