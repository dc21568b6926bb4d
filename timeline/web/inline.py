"""The scripts that stand in the page itself: they run before anything is drawn, and to ask for them would keep that waiting."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from timeline.resources import folder

SCRIPTS = {name: (folder("static") / "js" / f"{name}.js").read_text(encoding="utf-8") for name in ("theme", "ahead")}


def _named(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


# how a Content-Security-Policy names these and no others
SOURCES = " ".join(map(_named, SCRIPTS.values()))


def script(name: str) -> Markup:
    return Markup(SCRIPTS[name])  # noqa: S704 - files of ours
