"""The small language in which rules say what they read, and its translation to regular expressions over token codes.

    the? <day> of? <month> (, | of)? <year>        words and marks as themselves, <slots>, groups, | and ?
    [<day>] - [<day> <month>]                      brackets: each is a time expression of its own
    <first:day> - <last:day> <month>               the same slot twice, told apart by a name

There is no repetition, so every pattern has a longest match and none can run away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

PIECE = re.compile(r"\s*(?:<(?:([\w-]+):)?([\w-]+)>|([()|?\[\]])|([^\s<>()|?\[\]]+))")


@dataclass(slots=True)
class Slot:
    name: str
    reads: str


@dataclass(slots=True)
class Literal:
    word: str


@dataclass(slots=True)
class Sequence:
    parts: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Choice:
    options: list[Sequence]


@dataclass(slots=True)
class Maybe:
    part: Node


@dataclass(slots=True)
class Extent:
    part: Node


Node = Slot | Literal | Sequence | Choice | Maybe | Extent


def parse(pattern: str) -> Choice:
    """The pattern as a tree. Raises ValueError saying what is wrong with it."""
    pieces = list(_pieces(pattern))
    tree, rest = _choice(pieces, 0)
    if rest != len(pieces):
        raise ValueError(f"a {pieces[rest]!r} that nothing opened")
    return tree


def _pieces(pattern: str) -> Iterator[Slot | Literal | str]:
    at = 0
    pattern = pattern.rstrip()
    while at < len(pattern):
        found = PIECE.match(pattern, at)
        if found is None:
            raise ValueError(f"cannot read {pattern[at:]!r}")
        name, reads, mark, word = found.groups()
        yield Slot(name or reads, reads) if reads else mark or Literal(word)
        at = found.end()


def _choice(pieces: list[Slot | Literal | str], at: int) -> tuple[Choice, int]:
    options = [Sequence()]
    while at < len(pieces) and pieces[at] not in (")", "]"):
        piece = pieces[at]
        at += 1
        if piece == "|":
            options.append(Sequence())
        elif piece == "?":
            options[-1].parts.append(Maybe(_last(options[-1])))
        elif isinstance(piece, str):
            inside, at = _choice(pieces, at)
            if at >= len(pieces):
                raise ValueError(f"a {piece!r} that is never closed")
            options[-1].parts.append(Extent(inside) if piece == "[" else inside)
            at += 1
        else:
            options[-1].parts.append(piece)
    return Choice(options), at


def _last(sequence: Sequence) -> Node:
    if not sequence.parts:
        raise ValueError("a '?' with nothing before it")
    return sequence.parts.pop()


def walk(node: Node) -> Iterator[Node]:
    yield node
    children: list[Node] = []
    match node:
        case Sequence(parts):
            children = parts
        case Choice(options):
            children = list(options)
        case Maybe(part) | Extent(part):
            children = [part]
    for child in children:
        yield from walk(child)


def slots(tree: Node) -> list[Slot]:
    return [node for node in walk(tree) if isinstance(node, Slot)]


def literals(tree: Node) -> set[str]:
    return {node.word for node in walk(tree) if isinstance(node, Literal)}
