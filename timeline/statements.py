"""When a statement holds: the dated expressions of a passage, put together with the words around them.

“since 1993” is open, “2011-2020” and “from May to June” are one stretch each, “before the 1991 referendum” ends with the year, “after
the Second World War” starts where the war ended. What comes out is an EventDate and the expressions it was made of.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, islice
from typing import Any

from timeline.anchors import Resolved
from timeline.conflict_dates import Named, between, duration_before, shifted, war_date, wars
from timeline.dates import EventDate, happened, lasted, one_of, since
from timeline.documents import Document
from timeline.errors import BadDate
from timeline.granules import DAY_SECONDS, Granule, Unit
from timeline.notation import Span, edtf_text, span
from timeline.resolve import written
from timeline.surroundings import is_word, listed, noun_after

REACH = 9
LONGEST_LIST = 12
NEGATION_REACH = 6
LONGEST_JOINT = 6
PLAIN_ENDS = (Unit.DAY, Unit.MONTH, Unit.YEAR)
BOTH_ENDS = (*PLAIN_ENDS, Unit.DECADE, Unit.CENTURY)
LONGEST_NOUN = 4


@dataclass(frozen=True, slots=True)
class Statement:
    """A date with the stretch of text that says it, signal words included. `marks` are the expressions alone.

    `main` is False for a date that only describes a noun (“the 2020 war”), `signal` the role of the word before it.
    """

    date: EventDate
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]
    signal: str = ""
    main: bool = True


def statements(document: Document, found: Iterable[Resolved], *, strict: bool = False) -> list[Statement]:
    """One for each expression, pair or list of expressions that dates something, and for each conflict that serves as an anchor.

    `strict` raises BadDate for a stretch that ends before it starts; else its ends are two statements. No more of `found` is asked for
    than what can be one list.
    """
    dated = filter(_dates, found)
    ahead = list(islice(dated, LONGEST_LIST))
    made: list[Statement] = []
    while ahead:
        size, statement = _longest(document, ahead, strict)
        made.append(statement)
        ahead[:size] = []
        ahead.extend(islice(dated, size))
    made.sort(key=lambda each: each.start)
    return _with_wars(document, made)


def _longest(document: Document, ahead: Sequence[Resolved], strict: bool) -> tuple[int, Statement]:
    """The statement that begins with the first of these expressions, and how many of them it takes."""
    size = _list_length(document, ahead)
    if size > 2 and (several := _several(document, ahead[:size])) is not None:
        return size, several
    pair = _pair(document, ahead[0], ahead[1], strict) if len(ahead) > 1 else None
    return (2, pair) if pair is not None else (1, _single(document, ahead[0]))


def _list_length(document: Document, ahead: Sequence[Resolved]) -> int:
    """How many expressions stand in one list: commas between them and “and” before the last."""
    for size in range(1, len(ahead)):
        if ahead[size].expression.first - ahead[size - 1].expression.last > LONGEST_JOINT:
            break
        between = _between(document, ahead[size - 1], ahead[size])
        if between in (["and"], [",", "and"]):
            return size + 1
        if between != [","]:
            break
    return 1


def _several(document: Document, listed_dates: Sequence[Resolved]) -> Statement | None:
    """“in 1992, 1993 and 1994”: all of them."""
    first, last = listed_dates[0], listed_dates[-1]
    units = {each.granule.unit for each in listed_dates if each.granule is not None and not each.alternatives}
    if len(units) != 1 or any(each.granule is None or each.alternatives for each in listed_dates):
        return None
    text = " ".join(document.text[first.start : last.end].split())
    readings = [event_date(each, text) for each in listed_dates]
    rules = tuple(dict.fromkeys([*(each.expression.rule.name for each in listed_dates), "all"]))
    whole = one_of(text, readings, assumed=tuple(dict.fromkeys(one for each in listed_dates for one in each.assumed)), rules=rules)
    date = replace(whole, edtf="{" + whole.edtf[1:-1] + "}", alternatives=())
    marks = tuple((each.start, each.end) for each in listed_dates)
    return Statement(date, first.start, last.end, marks, "all", _adverbial(document, last))


def _between(document: Document, first: Resolved, last: Resolved) -> list[str]:
    """The words between two expressions, without articles and prepositions."""
    words = (document.word(at).lower() for at in range(first.expression.last, last.expression.first))
    return [word for word in words if word not in document.pack.words["signal-skipped"]]


def _dates(resolved: Resolved) -> bool:
    return resolved.granule is not None or resolved.bounds is not None or resolved.window is not None


# --- one expression ------------------------------------------------------------------------------------------------


def _single(document: Document, resolved: Resolved) -> Statement:
    signal, first = signal_before(document, resolved.expression.first)
    start, end = document.tokens.starts[first], resolved.end
    onward = _onward(document, resolved)
    if signal == "since" and not onward and listed(document, "origins", document.word(first)) and not opens_clause(document, first):
        signal, start = "", resolved.start
    if signal == "since" and onward:
        end = document.tokens.ends[resolved.expression.last + onward - 1]
    if signal and listed(document, "articles", document.word(resolved.expression.first - 1)):
        end = max(end, _noun_end(document, resolved))
    text = " ".join(document.text[start:end].split())
    date = _with_signal(document, resolved, signal, text)
    return Statement(date, start, end, ((resolved.start, resolved.end),), signal, bool(signal) or _adverbial(document, resolved))


def _onward(document: Document, resolved: Resolved) -> int:
    """How many words after it say that a stretch goes on: “from 1994 onwards”, “from 2014 to now”."""
    words = [document.word(resolved.expression.last + place).lower() for place in range(3)]
    said = (length for length in (3, 2) if " ".join(words[:length]) in document.pack.words["up-to-now"])
    return next(said, int(words[0] in document.pack.words["signal-onward"]))


def opens_clause(document: Document, index: int) -> bool:
    """“From the late 1990s, ...” is an open stretch; “a report from 1994” names an origin."""
    return not is_word(document.word(index - 1))


def _noun_end(document: Document, resolved: Resolved) -> int:
    """Where the noun ends that a date describes: “after the 2020 Karabakh war”."""
    index, last = resolved.expression.last, resolved.expression.last + LONGEST_NOUN
    while index < last and is_word(document.word(index)) and noun_after(document, index - 1, index):
        index += 1
    return document.tokens.ends[index - 1] if resolved.expression.last < index < last else resolved.end


def _adverbial(document: Document, resolved: Resolved) -> bool:
    """Whether it dates its clause, rather than the noun that follows, the report of it, or something told by the way."""
    before = [document.word(resolved.expression.first - place) for place in (1, 2)]
    if resolved.aside or any(listed(document, "report-words", word) for word in before):
        return False
    return not noun_after(document, resolved.expression.first, resolved.expression.last) or resolved.window is not None


def _with_signal(document: Document, resolved: Resolved, signal: str, text: str) -> EventDate:
    bare = event_date(resolved, text)
    more: dict[str, Any] = {
        "assumed": bare.assumed,
        "alternatives": (),
        "rules": _named(*bare.rules, signal),
        "approximate": bare.approximate,
    }
    if signal == "since" and resolved.granule is not None and not resolved.alternatives:
        vouched = (
            span(document.published) if document.published and not document.inferred and _still_holds(document, resolved.start) else None
        )
        more["edtf"] = f"{edtf_bound(resolved, end=False)}/.."
        return since(text, resolved.granule, _usable(vouched, resolved.granule), start=resolved.bounds, **more)
    if signal == "after":
        return EventDate(text, f"{edtf_bound(resolved, end=False)}/..", bare.earliest, None, precision=bare.precision, **more)
    if signal == "until":
        return EventDate(text, f"../{edtf_bound(resolved, end=True)}", None, bare.latest, precision=bare.precision, **more)
    return bare.throughout() if signal == "throughout" and not bare.alternatives else bare


@lru_cache(maxsize=1024)
def _named(*rules: str) -> tuple[str, ...]:
    """The names of rules, kept once for all dates that they read."""
    return rules


def _usable(vouched: Span | None, first: Granule) -> Span | None:
    return vouched if vouched is not None and vouched.start is not None and vouched.start >= first.end else None


def _still_holds(document: Document, at: int) -> bool:
    """“has been closed since 1993”: only a clause in the present says that it still is so."""
    present, past = document.tenses(document.sentence_at(at))
    return present is not None and (past is None or present < past)


def event_date(resolved: Resolved, text: str) -> EventDate:
    """The date of one expression without any signal."""
    bounds, edtf = written(resolved)
    assumed, rules = tuple(resolved.assumed), _named(resolved.expression.rule.name)
    if resolved.alternatives:
        readings = [happened(text, each, assumed=assumed, rules=rules) for each in resolved.alternatives]
        return one_of(text, readings, assumed=assumed, rules=rules)
    if resolved.window is not None:
        first, last = resolved.window
        return lasted(text, span(first), span(last), edtf=edtf, precision=first.unit.word, assumed=assumed, rules=rules)
    more: dict[str, Any] = {"edtf": edtf, "assumed": assumed, "rules": rules, "zone": resolved.zone}
    more |= {"approximate": resolved.approximate, "uncertain": resolved.doubtful}
    if resolved.granule is not None:
        return happened(text, resolved.granule, resolved.bounds, **more)
    return EventDate(text, earliest=bounds.earliest, latest=bounds.latest, precision=resolved.precision or "day", **more)


def edtf_bound(resolved: Resolved, *, end: bool, other_open: bool = True) -> str:
    """An expression as one end of an EDTF interval, where a season or a part of a month has to be written by its years, months or days,
    and a decade too when the other end is open."""
    bounds, edtf = written(resolved)
    whole = resolved.granule is not None and (resolved.bounds is None or resolved.approximate)
    if whole and edtf and resolved.granule is not None and resolved.granule.unit in (PLAIN_ENDS if other_open else BOTH_ENDS):
        return edtf
    at = bounds.end if end else bounds.start
    if at is None:
        return ".."
    return edtf_text(_coarsest(Granule(Unit.DAY, (at - end) // DAY_SECONDS), resolved.granule, end))


def _coarsest(day: Granule, granule: Granule | None, end: bool) -> Granule:
    """The year or month that begins (or ends) with the day, where the expression itself was coarser than that; else the day."""
    for unit in (Unit.YEAR, Unit.MONTH):
        wider = day.to(unit)
        edge = wider.last_day if end else wider.first_day
        if edge == day.index and granule is not None and granule.unit > unit:
            return wider
    return day


# --- signals -------------------------------------------------------------------------------------------------------


def signal_before(document: Document, first: int) -> tuple[str, int]:
    """The role of the signal word before a token, and the token where the signal starts; no role and `first` when there is none."""
    words, signals = document.pack.words, document.pack.signals
    near = True
    for index in range(first, max(-1, first - REACH), -1):
        word = document.word(index - 1)
        small = word.lower()
        if small in signals:
            role, start = _signal_ending(document, index)
            if role and (near or " ".join(map(document.word, range(start, index))).lower() not in words["signal-near"]):
                return role, start
        if not word or not (word[0].isalpha() or word in "-–’'") or small in words["signal-stops"]:
            break
        near = near and (word in "-–" or small in words["signal-skipped"])
    return "", first


def _signal_ending(document: Document, index: int) -> tuple[str, int]:
    """The role and first token of the signal whose last word is the token before `index`. What did not happen until a date
    happened then."""
    for words, role in document.pack.signals.get(document.word(index - 1).lower(), ()):
        start = index - len(words)
        if start >= 0 and all(document.word(start + place).lower() == word for place, word in enumerate(words)):
            denied = listed(document, "denied-until", words[-1]) and any(
                listed(document, "negations", document.word(start - place)) for place in range(1, NEGATION_REACH)
            )
            return ("point", start) if denied else (role, start)
    return "", index


# --- two expressions -----------------------------------------------------------------------------------------------


def _pair(document: Document, first: Resolved, last: Resolved, strict: bool) -> Statement | None:
    """One stretch or one list out of two neighbours, or None when they have nothing to do with each other."""
    if last.expression.first - first.expression.last > 4:
        return None
    signal, start = signal_before(document, first.expression.first)
    joint = _joint(document, _between(document, first, last), signal)
    if joint is None:
        return None
    begin = document.tokens.starts[start] if signal in ("since", "between", "from") else first.start
    text = " ".join(document.text[begin : last.end].split())
    date = _stretch(text, first, last, strict) if joint == "range" else _list(text, first, last, joint)
    marks = ((first.start, first.end), (last.start, last.end))
    return None if date is None else Statement(date, begin, last.end, marks, joint, _adverbial(document, last) or bool(signal))


def _joint(document: Document, between: list[str], signal: str) -> str | None:
    words = document.pack.words
    if " ".join(between) in words["signal-range"] or (len(between) == 1 and between[0] in "-–—‑−/"):
        return "range"
    if between == ["and"]:
        return "range" if signal == "between" else "all"
    return "one" if between == ["or"] else None


def _stretch(text: str, first: Resolved, last: Resolved, strict: bool) -> EventDate | None:
    if first.window or last.window or first.alternatives or last.alternatives:
        return None
    start, _ = written(first)
    end, _ = written(last)
    units = [each.granule.unit for each in (first, last) if each.granule is not None]
    more: dict[str, Any] = {"precision": max(units).word if units else "century", "approximate": first.approximate or last.approximate}
    edtf = f"{edtf_bound(first, end=False, other_open=False)}/{edtf_bound(last, end=True, other_open=False)}"
    assumed = tuple(dict.fromkeys([*first.assumed, *last.assumed]))
    try:
        return lasted(text, start, end, edtf=edtf, assumed=assumed, rules=_rules(first, last, "range"), **more)
    except BadDate:
        if strict:
            raise
        return None


def _list(text: str, first: Resolved, last: Resolved, joint: str) -> EventDate | None:
    """“in 1992 and 1993”, “on 8 or 9 November”: only where both are written at the same precision."""
    if first.granule is None or last.granule is None or first.granule.unit != last.granule.unit or first.alternatives or last.alternatives:
        return None
    readings = [event_date(each, text) for each in (first, last)]
    if joint == "all" and first.expression.mate is None and first.granule.unit < Unit.MONTH:
        return None
    whole = one_of(text, readings, assumed=tuple(dict.fromkeys([*first.assumed, *last.assumed])), rules=_rules(first, last, joint))
    if joint == "one":
        return whole
    return replace(whole, edtf="{" + whole.edtf[1:-1] + "}", alternatives=())


def _rules(first: Resolved, last: Resolved, joint: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([first.expression.rule.name, last.expression.rule.name, joint]))


# --- conflicts -----------------------------------------------------------------------------------------------------


def _with_wars(document: Document, made: Sequence[Statement]) -> list[Statement]:
    """The statements with those that named wars give. One that lies within the words for a war is part of these, such as the year in its
    name; one that only meets them stands. Both come in order."""
    found = sorted(_anchored_in_wars(document), key=lambda each: each.start)
    within = _Spans(found)
    outside = [each for each in made if not within.holds(each.marks[0][0], each.end)]
    around = _Spans(outside)
    return sorted([*outside, *(war for war in found if not around.meets(war.start, war.end))], key=lambda each: each.start)


class _Spans:
    """Statements in order of their starts, to be asked in the logarithm of their number."""

    def __init__(self, made: Sequence[Statement]) -> None:
        self.starts = [each.start for each in made]
        self.reach = list(accumulate((each.end for each in made), max))

    def holds(self, start: int, end: int) -> bool:
        """Whether one of them begins no later and reaches at least as far."""
        before = bisect_right(self.starts, start)
        return before > 0 and self.reach[before - 1] >= end

    def meets(self, start: int, end: int) -> bool:
        before = bisect_left(self.starts, end)
        return before > 0 and self.reach[before - 1] > start


def _anchored_in_wars(document: Document) -> Iterator[Statement]:
    ahead = [(war, *signal_before(document, war.part.first)) for war in wars(document)]
    index = 0
    while index < len(ahead):
        war, signal, start = ahead[index]
        pair = _war_pair(document, war, ahead[index + 1][0], signal, start) if index + 1 < len(ahead) else None
        index += 1 if pair is None else 2
        if pair is not None:
            yield pair
        elif signal or war.part.at:
            made = _war_statement(document, war, signal, start)
            if made is not None:
                yield made


def _war_statement(document: Document, war: Named, signal: str, start: int) -> Statement | None:
    first = start if signal else war.part.first
    ago = duration_before(document, start) if signal in ("after", "until") else None
    date = shifted(_said(document, ago[2], war.end), war, ago[0] if signal == "after" else -ago[0], ago[1]) if ago else None
    if ago is not None and date is not None:
        first, signal = ago[2], ""
    date = date or war_date(_said(document, first, war.end), signal, war)
    begin = document.tokens.starts[first]
    return None if date is None else Statement(date, begin, war.end, ((begin, war.end),), signal or "during", main=False)


def _said(document: Document, first: int, end: int) -> str:
    return " ".join(document.text[document.tokens.starts[first] : end].split())


def _war_pair(document: Document, first: Named, last: Named, signal: str, start: int) -> Statement | None:
    """“between the First World War and the Second World War”, “from the Crimean War to the Boer War”."""
    words = [document.word(at).lower() for at in range(bisect_left(document.tokens.starts, first.end), last.part.first)]
    joint = _joint(document, [word for word in words if word not in document.pack.words["signal-skipped"]], signal)
    if joint != "range" or len(words) > REACH or signal not in ("between", "from", "since"):
        return None
    begin = document.tokens.starts[start]
    date = between(_said(document, start, last.end), first, last, inside=signal == "between")
    return None if date is None else Statement(date, begin, last.end, ((begin, last.end),), "range", main=False)
