"""What `timeline import` does with its files: timelines one by one, documents all together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import click

from timeline.cli.options import STDIN, Given, open_input, open_store, progress, say, shown_name
from timeline.errors import BadInput, BadRows, TimelineError
from timeline.formats import Contents, guess, reader
from timeline.formats.losses import counted
from timeline.importing import TEXT, File, Import, Row
from timeline.pipeline import start
from timeline.readers.kinds import SUFFIXES, one, told
from timeline.settings import text_setting
from timeline.store import Store
from timeline.understanding import published_granule

# besides documents, what is taken out of a folder without being named
TIMELINES = (".json", ".csv", ".tsv")


@dataclass(slots=True)
class _Looked:
    """Files as they were told apart. What is wrong with a file that is alone is raised, else it is said and counted."""

    alone: bool
    timelines: dict[str, Contents] = field(default_factory=dict)
    texts: list[File] = field(default_factory=list)
    refused: int = 0

    @contextmanager
    def minding(self, name: str) -> Iterator[None]:
        try:
            yield
        except TimelineError as wrong:
            if self.alone:
                raise
            rows = wrong.rows if isinstance(wrong, BadRows) else ()
            self.refuse(name, *rows, wrong.sentence)

    def refuse(self, name: str, *sentences: str) -> None:
        self.refused += 1
        for sentence in sentences:
            say(sentence if name in sentence else f"{name}: {sentence}")


def take(given: Given, names: Sequence[str]) -> None:
    """Raises BadInput when something was refused: for a file that is alone before a store is made for it."""
    published_granule(given.published)
    paths = [path for name in names for path in _files(name)]
    looked = _Looked(alone=len(paths) == 1)
    with ExitStack() as held:
        for path in progress(paths, "looking", len(paths)):
            with looked.minding(shown_name(path)):
                _look(given, path, looked, held)
        if looked.timelines or looked.texts:
            with closing(open_store()) as store:
                _store(store, given, looked)
    if looked.refused:
        raise BadInput(f"Refused: {looked.refused:,}. Everything else was taken.")


def _files(name: str) -> Iterator[str]:
    """Itself, or the files of a folder, in order; how many are of no kind that is read is said."""
    path = Path(name)
    if name == STDIN or not path.is_dir():
        yield name
        return
    found = sorted(each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
    wanted = [each for each in found if each.suffix.lower() in (*SUFFIXES, *TIMELINES)]
    yield from map(str, wanted)
    if len(found) > len(wanted):
        say(f"{name}: left out {len(found) - len(wanted):,} of its files, which are of kinds that are not read.")


def _look(given: Given, path: str, looked: _Looked, held: ExitStack) -> None:
    file = open_input(path)
    name = given.format or guess("" if path == STDIN else path, file)
    if name in (None, TEXT):
        looked.texts.append(_text(path, file, looked.alone, said=given.format == TEXT))
        return
    held.enter_context(file)
    contents = reader(str(name))(file, skip_bad=given.skip_bad)
    for sentence in (*contents.skipped, *counted(contents.losses)):
        say(sentence)
    looked.timelines[path] = contents


def _text(path: str, file: BinaryIO, alone: bool, said: bool) -> File:
    with file:
        file.seek(0)
        data = file.read() if alone or path == STDIN else b""
    name = shown_name(path)
    if not alone and path != STDIN:
        return File(name, lambda: _content(path), said)
    if alone and told(name, data).name not in ("archive", "mail"):
        one(name, data)
    return File(name, lambda: data, said)


def _content(path: str) -> bytes:
    with open_input(path) as file:
        return file.read()


# --- storing -----------------------------------------------------------------------------------------------------


def _store(store: Store, given: Given, looked: _Looked) -> None:
    for path, contents in progress(looked.timelines.items(), "storing", len(looked.timelines)):
        with looked.minding(shown_name(path)):
            say_result(shown_name(path), _put(store, given, contents))
    if looked.texts:
        start(store, given.slug)
        work = Import(store, given.slug, given.accept, "", given.published, given.language, text_setting("hemisphere"), given.title)
        for row in work.take(progress(looked.texts, "importing", len(looked.texts))):
            _tell(row, given.accept, looked)


def _put(store: Store, given: Given, contents: Contents) -> str:
    title = given.title or contents.title or None
    merged = store.put_timeline(given.slug, title, contents.description or None, contents.documents, contents.events, **contents.beside)
    skipped = f", {len(contents.skipped)} rows left out" if contents.skipped else ""
    return f"{merged.added} events added, {merged.updated} changed, {merged.unchanged} as before{skipped}."


def _tell(row: Row, accept: bool, looked: _Looked) -> None:
    if row.state == "refused":
        looked.refuse(row.name, row.sentence)
    elif row.state == "left out":
        say(f"{row.name}: {row.sentence}")
    else:
        say_result(row.name, " ".join(_told(row, accept)))


def _told(row: Row, accept: bool) -> Iterable[str]:
    yield f"{row.added} events {'added' if accept else 'suggested'}, {row.known} known already, {row.rejected_before} rejected before."
    document = row.document
    if document is not None and document.published_assumed:
        yield f"Published {document.published}, which is assumed: {document.published_assumed}."
    yield from row.notes


def say_result(name: str, sentence: str) -> None:
    click.echo(f"{name}: {sentence}")
