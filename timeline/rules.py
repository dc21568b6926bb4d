"""A language pack, compiled: what its words mean and what its rules read.

A pack is a folder of TOML files. `[vocabulary.<name>]` tables give words their values; `[[phrase]]` says how several words make
one value; `[[rule]]` says what reads as a time expression, which constructor of `meanings` makes of it a value, and gives
examples that run as tests. Rules come in the order in which they are preferred among equally long readings.

Every token has one code, a character that stands for the set of vocabularies it belongs to; a rule is a regular expression over
these characters. So a text is looked through once, in time linear in its length, and a rule costs something only where its
first token stands.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from timeline import patterns
from timeline.automaton import Automaton, Places, ended
from timeline.errors import BadRule
from timeline.resources import PACKAGE
from timeline.tokens import FORMS, FOUR_DIGIT_TIME, ONLY_NUMBER, SHAPES, TWO_DIGITS, YEARS, Codes, token_pattern
from timeline.word_lists import WordLists

FIRST_CODE = 0x03
LITERAL_FORMS = {"-": ("-", "–", "—", "‑", "−", "‐"), "'": ("'", "’", "‘")}
NEEDED = frozenset({"name", "pattern", "value"})
PHRASE_KEYS = NEEDED
RULE_KEYS = NEEDED | {"kind", "given", "unless", "not", "examples"}


Signals = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


class Regex:
    """A regular expression that is compiled when it is first used: most rules are not, for most texts."""

    __slots__ = ("fullmatch", "match", "pattern")
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        if name not in self.__slots__:
            raise AttributeError(name)
        compiled = re.compile(self.pattern)
        self.match, self.fullmatch = compiled.match, compiled.fullmatch
        return getattr(self, name)


@dataclass(frozen=True, slots=True)
class Rule:
    """`kind` lets other rules read it as a slot; `given` are constants for the constructor; `unless` names guards of `guards`."""

    name: str
    pattern: str
    value: str
    kind: str
    given: Mapping[str, Any]
    unless: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    counter_examples: tuple[str, ...]
    regex: Regex
    groups: tuple[tuple[str, str, str], ...]
    extents: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """`lexicon` gives a word its code, `values` a vocabulary's word its value; `opening` finds the
    codes with which a rule can begin, `automaton` the rules that match there."""

    language: str
    lexicon: Mapping[str, str]
    values: Mapping[str, Mapping[str, Any]]
    phrases: Mapping[str, Rule]
    rules: tuple[Rule, ...]
    kinds: Mapping[str, tuple[Rule, ...]]
    automaton: Automaton[Rule]
    opening: re.Pattern[str]
    token: re.Pattern[str]
    codes: Mapping[str, str]
    tokens: Codes
    words: WordLists
    signals: Signals


def load(language: str) -> Pack:
    """The pack of a language code. Raises BadRule naming the pack and the rule that breaks the law, or when there is no such pack."""
    # of threads that ask for it at once only the first makes it
    with _LOADING:
        return _loaded(language)


_LOADING = Lock()


@lru_cache(maxsize=8)
def _loaded(language: str) -> Pack:
    folder = PACKAGE / "languages" / language
    if not re.fullmatch(r"[a-z]{2,3}", language) or not folder.is_dir():
        raise BadRule(f"There is no rule pack for the language “{language}”; there are: {', '.join(languages())}.")
    sources = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]
    return compile_pack(language, sources)


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Those that have a pack; looked for once."""
    return tuple(sorted(path.parent.name for path in (PACKAGE / "languages").glob("*/vocabulary.toml")))


def compile_pack(language: str, sources: Iterable[Mapping[str, Any]]) -> Pack:
    return _Compiler(language, list(sources)).pack()


