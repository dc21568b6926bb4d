"""What a document would claim now, where a reviewed event has to be asked."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("evidence", sa.Column("reread", sa.JSON))
