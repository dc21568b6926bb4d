"""The date field: what its boxes say together, as a date, a question or a sentence; asked for while somebody types, and on saving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from timeline.dates import KEPT_BOTH, Assumption, EventDate
from timeline.errors import BadInput, NeedsAnchor, NotADate
from timeline.granules import DAY_SECONDS
from timeline.notation import bound_seconds
from timeline.understanding import normalise
from timeline.wording import gettext, number_words, remembered

LONGEST = 500
BOTH = "both"
NOTHING = "none"
NOBODY_CAN_TELL = Assumption(*KEPT_BOTH, "setting", remembered("nobody could tell which is meant, so both are kept"))


@dataclass(frozen=True, slots=True)
class DateInput:
    """`anchor`: when the source was published; `known`: last known to be so; `lasting`: within or throughout; `choice`: the EDTF of
    one alternative, or `both`; `core`: which days are certain, `A/B`, or `none`, where its ends were set by hand. All as typed."""

    text: str = ""
    anchor: str = ""
    known: str = ""
    lasting: str = ""
    hemisphere: str = ""
    choice: str = ""
    core: str = ""

    @classmethod
    def of(cls, form: Mapping[str, str], text: str = "when") -> DateInput:
        """`read` in the form is the text that the answers were given to: answers to another text are no answers to this one."""
        written = form.get(text, "").strip()
        answered = form.get("read", written).strip() == written
        answers = {name: form.get(name, "").strip() if answered else "" for name in ("lasting", "hemisphere", "choice", "core")}
        return cls(written, form.get("anchor", "").strip(), form.get("known", "").strip(), **answers)

    @classmethod
    def showing(cls, date: EventDate | None) -> DateInput:
        """The boxes filled so that saving them unchanged changes nothing."""
        if date is None:
            return cls()
        known = str(date.core_to) if is_open(date) and date.core_to != date.core_from and date.core_to else ""
        return cls(text=date.text, known=known, lasting="throughout" if has_lasted(date) else "", choice=BOTH if keeps_both(date) else "")


@dataclass(frozen=True, slots=True)
class DateReading:
    """`date` is what would be saved. `needs` is "choice" or "anchor" while only a person can say; `wrong` is for a date that cannot be."""

    given: DateInput
    date: EventDate | None = None
    asks: tuple[EventDate, ...] = ()
    needs: str = ""
    wrong: str = ""
    field: str = "when"
    understood: tuple[str, ...] = ()
    southern: EventDate | None = None

    @property
    def settled(self) -> bool:
        return not self.wrong and not self.needs


def read(given: DateInput, kept: EventDate | None = None, hemisphere: str = "north") -> DateReading:
    """`kept` is the stored date of the event: while its words stay as they are, so does how they were read."""
    if not given.text:
        return DateReading(given)
    if len(given.text) > LONGEST:
        wrong = gettext(
            "A date has at most %(allowed)s characters; this one has %(number)s.", allowed=LONGEST, number=number_words(len(given.text))
        )
        return DateReading(given, wrong=wrong)
    try:
        return _finished(given, _base(given, kept, hemisphere), hemisphere)
    except NeedsAnchor as wrong:
        return DateReading(given, needs="anchor", wrong="" if not given.anchor else wrong.sentence, field="anchor")
    except BadInput as wrong:
        understood = wrong.understood if isinstance(wrong, NotADate) else ()
        return DateReading(
            given, wrong=wrong.sentence, field=wrong.field if wrong.field in ("anchor", "known") else "when", understood=understood
        )


def _base(given: DateInput, kept: EventDate | None, hemisphere: str) -> EventDate:
    if kept is not None and kept.text == given.text and not given.anchor and not given.hemisphere:
        return kept
    anchor = edtf_of(given.anchor, "anchor", hemisphere) if given.anchor else None
    return normalise(given.text, published=anchor, hemisphere=given.hemisphere or hemisphere)


def edtf_of(text: str, field: str, hemisphere: str = "north") -> str:
    """A publication date as somebody types it, in words or EDTF. Raises BadInput naming the field."""
    try:
        date = normalise(text, hemisphere=hemisphere)
    except BadInput as wrong:
        raise BadInput(wrong.sentence, field=field) from wrong
    if date.alternatives:
        readings = gettext(" or ").join(each.edtf for each in date.alternatives)
        raise BadInput(
            gettext("“%(text)s” can be read as %(readings)s. Write the one that is meant.", text=text, readings=readings), field=field
        )
    return date.edtf


def _finished(given: DateInput, date: EventDate, hemisphere: str) -> DateReading:
    if date.alternatives and given.choice != BOTH:
        chosen = next((each for each in date.alternatives if each.edtf == given.choice), None)
        if chosen is None:
            return DateReading(given, date, asks=date.alternatives, needs="choice")
        return DateReading(given, _shaped(replace(chosen, text=date.text), given, hemisphere), asks=date.alternatives)
    if date.alternatives:
        kept = date if keeps_both(date) else replace(date, assumed=(*date.assumed, NOBODY_CAN_TELL))
        return DateReading(given, kept, asks=date.alternatives)
    return DateReading(given, _shaped(date, given, hemisphere), southern=_southern(given, date, hemisphere))


def _shaped(date: EventDate, given: DateInput, hemisphere: str) -> EventDate:
    if given.core:
        return _certain(date, given.core)
    if is_open(date) and given.known:
        return _vouched(date, given.known, hemisphere)
    if can_last(date) and given.lasting:
        return date.throughout() if given.lasting == "throughout" else _not_throughout(date)
    return date


def _certain(date: EventDate, core: str) -> EventDate:
    """Raises BadDate when these days lie outside the date."""
    start, _, end = core.partition("/")
    return date.within() if core == NOTHING else replace(date, core_from=start, core_to=end or start).checked()


def _not_throughout(date: EventDate) -> EventDate:
    return date.within() if has_lasted(date) else date


def _vouched(date: EventDate, known: str, hemisphere: str) -> EventDate:
    until = normalise(edtf_of(known, "known", hemisphere))
    start = date.core_from or date.earliest
    if until.earliest is None or (start is not None and bound_seconds(until.earliest) < bound_seconds(start)):
        raise BadInput(gettext("It cannot be last known on “%(date)s”, before it began. Write a later date.", date=known), field="known")
    return replace(date, core_from=start, core_to=until.earliest).checked()


def _southern(given: DateInput, date: EventDate, hemisphere: str) -> EventDate | None:
    """The other hemisphere's reading, where a hemisphere was assumed."""
    if not any(each.part == "hemisphere" for each in date.assumed):
        return None
    other = "north" if (given.hemisphere or hemisphere) == "south" else "south"
    try:
        return _base(replace(given, hemisphere=other), None, hemisphere)
    except BadInput:
        return None


def is_open(date: EventDate) -> bool:
    return date.latest is None and date.earliest is not None


def keeps_both(date: EventDate) -> bool:
    return bool(date.alternatives) and not date.asks


def has_lasted(date: EventDate) -> bool:
    return date.core_from is not None and (date.core_from, date.core_to) == (date.earliest, date.latest)


def can_last(date: EventDate) -> bool:
    """Whether it is one stretch wider than a day with both ends, so that "within" and "throughout" differ."""
    if date.earliest is None or date.latest is None or date.alternatives or date.approximate:
        return False
    wide = bound_seconds(date.latest, end=True) - bound_seconds(date.earliest) > DAY_SECONDS
    return wide and (date.core_from is None or has_lasted(date))
