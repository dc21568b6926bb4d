"""Document: a text with its tokens, sentences and publication date. Offsets are Python string offsets into the text as given."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from timeline.granules import Granule
from timeline.rules import Pack
from timeline.tokens import BREAK, UNKNOWN

FORM_OF_GROUP = {
    "isodate": "iso-date",
    "numericdate": "numeric-date",
    "fourdigittime": "four-digit-time",
    "clock": "clock",
    "bignumber": "big-number",
    "decade": "decade",
    "shortdecade": "short-decade",
    "ordinal": "ordinal",
    "shortyear": "short-year",
    "decimal": "decimal",
    "dayandmonth": "day-and-month",
    "fiscalyear": "fiscal-code",
}


@dataclass(slots=True)
class Tokens:
    """Token i of the text is `text[starts[i]:ends[i]]` and has the code `codes[i]`."""

    starts: list[int]
    ends: list[int]
    codes: str


@dataclass
class Document:
    """`published` is the granule of its publication date, `inferred` why it was taken when it was not given."""

    text: str
    pack: Pack
    published: Granule | None = None
    inferred: str | None = None

    @cached_property
    def tokens(self) -> Tokens:
        return tokenise(self.text, self.pack)

    def word(self, index: int) -> str:
        """The token as written, or nothing beyond the ends of the text."""
        tokens = self.tokens
        return self.text[tokens.starts[index] : tokens.ends[index]] if 0 <= index < len(tokens.starts) else ""

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return split_sentences(self.text, self.pack)

    @cached_property
    def before_christ(self) -> bool:
        """Whether it mostly tells years before Christ, so that a bare “480” may be one."""
        codes, lexicon = self.tokens.codes, self.pack.lexicon
        eras = {lexicon[word] for word in self.pack.values.get("era-before", ()) if word in lexicon}
        before = sum(codes.count(code) for code in eras)
        return before > codes.count(self.pack.codes["1000-2199"])

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _words(self) -> dict[int, list[str]]:
        return {}

    def sentence_words(self, number: int) -> list[str]:
        """The words of a sentence in small letters, cut at blanks, commas and points; kept, since many dates may ask."""
        if number not in self._words:
            start, end = self.sentences[number]
            self._words[number] = self.text[start:end].lower().replace(",", " ").replace(".", " ").split()
        return self._words[number]

    @cached_property
    def _tenses(self) -> dict[int, tuple[int | None, int | None]]:
        return {}

    def tenses(self, number: int) -> tuple[int | None, int | None]:
        """Where in a sentence the first verb of the present stands, and the first of the past; None where there is none."""
        if number not in self._tenses:
            words, lists = self.sentence_words(number), self.pack.words
            found = [
                next((place for place, word in enumerate(words) if word in lists[name]), None) for name in ("present-verbs", "past-verbs")
            ]
            self._tenses[number] = (found[0], found[1])
        return self._tenses[number]

    @cached_property
    def headings(self) -> list[tuple[int, int]]:
        """Short lines by themselves that are no sentences, as (start, end)."""
        return [found.span() for found in HEADING.finditer(self.text)]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds an offset."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)


def tokenise(text: str, pack: Pack) -> Tokens:
    starts: list[int] = []
    ends: list[int] = []
    codes: list[str] = []
    lexicon, forms, numbers = pack.lexicon, pack.codes, pack.numbers
    for found in pack.token.finditer(text):
        start, end = found.span()
        starts.append(start)
        ends.append(end)
        code = lexicon.get(text[start:end])
        if code is None:
            group = found.lastgroup
            if group == "word" or group == "sign":
                code = UNKNOWN
            elif group == "number":
                code = numbers.get(text[start:end], forms["any"])
            else:
                code = BREAK if group == "break" else forms.get(FORM_OF_GROUP.get(group or "", ""), UNKNOWN)
        codes.append(code)
    return Tokens(starts, ends, "".join(codes))


SHORT_LINE = 50
HEADING = re.compile(r"(?:^|(?<=\n\n))[^\n]{1,80}[^\n.!?;:,](?=\n)")
SENTENCE_END = re.compile(
    r"[.!?…]+[\"'’”»)\]]*(?=\s+[\"'“‘«(\[]*[^\W\d_a-z]|\s+[\"'“‘«(\[]*\d|\s*\n|\s*$)"
    r"|\n[^\S\n]*\n\s*|\n(?=[\"'“‘«(\[]*(?:[0-9]|[^\W\d_a-z]))|。|！|？"
)


def split_sentences(text: str, pack: Pack) -> list[tuple[int, int]]:
    """Sentences as (start, end) without outer blanks; a blank line ends one, an abbreviation of the pack does not."""
    found, start = [], 0
    for mark in SENTENCE_END.finditer(text):
        if mark[0] == "\n" and not _heads(text, start, mark.start()):
            continue
        if not mark[0].startswith("\n") and _abbreviation(text, mark.start(), pack):
            continue
        found.append((start, mark.end()))
        start = mark.end()
    found.append((start, len(text)))
    trimmed = (_trim(text, *each) for each in found)
    return [(first, last) for first, last in trimmed if first < last]


def _heads(text: str, start: int, end: int) -> bool:
    """Whether a line by itself, short and the first of its sentence, ends here: a heading or an entry of a list, no wrapped paragraph."""
    line = text[max(start, end - SHORT_LINE - 1) : end].strip()
    return 0 < len(line) <= SHORT_LINE and "\n" not in line and text[start:end].strip() == line


def _abbreviation(text: str, dot: int, pack: Pack) -> bool:
    if text[dot] != ".":
        return False
    start = dot
    while start > 0 and dot - start < 12 and (text[start - 1].isalpha() or text[start - 1] == "."):
        start -= 1
    word = text[start:dot]
    return (len(word) == 1 and word.isupper()) or word.lower() in pack.words.get("abbreviations", frozenset())


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
