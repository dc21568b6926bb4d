"""What every view needs of its request: the store, who acts, and a word to the next page about what was done."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten

from flask import current_app, flash, session, url_for

from timeline.errors import BadInput
from timeline.store import Store, StoredEvent
from timeline.web.view import View
from timeline.wording import gettext

LONGEST_VERSION = 18  # digits that the store can hold
TOLD = 120  # characters of a title in the status strip; the whole is kept in a cookie


def store() -> Store:
    kept: Store = current_app.extensions["store"]
    return kept


def author() -> str:
    return str(session.get("author", ""))


def hemisphere() -> str:
    return str(current_app.config["HEMISPHERE"])


def tell(sentence: str, slug: str = "", change: int | None = None, redo: bool = False) -> None:
    """Shows the sentence on the next page, with a button that takes the change back; `redo` when that would do it again."""
    flash({"sentence": sentence, "slug": slug, "change": change, "redo": redo}, "done")  # type: ignore[arg-type]


def tell_event(sentence: str, slug: str, stored: StoredEvent) -> None:
    told = gettext("%(done)s: %(title)s", done=sentence, title=shorten(stored.event.title, TOLD, placeholder=" …"))
    tell(told, slug, stored.change)


def timeline_url(slug: str, view: View | None = None, event: str = "") -> str:
    return url_for("timelines.show", slug=slug, **(view or View()).arguments(event=event))


def document_url(slug: str, document: str, event: str = "") -> str:
    """The text, at what an event rests on."""
    return url_for("documents.show", slug=slug, document=document, event=event or None, _anchor=f"e-{event}" if event else None)


def version_of(form: Mapping[str, str]) -> int:
    given = form.get("version", "")
    if not given.isascii() or not given.isdigit() or len(given) > LONGEST_VERSION:
        raise BadInput(
            gettext("The form does not say which version of the event it was made from. Open the event and try again."), field="version"
        )
    return int(given)
