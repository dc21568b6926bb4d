"""find: what is said in a text, where, and by which rule. Not yet a date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from timeline.documents import Document
from timeline.guards import GUARDS
from timeline.rules import Pack, Rule

Groups = dict[str, tuple[int, int]]
END = "\0"
SHARED = ("year", "end-year", "month", "era")


@dataclass(slots=True)
class Expression:
    """One time expression: tokens `first` to `last` (exclusive), read by `rule`, with what its slots hold.

    A slot that reads another rule holds an Expression of its own; `matched` are all the tokens that the rule matched.
    `mate` is what the slots of the other end hold, in a range that was read by the same rule.
    """

    rule: Rule
    first: int
    last: int
    slots: dict[str, Any]
    matched: tuple[int, int]
    shared: tuple[str, ...] = ()
    mate: Mapping[str, Any] | None = None
    is_end: bool = False

    @property
    def value(self) -> str:
        return self.rule.value

    def get(self, name: str) -> Any:
        return self.slots.get(name)


def find(document: Document) -> list[Expression]:
    """Every expression in order, none inside another: the longest reading from the left, the earlier rule among equals."""
    codes, pack = document.tokens.codes + END, document.pack
    opening = pack.opening.search
    found: list[Expression] = []
    at = 0
    while (hit := opening(codes, at)) is not None:
        here = at = hit.start()
        state = pack.automaton.start
        while state.goes_on:
            state = state[codes[here]]
            here += 1
        best = _best(document, codes, at, state.found) if state.found else None
        if best is None:
            at += 1
            continue
        found.extend(best)
        at = max(at + 1, best[-1].last)
    return found


def _best(document: Document, codes: str, at: int, rules: tuple[Rule, ...]) -> list[Expression] | None:
    matches = [(match.end(), rule, match) for rule in rules if (match := rule.regex.match(codes, at)) is not None]
    matches.sort(key=lambda each: -each[0])
    for end, rule, match in matches:
        if end > at and not any(GUARDS[guard](document, at, end) for guard in rule.unless):
            return list(_expressions(document, rule, match))
    return None


def _expressions(document: Document, rule: Rule, match: Any) -> Iterator[Expression]:
    spans = _groups(rule, match)
    if not rule.extents:
        matched = match.span()
        yield Expression(rule, *_without_article(document, rule, *matched), _slots(document, rule, spans), matched)
        return
    extents = [match.span(extent) for extent in rule.extents]
    own = [_slots(document, rule, _inside(spans, extent)) for extent in extents]
    outside = _slots(document, rule, {group: span for group, span in spans.items() if not any(_in(span, each) for each in extents)})
    ends = [_shared(rule, match, extent, index, own, outside) for index, extent in enumerate(extents)]
    for index, end in enumerate(ends):
        end.mate, end.is_end = ends[index - 1].slots, index > 0
    yield from ends


def _groups(rule: Rule, match: Any) -> Groups:
    return {group: match.span(group) for group, _, _ in rule.groups if match.start(group) >= 0}


def spans(document: Document, expression: Expression) -> Groups:
    """The tokens of the rule's groups that lie in the expression: matched again, since few ask."""
    match = expression.rule.regex.fullmatch(document.tokens.codes, *expression.matched)
    taken = _groups(expression.rule, match)
    return _inside(taken, (expression.first, expression.last)) if expression.rule.extents else taken


def _shared(rule: Rule, match: Any, extent: tuple[int, int], index: int, own: list[dict[str, Any]], outside: dict[str, Any]) -> Expression:
    """One end of a range, with the year, month and era that only the other end gives."""
    others = [outside, *(each for number, each in reversed(list(enumerate(own))) if number != index)]
    lent = {name: each[name] for each in reversed(others) for name in SHARED if name in each and name not in own[index]}
    if index == 0 and "year" in lent and _over_new_year(own):
        lent["year"] -= 1
    return Expression(rule, *extent, lent | own[index], match.span(), tuple(lent))


def _over_new_year(own: list[dict[str, Any]]) -> bool:
    """“between 28 December and 4 January 1992”: the year is that of the end."""
    start, end = own[0].get("month"), own[-1].get("month")
    return start is not None and end is not None and start > end


def _in(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _inside(spans: Groups, extent: tuple[int, int]) -> Groups:
    return {group: span for group, span in spans.items() if _in(span, extent)}


def _slots(document: Document, rule: Rule, spans: Groups) -> dict[str, Any]:
    if not spans:
        return {}
    return {name: slot_value(document, reads, *spans[group]) for group, name, reads in rule.groups if group in spans}


def _without_article(document: Document, rule: Rule, first: int, last: int) -> tuple[int, int]:
    """“the” belongs to a date that is the head of its phrase, not to one that only describes the noun after it."""
    if rule.given.get("attributive") and document.word(first).lower() in ("the", "one") and GUARDS["noun-after"](document, first, last):
        return first + 1, last
    return first, last


def slot_value(document: Document, reads: str, first: int, last: int) -> Any:
    """What the tokens of a slot mean: a vocabulary's value, a number, the words themselves, or an Expression."""
    pack = document.pack
    if reads in pack.values:
        return pack.values[reads][document.word(first)]
    if reads in pack.kinds:
        return _nested(document, pack, reads, first, last)
    if reads in pack.phrases:
        return PHRASES[pack.phrases[reads].value](document, first, last)
    return _written(document.word(first))


def _written(word: str) -> int | str:
    bare = word.lstrip("'’‘").replace(",", "")
    return int(bare) if bare.isdigit() and bare.isascii() else word


def _nested(document: Document, pack: Pack, kind: str, first: int, last: int) -> Expression:
    codes = document.tokens.codes
    for rule in pack.kinds[kind]:
        match = rule.regex.fullmatch(codes, first, last)
        if match is not None:
            return next(_expressions(document, rule, match))
    raise AssertionError(f"no rule of kind {kind} reads what its own pattern matched")


# --- phrases: several words, one value -----------------------------------------------------------------------------


def _number(document: Document, first: int, last: int) -> float:
    """“two hundred and forty”, “3,000”, “a dozen”, “21st”: an int, or a float for decimals."""
    total, current = 0.0, 0.0
    for index in range(first, last):
        value, multiplies = _number_word(document, document.word(index))
        if multiplies:
            current = max(current, 1) * value
            total, current = (total + current, 0.0) if value >= 1000 else (total, current)
        elif value is not None:
            current += value
    whole = total + current
    return int(whole) if whole == int(whole) else whole


def _number_word(document: Document, word: str) -> tuple[Any, bool]:
    values = document.pack.values
    if word in values["multiplier"]:
        return values["multiplier"][word], True
    for vocabulary in ("count-word", "tens", "ordinal-word"):
        if word in values[vocabulary]:
            return values[vocabulary][word], False
    if word.lower() in document.pack.words["one-words"]:
        return 1, False
    digits = word.replace(",", "").rstrip("stndrh")
    return (float(digits) if digits.replace(".", "", 1).isdigit() and digits.isascii() else None), False


def _spelled_year(document: Document, first: int, last: int) -> int:
    """“nineteen ninety-six”."""
    values = document.pack.values
    words = [document.word(index) for index in range(first + 1, last)]
    rest = [values[name][word] for word in words for name in ("tens", "count-word") if word in values[name]]
    return int(values["count-word"][document.word(first)] * 100 + sum(rest))


def _words(document: Document, first: int, last: int) -> str:
    return " ".join(document.word(index).lower() for index in range(first, last))


PHRASES = {"number": _number, "spelled-year": _spelled_year, "words": _words}
