"""What becomes of an account, and of the event that has it, when its document says another date than before.

An account whose claim followed its document while its event stayed as it is has `reread` with `kept` and the date that it claims: when
it is split off, what comes back with it follows, or asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from timeline.dates import EventDate
from timeline.store.changes import Writing
from timeline.store.events import columns_of, event_of, proofs_of, row_of
from timeline.store.rows import Row, many
from timeline.store.tables import changes, evidence, images, mergers

EDITS = ("change", "move", "keep")

Claim = Mapping[str, Any] | None  # a date as JSON


def same_date(one: Claim, other: Claim) -> bool:
    """The same days, however it was reasoned; the reasons alone are not worth a question."""
    return _days(one) == _days(other)


def _days(date: Claim) -> tuple[Any, ...] | None:
    return None if date is None else (date["edtf"], date["earliest"], date["latest"], date["core_from"], date["core_to"])


def date_of(claim: Claim) -> EventDate | None:
    return None if claim is None else EventDate.from_json(claim)


def quiet(claim: Claim) -> dict[str, Any]:
    """The columns of an account that claims another date now, while its event stays."""
    return {"claimed": claim, "reread": {"date": claim, "kept": True}}


def is_quiet(proof: Row) -> bool:
    reread = proof["reread"]
    return bool(reread and reread["kept"] and same_date(reread["date"], proof["claimed"]))


def leans_on_others(date: Claim, proof: Row, claim: Claim, proofs: Sequence[Row]) -> bool:
    """Whether an event has this date by another account, so that this one asks nothing: another gives it, and this one gave another
    before or gives none any more."""
    others = any(each["id"] != proof["id"] and each["claimed"] and same_date(each["claimed"], date) for each in proofs)
    return others and (claim is None or not same_date(proof["claimed"], date))


def has_formers(connection: Connection, event_id: int) -> bool:
    return connection.execute(select(mergers.c.id).where(mergers.c.kept_id == event_id).limit(1)).scalar() is not None


def untouched(connection: Connection, row: Row) -> bool:
    """A suggestion that nobody decided on, edited, or merged with another."""
    if row["status"] != "suggested" or has_formers(connection, row["id"]):
        return False
    joined = images.join(changes, images.c.change_id == changes.c.id)
    mine = (images.c.kind == "event", images.c.row_id == row["id"], changes.c.action.in_(EDITS), ~changes.c.undone)
    return connection.execute(select(images.c.id).select_from(joined).where(*mine).limit(1)).scalar() is None


def move_former(writing: Writing, proof: Row, claim: Claim) -> None:
    """What an account came with moves with it, and what was taken over from that is known by its new date."""
    merger = next(iter(many(writing.connection, select(mergers).where(mergers.c.former_id == (proof["origin_id"] or 0)))), None)
    if merger is None or claim is None:
        return
    former, lent = row_of(writing.connection, merger["former_id"]), merger["lent"]
    if former["date"] and same_date(former["date"], proof["claimed"]):
        set_date(writing, former, claim)
    if "date" in lent and same_date(lent["date"][1], proof["claimed"]):
        writing.update(mergers, merger, {"lent": {**lent, "date": [lent["date"][0], dict(claim)]}})


def set_date(writing: Writing, row: Row, claim: Claim) -> dict[str, Any]:
    """The event with this date, its accounts as they are."""
    told = event_of(row, proofs_of(writing.connection, [row["id"]])[row["id"]])
    return writing.change_event(row, columns_of(replace(told, date=date_of(claim))))


def keep_quiet(writing: Writing, event_id: int, date: Claim) -> None:
    """An event that was merged asks only about accounts that its date leans on."""
    proofs = proofs_of(writing.connection, [event_id])[event_id]
    for proof in proofs:
        reread = proof["reread"]
        if reread and not reread["kept"] and leans_on_others(date, proof, reread["date"], proofs):
            writing.update(evidence, proof, quiet(reread["date"]))


def bring_in_line(writing: Writing, row: Row) -> Row:
    """An event after splitting, with the date and accounts that it had before merging: where their document was corrected meanwhile, an
    untouched suggestion follows, and any other asks."""
    follows, date = untouched(writing.connection, row), row["date"]
    for proof in proofs_of(writing.connection, [row["id"]])[row["id"]]:
        reread = proof["reread"]
        if not reread or (reread["kept"] and not is_quiet(proof)):
            continue
        if follows or same_date(reread["date"], date):
            date = reread["date"]
            writing.update(evidence, proof, {"claimed": date, "reread": None})
        else:
            writing.update(evidence, proof, {"claimed": date, "reread": {"date": reread["date"], "kept": False}})
    return row if same_date(date, row["date"]) else set_date(writing, row, date)
