"""The modules of the browser say nothing that cannot be translated: words in them stand inside `_()` or `ngettext()`.

What counts as words: what begins with a capital and a small letter, and, where a line shows or says something, whatever has two words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Comment, Punctuation, String, Whitespace

from timeline.resources import folder

MODULES = sorted(folder("static").joinpath("js").rglob("*.js"))
# keys, what the browser itself calls things, and the months as English writes them: other languages have theirs from Intl
NAMES = re.compile(
    r"(?:Arrow|Page)\w+|Home|End|Enter|Escape|Esc|Tab|Space|Shift|Control|Abort(?:Error)?|Accept|X-CSRF-Token|Content-Type|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)
CAPITAL = re.compile(r"^[“(]?[A-Z][a-z]+(?:[ ,.:…-]|$)")
TWO_WORDS = re.compile(r"(?<![#.\w$-])[a-z]{2,} [a-z]{2,}|(?<!\w)[a-z]{2,} \$\{|\} [a-z]{2,}")
SHOWN = re.compile(r"textContent|innerText|announce\(|\bsay\(|aria-label|aria-valuetext|placeholder|\.title\b|\btext:")
CALLED = {"_", "ngettext"}


class Token(NamedTuple):
    kind: Any
    value: str
    line: int


def tokens(source: str) -> Iterator[Token]:
    """Without blanks and comments; a template with all that it holds is one string."""
    template, line = "", 1
    for kind, value in JavascriptLexer(ensurenl=False, stripnl=False).get_tokens(source):
        ends = template and kind is String.Backtick and value == "`"
        if template or (kind is String.Backtick and value == "`"):
            template += value
        elif kind not in Whitespace and kind not in Comment:
            yield Token(kind, value, line)
        if ends:
            yield Token(String, template, line)
            template = ""
        line += value.count("\n")


def strings(source: str) -> Iterator[tuple[int, str]]:
    """Each string that stands in no call of `_` or `ngettext`, with its line."""
    calls: list[bool] = []
    name = before = Token(Punctuation, ";", 0)
    for token in tokens(source):
        if token.kind in Punctuation and token.value in ("(", "{", "["):
            # values in braces are no messages: _("{name} left", { name: "..." })
            calls.append(token.value == "(" and before.value in CALLED)
        elif token.kind in Punctuation and token.value in (")", "}", "]") and calls:
            calls.pop()
        elif token.kind in String and name.value != "className" and not (calls and calls[-1]):
            yield token.line, token.value[1:-1]
        name, before = before, token


def left_out(source: str) -> list[str]:
    lines = source.splitlines()
    return [text for line, text in strings(source) if is_words(text, lines[line - 1])]


def is_words(text: str, line: str) -> bool:
    if NAMES.fullmatch(text):
        return False
    return bool(CAPITAL.match(text) or (SHOWN.search(line) and TWO_WORDS.search(text)))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_words_in_a_module_can_be_translated(path: Path) -> None:
    assert left_out(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('button.textContent = _("Try now");', []),
        ('button.textContent = "Try now";', ["Try now"]),
        ('announce(ngettext("{number} event", "{number} events", count));', []),
        ("announce(`${count} events left`);", ["${count} events left"]),
        ('say(_("Gone: {what}", { what: "the whole event" }));', ["the whole event"]),
        ('own("a", { className: "button primary", textContent: _("Keep") });', []),
        ('if (event.key === "Enter") open();', []),
    ],
)
def test_the_finder_finds(source: str, found: list[str]) -> None:
    assert left_out(source) == found
