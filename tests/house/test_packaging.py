"""What is packed, what is locked, and what may not stand in the tree."""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import timeline

ROOT = Path(__file__).parent.parent.parent
OUTSIDE_THE_PACKAGE = {"timeline.templates": "templates", "timeline.static": "static", "timeline.seeds": "seeds"}


def setup() -> configparser.ConfigParser:
    parsed = configparser.ConfigParser()
    parsed.read(ROOT / "setup.cfg", encoding="utf-8")
    return parsed


def tracked() -> list[Path]:
    """The files of the project, whether or not they are committed yet."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git checkout")
    return [path for path in map(ROOT.joinpath, listed) if path.is_file()]


def texts() -> list[tuple[Path, str]]:
    binary = {".png", ".ico", ".woff2", ".db"}
    return [(path.relative_to(ROOT), path.read_text(encoding="utf-8")) for path in tracked() if path.suffix not in binary]


def test_every_package_on_disk_is_packed() -> None:
    """A sub-package that setup.cfg does not name is left out of a wheel without a word."""
    named = set(setup()["options"]["packages"].split())
    on_disk = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "timeline").rglob("__init__.py")}
    assert named == on_disk | set(OUTSIDE_THE_PACKAGE)


def test_folders_beside_the_package_are_packed() -> None:
    rows = dict(line.split(" = ") for line in setup()["options"]["package_dir"].strip().splitlines())
    assert rows == OUTSIDE_THE_PACKAGE
    assert all((ROOT / folder).is_dir() for folder in rows.values())


def test_every_file_in_the_package_is_packed() -> None:
    """Data files go by the patterns of package_data."""
    patterns = {name: value.split() for name, value in setup()["options.package_data"].items()}
    for path in tracked():
        relative = path.relative_to(ROOT)
        if relative.parts[0] == "timeline" and path.suffix != ".py":
            owners = [name for name in patterns if relative.as_posix().startswith(name.replace(".", "/") + "/")]
            assert any(relative.match(f"{name.replace('.', '/')}/{p}") for name in owners for p in patterns[name]), relative


def test_the_version_stands_in_one_place() -> None:
    assert setup()["metadata"]["version"] == "attr: timeline.__version__"
    assert re.fullmatch(r"\d+\.\d+\.\d+", timeline.__version__)
    assert "version" not in json.loads((ROOT / "package.json").read_text())
    assert "version" not in tomllib.loads((ROOT / "pyproject.toml").read_text()).get("project", {})
    assert f"## {timeline.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_lock_file_names_no_registry() -> None:
    """`npm ci` then asks whichever registry the machine uses."""
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert [name for name, row in lock["packages"].items() if "resolved" in row] == []
    assert all(row.get("integrity") for name, row in lock["packages"].items() if name)
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text()


def test_no_registry_and_no_path_of_a_machine_stands_in_the_tree() -> None:
    registries = re.compile(
        "|".join(("registry" + r"\.npmjs", "registry" + r"\.yarnpkg", "files" + r"\.pythonhosted", "pypi" + r"\.org/simple"))
    )
    paths = re.compile(r"(?<![\w./-])/(?:root|home|Users|work|farm|tmp)/\w")
    found = [f"{path}: {match[0]}" for path, text in texts() for match in [*registries.finditer(text), *paths.finditer(text)]]
    assert found == []


def test_modules_are_short() -> None:
    long = [str(path) for path, text in texts() if path.suffix == ".py" and path.parts[0] == "timeline" and text.count("\n") > 400]
    assert long == []


def test_the_schema_in_the_docs_is_the_one_that_is_used() -> None:
    """It is a link, so that there is one file and not two that differ."""
    for schema in (ROOT / "timeline" / "formats").glob("*.schema.json"):
        shown = ROOT / "docs" / "schema" / schema.name.replace(".schema", "")
        assert shown.resolve() == schema.resolve()


def test_third_party_names_whatever_is_needed_to_run() -> None:
    said = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8").lower()
    python = [re.split(r"[<>=]", line)[0] for line in setup()["options"]["install_requires"].split()]
    browser = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert [name for name in [*python, *browser] if f"| {name} |" not in said] == []
