"""The same events on the pages of peers: plain vis-timeline with all of them in view, and TimelineJS3, as their own pages show to do it.

/vis   /timelinejs    with events.json beside each, as our own export writes it
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, send_from_directory

from timeline.formats import writer
from timeline.resources import folder
from timeline.store import Store
from timeline.web.security import HEADERS

# of the headers that our own pages have, those that peers can do with: for a page with the first a browser begins a process
GUARDED = {name: HEADERS[name] for name in ("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy")}
PAGES = {
    "vis": """<!doctype html><html lang="en"><meta charset="utf-8"><title>Plain vis-timeline</title>
<link rel="stylesheet" href="npm/vis-timeline/styles/vis-timeline-graph2d.min.css">
<script src="npm/vis-timeline/standalone/umd/vis-timeline-graph2d.min.js"></script>
<style>body { margin: 0 } #timeline { height: 100vh }</style><div id="timeline"></div>
<script type="module">
const { items, groups } = await (await fetch("vis.json")).json();
new vis.Timeline(document.getElementById("timeline"), new vis.DataSet(items), new vis.DataSet(groups), { height: "100%" });
</script>""",
    "timelinejs": """<!doctype html><html lang="en"><meta charset="utf-8"><title>TimelineJS3</title>
<link rel="stylesheet" href="npm/@knight-lab/timelinejs/dist/css/timeline.css">
<script src="npm/@knight-lab/timelinejs/dist/js/timeline.js"></script>
<style>body { margin: 0 } #timeline { height: 100vh }</style><div id="timeline"></div>
<script type="module">
const events = await (await fetch("timelinejs.json")).json();
new TL.Timeline("timeline", events, { script_path: new URL("npm/@knight-lab/timelinejs/dist/js/", location).href, analytics: false });
</script>""",
}


def peers(store: Store, slug: str) -> Flask:
    app = Flask(__name__)

    @app.get("/<any(vis, timelinejs):peer>")
    def page(peer: str) -> str:
        return PAGES[peer]

    @app.get("/<any(vis, timelinejs):peer>.json")
    def events(peer: str) -> Response:
        return Response("".join(writer(peer)(store, slug, ("accepted",))), mimetype="application/json")

    @app.get("/npm/<path:name>")
    def package(name: str) -> Response:
        return send_from_directory(Path(folder("static")).parent / "node_modules", name)

    @app.after_request
    def guarded(answer: Response) -> Response:
        answer.headers.update(GUARDED)
        return answer

    return app
