"""The commands that work on a store: import, export, seed, backup, check."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import click

from timeline.cli.options import STDIN, Given, database_option, open_store, progress, reading_options, say
from timeline.errors import BadInput
from timeline.events import STATUSES


@click.command("import")
@click.argument("slug")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@reading_options
@click.option("--format", "name", metavar="NAME", help="As “timeline formats” lists them, or “text”; without it, told from the file.")
@click.option("--skip-bad", is_flag=True, help="Leaves out rows that cannot be read, and says which; without it nothing is stored then.")
@click.option("--title", help="Title of the text, or of the timeline when FILE is a timeline; without it, what the file says.")
@click.option("--accept", is_flag=True, help="Accepts what is found in texts at once, instead of leaving it as suggestions.")
@database_option
def import_(
    slug: str, files: tuple[str, ...], name: str | None, skip_bad: bool, title: str | None, accept: bool, **known: str | None
) -> None:
    """Puts texts, or timelines in another format, into the timeline SLUG, which is started if it is not there (- is standard input).

    FILE may be a folder or a ZIP archive. Each document is stored whole or not at all; of several files, those that can be read are taken.
    """
    if title and len(files) > 1:
        raise click.UsageError("--title names one text; import several one by one, or without --title.")
    from timeline.cli.importing import take

    take(Given(slug, name, skip_bad, title or "", accept, **known), files)


@click.command()
@click.argument("slug")
@click.option("-o", "--output", metavar="FILE", default=STDIN, help="Where to write; without it, standard output.")
@click.option("--format", "name", default="json", show_default=True, metavar="NAME", help="One of those that “timeline formats” lists.")
@click.option("--accepted", is_flag=True, help="Only what was accepted, for publishing; without it everything, for a later import.")
@click.option("--report", metavar="FILE", help="Writes what the format cannot hold, event by event; as JSON when FILE ends with .json.")
@database_option
def export(slug: str, output: str, name: str, accepted: bool, report: str | None) -> None:
    """Writes the timeline SLUG as a file."""
    from timeline.formats import known, losses, writer

    write, statuses = writer(name), ("accepted",) if accepted else STATUSES
    with closing(open_store()) as store:
        if report:
            _write_whole(Path(report), losses.report(Path(report), progress(known(name).losses(store, slug, statuses), "comparing")))
        pieces = progress(write(store, slug, statuses), "writing")
        if output == STDIN:
            for piece in pieces:
                sys.stdout.buffer.write(piece.encode())
        else:
            _write_whole(Path(output), pieces)


def _write_whole(target: Path, pieces: Iterable[str]) -> None:
    """Under another name first: a file of that name is either the old one or the whole new one."""
    if target.is_dir():
        raise BadInput(f"{target} is a folder; name the file to write.")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        unfinished.replace(target)
    except OSError as wrong:
        raise BadInput(f"{target} could not be written: {wrong.strerror}.") from wrong
    finally:
        unfinished.unlink(missing_ok=True)


@click.command()
@click.option("--if-empty", is_flag=True, help="Does nothing when the store already holds a timeline.")
@database_option
def seed(if_empty: bool) -> None:
    """Loads the sample timelines; one that is already there is left as it is."""
    from timeline.seeding import plant

    with closing(open_store()) as store:
        if if_empty and store.timelines():
            return
        for card, new in plant(store):
            click.echo(
                f"{card.title}: {card.accepted} events, {card.suggested} to review."
                if new
                else f"{card.title}: already there, left as it is."
            )


@click.command()
@click.argument("file")
@database_option
def backup(file: str) -> None:
    """Copies the store, consistently even while it is in use, to FILE."""
    with closing(open_store()) as store:
        store.backup(Path(file))
    say(f"Copied to {file}.")


@click.command()
@database_option
def check() -> None:
    """Looks whether the store is whole, and says what is not."""
    with closing(open_store()) as store:
        found = store.check()
    for sentence in found:
        click.echo(sentence)
    if found:
        raise click.exceptions.Exit(1)
    say("The store is whole.")
