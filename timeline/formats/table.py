"""CSV with one event a row, for spreadsheets. Read by the names in its first row; written so that it reads back.

The date is in `date`, or in `start` and `end`, in any words that the date field understands. Columns nobody knows are kept at the end of
the description, as “name: cell”. Cells that a spreadsheet would run as a formula get an apostrophe before them, which reading takes away.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, BinaryIO

from timeline.dates import EventDate, edtf_end, edtf_start, from_edtf, lasted
from timeline.errors import BadFile, BadText
from timeline.events import STATUSES, Event, Evidence, Place, Status
from timeline.formats.dating import read_words
from timeline.formats.losses import Loss, Sentence, bounds, differences
from timeline.formats.registry import Again, Contents, Format, opened
from timeline.formats.rows import Read, Rows, public_id
from timeline.formats.sources import Documents, documents_of, standing_alone
from timeline.granules import DAY_SECONDS, Granule, Unit
from timeline.notation import Span, bound_seconds
from timeline.readers.plain import MARKS
from timeline.settings import text_setting
from timeline.store import Filter, Store
from timeline.understanding import normalise
from timeline.wording import gettext, noted
from timeline.words import date_words

# column: other names for it, in lower case, blanks and underscores left out
COLUMNS = {
    "id": ("eventid", "uniqueid", "eventidcnty"),
    "date": ("when", "eventdate", "day", "year", "displaydate"),
    "start": ("startdate", "from", "begin", "beginning", "earliest", "datestart"),
    "end": ("enddate", "to", "until", "latest", "dateend"),
    "title": ("headline", "name", "event", "what"),
    "description": ("text", "notes", "details", "summary"),
    "category": ("type", "eventtype", "group"),
    "actors": ("actor", "who", "participants"),
    "place": ("location", "where", "placename"),
    "lat": ("latitude",),
    "lon": ("lng", "long", "longitude"),
    "tags": ("tag", "keywords"),
    "source": ("sources", "publication"),
    "url": ("link", "sourceurl", "address"),
    "quote": ("quotation", "evidence"),
    "status": (),
}
WRITTEN = tuple(name for name in COLUMNS if name not in ("start", "end"))
NAMES = {name: column for column, others in COLUMNS.items() for name in (column, *others)}
SEPARATOR = "; "
DELIMITERS = ",;\t"
# what a spreadsheet takes for a formula, behind apostrophes that stand there already
FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
NUMBERS = ("lat", "lon")
MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(:00)?(\.0+)?", re.ASCII)
SHORT_YEAR = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[- ](\d\d)", re.ASCII)
LONGEST_CELL = 1_000_000


# --- writing -------------------------------------------------------------------------------------------------------


def write(store: Store, slug: str, statuses: tuple[Status, ...] = STATUSES, /) -> Iterator[str]:
    """With the mark at the beginning by which spreadsheets know UTF-8."""
    store.timeline(slug)
    documents = documents_of(store, slug)
    yield "\ufeff" + _line(WRITTEN)
    yield from (_line(guarded(cells_of(row.event, documents))) for row in store.each_event(slug, Filter(statuses=statuses)))


def losses(store: Store, slug: str, statuses: tuple[Status, ...] = STATUSES, /) -> Iterator[Loss]:
    header, documents = Header(WRITTEN, WRITTEN), documents_of(store, slug)
    for row in store.each_event(slug, Filter(statuses=statuses)):
        read_back = event_of(header, guarded(cells_of(row.event, documents))).event
        yield from differences(row.event, read_back, SENTENCES)


SENTENCES: dict[str, Sentence] = {
    "actors": noted("A name with a semicolon in it is read back as two."),
    "tags": noted("A tag with a semicolon in it is read back as two."),
    "category": noted("The blanks round the category are left out."),
}


def _line(cells: Any) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def guarded(cells: dict[str, str]) -> list[str]:
    return [cell if name in NUMBERS or not FORMULA.match(cell) else f"'{cell}" for name, cell in cells.items()]


def unguarded(cell: str) -> str:
    return cell[1:] if GUARDED.match(cell) else cell


def cells_of(event: Event, documents: Documents) -> dict[str, str]:
    place, first = event.place or Place(""), next(iter(standing_alone(event, documents)), Evidence())
    cells = dict.fromkeys(WRITTEN, "") | {name: getattr(event, name) for name in ("id", "title", "description", "category", "status")}
    cells |= {"date": date_cell(event.date), "actors": SEPARATOR.join(event.actors), "tags": SEPARATOR.join(event.tags)}
    cells |= {"place": place.name, "lat": _number(place.lat), "lon": _number(place.lon)}
    return cells | {"source": first.source, "url": first.url, "quote": first.quote}


def _number(number: float | None) -> str:
    return "" if number is None else repr(number)


def date_cell(date: EventDate | None) -> str:
    """The first that says the same by itself: the words of the source, EDTF, the words a person reads; else the days, in EDTF."""
    if date is None:
        return ""
    days = f"{_day_of(date.earliest)}/{_day_of(date.latest)}"
    said = (each for each in (date.text, date.edtf, date_words(date)) if _says(each, date))
    return next(said, days if read_words(days, text_setting("hemisphere")) else "")


def _day_of(bound: str | None) -> str:
    return ".." if bound is None else bound.split("T")[0]


def _says(said: str, date: EventDate) -> bool:
    read = read_words(said.strip(), text_setting("hemisphere")) if said.strip() else None
    return read is not None and bounds(read) == bounds(date)


# --- reading -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Header:
    """`names` as written; `columns` what each is to us, empty for what is not known."""

    names: tuple[str, ...]
    columns: tuple[str, ...]


def read(data: bytes | BinaryIO, /, *, skip_bad: bool = False) -> Contents:
    file = opened(data)
    table = _Table(file)
    lost = (
        ()
        if not (unknown := _unknown(table.header))
        else (gettext("The columns %(names)s are kept at the end of the description.", names=unknown),)
    )
    rows = Rows(table.rows, lambda cells: event_of(table.header, cells), lost)
    skipped = rows.check(skip_bad=skip_bad)
    return Contents("", "", (), rows, skipped, Again(rows.losses))


def header_of(names: Sequence[str]) -> Header:
    """Each column once: of two that may be the same, the first, and one that has its very name before others."""
    plain = [re.sub(r"[\W_]+", "", name.lower()) for name in names]
    columns: list[str] = [""] * len(names)
    for wanted in (COLUMNS, NAMES):
        for place, name in enumerate(plain):
            column = NAMES.get(name, "")
            if name in wanted and column not in columns and not columns[place]:
                columns[place] = column
    return Header(tuple(unguarded(name.strip()) for name in names), tuple(columns))


def _unknown(header: Header) -> str:
    pairs = zip(header.names, header.columns, strict=True)
    return ", ".join(f"“{name[:40]}”" for name, column in pairs if not column and name)


def _known(names: Any) -> bool:
    """Whether a row of cells is a header: it names a date and what happened."""
    columns = set(header_of(names).columns) if isinstance(names, list) else set()
    return bool(columns & {"date", "start"} and columns & {"title", "description", "quote"})


class _Table:
    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.delimiter = ","
        with self._text() as text:
            first = next((line for line in text if line.strip()), "")
        self.delimiter = max(DELIMITERS, key=lambda mark: _fit(next(csv.reader([first], delimiter=mark), [])))
        self.header_at, names = next(((number, cells) for number, cells in self._cells() if any(cells)), (0, []))
        self.header = header_of(names)
        if not set(self.header.columns) & {"title", "description", "quote"}:
            raise BadFile(
                gettext(
                    "The first row must name the columns, one of them “title”, “description” or “quote”; it has %(value)s.",
                    value=_shown(names),
                ),
                field="header",
            )

    def rows(self) -> Iterator[tuple[str, list[str]]]:
        """Counted as a spreadsheet does: the header is row 1. Empty rows are passed over."""
        for number, cells in self._cells():
            if number > self.header_at and any(cell.strip() for cell in cells):
                yield f"Row {number}", cells

    def _cells(self) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(LONGEST_CELL)
        with self._text() as text:
            lines = csv.reader(text, delimiter=self.delimiter, strict=True)
            try:
                yield from enumerate(lines, 1)
            except csv.Error as wrong:
                raise BadFile(
                    gettext(
                        "Line %(line_num)s cannot be told apart into cells: %(wrong)s. Is a quotation mark missing?",
                        line_num=lines.line_num,
                        wrong=wrong,
                    )
                ) from wrong

    @contextmanager
    def _text(self) -> Iterator[Iterator[str]]:
        """The file as lines of text from its beginning; it stays open."""
        self.file.seek(0)
        head = self.file.read(4)
        self.file.seek(0)
        text = io.TextIOWrapper(self.file, encoding=next((name for mark, name in MARKS if head.startswith(mark)), "utf-8"), newline="")
        try:
            yield iter(text)
        except UnicodeDecodeError as wrong:
            raise BadText(
                gettext(
                    "The table is not written in %(value)s: %(reason)s. Save it as UTF-8.", value=text.encoding.upper(), reason=wrong.reason
                )
            ) from wrong
        finally:
            text.detach()


def _fit(names: list[str]) -> tuple[int, int]:
    return sum(bool(column) for column in header_of(names).columns), len(names)


def _shown(names: list[str]) -> str:
    return ", ".join(f"“{name[:40]}”" for name in names[:8]) or "nothing"


def event_of(header: Header, cells: Sequence[str]) -> Read:
    """Raises BadInput."""
    if len(cells) > len(header.names) and any(cell.strip() for cell in cells[len(header.names) :]):
        raise BadFile(
            gettext(
                "It has %(number)s cells, but the header has %(number2)s. Put quotation marks round cells with commas in them.",
                number=len(cells),
                number2=len(header.names),
            )
        )
    plain = [unguarded(cell) for cell in cells]
    for cell in plain:
        if "\0" in cell:
            raise BadFile(gettext("It has the character U+0000, which no text may hold."))
    given = dict.fromkeys(COLUMNS, "") | {column: cell for column, cell in zip(header.columns, plain, strict=False) if column}
    columns = zip(header.names, header.columns, plain, strict=False)
    return Read(_event(given, [f"{name}: {cell}" for name, column, cell in columns if not column and cell.strip()]))


def _event(given: dict[str, str], more: list[str]) -> Event:
    """A status that is none of ours is some other column of that name."""
    status = next((each for each in STATUSES if each == given["status"].strip().lower()), None)
    more = more if status or not given["status"] else [*more, f"status: {given['status']}"]
    proof = Evidence(quote=given["quote"], source=given["source"], url=given["url"])
    return Event(
        title=given["title"] or _first_words(given["description"] or given["quote"]),
        date=_date(*(given[name].strip() for name in ("date", "start", "end"))),
        description="\n".join(filter(None, (given["description"], *more))),
        actors=_list(given["actors"]),
        place=_place(given),
        category=given["category"].strip(),
        tags=_list(given["tags"]),
        status=status or "accepted",
        evidence=() if proof == Evidence() else (proof,),
        id=public_id(given["id"].strip()),
    )


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:120].rsplit(" ", 1)[0] + " …"


def _list(cell: str) -> tuple[str, ...]:
    return tuple(each for part in cell.split(SEPARATOR.strip()) if (each := part.strip()))


def _place(given: dict[str, str]) -> Place | None:
    lat, lon = (_degrees(given[name], name, most) for name, most in (("lat", 90), ("lon", 180)))
    if not given["place"].strip() and lat is None and lon is None:
        return None
    return Place(given["place"], lat, lon)


def _degrees(cell: str, name: str, most: int) -> float | None:
    """With a comma too, as many countries write it."""
    if not cell.strip():
        return None
    try:
        number = float(cell.strip().replace(",", "."))
    except ValueError:
        number = float("nan")
    if not -most <= number <= most:
        raise BadFile(
            gettext(
                "“%(name)s” is “%(value)s”; it must be a number of degrees from -%(most)s to %(most)s.",
                name=name,
                value=cell.strip()[:40],
                most=most,
            ),
            field=name,
        )
    return number


# --- dates ---------------------------------------------------------------------------------------------------------


def _date(said: str, start: str, end: str) -> EventDate | None:
    if said or not (start or end):
        return _said(said, text_setting("hemisphere")) if said else None
    if not start:
        raise BadFile(gettext("It has an end, “%(end)s”, but no start.", end=end[:40]), field="start")
    first = _said(start, text_setting("hemisphere"))
    if not end or end == start:
        return first
    return _range(f"{start} – {end}", first, _said(end, text_setting("hemisphere")))


@lru_cache(maxsize=4096)
def _said(cell: str, hemisphere: str) -> EventDate:
    """Raises NotADate, NeedsAnchor or BadDate. Spreadsheets write a day as its midnight, and “12-May-94”."""
    if found := MIDNIGHT.fullmatch(cell):
        return from_edtf(found[1], said=cell)
    if found := SHORT_YEAR.fullmatch(cell):
        return replace(normalise(f"{found[1]} {found[2]} '{found[3]}", hemisphere=hemisphere), text=cell)
    return normalise(cell, hemisphere=hemisphere)


def _range(said: str, first: EventDate, last: EventDate) -> EventDate:
    """From some time in the one to some time in the other."""
    ends = (_span(first), _span(last))
    date = lasted(said, *ends, precision=max((first, last), key=lambda each: _unit(each.precision)).precision)
    days = [
        edtf_start(_day(ends[0].start)) if ends[0].start is not None else "..",
        edtf_end(_day((ends[1].end or 0) - 1)) if ends[1].end is not None else "..",
    ]
    edtf = [_bare(first) or days[0], _bare(last) or days[1]]
    return replace(
        date, edtf="/".join(edtf), approximate=first.approximate or last.approximate, uncertain=first.uncertain or last.uncertain
    )


def _bare(date: EventDate) -> str:
    """Its EDTF, where that may be an end of an interval."""
    return date.edtf if date.precision in ("year", "month", "day") and re.fullmatch(r"-?\d{4}(-\d\d){0,2}[?~%]?", date.edtf) else ""


def _unit(word: str) -> int:
    return next((unit for unit in Unit if unit.word == word), Unit.DAY)


def _span(date: EventDate) -> Span:
    start = None if date.earliest is None else bound_seconds(date.earliest)
    return Span(start, None if date.latest is None else bound_seconds(date.latest, end=True))


def _day(second: int) -> Granule:
    return Granule(Unit.DAY, second // DAY_SECONDS)


FORMAT = Format(
    "csv",
    "CSV",
    ".csv",
    "text/csv; charset=utf-8",
    noted("A table with one event a row: for spreadsheets."),
    read,
    write,
    losses,
    _known,
)
