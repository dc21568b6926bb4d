"""The tables, as the newest migration leaves them. The virtual tables for search and for days are SQLite's own: see sqlite.py.

Inside, rows are named by integers; outside, by `public` ids, which are unique in a timeline, so that a copy of a timeline can lie
beside it. An instant is seconds since 1970-01-01T00:00, wall clock as written, and an end is exclusive. An open bound is -OPEN or
OPEN; an undated event has OPEN for both, so that it comes last and lies in no range. A core that is not there is NULL.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

OPEN = 2**62

metadata = MetaData()


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _text(name: str, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=False, **more)


def _json(name: str, nullable: bool = False) -> Column[Any]:
    return Column(name, JSON(none_as_null=True), nullable=nullable)


def _instant(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


def _of(table: str, nullable: bool = False) -> Column[int]:
    return Column(f"{table}_id", Integer, ForeignKey(f"{table}.id"), nullable=nullable)


# A number is never used twice (AUTOINCREMENT): the images of a change name rows that may be gone, and undo brings them back.
NUMBERED: dict[str, Any] = {"sqlite_autoincrement": True}

timelines = Table(
    "timeline",
    metadata,
    _key(),
    _text("slug", unique=True),
    _text("title"),
    _text("description"),
    _text("created"),
    **NUMBERED,
)

# `alike` is the hash of the text without blanks and signs nobody sees, so that the same text in another format is known again.
documents = Table(
    "document",
    metadata,
    _key(),
    _text("public"),
    _of("timeline"),
    _text("title"),
    _text("text"),
    Column("published", Text),
    Column("published_assumed", Text),
    _text("language"),
    _text("source"),
    _text("url"),
    _text("sha256"),
    Column("alike", Text),
    _text("created"),
    UniqueConstraint("timeline_id", "public", name="document_public"),
    Index("document_text", "timeline_id", "sha256"),
    Index("document_alike", "timeline_id", "alike"),
    **NUMBERED,
)

events = Table(
    "event",
    metadata,
    _key(),
    _text("public"),
    _of("timeline"),
    Column("version", Integer, nullable=False),
    _text("title"),
    _text("description"),
    _json("date", nullable=True),
    _instant("earliest"),
    _instant("latest"),
    _instant("core_from", nullable=True),
    _instant("core_to", nullable=True),
    Column("zone", Text),
    Column("calendar", Text),
    Column("asks", Boolean, nullable=False),
    _json("actors"),
    _json("place", nullable=True),
    _text("category"),
    _json("tags"),
    _json("media"),
    Column("star", Boolean, nullable=False),
    _text("status"),
    Column("confidence", Float),
    Column("importance", BigInteger, nullable=False),
    Column("binned_at", Text),
    _text("created"),
    _text("changed"),
    _text("changed_by"),
    UniqueConstraint("timeline_id", "public", name="event_public"),
    # each ends with what a range asks, so that rows out of range are never fetched
    Index("event_order", "timeline_id", "binned_at", "earliest", "id", "latest"),
    Index("event_status_order", "timeline_id", "binned_at", "status", "earliest", "id", "latest"),
    Index("event_spans", "timeline_id", "binned_at", "status", "earliest", "latest", "core_from", "core_to", "category", "asks"),
    Index("event_importance", "timeline_id", "binned_at", "importance", "id", "earliest", "latest"),
    Index("event_status_importance", "timeline_id", "binned_at", "status", "importance", "id", "earliest", "latest"),
    Index("event_asks", "timeline_id", "asks", "binned_at", "status"),
    *(Index(f"event_{name}", "timeline_id", "binned_at", "status", name) for name in ("latest", "core_from", "core_to")),
    **NUMBERED,
)

# `ordinal` is the evidence's place in its event. The fingerprint names a suggestion within its document and is never handed out.
# `origin_id` is the event that it was the evidence of before that one was merged into another.
# `reread` is {"date", "kept"}: the date that its document would now claim (null: none), read again after it was corrected, where the event
# was reviewed before and so has to be asked; `kept` when somebody said that its date stays. NULL when nothing is asked.
evidence = Table(
    "evidence",
    metadata,
    _key(),
    _of("event"),
    Column("ordinal", Integer, nullable=False),
    _of("document", nullable=True),
    _text("quote"),
    Column("start", BigInteger),
    Column("end", BigInteger),
    _text("prefix"),
    _text("suffix"),
    _text("source"),
    _text("url"),
    _json("claimed", nullable=True),
    Column("fingerprint", Text),
    Column("origin_id", Integer),
    _json("reread", nullable=True),
    UniqueConstraint("document_id", "fingerprint", name="evidence_fingerprint"),
    Index("evidence_event", "event_id", "ordinal"),
    Index("evidence_suggestion", "fingerprint"),
    **NUMBERED,
)

# What nobody wants to be asked again; it outlives the event it came from.
rejections = Table(
    "rejection",
    metadata,
    _key(),
    _of("timeline"),
    _text("fingerprint"),
    UniqueConstraint("timeline_id", "fingerprint", name="rejection_fingerprint"),
    **NUMBERED,
)

# An event that was merged into another: it lies in no list and in no bin, and its address leads to the other. `lent` is what the other
# took over from it, to be given back when they are split. No foreign keys to events here and below: undo may take an event away for a
# while, and numbers are never used twice.
mergers = Table(
    "merger",
    metadata,
    _key(),
    _of("timeline"),
    Column("former_id", Integer, nullable=False),
    Column("kept_id", Integer, nullable=False),
    _json("lent"),
    UniqueConstraint("former_id", name="merger_former"),
    Index("merger_kept", "kept_id"),
    **NUMBERED,
)

# Two events of which somebody said that they are not the same; the lower number first.
differents = Table(
    "different",
    metadata,
    _key(),
    _of("timeline"),
    Column("first_id", Integer, nullable=False),
    Column("second_id", Integer, nullable=False),
    UniqueConstraint("first_id", "second_id", name="different_pair"),
    Index("different_second", "second_id"),
    **NUMBERED,
)

# Worked out from the events, and no part of the record: pairs that are probably the same, the lower number first, and up to which row
# of the record the events of a timeline were compared.
likenesses = Table(
    "likeness",
    metadata,
    Column("first_id", Integer, primary_key=True, autoincrement=False),
    Column("second_id", Integer, primary_key=True, autoincrement=False),
    _of("timeline"),
    Column("strength", Float, nullable=False),
    _json("reasons"),
    Index("likeness_order", "timeline_id", "strength"),
    Index("likeness_second", "second_id"),
)

compared = Table(
    "compared",
    metadata,
    Column("timeline_id", Integer, ForeignKey("timeline.id"), primary_key=True, autoincrement=False),
    Column("change_id", Integer, nullable=False),
    Column("image_id", Integer, nullable=False),
)

# `count` is how many events it touched. `undoes` is the change that this one took back; `undone` whether it is taken back itself.
changes = Table(
    "change",
    metadata,
    _key(),
    _of("timeline"),
    _text("author"),
    _text("at"),
    _text("action"),
    _text("note"),
    Column("count", Integer, nullable=False),
    Column("undoes", Integer, ForeignKey("change.id")),
    Column("undone", Boolean, nullable=False),
    Index("change_order", "timeline_id", "id"),
    **NUMBERED,
)

# One row of one table as it was before and after a change; no `before`: it was made, no `after`: it was removed.
# No foreign keys to the rows: they may be gone. `event_id` and `document_id` say whose row it is, `public` the event's id.
images = Table(
    "change_row",
    metadata,
    _key(),
    _of("change"),
    _text("kind"),
    Column("row_id", Integer, nullable=False),
    Column("event_id", Integer),
    Column("document_id", Integer),
    Column("public", Text),
    _json("before", nullable=True),
    _json("after", nullable=True),
    Index("change_row_change", "change_id", "kind"),
    Index("change_row_row", "kind", "row_id"),
    Index("change_row_event", "event_id"),
    Index("change_row_document", "document_id"),
)

# The values of facets (category, actor, place ...) with how many events of each status have them; "all" has one row that stands for
# every event. `dense`: its bins are counted in `density`.
facets = Table(
    "facet",
    metadata,
    _key(),
    _of("timeline"),
    _text("facet"),
    _text("value"),
    *(Column(name, Integer, nullable=False) for name in ("suggested", "accepted", "rejected")),
    Column("dense", Boolean, nullable=False),
    UniqueConstraint("timeline_id", "facet", "value", name="facet_value"),
    Index("facet_order", "timeline_id", "facet", "accepted"),
)

# What was counted of each event, worked out from it alone (see counting.py). `category` is the number of a value, `status` a place
# in STATUSES; `led`: it is the first value of this facet that the event names.
facet_events = Table(
    "facet_event",
    metadata,
    Column("facet_id", Integer, primary_key=True),
    Column("earliest", BigInteger, primary_key=True),
    Column("event_id", Integer, primary_key=True),
    _instant("latest"),
    _instant("core_from", nullable=True),
    _instant("core_to", nullable=True),
    Column("importance", BigInteger, nullable=False),
    Column("status", Integer, nullable=False),
    Column("category", Integer, nullable=False),
    Column("led", Boolean, nullable=False),
    Index("facet_event_importance", "facet_id", "importance", "event_id", "earliest", "latest", "status"),
    Index("facet_event_event", "event_id"),
    sqlite_with_rowid=False,
)

# those that last longer than a month, found by where they end and where they are certain
LONG = "latest - earliest > 2678400"
for name in ("latest", "core_from", "core_to"):
    columns = (facet_events.c[each] for each in ("facet_id", name, "status", "category", "led"))
    Index(f"facet_event_long_{name}", *columns, sqlite_where=text(LONG))

# The same of each event once, packed (see packed.py): what a search holds.
event_spans = Table(
    "event_span",
    metadata,
    Column("event_id", Integer, primary_key=True),
    *(Column(name, Integer, nullable=False) for name in ("status", "category")),
    Column("spans", LargeBinary, nullable=False),
)

# How many events have a value and start (or end ...: `side`, see counting.py) in a calendar bin; how many are certainly in it; and the
# same of those that name the value first.
densities = Table(
    "density",
    metadata,
    Column("facet_id", Integer, primary_key=True),
    *(Column(name, Integer, primary_key=True) for name in ("side", "step")),
    Column("bin", BigInteger, primary_key=True),
    *(Column(name, Integer, primary_key=True) for name in ("status", "category")),
    *(Column(name, Integer, nullable=False) for name in ("count", "sure", "led", "led_sure")),
    sqlite_with_rowid=False,
)

# Periods drawn behind the events; `date` as in an event.
eras = Table(
    "era",
    metadata,
    _key(),
    _text("public"),
    _of("timeline"),
    _text("name"),
    _json("date"),
    _text("colour"),
    UniqueConstraint("timeline_id", "public", name="era_public"),
    **NUMBERED,
)

# `query` is the part of a page's address behind the question mark.
views = Table(
    "saved_view",
    metadata,
    _key(),
    _text("public"),
    _of("timeline"),
    _text("name"),
    _text("query"),
    UniqueConstraint("timeline_id", "public", name="view_public"),
    UniqueConstraint("timeline_id", "name", name="view_name"),
    **NUMBERED,
)

# in the order in which rows can be made: each refers only to those before it
RECORDED = {table.name: table for table in (timelines, documents, events, evidence, rejections, mergers, differents, eras, views)}
