"""The constructors of dates in other calendars: Old Style (Julian) days beside or in place of New Style ones, French Republican days."""

from __future__ import annotations

from dataclasses import replace

from timeline.anchors import Context, Resolved, plain_words
from timeline.dates import Assumption
from timeline.documents import Document
from timeline.expressions import Expression
from timeline.granules import MONTH_NAMES, Granule, Unit, civil, day, day_number, month_days
from timeline.meanings import named
from timeline.wording import remembered

# 15 October 1582, when the first lands changed over, and 1 March 1923, when the last did (Greece)
FIRST_CHANGE, LAST_CHANGE = day_number(1582, 10, 15), day_number(1923, 3, 1)
REPUBLIC = day_number(1792, 9, 22)


def days_apart(number: int, month_number: int) -> int:
    """How many days the Julian calendar lags in a month: 13 since March 1900."""
    number -= month_number <= 2
    return number // 100 - number // 400 - 2


def gregorian(number: int, month_number: int, day_of_month: int) -> Granule:
    """The day that the Julian calendar calls so."""
    return day(number, month_number, day_of_month) + days_apart(number, month_number)


def two_calendars(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“25 October (7 November) 1917”: the Julian date beside the Gregorian one; which is which follows from their distance, so a pair
    of other days is none."""
    number, month_number = int(expression.get("year")), expression.get("month")
    first = (number, month_number, expression.get("day"))
    given = expression.get("other-year")
    for other_year in (given,) if given else (number, number + 1, number - 1):
        other = (int(other_year), expression.get("other-month") or month_number, expression.get("other-day"))
        for old, new in ((first, other), (other, first)):
            if _is_julian(*old) and _is_gregorian(*new) and gregorian(*old) == day(*new):
                return _told(resolved, old)
    return None


def one_style(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“25 October 1917 O.S.” is counted over to the New Style; one marked N.S. stands as it is."""
    written = (int(expression.get("year")), expression.get("month"), expression.get("day"))
    if expression.get("style") == "old":
        return _told(resolved, written) if _is_julian(*written) else None
    if not _is_gregorian(*written):
        return None
    resolved.assumed.append(Assumption("calendar", "gregorian", "text", remembered("New Style (Gregorian), as the text says")))
    return named(resolved, day(*written), explicit=True)


def _is_julian(number: int, month_number: int, day_of_month: int) -> bool:
    return 1 <= day_of_month <= (29 if month_number == 2 and number % 4 == 0 else month_days(number, month_number))


def _is_gregorian(number: int, month_number: int, day_of_month: int) -> bool:
    return 1 <= day_of_month <= month_days(number, month_number)


def _told(resolved: Resolved, old: tuple[int, int, int]) -> Resolved:
    new = gregorian(*old)
    written = f"{old[2]} {MONTH_NAMES[old[1] - 1]} {old[0]}"
    both = {"old": written, "new": plain_words(new)}
    why = remembered("%(old)s in the Old Style (Julian) is %(new)s in the New Style (Gregorian)") % both
    resolved.assumed.append(Assumption("calendar", "gregorian", "text", why))
    return named(resolved, new, explicit=True)


def republican(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“18 Brumaire of the Year VIII”: months of 30 days from 22 September 1792, each fourth year (III, VII, XI) a day longer."""
    number, day_of_month = int(expression.get("republican-year")), int(expression.get("day"))
    if not 1 <= day_of_month <= 30:
        return None
    before = 365 * (number - 1) + number // 4
    found = Granule(Unit.DAY, REPUBLIC + before + 30 * (int(expression.get("republican-month")) - 1) + day_of_month - 1)
    why = remembered("French Republican calendar; in the Gregorian one it is %(date)s") % {"date": plain_words(found)}
    resolved.assumed.append(Assumption("calendar", "gregorian", "convention", why))
    return named(resolved, found, explicit=True)


# --- implied -------------------------------------------------------------------------------------------------------


def in_doubt(document: Document) -> bool:
    """Whether a text says of its dates as a whole that they are in the Old Style."""
    text, notes = document.text.lower(), document.pack.words.get("old-style-notes", frozenset())
    # a long word is seldom in a text, so most notes are ruled out by one
    likely = [note for note in notes if all(word in text for word in sorted(note.split(), key=len, reverse=True))]
    said = " ".join(text.split()) if likely else ""
    return any(note in said for note in likely)


def either_style(resolved: Resolved) -> Resolved:
    """A day without a mark in such a text is the day as written or the one that the Julian calendar calls so."""
    granule = resolved.granule
    plain = granule is not None and granule.unit is Unit.DAY and not resolved.alternatives and resolved.bounds is None
    marked = any(each.part == "calendar" for each in resolved.assumed)
    if granule is None or not plain or marked or not FIRST_CHANGE <= granule.index < LAST_CHANGE:
        return resolved
    why = remembered("the text says that its dates are in the Old Style (Julian); this one is not marked")
    reason = Assumption("calendar", "either", "text", why)
    both = [granule, gregorian(*civil(granule.index))]
    return replace(resolved, alternatives=both, asks=True, assumed=[*resolved.assumed, reason])
