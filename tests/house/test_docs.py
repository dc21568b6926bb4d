"""The documentation names everything there is, by the names it has."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from timeline.cli import cli
from timeline.formats import FORMATS
from timeline.settings import SETTINGS
from timeline.store import Store

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "seeds" / "README.md"])
COMMANDS = {name: command for name, command in cli.commands.items() if not command.hidden}
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.name)
def test_every_setting_is_described(row: object) -> None:
    name, default, help_text = (str(getattr(row, each)) for each in ("variable", "default", "help"))
    line = next((line for line in page("settings.md").splitlines() if line.startswith(f"| `{name}` |")), "")
    assert help_text in line
    assert f"`{default}`" in line or not default


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_described_with_its_options(name: str) -> None:
    section = page("cli.md").split(f"\n## timeline {name}\n")[1].split("\n## ")[0]
    options = [option for each in COMMANDS[name].params if isinstance(each, click.Option) and not each.hidden for option in each.opts]
    assert [option for option in options if option != "--database" and f"`{option}" not in section] == []


def test_only_commands_that_exist_are_described() -> None:
    assert set(re.findall(r"^## timeline (\S+)$", page("cli.md"), re.MULTILINE)) == set(COMMANDS)


def test_every_format_is_described() -> None:
    assert [name for name in FORMATS if f"`{name}`" not in page("formats.md")] == []


def test_every_route_is_described(store: Store) -> None:
    """In the contributor's map of addresses, as Flask writes them but without converters."""
    from timeline.web import create_app

    rules = {re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"<\1>", str(rule)) for rule in create_app(store).url_map.iter_rules()}
    said = page("contributing/addresses.md")
    assert sorted(rule for rule in rules if f"`{rule}`" not in said) == []
    assert sorted(rule for rule in re.findall(r"`(/[^`]*)`", said) if rule not in rules) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    links = [target for target, _ in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in links if not (path.parent / target).exists()] == []


def test_every_page_can_be_reached_from_the_index() -> None:
    seen, left = set(), [DOCS / "index.md"]
    while left:
        path = left.pop().resolve()
        if path in seen or path.suffix != ".md":
            continue
        seen.add(path)
        left += [path.parent / target for target, _ in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in target]
    assert {path.resolve() for path in DOCS.rglob("*.md")} - seen == set()


def test_the_readme_shows_what_runs() -> None:
    """Its Python example is run as it stands."""
    examples = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert examples
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})
