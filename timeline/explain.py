"""Why a date was read as it was: the rules and words behind it, built on request by reading its sentence again.

The page of an event and `timeline read --format tree` show the same nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from timeline.conflict_dates import Named, wars
from timeline.conflicts import conflicts
from timeline.dates import EventDate
from timeline.documents import Document
from timeline.expressions import Expression, find, spans
from timeline.rules import Pack, languages, load
from timeline.wording import gettext, noted

# the last of an EventDate's rules: what the words round its expressions make of them
JOINTS = {
    "since": noted("from then on, no end known"),
    "after": noted("after it, no end known"),
    "until": noted("up to then, no beginning known"),
    "during": noted("at some time within it"),
    "throughout": noted("all of it"),
    "point": noted("then"),
    "between": noted("between them"),
    "from": noted("from then"),
    "range": noted("one stretch, from the first to the last"),
    "one": noted("one of them"),
    "all": noted("all of them"),
    "shift": noted("counted from it"),
}
PARTS = {
    "whole": noted("the whole of it"),
    "start": noted("when it began"),
    "end": noted("when it ended"),
    "eve": noted("the year before it"),
    "early": noted("its first third"),
    "middle": noted("its second third"),
    "late": noted("its last third"),
    "first": noted("counted from its beginning"),
    "nth": noted("counted from its beginning"),
    "last": noted("counted back from its end"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """`words` as written; `name` is what they are (a slot of a rule, such as month), `value` what they mean, `rule` what read them."""

    name: str
    words: str
    rule: str = ""
    value: str = ""
    parts: tuple[Node, ...] = ()

    @property
    def meaning(self) -> str:
        """`month: September`, `year`, or nothing where the words stand for themselves."""
        same = self.value.casefold() in ("", self.words.casefold())
        return ": ".join(filter(None, (self.name, "" if same else self.value)))


def trees(text: str, language: str = "en") -> dict[int, Node]:
    """The tree of every expression in a text, by the offset where it starts."""
    if language not in languages():
        return {}
    document = Document(text, load(language))
    return {document.tokens.starts[each.first]: tree(document, each) for each in find(document)}


def chain(date: EventDate, quote: str = "", language: str = "en") -> tuple[Node, ...]:
    """What each part of a date's words says: its expressions, the words that put them together, the wars it names. `quote` is the
    sentence it stands in; the words by themselves are read where they are not in it, as those that a person typed."""
    unread = _unread(date, language)
    if unread is not None:
        return unread
    found = _place(date.text, quote)
    document = Document(quote if found else date.text, load(language))
    start, end = found or (0, len(document.text))
    told = sorted(_told(document, start, end, date), key=lambda each: each[:2])
    return tuple(_with_rest(document, start, end, told, date))


def _unread(date: EventDate, language: str) -> tuple[Node, ...] | None:
    """The node of a date that none of our rules read; None where one did."""
    if date.text.strip() == date.edtf:
        return (Node("EDTF", date.text),)
    if date.rules == ("dateparser",):
        return (Node("", date.text, "dateparser"),)
    if not date.rules or language not in languages():
        return (Node("", date.text, value=gettext("given with the date, not read here")),) if date.text.strip() else ()
    return None


def _place(said: str, quote: str) -> tuple[int, int] | None:
    """Where the words of a date stand in its quote, whatever its blanks."""
    words = r"\s+".join(map(re.escape, said.split()))
    found = re.search(rf"(?<!\w){words}(?!\w)", quote, re.IGNORECASE) if words else None
    return found.span() if found else None


def _told(document: Document, start: int, end: int, date: EventDate) -> Iterator[tuple[int, int, Node]]:
    tokens = document.tokens
    named = [each for each in _wars(document, date) if start <= each.start and each.end <= end]
    for war in named:
        yield war.start, war.end, _war(war)
    for each in find(document):
        first, last = tokens.starts[each.first], tokens.ends[each.last - 1]
        if start <= first and last <= end and not any(war.start < last and first < war.end for war in named):
            yield first, last, tree(document, each)


def _wars(document: Document, date: EventDate) -> Iterator[Named]:
    """The wars that a date was counted from: what else the text named, or when it was published, ruled the others out."""
    taken = {each.value for each in date.assumed if each.part == "conflict"}
    known = {conflict for every in conflicts().values() for conflict in every if conflict.told() in taken} if taken else set()
    for war in wars(document, known):
        readings = tuple(each for each in war.readings if each in known)
        if readings:
            yield replace(war, readings=readings)


def _war(war: Named) -> Node:
    told = [f"{each.names[0]}, {each.spoken()}" for each in war.readings]
    several = tuple(Node(gettext("war"), "", value=each) for each in told)
    name = (
        Node(gettext("war"), war.name, value=told[0]) if len(told) == 1 else Node(gettext("one of several wars"), war.name, parts=several)
    )
    if not war.part.words:
        return replace(name, words=war.words, rule="conflict")
    return Node("", war.words, "conflict", parts=(Node("", war.part.words, value=gettext(PARTS[war.part.kind])), name))


def _with_rest(document: Document, start: int, end: int, told: list[tuple[int, int, Node]], date: EventDate) -> Iterator[Node]:
    """The nodes in order, with the words before, between and after them that say how they go together."""
    role = next((each for each in reversed(date.rules) if each in JOINTS), "")
    said = False
    for first, last, node in told:
        joint = " ".join(document.text[start:first].split()).strip(",")
        if joint:
            yield Node("", joint, value="" if said else gettext(JOINTS.get(role, "")))
            said = True
        yield node
        start = max(start, last)
    rest = " ".join(document.text[start:end].split())
    if rest:
        yield Node("", rest, value="" if said or not told else gettext(JOINTS.get(role, "")))


# --- one expression ------------------------------------------------------------------------------------------------


def tree(document: Document, expression: Expression, name: str = "") -> Node:
    words = _words(document, expression.first, expression.last)
    taken = spans(document, expression)
    parts = tuple(
        _part(document, expression, slot, reads, *taken[group])
        for group, slot, reads in expression.rule.groups
        if group in taken and any(map(str.isalnum, _words(document, *taken[group])))
    )
    return Node(_named(name), words, expression.rule.name, parts=parts + _lent(document.pack, expression))


def _part(document: Document, expression: Expression, slot: str, reads: str, first: int, last: int) -> Node:
    value = expression.slots[slot]
    if isinstance(value, Expression):
        return tree(document, value, slot)
    return Node(_named(slot), _words(document, first, last), value=in_words(document.pack, reads, value))


def _lent(pack: Pack, expression: Expression) -> tuple[Node, ...]:
    """What only the other end of a range says."""
    return tuple(
        Node(
            _named(each),
            "",
            value=gettext("%(value)s, from the other end of the range", value=in_words(pack, each, expression.slots[each])),
        )
        for each in expression.shared
    )


def in_words(pack: Pack, reads: str, value: Any) -> str:
    """What a slot holds as a word: the pack's first word for a month or a code; numbers stay numbers."""
    forms = [form for form, each in pack.values.get(reads, {}).items() if each == value]
    if not forms or (isinstance(value, str) and value.islower()):
        return _spaced(str(value))
    counts = {"count-word", "tens", "multiplier", "ordinal-word"}
    return str(value) if reads in counts or value in (form for form in forms if form.isdigit()) else forms[0]


def _named(slot: str) -> str:
    """Translators are given the names of all slots of the packs (checks/words.py)."""
    return gettext(_spaced(slot))


def _spaced(name: str) -> str:
    return name.replace("-", " ")


def _words(document: Document, first: int, last: int) -> str:
    tokens = document.tokens
    return " ".join(document.text[tokens.starts[first] : tokens.ends[last - 1]].split())


def lines(node: Node, depth: int = 0) -> Iterator[str]:
    """A node and its parts as indented lines: `“Sept.” month: September`."""
    quoted = f"“{node.words}”" if node.words else ""
    rule = gettext("read by the rule %(rule)s", rule=node.rule) if node.rule else ""
    yield "  " * depth + "  ".join(filter(None, (quoted, node.meaning, rule)))
    for part in node.parts:
        yield from lines(part, depth + 1)
