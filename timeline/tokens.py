"""How a text is cut into tokens: what the forms of numbers are, and the one pattern that finds words, numbers and marks."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from timeline.appearance import INVISIBLE, Appearance

UNKNOWN = "\x01"
BREAK = "\x02"
MOST_CODES = 40_000
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
FOUR_DIGIT_TIME = frozenset({"four-digit-time"})
YEARS = ("1000-2199", "time:1000-2199")
# tokens told by their form, which no vocabulary lists
FORMS = {
    "iso-date": r"[0-9]{4}(?:-[0-9][0-9]-|/[0-9][0-9]/|\.[0-9][0-9]\.)[0-9][0-9]"
    r"(?:[T ][0-9][0-9]:[0-9][0-9](?::[0-9][0-9])?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?)?(?![\w-])",
    "numeric-date": r"[0-9]{1,2}(?:-[0-9]{1,2}-|/[0-9]{1,2}/|\.[0-9]{1,2}\.)(?:[0-9]{4}|[0-9][0-9])(?![\w/-])",
    "day-and-month": r"(?<![0-9/.])(?:0[1-9]|[12][0-9]|3[01])/(?:0[1-9]|1[0-2])(?![\w/-])",
    "clock": r"[0-9]{1,2}[:h][0-9][0-9](?::[0-9][0-9])?(?![0-9]|:[0-9]|,[0-9]{3})",
    "big-number": r"(?<!,[0-9]{3},)[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]++)?(?![0-9,][0-9])",
    "decade": r"[0-9]{2,3}0['’]?s\b",
    "short-decade": r"['’‘]?[0-9]0['’]?s\b",
    "ordinal": r"[0-9]{1,3}(?:st|nd|rd|th|d)\b",
    "short-year": r"['’‘][0-9][0-9]\b",
    "decimal": r"[0-9]++\.[0-9]++(?:(?!\w|\.[0-9])|(?=[ap]\.?m\b))",
    "fiscal-code": r"FY ?['’]?(?:[0-9]{4}|[0-9][0-9])\b",
    "any": r"[0-9]++(?=[ap]\.?m\b|[^\w]|_|$)",
}
FORM = re.compile("|".join(f"(?P<{name.replace('-', '_')}>{form})" for name, form in FORMS.items()))
FIRST_OF_FORM = frozenset("0123456789'’‘")
# a long text is cut in pieces after a word, which no token goes beyond; where there are no words, between marks
PIECE = 20_000
PIECE_END = re.compile(r"(?<=[^\W\d_]) (?=\S)")
BETWEEN_MARKS = re.compile(r"(?<=[^\w\s])(?=[^\w\s])")


@dataclass(slots=True)
class Tokens:
    """Token i of the text is `text[starts[i]:ends[i]]`, reads as `read[froms[i]:tos[i]]` and has the code `codes[i]`."""

    starts: array[int]
    ends: array[int]
    codes: str
    read: str
    froms: array[int]
    tos: array[int]


class Codes(dict[str, str]):
    """The code of every token: of words that the pack knows and of small numbers as they stand, of the rest by their form. Of tokens seen
    first, MOST_CODES are remembered: most texts use the same words."""

    def __init__(self, lexicon: Mapping[str, str], forms: Mapping[str, str]) -> None:
        super().__init__(number_codes(forms) | dict(lexicon))
        self.forms = forms

    def __missing__(self, token: str) -> str:
        code = self._of_form(token)
        if len(self) < MOST_CODES:
            self[token] = code
        return code

    def _of_form(self, token: str) -> str:
        if token[0] not in FIRST_OF_FORM and not token.startswith("FY"):
            return BREAK if token[0] == "\n" else UNKNOWN
        form = FORM.fullmatch(token)
        return self.forms[str(form.lastgroup).replace("_", "-")] if form else UNKNOWN


def tokenise(text: str, pattern: re.Pattern[str], codes: Codes) -> Tokens:
    seen = Appearance(text)
    froms, tos, found = array("I"), array("I"), []
    for at, piece in _pieces(seen.text):
        parts = pattern.split(piece)
        edges = list(accumulate(map(len, parts), initial=at))
        froms.extend(edges[1:-1:2])
        tos.extend(edges[2::2])
        found.append("".join(map(codes.__getitem__, parts[1::2])))
    return Tokens(seen.starts(froms), seen.ends(tos), "".join(found), seen.text, froms, tos)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    while at < len(text):
        end = PIECE_END.search(text, at + PIECE, at + 2 * PIECE) or BETWEEN_MARKS.search(text, at + 2 * PIECE)
        following = end.start() if end else len(text)
        yield at, text[at:following]
        at = following


def number_codes(codes: Mapping[str, str]) -> dict[str, str]:
    """The code of every number of up to four digits."""
    known = {f"0{number}": codes["zero-led"] for number in range(10)}
    for low, high, _ in SHAPES:
        for number in range(low, high + 1):
            known[str(number)] = codes[f"two:{low}-{high}" if 10 <= number <= 99 else f"{low}-{high}"]
    for number in range(2400):
        if number % 100 < 60:
            known[f"{number:04d}"] = codes[YEARS[1] if 1000 <= number <= 2199 else "time"]
    return known


def token_pattern(lexicon: Mapping[str, str]) -> re.Pattern[str]:
    """Splits a text at its tokens: words, the commonest first; numbers by their form; abbreviations with their points; single marks.
    A blank, which begins none, is passed over at once."""
    dotted = sorted((re.escape(form) for form in lexicon if form.endswith(".") and len(form) > 1), key=len, reverse=True)
    slashed = [re.escape(form) for form in lexicon if "/" in form and len(form) > 1]
    return re.compile(
        rf"((?![^\S\n])(?:(?<!\w){FORMS['fiscal-code']}|[^\W\d_]++(?![\w.:])|\n[^\S\n]*+\n\s*+|(?<!\w)(?:\w++://|www\.)\S++|"
        + (f"(?<![0-9/])(?:{'|'.join(slashed)})(?![\\w/])|" if slashed else "")
        + "|".join(FORMS.values())
        + r"|_?[0-9]\w*+"
        + (f"|(?:{'|'.join(dotted)})(?![^\\W\\d_])" if dotted else "")
        + rf"|[^\W\d_]++(?:[0-9]\w*+)?|[^\w\s{INVISIBLE}]))"
    )
