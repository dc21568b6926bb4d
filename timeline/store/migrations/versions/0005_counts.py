"""Counts that are kept (facets, bins), eras and saved views. The counts are worked out when the store is opened."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _key(name: str, kind: type[Any] = sa.Integer) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True)


def _value(name: str, kind: type[Any] = sa.Integer) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _of_timeline() -> sa.Column[Any]:
    return sa.Column("timeline_id", sa.Integer, sa.ForeignKey("timeline.id"), nullable=False)


def upgrade() -> None:
    op.create_index("event_asks", "event", ["timeline_id", "asks", "binned_at", "status"])
    for name in ("latest", "core_from", "core_to"):
        op.create_index(f"event_{name}", "event", ["timeline_id", "binned_at", "status", name])
    op.create_table(
        "facet",
        _key("id"),
        _of_timeline(),
        *(_value("facet", sa.Text), _value("value", sa.Text)),
        *(_value(name) for name in ("suggested", "accepted", "rejected")),
        _value("dense", sa.Boolean),
        sa.UniqueConstraint("timeline_id", "facet", "value", name="facet_value"),
    )
    op.create_index("facet_order", "facet", ["timeline_id", "facet", "accepted"])
    op.create_table(
        "facet_event",
        *(_key("facet_id"), _key("earliest", sa.BigInteger), _key("event_id")),
        _value("latest", sa.BigInteger),
        *(sa.Column(name, sa.BigInteger) for name in ("core_from", "core_to")),
        _value("importance", sa.BigInteger),
        *(_value("status"), _value("category"), _value("led", sa.Boolean)),
        sqlite_with_rowid=False,
    )
    op.create_index("facet_event_importance", "facet_event", ["facet_id", "importance", "event_id", "earliest", "latest", "status"])
    op.create_index("facet_event_event", "facet_event", ["event_id"])
    op.create_table(
        "density",
        *(_key("facet_id"), _key("side"), _key("step"), _key("bin", sa.BigInteger), _key("status"), _key("category")),
        *(_value(name) for name in ("count", "sure", "led", "led_sure")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "era",
        *(_key("id"), _value("public", sa.Text), _of_timeline(), _value("name", sa.Text), _value("date", sa.JSON)),
        _value("colour", sa.Text),
        sa.UniqueConstraint("timeline_id", "public", name="era_public"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "saved_view",
        *(_key("id"), _value("public", sa.Text), _of_timeline(), _value("name", sa.Text), _value("query", sa.Text)),
        sa.UniqueConstraint("timeline_id", "public", name="view_public"),
        sa.UniqueConstraint("timeline_id", "name", name="view_name"),
        sqlite_autoincrement=True,
    )
