"""What a person typed into a form, kept as typed, and what it means; `errors` has one sentence a field.

A field is never cut or mended silently: it is taken as it is, or the form comes back whole with the sentence beside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from timeline.errors import BadInput, plain
from timeline.events import CATEGORIES, Event, Evidence, Place
from timeline.readers.plain import STRANGE, checked
from timeline.web.datefield import DateInput, DateReading, read
from timeline.wording import gettext, noted, number_words

# field: (longest, name in a sentence)
LENGTHS = {
    "title": (500, noted("What happened")),
    "description": (50_000, noted("The description")),
    "category": (100, noted("The category")),
    "place": (300, noted("The name of the place")),
    "actors": (50_000, noted("The list of who took part")),
    "tags": (5_000, noted("The list of tags")),
    "source": (1_000, noted("The source")),
    "url": (2_000, noted("The address")),
    "quote": (20_000, noted("The quote")),
    "note": (1_000, noted("The note")),
    "author": (100, noted("The name")),
    "published": (200, noted("The publication date")),
}
LIMITS = {name: longest for name, (longest, _) in LENGTHS.items()}
PRECISIONS = {
    "": noted("not said"),
    "point": noted("exact point"),
    "town": noted("town"),
    "region": noted("region"),
    "country": noted("country"),
}
LANGUAGES = {
    "": noted("found from the text"),
    "en": noted("English"),
    "de": noted("German"),
    "fr": noted("French"),
    "es": noted("Spanish"),
    "it": noted("Italian"),
    "pt": noted("Portuguese"),
    "nl": noted("Dutch"),
    "pl": noted("Polish"),
    "ru": noted("Russian"),
    "uk": noted("Ukrainian"),
    "hy": noted("Armenian"),
    "ka": noted("Georgian"),
    "az": noted("Azerbaijani"),
    "tr": noted("Turkish"),
    "ar": noted("Arabic"),
    "fa": noted("Persian"),
    "he": noted("Hebrew"),
    "zh": noted("Chinese"),
    "ja": noted("Japanese"),
    "ko": noted("Korean"),
}
DATE_FIELDS = ("when", "choice", "anchor", "known")  # as they stand on the page, above all others
SPLIT = re.compile(r"[,;،、\n\r]+")


def too_long(name: str, value: str, called: str = "") -> str:
    longest, words = LENGTHS[name]
    if len(value) <= longest:
        return ""
    what, allowed = gettext(called or words), number_words(longest)
    return gettext(
        "%(what)s has at most %(allowed)s characters; this has %(number)s.", what=what, allowed=allowed, number=number_words(len(value))
    )


def control_wrong(text: str) -> str:
    found = STRANGE.search(text)
    name = "" if found is None else "NUL" if found[0] == "\0" else f"U+{ord(found[0]):04X}"
    return gettext("This holds a character that no text has (%(name)s). Take it out.", name=name) if name else ""


def listed(text: str) -> tuple[str, ...]:
    """Words separated by commas or lines, each once, in the order written."""
    return tuple(dict.fromkeys(part for part in (" ".join(each.split()) for each in SPLIT.split(text)) if part))


def web_address(text: str) -> str:
    """The sentence why it is no address to link to, or nothing."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return gettext("This address cannot be read. Write one such as https://example.org/report.")
    if parts.scheme not in ("http", "https") or not parts.netloc or any(each.isspace() for each in text):
        return gettext("An address starts with http:// or https://, such as https://example.org/report.")
    return ""


