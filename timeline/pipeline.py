"""The whole way, from a text to a published timeline: the file to read first.

text -> expressions -> dates -> events    extract        timeline/extraction.py
events -> store                           add_document   timeline/store
store -> file                             writer         timeline/formats

Files come before that: bytes -> text, timeline/readers; many at once, timeline/importing.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from timeline.errors import NotFound
from timeline.events import Reading
from timeline.extraction import extract
from timeline.formats import writer
from timeline.store import Imported, Reread, Store, StoredDocument

LONGEST_TITLE = 120


def build(store: Store, slug: str, text: str, *, file_format: str = "json", **known: Any) -> Iterator[str]:
    """Reads `text`, keeps its events in the timeline `slug` and yields that timeline as a file. `known` is what keep() takes."""
    start(store, slug)
    keep(store, slug, text, **known)
    return writer(file_format)(store, slug)


def keep(
    store: Store, slug: str, text: str, *, title: str = "", source: str = "", url: str = "", accept: bool = True, **known: Any
) -> Imported:
    """One text and what it says, as one change. `known` is what extract() takes: published, language, hemisphere."""
    reading = extract(text, **known)
    return store.add_document(slug, document(text, reading, title, source, url), reading, accept=accept)


def document(text: str, reading: Reading, title: str = "", source: str = "", url: str = "") -> StoredDocument:
    given: dict[str, Any] = {"published": reading.published, "published_assumed": reading.published_assumed, "language": reading.language}
    return StoredDocument(title=title or first_line(text), text=text, source=source, url=url, **given)


def reread(
    store: Store,
    slug: str,
    document: str,
    *,
    published: str | None = None,
    author: str = "",
    note: str = "",
    hemisphere: str = "north",
    **given: str,
) -> Reread:
    """A document of the timeline with another publication date (EDTF; None: found from the text), and with the title, source, url or
    text that are `given`, read again as one change."""
    changed = replace(store.document(slug, document), **given)
    reading = extract(changed.text, published=published, language=changed.language or None, hemisphere=hemisphere)
    whole = replace(changed, published=reading.published, published_assumed=reading.published_assumed)
    return store.reread(slug, document, whole, reading, author=author, note=note)


def start(store: Store, slug: str, title: str = "") -> bool:
    """Makes sure there is such a timeline; whether it is new."""
    try:
        store.timeline(slug)
    except NotFound:
        store.create_timeline(title or slug.replace("-", " ").capitalize(), slug)
        return True
    return False


def first_line(text: str) -> str:
    """A title for a text that was given none: its first line, cut between words."""
    line = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= LONGEST_TITLE else line[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
