"""normalise: one expression as a person types it, to an EventDate; and what a publication date given in EDTF means."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.anchors import Resolved
from timeline.dates import EventDate, from_edtf, one_of
from timeline.documents import Document
from timeline.errors import BadDate, BadInput, NeedsAnchor, NotADate
from timeline.foreign import understand
from timeline.granules import Granule
from timeline.meanings import refuse_day
from timeline.notation import granule_of_edtf
from timeline.resolve import read
from timeline.rules import Pack, languages, load
from timeline.statements import Statement, statements
from timeline.timed import timed
from timeline.wording import gettext

UNDERSTOOD = ("12 May 1994", "May 1994", "autumn 2020", "2011–2020", "since 1993", "about 1915", "27 September to 10 November 2020")
LONGEST = 300
SINGLE = re.compile(r"-?[\dX]{4}(?:-\d\d){0,2}", re.ASCII)
EDTF_LIKE = re.compile(r"[-\d.XYTZ/\[\]{},~?%:+]+", re.ASCII)
YEARS_OR_MONTH = re.compile(r"(\d{4})[-–](\d\d)", re.ASCII)


def published_granule(edtf: str | None) -> Granule | None:
    """The granule of a publication date in EDTF, such as 2023, 2023-05 or 2023-05-10. Raises BadDate."""
    if edtf is None or not edtf.strip():
        return None
    bare = re.sub(r"T.*", "", edtf.strip()).translate({ord(mark): None for mark in "?~%"})
    try:
        return granule_of_edtf(bare)
    except BadDate as wrong:
        raise BadDate(
            gettext("The publication date “%(edtf)s” is not understood: write it like 2023, 2023-05 or 2023-05-10.", edtf=edtf[:40]),
            field="published",
        ) from wrong


def normalise(
    text: str, *, published: str | None = None, anchor: str | None = None, language: str = "en", hemisphere: str = "north"
) -> EventDate:
    """When `text` says. `published` is what “last year” counts from, `anchor` what “three days later” does; both EDTF.

    Raises NotADate (with `understood`), NeedsAnchor when it only says a date together with one of the two, and BadDate for a
    day that cannot be. An ambiguous text is one date with alternatives.
    """
    said = " ".join(text.split())
    if not said:
        raise NotADate(
            gettext("No date was written. Write one like 12 May 1994, autumn 2020 or since 1993."), field="date", understood=UNDERSTOOD
        )
    if len(said) > LONGEST:
        raise NotADate(
            gettext("A date is at most %(longest)s characters long; this is %(number)s.", longest=LONGEST, number=len(said)),
            field="date",
            understood=UNDERSTOOD,
        )
    if (date := timed(said)) is not None:
        return date
    if EDTF_LIKE.fullmatch(said) and (date := _edtf(said)) is not None:
        return date
    if said.endswith("?"):
        bare = normalise(said[:-1], published=published, anchor=anchor, language=language, hemisphere=hemisphere)
        return replace(bare, text=said, uncertain=True, edtf=f"{bare.edtf}?" if SINGLE.fullmatch(bare.edtf) else bare.edtf)
    pack = load(language if language in languages() else "en")
    document = Document(said, pack, published_granule(published))
    found = read(document, hemisphere, strict=True, told=_anchor(document, anchor))
    try:
        date = _only(document, found, said)
    except NotADate as wrong:
        date = understand(said, language, document.published) if _may_be_foreign(said, pack) else None
        if date is None:
            raise wrong
    return date or _foreign(said, language, document)


def _edtf(said: str) -> EventDate | None:
    """EDTF that was typed; “2020-23” may be a season or a range of years, so it asks."""
    try:
        written = from_edtf(said)
    except BadDate as wrong:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", said) or ("/" in said and re.search(r"\d{4}-\d\d", said)):
            raise BadDate(wrong.sentence, field="date") from wrong
        return None
    found = YEARS_OR_MONTH.fullmatch(said)
    if found is None or int(found[2]) <= int(found[1]) % 100:
        return written
    years = from_edtf(f"{found[1]}/{found[1][:2]}{found[2]}", said=said)
    return one_of(said, [replace(written, text=said), years])


def _anchor(document: Document, anchor: str | None) -> Granule | None:
    if anchor is None or not anchor.strip():
        return None
    try:
        return granule_of_edtf(anchor.strip())
    except BadDate as wrong:
        raise BadDate(
            gettext("The anchor “%(anchor)s” is not understood: write it like 2022, 2022-02 or 2022-02-24.", anchor=anchor[:40]),
            field="anchor",
        ) from wrong


def _only(document: Document, found: list[Resolved], said: str) -> EventDate | None:
    made = statements(document, found, strict=True)
    _check_days(document, found)
    if len(made) > 1:
        first, second = (document.text[each.start : each.end] for each in made[:2])
        raise NotADate(
            gettext(
                "“%(said)s” holds two dates, “%(first)s” and “%(second)s”. Write one of them, or a range like 1992–1994.",
                said=said,
                first=first,
                second=second,
            ),
            field="date",
            understood=UNDERSTOOD,
        )
    if made:
        _check_rest(document, made[0], said)
        return replace(made[0].date, text=said)
    if found:
        raise _undated(document, found[0], said)
    return None


def _check_rest(document: Document, made: Statement, said: str) -> None:
    """Words that were not read must not be passed over in silence."""
    known = document.pack.words["signal-skipped"] | document.pack.words["date-fillers"]
    rest = said[: made.start] if made.signal else f"{said[: made.start]} {said[made.end :]}"
    unread = [word for word in re.findall(r"\w+", rest) if word.lower() not in known]
    if unread:
        raise NotADate(
            gettext(
                "“%(text)s” is a date, but “%(names)s” is not understood with it.",
                text=document.text[made.start : made.end],
                names=" ".join(unread),
            ),
            field="date",
            understood=UNDERSTOOD,
        )


def _check_days(document: Document, found: list[Resolved]) -> None:
    """A number left beside a month was meant as its day: “32 May 2020”, “May 32, 2020”."""
    for each in found:
        slots = each.expression.slots
        beside = (document.word(each.expression.first - 1), document.word(each.expression.last))
        if slots.get("month") and slots.get("day") is None and any(word.isdigit() and len(word) <= 2 for word in beside):
            refuse_day(next((year for other in found if (year := other.expression.get("year"))), None), slots["month"])


def _may_be_foreign(said: str, pack: Pack) -> bool:
    """Whether words that the pack does not know stand beside what it read."""
    return any(word not in pack.lexicon for word in re.findall(r"[^\W\d_]+", said))


def _undated(document: Document, found: Resolved, said: str) -> BadInput:
    if found.asks:
        return NeedsAnchor(
            gettext("“%(said)s”, counted from when? Give the publication date of its source.", said=said),
            field="published",
            understood=UNDERSTOOD,
        )
    if found.type == "DURATION":
        return NotADate(
            gettext("“%(said)s” says how long, not when. Write since when or until when, like 2011–2020.", said=said),
            field="date",
            understood=UNDERSTOOD,
        )
    if found.type == "SET":
        return NotADate(
            gettext("“%(said)s” says how often, not when. Write one date, like 12 May 1994.", said=said),
            field="date",
            understood=UNDERSTOOD,
        )
    return NotADate(
        gettext("“%(said)s” names no certain time. Write a year or a range, like 2011–2020.", said=said),
        field="date",
        understood=UNDERSTOOD,
    )


def _foreign(said: str, language: str, document: Document) -> EventDate:
    date = understand(said, language, document.published)
    if date is None:
        raise NotADate(
            gettext(
                "“%(said)s” is not understood as a date. Write it like %(names)s or %(understood)s.",
                said=said,
                names=", ".join(UNDERSTOOD[:4]),
                understood=UNDERSTOOD[4],
            ),
            field="date",
            understood=UNDERSTOOD,
        )
    return date


def pack_for(language: str | None, text: str) -> tuple[Pack | None, str]:
    """The pack to read a text with, and its language; no pack when the text is in a language that has none."""
    if language is not None:
        return (load(language) if language in languages() else None), language
    guess = guess_language(text)
    return (load(guess) if guess in languages() else None), guess


def guess_language(text: str) -> str:
    """The code of the language with a pack whose commonest words the text uses, else “und” (undetermined)."""
    words = list(map(str.lower, re.findall(r"[^\W\d_]+", text[:20_000])))
    if not words:
        return "en"
    shares = {code: sum(map(load(code).words["common-words"].__contains__, words)) / len(words) for code in languages()}
    best = max(shares, key=lambda code: shares[code])
    if shares[best] > 0.12:
        return best
    latin = sum(map(str.isascii, words)) / len(words)
    return best if latin > 0.9 and len(words) < 12 and best == "en" else "und"
