"""Parameters of addresses and headers: a row each, shared by the operations that take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from timeline.events import STATUSES
from timeline.formats import FORMATS
from timeline.store import EVERY_FACET
from timeline.store.queries import MOST_A_PAGE
from timeline.web.api.shapes import HEMISPHERE, LANGUAGE, NUMBER, SLUG, STATUS, WHEN, ref
from timeline.web.forms import LIMITS
from timeline.web.view import LONGEST_SEARCH, UNCATEGORISED

LONGEST_CURSOR = 200


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """`default` is what is taken when it is left out; None is nothing."""

    name: str
    where: Literal["path", "query", "header"]
    schema: dict[str, Any]
    help: str
    default: Any = None
    required: bool = False

    @property
    def many(self) -> bool:
        return self.schema.get("type") == "array"


def _text(longest: int, **more: Any) -> dict[str, Any]:
    return {"type": "string", "maxLength": longest, **more}


IN_PATH = {
    "slug": Parameter("slug", "path", SLUG, "The timeline.", required=True),
    "event": Parameter("event", "path", ref("id"), "The event.", required=True),
    "document": Parameter("document", "path", ref("id"), "The document.", required=True),
    "era": Parameter("era", "path", ref("id"), "The era.", required=True),
    "view": Parameter("view", "path", ref("id"), "The saved view.", required=True),
    "change": Parameter("change", "path", NUMBER, "Number of the change.", required=True),
    "format": Parameter("format", "path", {"enum": [each.name for each in FORMATS.values() if each.write]}, "The format.", required=True),
}

IF_MATCH = Parameter(
    "If-Match", "header", {"type": "string"}, 'The ETag of the version that the change was made from, such as "3"; * is any.', required=True
)
MAY_MATCH = Parameter("If-Match", "header", {"type": "string"}, "When given, the version must still be this one.")

LIMIT = Parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": MOST_A_PAGE}, "How many rows at most.", 50)
CURSOR = Parameter("cursor", "query", _text(LONGEST_CURSOR, minLength=1), "Where to go on: `next_cursor` of the page before.")
PAGED = (LIMIT, CURSOR)

NOTE = Parameter("note", "query", _text(LIMITS["note"]), "Why it is done, for the history.", "")
AUTHOR = Parameter("author", "query", _text(LIMITS["author"]), "Who does it, for the history; a session has its own name.", "")
NOTED = (NOTE, AUTHOR)

FILTER = (
    Parameter("from", "query", WHEN, "The range begins with the first day of this date, in words or EDTF."),
    Parameter("to", "query", WHEN, "The range ends with the last day of this date."),
    Parameter("certainly", "query", {"type": "boolean"}, "Only events certainly in the range; otherwise also those possibly in it.", False),
    Parameter(
        "q", "query", _text(LONGEST_SEARCH), "Words, or beginnings of words, in title, description, actors, place, tags or quotes.", ""
    ),
    Parameter(
        "category",
        "query",
        {"type": "array", "items": _text(LIMITS["category"]), "maxItems": 50},
        f"One of these categories; {UNCATEGORISED} for events without.",
        (),
    ),
    *(
        Parameter(
            name, "query", {"type": "array", "items": _text(LONGEST_SEARCH), "maxItems": 50}, f"{says}; {UNCATEGORISED} for none.", ()
        )
        for name, says in (
            ("actor", "With one of these actors"),
            ("place", "At one of these places"),
            ("source", "Told by one of these: the id of a document, else the source in words, else its address"),
            ("tag", "With one of these tags"),
            ("precision", "Dated to one of these units"),
            ("confidence", "Read with one of these confidences: low, medium, high"),
        )
    ),
    Parameter("status", "query", {"type": "array", "items": STATUS, "maxItems": 3}, "One of these.", ("accepted",)),
    Parameter("document", "query", ref("id"), "Only events that rest on this document."),
    Parameter("undated", "query", {"type": "boolean"}, "Only events without a date (true) or with one (false)."),
    Parameter("asks", "query", {"type": "boolean"}, "Only events whose date only a person can settle (true) or the others (false)."),
    Parameter("binned", "query", {"type": "boolean"}, "What lies in the bin, instead of what does not.", False),
)

FACETS = (
    Parameter(
        "facet",
        "query",
        {"type": "array", "items": {"enum": list(EVERY_FACET)}, "maxItems": len(EVERY_FACET)},
        "Only these; all if none.",
        (),
    ),
)
LANES = (
    Parameter("by", "query", {"enum": [each for each in EVERY_FACET if each != "status"]}, "Lanes are by these values.", required=True),
)

PUBLISHED = (
    Parameter("status", "query", {"type": "array", "items": STATUS, "maxItems": 3}, "Only events that are one of these.", STATUSES),
)

NORMALISE = (
    Parameter("text", "query", WHEN, "The date as somebody writes it.", required=True),
    Parameter("published", "query", WHEN, "When it was published: what “last year” counts from."),
    Parameter("anchor", "query", WHEN, "The day told of before: what “three days later” counts from."),
    Parameter("language", "query", LANGUAGE, "The language of the words.", "en"),
    Parameter("hemisphere", "query", HEMISPHERE, "Whose seasons are meant."),
)
