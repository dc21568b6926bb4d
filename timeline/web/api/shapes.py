"""Every shape that is sent or answered, as JSON Schemas by name: those of the project's own format, and what the API adds to them.

The same dictionary checks what is sent (checking.py) and stands in the OpenAPI document (openapi.py).
"""

from __future__ import annotations

from typing import Any

from timeline.events import SUGGESTED
from timeline.formats import FORMATS
from timeline.formats.schema import schema
from timeline.web.forms import LANGUAGES

Shape = dict[str, Any]
HOME = "#/components/schemas/"
SAFE_NUMBER = 2**53 - 1  # JavaScript counts no further


def ref(name: str, **more: Any) -> Shape:
    return {"$ref": HOME + name, **more}


def _moved(value: Any) -> Any:
    """A schema of the format with its references leading here."""
    if isinstance(value, dict):
        return {name: each.replace("#/$defs/", HOME) if name == "$ref" else _moved(each) for name, each in value.items()}
    return [_moved(each) for each in value] if isinstance(value, list) else value


OWN: dict[str, Shape] = _moved(schema("timeline-1")["$defs"])


def thing(description: str, properties: dict[str, Shape], required: tuple[str, ...] | None = (), **more: Any) -> Shape:
    """An object that knows these properties and no others; `required` None means all of them."""
    needed = list(properties if required is None else required)
    return {"type": "object", "description": description, **({"required": needed} if needed else {}), **more} | {
        "properties": properties,
        "additionalProperties": False,
    }


def rows(given: Shape, **more: Any) -> Shape:
    return {"type": "array", "items": given, **more}


def page(of: str, description: str, **more: Shape) -> Shape:
    after = {"type": ["string", "null"], "description": "What to give as `cursor` for the rows after these; null when there are none."}
    return thing(description, {"items": rows(ref(of)), "next_cursor": after, **more}, None)


def _properties(name: str, *left_out: str, **changed: Shape) -> dict[str, Shape]:
    """Of an object of the format, without some and with others in their place."""
    return {key: each for key, each in OWN[name]["properties"].items() if key not in left_out} | changed


# --- parts -------------------------------------------------------------------------------------------------------

COUNT: Shape = {"type": "integer", "minimum": 0}
TEXT: Shape = {"type": "string"}
MAYBE_TEXT: Shape = {"type": ["string", "null"]}
BOOLEAN: Shape = {"type": "boolean"}
MOMENT: Shape = {"type": "string", "description": "When, in UTC, such as 2026-11-23T09:30:00Z."}
NUMBER: Shape = {"type": "integer", "minimum": 1, "maximum": SAFE_NUMBER}
MAYBE_CHANGE: Shape = {
    "type": ["integer", "null"],
    "description": "Number of the change that this made, to undo it by; null when nothing changed.",
}
SLUG: Shape = {"type": "string", "pattern": "^[a-z0-9-]{1,80}$", "description": "1 to 80 of the letters a-z, digits and hyphens."}
STATUS: Shape = {"enum": ["suggested", "accepted", "rejected"]}
HEMISPHERE: Shape = {"enum": ["north", "south"], "description": "Whose seasons are meant; a setting of the server when it is left out."}
LANGUAGE: Shape = {
    "enum": [code for code in LANGUAGES if code],
    "description": "Code of a language; found from the text when it is left out.",
}
TITLE: Shape = ref("line", minLength=1, pattern="\\S", description="A few words; not only blanks.")
WHEN: Shape = {
    "type": "string",
    "minLength": 1,
    "maxLength": 300,
    "description": "A date in words or EDTF, such as 10 May 2023 or 2023-05.",
}
LONG_TEXT: Shape = {"type": "string", "minLength": 1, "description": "Plain text; TIMELINE_MAX_TEXT says how long it may be."}

