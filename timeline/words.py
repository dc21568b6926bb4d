"""An EventDate in words: what it is, and why it is so.

Days, months and years are written by Babel's interval formats in the reader's language; years that Babel cannot hold (before the common
era, below 1000, above 9999) are put together here. The words round them ("since", "about") are English until a language has its own row.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

from babel.dates import format_interval, get_month_names
from babel.numbers import format_decimal

from timeline.dates import Assumption, EventDate
from timeline.errors import BadDate
from timeline.granules import DAY_SECONDS, civil, month_days
from timeline.notation import bound_seconds, granule_of_edtf, span

ENGLISH = "en"
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
ASSUMED = "assumed"
HOUSE_RULE = "house rule"
BOTH_WRITTEN = {"year": "both years written", "month": "both months written", "day": "both days written in full"}
QUALIFIERS = str.maketrans("", "", "?~%")
OPEN_ENDS = ("", "..")


def date_words(date: EventDate | None, locale: str = ENGLISH) -> str:
    """As read: `1 Sep – 30 Nov 2020`, `since 12 May 2021`, `about 1992`, `5 Dec or 12 May 1994`."""
    if date is None:
        return "undated"
    if date.alternatives:
        return _either([_one_reading(each, locale) for each in date.alternatives])
    return _one_reading(date, locale)


def date_short(date: EventDate | None, locale: str = ENGLISH) -> str:
    """As written, for lists and labels; as read where what was written does not stand alone ("the next day") or is bare EDTF."""
    if date is None:
        return "undated"
    if date.anchored or not date.text.strip() or date.text == date.edtf:
        return date_words(date, locale).removesuffix("; zone not given")
    return " ".join(date.text.split())


def date_why(date: EventDate | None, locale: str = ENGLISH) -> list[str]:
    """Clauses saying how the date was read: what was written, what was assumed, which house rule was used."""
    if date is None:
        return []
    # that "about" widened the bounds is told below, with the bounds it led to
    clauses = [_assumption(each, locale) for each in date.assumed if each.part != "approximate" or _open(date)]
    return [*clauses, *_derived(date, locale)]


def date_line(date: EventDate | None, locale: str = ENGLISH) -> str:
    """`1 Sep – 30 Nov 2020 · a season, northern hemisphere (assumed)`."""
    return " · ".join([date_words(date, locale), *date_why(date, locale)])


def question(date: EventDate, locale: str = ENGLISH) -> str:
    """`5 Dec or 12 May 1994?` for a date that only a person can settle."""
    return f"{date_words(date, locale)}?"


def kind_words(date: EventDate | None) -> str:
    """What the bounds stand for: `some time within these 91 days`, `no end known`."""
    if date is None:
        return "no date known"
    if date.alternatives:
        return f"one of {len(date.alternatives)} readings"
    if date.earliest is None or date.latest is None:
        return _open_kind(date)
    days = _days(date.earliest, date.latest)
    if days <= 1:
        return "at a known time" if "T" in date.earliest else "on a known day"
    if date.core_from is None:
        return f"some time within these {_number(days)} days"
    whole = (date.core_from, date.core_to) == (date.earliest, date.latest)
    return f"all of these {_number(days)} days" if whole else f"within these {_number(days)} days, beginning or end not sharp"


def bounds_words(earliest: str | None, latest: str | None, locale: str = ENGLISH) -> str:
    """Bounds told to the day: `1 Jan 1988 – 31 May 1995`; open ones with since and until."""
    return _bounds(earliest, latest, "time" if "T" in f"{earliest}{latest}" else "day", locale)


def count_words(count: int, noun: str = "event", locale: str = ENGLISH) -> str:
    """`1 event`, `1,248 events`."""
    return f"{_number(count, locale)} {noun}{'' if count == 1 else 's'}"


def stretch_words(days: int, locale: str = ENGLISH) -> str:
    """How long, in the largest unit that it fills twice: `45 days`, `7 months`, `12 years`."""
    for size, noun in ((365.25, "year"), (30.44, "month")):
        if days >= 2 * size:
            return count_words(round(days / size), noun, locale)
    return count_words(days, "day", locale)


def of_words(shown: int, total: int, locale: str = ENGLISH) -> str:
    """`388 of 1,248 events`, or `1,248 events` when nothing is left out."""
    counted = count_words(total, locale=locale)
    return counted if shown == total else f"{_number(shown, locale)} of {counted}"


# --- one reading -------------------------------------------------------------------------------------------------


def _one_reading(date: EventDate, locale: str) -> str:
    if date.approximate and (bare := _bare_bounds(date)):
        return f"about {_bounds(*bare, _fineness(*bare, date.precision), locale)}"
    told = _two_ends(date, locale) or _bounds(date.earliest, date.latest, _fineness(date.earliest, date.latest, date.precision), locale)
    if "T" not in f"{date.earliest}{date.latest}":
        return told
    return f"{told} {date.zone}" if date.zone else f"{told} local; zone not given"


def _two_ends(date: EventDate, locale: str) -> str:
    """What lasted between a beginning and an end that are each a stretch of their own: `Jan–Apr 1992 – May 1994`. Empty when the
    bounds alone say as much."""
    earliest, latest, core_from, core_to = date.earliest, date.latest, date.core_from, date.core_to
    if earliest is None or core_from is None or "T" in f"{earliest}{core_from}{core_to}{latest}":
        return ""
    first = _coarsest(earliest, core_from)
    if latest is None:
        return f"since {_between(earliest, core_from, first, locale)}"
    if core_to is None or (earliest, latest) == (core_from, core_to):
        return ""
    last = _coarsest(core_to, latest)
    if first == last and _is_one(earliest, core_from, first) and _is_one(core_to, latest, last):
        return _between(earliest, latest, first, locale)
    return f"{_between(earliest, core_from, first, locale)} – {_between(core_to, latest, last, locale)}"


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


def _bounds(earliest: str | None, latest: str | None, fineness: str, locale: str) -> str:
    if earliest is None and latest is None:
        return "no beginning or end known"
    if latest is None:
        return f"since {_between(str(earliest), str(earliest), fineness, locale)}"
    if earliest is None:
        return f"until {_between(latest, latest, fineness, locale)}"
    return _between(earliest, latest, fineness, locale)


@lru_cache(maxsize=4096)
def _between(first: str, last: str, fineness: str, locale: str) -> str:
    if fineness == "time":
        return _between_times(first, last, locale)
    if not all(1000 <= _parts(each)[0] <= 9999 for each in (first, last)):
        return _far_interval(first, last, fineness, locale)
    told = format_interval(_day(first), _day(last), SKELETONS[fineness], locale=_babel(locale))
    return _tidy(told, locale)


def _between_times(first: str, last: str, locale: str) -> str:
    clocks = [_clock(first), _clock(last)]
    days = [_between(each[: each.find("T")] if "T" in each else each, each.split("T")[0], "day", locale) for each in (first, last)]
    if first == last:
        return f"{days[0]}, {clocks[0]}"
    if days[0] == days[1]:
        return f"{days[0]}, {clocks[0]}–{clocks[1]}"
    return f"{days[0]}, {clocks[0]} – {days[1]}, {clocks[1]}"


def _clock(bound: str) -> str:
    clock = bound.partition("T")[2] or "00:00"
    return clock[:5] if clock.endswith(":00") else clock


def _babel(locale: str) -> str:
    """Day before month: the tool speaks British English."""
    return "en_GB" if locale == ENGLISH else locale


def _tidy(told: str, locale: str) -> str:
    """Ordinary spaces, so that words can be searched and wrapped; in English three-letter months, and a dash closed round single words."""
    told = re.sub(r"[\u2009\u202f\xa0]", " ", told)
    if not locale.startswith(ENGLISH):
        return told
    return re.sub(r"^(\S+) – (?=[^\s–]+( \d+)?$)", r"\1–", told.replace("Sept", "Sep"))


# --- years that Babel cannot hold ----------------------------------------------------------------------------------


def _far_interval(first: str, last: str, fineness: str, locale: str) -> str:
    ends = [_far(each, fineness, locale) for each in (first, last)]
    if ends[0] == ends[1]:
        return ends[0]
    same_era = fineness == "year" and _parts(first)[0] > 999
    return "–".join(ends) if same_era else " – ".join(ends)


def _far(bound: str, fineness: str, locale: str) -> str:
    year, month, day = _parts(bound)
    name = get_month_names("abbreviated", locale=_babel(locale))[month].replace("Sept", "Sep")
    before = {"year": "", "month": f"{name} ", "day": f"{day} {name} "}[fineness]
    return before + year_words(year, locale)


def year_words(year: int, locale: str = ENGLISH) -> str:
    """An astronomical year as people write it: `480 BC`, `AD 79`, `1994`, `12,026`."""
    if year <= 0:
        return f"{_far_number(1 - year, locale)} BC"
    return f"AD {year}" if year < 1000 else _far_number(year, locale)


def _far_number(number: int, locale: str) -> str:
    return str(number) if number <= 9999 else _number(number, locale)


# --- why ---------------------------------------------------------------------------------------------------------


ISO_DAY = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b", re.ASCII)


def _open(date: EventDate) -> bool:
    return date.earliest is None or date.latest is None


def _spoken(found: re.Match[str], locale: str) -> str:
    """A date in a clause as people say it; left alone when it is none."""
    try:
        bounds = span(granule_of_edtf(found[0]))
    except BadDate:
        return found[0]
    return _between(str(bounds.earliest), str(bounds.latest), "month" if len(found[0]) == 7 else "day", locale)


def _assumption(assumed: Assumption, locale: str) -> str:
    """`why`, its dates in words, then whether a person may change it (assumed) or it is our convention (house rule)."""
    label = HOUSE_RULE if assumed.source == "convention" and assumed.part != "hemisphere" else ASSUMED
    why = ISO_DAY.sub(lambda found: _spoken(found, locale), assumed.why.strip().rstrip("."))
    return why if why.endswith((f"({ASSUMED})", f"({HOUSE_RULE})")) else f"{why} ({label})"


def _derived(date: EventDate, locale: str) -> Iterable[str]:
    """What the bounds themselves say and no assumption has said yet."""
    if date.approximate and date.earliest and date.latest:
        fineness = _fineness(date.earliest, date.latest, date.precision)
        yield f"{_between(date.earliest, date.latest, fineness, locale)}, one {date.precision} each way ({HOUSE_RULE})"
    if date.uncertain:
        yield "doubted by its source"
    if (date.earliest is None) != (date.latest is None):
        yield _open_why(date, locale)
    elif not date.assumed and not date.alternatives and _both_written(date):
        yield BOTH_WRITTEN[date.precision]


def _both_written(date: EventDate) -> bool:
    """Whether the EDTF names two ends of the precision told, and the text shows both (two numbers at least)."""
    ends = date.edtf.translate(QUALIFIERS).split("/")
    if date.precision not in BOTH_WRITTEN or len(ends) != 2 or date.approximate or len(re.findall(r"\d+", date.text)) < 2:
        return False
    return all(end.count("-") == {"year": 0, "month": 1, "day": 2}[date.precision] for end in (each.lstrip("-") for each in ends))


def _open_why(date: EventDate, locale: str) -> str:
    if date.earliest is None:
        return "no beginning known"
    if date.core_to is None or date.core_to[:10] == (date.core_from or "")[:10]:
        return "no end known"
    return (
        f"no end known, still so in {_between(date.core_to[:-2] + '01', date.core_to, 'month', locale)}"
        if "T" not in date.core_to
        else "no end known"
    )


def _open_kind(date: EventDate) -> str:
    if date.earliest is None and date.latest is None:
        return "no beginning or end known"
    return "no beginning known" if date.earliest is None else "no end known"


# --- alternatives --------------------------------------------------------------------------------------------------

DAY_WORDS = re.compile(r"(\d{1,2}) (\S+) ((?:AD )?[\d,]+(?: BC)?)")


def _either(readings: list[str]) -> str:
    """`8 or 9 Nov 2020`, `5 Dec or 12 May 1994`: what all share is said once, at the end."""
    days = [DAY_WORDS.fullmatch(each) for each in readings]
    found = [each for each in days if each is not None]
    if len(found) == len(readings) and len({each[3] for each in found}) == 1:
        shared = 1 if len({each[2] for each in found}) == 1 else 2
        readings = [" ".join(each.groups()[:shared]) for each in found[:-1]] + [readings[-1]]
    return f"{', '.join(readings[:-1])} or {readings[-1]}" if len(readings) > 1 else readings[0]


# --- numbers -------------------------------------------------------------------------------------------------------


def _parts(bound: str) -> tuple[int, int, int]:
    return civil(bound_seconds(bound) // DAY_SECONDS)


def _day(bound: str) -> datetime.date:
    return datetime.date(*_parts(bound))


def _days(earliest: str, latest: str) -> int:
    return -((bound_seconds(earliest) - bound_seconds(latest, end=True)) // DAY_SECONDS)


def _number(number: int, locale: str = ENGLISH) -> str:
    return format_decimal(number, locale=_babel(locale))
