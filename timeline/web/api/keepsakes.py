from __future__ import annotations

from dataclasses import asdict
from typing import Any, TypeVar

from timeline.dates import EventDate
from timeline.errors import NotFound
from timeline.store import Era, SavedView
from timeline.web.api import given
from timeline.web.api.asked import Answer, Asked
from timeline.web.api.cursors import cut

Kept = TypeVar("Kept", Era, SavedView)


def era_json(era: Era) -> dict[str, Any]:
    return {"id": era.id, "name": era.name, "date": era.date.to_json(), "colour": era.colour}


def view_json(view: SavedView) -> dict[str, Any]:
    return {name: value for name, value in asdict(view).items() if name in ("id", "name", "query")}


def _named(rows: list[Kept], public: str, what: str) -> Kept:
    found = next((each for each in rows if each.id == public), None)
    if found is None:
        raise NotFound(f"There is no {what} {public[:64]} in this timeline.")
    return found


def _listed(asked: Asked, rows: list[dict[str, Any]]) -> Answer:
    some, following = cut(rows, lambda row: (row["name"], row["id"]), 2, asked.query["cursor"], asked.query["limit"])
    return Answer({"items": some, "next_cursor": following}, next_cursor=following)


# --- eras ----------------------------------------------------------------------------------------------------------


def eras(asked: Asked) -> Answer:
    return _listed(asked, [era_json(each) for each in asked.store.eras(asked.slug)])


def read_era(asked: Asked) -> Answer:
    return Answer(era_json(_named(asked.store.eras(asked.slug), asked.path["era"], "era")))


def _values(asked: Asked) -> dict[str, Any]:
    body = dict(asked.body)
    return body | ({"date": EventDate.from_json(given.date(asked, body["date"], "date") or {})} if "date" in body else {})


def add_era(asked: Asked) -> Answer:
    era = asked.store.add_era(asked.slug, **_values(asked), **asked.by)
    return Answer(era_json(era), 201, location=("readEra", {"slug": asked.slug, "era": era.id}))


def change_era(asked: Asked) -> Answer:
    return Answer(era_json(asked.store.change_era(asked.slug, asked.path["era"], **_values(asked), **asked.by)))


def remove_era(asked: Asked) -> Answer:
    asked.store.remove_era(asked.slug, asked.path["era"], **asked.by)
    return Answer(status=204)


# --- saved views ---------------------------------------------------------------------------------------------------


def views(asked: Asked) -> Answer:
    return _listed(asked, [view_json(each) for each in asked.store.views(asked.slug)])


def read_view(asked: Asked) -> Answer:
    return Answer(view_json(_named(asked.store.views(asked.slug), asked.path["view"], "saved view")))


def save_view(asked: Asked) -> Answer:
    view = asked.store.save_view(asked.slug, asked.body["name"], asked.body["query"], **asked.by)
    return Answer(view_json(view), 201, location=("readView", {"slug": asked.slug, "view": view.id}))


def change_view(asked: Asked) -> Answer:
    return Answer(view_json(asked.store.change_view(asked.slug, asked.path["view"], **asked.body, **asked.by)))


def remove_view(asked: Asked) -> Answer:
    asked.store.remove_view(asked.slug, asked.path["view"], **asked.by)
    return Answer(status=204)
