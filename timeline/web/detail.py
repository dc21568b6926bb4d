"""Everything the detail of one event shows, gathered for its template."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.dates import Assumption, EventDate
from timeline.errors import NotFound
from timeline.explain import Node, chain
from timeline.store import Change, StoredDocument, StoredEvent
from timeline.web import site
from timeline.web.view import View


@dataclass(frozen=True, slots=True)
class Detail:
    stored: StoredEvent
    previous: str | None
    next: str | None
    position: int
    total: int
    documents: dict[str, StoredDocument]
    changes: list[Change]

    @property
    def id(self) -> str:
        return self.stored.event.id

    @property
    def assumed(self) -> tuple[Assumption, ...]:
        return self.stored.event.date.assumed if self.stored.event.date else ()

    @property
    def steps(self) -> tuple[Node, ...]:
        """How its date was read, step by step: in the sentence that says it, or by the words alone where a person typed them."""
        date = self.stored.event.date
        if date is None:
            return ()
        said = [each for each in self.stored.event.evidence if each.claimed is not None and each.claimed.text == date.text]
        document = self.documents.get(said[0].document or "") if said else None
        language = document.language if document is not None and document.language else "en"
        return chain(date, said[0].quote if said else "", language)

    @property
    def claims(self) -> list[EventDate]:
        """The dates that different accounts give, when they differ."""
        claimed = [each.claimed for each in self.stored.event.evidence if each.claimed is not None]
        return claimed if len({each.edtf for each in claimed}) > 1 else []


def detail(slug: str, event: str, view: View) -> Detail:
    """Raises NotFound."""
    store = site.store()
    stored = store.event(slug, event)
    previous, following, position, total = store.neighbours(slug, event, view.filter())
    named = {each.document for each in stored.event.evidence if each.document}
    documents = {name: found for name in named if (found := _document(slug, name)) is not None}
    return Detail(stored, previous, following, position, total, documents, store.history(slug, event))


def _document(slug: str, name: str) -> StoredDocument | None:
    """A document that was erased leaves the quotes, without a link."""
    try:
        return site.store().document(slug, name)
    except NotFound:
        return None