class _Compiler:
    """Turns the tables of one pack into a Pack; each step leaves what the next one needs."""

    def __init__(self, language: str, sources: list[Mapping[str, Any]]) -> None:
        self.language = language
        self.written: dict[str, str] = {}  # by slot: its regular expression
        self.entered: dict[tuple[str, Places], Places] = {}  # and where it begins in the automaton, by what comes after it
        self.values: dict[str, dict[str, Any]] = {}
        self.raw_phrases = [self._checked(row, PHRASE_KEYS) for source in sources for row in source.get("phrase", ())]
        self.raw_rules = [self._checked(row, RULE_KEYS) for source in sources for row in source.get("rule", ())]
        self.words = {name: frozenset(words) for source in sources for name, words in source.get("words", {}).items()}
        signals = [(role, form) for source in sources for role, forms in source.get("signals", {}).items() for form in forms]
        self.signals = by_last_word({tuple(form.split()): role for role, form in reversed(signals)})
        for source in sources:
            for name, table in source.get("vocabulary", {}).items():
                self._learn(name, self._vocabulary(name, table))
        self.phrases = {row["name"]: self._parse(row) for row in self.raw_phrases}
        self.trees = {row["name"]: self._parse(row) for row in self.raw_rules}
        for rows in (self.raw_phrases, self.raw_rules):
            for name, count in Counter(row["name"] for row in rows).items():
                if count > 1:
                    raise self.fail(name, "there are two rules of that name")
        self.kinds = {str(row["kind"]) for row in self.raw_rules if "kind" in row}
        self.classes, self.lexicon, self.codes = self._assign_codes()
        for name in self.kinds & (set(self.classes) | set(self.phrases)):
            raise self.fail(name, "a kind of rule has the name of a vocabulary or phrase")

    def fail(self, name: str, why: str) -> BadRule:
        return BadRule(f"Rule pack “{self.language}”, “{name}”: {why}.")

    def _vocabulary(self, name: str, table: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for value, forms in table.items():
            for form in forms:
                for written in _cases(form):
                    if found.setdefault(written, value) != value:
                        raise self.fail(name, f"“{written}” has two meanings, {found[written]} and {value}")
        return {form: int(value) if re.fullmatch(r"-?\d+", value) else value for form, value in found.items()}

    def _learn(self, name: str, found: Mapping[str, Any]) -> None:
        known = self.values.setdefault(name, {})
        for form, value in found.items():
            if known.setdefault(form, value) != value:
                raise self.fail(name, f"“{form}” has two meanings, {known[form]} and {value}")

    def _checked(self, row: Mapping[str, Any], keys: frozenset[str]) -> Mapping[str, Any]:
        """The row itself, when it has what every rule or phrase needs and nothing that nobody reads."""
        name = str(row.get("name", "without a name"))
        for missing in sorted(NEEDED - row.keys()):
            raise self.fail(name, f"it has no {missing}")
        for unknown in sorted(row.keys() - keys):
            raise self.fail(name, f"it has “{unknown}”, which no rule has; there are {', '.join(sorted(keys))}")
        for example in row.get("examples", {}):
            if example.count("[") != 1 or example.count("]") != 1:
                raise self.fail(name, f"the example “{example}” has no [brackets] round what is read")
        return row

    def _parse(self, row: Mapping[str, Any]) -> patterns.Choice:
        try:
            return patterns.parse(row["pattern"])
        except ValueError as wrong:
            raise self.fail(row["name"], f"its pattern has {wrong}") from wrong

    def _assign_codes(self) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """vocabulary -> its codes as characters of a set; word -> code; form or shape of number -> code."""
        sets: dict[str, set[str]] = {}
        for name, forms in self.values.items():
            for form in forms:
                sets.setdefault(form, {"ordinal"} if re.fullmatch(r"\d+[a-z]{2}", form) else set()).add(name)
        for word in sorted(set().union(*(patterns.literals(tree) for tree in [*self.phrases.values(), *self.trees.values()]))):
            for form in LITERAL_FORMS.get(word, _cases(word)):
                sets.setdefault(form, set()).add(f"={word}")
        shapes = {f"{low}-{high}": names for low, high, names in SHAPES}
        shapes |= {f"two:{low}-{high}": names | TWO_DIGITS for low, high, names in SHAPES if low < 100}
        shapes |= {"time": ONLY_NUMBER | FOUR_DIGIT_TIME, YEARS[1]: shapes[YEARS[0]] | FOUR_DIGIT_TIME}
        shapes |= {form: frozenset({form}) for form in FORMS}
        shapes |= {"zero-led": frozenset({"number", "day", "hour", "two-digits"}), "any": ONLY_NUMBER}
        numbering: dict[frozenset[str], str] = {}
        for names in [*shapes.values(), *(frozenset(each) for each in sets.values())]:
            numbering.setdefault(names, chr(FIRST_CODE + len(numbering)))
        classes: dict[str, str] = {}
        for names, code in numbering.items():
            for name in names:
                classes[name] = classes.get(name, "") + code
        lexicon = {form: numbering[frozenset(names)] for form, names in sets.items()}
        return classes, lexicon, {form: numbering[names] for form, names in shapes.items()}

    # --- patterns to regular expressions ---------------------------------------------------------------------------

    def _source(self, name: str, node: patterns.Node, groups: list[tuple[str, str, str]] | None, depth: int = 0) -> str:
        if depth > 6:
            raise self.fail(name, "its slots go in a circle")
        match node:
            case patterns.Literal(word):
                return _set(self.classes[f"={word}"])
            case patterns.Slot():
                return self._slot(name, node, groups, depth)
            case patterns.Sequence(parts):
                return "".join(self._source(name, part, groups, depth) for part in parts)
            case patterns.Choice(options) if all(_is_one_word(option) for option in options):
                words = {code for option in options for code in self.classes[f"={_is_one_word(option)}"]}
                return _set("".join(sorted(words)))
            case patterns.Choice([only]):
                return self._source(name, only, groups, depth)
            case patterns.Choice(options):
                return f"(?:{'|'.join(self._source(name, option, groups, depth) for option in options)})"
            case patterns.Maybe(part):
                return f"(?:{self._source(name, part, groups, depth)})?"
            case patterns.Extent(part):
                number = sum(group.startswith("e") for group, _, _ in groups or ())
                if groups is not None:
                    groups.append((f"e{number}", "", ""))
                inside = self._source(name, part, groups, depth)
                return inside if groups is None else f"(?P<e{number}>{inside})"

    def _slot(self, name: str, slot: patterns.Slot, groups: list[tuple[str, str, str]] | None, depth: int) -> str:
        inner = self._slot_source(name, slot.reads, depth)
        if groups is None:
            return inner
        group = f"g{len(groups)}"
        groups.append((group, slot.name, slot.reads))
        return f"(?P<{group}>{inner})"

    def _slot_source(self, name: str, reads: str, depth: int) -> str:
        if reads not in self.written:
            self.written[reads] = self._new_slot_source(name, reads, depth)
        return self.written[reads]

    def _new_slot_source(self, name: str, reads: str, depth: int) -> str:
        if reads in self.classes:
            return _set(self.classes[reads])
        inner = self._inner(reads)
        if not inner:
            raise self.fail(name, f"it has a slot <{reads}> that no vocabulary, phrase or rule reads")
        return f"(?:{'|'.join(self._source(name, tree, None, depth + 1) for tree in inner)})"

    def _inner(self, reads: str) -> list[patterns.Choice]:
        of_kind = [self.trees[row["name"]] for row in self.raw_rules if row.get("kind") == reads]
        return of_kind or [tree for name, tree in self.phrases.items() if name == reads]

    def _rule(self, row: Mapping[str, Any], phrase: bool = False) -> Rule:
        name = row["name"]
        if not row.get("examples") and not phrase:
            raise self.fail(name, "it has no example")
        groups: list[tuple[str, str, str]] = []
        if _can_be_empty((self.phrases if phrase else self.trees)[name]):
            raise self.fail(name, "its pattern can match nothing at all")
        source = self._source(name, (self.phrases if phrase else self.trees)[name], groups)
        examples = row.get("examples", {})
        return Rule(
            name=name,
            pattern=row["pattern"],
            value=row["value"],
            kind=row.get("kind", ""),
            given=row.get("given", {}),
            unless=tuple(row.get("unless", ())),
            examples=tuple(examples.items()),
            counter_examples=tuple(row.get("not", ())),
            regex=Regex(source),
            groups=tuple(each for each in groups if each[0].startswith("g")),
            extents=tuple(each[0] for each in groups if each[0].startswith("e")),
        )

    def pack(self) -> Pack:
        rules = tuple(self._rule(row) for row in self.raw_rules)
        top = tuple(rule for rule in rules if not rule.given.get("only_inside"))
        automaton = self._automaton(top)
        return Pack(
            language=self.language,
            lexicon=self.lexicon,
            values=self.values,
            phrases={row["name"]: self._rule(row, phrase=True) for row in self.raw_phrases},
            rules=rules,
            kinds={kind: tuple(rule for rule in rules if rule.kind == kind) for kind in self.kinds},
            automaton=automaton,
            opening=re.compile(_set("".join(automaton.openings()))),
            token=token_pattern(self.lexicon),
            codes=self.codes,
            tokens=Codes(self.lexicon, self.codes),
            words=WordLists(self.words),
            signals=self.signals,
        )

    def _automaton(self, rules: tuple[Rule, ...]) -> Automaton[Rule]:
        made = Automaton(rules)
        ends = (frozenset((ended(number),)) for number in range(len(rules)))
        made.begin(frozenset().union(*(self._enter(made, self.trees[rule.name], end) for rule, end in zip(rules, ends, strict=True))))
        return made

    def _enter(self, made: Automaton[Rule], node: patterns.Node, after: Places) -> Places:
        """The places where a match of `node` can begin, when what follows it begins at `after`."""
        match node:
            case patterns.Literal(word):
                return made.place(self.classes[f"={word}"], after)
            case patterns.Slot(_, reads):
                return self._enter_slot(made, reads, after)
            case patterns.Choice(options):
                return frozenset().union(*(self._enter(made, option, after) for option in options))
            case patterns.Maybe(part):
                return self._enter(made, part, after) | after
            case patterns.Extent(part):
                return self._enter(made, part, after)
            case patterns.Sequence(parts):
                for part in reversed(parts):
                    after = self._enter(made, part, after)
        return after

    def _enter_slot(self, made: Automaton[Rule], reads: str, after: Places) -> Places:
        key = (reads, after)
        if key not in self.entered:
            inner = (self._enter(made, tree, after) for tree in self._inner(reads))
            self.entered[key] = made.place(self.classes[reads], after) if reads in self.classes else frozenset().union(*inner)
        return self.entered[key]


def by_last_word(signals: Mapping[tuple[str, ...], str]) -> Signals:
    """Signals by the word that stands before the date, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words in sorted(signals, key=len, reverse=True):
        found.setdefault(words[-1], []).append((words, signals[words]))
    return {word: tuple(rows) for word, rows in found.items()}


def _is_one_word(option: patterns.Sequence) -> str | None:
    match option.parts:
        case [patterns.Literal(word)]:
            return word
    return None


def _can_be_empty(node: patterns.Node) -> bool:
    match node:
        case patterns.Maybe():
            return True
        case patterns.Sequence(parts):
            return all(_can_be_empty(part) for part in parts)
        case patterns.Choice(options):
            return any(_can_be_empty(option) for option in options)
        case patterns.Extent(part):
            return _can_be_empty(part)
    return False


def _cases(form: str) -> tuple[str, ...]:
    """A word written small is read in any case, one with a capital only with it."""
    return tuple(dict.fromkeys((form, form[:1].upper() + form[1:], form.upper())))


def _set(codes: str) -> str:
    """A set of codes, runs of them as ranges, which compile faster."""
    if len(codes) == 1:
        return re.escape(codes)
    runs: list[list[int]] = []
    for code in sorted(map(ord, codes)):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    written = (re.escape(chr(low)) + (f"-{re.escape(chr(high))}" if high > low else "") for low, high in runs)
    return f"[{''.join(written)}]"