GIVEN_DATE: Shape = {
    "anyOf": [ref("WrittenDate"), ref("date"), {"type": "null"}],
    "description": "In words to be read here, or whole as the format has it; null is undated.",
}
NEW_EVENT = _properties(
    "event", "id", title=TITLE, date=GIVEN_DATE, evidence=rows(ref("NewEvidence")), media=rows(ref("media")), status=STATUS
)
SOURCE = {"title": ref("line"), "published": WHEN, "language": LANGUAGE, "source": ref("line"), "url": ref("url")}
STAMPS: dict[str, Shape] = {
    "asks": {"type": "boolean", "description": "Whether only a person can say which reading of its date is meant."},
    "sources": {**COUNT, "description": "How many independent sources tell it; accounts that repeat one another are one."},
    "disputed": {"type": "boolean", "description": "Whether its accounts give dates that cannot all be true; `claimed` has each."},
    "version": {"type": "integer", "minimum": 1, "description": "Grows with every change; the ETag."},
    "binned": {"type": "boolean", "description": "Whether it lies in the bin."},
    "created": MOMENT,
    "changed": MOMENT,
    "changed_by": TEXT,
    "change": MAYBE_CHANGE,
}
DOCUMENT: dict[str, Shape] = {
    "id": ref("id"),
    "title": ref("line"),
    "published": {"type": ["string", "null"], "description": "Publication date as EDTF; null when nobody knows."},
    "published_assumed": {"type": ["string", "null"], "description": "How it was inferred; null when it was given."},
    "language": TEXT,
    "source": ref("line"),
    "url": ref("url"),
    "sha256": TEXT,
    "created": MOMENT,
    "characters": COUNT,
}
BOUND: Shape = {"anyOf": [ref("bound")]}

COLOUR: Shape = {"enum": ["", "c1", "c2", "c3", "c4", "c5", "c6"], "description": "One of the six colours of the pages; empty is grey."}
ERA: dict[str, Shape] = {"name": TITLE, "date": {"anyOf": [ref("WrittenDate"), ref("date")]}, "colour": COLOUR}
VIEW: dict[str, Shape] = {
    "name": TITLE,
    "query": {"type": "string", "maxLength": 8000, "description": "The part of the page's address behind the question mark."},
}
KEPT: dict[str, Shape] = {
    "Era": thing("A named period drawn behind the events.", {"id": ref("id"), "name": TEXT, "date": ref("date"), "colour": TEXT}, None),
    "Eras": page("Era", "Eras by their names."),
    "NewEra": thing("An era to add.", ERA, ("name", "date")),
    "EraChange": thing("What is to be different; the rest stays.", ERA, minProperties=1),
    "View": thing("A view of the page that was saved by a name.", {"id": ref("id"), "name": TEXT, "query": TEXT}, None),
    "Views": page("View", "Saved views by their names."),
    "NewView": thing("A view to save.", VIEW, ("name", "query")),
    "ViewChange": thing("What is to be different; the rest stays.", VIEW, minProperties=1),
    "FacetValue": thing("A value and how many events have it; empty is having none.", {"value": TEXT, "label": TEXT, "count": COUNT}, None),
    "Facet": thing(
        "The values that most events have.",
        {"facet": TEXT, "values": rows(ref("FacetValue")), "more": {**COUNT, "description": "How many values more there are."}}
        | {"exact": {"type": "boolean", "description": "Whether the counts are those under the filter."}},
        None,
    ),
    "Facets": thing("The facets asked for.", {"items": rows(ref("Facet"))}, None),
    "Lane": thing("A value that has a lane of its own; empty is having none.", {"value": TEXT, "label": TEXT}, None),
    "Lanes": thing("Lanes, the largest first; all other values share one.", {"items": rows(ref("Lane"))}, None),
}

# --- all of them ---------------------------------------------------------------------------------------------------

