"""The wheel and the source package are built, the wheel is installed by itself, and it serves: no Node, no checkout."""

from __future__ import annotations

import json
import os
import re
import shutil
import site
import subprocess
import sys
import tarfile
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import timeline
from tests.cli.running import environment

ROOT = Path(__file__).parent.parent.parent
SOURCES = (
    *("timeline", "templates", "static", "seeds", "docs", "tests", "setup.cfg", "pyproject.toml", "MANIFEST.in", "Makefile"),
    *("README.md", "LICENSE", "THIRD_PARTY.md", "CHANGELOG.md", "package.json", "package-lock.json", ".npmrc"),
)
BUILD = "import sys; from setuptools import build_meta; getattr(build_meta, sys.argv[1])(sys.argv[2])"
NEVER = re.compile(r"(^|/)(shared|node_modules|\.venv|\.git|\.ci)(/|$)")
UNPACKED = re.compile(r"(^|/)(tests?|shared|node_modules|\.venv|\.git|\.ci)(/|$)")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of both, built out of a copy, so that nothing of the checkout is touched. The assets have to be there (make setup)."""
    copy, made = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("dist")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"), symlinks=False)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, copy / name)
    for what in ("build_wheel", "build_sdist"):
        build(what, copy, made)
    return made


def build(what: str, folder: Path, into: Path) -> None:
    command = [sys.executable, "-c", BUILD, what, str(into)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_source_package_holds_the_sources_alone(built: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as packed:
        names = [name.partition("/")[2] for name in packed.getnames()]
    assert [name for name in names if NEVER.search(name)] == []
    assert {"timeline/__init__.py", "templates/layout.html", "static/gen/manifest.json", "LICENSE", "setup.cfg"} <= set(names)


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; what it needs is taken from here instead of being installed again."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    program = folder / "bin" / "python"
    (packages,) = folder.glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(packages)
    (packages / "needed.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return program


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(python), *arguments], cwd=folder, env=bare(), capture_output=True, text=True, timeout=120, check=False)


def bare() -> dict[str, str]:
    """Without Node, and without a way back to the checkout."""
    return environment() | {"PATH": os.pathsep.join(("/usr/bin", "/bin")), "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"}


def test_the_wheel_holds_what_it_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if UNPACKED.search(name)] == []
    assert {name.split("/")[0].split("-")[0] for name in names} == {"timeline", "conflict_timeline"}
    assert "timeline/static/gen/manifest.json" in names
    for folder in ("templates", "static", "seeds"):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        on_disk = {path.relative_to(ROOT).as_posix() for path in files}
        assert {f"timeline/{name}" for name in on_disk} <= set(names)


def test_the_version_is_the_same_everywhere(wheel: Path, built: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    assert wheel.name.split("-")[1] == timeline.__version__
    assert source.name == f"conflict_timeline-{timeline.__version__}.tar.gz"


def test_the_source_package_can_be_built_again(built: Path, tmp_path: Path) -> None:
    """Into a wheel of the same files."""
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as packed:
        packed.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    (tmp_path / "again").mkdir()
    build("build_wheel", folder, tmp_path / "again")
    first, again = (zipfile.ZipFile(next(place.glob("*.whl"))).namelist() for place in (built, tmp_path / "again"))
    assert sorted(again) == sorted(first)


def test_the_module_runs(python: Path, tmp_path: Path) -> None:
    told = run(python, tmp_path, "-m", "timeline", "--help")
    assert told.returncode == 0, told.stderr
    assert "Builds timelines of conflict events" in told.stdout
    where = run(python, tmp_path, "-c", "import timeline; print(timeline.__file__)").stdout.strip()
    assert Path(where).is_relative_to(python.parent.parent)
    assert run(python, tmp_path, "-m", "timeline", "--version").stdout.strip() == f"timeline {timeline.__version__}"


@pytest.fixture
def served(python: Path, tmp_path: Path) -> Iterator[str]:
    seeded = run(python, tmp_path, "-m", "timeline", "seed")
    assert seeded.returncode == 0, seeded.stderr
    command = [str(python), "-m", "timeline", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=bare(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        yield next(word for word in running.stdout.readline().split() if word.startswith("http://")).rstrip("/")
        running.kill()


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert answer.status == 200
        body: bytes = answer.read()
        return body.decode()


def test_it_serves_a_sample_timeline_with_its_styles_and_libraries(served: str) -> None:
    slugs = re.findall(r'href="/t/([a-z0-9-]+)"', fetched(f"{served}/"))
    assert slugs
    page = fetched(f"{served}/t/{slugs[0]}")
    assets = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page))
    assert any("/static/gen/all." in each for each in assets) and any("/static/gen/vis." in each for each in assets)
    assert all(fetched(served + each) for each in assets)
    assert json.loads(fetched(f"{served}/t/{slugs[0]}/items.json"))["items"]
