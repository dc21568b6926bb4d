"""Adding and changing events, with their evidence and what is remembered of rejected ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, select

from timeline.errors import BadInput, NotFound, Stale
from timeline.events import STATUSES, Event, Evidence, Status
from timeline.store.changes import Writing
from timeline.store.events import all_stored, columns_of, event_of, evidence_columns, importance, proofs_of, rows_by_public
from timeline.store.rows import Row, chunks, many
from timeline.store.slugs import random_word
from timeline.store.tables import documents, events, evidence, rejections
from timeline.wording import gettext

Marks = Sequence[str | None]  # a fingerprint, or none, for each evidence of an event


def document_ids(connection: Connection, timeline_id: int, wanted: Iterable[Event]) -> dict[str, int]:
    """Inside ids of the documents that these events name, as far as the timeline has them."""
    publics = sorted({each.document for event in wanted for each in event.evidence if each.document is not None})
    found: dict[str, int] = {}
    for some in chunks(publics):
        query = select(documents.c.public, documents.c.id).where(documents.c.timeline_id == timeline_id, documents.c.public.in_(some))
        found |= {row.public: row.id for row in connection.execute(query)}
    return found


# --- adding and changing -----------------------------------------------------------------------------------------


def add(
    writing: Writing, given: Sequence[Event], marks: Sequence[Marks] | None = None, publics: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """New events with their evidence; their rows. `publics` are their ids, new ones are made when there are none."""
    known = document_ids(writing.connection, writing.timeline_id, given)
    made = [_new_row(writing, event, public) for event, public in zip(given, publics or [random_word() for _ in given], strict=True)]
    rows = writing.insert(events, made)
    all_marks = marks or [[None] * len(event.evidence) for event in given]
    proofs = [
        {"event_id": row["id"], "ordinal": place, **evidence_columns(one, known), "fingerprint": mark}
        for row, event, of_event in zip(rows, given, all_marks, strict=True)
        for place, (one, mark) in enumerate(zip(event.evidence, of_event, strict=True))
    ]
    writing.insert(evidence, proofs)
    rejected = {row["id"] for row in rows if row["status"] == "rejected"}
    remember(writing, {each["fingerprint"] for each in proofs if each["event_id"] in rejected}, rejected=True)
    return rows


def _new_row(writing: Writing, event: Event, public: str) -> dict[str, Any]:
    stamps = {"version": 1, "binned_at": None, "created": writing.at, "changed": writing.at, "changed_by": writing.author}
    return {"public": public, "timeline_id": writing.timeline_id, **columns_of(event), **stamps}


def check_version(connection: Connection, row: Row, version: int | None) -> None:
    """Raises Stale when somebody saved a newer one first."""
    if version is not None and row["version"] != version:
        current = all_stored(connection, [row])[0]
        who = row["changed_by"] or "somebody"
        raise Stale(
            gettext("“%(row)s” was changed by %(who)s in the meantime; see both versions and save again.", row=row["title"], who=who),
            current=current,
        )


def change(writing: Writing, row: Row, event: Event, marks: Marks | None = None) -> dict[str, Any]:
    """The event as it is given now; its version grows only when something differs."""
    old = proofs_of(writing.connection, [row["id"]])[row["id"]]
    before = event_of(row, old)
    if marks is None and before == replace(event, id=before.id):
        return dict(row)
    after = writing.change_event(row, columns_of(event))
    change_evidence(writing, row, old, event, marks)
    if row["status"] != event.status:
        remember(writing, marks_of(writing.connection, [row["id"]]), rejected=event.status == "rejected")
    return after


def change_evidence(writing: Writing, row: Row, old: Sequence[Row], event: Event, marks: Marks | None) -> None:
    """Evidence that stays keeps its row, and so its fingerprint, unless `marks` gives new ones."""
    known = document_ids(writing.connection, writing.timeline_id, [event])
    left, new = list(old), []
    for place, one in enumerate(event.evidence):
        columns = {**evidence_columns(one, known), "ordinal": place}
        same = _same(left, columns, strictly=marks is not None)
        columns |= {} if marks is None else {"fingerprint": marks[place]}
        if same is None:
            new.append({"event_id": row["id"], "fingerprint": None, **columns})
        else:
            left.remove(same)
            writing.update(evidence, same, columns)
    writing.delete(evidence, left)
    writing.insert(evidence, new)


def _same(rows: Sequence[Row], columns: Row, strictly: bool) -> Row | None:
    """The row of the same quote and claim, or if need be of the same quote."""
    alike = [row for row in rows if (row["document_id"], row["quote"]) == (columns["document_id"], columns["quote"])]
    exact = [row for row in alike if row["claimed"] == columns["claimed"]]
    return next(iter(exact if strictly else [*exact, *alike]), None)


def attach(writing: Writing, accounts: Mapping[int, Sequence[Mapping[str, Any]]]) -> None:
    """More accounts of events that are there already, by their inside ids."""
    for some in chunks(list(accounts)):
        newest = select(evidence.c.event_id, func.max(evidence.c.ordinal).label("last"))
        counted = newest.where(evidence.c.event_id.in_(some)).group_by(evidence.c.event_id)
        last = {row.event_id: row.last for row in writing.connection.execute(counted)}
        places = [(number, place, columns) for number in some for place, columns in enumerate(accounts[number], last.get(number, -1) + 1)]
        writing.insert(evidence, [{**columns, "event_id": number, "ordinal": place} for number, place, columns in places])
        weigh_again(writing, many(writing.connection, select(events).where(events.c.id.in_(some))))


def weigh_again(writing: Writing, rows: Sequence[Row]) -> None:
    """After the evidence of these changed. What their accounts claim makes no difference, so it is not read."""
    told = (evidence.c.event_id, evidence.c.quote, evidence.c.source, evidence.c.url, documents.c.public.label("document"))
    query = select(*told).select_from(evidence.outerjoin(documents, evidence.c.document_id == documents.c.id))
    proofs: dict[int, list[Evidence]] = defaultdict(list)
    for some in chunks([row["id"] for row in rows]):
        for row in many(writing.connection, query.where(evidence.c.event_id.in_(some)).order_by(evidence.c.event_id, evidence.c.ordinal)):
            proofs[row["event_id"]].append(Evidence(**{name: row[name] for name in ("quote", "source", "url", "document")}))
    for row in rows:
        event = Event(row["title"], star=row["star"], status=row["status"], evidence=tuple(proofs[row["id"]]))
        writing.change_event(row, {"importance": importance(event, row)})


def set_bin(writing: Writing, row: Row, binned: bool) -> dict[str, Any]:
    if (row["binned_at"] is not None) == binned:
        return dict(row)
    return writing.change_event(row, {"binned_at": writing.at if binned else None})


# --- deciding ----------------------------------------------------------------------------------------------------


def decide(writing: Writing, publics: Sequence[str], status: Status) -> None:
    """Accept, reject, or take back either, many at once."""
    if status not in STATUSES:
        raise BadInput(
            gettext("“%(status)s” is no decision; it can be %(names)s.", status=status, names=", ".join(STATUSES)), field="status"
        )
    if not publics:
        raise BadInput(gettext("Choose at least one event."), field="ids")
    rows = rows_by_public(writing.connection, writing.timeline_id, publics)
    if missing := [each for each in publics if each not in rows]:
        raise NotFound(gettext("There is no event %(value)s in this timeline.", value=missing[0][:64]))
    changed = [row for row in rows.values() if row["status"] != status]
    proofs = proofs_of(writing.connection, [row["id"] for row in changed])
    for row in changed:
        event = replace(event_of(row, proofs[row["id"]]), status=status)
        writing.change_event(row, {"status": status, "importance": importance(event, row)})
    remember(writing, marks_of(writing.connection, [row["id"] for row in changed]), rejected=status == "rejected")


def marks_of(connection: Connection, ids: Sequence[int]) -> set[str | None]:
    found: set[str | None] = set()
    for some in chunks(ids):
        found |= set(connection.execute(select(evidence.c.fingerprint).where(evidence.c.event_id.in_(some))).scalars())
    return found


def remember(writing: Writing, marks: set[str | None], rejected: bool) -> None:
    """Whether these are rejected in this timeline, whatever text they may come from next time."""
    wanted = sorted(mark for mark in marks if mark is not None)
    known = rejected_among(writing.connection, writing.timeline_id, wanted)
    if rejected:
        new = [{"timeline_id": writing.timeline_id, "fingerprint": mark} for mark in wanted if mark not in known]
        writing.insert(rejections, new)
    else:
        writing.delete(rejections, known.values())


def rejected_among(connection: Connection, timeline_id: int, marks: Sequence[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for some in chunks(marks):
        query = select(rejections).where(rejections.c.timeline_id == timeline_id, rejections.c.fingerprint.in_(some))
        found |= {row["fingerprint"]: row for row in many(connection, query)}
    return found
