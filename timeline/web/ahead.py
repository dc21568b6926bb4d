"""The first question of the picture, which the page asks while it is still being read, so that nothing waits for the scripts.

static/js/ahead.js asks it, and the picture takes the answer as that of its own first question.
"""

from __future__ import annotations

from flask import url_for

from timeline.web.view import View

# how wide the picture is about, by the width of the page; columns are counted anew where it turns out far from this
WIDTHS = {
    "(max-width: 899px)": 390,
    "(min-width: 900px) and (max-width: 1499px)": 732,
    "(min-width: 1500px)": 1100,
}
# what narrows nothing that would take long to count; the page tells its script, which asks likewise
QUICK = ("dates", "match", "lanes", "colour", "undated", "asks", "from", "to", "event")


def first_questions(slug: str, view: View) -> list[tuple[str, str]]:
    """(media query, address); none where the picture asks in two parts, see static/js/picture/feed.js."""
    asked = view.with_(cursor="", show="both")
    chosen = [name for name, _ in asked.pairs() if name not in QUICK]
    if view.q or len(chosen) > 1:
        return []
    address = url_for("picture.items", slug=slug, overview=1, **asked.arguments())
    return [(media, f"{address}&width={width}") for media, width in WIDTHS.items()]
