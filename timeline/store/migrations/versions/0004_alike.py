"""What a text is known by in another format."""

import sqlalchemy as sa
from alembic import op
from timeline.store.alike import alike_of

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("document", sa.Column("alike", sa.Text))
    op.create_index("document_alike", "document", ["timeline_id", "alike"])
    connection = op.get_bind()
    document = sa.table("document", sa.column("id", sa.Integer), sa.column("text", sa.Text), sa.column("alike", sa.Text))
    for number in connection.execute(sa.select(document.c.id)).scalars().all():
        text = connection.execute(sa.select(document.c.text).where(document.c.id == number)).scalar_one()
        connection.execute(document.update().where(document.c.id == number).values(alike=alike_of(text)))
