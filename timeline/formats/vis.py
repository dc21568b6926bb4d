"""JSON for vis-timeline: {groups, items}, times in epoch milliseconds (wall clock taken as UTC; the end is the first moment after it).

A day that is known is a box. Everything else is a range from its earliest to its latest day, with a class for its kind (as in marks.py)
and, as numbers, where in it the certain part lies: nothing uncertain is a point. `words` and `description` are keys of ours, which
vis-timeline carries along; `content` and `title` are HTML to it. Every item is in a group that exists: without one it would not be drawn.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from timeline.dates import EventDate
from timeline.errors import BadDate, BadFile
from timeline.events import STATUSES, Event, Status
from timeline.formats.dating import Drawn, Extent, between, drawn, extent_of, plain_date, with_words, words
from timeline.formats.losses import LEFT_OUT, Loss, Sentence, differences
from timeline.formats.markup import plain, to_html
from timeline.formats.registry import Again, Contents, Format, opened
from timeline.formats.rows import Read, Rows, public_id
from timeline.granules import DAY_SECONDS, Granule
from timeline.marks import Mark, category_class, event_mark
from timeline.notation import bound_seconds, granule_of_edtf
from timeline.readers.json_stream import pieces
from timeline.store import Filter, Store
from timeline.wording import gettext, noted

NO_CATEGORY = "No category"
NO_GROUP = 0


# --- writing -------------------------------------------------------------------------------------------------------


def write(store: Store, slug: str, statuses: tuple[Status, ...] = STATUSES, /) -> Iterator[str]:
    """Groups come last, when all are known; the order of keys means nothing in JSON."""
    store.timeline(slug)
    groups = {"": NO_GROUP}
    yield '{\n"items": ['
    between_rows = "\n"
    for _, item in _items(store, slug, statuses, groups):
        if item is not None:
            yield between_rows + _line(item)
            between_rows = ",\n"
    yield '\n],\n"groups": [' + ",".join(f"\n{_line(_group(*each))}" for each in groups.items()) + "\n]\n}\n"


def _group(category: str, number: int) -> dict[str, Any]:
    return {"id": number, "content": to_html(category) or NO_CATEGORY, "className": category_class(category), "order": number}


def losses(store: Store, slug: str, statuses: tuple[Status, ...] = STATUSES, /) -> Iterator[Loss]:
    groups = {"": NO_GROUP}
    for event, item in _items(store, slug, statuses, groups):
        back = None if item is None else event_of(item, {number: category for category, number in groups.items()}).event
        yield from differences(event, back, SENTENCES)
        if back is not None and event.date is not None and (event.date.earliest is None or event.date.latest is None):
            yield Loss(event.id, event.title, "drawing", _drawn(event.date.latest is None))


def _drawn(end: bool) -> str:
    if end:
        return gettext("The open end is drawn to a day, with a class that says that it is open.")
    return gettext("The open beginning is drawn to a day, with a class that says that it is open.")


SENTENCES: dict[str, Sentence] = {
    LEFT_OUT: lambda event, _: (
        gettext("It is left out: vis-timeline shows only what has a date.")
        if event.date is None
        else gettext("It is left out: nothing says where on the line it would be, or it is too far away.")
    ),
}


def _items(store: Store, slug: str, statuses: tuple[Status, ...], groups: dict[str, int]) -> Iterator[tuple[Event, dict[str, Any] | None]]:
    given = Filter(statuses=statuses)
    around = extent_of(store, slug, given)
    for row in store.each_event(slug, given):
        group = groups.setdefault(row.event.category, len(groups))
        yield row.event, item_of(row.event, group, around)


def item_of(event: Event, group: int, around: Extent = Extent()) -> dict[str, Any] | None:  # noqa: B008
    """None for what vis-timeline could not show."""
    where, mark = None if event.date is None else drawn(event.date, around), event_mark(event)
    if where is None or event.date is None or mark is None:
        return None
    said = words(event.date)
    shown = {"content": to_html(event.title), "title": "<br>".join(filter(None, map(to_html, (said, event.description))))}
    times = {"start": where.start * 1000, "end": where.end * 1000}
    return {"id": event.id, "group": group, **shown, **times, **_look(mark, where, event.category), **_ours(said, event.description)}


def _ours(said: str, description: str) -> dict[str, str]:
    return {"words": said} | ({"description": description} if description else {})


def _look(mark: Mark, where: Drawn, category: str) -> dict[str, Any]:
    """The style holds nothing but numbers: vis-timeline does not filter it."""
    classes = f"{mark.classes} {category_class(category)}"
    if mark.kind == "day" and not mark.assumed:
        return {"type": "box", "className": classes}
    first, last = (mark.core[0] // 1000, mark.core[1] // 1000) if mark.core else (where.start, where.start)
    a, b = (round(100 * (min(max(at, where.start), where.end) - where.start) / (where.end - where.start), 3) for at in (first, last))
    return {"type": "range", "className": classes, "style": f"--a:{a:g}%;--b:{b:g}%", "limitSize": False}


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


# --- reading -------------------------------------------------------------------------------------------------------

OURS = {"id", "group", "content", "title", "start", "end", "type", "className", "style", "limitSize", "words", "description"}
INSTANT = re.compile(r"(-?\d{4}|[+-]\d{6})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
DOT_NET = re.compile(r"/Date\((-?\d{1,16})\)/", re.ASCII)
Groups = dict[Any, str]


def read(data: bytes | BinaryIO, /, *, skip_bad: bool = False) -> Contents:
    """An object with items and perhaps groups and options, or a list of items."""
    file = opened(data)
    groups, lost = _frame(file)
    rows = Rows(lambda: _rows(file), lambda row: event_of(row, groups), tuple(lost))
    skipped = rows.check(skip_bad=skip_bad)
    return Contents("", "", (), rows, skipped, Again(rows.losses))


def _frame(file: BinaryIO) -> tuple[Groups, list[str]]:
    groups: Groups = {}
    others: dict[str, None] = {}
    found = False
    for key, number, value in pieces(file):
        if key == "groups" and number is not None:
            groups |= [_read_group(value, number)]
        elif key in ("items", ""):
            found = found or number is not None or value == []
        elif key != "groups":
            others[key] = None
    if not found:
        raise BadFile(gettext("This is no vis-timeline file: “items” must be a list."), field="items")
    return groups, [f"“{name[:60]}” of the whole timeline is left out." for name in others]


def _read_group(value: Any, number: int) -> tuple[Any, str]:
    if not isinstance(value, dict) or not isinstance(value.get("id"), (str, int, float)):
        raise BadFile(
            gettext("groups[%(number)s] is no group; a group is an object with an “id” and a “content”.", number=number), field="groups"
        )
    content = plain(str(value.get("content", value["id"])))
    return value["id"], "" if value["id"] == NO_GROUP and content == NO_CATEGORY else content


def _rows(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    for key, number, value in pieces(file):
        if key in ("items", "") and number is not None:
            yield f"items[{number}]", value


def event_of(item: Any, groups: Groups) -> Read:
    """Raises BadFile or BadDate."""
    if not isinstance(item, dict):
        raise BadFile(gettext("It is no item; an item is an object with “content” and “start”."))
    group = item.get("group")
    if isinstance(group, (dict, list)):
        raise BadFile(gettext("Its “group” must be the id of a group."), field="group")
    date = with_words(_date(item), _string(item, "words"))
    event = Event(
        title=plain(_string(item, "content")) or plain(_string(item, "title")),
        date=date,
        description=_string(item, "description") if _is_ours(item) else plain(_string(item, "title")),
        category="" if group is None else groups.get(group, str(group)),
        id=public_id(item.get("id")),
    )
    return Read(event, tuple(_lost(item)))


def _is_ours(item: dict[str, Any]) -> bool:
    return "words" in item


def _lost(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    looks = set() if _is_ours(item) else {"className", "style"}
    for name in sorted(name for name in item if name in looks or name not in OURS):
        yield name[:60], f"“{name[:60]}” is left out."
    if item.get("type") == "background":
        yield "type", "That it is drawn in the background is left out."


def _string(item: dict[str, Any], name: str) -> str:
    found = item.get(name)
    if found is None or isinstance(found, (str, int, float)):
        return "" if found is None else str(found)
    raise BadFile(gettext("Its “%(name)s” is no text.", name=name), field=name)


def _date(item: dict[str, Any]) -> EventDate:
    if item.get("start") is None:
        raise BadFile(gettext("It has no “start”."), field="start")
    start, end = item["start"], item.get("end")
    if isinstance(start, str) and isinstance(end, str) and (first := _granule(start)) and (last := _granule(end)):
        return plain_date(first, last)
    if end is None:
        return _moment(start)
    first_second, last_second = _seconds(start, "start"), _seconds(end, "end")
    if first_second >= last_second:
        return _moment(start) if first_second == last_second else _backwards(start, end)
    return between(first_second, last_second)


def _backwards(start: Any, end: Any) -> EventDate:
    raise BadDate(gettext("It ends before it starts: from %(start)s to %(end)s.", start=start, end=end), field="end")


def _moment(start: Any) -> EventDate:
    """A midnight in milliseconds is a day, and a date without a clock is as fine as it is written."""
    if isinstance(start, str) and (granule := _granule(start)):
        return plain_date(granule)
    at = _seconds(start, "start")
    return between(at, at + (DAY_SECONDS if not at % DAY_SECONDS else 60 if not at % 60 else 1))


def _granule(said: str) -> Granule | None:
    """`2014`, `2014-04`, `2014-04-16`: the days named, both ends included."""
    try:
        return granule_of_edtf(said.strip()) if re.fullmatch(r"\s*\d{4}(-\d\d(-\d\d)?)?\s*", said) else None
    except BadDate as wrong:
        raise BadDate(wrong.sentence, field="start") from wrong


def _seconds(given: Any, where: str) -> int:
    """Since 1970, wall clock as written. A zone is not converted: the words of the source stand."""
    if isinstance(given, str):
        if found := DOT_NET.fullmatch(given.strip()):
            return int(found[1]) // 1000
        return _instant(given.strip(), where)
    if isinstance(given, bool) or not isinstance(given, (int, float)) or abs(given) > 8.64e15:
        raise BadFile(
            gettext(
                "“%(where)s” is %(value)s; it must be milliseconds since 1970, or a date like 2014-04-16.",
                where=where,
                value=json.dumps(given)[:40],
            ),
            field=where,
        )
    return int(given // 1000)


def _instant(said: str, where: str) -> int:
    if (granule := _granule(said)) is not None:
        return granule.start
    if found := INSTANT.fullmatch(said):
        year = f"{'-' if found[1].startswith('-') else ''}{abs(int(found[1])):04d}"
        return bound_seconds(f"{year}-{found[2]}-{found[3]}T{found[4]}:{found[5]}:{found[6] or '00'}")
    raise BadFile(
        gettext("“%(where)s” is “%(said)s”; it must be milliseconds since 1970, or a date like 2014-04-16.", where=where, said=said[:40]),
        field=where,
    )


def _is_list_of_items(rows: Any) -> bool:
    return isinstance(rows, list) and bool(rows) and isinstance(rows[0], dict)


FORMAT = Format(
    "vis",
    "vis-timeline",
    ".json",
    "application/json",
    noted("JSON with groups and items for vis-timeline: for a page of one's own."),
    read,
    write,
    losses,
    lambda shape: "format" not in shape and (isinstance(shape.get("items"), list) or _is_list_of_items(shape.get(""))),
)
