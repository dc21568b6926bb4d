"""The modules of the browser say nothing that cannot be translated: words in them stand inside `_()` or `ngettext()`.

What counts as words: what begins with a capital and a small letter, and, where a line shows or says something, whatever has two words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.jslexer import Token, tokenize

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


def strings(source: str) -> Iterator[tuple[int, str]]:
    """Each string that stands in no call of `_` or `ngettext`, with its line."""
    tokens = [each for each in tokenize(source, jsx=False) if each.type not in ("linecomment", "multilinecomment")]
    calls: list[bool] = []
    start = Token("operator", ";", 0)
    for name, before, token in zip([start, start, *tokens], [start, *tokens], tokens, strict=False):
        if token.type == "operator" and token.value in ("(", "{", "["):
            # values in braces are no messages: _("{name} left", { name: "..." })
            calls.append(token.value == "(" and before.value in CALLED)
        elif token.type == "operator" and token.value in (")", "}", "]") and calls:
            calls.pop()
        elif token.type in ("string", "template_string") and name.value != "className" and not (calls and calls[-1]):
            yield token.lineno, token.value[1:-1]


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
