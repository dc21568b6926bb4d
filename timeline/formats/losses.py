"""What a format cannot hold, as rows for a person to read before anything is published.

The honest way to know: write an event, read it back, and compare. So each format tells its losses with `differences`, and says in a
table of sentences, one a field, what becomes of what differs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from timeline.dates import EventDate
from timeline.events import Event
from timeline.wording import gettext, noted
from timeline.words import count_words, date_words

LEFT_OUT = "event"


@dataclass(frozen=True, slots=True)
class Loss:
    """`event` is the public id, `field` what of it is lost (`event` when it is left out whole), `sentence` what becomes of it. No event:
    it is the timeline's."""

    event: str
    title: str
    field: str
    sentence: str


Sentence = str | Callable[[Event, Event], str]
SENTENCES: dict[str, Sentence] = {
    "title": noted("The title is changed."),
    "description": noted("The description is changed."),
    "date": lambda event, back: date_sentence(event.date, back.date),
    "actors": noted("Who took part is left out."),
    "place": lambda event, back: (
        gettext("The place is left out.") if back.place is None else gettext("How exact the place is, is left out.")
    ),
    "category": noted("The category is changed."),
    "tags": noted("The tags are left out."),
    "media": lambda event, back: (
        gettext("The media are left out.") if not back.media else gettext("Of the media only the first link is kept.")
    ),
    "star": noted("The star is left out."),
    "status": lambda event, _: gettext(
        "That it is %(status)s is left out; read again, it counts as accepted.", status=gettext(event.status)
    ),
    "confidence": noted("How sure the reading was is left out."),
    "evidence": lambda event, back: evidence_sentence(event, back),
}


def differences(event: Event, back: Event | None, sentences: Mapping[str, Sentence] | None = None) -> Iterator[Loss]:
    """A row for each field in which `back`, the event read back, differs. None: it was left out."""
    said = {**SENTENCES, **(sentences or {})}
    if back is None:
        yield Loss(event.id, event.title, LEFT_OUT, _said(said[LEFT_OUT], event, event))
        return
    if event.id.isdigit():
        yield Loss(event.id, event.title, "id", gettext("Its id is a bare number, so read again it is a new event."))
    for each in fields(event):
        if each.name != "id" and getattr(event, each.name) != getattr(back, each.name):
            yield Loss(event.id, event.title, each.name, _said(said[each.name], event, back))
    if len(given := claims(event)) > 1 and claims(back) != given:
        dates = ", ".join(f"“{each}”" for each in given)
        sentence = gettext("The different dates that its accounts give are left out: %(dates)s.", dates=dates)
        yield Loss(event.id, event.title, "claimed", sentence)


def claims(event: Event) -> list[str]:
    """The different dates that its accounts give, in words."""
    found = {bounds(each.claimed): date_words(each.claimed) for each in event.evidence if each.claimed is not None}
    return list(found.values())


def _said(sentence: Sentence, event: Event, back: Event) -> str:
    return gettext(sentence) if isinstance(sentence, str) else sentence(event, back)


def date_sentence(date: EventDate | None, back: EventDate | None) -> str:
    if date is None or back is None:
        return gettext("The date is left out.")
    if bounds(date) == bounds(back):
        unsaid = replace(back, rules=date.rules, assumed=date.assumed, text=date.text)
        return (
            gettext("How the date was read is left out.")
            if unsaid == date
            else gettext("The date keeps its days, but not all that was said of it.")
        )
    if bounds(date)[:2] == bounds(back)[:2]:
        return gettext("How much of the date is certain is changed.")
    return gettext("The date “%(words)s” is kept as %(date)s.", words=date.text, date=_span(back))


def bounds(date: EventDate) -> tuple[str | None, ...]:
    return date.earliest, date.latest, date.core_from, date.core_to


def _span(date: EventDate) -> str:
    if date.earliest is None or date.latest is None:
        return gettext("since %(date)s", date=date.earliest) if date.earliest else gettext("until %(date)s", date=date.latest)
    if date.earliest == date.latest:
        return date.earliest
    return gettext("%(first)s to %(last)s", first=date.earliest, last=date.latest)


def evidence_sentence(event: Event, back: Event) -> str:
    if len(back.evidence) < len(event.evidence):
        return gettext("The sources are left out.") if not back.evidence else gettext("Of the sources only the first is kept.")
    if any(each.document for each in event.evidence):
        return gettext("The quotes are kept, but no longer point into their documents.")
    return gettext("The sources are changed.")


# --- told to a person ----------------------------------------------------------------------------------------------


def counted(rows: Iterable[Loss]) -> list[str]:
    """`388 events: The place is left out.`, the most frequent first; what is left out whole comes before all."""
    found: Counter[tuple[bool, str, str]] = Counter()
    for row in rows:
        found[row.field != LEFT_OUT, row.field, _general(row)] += 1
    ordered = sorted(found.items(), key=lambda each: (each[0][0], -each[1], each[0]))
    return [gettext("%(events)s: %(what)s", events=count_words(number), what=sentence) for (_, _, sentence), number in ordered]


def _general(row: Loss) -> str:
    """Sentences that name a date are counted together."""
    return gettext(GENERAL[row.field]) if row.field in GENERAL and "“" in row.sentence else row.sentence


GENERAL = {
    "date": noted("The date is kept as the nearest the format can say."),
    "claimed": noted("The different dates that its accounts give are left out."),
}


def as_text(rows: Iterable[Loss]) -> Iterator[str]:
    """Tab-separated, with a header."""
    yield "event\ttitle\tfield\twhat becomes of it\n"
    for row in rows:
        yield "\t".join(" ".join(each.split()) for each in (row.event, row.title, row.field, row.sentence)) + "\n"


def as_json(rows: Iterable[Loss]) -> Iterator[str]:
    between = "[\n"
    for row in rows:
        yield between + json.dumps(asdict(row), ensure_ascii=False)
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def report(path: Path, rows: Iterable[Loss]) -> Iterator[str]:
    """As JSON or as text, by the ending of the file's name."""
    return as_json(rows) if path.suffix.lower() == ".json" else as_text(rows)