@dataclass(slots=True)
class EventForm:
    date: DateInput = field(default_factory=DateInput)
    title: str = ""
    category: str = ""
    place: str = ""
    lat: str = ""
    lon: str = ""
    precision: str = ""
    actors: str = ""
    description: str = ""
    tags: str = ""
    source: str = ""
    url: str = ""
    quote: str = ""
    note: str = ""
    document: str = ""
    start: str = ""
    version: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    reading: DateReading | None = None

    @classmethod
    def of(cls, form: Mapping[str, str]) -> EventForm:
        typed: dict[str, Any] = {name: form.get(name, "").replace("\r\n", "\n").strip() for name in TYPED}
        return cls(DateInput.of(form), **typed)

    @classmethod
    def showing(cls, event: Event, version: int) -> EventForm:
        place = event.place or Place("")
        own = own_source(event) or Evidence()
        return cls(
            DateInput.showing(event.date),
            title=event.title,
            category=event.category,
            place=place.name,
            lat="" if place.lat is None else f"{place.lat:g}" if round(place.lat, 4) == place.lat else repr(place.lat),
            lon="" if place.lon is None else f"{place.lon:g}" if round(place.lon, 4) == place.lon else repr(place.lon),
            precision=place.precision,
            actors="\n".join(event.actors),
            description=event.description,
            tags=", ".join(event.tags),
            source=own.source,
            url=own.url,
            quote=own.quote,
            version=str(version),
        )

    def check(self, kept: Event | None = None, hemisphere: str = "north") -> EventForm:
        """Itself, with `errors` and `reading` filled in."""
        self.reading = read(self.date, kept.date if kept else None, hemisphere)
        wrongs = self._wrongs(self.reading, kept)
        self.errors = {name: wrongs[name] for name in (*DATE_FIELDS, *TYPED) if wrongs.get(name)}
        return self

    def _wrongs(self, reading: DateReading, kept: Event | None) -> dict[str, str]:
        wrongs = {name: too_long(name, getattr(self, name)) for name in TYPED if name in LENGTHS}
        wrongs |= {name: sentence for name in TYPED if (sentence := control_wrong(getattr(self, name)))}
        wrongs |= date_wrong(reading, kept)
        if not self.title:
            wrongs["title"] = gettext("Say what happened, in a few words.")
        if self.category and self.category not in CATEGORIES and (kept is None or kept.category != self.category):
            said = plain(self.category[:60])
            wrongs["category"] = gettext("“%(name)s” is none of the categories. Choose one from the list.", name=said)
        if self.url:
            wrongs["url"] = wrongs["url"] or web_address(self.url)
        return wrongs | self._wrong_place()

    def _wrong_place(self) -> dict[str, str]:
        wrongs = {"lat": _degrees(self.lat, 90), "lon": _degrees(self.lon, 180)}
        if bool(self.lat) != bool(self.lon):
            wrongs["lon" if self.lat else "lat"] = gettext("A point needs both a latitude and a longitude.")
        if self.precision not in PRECISIONS:
            wrongs["precision"] = gettext("Choose how exact the place is from the list.")
        if (self.lat or self.lon) and not self.place:
            wrongs["place"] = gettext("Give the point a name, such as the nearest town.")
        return wrongs

    def event(self, kept: Event | None = None) -> Event:
        """The event as it would be saved; only after `check` found no errors."""
        assert self.reading is not None and not self.errors
        base = kept or Event("")
        return replace(
            base,
            title=self.title,
            date=self.reading.date,
            description=self.description,
            actors=listed(self.actors),
            place=self._place(),
            category=self.category,
            tags=listed(self.tags),
            evidence=self._evidence(base),
        )

    def _place(self) -> Place | None:
        if not self.place:
            return None
        lat, lon = (float(self.lat), float(self.lon)) if self.lat else (None, None)
        return Place(self.place, lat, lon, self.precision)

    def _evidence(self, base: Event) -> tuple[Evidence, ...]:
        """What documents say is theirs and stays; the source written by hand is the form's, in its place among them. A quote chosen in
        a document is the document's (its place is found on saving)."""
        if self.document:
            claimed = self.reading.date if self.reading else None
            return (*base.evidence, Evidence(quote=self.quote, document=self.document, claimed=claimed)) if self.quote else base.evidence
        before = own_source(base)
        given = Evidence(quote=self.quote, source=self.source, url=self.url)
        mine = replace(before, quote=self.quote, source=self.source, url=self.url) if before else given
        filled = (mine,) if self.quote or self.source or self.url else ()
        if before is None:
            return (*base.evidence, *filled)
        at = base.evidence.index(before)
        return (*base.evidence[:at], *filled, *base.evidence[at + 1 :])


