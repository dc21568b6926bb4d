"""What the browser loads: vis-timeline, our styles and the modules of the timeline page as one built file each, other modules as they are.

`build` (`timeline assets`) makes static/gen out of node_modules; a wheel holds the result. Without it the pages still answer: styles
unbundled, a picture that cannot be dragged. Whatever has a hash of its content in its name may be kept by browsers for ever.

In templates: `asset_urls("all.css")`, `asset_urls("vis.js")`, `whole_url()`, `module_url("review.js")`, `icons_url()`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

from flask import Flask, Response, current_app, g, request, send_from_directory, url_for
from flask_assets import Bundle, Environment

from timeline.errors import BadFile
from timeline.resources import folder

FOREVER = "public, max-age=31536000, immutable"
# browsers ask for the mark of a page again whenever its address changes, and the picture keeps its window there
A_DAY = "public, max-age=86400"
MARK = "/static/mark.svg"
ICONS = "icons.svg"
MANIFEST = "gen/manifest.json"
# the peer builds: the standalone one writes <style> elements, which our Content-Security-Policy forbids
LIBRARIES = {
    "gen/npm/moment.js": "moment/min/moment.min.js",
    "gen/npm/vis-data.js": "vis-data/peer/umd/vis-data.min.js",
    "gen/npm/vis-timeline.js": "vis-timeline/peer/umd/vis-timeline-graph2d.min.js",
    "gen/npm/vis-timeline.css": "vis-timeline/styles/vis-timeline-graph2d.min.css",
}
# what the timeline page runs, which would be thirty requests; made into one by esbuild
WHOLE, BUILDER = "whole.js", ".bin/esbuild"
SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=.*?\*/)\s*$")


def install(app: Flask) -> Environment:
    """Gives the app its bundles, the route of our modules, and long caching for names that hold a hash."""
    static = _static(app)
    app.config.setdefault("ASSETS_AUTO_BUILD", False)
    app.config.setdefault("ASSETS_CACHE", False)
    app.config.setdefault("ASSETS_MANIFEST", f"json:{MANIFEST}")
    app.config.setdefault("ASSETS_DEBUG", not (static / MANIFEST).is_file())
    environment = Environment(app)
    for name, bundle in _bundles().items():
        environment.register(name, bundle)
    app.add_url_rule("/static/js/<string(length=16):version>/<path:name>", "module", _module)
    app.config["MODULES_VERSION"] = modules_version(static / "js")
    app.config["ICONS_VERSION"] = hashlib.sha256((static / ICONS).read_bytes()).hexdigest()[:16]
    app.jinja_env.globals.update(module_url=module_url, whole_url=whole_url, icons_url=icons_url)
    app.jinja_env.globals["asset_urls"] = lambda name: environment[name].urls()
    app.after_request(_keep)
    return environment


def _bundles() -> dict[str, Bundle]:
    """New ones for each app: a Bundle remembers the environment it was registered in."""
    return {
        WHOLE: Bundle(f"gen/npm/{WHOLE}", output="gen/whole.%(version)s.js"),
        "vis.js": Bundle("gen/npm/moment.js", "gen/npm/vis-data.js", "gen/npm/vis-timeline.js", output="gen/vis.%(version)s.js"),
        "all.css": Bundle(
            *("gen/npm/vis-timeline.css", "css/base.css", "css/pages.css", "css/finding.css", "css/picture.css"),
            filters="rcssmin",
            output="gen/all.%(version)s.css",
        ),
        "paper.css": Bundle("css/paper.css", filters="rcssmin", output="gen/paper.%(version)s.css"),
    }


def _static(app: Flask) -> Path:
    return Path(app.static_folder or folder("static"))


def modules_version(modules: Path) -> str:
    """One hash over all our modules, since they import each other by relative names."""
    seen = hashlib.sha256()
    for path in sorted(modules.rglob("*.js")):
        seen.update(path.relative_to(modules).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return seen.hexdigest()[:16]


def module_url(name: str) -> str:
    return url_for("module", version=current_app.config["MODULES_VERSION"], name=name)


def icons_url() -> str:
    """With a hash, or browsers ask for the sheet again with each icon that a script adds. Put together once for a page."""
    if "icons" not in g:
        g.icons = url_for("static", filename=ICONS, v=current_app.config["ICONS_VERSION"])
    return str(g.icons)


def whole_url() -> str:
    """One file where it was built, else the module that imports the others."""
    environment: Environment = current_app.jinja_env.assets_environment  # type: ignore[attr-defined]
    built = not current_app.config["ASSETS_DEBUG"]
    return str(environment[WHOLE].urls()[0]) if built else module_url(WHOLE)


def _module(version: str, name: str) -> Response:
    """A page opened before an update may still ask under an old version: it gets today's module, but may not keep it."""
    response = send_from_directory(_static(current_app) / "js", name)
    response.headers["Cache-Control"] = FOREVER if version == current_app.config["MODULES_VERSION"] else "no-cache"
    return response


def _keep(response: Response) -> Response:
    if (request.path.startswith("/static/gen/") or _is_sheet()) and response.status_code in (200, 206, 304):
        response.headers["Cache-Control"] = FOREVER
    elif request.path == MARK and response.status_code in (200, 304):
        response.headers["Cache-Control"] = A_DAY
    return response


def _is_sheet() -> bool:
    return request.path == f"/static/{ICONS}" and request.args.get("v") == current_app.config["ICONS_VERSION"]


def build(static: Path | None = None, packages: Path | None = None) -> list[Path]:
    """Makes static/gen anew and returns its files. Raises BadFile when the npm packages are not there."""
    static, packages = static or folder("static"), packages or folder("static").parent / "node_modules"
    missing = [source for source in (*LIBRARIES.values(), BUILDER) if not (packages / source).is_file()]
    if missing:
        raise BadFile(f"{missing[0]} is not in {packages}; run “npm ci” beside package.json first.")
    shutil.rmtree(static / "gen", ignore_errors=True)
    (static / "gen" / "npm").mkdir(parents=True)
    for target, source in LIBRARIES.items():
        (static / target).write_bytes(SOURCE_MAP.sub(b"", (packages / source).read_bytes()) + b"\n")
    _join(static, packages)
    app = Flask(__name__, static_folder=str(static), static_url_path="/static")
    app.config["ASSETS_DEBUG"] = False
    for bundle in install(app):
        bundle.build(force=True)
    shutil.rmtree(static / "gen" / "npm")
    return sorted(path for path in (static / "gen").iterdir() if path.is_file())


def _join(static: Path, packages: Path) -> None:
    """The modules of the timeline page as one. Raises BadFile with what esbuild says of a module that it cannot read."""
    said = [str(packages / BUILDER), str(static / "js" / WHOLE), "--bundle", "--minify", "--format=esm", "--charset=utf8"]
    made = subprocess.run(  # noqa: S603 - a program of our own packages, with paths of our own
        [*said, f"--outfile={static / 'gen/npm' / WHOLE}", "--log-level=error"], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise BadFile(f"The modules in {static / 'js'} could not be joined: {made.stderr.strip()}")