SHAPES: dict[str, Shape] = {name: OWN[name] for name in ("id", "line", "prose", "url", "edtf", "bound")} | {
    "Timeline": thing(
        "A timeline and how many events it has; what is in the bin counts only as binned.",
        {"slug": SLUG, "title": TEXT, "description": TEXT, "created": MOMENT}
        | dict.fromkeys(("accepted", "suggested", "rejected", "binned", "undated", "needs_answer", "documents"), COUNT)
        | {"earliest": BOUND, "latest": BOUND},
        None,
    ),
    "Timelines": page("Timeline", "Timelines in the order of their slugs."),
    "NewTimeline": thing(
        "A timeline to begin.",
        {
            "title": TITLE,
            "slug": {**SLUG, "description": "1 to 80 of the letters a-z, digits and hyphens; made from the title when it is left out."},
            "description": ref("prose"),
        },
        ("title",),
    ),
    "TimelineChange": thing("What is to be different; the rest stays.", {"title": TITLE, "description": ref("prose")}, minProperties=1),
    "Document": thing("A text that was read, without its words.", DOCUMENT, None),
    "WholeDocument": thing("A text that was read.", DOCUMENT | {"text": TEXT}, None),
    "Documents": page("Document", "Documents as they were added."),
    "NewDocument": thing(
        "A text to be read and kept.",
        {
            "text": LONG_TEXT,
            **SOURCE,
            "accept": {"type": "boolean", "description": "Accept what is found at once, without a person's review."},
        },
        ("text",),
    ),
    "Imported": thing(
        "What came of reading a text: suggestions that are new, known already, or were rejected before and stay so.",
        {"document": ref("Document"), "was_there": {"type": "boolean", "description": "Whether the same text was kept already."}}
        | {"added": COUNT, "known": COUNT, "rejected_before": COUNT}
        | {"events": rows(ref("id"), description="The new ones."), "change": MAYBE_CHANGE},
        None,
    ),
    "WrittenDate": thing(
        "A date in words, read as `normalise` reads it. What can be read in several ways is kept with its alternatives.",
        {"text": WHEN, "published": WHEN, "anchor": WHEN, "language": LANGUAGE, "hemisphere": HEMISPHERE},
        ("text",),
    ),
    "date": OWN["date"],
    "assumption": OWN["assumption"],
    "place": OWN["place"],
    "media": OWN["media"],
    "evidence": OWN["evidence"],
    "NewEvidence": thing(OWN["evidence"]["description"], _properties("evidence", claimed=GIVEN_DATE)),
    "NewEvent": thing("An event to add; accepted when no status is given.", NEW_EVENT, ("title",)),
    "EventChange": thing(
        "What is to be different; the rest stays. A list or object that is given takes the place of the whole.", NEW_EVENT, minProperties=1
    ),
    "Event": thing("An event as it is kept.", _properties("event", status=STATUS, id=ref("id")) | STAMPS, None),
    "Events": page(
        "Event", "Events by their earliest start, undated ones last.", total={**COUNT, "description": "How many meet the filter."}
    ),
    "Decision": thing(
        "Events to accept, to reject, or to make suggestions again, all as one change.",
        {"ids": rows(ref("id"), minItems=1, maxItems=10_000), "status": STATUS},
        ("ids", "status"),
    ),
    "Reason": thing(
        "Why two events may be the same: how their dates lie to each other, names that both have, words in both; or that one document "
        "tells both, which speaks against it.",
        {"kind": {"enum": ["same", "within", "overlap", "apart", "unknown", "names", "words", "document"]}}
        | {"names": rows(TEXT), "shared": COUNT, "total": {**COUNT, "description": "How many words the shorter one has."}},
        None,
    ),
    "SamePair": thing(
        "Two events that may be the same.", {"first": ref("Event"), "second": ref("Event"), "reasons": rows(ref("Reason"))}, None
    ),
    "SamePairs": page(
        "SamePair",
        "Pairs of events that may be the same, the likeliest first.",
        total={**COUNT, "description": "How many there are."},
        left={**COUNT, "description": "How many changed events are not compared yet; ask again."},
    ),
    "Merging": thing(
        "Events to make one of.",
        {"ids": rows(ref("id"), minItems=2, maxItems=1000), "keep": ref("id", description="The one that stays; its id remains.")}
        | {"title_of": ref("id", description="Whose title it has then.")}
        | {"date_of": ref("id", description="Whose date it has then.")}
        | {
            "versions": {
                "type": "object",
                "additionalProperties": NUMBER,
                "description": "By id, the version that was read; not checked without.",
            }
        },
        ("ids", "keep"),
    ),
    "Splitting": thing(
        "What to split off: an account by its place in `evidence` from 0, or an event that was merged, by its id.",
        {"account": COUNT, "former": ref("id")},
        minProperties=1,
        maxProperties=1,
    ),
    "Different": thing("Events that are not the same.", {"ids": rows(ref("id"), minItems=2, maxItems=50)}, ("ids",)),
    "Change": thing(
        "Something that was done.",
        {"id": NUMBER, "at": MOMENT, "author": TEXT, "action": TEXT, "note": TEXT, "summary": {**TEXT, "description": "In words."}}
        | {
            "events": rows(ref("id"), description="The first hundred events that it touched."),
            "count": {**COUNT, "description": "How many it touched."},
        }
        | {"undoes": {"type": ["integer", "null"], "description": "Number of the change that it took back."}}
        | {"undone": {"type": "boolean", "description": "Whether it was taken back itself."}}
        | {"undoable": {"type": "boolean", "description": "Whether there is anything to take back."}},
        None,
    ),
    "Changes": page("Change", "Changes, the newest first."),
    **KEPT,
    "Format": thing(
        "A format that timelines are written to or read from.",
        {"name": TEXT, "title": TEXT, "about": TEXT, "suffix": TEXT, "media_type": TEXT, "reads": BOOLEAN, "writes": BOOLEAN},
        None,
    ),
    "Formats": thing("Every format there is.", {"items": rows(ref("Format"))}, None),
    "Loss": thing(
        "Something that a format, or a timeline, cannot hold.",
        {"event": {**TEXT, "description": "Id of the event; empty for the timeline as a whole."}, "title": TEXT}
        | {"field": {**TEXT, "description": "What of it is lost; `event` when it is left out whole."}, "sentence": TEXT},
        None,
    ),
    "Losses": thing(
        "What a file in a format would not hold.",
        {"items": rows(ref("Loss")), "more": {"type": "boolean", "description": "Whether there are more than these."}},
        None,
    ),
    "File": thing(
        "A timeline as a file in one of the formats.",
        {"content": {"type": "string", "minLength": 1, "description": "The text of the file."}}
        | {"format": {"enum": [each.name for each in FORMATS.values() if each.read], "description": "Told from the content when left out."}}
        | {"name": {**TEXT, "maxLength": 300, "description": "Name of the file, which helps to tell its format."}}
        | {"skip_bad": {"type": "boolean", "description": "Leave out rows that cannot be read, instead of refusing the file."}},
        ("content",),
    ),
    "Merged": thing(
        "What came of taking in a file: events that are new, changed, or the same as before.",
        {"added": COUNT, "updated": COUNT, "unchanged": COUNT, "documents": COUNT, "change": MAYBE_CHANGE}
        | {"skipped": rows(TEXT, description="The reason of each row left out."), "losses": rows(ref("Loss"))},
        None,
    ),
    "Nothing": thing("An empty object: there is nothing to say.", {}),
    "NormalisedDate": thing(
        "A date, and what the pages say of it.",
        {"date": ref("date"), "asks": STAMPS["asks"], "words": TEXT, "kind": TEXT}
        | {"why": rows(TEXT, description="How it was read: what was written, what was assumed.")},
        None,
    ),
    "TextToRead": thing(
        "A text to be read; nothing of it is kept.",
        {"text": LONG_TEXT, "published": WHEN, "language": LANGUAGE, "hemisphere": HEMISPHERE},
        ("text",),
    ),
    "Timex": thing(
        "A stretch of the text that says a time, as TIMEX3 has it.",
        {"start": COUNT, "end": COUNT, "text": TEXT, "type": {"enum": ["DATE", "TIME", "DURATION", "SET"]}, "value": TEXT}
        | {"mod": MAYBE_TEXT, "edtf": MAYBE_TEXT, "earliest": BOUND, "latest": BOUND, "rule": TEXT, "assumed": rows(ref("assumption"))},
        None,
    ),
    "SuggestedEvent": thing(
        "An event that a text tells of; its id is the fingerprint by which the same sentence is known again.",
        {name: OWN["event"]["properties"][name] for name in SUGGESTED},
        None,
    ),
    "Reading": thing(
        "What a text says about time. Offsets count Unicode code points from 0.",
        {"published": MAYBE_TEXT, "published_assumed": MAYBE_TEXT, "language": TEXT}
        | {"timexes": rows(ref("Timex")), "events": rows(ref("SuggestedEvent")), "notes": rows(TEXT)},
        None,
    ),
    "Problem": thing(
        "Why something was refused (RFC 9457).",
        {"type": {**TEXT, "description": "Where this kind of problem is described."}, "title": TEXT, "status": {"type": "integer"}}
        | {"detail": {**TEXT, "description": "What was wrong, where, and what would be right."}}
        | {
            "errors": rows(
                thing("One thing that was wrong.", {"field": TEXT, "sentence": TEXT}, None),
                description="By field, where fields are at fault.",
            )
        }
        | {"understood": rows(TEXT, description="Dates that would be understood.")}
        | {"current": {"anyOf": [ref("Event"), ref("Change")], "description": "What is kept now, where it is newer than what was known."}},
        ("type", "title", "status", "detail", "errors"),
    ),
}
