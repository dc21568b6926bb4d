"""The queue of suggestions as the address asks for it: which ones, in which order, and the way back to the next of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from timeline.events import CATEGORIES, STATUSES, Status
from timeline.store import Filter, Page, StoredEvent
from timeline.web import site
from timeline.wording import noted

PAGE = 50
TABS: dict[str, tuple[Status, ...]] = {
    "todo": ("suggested",),
    "asks": ("suggested", "accepted"),
    "accepted": ("accepted",),
    "rejected": ("rejected",),
}
# what a date can lean on, and how that is said of many
ASSUMED = {
    "published": noted("counted from the publication date"),
    "text": noted("counted from elsewhere in the text"),
    "convention": noted("read by a house rule"),
    "nothing": noted("written in full, nothing assumed"),
}
# how sure a suggestion is: said of many, from, to (docs/events.md says what takes from 1)
SURENESS: dict[str, tuple[str, float | None, float | None]] = {
    "least": (noted("least sure"), None, 0.6),
    "less": (noted("less sure"), 0.61, 0.89),
    "most": (noted("surest"), 0.9, None),
}
UNPLACED = 1 << 62  # after every place in a text


@dataclass(frozen=True, slots=True)
class Queue:
    """`document` is an id, or empty for those of all documents and of none; `kind` a category; `assumed` what the dates lean on,
    `sure` how sure they are."""

    tab: str = "todo"
    document: str = ""
    kind: str = ""
    assumed: str = ""
    sure: str = ""
    cursor: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Queue:
        tab = given.get("tab", "todo")
        kind, assumed = given.get("kind", ""), given.get("assumed", "")
        sure = given.get("sure", "")
        narrowed = {"kind": kind if kind in CATEGORIES else "", "assumed": assumed if assumed in ASSUMED else ""}
        narrowed["sure"] = sure if sure in SURENESS else ""
        return cls(tab if tab in TABS else "todo", given.get("document", ""), cursor=given.get("cursor", ""), **narrowed)

    def arguments(self) -> dict[str, str]:
        """What to give to url_for so that the address says this queue."""
        said = {"tab": "" if self.tab == "todo" else self.tab, "document": self.document, "cursor": self.cursor}
        said |= {"kind": self.kind, "assumed": self.assumed, "sure": self.sure}
        return {name: value for name, value in said.items() if value}

    def from_here(self) -> dict[str, str]:
        """What an address elsewhere says so that one comes back to this queue."""
        return {"from": "review", **self.arguments()}

    def url(self, slug: str, card: str = "") -> str:
        given: dict[str, Any] = {**self.arguments(), **({"_anchor": f"card-{card}"} if card else {})}
        return url_for("reading.review", slug=slug, **given)

    @property
    def narrowed(self) -> bool:
        return bool(self.kind or self.assumed or self.sure)

    def wide(self) -> Queue:
        return Queue(self.tab, self.document)

    def to(self, tab: str) -> Queue:
        return replace(self, tab=tab, cursor="")

    def at(self, cursor: str) -> Queue:
        return replace(self, cursor=cursor)

    def filter(self) -> Filter:
        return replace(self.scope(), statuses=TABS[self.tab], asks=True if self.tab == "asks" else None)

    def scope(self) -> Filter:
        """Which events are looked at, whatever became of them."""
        _, surer, unsurer = SURENESS.get(self.sure, ("", None, None))
        kinds = (self.kind,) if self.kind else ()
        return Filter(document=self.document or None, categories=kinds, assumed=self.assumed, surer=surer, unsurer=unsurer)

    def page(self, slug: str) -> Page:
        if self.document:
            return self._page_of_document(slug)
        page = site.store().events(slug, self.filter(), cursor=self.cursor or None, limit=PAGE)
        return page if page.rows or not self.cursor else site.store().events(slug, self.filter(), limit=PAGE)

    def _page_of_document(self, slug: str) -> Page:
        """In the order of the text; a page that is decided wholly gives way to the one before."""
        rows = sorted(site.store().each_event(slug, self.filter()), key=lambda each: place(each, self.document))
        wanted = int(self.cursor) if self.cursor.isascii() and self.cursor.isdigit() and len(self.cursor) < 10 else 0
        first = min(wanted, max(0, len(rows) - 1)) // PAGE * PAGE
        last = first + PAGE
        return Page(rows[first:last], len(rows), str(last) if last < len(rows) else None, str(first - PAGE) if first else None)

    def after(self, slug: str, decided: Collection[str]) -> str:
        """The card that stands next once these are gone from the page: the one below, or else the last one above."""
        ids = [each.event.id for each in self.page(slug).rows]
        last = max((at for at, each in enumerate(ids) if each in decided), default=-1)
        ordered = [*ids[last + 1 :], *reversed(ids[: last + 1])]
        return next((each for each in ordered if each not in decided), "")


def place(stored: StoredEvent, document: str) -> int:
    """Where in the document its quote begins."""
    return min((each.start for each in stored.event.evidence if each.document == document and each.start is not None), default=UNPLACED)


def counts(slug: str, queue: Queue) -> dict[str, int]:
    """How many events each tab holds; `ready` are those to do that ask nothing."""
    scope = queue.scope()
    filters: dict[str, Filter] = {status: replace(scope, statuses=(status,)) for status in STATUSES}
    filters["asks"] = replace(scope, statuses=TABS["asks"], asks=True)
    filters["ready"] = replace(scope, statuses=TABS["todo"], asks=False)
    return {name: site.store().count(slug, each) for name, each in filters.items()}
