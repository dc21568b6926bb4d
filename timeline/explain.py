"""Why a date was read as it was: the tree of rules and words behind it, built on request by reading its sentence again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from timeline.documents import Document
from timeline.expressions import Expression, find, spans
from timeline.rules import languages, load


@dataclass(frozen=True, slots=True)
class Node:
    """`name` is a slot's (or the rule's, at the top), `rule` what read it when a rule did, `value` what the words mean."""

    name: str
    words: str
    rule: str = ""
    value: str = ""
    parts: tuple[Node, ...] = ()


def explain(text: str, start: int, language: str = "en") -> Node | None:
    """The tree of the expression that starts at an offset, or None when none does."""
    if language not in languages():
        return None
    whole = Document(text, load(language))
    first, last = whole.sentences[whole.sentence_at(start)]
    sentence = Document(text[first:last], whole.pack)
    starts = sentence.tokens.starts
    found = (each for each in find(sentence) if starts[each.first] + first == start)
    return next((tree(sentence, each) for each in found), None)


def tree(document: Document, expression: Expression, name: str = "") -> Node:
    words = _words(document, expression.first, expression.last)
    taken = spans(document, expression)
    parts = tuple(_part(document, expression, slot, *taken[group]) for group, slot, _ in expression.rule.groups if group in taken)
    lent = tuple(Node(each, "", value=f"{expression.slots[each]}, from the other end of the range") for each in expression.shared)
    return Node(name or expression.rule.name, words, expression.rule.name, parts=parts + lent)


def _part(document: Document, expression: Expression, slot: str, first: int, last: int) -> Node:
    value = expression.slots[slot]
    if isinstance(value, Expression):
        return tree(document, value, slot)
    return Node(slot, _words(document, first, last), value=str(value))


def _words(document: Document, first: int, last: int) -> str:
    tokens = document.tokens
    return " ".join(document.text[tokens.starts[first] : tokens.ends[last - 1]].split())


def lines(node: Node, depth: int = 0) -> Iterator[str]:
    """The tree as indented lines."""
    quoted = f" “{node.words}”" if node.words else ""
    meaning = f" read by the rule {node.rule}" if node.rule else f" = {node.value}"
    yield f"{'  ' * depth}{node.name}{quoted}{meaning}" if depth else f"read by the rule {node.rule}"
    for part in node.parts:
        yield from lines(part, depth + 1)
