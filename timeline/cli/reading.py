"""`timeline read`: what a text says and when, without storing anything."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from timeline.cli.options import database_option, progress, read_input, reading_options, shown_name
from timeline.dates import Assumption, EventDate
from timeline.errors import BadFile, TimelineError
from timeline.events import Event, Reading, Timex
from timeline.readers.plain import checked, decode
from timeline.settings import text_setting

if TYPE_CHECKING:
    from timeline.explain import Node

INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)


@click.command()
@click.argument("file", required=False)
@click.option("--format", "shape", type=click.Choice(["text", "json", "tree"]), default="text", show_default=True, help="How to print it.")
@click.option(
    "--corpus",
    metavar="DOCS.jsonl",
    help="Reads many texts, a JSON object a line with id, text, dct and lang, and writes their dates as lines.",
)
@reading_options
@database_option
def read(file: str | None, shape: str, corpus: str | None, published: str | None, language: str | None) -> None:
    """Prints the dates and events in FILE (- is standard input)."""
    if (file is None) == (corpus is None):
        raise click.UsageError("Name a FILE (- is standard input) or a --corpus, and not both.")
    if corpus is not None:
        for row in progress(_corpus(corpus), "reading"):
            click.echo(row)
        return
    name = str(file)
    text = decode(read_input(name), shown_name(name))
    click.echo(SHAPES[shape](text, _extract(text, published, language)), nl=False)


def _extract(text: str, published: str | None, language: str | None) -> Reading:
    from timeline.extraction import extract

    return extract(text, published=published, language=language, hemisphere=text_setting("hemisphere"))


# --- corpora -------------------------------------------------------------------------------------------------------


def _corpus(name: str) -> Iterator[str]:
    for number, line in enumerate(read_input(name).splitlines(), 1):
        if line.strip():
            yield _corpus_row(line, f"{shown_name(name)}, line {number}")


def _corpus_row(line: bytes, where: str) -> str:
    from timeline.readers.strict_json import parse

    try:
        row = parse(line)
        _check_row(row)
        reading = _extract(checked(row["text"]), _day(row.get("dct")), row.get("lang"))
    except TimelineError as wrong:
        raise BadFile(f"{where}: {wrong.sentence}") from wrong
    return json.dumps({"id": row["id"], "timexes": [_timex(each) for each in reading.timexes]}, ensure_ascii=False)


def _check_row(row: Any) -> None:
    if not isinstance(row, dict) or not {"id", "text"} <= row.keys() or not isinstance(row["text"], str):
        raise BadFile("a line is an object with at least “id” and “text”, and “text” is a text.")
    for name in ("dct", "lang"):
        if not isinstance(row.get(name), (str, type(None))):
            raise BadFile(f"“{name}” is a text or null.")


def _day(published: str | None) -> str | None:
    """Corpora give publication times to the second; EDTF knows no minutes without seconds, and the day is what counts."""
    found = INSTANT.fullmatch(published or "")
    return found[1] if found else published or None


def _timex(timex: Timex) -> dict[str, Any]:
    return timex.to_json()


# --- shapes --------------------------------------------------------------------------------------------------------


def _as_json(_: str, reading: Reading) -> str:
    return json.dumps(reading.to_json(), ensure_ascii=False, indent=2) + "\n"


def _as_text(_: str, reading: Reading) -> str:
    lines = [_published(reading), f"Language: {reading.language}", "", _counted(len(reading.timexes), "date")]
    lines += [
        f"  {each.start}-{each.end}  “{_flat(each.text)}”  {each.value}  {_bounds(each.earliest, each.latest)}" for each in reading.timexes
    ]
    lines += ["", _counted(len(reading.events), "event")]
    for event in reading.events:
        lines += [f"  {_when(event.date)}  {event.title}", *_asked(event), *(f"      “{_flat(each.quote)}”" for each in event.evidence)]
    lines += ["", *reading.notes] if reading.notes else []
    return "\n".join(lines) + "\n"


def _as_tree(text: str, reading: Reading) -> str:
    """Each date with the rules and words that it was read by and what was assumed, then how each event came to its date."""
    from timeline.explain import trees

    nodes = trees(text, reading.language)
    lines = [_published(reading)]
    for each in reading.timexes:
        lines += [f"{each.start}-{each.end}  “{_flat(each.text)}”", f"  {each.type}  {each.value}" + (f"  {each.mod}" if each.mod else "")]
        lines += [f"  EDTF {each.edtf}  {_bounds(each.earliest, each.latest)}"] if each.edtf else []
        lines += _node(nodes.get(each.start)) or [f"  read by the rule {each.rule}"]
        lines += _assumed(each.assumed)
    for event in reading.events:
        lines += ["", f"{_when(event.date)}  {event.title}", *_chain(event, reading.language)]
    return "\n".join(lines) + "\n"


def _node(node: Node | None) -> list[str]:
    from timeline.explain import lines

    return [] if node is None else [f"  {line}" for line in lines(node)]


def _chain(event: Event, language: str) -> list[str]:
    from timeline.explain import chain

    if event.date is None:
        return []
    nodes = chain(event.date, event.evidence[0].quote if event.evidence else "", language)
    return [*(line for node in nodes for line in _node(node)), *_assumed(event.date.assumed), f"  EDTF {event.date.edtf}"]


def _assumed(assumed: Iterable[Assumption]) -> list[str]:
    return [f"  assumed: {one.part} = {one.value}, from {one.source}: {one.why}" for one in assumed]


SHAPES: dict[str, Callable[[str, Reading], str]] = {"text": _as_text, "json": _as_json, "tree": _as_tree}


def _published(reading: Reading) -> str:
    if reading.published is None:
        return "Published: nobody knows"
    return f"Published: {reading.published}" + (f" (assumed: {reading.published_assumed})" if reading.published_assumed else "")


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" + ("" if count == 1 else "s")


def _when(date: EventDate | None) -> str:
    return "undated" if date is None else _bounds(date.earliest, date.latest)


def _bounds(earliest: str | None, latest: str | None) -> str:
    if earliest is None and latest is None:
        return "no bounds"
    return str(earliest) if earliest == latest else f"{earliest or 'open'} to {latest or 'open'}"


def _asked(event: Event) -> list[str]:
    choices = () if event.date is None else event.date.alternatives
    return [f"      asks: {' or '.join(_when(each) for each in choices)}?"] if choices else []


def _flat(text: str) -> str:
    return " ".join(text.split())
