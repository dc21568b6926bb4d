"""JSON read without mercy: what two programs could read in two ways is refused, in a sentence that says where it is."""

from __future__ import annotations

import json
import math
import re
from pathlib import PurePath
from typing import Any

from timeline.errors import BadFile
from timeline.wording import gettext, noted

LONGEST_NUMBER = 30
DEEP = noted("This JSON is nested too deeply; a timeline needs no more than ten levels.")
# what a JSON escape can say and no text may hold: half a character, and the character that ends strings in C
DOUBTFUL = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")


def is_json(name: str, data: bytes) -> bool:
    """Whether a file is meant as JSON: by its name, or else by how it begins."""
    suffix = PurePath(name).suffix.lower()
    return suffix == ".json" or (suffix != ".txt" and data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"))


def parse(data: bytes) -> Any:
    """Raises BadFile."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadFile(gettext("This is no JSON: byte %(value)s is no UTF-8, which JSON is written in.", value=wrong.start + 1)) from wrong
    try:
        value = DECODER.decode(text)
    except json.JSONDecodeError as wrong:
        raise syntax_error(wrong.lineno, wrong.colno, wrong.msg) from wrong
    except RecursionError as wrong:
        raise BadFile(gettext(DEEP)) from wrong
    check_characters(text, value)
    return value


def syntax_error(line: int, column: int, said: str) -> BadFile:
    return BadFile(
        gettext(
            "This is no JSON: line %(line)s, column %(column)s: %(value)s%(said)s.",
            line=line,
            column=column,
            value=said[:1].lower(),
            said=said[1:],
        )
    )


def check_characters(text: str, value: Any) -> None:
    """`text` is the JSON that `value` was read from."""
    if DOUBTFUL.search(text):
        _refuse_half_characters(value)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadFile(gettext("The key “%(twice)s” stands twice in one object; each may stand once.", twice=twice[:60]), field=twice[:60])
    return made


def _no_constant(word: str) -> Any:
    raise BadFile(gettext("%(word)s is no number in JSON; leave the value out, or write null.", word=word))


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise BadFile(
            gettext(
                "The number %(digits)s... has %(number)s digits; no number here needs more than %(longest_number)s.",
                digits=digits[:12],
                number=len(digits),
                longest_number=LONGEST_NUMBER,
            )
        )
    return int(digits)


def _fraction(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise BadFile(gettext("The number %(digits)s is too large.", digits=digits[:30]))
    return value


DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_whole, parse_float=_fraction)


def _refuse_half_characters(value: Any) -> None:
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, str):
            _check_characters(each)
        elif isinstance(each, dict):
            left += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            left += each


def _check_characters(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as wrong:
        raise BadFile(f"A text holds half a character (\\u{ord(text[wrong.start]):04x}); such a code comes in pairs.") from wrong
    if "\0" in text:
        raise BadFile(gettext("A text holds the character \\u0000, which no text may hold."))
