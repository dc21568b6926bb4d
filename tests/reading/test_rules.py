"""The packs: every example and counter-example in them, and the law that the loader holds them to."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from tests.reading.table import bracketed
from timeline import extract
from timeline.errors import BadRule
from timeline.guards import GUARDS
from timeline.resolve import CONSTRUCTORS
from timeline.rules import Rule, compile_pack, languages, load

PUBLISHED = "2023-05-10"
RULES = [(language, rule) for language in languages() for rule in load(language).rules]


def _examples() -> Iterator[object]:
    for language, rule in RULES:
        for sentence, value in rule.examples:
            yield pytest.param(language, rule.name, sentence, value, id=f"{language}-{rule.name}-{sentence}")


def _counter_examples() -> Iterator[object]:
    for language, rule in RULES:
        for sentence in rule.counter_examples:
            yield pytest.param(language, rule.name, sentence, id=f"{language}-{rule.name}-{sentence}")


@pytest.mark.parametrize(("language", "name", "sentence", "value"), list(_examples()))
def test_reads_its_example(language: str, name: str, sentence: str, value: str) -> None:
    """The bracketed words are one expression with the value beside them, read by the rule whose example it is."""
    text, start, end = bracketed(sentence)
    found = [each for each in extract(text, published=PUBLISHED, language=language).timexes if (each.start, each.end) == (start, end)]
    assert [(each.value, each.rule) for each in found] == [(value, name)]


@pytest.mark.parametrize(("language", "name", "sentence"), list(_counter_examples()))
def test_leaves_its_counter_example_alone(language: str, name: str, sentence: str) -> None:
    """A counter-example is one for its own rule; another may well read something in it."""
    assert name not in [each.rule for each in extract(sentence, published=PUBLISHED, language=language).timexes]


@pytest.mark.parametrize(("language", "rule"), RULES, ids=[f"{language}-{rule.name}" for language, rule in RULES])
def test_names_only_what_exists(language: str, rule: Rule) -> None:
    """A constructor or guard that nobody wrote would only be missed when a text reaches the rule."""
    assert rule.value in CONSTRUCTORS
    assert set(rule.unless) <= GUARDS.keys()


def test_there_is_english() -> None:
    assert "en" in languages()


def test_says_which_languages_there_are() -> None:
    with pytest.raises(BadRule, match=r"no rule pack for the language “xx”; there are: .*en"):
        load("xx")


@pytest.mark.parametrize("code", ["../en", "", "EN", "english", "e"])
def test_a_language_is_a_code(code: str) -> None:
    """What comes from an address or a form never reaches into folders."""
    with pytest.raises(BadRule):
        load(code)


# --- the law -------------------------------------------------------------------------------------------------------

WORDS = """
[vocabulary.month]
5 = ["May"]
6 = ["June"]
"""
LAWFUL = """
[[rule]]
name = "month"
pattern = "in? <month>"
value = "calendar"
examples = { "It began in [May]." = "2023-05" }
"""
# what breaks the law: the name that the sentence must give, what it must say, and the pack
BROKEN = {
    "no example": (
        "bare",
        "no example",
        """
        [[rule]]
        name = "bare"
        pattern = "<month>"
        value = "calendar"
        """,
    ),
    "no pattern": (
        "formless",
        "no pattern",
        """
        [[rule]]
        name = "formless"
        value = "calendar"
        examples = { "[May]" = "2023-05" }
        """,
    ),
    "unknown slot": (
        "lost",
        "<moon>",
        """
        [[rule]]
        name = "lost"
        pattern = "<month> <moon>"
        value = "calendar"
        examples = { "[May]" = "2023-05" }
        """,
    ),
    "bracket never closed": (
        "open",
        "never closed",
        """
        [[rule]]
        name = "open"
        pattern = "(in | on <month>"
        value = "calendar"
        examples = { "[May]" = "2023-05" }
        """,
    ),
    "bracket never opened": (
        "shut",
        "nothing opened",
        """
        [[rule]]
        name = "shut"
        pattern = "in ) <month>"
        value = "calendar"
        examples = { "[May]" = "2023-05" }
        """,
    ),
    "question mark after nothing": (
        "unasked",
        "nothing before it",
        """
        [[rule]]
        name = "unasked"
        pattern = "? <month>"
        value = "calendar"
        examples = { "[May]" = "2023-05" }
        """,
    ),
    "slot never closed": (
        "torn",
        "cannot read",
        """
        [[rule]]
        name = "torn"
        pattern = "in <month"
        value = "calendar"
        examples = { "[May]" = "2023-05" }
        """,
    ),
    "two rules of one name": ("month", "two rules", LAWFUL + LAWFUL),
    "kind with the name of a vocabulary": (
        "month",
        "vocabulary",
        """
        [[rule]]
        name = "again"
        kind = "month"
        pattern = "<month>"
        value = "calendar"
        examples = { "[May]" = "2023-05" }
        """,
    ),
    "slots in a circle": (
        "ring",
        "circle",
        """
        [[rule]]
        name = "ring"
        kind = "ring"
        pattern = "in <ring>"
        value = "calendar"
        examples = { "[May]" = "2023-05" }
        """,
    ),
    "word with two meanings": (
        "month",
        "“June” has two meanings",
        """
        [vocabulary.month]
        5 = ["May"]
        6 = ["June"]
        7 = ["June"]
        """,
    ),
}


def test_a_lawful_pack_loads() -> None:
    """Else every case below could be refused for what it has in common with the others."""
    assert [rule.name for rule in compile_pack("xy", [tomllib.loads(WORDS), tomllib.loads(LAWFUL)]).rules] == ["month"]


@pytest.mark.parametrize(("name", "why", "source"), BROKEN.values(), ids=BROKEN)
def test_refuses_what_breaks_the_law(name: str, why: str, source: str) -> None:
    """The sentence names the pack and the rule or vocabulary, and says what is wrong with it."""
    with pytest.raises(BadRule) as refused:
        compile_pack("xy", [tomllib.loads(WORDS), tomllib.loads(source)])
    assert f"Rule pack “xy”, “{name}”" in refused.value.sentence
    assert why in refused.value.sentence
