"""Random events, filters and windows, and everything that can be done to a timeline: what tests of counts draw from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as some

from timeline import pipeline
from timeline.dates import EventDate, from_edtf
from timeline.errors import TimelineError
from timeline.events import STATUSES, Event, Evidence, Place
from timeline.granules import year
from timeline.store import Choice, Filter, Store

DATES = ("1999", "1999-05", "1999-05-07", "1999-05-07/2001-02", "1850/..", "../2003-06", "-0479", "1999-21", "199X", "2000-12-31", "2001~")
NAMES = ("Ada", "Bo", "قوات", "炮兵")
TEXTS = (
    "A truce was signed on 12 May 1999. Protests began on Monday.",
    "The village was shelled in 1999. Last month the road was closed.",
)

dates: some.SearchStrategy[EventDate | None] = some.none() | some.sampled_from(DATES).map(from_edtf)
names = some.sampled_from(NAMES)
events = some.builds(
    Event,
    some.sampled_from(("raid", "truce", "炮击村庄")),
    dates,
    actors=some.lists(names, max_size=2, unique=True).map(tuple),
    place=some.none() | some.builds(Place, names),
    category=some.sampled_from(("", "Battles", "Riots")),
    tags=some.lists(names, max_size=1).map(tuple),
    star=some.booleans(),
    status=some.sampled_from(STATUSES),
    confidence=some.sampled_from((None, 0.2, 0.9)),
    evidence=some.lists(some.builds(Evidence, source=names, quote=some.sampled_from(("", "a raid"))), max_size=2).map(tuple),
)


def _chosen(*values: str) -> some.SearchStrategy[tuple[str, ...]]:
    return some.just(()) | some.lists(some.sampled_from(("", *values)), max_size=2, unique=True).map(tuple)


filters = some.builds(
    Filter,
    q=some.sampled_from(("", "", "raid", "村", "ada", "!")),
    categories=_chosen("Battles", "Riots"),
    statuses=some.sampled_from((("accepted",), (), ("suggested", "rejected"))),
    **{name: _chosen(*NAMES) for name in ("actors", "places", "sources", "tags")},
    precisions=_chosen("year", "day"),
    confidences=_chosen("low", "high"),
    certainly=some.booleans(),
    earliest=some.sampled_from((None, None, "1999-01-01")),
    latest=some.sampled_from((None, None, "2000-12-31")),
    asks=some.sampled_from((None, None, None, True, False)),
    undated=some.sampled_from((None, None, None, True, False)),
    surer=some.sampled_from((None, None, None, 0.5)),
    assumed=some.sampled_from(("", "", "", "nothing")),
)
seconds = some.integers(year(1840).start, year(2010).start) | some.integers(year(-600).start, year(2100).start)
windows = some.tuples(seconds, seconds, some.integers(1, 60)).filter(lambda each: each[0] < each[1])


# --- what can be done ----------------------------------------------------------------------------------------------


class Doing:
    """One step after another upon a timeline; what cannot be done to it as it is now is not done."""

    def __init__(self, store: Store, slug: str, data: some.DataObject) -> None:
        self.store, self.slug, self.data = store, slug, data

    def step(self, name: str) -> None:
        try:
            getattr(self, name)()
        except TimelineError as refused:
            assert refused.sentence, name

    @property
    def event(self) -> Event:
        return self.data.draw(events)

    @property
    def ids(self) -> list[str]:
        """Of all events, those in the bin too; one at least."""
        every = (Filter(statuses=(), binned=binned) for binned in (False, True))
        found = [row.event.id for asked in every for row in self.store.each_event(self.slug, asked)]
        return found or [self.store.add_event(self.slug, self.event).event.id]

    @property
    def one(self) -> str:
        return self.data.draw(some.sampled_from(self.ids))

    def _document(self) -> str:
        known = [each.id for each in self.store.documents(self.slug)]
        return self.data.draw(some.sampled_from(known)) if known else self._read()

    def _read(self) -> str:
        accept = self.data.draw(some.booleans())
        text = self.data.draw(some.sampled_from(TEXTS))
        return pipeline.keep(self.store, self.slug, text, published="2003-05-10", accept=accept).document.id

    def add(self) -> None:
        self.store.add_event(self.slug, self.event)

    def change(self) -> None:
        self.store.change_event(self.slug, self.one, self.event, None)

    def bin(self) -> None:
        self.store.bin_event(self.slug, self.one)

    def restore(self) -> None:
        self.store.restore_event(self.slug, self.one)

    def decide(self) -> None:
        self.store.decide(self.slug, [self.one], self.data.draw(some.sampled_from(STATUSES)))

    def undo(self) -> None:
        known = [each.id for each in self.store.changes(self.slug) if each.undoable]
        self.store.undo(self.slug, self.data.draw(some.sampled_from(known)) if known else None)

    def erase(self) -> None:
        self.store.erase_event(self.slug, self.one)

    def take_in(self) -> None:
        self.store.put_timeline(self.slug, events=[replace(self.event, id=self.one), replace(self.event, id="")])

    def read(self) -> None:
        self._read()

    def reread(self) -> None:
        published = self.data.draw(some.sampled_from(("2003-04-01", "1999-05-12", None)))
        pipeline.reread(self.store, self.slug, self._document(), published=published)

    def erase_document(self) -> None:
        self.store.erase_document(self.slug, self._document())

    def merge(self) -> None:
        chosen = list(dict.fromkeys((self.one, self.one)))
        self.store.merge(self.slug, chosen, Choice(chosen[0], date_of=chosen[-1]))

    def split(self) -> None:
        kept = self.one
        formers = [each.event.id for each in self.store.formers(self.slug, kept)]
        self.store.split(self.slug, kept, None if formers else 0, formers[0] if formers else "")


STEPS: dict[str, Callable[[Doing], None]] = {
    name: step for name, step in vars(Doing).items() if callable(step) and not name.startswith("_") and name != "step"
}
