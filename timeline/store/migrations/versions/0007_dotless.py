"""Words with a dotless ı are found with an i: the events that have such words are indexed anew."""

import sqlalchemy as sa
from alembic import op
from timeline.store import sqlite
from timeline.store.rows import chunks

revision = "0007"
down_revision = "0006"

TERMS = sa.text("SELECT term FROM event_terms WHERE instr(term, 'ı') > 0")
IDS = sa.text("SELECT rowid FROM event_words WHERE event_words MATCH :wanted")


def upgrade() -> None:
    connection = op.get_bind()
    found: set[int] = set()
    for terms in chunks(connection.execute(TERMS).scalars().all()):
        found.update(connection.execute(IDS, {"wanted": " OR ".join(f'"{term}"' for term in terms)}).scalars())
    for ids in chunks(sorted(found)):
        sqlite.index(connection, ids)
