"""The commands that work on a store: import, export, seed, backup, check."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from timeline.cli.options import STDIN, database_option, open_input, open_store, progress, reading_options, say, shown_name
from timeline.errors import BadInput
from timeline.events import STATUSES
from timeline.readers.plain import decode
from timeline.settings import text_setting

if TYPE_CHECKING:
    from timeline.store import Store

Step = Callable[["Store"], str]
TEXT = "text"


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

    All files are read before anything is stored; each is then stored whole or not at all.
    """
    if title and len(files) > 1:
        raise click.UsageError("--title names one text; import several one by one, or without --title.")
    with ExitStack() as open_files:
        opened = ((each, open_files.enter_context(open_input(each))) for each in progress(files, "reading", len(files)))
        given = _Given(slug, name, skip_bad, title or "", accept, known)
        steps = [_step(given, each, file) for each, file in opened]
        with closing(open_store()) as store:
            for each, step in zip(files, progress(steps, "storing", len(steps)), strict=True):
                click.echo(f"{shown_name(each)}: {step(store)}")


@dataclass(frozen=True, slots=True)
class _Given:
    slug: str
    format: str | None
    skip_bad: bool
    title: str
    accept: bool
    known: dict[str, str | None]


def _step(given: _Given, name: str, file: BinaryIO) -> Step:
    """Reads a file now, and gives back what is to be done with it once all the others can be read too."""
    from timeline.formats import guess

    found = given.format or guess("" if name == STDIN else name, file)
    if found is None or found == TEXT:
        file.seek(0)
        return _text_step(given.slug, decode(file.read(), shown_name(name)), given.title, given.accept, **given.known)
    return _timeline_step(given, found, file)


def _timeline_step(given: _Given, name: str, file: BinaryIO) -> Step:
    from timeline.formats import reader
    from timeline.formats.losses import counted

    contents = reader(name)(file, skip_bad=given.skip_bad)
    for sentence in (*contents.skipped, *counted(contents.losses)):
        say(sentence)

    def store_it(store: Store) -> str:
        title = given.title or contents.title or None
        merged = store.put_timeline(given.slug, title, contents.description or None, contents.documents, contents.events)
        skipped = f", {len(contents.skipped)} rows left out" if contents.skipped else ""
        return f"{merged.added} events added, {merged.updated} changed, {merged.unchanged} as before{skipped}."

    return store_it


def _text_step(slug: str, text: str, title: str, accept: bool, **known: str | None) -> Step:
    from timeline.extraction import extract
    from timeline.pipeline import document, start

    reading = extract(text, hemisphere=text_setting("hemisphere"), **known)

    def store_it(store: Store) -> str:
        start(store, slug)
        kept = store.add_document(slug, document(text, reading, title), reading, accept=accept)
        told = (
            f"{kept.added} events {'added' if accept else 'suggested'}, {kept.known} known already, {kept.rejected_before} rejected before."
        )
        return told + (
            f" Published {reading.published}, which is assumed: {reading.published_assumed}." if reading.published_assumed else ""
        )

    return store_it


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
