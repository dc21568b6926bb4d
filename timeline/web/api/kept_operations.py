"""What the API can do with eras, saved views and the choices beside a timeline: rows of the table in operations.py."""

from __future__ import annotations

from timeline.web.api import choices, keepsakes
from timeline.web.api.operation import Example, Operation
from timeline.web.api.parameters import FACETS, FILTER, LANES, NOTED, PAGED

T = {"slug": "tavush"}
ERAS, ERA, AN_ERA = "/timelines/{slug}/eras", "/timelines/{slug}/eras/{era}", T | {"era": "the-war"}
VIEWS, VIEW, A_VIEW = "/timelines/{slug}/views", "/timelines/{slug}/views/{view}", T | {"view": "shelling"}
TAKEN = "A name that another view of the timeline has is refused."

KEPT = (
    # --- choices
    Operation(
        "listFacets",
        *("Choices", "GET", "/timelines/{slug}/facets", "Count the events by what they have", choices.facets, "Facets"),
        *(Example(T, {"facet": "category", "status": "accepted"}), (*FACETS, *FILTER)),
        refusals=(422,),
        about="Each facet is counted as if nothing of it were asked for, so that one sees what else there is. Where more events are left "
        "than can be counted at once, `exact` is false and the counts are those of the whole timeline.",
    ),
    Operation(
        "listLanes",
        *("Choices", "GET", "/timelines/{slug}/lanes", "List the values that have a lane of their own", choices.lanes, "Lanes"),
        *(Example(T, {"by": "actor"}), LANES),
    ),
    # --- eras
    Operation("listEras", "Eras", "GET", ERAS, "List the eras", keepsakes.eras, "Eras", Example(T), PAGED),
    Operation(
        "addEra",
        *("Eras", "POST", ERAS, "Add an era", keepsakes.add_era, "Era"),
        *(Example(T, body={"name": "The siege", "date": {"text": "from May 1992 to March 1994"}, "colour": "c2"}), NOTED, "NewEra", (201,)),
        about="A named period that is drawn behind the events. A date in words is read; it needs a beginning or an end.",
    ),
    Operation("readEra", "Eras", "GET", ERA, "Read an era", keepsakes.read_era, "Era", Example(AN_ERA)),
    Operation(
        "changeEra",
        *("Eras", "PATCH", ERA, "Change an era", keepsakes.change_era, "Era"),
        *(Example(AN_ERA, body={"name": "The first war"}), NOTED, "EraChange"),
    ),
    Operation(
        "removeEra",
        *("Eras", "DELETE", ERA, "Remove an era", keepsakes.remove_era, "", Example(AN_ERA), NOTED),
        statuses=(204,),
    ),
    # --- saved views
    Operation("listViews", "Saved views", "GET", VIEWS, "List the saved views", keepsakes.views, "Views", Example(T), PAGED),
    Operation(
        "saveView",
        *("Saved views", "POST", VIEWS, "Save a view", keepsakes.save_view, "View"),
        *(Example(T, body={"name": "Autumn", "query": "dates=autumn+2020"}), NOTED, "NewView", (201,)),
        about=TAKEN,
    ),
    Operation("readView", "Saved views", "GET", VIEW, "Read a saved view", keepsakes.read_view, "View", Example(A_VIEW)),
    Operation(
        "changeView",
        *("Saved views", "PATCH", VIEW, "Rename a saved view, or put another in its place", keepsakes.change_view, "View"),
        *(Example(A_VIEW, body={"name": "All the shelling"}), NOTED, "ViewChange"),
        about=TAKEN,
    ),
    Operation(
        "removeView",
        *("Saved views", "DELETE", VIEW, "Remove a saved view", keepsakes.remove_view, "", Example(A_VIEW), NOTED),
        statuses=(204,),
    ),
)