TYPED = tuple(each.name for each in fields(EventForm) if each.name not in ("date", "errors", "reading"))


def own_source(event: Event) -> Evidence | None:
    """The first evidence that was written by hand."""
    return next((each for each in event.evidence if each.document is None), None)


def date_wrong(reading: DateReading, kept: Event | None) -> dict[str, str]:
    if reading.wrong:
        return {reading.field: reading.wrong}
    if reading.needs == "anchor":
        words = f"{reading.given.text[:1].upper()}{reading.given.text[1:]}"
        return {"anchor": gettext("%(words)s, counted from when? Say when the source was published.", words=words)}
    unanswered_before = kept is not None and kept.date is not None and kept.date == reading.date
    if reading.needs == "choice" and not unanswered_before:
        return {"choice": gettext("This can be read in several ways. Choose which is meant, or keep all of them.")}
    return {}


def _degrees(text: str, limit: int) -> str:
    try:
        number = float(text) if text else 0.0
    except ValueError:
        number = math.inf
    if math.isfinite(number) and abs(number) <= limit:
        return ""
    if limit == 90:
        return gettext("A latitude is a number of degrees from -90 to 90, such as 40.18.")
    return gettext("A longitude is a number of degrees from -180 to 180, such as 44.51.")


@dataclass(slots=True)
class DocumentForm:
    """What a person says of a text, and the text. `LINES` are lines of words, `CHOICES` are chosen from a list."""

    LINES: ClassVar[tuple[str, ...]] = ("title", "published", "source", "url")
    CHOICES: ClassVar[tuple[str, ...]] = ()
    title: str = ""
    published: str = ""
    source: str = ""
    url: str = ""
    text: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, form: Mapping[str, str]) -> Self:
        given: dict[str, Any] = {name: form.get(name, "").strip() for name in (*cls.LINES, *cls.CHOICES)}
        return cls(**given, text=form.get("text", "").replace("\r\n", "\n"))

    def check(self) -> Self:
        wrongs = {name: too_long(name, getattr(self, name)) or control_wrong(getattr(self, name)) for name in self.LINES}
        wrongs["text"] = text_wrong(self.text)
        wrongs["url"] = wrongs["url"] or (web_address(self.url) if self.url else "")
        wrongs |= {name: sentence for name, sentence in self.own_wrongs().items() if not wrongs.get(name)}
        self.errors = {name: sentence for name, sentence in wrongs.items() if sentence}
        return self

    def own_wrongs(self) -> dict[str, str]:
        """Sentences about what only this kind asks, by field."""
        return {}


@dataclass(slots=True)
class PasteForm(DocumentForm):
    CHOICES: ClassVar[tuple[str, ...]] = ("language",)
    language: str = ""

    def own_wrongs(self) -> dict[str, str]:
        if self.language in LANGUAGES:
            return {}
        said = plain(self.language[:30])
        return {"language": gettext("“%(name)s” cannot be read yet. Choose a language from the list.", name=said)}


def text_wrong(text: str) -> str:
    try:
        checked(text, gettext("The text"))
    except BadInput as wrong:
        return wrong.sentence
    return ""


@dataclass(slots=True)
class TimelineForm:
    title: str = ""
    description: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, form: Mapping[str, str]) -> TimelineForm:
        return cls(form.get("title", "").strip(), form.get("description", "").replace("\r\n", "\n").strip())

    def check(self) -> TimelineForm:
        wrongs = {"title": too_long("title", self.title, noted("The name")), "description": too_long("description", self.description)}
        wrongs |= {name: sentence for name in wrongs if (sentence := control_wrong(getattr(self, name)))}
        if not self.title:
            wrongs["title"] = gettext("Give the timeline a name.")
        self.errors = {name: sentence for name, sentence in wrongs.items() if sentence}
        return self
