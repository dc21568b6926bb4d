"""The project's own format: everything in a timeline but its history, one record a line, the same bytes for the same content.

The JSON Schema of each version stands beside this module. A file says its version by its `format` key, and every version ever
written stays readable: a new one is a new row in VERSIONS, not a change to an old one.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, BinaryIO, TypeVar

from timeline.dates import EventDate, from_edtf
from timeline.errors import BadDate, BadFile, BadInput
from timeline.events import STATUSES, Event, Status, event_from_json, to_json
from timeline.formats.registry import Contents, Format, opened
from timeline.formats.schema import check_frame, check_row, path_text
from timeline.notation import bound_seconds
from timeline.readers.json_stream import pieces
from timeline.store import Era, Filter, SavedView, Store, StoredDocument, StoredEvent
from timeline.wording import gettext, noted

T = TypeVar("T", StoredDocument, Event)
U = TypeVar("U")

DOCUMENT_FIELDS = ("id", "title", "text", "published", "published_assumed", "language", "source", "url")
# null says something in these, so they are written even when empty
ALWAYS = {"format", "id", "title", "text", "status", "edtf", "earliest", "latest", "core_from", "core_to", "precision"}


# --- writing -------------------------------------------------------------------------------------------------------


def write(store: Store, slug: str, statuses: tuple[Status, ...] = STATUSES) -> Iterator[str]:
    card = store.timeline(slug)
    yield f'{{\n"format": "timeline/1",\n"title": {_line(card.title)},\n"description": {_line(card.description)},\n"documents": ['
    yield from _rows(document_json(each) for each in sorted(_documents(store, slug, statuses), key=_document_order))
    yield "],\n"
    yield from _beside("eras", (_era_json(each) for each in sorted(store.eras(slug), key=lambda era: era.id)))
    yield from _beside("views", (view_json(each) for each in sorted(store.views(slug), key=lambda view: view.id)))
    yield '"events": ['
    yield from _rows(event_json(each.event) for each in _in_order(store.each_event(slug, Filter(statuses=statuses))))
    yield "]\n}\n"


def _beside(name: str, records: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Left out where there are none, as in files from before there were any."""
    rows = list(records)
    if rows:
        yield f'"{name}": ['
        yield from _rows(iter(rows))
        yield "],\n"


def _era_json(era: Era) -> dict[str, Any]:
    return _without_empty({"id": era.id, "name": era.name, "date": era.date.to_json(), "colour": era.colour})


def view_json(view: SavedView) -> dict[str, Any]:
    return {"id": view.id, "name": view.name, "query": view.query}


def _documents(store: Store, slug: str, statuses: tuple[Status, ...]) -> list[StoredDocument]:
    """All, or those that the events chosen rest on: what nobody accepted anything from is not published."""
    if statuses == STATUSES:
        return store.documents(slug)
    events = store.each_event(slug, Filter(statuses=statuses))
    cited = {evidence.document for row in events for evidence in row.event.evidence}
    return [each for each in store.documents(slug) if each.id in cited]


def document_json(document: StoredDocument) -> dict[str, Any]:
    return _without_empty({name: getattr(document, name) for name in DOCUMENT_FIELDS})


def event_json(event: Event) -> dict[str, Any]:
    return _without_empty({"id": event.id} | to_json(event))


def _document_order(document: StoredDocument) -> tuple[str, str, str]:
    return (document.published or "", document.title, document.id)


def _in_order(rows: Iterator[StoredEvent]) -> Iterator[StoredEvent]:
    """The store's order, and where that leaves two events equal, by public id: another store must write the same bytes."""
    for _, equal in groupby(rows, key=_start):
        yield from sorted(equal, key=lambda row: row.event.id)


def _start(row: StoredEvent) -> tuple[bool, int | None]:
    date = row.event.date
    return date is not None, None if date is None or date.earliest is None else bound_seconds(date.earliest)


def _without_empty(record: dict[str, Any]) -> dict[str, Any]:
    return {name: _inside(each) for name, each in record.items() if name in ALWAYS or not _empty(each)}


def _inside(value: Any) -> Any:
    if isinstance(value, dict):
        return _without_empty(value)
    return [_inside(each) for each in value] if isinstance(value, list) else value


def _empty(value: Any) -> bool:
    return value is None or value is False or value == "" or value == []


def _rows(records: Iterator[dict[str, Any]]) -> Iterator[str]:
    between = "\n"
    for record in records:
        yield between + _line(record)
        between = ",\n"
    yield "" if between == "\n" else "\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


# --- reading -------------------------------------------------------------------------------------------------------


def read(data: bytes | BinaryIO, /, *, skip_bad: bool = False) -> Contents:
    """Raises BadFile or BadDate, naming the place in the file. There are no rows to skip: what we wrote is whole or it is damaged."""
    file = opened(data)
    frame: dict[str, Any] = {}
    for key, number, value in pieces(file):
        if number is None or not key:
            frame[key] = value
        else:
            frame.setdefault(key, []).extend([value] if key != "events" else [])
    version = frame.get("format")
    if not isinstance(version, str) or version not in VERSIONS:
        said = "it has no “format” key" if version is None else f"its “format” is {json.dumps(version)[:60]}"
        raise BadFile(
            gettext("This JSON is no timeline that is known here: %(said)s; it can be %(names)s.", said=said, names=" or ".join(VERSIONS)),
            field="format",
        )
    return VERSIONS[version](frame, file)


