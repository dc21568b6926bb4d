"""An EventDate in words: what it is, and why it is so.

Days, months and years are written by Babel's interval formats in the reader's language; years that Babel cannot hold (before the common
era, below 1000, above 9999) are put together here. The language is that of `timeline.wording.reading_in`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

from babel.dates import format_interval, get_month_names

from timeline.dates import Assumption, EventDate
from timeline.errors import BadDate
from timeline.granules import DAY_SECONDS, civil, month_days
from timeline.notation import bound_seconds, granule_of_edtf, span
from timeline.wording import ENGLISH, gettext, language, ngettext, noted, number_words, numbered, retold

SKELETONS = {"year": "y", "month": "yMMM", "day": "yMMMd", "time": "Hm"}
# the coarsest unit written: how finely its bounds are told, the coarsest that fits first
FINENESS = {
    "second": ("time",),
    "minute": ("time",),
    "hour": ("time",),
    "day": ("day",),
    "week": ("day",),
    "month": ("month", "day"),
    "season": ("day",),
    "quarter": ("month", "day"),
    "half": ("month", "day"),
}
COARSE = ("year", "month", "day")
ASSUMED = noted("assumed")
HOUSE_RULE = noted("house rule")
NO_ZONE = noted("; zone not given")
BOTH_WRITTEN = {"year": noted("both years written"), "month": noted("both months written"), "day": noted("both days written in full")}
QUALIFIERS = str.maketrans("", "", "?~%")
OPEN_ENDS = ("", "..")
# the words of EventDate.precision
UNITS = (
    *(noted("second"), noted("minute"), noted("hour"), noted("day"), noted("week"), noted("month"), noted("season"), noted("quarter")),
    *(noted("half"), noted("year"), noted("decade"), noted("century"), noted("millennium")),
)
COUNTED = {
    "event": numbered("%(number)s event", "%(number)s events"),
    "new event": numbered("%(number)s new event", "%(number)s new events"),
    "suggestion": numbered("%(number)s suggestion", "%(number)s suggestions"),
    "new suggestion": numbered("%(number)s new suggestion", "%(number)s new suggestions"),
    "document": numbered("%(number)s document", "%(number)s documents"),
    "source": numbered("%(number)s source", "%(number)s sources"),
    "change": numbered("%(number)s change", "%(number)s changes"),
    "row": numbered("%(number)s row", "%(number)s rows"),
    "year": numbered("%(number)s year", "%(number)s years"),
    "month": numbered("%(number)s month", "%(number)s months"),
    "day": numbered("%(number)s day", "%(number)s days"),
}


def date_words(date: EventDate | None) -> str:
    """As read: `1 Sep – 30 Nov 2020`, `since 12 May 2021`, `about 1992`, `5 Dec or 12 May 1994`."""
    if date is None:
        return gettext("undated")
    if date.alternatives:
        return _either([_one_reading(each) for each in date.alternatives])
    return _one_reading(date)


def date_short(date: EventDate | None) -> str:
    """As written, for lists and labels; as read where what was written does not stand alone ("the next day") or is bare EDTF."""
    if date is None:
        return gettext("undated")
    if date.anchored or not date.text.strip() or date.text == date.edtf:
        return date_words(date).removesuffix(gettext(NO_ZONE))
    return " ".join(date.text.split())


def date_why(date: EventDate | None) -> list[str]:
    """Clauses saying how the date was read: what was written, what was assumed, which house rule was used."""
    if date is None:
        return []
    # that "about" widened the bounds is told below, with the bounds it led to
    clauses = [_assumption(each) for each in date.assumed if each.part != "approximate" or _open(date)]
    return [*clauses, *_derived(date)]


def date_line(date: EventDate | None) -> str:
    """`1 Sep – 30 Nov 2020 · a season, northern hemisphere (assumed)`."""
    return " · ".join([date_words(date), *date_why(date)])


def question(date: EventDate) -> str:
    """`5 Dec or 12 May 1994?` for a date that only a person can settle."""
    return gettext("%(date)s?", date=date_words(date))


def kind_words(date: EventDate | None) -> str:
    """What the bounds stand for: `some time within these 91 days`, `no end known`."""
    if date is None:
        return gettext("no date known")
    if date.alternatives:
        return ngettext("one of %(number)s readings", "one of %(number)s readings", len(date.alternatives))
    if date.earliest is None or date.latest is None:
        return _open_kind(date)
    days = _days(date.earliest, date.latest)
    if days <= 1:
        return gettext("at a known time") if "T" in date.earliest else gettext("on a known day")
    if date.core_from is None:
        return ngettext("some time within these %(number)s days", "some time within these %(number)s days", days)
    whole = (date.core_from, date.core_to) == (date.earliest, date.latest)
    if whole:
        return ngettext("all of these %(number)s days", "all of these %(number)s days", days)
    return ngettext(
        "within these %(number)s days, beginning or end not sharp", "within these %(number)s days, beginning or end not sharp", days
    )


def bounds_words(earliest: str | None, latest: str | None) -> str:
    """Bounds told to the day: `1 Jan 1988 – 31 May 1995`; open ones with since and until."""
    return _bounds(earliest, latest, "time" if "T" in f"{earliest}{latest}" else "day")


def minute_words(moment: datetime.datetime) -> str:
    """`23 Nov 2026, 16:02`, in the zone that it has."""
    told = f"{moment:%Y-%m-%dT%H:%M}:00"
    return bounds_words(told, told)


def count_words(count: int, noun: str = "event") -> str:
    """`1 event`, `1,248 events`; `noun` is one of COUNTED."""
    return ngettext(*COUNTED[noun], count)


def stretch_words(days: int) -> str:
    """How long, in the largest unit that it fills twice: `45 days`, `7 months`, `12 years`."""
    for size, noun in ((365.25, "year"), (30.44, "month")):
        if days >= 2 * size:
            return count_words(round(days / size), noun)
    return count_words(days, "day")


def of_words(shown: int, total: int) -> str:
    """`388 of 1,248 events`, or `1,248 events` when nothing is left out."""
    if shown == total:
        return count_words(total)
    return ngettext("%(shown)s of %(number)s event", "%(shown)s of %(number)s events", total, shown=number_words(shown))


# --- one reading -------------------------------------------------------------------------------------------------


def _one_reading(date: EventDate) -> str:
    if date.approximate and (bare := _bare_bounds(date)):
        return gettext("about %(date)s", date=_bounds(*bare, _fineness(*bare, date.precision)))
    told = _two_ends(date) or _bounds(date.earliest, date.latest, _fineness(date.earliest, date.latest, date.precision))
    if "T" not in f"{date.earliest}{date.latest}":
        return told
    return f"{told} {date.zone}" if date.zone else gettext("%(time)s local", time=told) + gettext(NO_ZONE)


def _two_ends(date: EventDate) -> str:
    """What lasted between a beginning and an end that are each a stretch of their own: `Jan–Apr 1992 – May 1994`. Empty when the
    bounds alone say as much."""
    earliest, latest, core_from, core_to = date.earliest, date.latest, date.core_from, date.core_to
    if earliest is None or core_from is None or "T" in f"{earliest}{core_from}{core_to}{latest}":
        return ""
    first = _coarsest(earliest, core_from)
    if latest is None:
        return gettext("since %(date)s", date=_between(earliest, core_from, first))
    if core_to is None or (earliest, latest) == (core_from, core_to):
        return ""
    last = _coarsest(core_to, latest)
    if first == last and _is_one(earliest, core_from, first) and _is_one(core_to, latest, last):
        return _between(earliest, latest, first)
    return f"{_between(earliest, core_from, first)} – {_between(core_to, latest, last)}"


def _coarsest(earliest: str, latest: str) -> str:
    return next(each for each in COARSE if _aligned(earliest, latest, each))


def _is_one(earliest: str, latest: str, fineness: str) -> bool:
    """Whether it is a single year, month or day."""
    written = {"year": -6, "month": -3, "day": None}[fineness]
    return earliest[:written] == latest[:written]


def _bare_bounds(date: EventDate) -> tuple[str | None, str | None] | None:
    """The bounds before "about" widened them, read back from the EDTF; None when it is too intricate for that."""
    ends = date.edtf.translate(QUALIFIERS).split("/")
    if len(ends) > 2:
        return None
    try:
        first, last = ends[0], ends[-1]
        start = None if first in OPEN_ENDS else span(granule_of_edtf(first)).earliest
        return start, None if last in OPEN_ENDS else span(granule_of_edtf(last)).latest
    except BadDate:
        return None


def _fineness(earliest: str | None, latest: str | None, precision: str) -> str:
    """The coarsest way of telling the bounds that loses nothing; one lone month is told by its days."""
    for fineness in FINENESS.get(precision, COARSE):
        lone_month = precision == "month" and fineness == "month" and (earliest or "x")[:-3] == (latest or "y")[:-3]
        if _aligned(earliest, latest, fineness) and not lone_month:
            return fineness
    return "time" if "T" in f"{earliest}{latest}" else "day"


def _aligned(earliest: str | None, latest: str | None, fineness: str) -> bool:
    if "T" in f"{earliest}{latest}":
        return fineness == "time"
    starts = earliest is None or earliest.endswith({"year": "-01-01", "month": "-01"}.get(fineness, ""))
    if latest is None or fineness not in ("year", "month"):
        return starts and fineness != "time"
    year, month, day = _parts(latest)
    return starts and day == month_days(year, month) and (fineness == "month" or month == 12)


def _bounds(earliest: str | None, latest: str | None, fineness: str) -> str:
    if earliest is None and latest is None:
        return gettext("no beginning or end known")
    if latest is None:
        return gettext("since %(date)s", date=_between(str(earliest), str(earliest), fineness))
    if earliest is None:
        return gettext("until %(date)s", date=_between(latest, latest, fineness))
    return _between(earliest, latest, fineness)


def _between(first: str, last: str, fineness: str) -> str:
    if fineness == "time":
        return _between_times(first, last)
    if not all(1000 <= _parts(each)[0] <= 9999 for each in (first, last)):
        return _far_interval(first, last, fineness)
    return _interval(_babel(), first, last, fineness)


@lru_cache(maxsize=4096)
def _interval(locale: str, first: str, last: str, fineness: str) -> str:
    return _tidy(format_interval(_day(first), _day(last), SKELETONS[fineness], locale=locale), locale)


def _between_times(first: str, last: str) -> str:
    clocks = [_clock(first), _clock(last)]
    days = [_between(each[: each.find("T")] if "T" in each else each, each.split("T")[0], "day") for each in (first, last)]
    if first == last:
        return f"{days[0]}, {clocks[0]}"
    if days[0] == days[1]:
        return f"{days[0]}, {clocks[0]}–{clocks[1]}"
    return f"{days[0]}, {clocks[0]} – {days[1]}, {clocks[1]}"


def _clock(bound: str) -> str:
    clock = bound.partition("T")[2] or "00:00"
    return clock[:5] if clock.endswith(":00") else clock


def _babel() -> str:
    """Day before month: the tool speaks British English."""
    return "en_GB" if language() == ENGLISH else language()


def _tidy(told: str, locale: str) -> str:
    """Ordinary spaces, so that words can be searched and wrapped; in English three-letter months, and the dash closed behind one word."""
    told = re.sub(r"[\u2009\u202f\xa0]", " ", told)
    if not locale.startswith(ENGLISH):
        return told
    return re.sub(r"^(\S+) – ", r"\1–", told.replace("Sept", "Sep"))


# --- years that Babel cannot hold ----------------------------------------------------------------------------------


def _far_interval(first: str, last: str, fineness: str) -> str:
    ends = [_far(each, fineness) for each in (first, last)]
    if ends[0] == ends[1]:
        return ends[0]
    same_era = fineness == "year" and _parts(first)[0] > 999
    return "–".join(ends) if same_era else " – ".join(ends)


def _far(bound: str, fineness: str) -> str:
    year, month, day = _parts(bound)
    name = month_name(month)
    before = {"year": "", "month": f"{name} ", "day": f"{day} {name} "}[fineness]
    return before + year_words(year)


def month_name(month: int) -> str:
    """Short, from 1 on: `Sep`."""
    return str(get_month_names("abbreviated", locale=_babel())[month]).replace("Sept", "Sep")


def year_words(year: int) -> str:
    """An astronomical year as people write it: `480 BC`, `AD 79`, `1994`, `12,026`."""
    if year <= 0:
        return gettext("%(year)s BC", year=_far_number(1 - year))
    return gettext("AD %(year)s", year=year) if year < 1000 else _far_number(year)


def _far_number(number: int) -> str:
    return str(number) if number <= 9999 else number_words(number)


# --- why ---------------------------------------------------------------------------------------------------------


ISO_DAY = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b", re.ASCII)


def _open(date: EventDate) -> bool:
    return date.earliest is None or date.latest is None


def _spoken(found: re.Match[str]) -> str:
    """A date in a clause as people say it; left alone when it is none."""
    try:
        bounds = span(granule_of_edtf(found[0]))
    except BadDate:
        return found[0]
    return _between(str(bounds.earliest), str(bounds.latest), "month" if len(found[0]) == 7 else "day")


def _assumption(assumed: Assumption) -> str:
    """`why`, its dates in words, then whether a person may change it (assumed) or it is our convention (house rule)."""
    label = HOUSE_RULE if assumed.source == "convention" and assumed.part != "hemisphere" else ASSUMED
    why = ISO_DAY.sub(_spoken, retold(assumed.why.strip().rstrip(".")))
    return why if why.endswith((f"({ASSUMED})", f"({HOUSE_RULE})")) else f"{why} ({gettext(label)})"


def _derived(date: EventDate) -> Iterable[str]:
    """What the bounds themselves say and no assumption has said yet."""
    if date.approximate and date.earliest and date.latest:
        fineness = _fineness(date.earliest, date.latest, date.precision)
        bounds, unit = _between(date.earliest, date.latest, fineness), gettext(date.precision)
        widened = gettext("%(bounds)s, one %(unit)s each way", bounds=bounds, unit=unit)
        yield f"{widened} ({gettext(HOUSE_RULE)})"
    if date.uncertain:
        yield gettext("doubted by its source")
    if (date.earliest is None) != (date.latest is None):
        yield _open_why(date)
    elif not date.assumed and not date.alternatives and _both_written(date):
        yield gettext(BOTH_WRITTEN[date.precision])


def _both_written(date: EventDate) -> bool:
    """Whether the EDTF names two ends of the precision told, and the text shows both (two numbers at least)."""
    ends = date.edtf.translate(QUALIFIERS).split("/")
    if date.precision not in BOTH_WRITTEN or len(ends) != 2 or date.approximate or len(re.findall(r"\d+", date.text)) < 2:
        return False
    return all(end.count("-") == {"year": 0, "month": 1, "day": 2}[date.precision] for end in (each.lstrip("-") for each in ends))


def _open_why(date: EventDate) -> str:
    if date.earliest is None or date.core_to is None or date.core_to[:10] == (date.core_from or "")[:10] or "T" in date.core_to:
        return _open_kind(date)
    return gettext("no end known, still so in %(month)s", month=_between(date.core_to[:-2] + "01", date.core_to, "month"))


def _open_kind(date: EventDate) -> str:
    if date.earliest is None and date.latest is None:
        return gettext("no beginning or end known")
    return gettext("no beginning known") if date.earliest is None else gettext("no end known")


# --- alternatives --------------------------------------------------------------------------------------------------

DAY_WORDS = re.compile(r"(\d{1,2}) (\S+) ((?:AD )?[\d,]+(?: BC)?)")


def _either(readings: list[str]) -> str:
    """`8 or 9 Nov 2020`, `5 Dec or 12 May 1994`: what all share is said once, at the end."""
    days = [DAY_WORDS.fullmatch(each) for each in readings]
    found = [each for each in days if each is not None]
    if len(found) == len(readings) and len({each[3] for each in found}) == 1:
        shared = 1 if len({each[2] for each in found}) == 1 else 2
        readings = [" ".join(each.groups()[:shared]) for each in found[:-1]] + [readings[-1]]
    if len(readings) == 1:
        return readings[0]
    return gettext("%(others)s or %(last)s", others=gettext(", ").join(readings[:-1]), last=readings[-1])


# --- numbers -------------------------------------------------------------------------------------------------------


def _parts(bound: str) -> tuple[int, int, int]:
    return civil(bound_seconds(bound) // DAY_SECONDS)


def _day(bound: str) -> datetime.date:
    return datetime.date(*_parts(bound))


def _days(earliest: str, latest: str) -> int:
    return -((bound_seconds(earliest) - bound_seconds(latest, end=True)) // DAY_SECONDS)
