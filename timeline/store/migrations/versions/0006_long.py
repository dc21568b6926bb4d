"""Events that last longer than a month are found by their end and core, and ends are counted by decades too."""

from alembic import op

revision = "0006"
down_revision = "0005"

LONG = "latest - earliest > 2678400"
# places in bins.STEPS and counting's sides of ends and cores, as they were when this was written
YEAR, DECADE, SIDES = 8, 11, (1, 2, 3)


def upgrade() -> None:
    for name in ("latest", "core_from", "core_to"):
        columns = ", ".join(("facet_id", name, "status", "category", "led"))
        op.execute(f"CREATE INDEX facet_event_long_{name} ON facet_event ({columns}) WHERE {LONG}")
    for side in SIDES:
        # division rounds toward nothing, and decades before it begin below their years
        decade = "(bin - ((bin % 10) + 10) % 10) / 10"
        counts = "sum(count), sum(sure), sum(led), sum(led_sure)"
        op.execute(
            "INSERT INTO density (facet_id, side, step, bin, status, category, count, sure, led, led_sure)"
            f" SELECT facet_id, side, {DECADE}, {decade}, status, category, {counts} FROM density"  # noqa: S608
            f" WHERE side = {side} AND step = {YEAR} GROUP BY facet_id, {decade}, status, category"
        )
