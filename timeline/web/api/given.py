"""From JSON that has the right shape to the records that the store takes: dates in words are read, quotes compared with their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from timeline.dates import EventDate
from timeline.errors import BadInput, NotFound, TimelineError
from timeline.events import Event, event_from_json, to_json
from timeline.formats.own import check_evidence, with_dates
from timeline.readers.plain import checked
from timeline.store import StoredDocument
from timeline.understanding import normalise
from timeline.web.api.asked import Asked
from timeline.web.api.checking import Invalid
from timeline.web.datefield import edtf_of
from timeline.web.forms import web_address


def event(asked: Asked, base: Event | None = None) -> Event:
    """Raises Invalid and the errors of dates, each naming the field."""
    given = dict(asked.body)
    _check_addresses(given)
    if "date" in given:
        given["date"] = date(asked, given["date"], "date")
    if "evidence" in given:
        given["evidence"] = [_evidence(asked, row, f"evidence[{number}]") for number, row in enumerate(given["evidence"])]
    made = event_from_json(({} if base is None else to_json(base)) | given)
    if "evidence" in given:
        _check_quotes(asked, made)
    return made


def _evidence(asked: Asked, row: Mapping[str, Any], where: str) -> dict[str, Any]:
    return {**row, "claimed": date(asked, row.get("claimed"), f"{where}.claimed")}


def date(asked: Asked, given: Mapping[str, Any] | None, field: str) -> dict[str, Any] | None:
    if given is None:
        return None
    if "edtf" in given:
        whole: dict[str, Any] = named(field, lambda: with_dates(given))
        return whole
    return read_date(given, asked.hemisphere, f"{field}.").to_json()


def read_date(said: Mapping[str, Any], usual: str, prefix: str = "") -> EventDate:
    """A date in words with what it counts from, which may be in words too. `prefix` leads to its fields in the request."""
    hemisphere = said.get("hemisphere") or usual
    known = {name: moment(said.get(name), f"{prefix}{name}", hemisphere) for name in ("published", "anchor")}
    language = said.get("language") or "en"
    read: EventDate = named(f"{prefix}text", lambda: normalise(said["text"], language=language, hemisphere=hemisphere, **known))
    return read


def moment(text: str | None, field: str, hemisphere: str = "north") -> str | None:
    """EDTF of a date in words that must have one reading. Raises Invalid."""
    if text is None:
        return None
    try:
        return edtf_of(text, field, hemisphere)
    except BadInput as wrong:
        raise Invalid([(field, wrong.sentence)]) from wrong


def named(field: str, make: Any) -> Any:
    """What `make` gives; when it refuses, the refusal names the field of this request."""
    try:
        return make()
    except TimelineError as wrong:
        wrong.field = field
        raise


def _check_addresses(given: Mapping[str, Any]) -> None:
    errors = [
        (f"{name}[{number}].url", sentence)
        for name in ("evidence", "media")
        for number, row in enumerate(given.get(name, ()))
        if (sentence := row.get("url") and web_address(row["url"]))
    ]
    if errors:
        raise Invalid(errors)


def _check_quotes(asked: Asked, made: Event) -> None:
    texts: dict[str, StoredDocument] = {}
    for number, one in enumerate(made.evidence):
        where = f"evidence[{number}]"
        if one.document is not None:
            texts[one.document] = texts.get(one.document) or _document(asked, one.document, where)
        check_evidence(one, texts, where)


def _document(asked: Asked, public: str, where: str) -> StoredDocument:
    try:
        return asked.store.document(asked.slug, public)
    except NotFound as wrong:
        raise Invalid([(f"{where}.document", wrong.sentence)]) from wrong


def text(body: Mapping[str, Any]) -> str:
    return str(named("text", lambda: checked(body["text"], "The text")))


def address(body: Mapping[str, Any]) -> str:
    url = str(body.get("url", ""))
    if sentence := url and web_address(url):
        raise Invalid([("url", sentence)])
    return url


def chosen(given: Iterable[str], none: str) -> tuple[str, ...]:
    """Each once; the word for none is the empty one."""
    return tuple(dict.fromkeys("" if each == none else each for each in given))
