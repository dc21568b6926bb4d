"""What a search holds of an event is kept as one value."""

from collections.abc import Iterator
from struct import pack
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

STEP = 5000
OPEN = 2**62
STATUSES = ["suggested", "accepted", "rejected"]
# nothing is found in a store of which nothing is counted yet; all of it is put in when that is done
EVENTS = sa.text(
    "SELECT event.id, status, earliest, latest, core_from, core_to, importance, facet.id AS category FROM event"
    " JOIN facet ON facet.timeline_id = event.timeline_id AND facet.facet = 'category' AND facet.value = event.category"
    " WHERE binned_at IS NULL AND event.id > :last ORDER BY event.id LIMIT :step"
)
PUT = sa.text("INSERT INTO event_span (event_id, status, category, spans) VALUES (:id, :status, :category, :spans)")


def upgrade() -> None:
    op.create_table(
        "event_span",
        sa.Column("event_id", sa.Integer, primary_key=True),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("category", sa.Integer, nullable=False),
        sa.Column("spans", sa.LargeBinary, nullable=False),
    )
    for rows in _parts(op.get_bind()):
        op.get_bind().execute(PUT, [_row(each) for each in rows])


def _parts(connection: sa.Connection) -> Iterator[list[sa.Row[Any]]]:
    last = 0
    while rows := list(connection.execute(EVENTS, {"last": last, "step": STEP})):
        yield rows
        last = rows[-1].id


def _row(row: sa.Row[Any]) -> dict[str, object]:
    core = (OPEN if row.core_from is None else row.core_from, -OPEN if row.core_to is None else row.core_to)
    spans = pack(">7q", row.earliest, row.id, row.latest, *core, row.importance, row.category)
    return {"id": row.id, "status": STATUSES.index(row.status), "category": row.category, "spans": spans}
