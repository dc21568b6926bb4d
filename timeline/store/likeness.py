"""Which events of a timeline may be the same: worked out when somebody looks, for what changed since the last look, and kept beside the
events like the index for search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, Engine, and_, delete, func, or_, select, tuple_

from timeline.granules import DAY_SECONDS
from timeline.merge import FARTHEST_APART, Offer, Rarity, Reason, Telling, offers, telling
from timeline.store import sqlite, terms
from timeline.store.events import all_stored
from timeline.store.records import Likely, PairKey
from timeline.store.rows import Row, chunks, many
from timeline.store.tables import changes, compared, differents, events, images, likenesses

AT_A_LOOK = 300  # changed events that are compared before a page is shown
AT_ONCE = 10_000  # and when somebody asks for the pairs, unless the timeline is large
SMALL, LARGE = 1_000, 30_000  # a timeline between these is compared whole only when many of its events changed; a larger one never
MANY = 20  # one in so many
SAME_BOUNDS = 100  # events of the very same bounds that are looked at
SHOWN_OF_ONE = 3
LIVE = and_(sqlite.plain(events.c.binned_at).is_(None), events.c.status != "rejected")
Pointer = tuple[int, int]


# --- comparing -----------------------------------------------------------------------------------------------------


def catch_up(engine: Engine, timeline_id: int, most: int) -> int:
    """Compares what changed since the last time, unless that is more than `most` or somebody else is writing; how many are left."""
    with sqlite.reading(engine) as connection:
        asked = most == AT_ONCE
        most = AT_A_LOOK if asked and _live(connection, timeline_id) > LARGE else most
        ids, pointer, left = _changed(connection, timeline_id, most, asked)
        if not ids or (left and not asked):
            return len(ids) + left
        found = _offers(connection, timeline_id, ids)
    with sqlite.writing_soon(engine) as free:
        if free is None:
            return len(ids) + left
        _keep(free, timeline_id, ids, found, pointer)
    return left


def _live(connection: Connection, timeline_id: int) -> int:
    counted = select(func.count()).where(events.c.timeline_id == timeline_id, events.c.binned_at.is_(None), events.c.status != "rejected")
    return connection.execute(counted).scalar_one()


def _changed(connection: Connection, timeline_id: int, most: int, counted: bool) -> tuple[list[int], Pointer, int]:
    """Ids of events touched since, as many as are to be compared now; up to where in the record that is; and how many more are left,
    1 for any number unless they are to be `counted`."""
    row = connection.execute(select(compared.c.change_id, compared.c.image_id).where(compared.c.timeline_id == timeline_id)).one_or_none()
    change, image = tuple(row) if row else (0, 0)
    since = or_(images.c.change_id > change, and_(images.c.change_id == change, images.c.id > image))
    mine = (changes.c.timeline_id == timeline_id, changes.c.id >= change, images.c.kind == "event", since)
    query = select(images.c.change_id, images.c.id, images.c.row_id).join(changes, images.c.change_id == changes.c.id).where(*mine)
    rows = connection.execute(query.order_by(images.c.change_id, images.c.id).limit(most)).all()
    pointer = (rows[-1][0], rows[-1][1]) if rows else (change, image)
    left = 0
    if len(rows) == most and not counted:
        left = 1
    elif len(rows) == most:
        after = or_(images.c.change_id > pointer[0], and_(images.c.change_id == pointer[0], images.c.id > pointer[1]))
        more = select(func.count()).select_from(images.join(changes, images.c.change_id == changes.c.id)).where(*mine, after)
        left = connection.execute(more).scalar_one()
    return sorted({row[2] for row in rows}), pointer, left


def _offers(connection: Connection, timeline_id: int, ids: Sequence[int]) -> list[Offer]:
    live = _live(connection, timeline_id)
    new = {str(number) for number in ids}
    if live <= SMALL or (live <= LARGE and len(ids) * MANY > live):
        return offers(_told(connection, select(events).where(events.c.timeline_id == timeline_id, LIVE)), new=new)
    found: list[Offer] = []
    rarity = Rarity({}, connection.execute(select(func.count()).select_from(events)).scalar_one())
    for some in chunks(ids, 100):
        told = _told(connection, select(events).where(events.c.id.in_(some), LIVE))
        _learn(connection, rarity, told)
        near = sorted({number for each in told for number in _near(connection, timeline_id, each, rarity)} - set(some))
        for more in chunks(near):
            told += _told(connection, select(events).where(events.c.id.in_(more)))
        _learn(connection, rarity, told)
        found += offers(told, new={str(number) for number in some}, rarity=rarity)
    return found


def _told(connection: Connection, query: Any) -> list[Telling]:
    """Named by their inside ids."""
    found: list[Telling] = []
    for rows in chunks(many(connection, query)):
        given = zip(rows, all_stored(connection, rows), strict=True)
        found += [replace(telling(stored.event), id=str(row["id"])) for row, stored in given]
    return found


def _learn(connection: Connection, rarity: Rarity, told: Iterable[Telling]) -> None:
    """How many events of the store have each of their words, by the index for search."""
    words = {word for each in told for word in each.words} - rarity.counts.keys()
    rarity.counts |= terms.counts_of(connection, sorted(words))


def _near(connection: Connection, timeline_id: int, told: Telling, rarity: Rarity) -> list[int]:
    """Events that have one of its rarest words and a date not far from its own, or the very same bounds."""
    words = terms.ids_with_any(rarity.keys(told.words))
    found: list[int] = []
    if words is not None:
        # these few are looked up one by one, so no index that begins with the timeline may be walked instead
        listed = sqlite.listed(list(connection.execute(words).scalars()))
        here = (events.c.id.in_(listed), sqlite.plain(events.c.timeline_id) == timeline_id, LIVE, *_not_far(told))
        found += connection.execute(select(events.c.id).where(*here)).scalars()
    if told.bounds is not None:
        same = (events.c.binned_at.is_(None), events.c.earliest == told.bounds[0], events.c.latest == told.bounds[1])
        query = select(events.c.id).where(events.c.timeline_id == timeline_id, *same, events.c.status != "rejected")
        found += connection.execute(query.limit(SAME_BOUNDS)).scalars()
    return found


def _not_far(told: Telling) -> list[Any]:
    if told.bounds is None:
        return []
    reach = FARTHEST_APART * DAY_SECONDS
    return [sqlite.plain(events.c.earliest) < told.bounds[1] + reach, sqlite.plain(events.c.latest) > told.bounds[0] - reach]


def _keep(connection: Connection, timeline_id: int, ids: Sequence[int], found: Sequence[Offer], pointer: Pointer) -> None:
    forget(connection, ids)
    rows = [_row(timeline_id, each) for each in found]
    for some in chunks(list({(row["first_id"], row["second_id"]): row for row in rows}.values())):
        connection.execute(terms.insert_or_replace(likenesses), list(some))
    where = {"timeline_id": timeline_id, "change_id": pointer[0], "image_id": pointer[1]}
    connection.execute(terms.insert_or_replace(compared), where)


def _row(timeline_id: int, offer: Offer) -> dict[str, Any]:
    first, second = sorted((int(offer.first), int(offer.second)))
    reasons = [asdict(each) for each in offer.reasons]
    return {"first_id": first, "second_id": second, "timeline_id": timeline_id, "strength": offer.strength, "reasons": reasons}


def forget(connection: Connection, ids: Sequence[int]) -> None:
    for some in chunks(ids):
        connection.execute(delete(likenesses).where(or_(likenesses.c.first_id.in_(some), likenesses.c.second_id.in_(some))))


# --- told ----------------------------------------------------------------------------------------------------------

one, other = events.alias("one"), events.alias("other")
PAIRS = likenesses.join(one, likenesses.c.first_id == one.c.id).join(other, likenesses.c.second_id == other.c.id)


def _offered(timeline_id: int) -> list[Any]:
    """Both still stand, and nobody said that they are not the same."""
    said = select(differents.c.id).where(differents.c.first_id == one.c.id, differents.c.second_id == other.c.id).exists()
    live = [condition for each in (one, other) for condition in (each.c.binned_at.is_(None), each.c.status != "rejected")]
    return [likenesses.c.timeline_id == timeline_id, *live, ~said]


def count(connection: Connection, timeline_id: int) -> int:
    return connection.execute(select(func.count()).select_from(PAIRS).where(*_offered(timeline_id))).scalar_one()


def page(connection: Connection, timeline_id: int, offset: int, limit: int, after: PairKey | None = None) -> list[Likely]:
    """The likeliest first; those after a place in that order, when it is given."""
    query = select(likenesses).select_from(PAIRS).where(*_offered(timeline_id))
    if after is not None:
        key = (-likenesses.c.strength, likenesses.c.first_id, likenesses.c.second_id)
        query = query.where(tuple_(*key) > tuple_(-after[0], *after[1:]))
    order = (likenesses.c.strength.desc(), likenesses.c.first_id, likenesses.c.second_id)
    return _told_pairs(connection, many(connection, query.order_by(*order).offset(offset).limit(limit)))


def of_events(connection: Connection, timeline_id: int, publics: Sequence[str]) -> dict[str, list[Likely]]:
    """For each of these the few that are likeliest the same, itself the first of the pair."""
    found: dict[str, list[Likely]] = defaultdict(list)
    for some in chunks(publics):
        mine = or_(one.c.public.in_(some), other.c.public.in_(some))
        query = select(likenesses).select_from(PAIRS).where(*_offered(timeline_id), mine)
        rows = many(connection, query.order_by(likenesses.c.strength.desc(), likenesses.c.second_id))
        for each in _told_pairs(connection, rows):
            for turned in (each, each.turned()):
                if turned.first.event.id in some and len(found[turned.first.event.id]) < SHOWN_OF_ONE:
                    found[turned.first.event.id].append(turned)
    return dict(found)


def _told_pairs(connection: Connection, rows: Sequence[Row]) -> list[Likely]:
    ids = sorted({row[side] for row in rows for side in ("first_id", "second_id")})
    found = [row for some in chunks(ids) for row in many(connection, select(events).where(events.c.id.in_(some)))]
    stored = dict(zip((row["id"] for row in found), all_stored(connection, found), strict=True))
    return [Likely(stored[row["first_id"]], stored[row["second_id"]], tuple(map(_reason, row["reasons"])), _key(row)) for row in rows]


def _key(row: Row) -> PairKey:
    return row["strength"], row["first_id"], row["second_id"]


def _reason(written: dict[str, Any]) -> Reason:
    return Reason(**{**written, "names": tuple(written["names"])})
