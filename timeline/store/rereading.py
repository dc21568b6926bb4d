"""Reading a document again: after its publication date was corrected or its text replaced. What nobody decided on yet moves with the
text; what somebody accepted or edited asks first, and until it is answered its evidence holds in `reread` what the text would now say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from timeline.errors import NotFound
from timeline.events import Event, Evidence, Reading
from timeline.quotes import Text
from timeline.store import documents as texts
from timeline.store.changes import Writing
from timeline.store.editing import change, weigh_again
from timeline.store.events import all_stored, event_of, event_row, evidence_columns, proofs_of, row_of
from timeline.store.leaning import (
    date_of,
    has_formers,
    is_quiet,
    leans_on_others,
    move_former,
    quiet,
    same_date,
    set_date,
    untouched,
)
from timeline.store.records import Asked, Reread, StoredDocument
from timeline.store.rows import Row, chunks, many
from timeline.store.suggesting import marked, suggest
from timeline.store.tables import documents, events, evidence
from timeline.wording import gettext

CORRECTED = ("title", "text", "published", "published_assumed", "language", "source", "url")


def reread(writing: Writing, row: Row, given: StoredDocument, reading: Reading) -> Reread:
    """The document as it is given now, with what was read in it, and everything that leaned on it brought in line."""
    values = {name: getattr(given, name) for name in CORRECTED} | texts.hashes_of(given.text)
    document = writing.update(documents, row, values)
    pass_ = _Pass(writing, document, reading, Text(given.text), moved_text=row["text"] != given.text)
    proofs = many(writing.connection, select(evidence).where(evidence.c.document_id == row["id"]).order_by(evidence.c.id))
    pass_.held = {each["fingerprint"] for each in proofs} & pass_.marked.keys()
    for proof in proofs:
        pass_.take(proof)
    (new,) = suggest(writing, [(document, [each for mark, each in pass_.marked.items() if mark not in pass_.met])], accept=False)
    counts = {name: len(ids) for name, ids in pass_.counts.items()}
    return Reread(texts.document_of(document), added=new.added, **counts)


class _Pass:
    """One walk over the evidence of a document. `marked` are the suggestions of the new reading by fingerprint, `held` those that the old
    reading made too, `met` those found again."""

    def __init__(self, writing: Writing, document: Mapping[str, Any], reading: Reading, text: Text, *, moved_text: bool) -> None:
        self.writing = writing
        self.document = document
        self.text = text
        self.moved_text = moved_text
        self.marked = marked(reading.events)
        self.by_start = {each.evidence[0].start: mark for mark, each in self.marked.items() if each.evidence}
        self.held: set[str] = set()
        self.met: set[str] = set()
        self.counts: dict[str, set[int]] = {name: set() for name in ("moved", "asked", "gone", "lost")}

    def take(self, proof: Row) -> None:
        found = self._found(proof)
        row = row_of(self.writing.connection, proof["event_id"])
        proofs = proofs_of(self.writing.connection, [row["id"]])[row["id"]]
        if self._let_go(row, proof, proofs, found):
            return
        if found is not None:
            self.met.add(found.id)
        placed = {**proof, **self._placed(proof, found)}
        if placed["start"] is None and proof["start"] is not None:
            self.counts["lost"].add(row["id"])
        claim = _claim(found)
        if proof["fingerprint"] is None:
            self._keep(proof, {**placed, "reread": None})
        elif same_date(claim, proof["claimed"]):
            self._keep(proof, {**placed, "reread": proof["reread"] if is_quiet(proof) else None})
        elif row["status"] == "rejected" or untouched(self.writing.connection, row):
            self._follow(row, proof, placed, found)
        elif same_date(claim, row["date"]):
            self._keep(proof, {**placed, "claimed": claim, "reread": None})
        elif leans_on_others(row["date"], proof, claim, proofs):
            self._keep(proof, {**placed, **quiet(claim)})
            weigh_again(self.writing, [row])
        else:
            self._ask(row, proof, placed, claim)

    def _let_go(self, row: Row, proof: Row, proofs: Sequence[Row], found: Event | None) -> bool:
        """Whether nobody decided on a suggestion that the text no longer makes: it is gone. One that other documents make too stands
        by those, and what this one says of another day becomes a suggestion of its own."""
        if proof["fingerprint"] is None or not untouched(self.writing.connection, row):
            return False
        others = [each for each in proofs if each["document_id"] != proof["document_id"]]
        if others and not same_date(_claim(found), proof["claimed"]):
            self.writing.delete(evidence, [_own(proof)])
            weigh_again(self.writing, [row])
            return True
        if found is not None or len(proofs) > 1:
            return False
        self.writing.delete(evidence, [_own(proof)])
        self.writing.delete(events, [row])
        for name in ("gone", "lost"):
            self.counts[name].add(row["id"])
        return True

    def _found(self, proof: Row) -> Event | None:
        """The suggestion of the new reading that is this one: the same sentence and date words, or the sentence it became."""
        if proof["fingerprint"] in self.marked:
            return replace(self.marked[proof["fingerprint"]], id=proof["fingerprint"])
        if not self.moved_text or proof["fingerprint"] is None:
            return None
        place = self.text.find(proof["quote"], proof["prefix"], proof["suffix"], proof["start"] or 0)
        mark = self.by_start.get(place.start) if place else None
        return None if mark is None or mark in self.met | self.held else replace(self.marked[mark], id=mark)

    def _placed(self, proof: Row, found: Event | None) -> dict[str, Any]:
        """Where its quote stands now; no place when it is lost."""
        if found is not None and found.evidence:
            columns = evidence_columns(_of(found.evidence[0], self.document), {self.document["public"]: self.document["id"]})
            return {name: columns[name] for name in ("quote", "start", "end", "prefix", "suffix")} | {"fingerprint": found.id}
        if not self.moved_text:
            return {}
        place = self.text.find(proof["quote"], proof["prefix"], proof["suffix"], proof["start"] or 0)
        if place is None or not place.exact:
            return {"start": None, "end": None}
        return {"start": place.start, "end": place.end} | _context(self.text.text, place.start, place.end)

    def _keep(self, proof: Row, columns: Mapping[str, Any]) -> None:
        self.writing.update(evidence, proof, {name: value for name, value in columns.items() if name in proof})

    def _follow(self, row: Row, proof: Row, placed: Mapping[str, Any], found: Event | None) -> None:
        """What nobody decided on is as the text says now, and what was rejected stays so with the date that it would have."""
        claim = _claim(found)
        self._keep(proof, {**placed, "claimed": claim, "reread": None})
        if found is None or not same_date(row["date"], proof["claimed"]):
            return
        move_former(self.writing, proof, claim)
        event = event_of(row, proofs_of(self.writing.connection, [row["id"]])[row["id"]])
        title = event.title if has_formers(self.writing.connection, row["id"]) else found.title
        change(self.writing, row, replace(event, date=found.date, title=title))
        self.counts["moved"].add(row["id"])

    def _ask(self, row: Row, proof: Row, placed: Mapping[str, Any], claim: dict[str, Any] | None) -> None:
        before = proof["reread"] or {}
        if before.get("kept") and same_date(before.get("date"), claim):
            self._keep(proof, placed)
            return
        self._keep(proof, {**placed, "reread": {"date": claim, "kept": False}})
        if row["binned_at"] is None:
            self.counts["asked"].add(row["id"])


def _own(proof: Row) -> dict[str, Any]:
    """The row without what a join added."""
    return {column.name: proof[column.name] for column in evidence.columns}


def _of(one: Evidence, document: Mapping[str, Any]) -> Evidence:
    return replace(one, document=document["public"])


def _context(text: str, start: int, end: int, reach: int = 32) -> dict[str, str]:
    return {"prefix": text[max(0, start - reach) : start], "suffix": text[end : end + reach]}


def _claim(found: Event | None) -> dict[str, Any] | None:
    return found.date.to_json() if found is not None and found.date is not None else None


# --- answering ---------------------------------------------------------------------------------------------------


def waiting(connection: Connection, timeline_id: int, document: str | None = None) -> list[Asked]:
    """What asks whether it should move, in the order of the documents."""
    joined = evidence.join(events, evidence.c.event_id == events.c.id).join(documents, evidence.c.document_id == documents.c.id)
    here = (events.c.timeline_id == timeline_id, events.c.binned_at.is_(None), evidence.c.reread.is_not(None))
    query = select(evidence, documents.c.public.label("document")).select_from(joined).where(*here)
    query = query if document is None else query.where(documents.c.public == document)
    proofs = [row for row in many(connection, query.order_by(evidence.c.document_id, evidence.c.start)) if not row["reread"]["kept"]]
    found = _stored(connection, [row["event_id"] for row in proofs])
    return [Asked(found[row["event_id"]], row["document"], row["quote"], date_of(row["reread"]["date"])) for row in proofs]


def how_many(connection: Connection, timeline_id: int) -> int:
    """How many ask, without reading what they are."""
    here = (events.c.timeline_id == timeline_id, events.c.binned_at.is_(None), evidence.c.reread.is_not(None))
    asked = connection.execute(select(evidence.c.reread).join(events, evidence.c.event_id == events.c.id).where(*here)).scalars()
    return sum(not each["kept"] for each in asked)


def _stored(connection: Connection, ids: Sequence[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for some in chunks(sorted(set(ids))):
        rows = many(connection, select(events).where(events.c.id.in_(some)))
        found |= {row["id"]: each for row, each in zip(rows, all_stored(connection, rows), strict=True)}
    return found


def settle(writing: Writing, public: str, document: str, move: bool) -> None:
    """Let the event move to what the document says now, or keep its date. Raises NotFound when it asks nothing (any more)."""
    row = event_row(writing.connection, writing.timeline_id, public)
    proofs = proofs_of(writing.connection, [row["id"]])[row["id"]]
    asking = [each for each in proofs if each["document"] == document and each["reread"] and not each["reread"]["kept"]]
    if not asking:
        raise NotFound(gettext("The date of “%(row)s” asks nothing any more; somebody may have answered.", row=row["title"]))
    for proof in asking:
        would = proof["reread"]["date"]
        if move:
            move_former(writing, proof, would)
            writing.update(evidence, _own(proof), {"claimed": would, "reread": None})
            row = set_date(writing, row, would)
        else:
            writing.update(evidence, _own(proof), _kept(proof, proofs))
            row = writing.change_event(row, {})


def _kept(proof: Row, proofs: Sequence[Row]) -> dict[str, Any]:
    """Beside other accounts this one claims what its document says now, whatever date the event has."""
    would = proof["reread"]["date"]
    return quiet(would) if len(proofs) > 1 else {"reread": {"date": would, "kept": True}}
