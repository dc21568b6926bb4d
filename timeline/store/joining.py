"""Making one event of several that tell the same, and several of one again. (Taking in a timeline file is merging.py.)

Merging loses nothing: the kept event gets every account of the others, each with the date that it claims; the others keep their rows,
with all that was in them, and lie in no list while their addresses lead to the kept one. What the kept event took over from each is
written down, so that it can be given back when they are split, also after other changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, or_, select

from timeline.dates import EventDate
from timeline.errors import BadInput, NotFound
from timeline.events import Event, Media, Place, event_from_json, to_json
from timeline.store.changes import Writing
from timeline.store.editing import check_version, marks_of, remember
from timeline.store.events import columns_of, event_of, proofs_of, rows_by_public
from timeline.store.leaning import bring_in_line, keep_quiet
from timeline.store.rows import Row, many
from timeline.store.slugs import random_word
from timeline.store.tables import differents, events, evidence, mergers
from timeline.wording import gettext

LISTS = ("actors", "tags", "media")
SINGLE = ("title", "date", "description", "place", "category")
NOTHING_SAID = {"quote": "", "start": None, "end": None, "prefix": "", "suffix": "", "source": "", "url": ""}

Lent = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """`keep` is the id that stays; `title_of` and `date_of` say whose title and date it has then, its own when empty. `versions` are
    those that the person saw, by id; what is not named is not checked."""

    keep: str
    title_of: str = ""
    date_of: str = ""
    versions: Mapping[str, int] | None = None


# --- merging -------------------------------------------------------------------------------------------------------


def merge(writing: Writing, publics: Sequence[str], choice: Choice) -> int:
    """The inside id of the event kept. Raises BadInput, NotFound, and Stale when one of them is newer than what was seen."""
    rows = _chosen(writing, publics, choice)
    proofs = proofs_of(writing.connection, [row["id"] for row in rows.values()])
    told = {public: event_of(row, proofs[row["id"]]) for public, row in rows.items()}
    kept, others = rows[choice.keep], [row for public, row in rows.items() if public != choice.keep]
    whole, lent = united(told, choice)
    if any(event.date != whole.date for event in told.values()):
        _claim(writing, kept, proofs[kept["id"]], told[choice.keep], whole)
    for row in others:
        _move(writing, kept, proofs[row["id"]] or _bare_account(told[row["public"]], whole), row, told[row["public"]])
        writing.change_event(row, {"binned_at": writing.at})
        _note(writing, row, kept, lent[row["public"]])
    keep_quiet(writing, kept["id"], _plain(whole.date))
    _save(writing, kept, whole, beyond=max(row["version"] for row in rows.values()))
    marks = marks_of(writing.connection, [kept["id"]])
    remember(writing, marks, rejected=whole.status == "rejected")
    return int(kept["id"])


def _chosen(writing: Writing, publics: Sequence[str], choice: Choice) -> dict[str, Row]:
    wanted = list(dict.fromkeys(publics))
    if len(wanted) < 2:
        raise BadInput(gettext("Choose at least two events to merge."), field="ids")
    for name, public in (("keep", choice.keep), ("title_of", choice.title_of), ("date_of", choice.date_of)):
        if public not in wanted and (public or name == "keep"):
            raise BadInput(
                gettext("%(value)s is none of the events to merge; choose one of them.", value=public[:64] or "The one to keep"), field=name
            )
    rows = rows_by_public(writing.connection, writing.timeline_id, wanted)
    for public in wanted:
        if public not in rows or rows[public]["binned_at"] is not None:
            raise NotFound(
                gettext(
                    "There is no event %(public)s in this timeline any more; it may have been merged or moved to the bin.",
                    public=public[:64],
                )
            )
        check_version(writing.connection, rows[public], (choice.versions or {}).get(public))
    return {public: rows[public] for public in wanted}


def united(told: Mapping[str, Event], choice: Choice) -> tuple[Event, dict[str, Lent]]:
    """The kept event with what it takes over, and what that is, by the id of the event it came from. Lists are joined; of the rest only
    what the kept one does not have, and the title and date that were chosen."""
    own = told[choice.keep]
    whole, lent = own, {public: Lent() for public in told}
    for public, event in told.items():
        taken = {name: getattr(event, name) for name in ("description", "place", "category", "date") if not getattr(whole, name)}
        taken |= {"title": event.title} if public == choice.title_of else {}
        taken |= {"date": event.date} if public == choice.date_of else {}
        for name, value in taken.items():
            if value and value != getattr(own, name):
                lent[public][name] = [_plain(getattr(own, name)), _plain(value)]
        more = {name: tuple(each for each in getattr(event, name) if each not in getattr(whole, name)) for name in LISTS}
        lent[public] |= {name: [_plain(each) for each in values] for name, values in more.items() if values and public != choice.keep}
        joined: dict[str, Any] = {name: (*getattr(whole, name), *values) for name, values in more.items()}
        whole = replace(whole, **joined, **{name: value for name, value in taken.items() if value})
    order = ("rejected", "suggested", "accepted")
    status = max((each.status for each in told.values()), key=order.index)
    return replace(whole, status=status, star=any(each.star for each in told.values())), lent


def _plain(value: Any) -> Any:
    if isinstance(value, EventDate):
        return value.to_json()
    return to_json(value) if isinstance(value, (Media, Place)) else value


def _claim(writing: Writing, kept: Row, proofs: Sequence[Row], own: Event, whole: Event) -> None:
    """Where dates differ, its own accounts say which one they gave, whatever date the event has then."""
    if own.date is None:
        return
    for row in proofs or _bare_account(own, whole):
        if "id" not in row:
            writing.insert(evidence, [{**row, "event_id": kept["id"], "ordinal": 0}])
        elif row["claimed"] is None:
            writing.update(evidence, row, {"claimed": own.date.to_json()})


def _bare_account(event: Event, whole: Event) -> list[Row]:
    """Of an event without sources that gives another date: somebody said so, and that is all that is known."""
    if event.date is None or event.date == whole.date:
        return []
    return [{**NOTHING_SAID, "document_id": None, "fingerprint": None, "claimed": event.date.to_json(), "origin_id": None}]


def _move(writing: Writing, kept: Row, proofs: Sequence[Row], former: Row, told: Event) -> None:
    claimed = told.date.to_json() if told.date else None
    moved = [{**_columns(row), "claimed": row["claimed"] or claimed, "origin_id": row["origin_id"] or former["id"]} for row in proofs]
    _hand_over(writing, proofs, kept["id"], moved)


def _columns(row: Row) -> dict[str, Any]:
    return {column.name: row[column.name] for column in evidence.columns if column.name in row and column.name != "id"}


def _hand_over(writing: Writing, old: Sequence[Row], event_id: int, new: Sequence[Mapping[str, Any]]) -> None:
    """As new rows, so that the record of either event says what came and what went."""
    writing.delete(evidence, [row for row in old if "id" in row])
    count = len(proofs_of(writing.connection, [event_id])[event_id])
    writing.insert(evidence, [{**row, "event_id": event_id, "ordinal": count + place} for place, row in enumerate(new)])


def _note(writing: Writing, former: Row, kept: Row, lent: Lent) -> None:
    """Who is told by whom now; what was merged into the former before, and what it is not the same as, holds of the kept one."""
    for row in many(writing.connection, select(mergers).where(mergers.c.kept_id == former["id"])):
        writing.update(mergers, row, {"kept_id": kept["id"]})
    writing.insert(mergers, [{"timeline_id": writing.timeline_id, "former_id": former["id"], "kept_id": kept["id"], "lent": lent}])
    for row in many(writing.connection, select(differents).where(or_(*(side == former["id"] for side in _sides())))):
        other = row["second_id"] if row["first_id"] == former["id"] else row["first_id"]
        if other != kept["id"]:
            set_different(writing, kept["id"], other)


def _save(writing: Writing, row: Row, whole: Event, beyond: int = 0) -> dict[str, Any]:
    proofs = proofs_of(writing.connection, [row["id"]])[row["id"]]
    told = replace(whole, evidence=event_of(row, proofs).evidence)
    return writing.change_event(row, columns_of(told), beyond)


# --- not the same --------------------------------------------------------------------------------------------------


def _sides() -> tuple[Any, Any]:
    return differents.c.first_id, differents.c.second_id


def set_different(writing: Writing, one: int, other: int) -> None:
    first, second = sorted((one, other))
    known = select(differents.c.id).where(differents.c.first_id == first, differents.c.second_id == second)
    if first != second and writing.connection.execute(known).scalar() is None:
        writing.insert(differents, [{"timeline_id": writing.timeline_id, "first_id": first, "second_id": second}])


def not_the_same(writing: Writing, publics: Sequence[str]) -> None:
    """Of each two of these. Raises BadInput and NotFound."""
    rows = rows_by_public(writing.connection, writing.timeline_id, publics)
    if missing := [each for each in publics if each not in rows]:
        raise NotFound(gettext("There is no event %(value)s in this timeline.", value=missing[0][:64]))
    numbers = sorted(row["id"] for row in rows.values())
    if len(numbers) < 2:
        raise BadInput(gettext("Name two events that are not the same."), field="ids")
    for place, one in enumerate(numbers):
        for other in numbers[place + 1 :]:
            set_different(writing, one, other)


# --- splitting -----------------------------------------------------------------------------------------------------


def formers(connection: Connection, event_id: int) -> list[Row]:
    """Events that were merged into this one, in the order in which that was done."""
    query = select(events).join(mergers, mergers.c.former_id == events.c.id).where(mergers.c.kept_id == event_id)
    return many(connection, query.order_by(mergers.c.id))


def origins(connection: Connection, event_id: int) -> list[str]:
    """For each account, in order, the public id of the former event it came with; empty for its own."""
    names = {row["id"]: row["public"] for row in formers(connection, event_id)}
    return [names.get(row["origin_id"], "") for row in proofs_of(connection, [event_id])[event_id]]


def split(writing: Writing, row: Row, account: int | None, former: str) -> int:
    """The inside id of the event split off."""
    if account is None:
        return int(bring_back(writing, row, former_named(writing.connection, row, former))["id"])
    return int(split_account(writing, row, account)["id"])


def split_account(writing: Writing, row: Row, place: int) -> Row:
    """Takes one account off. One that came with another event brings that back; any other becomes an event of its own, with what this
    one says. The row of the event split off."""
    proofs = proofs_of(writing.connection, [row["id"]])[row["id"]]
    if not 0 <= place < len(proofs):
        raise NotFound(gettext("This event has no account number %(place)s; it may have been changed. Open the event again.", place=place))
    origin = proofs[place]["origin_id"]
    former = next((each for each in formers(writing.connection, row["id"]) if each["id"] == origin), None)
    if former is not None:
        return bring_back(writing, row, former)
    if len(proofs) < 2:
        raise BadInput(gettext("This is the only account of the event, so there is nothing to split off."), field="account")
    return _new_event(writing, row, proofs, place)


def _new_event(writing: Writing, row: Row, proofs: Sequence[Row], place: int) -> Row:
    told = event_of(row, proofs)
    one = told.evidence[place]
    made = replace(told, date=one.claimed or told.date, description="", media=(), tags=(), star=False, evidence=(one,))
    stamps = {"version": 1, "binned_at": None, "created": writing.at, "changed": writing.at, "changed_by": writing.author}
    (new,) = writing.insert(events, [{**columns_of(made), "public": random_word(), "timeline_id": writing.timeline_id, **stamps}])
    _part(writing, row, new, [proofs[place]], event_of(row))
    return new


def bring_back(writing: Writing, row: Row, former: Row) -> Row:
    """The former event as it was, with the accounts that came with it; what this one took over from it and still has goes with it."""
    merger = many(writing.connection, select(mergers).where(mergers.c.former_id == former["id"], mergers.c.kept_id == row["id"]))[0]
    proofs = proofs_of(writing.connection, [row["id"]])[row["id"]]
    mine = [each for each in proofs if each["origin_id"] == former["id"]]
    writing.delete(mergers, [merger])
    others = [event_of(each) for each in formers(writing.connection, row["id"])]
    own = given_back(event_of(row), merger["lent"], others)
    back = writing.change_event(former, {"binned_at": None}, beyond=row["version"])
    left = _part(writing, row, back, mine, own)
    if left["date"] != row["date"]:
        bring_in_line(writing, left)
    remember(writing, marks_of(writing.connection, [former["id"]]), rejected=former["status"] == "rejected")
    return bring_in_line(writing, back)


def _part(writing: Writing, row: Row, off: Row, mine: Sequence[Row], own: Event) -> Row:
    """Hands accounts over to the event split off and closes up those that stay; the event without them. The two are not offered for
    merging again."""
    said = [{**_columns(each), "origin_id": None} for each in mine if any(each[name] for name in ("document_id", "quote", "source", "url"))]
    _hand_over(writing, mine, off["id"], said)
    for place, each in enumerate(proofs_of(writing.connection, [row["id"]])[row["id"]]):
        writing.update(evidence, each, {"ordinal": place})
    set_different(writing, row["id"], off["id"])
    return _save(writing, row, own)


def given_back(event: Event, lent: Lent, others: Sequence[Event] = ()) -> Event:
    """Without what it took over, as far as nobody changed that since and none of `others`, which stay merged, says it too."""
    written, also = to_json(event), [to_json(each) for each in others]
    lent = lent | {name: [each for each in lent[name] if not any(each in other[name] for other in also)] for name in LISTS if name in lent}
    changed = {name: lent[name][0] for name in SINGLE if name in lent and written[name] == lent[name][1]}
    changed |= {name: [each for each in written[name] if each not in lent[name]] for name in LISTS if name in lent}
    if not str(changed.get("title", event.title)).strip():
        changed.pop("title")
    return event_from_json(written | changed)


def former_named(connection: Connection, row: Row, public: str) -> Row:
    former = next((each for each in formers(connection, row["id"]) if each["public"] == public), None)
    if former is None:
        raise NotFound(
            gettext(
                "No event %(public)s is merged into “%(value)s”; it may have been split off already.",
                public=public[:64],
                value=row["title"][:120],
            )
        )
    return former
