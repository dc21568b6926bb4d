"""Everything the detail of one event shows, gathered for its template."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.dates import Assumption
from timeline.explain import Node, chain
from timeline.store import Change, Likely, StoredDocument, StoredEvent
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
    same: list[Likely]
    formers: list[StoredEvent]
    origins: list[str]

    @property
    def id(self) -> str:
        return self.stored.event.id

    @property
    def assumed(self) -> tuple[Assumption, ...]:
        return self.stored.event.date.assumed if self.stored.event.date else ()

    @property
    def splits(self) -> bool:
        """Whether an account can be taken off: there are several, or it came with another event."""
        return len(self.stored.event.evidence) > 1 or any(self.origins)

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


def detail(slug: str, event: str, view: View) -> Detail:
    """Raises NotFound."""
    store = site.store()
    stored = store.event(slug, event)
    event = stored.event.id  # another one's, when that was merged into it
    neighbours = store.neighbours(slug, event, view.filter())
    pairs = [] if stored.binned else store.same_as(slug, [event]).get(event, [])
    documents = store.cited(slug, [stored.event, *(each.second.event for each in pairs)])
    return Detail(stored, *neighbours, documents, store.history(slug, event), pairs, store.formers(slug, event), store.origins(slug, event))
