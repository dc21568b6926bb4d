"""Several accounts of one event: what was merged, what is not the same, and what may be."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def upgrade() -> None:
    op.add_column("evidence", sa.Column("origin_id", sa.Integer))
    op.create_table(
        "merger",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("timeline_id", sa.Integer, sa.ForeignKey("timeline.id"), nullable=False),
        _whole("former_id"),
        _whole("kept_id"),
        sa.Column("lent", sa.JSON, nullable=False),
        sa.UniqueConstraint("former_id", name="merger_former"),
        sqlite_autoincrement=True,
    )
    op.create_index("merger_kept", "merger", ["kept_id"])
    op.create_table(
        "different",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("timeline_id", sa.Integer, sa.ForeignKey("timeline.id"), nullable=False),
        _whole("first_id"),
        _whole("second_id"),
        sa.UniqueConstraint("first_id", "second_id", name="different_pair"),
        sqlite_autoincrement=True,
    )
    op.create_index("different_second", "different", ["second_id"])
    op.create_table(
        "likeness",
        sa.Column("first_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("second_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("timeline_id", sa.Integer, sa.ForeignKey("timeline.id"), nullable=False),
        sa.Column("strength", sa.Float, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
    )
    op.create_index("likeness_order", "likeness", ["timeline_id", "strength"])
    op.create_index("likeness_second", "likeness", ["second_id"])
    op.create_table(
        "compared",
        sa.Column("timeline_id", sa.Integer, sa.ForeignKey("timeline.id"), primary_key=True, autoincrement=False),
        _whole("change_id"),
        _whole("image_id"),
    )
    # how many events have a word, read from the index for search
    op.execute("CREATE VIRTUAL TABLE event_terms USING fts5vocab(event_words, row)")
