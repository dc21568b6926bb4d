"""The first shape of the store."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "timeline",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("slug", sa.Text, nullable=False, unique=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("created", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public", sa.Text, nullable=False),
        sa.Column("timeline_id", sa.Integer, sa.ForeignKey("timeline.id"), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published", sa.Text),
        sa.Column("published_assumed", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("created", sa.Text, nullable=False),
        sa.UniqueConstraint("timeline_id", "public", name="document_public"),
        sqlite_autoincrement=True,
    )
    op.create_index("document_text", "document", ["timeline_id", "sha256"])
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public", sa.Text, nullable=False),
        sa.Column("timeline_id", sa.Integer, sa.ForeignKey("timeline.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("date", sa.JSON),
        sa.Column("earliest", sa.BigInteger, nullable=False),
        sa.Column("latest", sa.BigInteger, nullable=False),
        sa.Column("core_from", sa.BigInteger),
        sa.Column("core_to", sa.BigInteger),
        sa.Column("zone", sa.Text),
        sa.Column("calendar", sa.Text),
        sa.Column("asks", sa.Boolean, nullable=False),
        sa.Column("actors", sa.JSON, nullable=False),
        sa.Column("place", sa.JSON),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("tags", sa.JSON, nullable=False),
        sa.Column("media", sa.JSON, nullable=False),
        sa.Column("star", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float),
        sa.Column("importance", sa.BigInteger, nullable=False),
        sa.Column("binned_at", sa.Text),
        sa.Column("created", sa.Text, nullable=False),
        sa.Column("changed", sa.Text, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.UniqueConstraint("timeline_id", "public", name="event_public"),
        sqlite_autoincrement=True,
    )
    op.create_index("event_order", "event", ["timeline_id", "binned_at", "earliest", "id", "latest"])
    op.create_index("event_status_order", "event", ["timeline_id", "binned_at", "status", "earliest", "id", "latest"])
    spans = ["timeline_id", "binned_at", "status", "earliest", "latest", "core_from", "core_to", "category", "asks"]
    op.create_index("event_spans", "event", spans)
    by_importance = ["importance", "id", "earliest", "latest"]
    op.create_index("event_importance", "event", ["timeline_id", "binned_at", *by_importance])
    op.create_index("event_status_importance", "event", ["timeline_id", "binned_at", "status", *by_importance])
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.Integer, sa.ForeignKey("event.id"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id")),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("start", sa.BigInteger),
        sa.Column("end", sa.BigInteger),
        sa.Column("prefix", sa.Text, nullable=False),
        sa.Column("suffix", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("claimed", sa.JSON),
        sa.Column("fingerprint", sa.Text),
        sa.UniqueConstraint("document_id", "fingerprint", name="evidence_fingerprint"),
        sqlite_autoincrement=True,
    )
    op.create_index("evidence_event", "evidence", ["event_id", "ordinal"])
    op.create_index("evidence_suggestion", "evidence", ["fingerprint"])
    op.create_table(
        "rejection",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("timeline_id", sa.Integer, sa.ForeignKey("timeline.id"), nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.UniqueConstraint("timeline_id", "fingerprint", name="rejection_fingerprint"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("timeline_id", sa.Integer, sa.ForeignKey("timeline.id"), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("change.id")),
        sa.Column("undone", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("change_order", "change", ["timeline_id", "id"])
    op.create_table(
        "change_row",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("change_id", sa.Integer, sa.ForeignKey("change.id"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("event_id", sa.Integer),
        sa.Column("document_id", sa.Integer),
        sa.Column("public", sa.Text),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
    )
    op.create_index("change_row_change", "change_row", ["change_id", "kind"])
    op.create_index("change_row_row", "change_row", ["kind", "row_id"])
    op.create_index("change_row_event", "change_row", ["event_id"])
    op.create_index("change_row_document", "change_row", ["document_id"])
    op.execute("CREATE VIRTUAL TABLE event_days USING rtree_i32(id, first, last, timeline, timeline_too)")
    op.execute(
        "CREATE VIRTUAL TABLE event_words USING fts5(title, description, actors, place, tags, quotes,"
        " tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
    )
