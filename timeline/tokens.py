"""How a text is cut into tokens: what the forms of numbers are, and the one pattern that finds words, numbers and marks."""

from __future__ import annotations

import re
from collections.abc import Mapping

UNKNOWN = "\x01"
BREAK = "\x02"
SHAPES: tuple[tuple[int, int, frozenset[str]], ...] = (
    (1, 12, frozenset({"number", "day", "month-number", "hour", "few-digits"})),
    (13, 24, frozenset({"number", "day", "hour", "few-digits"})),
    (25, 31, frozenset({"number", "day", "few-digits"})),
    (32, 99, frozenset({"number", "few-digits"})),
    (100, 999, frozenset({"number", "few-digits", "three-digits"})),
    (1000, 2199, frozenset({"number", "year"})),
)
TWO_DIGITS = frozenset({"two-digits"})
ONLY_NUMBER = frozenset({"number"})
# tokens told by their form, which no vocabulary lists
FORMS = (
    "iso-date",
    "numeric-date",
    "four-digit-time",
    "clock",
    "big-number",
    "decimal",
    "decade",
    "short-decade",
    "ordinal",
    "short-year",
)


def number_codes(codes: Mapping[str, str]) -> dict[str, str]:
    """The code of every number of up to four digits."""
    known = {f"0{number}": codes["zero-led"] for number in range(10)}
    for low, high, _ in SHAPES:
        for number in range(low, high + 1):
            known[str(number)] = codes[f"two:{low}-{high}" if 10 <= number <= 99 else f"{low}-{high}"]
    return known


def token_pattern(lexicon: Mapping[str, str]) -> re.Pattern[str]:
    """How a text is cut into tokens: numbers by their form, words, abbreviations with their points, single marks."""
    dotted = sorted((re.escape(form) for form in lexicon if form.endswith(".") and len(form) > 1), key=len, reverse=True)
    return re.compile(
        r"(?P<break>\n[^\S\n]*\n\s*)|(?P<address>\w+://\S+|www\.\S+)"
        r"|(?P<isodate>[0-9]{4}(?P<joint>[-/.])[0-9][0-9](?P=joint)[0-9][0-9]"
        r"(?:[T ][0-9][0-9]:[0-9][0-9](?::[0-9][0-9])?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?)?(?![\w-]))"
        r"|(?P<numericdate>[0-9]{1,2}(?P<mark>[/.-])[0-9]{1,2}(?P=mark)(?:[0-9]{4}|[0-9][0-9])(?![\w/-]))"
        r"|(?P<fourdigittime>[0-2][0-9][0-5][0-9](?=\s+(?:hours|hrs)\b))"
        r"|(?P<clock>[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9])?(?![0-9:]))"
        r"|(?P<bignumber>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9,][0-9]))"
        r"|(?P<decade>[0-9]{2,3}0['’]?s\b)"
        r"|(?P<shortdecade>['’‘]?[0-9]0['’]?s\b)"
        r"|(?P<ordinal>[0-9]{1,3}(?:st|nd|rd|th|d)\b)"
        r"|(?P<shortyear>['’‘][0-9][0-9]\b)"
        r"|(?P<decimal>[0-9]+\.[0-9]+(?!\w|\.[0-9]))"
        r"|(?<!_)(?P<number>[0-9]+(?=[ap]\.?m\b|[^\w]|_|$))"
        r"|(?P<junk>[0-9]\w*)"
        + (f"|(?P<dotted>(?:{'|'.join(dotted)})(?![^\\W\\d_]))" if dotted else "")
        + r"|(?P<word>[^\W\d_]+(?:[0-9]\w*)?)"
        r"|(?P<sign>[^\w\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])"
    )