def _read_1(frame: dict[str, Any], file: BinaryIO) -> Contents:
    check_frame("timeline-1", frame)
    documents = tuple(_document(row, number) for number, row in enumerate(frame.get("documents", ())))
    rows = Rows(file, _by_id(documents, "documents"))
    deque(_each_once(rows.checked(), "events"), maxlen=0)
    eras, views = tuple(_beside_rows(frame, "eras", _era)), tuple(_beside_rows(frame, "views", _view))
    return Contents(frame["title"], frame.get("description", ""), documents, rows, eras=eras, views=views)


VERSIONS: dict[str, Callable[[dict[str, Any], BinaryIO], Contents]] = {"timeline/1": _read_1}


@dataclass(frozen=True, slots=True)
class Rows:
    """The events of a file, made anew each time they are asked for."""

    file: BinaryIO
    texts: dict[str, StoredDocument]

    def __iter__(self) -> Iterator[Event]:
        return (event_from_json(with_dates({"id": _made_id(row), **row})) for _, row in self._rows())

    def checked(self) -> Iterator[Event]:
        return (_event(row, number, self.texts) for number, row in self._rows())

    def _rows(self) -> Iterator[tuple[int, Any]]:
        return ((number, row) for key, number, row in pieces(self.file) if key == "events" and number is not None)


def _beside_rows(frame: dict[str, Any], name: str, read_row: Callable[[dict[str, Any]], U]) -> Iterator[U]:
    """Checked; each without an id has one made of its content."""
    for number, row in enumerate(frame.get(name, ())):
        place = (name, number)
        check_row("timeline-1", name.removesuffix("s"), row, place)
        try:
            yield read_row({"id": _made_id(row), **row})
        except BadDate as wrong:
            raise BadDate(f"{path_text((*place, 'date'))}: {wrong.sentence}", field=path_text((*place, "date"))) from wrong


def _era(row: dict[str, Any]) -> Era:
    return Era(row["id"], row["name"], EventDate.from_json(with_dates(row["date"])), row.get("colour", ""))


def _view(row: dict[str, Any]) -> SavedView:
    return SavedView(row["id"], row["name"], row["query"])


def _document(row: Any, number: int) -> StoredDocument:
    check_row("timeline-1", "document", row, ("documents", number))
    if row.get("published"):
        _check_published(row["published"], path_text(("documents", number, "published")))
    sha256 = hashlib.sha256(row["text"].encode()).hexdigest()
    given: dict[str, Any] = {
        "id": sha256[:20],
        "published": None,
        "published_assumed": None,
        "language": "en",
        "source": "",
        "url": "",
    } | row
    return StoredDocument(**given, sha256=sha256, created="")


def _check_published(edtf: str, where: str) -> None:
    try:
        from_edtf(edtf)
    except BadInput as wrong:
        raise BadDate(gettext("%(where)s: %(sentence)s", where=where, sentence=wrong.sentence), field=where) from wrong


def _event(row: Any, number: int, texts: dict[str, StoredDocument]) -> Event:
    place = ("events", number)
    check_row("timeline-1", "event", row, place)
    try:
        event = event_from_json(with_dates({"id": _made_id(row), **row}))
    except BadDate as wrong:
        raise BadDate(
            gettext("%(value)s: %(sentence)s", value=path_text((*place, "date")), sentence=wrong.sentence),
            field=path_text((*place, "date")),
        ) from wrong
    for which, evidence in enumerate(event.evidence):
        check_evidence(evidence, texts, path_text((*place, "evidence", which)))
    return event


def _made_id(row: dict[str, Any]) -> str:
    """The same for the same content, so that a file without ids can be imported again without doubling anything."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:20]


def with_dates(value: Any) -> Any:
    """Every date in it whole: one that gives no bounds has those of its EDTF."""
    if isinstance(value, list):
        return [with_dates(each) for each in value]
    if not isinstance(value, dict):
        return value
    value = {name: with_dates(each) for name, each in value.items()}
    if "edtf" not in value:
        return value
    if "earliest" in value or "latest" in value:
        return {"text": value["edtf"], "earliest": None, "latest": None} | value
    return from_edtf(value["edtf"]).to_json() | {"text": value["edtf"]} | value


def check_evidence(evidence: Any, texts: dict[str, StoredDocument], where: str) -> None:
    if evidence.document is None:
        return
    if evidence.document not in texts:
        raise BadFile(
            gettext(
                "%(where)s.document is “%(document)s”, but no document in the file has that id.", where=where, document=evidence.document
            ),
            field=f"{where}.document",
        )
    if evidence.start is None or evidence.end is None:
        return
    stands = texts[evidence.document].text[evidence.start : evidence.end]
    if stands != evidence.quote:
        raise BadFile(
            gettext(
                "%(where)s.quote does not stand at %(start)s to %(end)s of its document; “%(stands)s” does.",
                where=where,
                start=evidence.start,
                end=evidence.end,
                stands=stands[:60],
            ),
            field=f"{where}.quote",
        )


def _by_id(records: Iterable[StoredDocument], name: str) -> dict[str, StoredDocument]:
    return {record.id: record for record in _each_once(records, name)}


def _each_once(records: Iterable[T], name: str) -> Iterator[T]:
    seen: set[str] = set()
    for number, record in enumerate(records):
        if record.id in seen:
            raise BadFile(
                gettext("%(name)s[%(number)s] has the id “%(id)s”, which an earlier one has too.", name=name, number=number, id=record.id),
                field=f"{name}[{number}].id",
            )
        seen.add(record.id)
        yield record


FORMAT = Format(
    "json",
    noted("Timeline JSON"),
    ".json",
    "application/json",
    noted("Everything in a timeline but its history: for keeping, and for a later import."),
    read,
    write,
    known=lambda shape: "format" in shape,
)
