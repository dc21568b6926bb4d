"""Options that several commands share, and the opening of the store."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

import click

from timeline.errors import BadInput
from timeline.settings import SETTINGS, setting, text_setting

if TYPE_CHECKING:
    from timeline.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])
T = TypeVar("T")
HELP = {row.name: row.help for row in SETTINGS}
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Given:
    """What was said about an import."""

    slug: str
    format: str | None
    skip_bad: bool
    title: str
    accept: bool
    published: str | None = None
    language: str | None = None


def database_option(command: Command) -> Command:
    """May stand before the command's name and after it; what stands after wins."""
    return click.option("--database", metavar="URL", expose_value=False, callback=_keep_database, help=HELP["database"])(command)


def _keep_database(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        context.find_root().meta["database"] = value


def reading_options(command: Command) -> Command:
    for option in (
        click.option(
            "--published",
            metavar="EDTF",
            help="When the text was published, such as 2023-05-10 or 2023-05; without it, inferred from the text.",
        ),
        click.option("--language", metavar="CODE", help="The language of the text, such as en; without it, found from the text."),
    ):
        command = option(command)
    return command


def database_url() -> str:
    return str(click.get_current_context().find_root().meta.get("database") or text_setting("database"))


def open_store() -> Store:
    from timeline.store import Store

    return Store.open(database_url())


def option_or_setting(given: Any, name: str) -> Any:
    return setting(name) if given is None else given


def read_input(name: str) -> bytes:
    """The bytes of a file, or of standard input for `-`."""
    with open_input(name) as file:
        return file.read()


def open_input(name: str) -> BinaryIO:
    """One can go back to the beginning of it, of standard input too."""
    if name == STDIN:
        spooled = tempfile.TemporaryFile()  # noqa: SIM115
        shutil.copyfileobj(sys.stdin.buffer, spooled)
        spooled.seek(0)
        return cast("BinaryIO", spooled)
    try:
        return Path(name).open("rb")
    except FileNotFoundError as wrong:
        raise BadInput(f"There is no file {name}.") from wrong
    except IsADirectoryError as wrong:
        raise BadInput(f"{name} is a folder; name the files in it, for instance {name.rstrip('/')}/*.txt.") from wrong
    except OSError as wrong:
        raise BadInput(f"{name} could not be read: {wrong.strerror}.") from wrong


def shown_name(name: str) -> str:
    return "Standard input" if name == STDIN else name


def progress(rows: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
    """With a bar on a terminal, once it takes longer than a second."""
    if not sys.stderr.isatty():
        return rows
    from tqdm import tqdm

    bar: Iterable[T] = tqdm(rows, desc=what, total=total, delay=1, leave=False, unit="")
    return bar


def say(sentence: str) -> None:
    """To the person, so to standard error: standard output is for results."""
    click.echo(sentence, err=True)
