"""TimelineJS3 JSON: slides with dates in parts, whose omission is what tells a year from a day. All its texts are HTML.

What we write for an event: `start_date` alone for one year, month, day or moment, with no part that is not known; else both ends, equally
fine, on the first and the last day (an end there stands for the beginning of its unit); `display_date` always has the words. An event
tagged “era” is an era.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from timeline.errors import BadDate, BadFile
from timeline.events import STATUSES, Event, Evidence, Media, Status
from timeline.formats.dating import Drawn, Extent, drawn, extent_of, plain_date, with_words, words
from timeline.formats.losses import LEFT_OUT, Loss, Sentence, differences
from timeline.formats.markup import evidence_html, paragraph, plain, prose, to_html
from timeline.formats.registry import Again, Contents, Format, opened
from timeline.formats.rows import Read, Rows, public_id
from timeline.formats.sources import Documents, documents_of, standing_alone
from timeline.granules import CLOCK, DAY_SECONDS, Granule, Unit, civil, day_number, month_days, of_day
from timeline.readers.json_stream import pieces
from timeline.store import Filter, Store
from timeline.wording import gettext, noted

ERA = "era"
UNITS = (Unit.YEAR, Unit.MONTH, Unit.DAY, Unit.HOUR, Unit.MINUTE, Unit.SECOND)
PARTS = ("year", "month", "day", "hour", "minute", "second")
WHOLE_NUMBER = re.compile(r"-?\d{1,9}", re.ASCII)


# --- writing -------------------------------------------------------------------------------------------------------


def write(store: Store, slug: str, statuses: tuple[Status, ...] = STATUSES, /) -> Iterator[str]:
    card, eras = store.timeline(slug), []
    text = {"headline": to_html(card.title), "text": paragraph(card.description)}
    yield f'{{\n"title": {_line({"text": text})},\n"events": ['
    between = "\n"
    for event, slide in _slides(store, slug, statuses):
        if slide is not None and _is_era(event):
            eras.append(slide)
        elif slide is not None:
            yield between + _line(slide)
            between = ",\n"
    yield '\n],\n"eras": [' + ",".join(f"\n{_line(each)}" for each in eras) + "\n]\n}\n"


def losses(store: Store, slug: str, statuses: tuple[Status, ...] = STATUSES, /) -> Iterator[Loss]:
    for event, slide in _slides(store, slug, statuses):
        yield from differences(event, None if slide is None else event_of(slide, era=_is_era(event)).event, SENTENCES)
        if slide is not None and event.date is not None and (event.date.earliest is None or event.date.latest is None):
            yield Loss(event.id, event.title, "drawing", _drawn(event))


def _drawn(event: Event) -> str:
    if event.date is not None and event.date.latest is None:
        return gettext("The open end is drawn to a day; the words say that it is open.")
    return gettext("The open beginning is drawn to a day; the words say that it is open.")


# of the web, or beside the page: TimelineJS takes markup, too, for the address of media, and would run it
LINK = re.compile(r"(?:https?://|(?!//|[A-Za-z][A-Za-z0-9+.-]*:))[^\s\"'<>\\]+")

SENTENCES: dict[str, Sentence] = {
    LEFT_OUT: lambda event, _: (
        gettext("It is left out: TimelineJS shows only what has a date.")
        if event.date is None
        else gettext("It is left out: nothing says where on the line it would be, or it is too far away.")
    ),
    "description": lambda event, _: (
        gettext("The description is left out: an era has none.") if _is_era(event) else gettext("The blanks in it are changed.")
    ),
}


def _slides(store: Store, slug: str, statuses: tuple[Status, ...]) -> Iterator[tuple[Event, dict[str, Any] | None]]:
    given = Filter(statuses=statuses)
    around, documents = extent_of(store, slug, given), documents_of(store, slug)
    return ((row.event, slide_of(row.event, around, documents)) for row in store.each_event(slug, given))


def slide_of(event: Event, around: Extent = Extent(), documents: Documents | None = None) -> dict[str, Any] | None:  # noqa: B008
    """None for what TimelineJS could not show."""
    where = None if event.date is None else drawn(event.date, around)
    if where is None or event.date is None:
        return None
    said = {"display_date": to_html(words(event.date))}
    if _is_era(event):
        return {"unique_id": event.id, **_ends(where), **said, "text": {"headline": to_html(event.title)}}
    body = paragraph(event.description) + evidence_html(standing_alone(event, documents or {}))
    slide = {"unique_id": event.id, **_dates(where), **said, "text": {"headline": to_html(event.title), "text": body}}
    return slide | ({"group": to_html(event.category)} if event.category else {}) | _media(event)


def _is_era(event: Event) -> bool:
    return ERA in event.tags


def _dates(where: Drawn) -> dict[str, Any]:
    if where.single is not None:
        return {"start_date": _parts(where.start, where.single)}
    ends = _ends(where)
    return ends if ends["start_date"] != ends["end_date"] else {"start_date": ends["start_date"]}


def _ends(where: Drawn) -> dict[str, Any]:
    unit = {DAY_SECONDS: Unit.DAY, 60: Unit.MINUTE, 1: Unit.SECOND}[where.step]
    return {"start_date": _parts(where.start, unit), "end_date": _parts(where.end - where.step, unit)}


def _parts(at: int, unit: Unit) -> dict[str, int]:
    """Years before the common era are counted without a year 0: −44 is 44 BCE."""
    day, rest = divmod(at, DAY_SECONDS)
    year, month, of_month = civil(day)
    numbers = (year if year > 0 else year - 1, month, of_month, rest // 3600, rest // 60 % 60, rest % 60)
    return dict(zip(PARTS[: UNITS.index(unit) + 1], numbers, strict=False))


def _media(event: Event) -> dict[str, Any]:
    if not event.media or not LINK.fullmatch(event.media[0].url):
        return {}
    first = event.media[0]
    said = {"caption": to_html(first.caption), "credit": to_html(first.credit), "alt": first.alt}
    return {"media": {"url": first.url} | {name: value for name, value in said.items() if value}}


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


# --- reading -------------------------------------------------------------------------------------------------------

KNOWN = {
    "slide": {"start_date", "end_date", "text", "media", "group", "display_date", "unique_id", "autolink"},
    "text": {"headline", "text"},
    "media": {"url", "caption", "credit", "alt"},
    "date": set(PARTS) | {"display_date"},
    "file": {"title", "events", "eras"},
}


def read(data: bytes | BinaryIO, /, *, skip_bad: bool = False) -> Contents:
    file = opened(data)
    frame = _frame(file)
    title = frame.get("title") or {}
    if not isinstance(title, dict):
        raise BadFile(gettext("“title” is a slide, with a “text” that has a “headline”."), field="title")
    headline, description, _ = _text(title)
    rows = Rows(lambda: _rows(file), lambda row: event_of(*row), tuple(_lost_of_file(frame, title)))
    skipped = rows.check(skip_bad=skip_bad)
    return Contents(" ".join(headline.split())[:1000], description, (), rows, skipped, Again(rows.losses))


def _frame(file: BinaryIO) -> dict[str, Any]:
    """What stands beside the slides and eras."""
    frame: dict[str, Any] = {}
    for key, number, value in pieces(file):
        frame[key] = value if number is None else []
    if isinstance(frame.get("timeline"), dict):
        raise BadFile(gettext("This is a file of TimelineJS 1, as TimeLineCurator writes it. Only TimelineJS 3 is read: it has “events”."))
    if frame.get("events") != []:
        raise BadFile(gettext("This is no TimelineJS file: “events” must be a list of slides."), field="events")
    return frame


def _lost_of_file(frame: dict[str, Any], title: dict[str, Any]) -> Iterator[str]:
    for name in sorted(frame.keys() - KNOWN["file"]):
        yield f"“{name[:60]}” of the whole timeline is left out."
    yield from (f"The title slide's “{name[:60]}” is left out." for name in sorted(title.keys() - {"text", "unique_id", "autolink"}))


def _rows(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    for key, number, value in pieces(file):
        if key in ("events", "eras") and number is not None:
            yield f"{key}[{number}]", (value, key == "eras")


def event_of(slide: Any, era: bool = False) -> Read:
    """Raises BadFile or BadDate."""
    if not isinstance(slide, dict):
        raise BadFile(gettext("It is no slide; a slide is an object with a “start_date” and a “text”."))
    headline, description, evidence = _text(slide)
    date = _date(slide)
    lost = [*_lost(slide, "slide", ""), *_lost(_part(slide, "text"), "text", "text's "), *_lost(_part(slide, "media"), "media", "media's ")]
    media, more = _media_of(_part(slide, "media"))
    event = Event(
        title=headline or _first_words(description) or words(date),
        date=date,
        description=description,
        category=plain(_string(slide, "group")),
        media=media,
        evidence=evidence,
        tags=(ERA,) if era else (),
        id=public_id(slide.get("unique_id")),
    )
    return Read(event, (*lost, *more))


def _lost(part: dict[str, Any], kind: str, of: str) -> Iterator[tuple[str, str]]:
    for name in sorted(part.keys() - KNOWN[kind]):
        if part[name] not in ("", None, {}, []):
            yield name[:60], f"The {of}“{name[:60]}” is left out."


def _part(row: dict[str, Any], name: str) -> dict[str, Any]:
    found = row.get(name) or {}
    if not isinstance(found, dict):
        raise BadFile(gettext("Its “%(name)s” is no object.", name=name), field=name)
    return found


def _string(row: dict[str, Any], name: str) -> str:
    found = row.get(name)
    if found is None or isinstance(found, (str, int, float)):
        return "" if found is None else str(found)
    raise BadFile(gettext("Its “%(name)s” is no text.", name=name), field=name)


def _text(slide: dict[str, Any]) -> tuple[str, str, tuple[Evidence, ...]]:
    text = _part(slide, "text")
    return plain(_string(text, "headline")), *prose(_string(text, "text"))


def _first_words(text: str) -> str:
    return text if len(text) <= 120 else text[:120].rsplit(" ", 1)[0] + " …"


def _media_of(media: dict[str, Any]) -> tuple[tuple[Media, ...], tuple[tuple[str, str], ...]]:
    url = _string(media, "url")
    if not url:
        return (), ()
    found = Media(url, plain(_string(media, "caption")), plain(_string(media, "credit")), _string(media, "alt"))
    if not url.lstrip().startswith("<"):
        return (found,), ()
    address = re.search(r"(?:src|href|cite)=[\"'](https?://[^\"']+)", url)
    lost = (("media", "The media's markup is left out; its address is kept." if address else "The media's markup is left out."),)
    return ((replace(found, url=address[1]),) if address else ()), lost


# --- dates ---------------------------------------------------------------------------------------------------------


def _date(slide: dict[str, Any]) -> Any:
    start, end = _part(slide, "start_date"), _part(slide, "end_date")
    if not start:
        raise BadFile(gettext("It has no “start_date”; only the title slide has none."), field="start_date")
    first = _granule(start, "start_date")
    date = plain_date(first, _granule(end, "end_date") if end else None)
    said = _string(slide, "display_date") or " – ".join(filter(None, (_string(each, "display_date") for each in (start, end))))
    return with_words(date, plain(said))


def _granule(parts: dict[str, Any], where: str) -> Granule:
    """The finest unit of which every coarser one is given too."""
    numbers: list[int] = []
    for name in PARTS:
        if (number := _number(parts.get(name), f"{where}.{name}")) is None:
            break
        numbers.append(number)
    if not numbers:
        raise BadFile(gettext("“%(where)s” has no year.", where=where), field=where)
    unit = UNITS[len(numbers) - 1]
    year, month, day, *clock = (*numbers, *(1, 1, 0, 0, 0)[len(numbers) - 1 :]) if len(numbers) < 6 else numbers
    year = year + 1 if year < 0 else year
    _check(where, year, month, day, *clock)
    at = day_number(year, month, day)
    if unit >= Unit.DAY:
        return of_day(unit, at)
    return Granule(unit, (at * DAY_SECONDS + clock[0] * 3600 + clock[1] * 60 + clock[2]) // CLOCK[unit])


def _number(given: Any, where: str) -> int | None:
    if given is None or given == "":
        return None
    said = str(int(given)) if isinstance(given, float) and given.is_integer() else str(given).strip()
    if isinstance(given, bool) or not WHOLE_NUMBER.fullmatch(said):
        raise BadFile(gettext("“%(where)s” is %(said)s; it must be a whole number.", where=where, said=repr(said[:40])), field=where)
    return int(said)


def _check(where: str, year: int, month: int, day: int, hour: int, minute: int, second: int) -> None:
    if abs(year) > 200_000_000:
        raise BadDate(gettext("“%(where)s” has the year %(year)s; years go to 200000000.", where=where, year=year), field=where)
    if not 1 <= month <= 12:
        raise BadDate(gettext("“%(where)s” has the month %(month)s; months go from 1 to 12.", where=where, month=month), field=where)
    if not 1 <= day <= month_days(year, month):
        raise BadDate(
            gettext("“%(where)s” has the day %(day)s; that month has %(value)s.", where=where, day=day, value=month_days(year, month)),
            field=where,
        )
    if not (0 <= hour <= 23 and 0 <= minute <= 59 and 0 <= second <= 59):
        clock = f"{hour:02d}:{minute:02d}:{second:02d}"
        raise BadDate(gettext("“%(where)s” has the time %(clock)s, which is none.", where=where, clock=clock), field=where)


def _known(shape: Any) -> bool:
    """A list of slides; or the first TimelineJS, which is then refused with a sentence of its own."""
    slide = (shape.get("events") or [{}])[0] if isinstance(shape.get("events"), list) else {}
    slides = isinstance(slide, dict) and ("start_date" in slide or isinstance(slide.get("text"), dict))
    titled = isinstance(shape.get("title"), dict) and "events" in shape
    return "format" not in shape and (slides or titled or isinstance(shape.get("timeline"), dict))


FORMAT = Format(
    "timelinejs",
    "TimelineJS 3",
    ".json",
    "application/json",
    noted("JSON for the slides of TimelineJS: for a story on a website."),
    read,
    write,
    losses,
    _known,
)
