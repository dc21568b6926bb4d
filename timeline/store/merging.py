"""Taking in a timeline file: its documents and events by their public ids, as one change."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Sized
from itertools import count, islice

from sqlalchemy import select

from timeline.errors import BadInput
from timeline.events import Event, fingerprint
from timeline.store.changes import Writing
from timeline.store.documents import GIVEN, STEP, Progress, new_row
from timeline.store.editing import add, change, set_bin
from timeline.store.events import merged_among, rows_by_public
from timeline.store.records import StoredDocument
from timeline.store.rows import Row, chunks, many
from timeline.store.slugs import checked_public
from timeline.store.tables import documents, evidence
from timeline.wording import gettext

Counts = dict[str, int]
Alike = tuple[str, str, str]  # document, quote and date words, blanks folded


def put(writing: Writing, given_documents: Sequence[StoredDocument], given: Iterable[Event], progress: Progress | None = None) -> Counts:
    """How many events were added, updated, unchanged; and the documents that were new or changed. What the file does not name stays.
    Events are taken some at a time and let go again."""
    counts = {"added": 0, "updated": 0, "unchanged": 0, "documents": _put_documents(writing, given_documents)}
    total = len(given) if isinstance(given, Sized) else 0
    seen: set[str] = set()
    rows = iter(given)
    while some := list(islice(rows, STEP)):
        _put_some(writing, some, _publics([event.id for event in some], "an event", seen), counts)
        writing.let_go()
        if progress is not None:
            progress(sum(counts.values()) - counts["documents"], total)
    return counts


def _put_some(writing: Writing, some: Sequence[Event], publics: Sequence[str], counts: Counts) -> None:
    known = rows_by_public(writing.connection, writing.timeline_id, publics)
    if gone := merged_among(writing.connection, writing.timeline_id, publics):
        # somebody decided since that another event tells it; its file is older than that
        counts["unchanged"] += len(gone)
        kept = [(public, event) for public, event in zip(publics, some, strict=True) if public not in gone]
        publics, some = [public for public, _ in kept], [event for _, event in kept]
    marks = _marks(writing, some, [known.get(public) for public in publics])
    rows = list(zip(publics, some, marks, strict=True))
    new = [each for each in rows if each[0] not in known]
    if new:
        add(writing, [event for _, event, _ in new], [mark for _, _, mark in new], [public for public, _, _ in new])
    counts["added"] += len(new)
    for public, event, mark in rows:
        if public in known:
            same = _put_one(writing, known[public], event, mark)
            counts["unchanged" if same else "updated"] += 1


def _put_one(writing: Writing, row: Row, event: Event, marks: list[str | None]) -> bool:
    """Whether it was so already. An event that a file names does not stay in the bin."""
    after = change(writing, set_bin(writing, row, binned=False), event, keep_marks(writing, row, marks))
    return bool(after["version"] == row["version"])


def keep_marks(writing: Writing, row: Row, marks: list[str | None]) -> list[str | None] | None:
    """None when its fingerprints are these already."""
    query = select(evidence.c.fingerprint).where(evidence.c.event_id == row["id"]).order_by(evidence.c.ordinal)
    return None if list(writing.connection.execute(query).scalars()) == marks else marks


def _publics(given: Sequence[str], what: str, seen: set[str]) -> list[str]:
    publics = [checked_public(public, what) for public in given]
    for public in publics:
        if public in seen:
            raise BadInput(
                gettext("The id %(public)s stands for %(what)s twice in this file; each needs its own.", public=public, what=what),
                field="id",
            )
        seen.add(public)
    return publics


def _put_documents(writing: Writing, given: Sequence[StoredDocument]) -> int:
    publics = _publics([document.id for document in given], "a document", set())
    known = _known_documents(writing, publics)
    rows = [new_row(writing, document, public) for public, document in zip(publics, given, strict=True)]
    writing.insert(documents, [row for row in rows if row["public"] not in known])
    again = [(known[row["public"]], row) for row in rows if row["public"] in known]
    different = [(old, row) for old, row in again if any(old[name] != row[name] for name in GIVEN)]
    for old, row in different:
        writing.update(documents, old, {name: row[name] for name in (*GIVEN, "sha256", "alike")})
    return len(rows) - len(again) + len(different)


def _known_documents(writing: Writing, publics: Sequence[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for some in chunks(publics):
        query = select(documents).where(documents.c.timeline_id == writing.timeline_id, documents.c.public.in_(some))
        found |= {row["public"]: row for row in many(writing.connection, query)}
    return found


# --- fingerprints worked out again ---------------------------------------------------------------------------------


Spot = tuple[int, int, int]  # where the quote starts, which event of the file, which evidence of it


def _marks(writing: Writing, given: Sequence[Event], known: Sequence[Row | None]) -> list[list[str | None]]:
    """For each event one for each evidence, from its quote, its date words and its place among equal ones of its document; so that
    the same text, read here later, finds these events. What is here already keeps the one it has."""
    marks: list[list[str | None]] = [[None] * len(event.evidence) for event in given]
    alike: dict[Alike, list[Spot]] = defaultdict(list)
    for number, event in enumerate(given):
        for place, one in enumerate(event.evidence):
            if one.document is not None and one.quote and one.claimed is not None:
                alike[_alike(one.document, one.quote, one.claimed.text)].append((one.start or 0, number, place))
    kept = _kept(writing, [row["id"] for row in known if row is not None])
    taken = _Taken(writing, alike)
    for key, spots in alike.items():
        free = (mark for ordinal in count() if not taken.holds(key[0], mark := fingerprint(key[1], key[2], ordinal)))
        for _, number, place in sorted(spots):
            row = known[number]
            own = kept.get((row["id"], key), []) if row is not None else []
            marks[number][place] = own.pop(0) if own else next(free)
    return marks


def _alike(document: str, quote: str, words: str) -> Alike:
    return document, " ".join(unicodedata.normalize("NFC", quote).split()), " ".join(words.split())


def _kept(writing: Writing, ids: Sequence[int]) -> dict[tuple[int, Alike], list[str]]:
    """The fingerprints of these events, by event and words."""
    kept: dict[tuple[int, Alike], list[str]] = defaultdict(list)
    for some in chunks(sorted(ids)):
        query = select(evidence, documents.c.public).select_from(evidence.join(documents)).order_by(evidence.c.event_id, evidence.c.ordinal)
        here = (evidence.c.event_id.in_(some), evidence.c.fingerprint.is_not(None), evidence.c.claimed.is_not(None))
        for row in many(writing.connection, query.where(*here)):
            if row["claimed"] is not None:
                kept[row["event_id"], _alike(row["public"], row["quote"], row["claimed"]["text"])].append(row["fingerprint"])
    return kept


class _Taken:
    """Which fingerprints are given out in a document. Those that are likely to be asked for are looked up together."""

    def __init__(self, writing: Writing, alike: Mapping[Alike, Sequence[Spot]]) -> None:
        self.writing = writing
        self.known: dict[tuple[str, str], bool] = {}
        wanted: dict[str, list[str]] = defaultdict(list)
        for (document, quote, words), spots in alike.items():
            wanted[document] += [fingerprint(quote, words, ordinal) for ordinal in range(len(spots))]
        for document, marks in wanted.items():
            self._look_up(document, marks)

    def _look_up(self, document: str, marks: Sequence[str]) -> None:
        self.known |= dict.fromkeys(((document, mark) for mark in marks), False)
        here = (documents.c.timeline_id == self.writing.timeline_id, documents.c.public == document)
        for some in chunks(marks):
            query = select(evidence.c.fingerprint).select_from(evidence.join(documents)).where(*here, evidence.c.fingerprint.in_(some))
            self.known |= dict.fromkeys(((document, mark) for mark in self.writing.connection.execute(query).scalars()), True)

    def holds(self, document: str, mark: str) -> bool:
        if (document, mark) not in self.known:
            self._look_up(document, [mark])
        return self.known[document, mark]
