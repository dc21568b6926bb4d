"""Who may import whom: a module only from those above it in LAYERS, also inside functions. So no circles between layers either."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "timeline"

# from the ground up; a name that is a folder stands for everything in it
LAYERS = (
    *(
        "errors",
        "settings",
        "resources",
        "wording",
        "folding",
        "granules",
        "bins",
        "notation",
        "dates",
        "timed",
        "events",
        "accounts",
        "quotes",
        "words",
    ),
    *("marks", "drawing", "chart"),
    *(
        "patterns",
        "automaton",
        "appearance",
        "tokens",
        "word_lists",
        "rules",
        "conflicts",
        "sentences",
        "documents",
        "surroundings",
        "outlook",
        "span_guards",
        "guards",
        "readers",
        "expressions",
        "foreign",
        "namesakes",
        "story",
        "anchors",
        "extents",
        "meanings",
        "quarters",
        "figures",
    ),
    *(
        "holidays",
        "durations",
        "relations",
        "clock",
        "calendars",
        "resolve",
        "conflict_dates",
        "statements",
        "verbs",
        "noun_dates",
        "undated",
        "clauses",
        "open_dates",
        "segments",
        "shortening",
        "antecedents",
        "soundness",
        "dateless",
        "titles",
        "capitals",
        "places",
        "actors",
        "companies",
        "references",
        "glosses",
        "topics",
        "categories",
        "confidence",
        "explain",
        "understanding",
        "extraction",
        "merge",
    ),
    *("store", "formats", "pipeline", "importing", "seeding", "web", "cli"),
)
# outside the order: it hands out names lazily, and starts the command line
OUTSIDE = {"__init__", "__main__"}
# packs are data beside the code; their __init__ holds nothing
DATA = {"languages"}


def modules() -> Iterator[Path]:
    yield from sorted(PACKAGE.rglob("*.py"))


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """Every name of ours that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "timeline")
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "timeline":
            assert node.level == 0
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_named(name: str, known: set[str]) -> str:
    """`timeline.dates.EventDate` is in `timeline.dates`."""
    while name not in known:
        name = name.rpartition(".")[0]
    return name


def test_every_module_has_its_layer() -> None:
    found = {layer(path) for path in modules()} - OUTSIDE - DATA
    assert found - set(LAYERS) == set()


@pytest.mark.parametrize("path", [path for path in modules() if layer(path) not in OUTSIDE | DATA], ids=dotted)
def test_a_module_imports_only_from_above(path: Path) -> None:
    """`from timeline import __version__` is allowed to all: it costs nothing."""
    own = LAYERS.index(layer(path))
    names = {name.split(".")[1] for name in imported(path)} - {"__version__"}
    below = {name for name in names if name in LAYERS and LAYERS.index(name) > own}
    assert below == set()
    assert names <= {*LAYERS, *DATA, "extract", "normalise"}


def test_there_is_no_circle() -> None:
    """Not between modules of one folder either; what only the type checker sees does not count."""
    known = {dotted(path) for path in modules()}
    graph = {dotted(path): {module_named(name, known) for name in imported(path)} - {dotted(path), "timeline"} for path in modules()}
    # importing a.b runs a/__init__ first, so an __init__ that imports its own modules is no circle of theirs
    packages = {dotted(path) for path in modules() if path.name == "__init__.py"}
    left = {name: needs - {package for package in packages if name.startswith(f"{package}.")} for name, needs in graph.items()}
    while left:
        free = {name for name, needs in left.items() if not needs & left.keys()}
        assert free, f"these import each other in a circle: {sorted(left)}"
        left = {name: needs for name, needs in left.items() if name not in free}


@pytest.mark.parametrize("name", ["timeline", "timeline.extraction", "timeline.understanding", "timeline.cli"])
def test_importing_it_wakes_nothing_heavy(name: str) -> None:
    """Reading a text must not wait for what it does not need."""
    code = f"import sys, {name}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {
        "lxml",
        "trafilatura",
        "htmldate",
        "pypdfium2",
        "charset_normalizer",
        "flask",
        "werkzeug",
        "sqlalchemy",
        "alembic",
        "dateparser",
        "edtf",
        "babel",
        "jsonschema",
        "tqdm",
        "waitress",
    }
    assert heavy & set(done.stdout.split()) == set()
