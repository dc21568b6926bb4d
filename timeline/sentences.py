"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.rules import Pack

SHORT_LINE = 50
# beyond that it is a table or something without stops: it is cut after a word, so that no quote is endless and no text slow
LONGEST = 2000
CUT = re.compile(r"(?s:.+(?=\s)|.+\W|.+)")
HEADING = re.compile(r"[^\n]{1,80}[^\n\r.!?;:,](?=\r?\n)")
PARAGRAPH = re.compile(r"\n(?=(\r?\n)[^\n])")
SENTENCE_END = re.compile(
    r"[.!?…](?<![.!?…].)[.!?…]*+[\"'’”»)\]]*+(?=\s+[\"'“‘«(\[`]*[^\W\d_a-z]|\s+[\"'“‘«(\[`]*\d|\s*\n|\s*$)"
    r"|\n[^\S\n]*\n\s*+|\n(?=[\"'“‘«(\[]*(?:[0-9]|[^\W\d_a-z]))|。|！|？"
)
NOT_BLANK = re.compile(r"\S")


def headings(text: str) -> list[tuple[int, int]]:
    """Short lines that open a paragraph and are no sentences, as (start, end)."""
    starts = (0, *(found.end(1) for found in PARAGRAPH.finditer(text)))
    return [found.span() for start in starts if (found := HEADING.match(text, start)) is not None]


def split_sentences(text: str, pack: Pack) -> list[tuple[int, int]]:
    """Sentences as (start, end) without outer blanks; a blank line ends one, an abbreviation of the pack does not."""
    found: list[tuple[int, int]] = []
    start = _past_blanks(text, 0)
    for mark in SENTENCE_END.finditer(text):
        if mark[0] == "\n" and not _heads(text, start, mark.start()):
            continue
        if not mark[0].startswith("\n") and _abbreviation(text, mark.start(), pack):
            continue
        found.extend(_pieces(text, start, mark.end()))
        start = _past_blanks(text, mark.end())
    found.extend(_pieces(text, start, len(text)))
    return found


def _past_blanks(text: str, at: int) -> int:
    found = NOT_BLANK.search(text, at)
    return found.start() if found else len(text)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    end = start + len(text[start:end].rstrip())
    while end - start > LONGEST:
        cut = CUT.match(text, start, start + LONGEST)
        assert cut is not None
        yield start, start + len(cut[0].rstrip())
        start = _past_blanks(text, cut.end())
    if start < end:
        yield start, end


def _heads(text: str, start: int, end: int) -> bool:
    """Whether a line by itself, short and the first of its sentence, ends here: a heading or an entry of a list, no wrapped paragraph."""
    if end - start > SHORT_LINE + 1:
        return False
    line = text[start:end].rstrip()
    return 0 < len(line) <= SHORT_LINE and "\n" not in line


def _abbreviation(text: str, dot: int, pack: Pack) -> bool:
    if text[dot] != ".":
        return False
    start = dot
    while start > 0 and dot - start < 12 and (text[start - 1].isalpha() or text[start - 1] == "."):
        start -= 1
    word = text[start:dot]
    return (len(word) == 1 and word.isupper()) or word.lower() in pack.words.get("abbreviations", frozenset())
