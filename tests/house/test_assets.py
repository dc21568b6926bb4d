"""What the browser loads: built files and our modules, each kept for ever under a name that changes with its content."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from timeline.errors import BadFile
from timeline.resources import folder
from timeline.web.assets import FOREVER, LIBRARIES, build, install

NODE_MODULES = folder("static").parent / "node_modules"
ADDRESSES = '{{ asset_urls("vis.js") | join(" ") }} {{ asset_urls("all.css") | join(" ") }} {{ whole_url() }} {{ module_url("page.js") }}'


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A copy of our static files that may be built and changed."""
    return Path(shutil.copytree(folder("static"), tmp_path / "static", ignore=shutil.ignore_patterns("gen")))


def served(static: Path) -> FlaskClient:
    app = Flask("test", static_folder=str(static), static_url_path="/static")
    install(app)
    app.add_url_rule("/", view_func=lambda: render_template_string(f"{ADDRESSES} {{{{ icons_url() }}}}"))
    return app.test_client()


def addresses(client: FlaskClient) -> list[str]:
    return client.get("/").text.split()


def test_built_files_are_kept_for_ever(static: Path) -> None:
    build(static, NODE_MODULES)
    client = served(static)
    names = addresses(client)
    assert [name.rsplit("/", 1)[1].split(".")[0] for name in names] == ["vis", "all", "whole", "page", "icons"]
    for name in names:
        with client.get(name) as answer:
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, FOREVER)


def test_nothing_built_means_styles_one_by_one_and_no_fault(static: Path) -> None:
    names = addresses(served(static))
    assert [name for name in names if "/static/css/" in name] == [
        f"/static/css/{name}.css" for name in ("base", "pages", "finding", "picture")
    ]


def test_nothing_built_means_modules_that_import_each_other(static: Path) -> None:
    assert addresses(served(static))[-3].endswith("/whole.js")


def test_a_module_that_cannot_be_read_is_named(static: Path) -> None:
    (static / "js" / "timeline.js").write_text("export const = 1;")
    with pytest.raises(BadFile, match=r"timeline\.js"):
        build(static, NODE_MODULES)


def test_building_again_leaves_only_what_is_named_now(static: Path) -> None:
    before = build(static, NODE_MODULES)
    (static / "css" / "base.css").write_text("body { width: calc(1px + 2px) }")
    after = build(static, NODE_MODULES)
    assert {path.suffix for path in after} == {".js", ".css", ".json"}
    assert [path.name for path in before if path.suffix == ".css"] != [path.name for path in after if path.suffix == ".css"]
    assert len(list((static / "gen").iterdir())) == 5
    assert "calc(1px + 2px)" in next((static / "gen").glob("all.*.css")).read_text(encoding="utf-8")


def test_browsers_are_sent_after_no_source_maps(static: Path) -> None:
    build(static, NODE_MODULES)
    for path in (static / "gen").iterdir():
        assert b"sourceMappingURL" not in path.read_bytes()


def test_a_change_in_one_module_renames_them_all(static: Path) -> None:
    before = addresses(served(static))[-2]
    (static / "js" / "shared.js").write_text("export const changed = true;")
    client = served(static)
    after = addresses(client)[-2]
    assert before != after
    with client.get(before) as old:
        assert (old.status_code, old.headers["Cache-Control"]) == (200, "no-cache")


def test_a_change_in_the_icons_renames_their_sheet(static: Path) -> None:
    before = addresses(served(static))[-1]
    (static / "icons.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    client = served(static)
    assert before != addresses(client)[-1]
    for old in (before, "/static/icons.svg"):
        with client.get(old) as answer:
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("name", ["../css/base.css", "..%2fcss%2fbase.css", "nowhere.js", "/etc/hostname"])
def test_only_modules_are_served_as_modules(static: Path, name: str) -> None:
    client = served(static)
    prefix = addresses(client)[-2].removesuffix("page.js")
    assert client.get(prefix + name).status_code in (301, 308, 404)


def test_missing_packages_are_named(static: Path, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=f"{next(iter(LIBRARIES.values()))} is not in .*npm ci"):
        build(static, tmp_path / "node_modules")
    assert not (static / "gen").exists()
