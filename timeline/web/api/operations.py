"""The table of operations: what the API can do, one row each. Routes, checks, the OpenAPI document and its page are made of it."""

from __future__ import annotations

from timeline.web.api import accounts, changes, documents, events, exchange, reading, timelines
from timeline.web.api.kept_operations import KEPT
from timeline.web.api.operation import Example, Operation
from timeline.web.api.parameters import FILTER, IF_MATCH, MAY_MATCH, NORMALISE, NOTED, PAGED, PUBLISHED

ROOT = "/api/v1"
AUTHOR = NOTED[1:]
T = {"slug": "tavush"}
E = T | {"event": "first-shells"}
D = T | {"document": "report"}
AN_EVENT = {
    "title": "Peacekeepers move in",
    "date": {"text": "autumn 2020"},
    "category": "Strategic developments",
    "place": {"name": "Stepanakert", "lat": 39.8265, "lon": 46.7656, "precision": "town"},
    "evidence": [{"source": "Written for this example", "url": "https://example.org/report"}],
}
A_TEXT = {"text": "Shelling began on 27 September 2020. Three days later the villages were empty.", "published": "5 October 2020"}

OPERATIONS = (
    # --- timelines
    Operation(
        "listTimelines",
        "Timelines",
        "GET",
        "/timelines",
        "List the timelines",
        timelines.listed,
        "Timelines",
        Example(query={"limit": "10"}),
        PAGED,
    ),
    Operation(
        "createTimeline",
        *("Timelines", "POST", "/timelines", "Begin a timeline", timelines.create, "Timeline"),
        Example(body={"title": "The war of 2020", "slug": "war-of-2020"}),
        *(AUTHOR, "NewTimeline", (201,)),
    ),
    Operation("readTimeline", "Timelines", "GET", "/timelines/{slug}", "Read what a timeline is", timelines.read, "Timeline", Example(T)),
    Operation(
        "changeTimeline",
        *("Timelines", "PATCH", "/timelines/{slug}", "Change its title or description", timelines.change, "Timeline"),
        Example(T, body={"description": "What happened in the villages along the border."}),
        *(AUTHOR, "TimelineChange"),
    ),
    Operation(
        "eraseTimeline",
        *("Timelines", "DELETE", "/timelines/{slug}", "Erase it for good", timelines.erase, "", Example(T), AUTHOR),
        statuses=(204,),
        about="Its events, documents and history are gone and cannot be brought back.",
    ),
    # --- documents
    Operation(
        "listDocuments",
        "Documents",
        "GET",
        "/timelines/{slug}/documents",
        "List the documents",
        documents.listed,
        "Documents",
        Example(T),
        PAGED,
    ),
    Operation(
        "addDocument",
        *("Documents", "POST", "/timelines/{slug}/documents", "Add a text, read it, and keep what it tells as suggestions"),
        *(documents.add, "Imported", Example(T, body=A_TEXT | {"title": "A report", "source": "Written for this example"})),
        *(NOTED, "NewDocument", (201, 200)),
        about="All of it is one change. A text that is kept already adds nothing and is answered with 200; what was rejected stays so.",
    ),
    Operation(
        "readDocument",
        "Documents",
        "GET",
        "/timelines/{slug}/documents/{document}",
        "Read a document",
        documents.read,
        "WholeDocument",
        Example(D),
    ),
    Operation(
        "eraseDocument",
        *(
            "Documents",
            "DELETE",
            "/timelines/{slug}/documents/{document}",
            "Erase a document for good",
            documents.erase,
            "",
            Example(D),
            AUTHOR,
        ),
        statuses=(204,),
        about="Every quote from it and every event that rests on nothing else go with it and cannot be brought back.",
    ),
    # --- events
    Operation(
        "listEvents",
        *("Events", "GET", "/timelines/{slug}/events", "List events", events.listed, "Events"),
        Example(T, {"from": "2020", "to": "autumn 2020", "status": "accepted", "limit": "10"}),
        (*FILTER, *PAGED),
        refusals=(422,),
        about="Without a status only accepted events are listed. `status` and `category` may stand several times.",
    ),
    Operation(
        "createEvent",
        *(
            "Events",
            "POST",
            "/timelines/{slug}/events",
            "Add an event",
            events.create,
            "Event",
            Example(T, body=AN_EVENT),
            NOTED,
            "NewEvent",
            (201,),
        ),
        etag=True,
        about="A date in words is read; one that cannot be is refused with the reason. One that can be read in several ways is kept "
        "with its alternatives, and the event then asks.",
    ),
    Operation(
        "readEvent", "Events", "GET", "/timelines/{slug}/events/{event}", "Read an event", events.read, "Event", Example(E), etag=True
    ),
    Operation(
        "changeEvent",
        *("Events", "PATCH", "/timelines/{slug}/events/{event}", "Change an event", events.change, "Event"),
        *(Example(E, body={"title": "The first shells fall", "star": True}), (IF_MATCH, *NOTED), "EventChange"),
        refusals=(412, 428),
        etag=True,
        about="Needs If-Match with the ETag of the version that the change was made from. When there is a newer one, nothing is saved and "
        "the answer (412) holds it as `current`.",
    ),
    Operation(
        "binEvent",
        *(
            "Events",
            "DELETE",
            "/timelines/{slug}/events/{event}",
            "Move an event to the bin",
            events.bin_,
            "Event",
            Example(E),
            (MAY_MATCH, *NOTED),
        ),
        refusals=(412,),
        etag=True,
        about="It can be restored, and moving it can be undone.",
    ),
    Operation(
        "restoreEvent",
        *("Events", "POST", "/timelines/{slug}/events/{event}/restore", "Bring an event back from the bin", events.restore, "Event"),
        *(Example(E, body={}), (MAY_MATCH, *NOTED), "Nothing"),
        refusals=(412,),
        etag=True,
    ),
    Operation(
        "eraseEvent",
        *("Events", "POST", "/timelines/{slug}/events/{event}/erase", "Erase an event for good", events.erase, ""),
        *(Example(E, body={}), AUTHOR, "Nothing", (204,)),
        about="It is gone from the timeline, the history, the bin and the search, and cannot be brought back.",
    ),
    Operation(
        "decide",
        *("Events", "POST", "/timelines/{slug}/decide", "Accept or reject events, several at once", events.decide, "Change"),
        *(Example(T, body={"ids": ["first-shells", "empty-villages"], "status": "accepted"}), NOTED, "Decision"),
        about="All of them are one change, or none when one is not there.",
    ),
    # --- accounts
    Operation(
        "listSame",
        *("Accounts", "GET", "/timelines/{slug}/same", "List events that may be the same", accounts.listed, "SamePairs"),
        Example(T, {"limit": "10"}),
        PAGED,
        about="The likeliest first, each with the reasons. What changed since is compared now; `left` says how many events still are not.",
    ),
    Operation(
        "mergeEvents",
        *("Accounts", "POST", "/timelines/{slug}/merge", "Make one event of several", accounts.merge, "Event"),
        *(Example(T, body={"ids": ["first-shells", "empty-villages"], "keep": "first-shells"}), NOTED, "Merging"),
        refusals=(412,),
        etag=True,
        about="It keeps every account with the date that each claims, and the ids of the others lead to it. When one of them is newer than "
        "its version in `versions`, nothing is done and the answer (412) holds it as `current`.",
    ),
    Operation(
        "splitEvent",
        *("Accounts", "POST", "/timelines/{slug}/events/{event}/split", "Split an account off an event", accounts.split, "Event"),
        *(Example(T | {"event": "empty-villages"}, body={"account": 1}), (MAY_MATCH, *NOTED), "Splitting", (201,)),
        refusals=(412,),
        etag=True,
        about="The answer is the event split off: the one that was merged, with all its accounts, or a new one. What was changed since the "
        "merge stays; to take the merge itself back, undo its change.",
    ),
    Operation(
        "notTheSame",
        *("Accounts", "POST", "/timelines/{slug}/different", "Say that events are not the same", accounts.different, "Change"),
        *(Example(T, body={"ids": ["first-shells", "empty-villages"]}), NOTED, "Different"),
        about="Each two of them are not offered for merging again.",
    ),
    # --- changes
    Operation(
        "listChanges", "Changes", "GET", "/timelines/{slug}/changes", "List what was done", changes.listed, "Changes", Example(T), PAGED
    ),
    Operation(
        "readChange",
        "Changes",
        "GET",
        "/timelines/{slug}/changes/{change}",
        "Read a change",
        changes.read,
        "Change",
        Example(T | {"change": "2"}),
    ),
    Operation(
        "undoChange",
        *("Changes", "POST", "/timelines/{slug}/changes/{change}/undo", "Take a change back", changes.undo, "Change"),
        *(Example(T | {"change": "2"}, body={}), AUTHOR, "Nothing"),
        refusals=(409,),
        about="The answer is the change that did it; to redo is to take that one back. When something later touched the same events, "
        "nothing is done and the answer (409) holds what did.",
    ),
    Operation(
        "undo",
        *(
            "Changes",
            "POST",
            "/timelines/{slug}/undo",
            "Take the newest change back",
            changes.undo,
            "Change",
            Example(T, body={}),
            AUTHOR,
            "Nothing",
        ),
        refusals=(409,),
    ),
    *KEPT,
    # --- files
    Operation("listFormats", "Files", "GET", "/formats", "List the formats", exchange.formats, "Formats", Example()),
    Operation(
        "exportTimeline",
        *("Files", "GET", "/timelines/{slug}/export/{format}", "Write a timeline as a file", exchange.export, ""),
        *(Example(T | {"format": "csv"}, {"status": "accepted"}), PUBLISHED),
        file=True,
        about="The answer is the file, in the media type of its format.",
    ),
    Operation(
        "listLosses",
        *("Files", "GET", "/timelines/{slug}/export/{format}/losses", "List what the file would not hold", exchange.losses, "Losses"),
        *(Example(T | {"format": "timelinejs"}), PUBLISHED),
    ),
    Operation(
        "importFile",
        *("Files", "POST", "/timelines/{slug}/import", "Take in a file", exchange.take, "Merged"),
        *(Example(T, body={"content": "date,title\nautumn 2020,Peacekeepers move in\n", "format": "csv"}), NOTED, "File"),
        about="All of it is one change, or nothing is taken in. Events that the file names by their ids are changed; what it does not "
        "name stays.",
    ),
    # --- reading
    Operation(
        "normalise",
        *("Reading", "GET", "/normalise", "Read a date in words", reading.normalise, "NormalisedDate"),
        *(Example(query={"text": "three days later", "anchor": "27 September 2020"}), NORMALISE),
        refusals=(422,),
    ),
    Operation(
        "readText",
        *("Reading", "POST", "/read", "Read a text without keeping it", reading.read, "Reading", Example(body=A_TEXT)),
        body="TextToRead",
        about="Needs no token: nothing is stored.",
    ),
)
