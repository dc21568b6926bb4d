"""Which events probably tell the same thing, and why: what a person is asked before two accounts become one event.

Words are compared in any script, without their endings, and count the more the rarer they are among all events; nothing is known here
of any language. How alike words must be depends on the dates: less when both name the same day, more when both say only the year, most
when the dates contradict each other. Nothing is merged here: this only asks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import log
from typing import Literal

from timeline.accounts import ENDLESS, seconds
from timeline.dates import EventDate
from timeline.events import Event, Evidence
from timeline.folding import folded, is_signs, stems
from timeline.granules import DAY_SECONDS

DateKind = Literal["same", "within", "overlap", "apart", "unknown"]
Kind = Literal["same", "within", "overlap", "apart", "unknown", "names", "words", "document"]

# how wide the wider of two dates that meet is at most, in days; and how alike the words must then be, from 0 to 1
NEEDED = ((1, 0.2), (7, 0.25), (31, 0.3), (92, 0.33), (366, 0.38), (3660, 0.45))
NEEDED_WIDER, NEEDED_UNKNOWN, NEEDED_APART = 0.6, 0.55, 0.5
FARTHEST_APART = 62  # days between two dates that may still be two claims about one event
NAME, MOST_NAMES = 0.05, 0.1  # what each name that both have makes up for
OTHER_PLACE, SAME_DOCUMENT, OTHER_CATEGORY = 0.3, 0.15, 0.03
FEWEST_SHARED = 2  # words; one alone says little
PART = 0.8  # a short title inside a long quote counts as alike, but not quite
SHORT, SHORT_COUNTS = 4, 0.4  # shorter words are mostly grammar, in any language
SMOOTHING = 20  # as if there were so many events more, so that few say little about what is rare
KEYS, CROWDED = 8, 60  # the rarest words of an event that find others like it, and how many may have one


@dataclass(frozen=True, slots=True)
class Reason:
    """`names` are those that both have; `shared` of `total` words are in both. `same` to `unknown` say how the dates lie to each other,
    `document` that one document tells both, which speaks against it."""

    kind: Kind
    names: tuple[str, ...] = ()
    shared: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """`first` and `second` are ids, in the order given; `strength` is how far beyond what was needed, to put the likeliest first."""

    first: str
    second: str
    strength: float
    reasons: tuple[Reason, ...]


WIDE = ("region", "country")

# --- what is compared ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as far as it is compared. `bounds` are seconds, the end exclusive; of a date with an open end, its known end. `leans`: it
    was counted from a publication date. `spots` are quotes as document, start and end."""

    id: str
    words: frozenset[str]
    names: Mapping[str, str]
    place: str
    bounds: tuple[int, int] | None
    leans: bool
    spots: frozenset[tuple[str, int, int]]
    category: str


def telling(event: Event) -> Telling:
    dated = [*([event.date] if event.date else []), *(each.claimed for each in event.evidence if each.claimed)]
    said = {stem for date in dated for stem in stems(date.text)}
    words = {stem for text in (event.title, *(each.quote for each in event.evidence)) for stem in stems(text)} - said
    place = event.place.name if event.place else ""
    names = {folded(name): name for name in (*event.actors, place) if folded(name)}
    leans = event.date is not None and any(each.source == "published" for each in event.date.assumed)
    spots = frozenset(found for each in event.evidence if (found := _spot(each)) is not None)
    bounds = _moment(event.date) if event.date else None
    # one text says the town and another its region
    spot = "" if event.place is None or event.place.precision in WIDE else folded(place)
    return Telling(event.id, frozenset(words), names, spot, bounds, leans, spots, event.category)


def _moment(date: EventDate) -> tuple[int, int]:
    """Its bounds; of a date with an open end only the known one, which is what another text may tell as well."""
    if date.latest is None and date.core_from is not None:
        return seconds(replace(date, latest=date.core_from))
    if date.earliest is None and date.core_to is not None:
        return seconds(replace(date, earliest=date.core_to))
    return seconds(date)


def _spot(evidence: Evidence) -> tuple[str, int, int] | None:
    if evidence.document is None:
        return None
    start = evidence.start or 0
    return evidence.document, start, evidence.end or start + 1


class Rarity:
    """How much a word says: the rarer among the events, the more."""

    def __init__(self, counts: dict[str, int], total: int) -> None:
        self.counts = counts
        self.total = total
        self._weights: dict[str, float] = {}

    @classmethod
    def of(cls, told: Iterable[Telling]) -> Rarity:
        given = list(told)
        return cls(Counter(word for each in given for word in each.words), len(given))

    def weight(self, word: str) -> float:
        if word not in self._weights:
            rare = max(0.0, log((self.total + SMOOTHING) / (self.counts.get(word, 1) + 1)))
            short = len(word) < SHORT and not word.isdigit() and not is_signs(word)
            self._weights[word] = (rare * (SHORT_COUNTS if short else 1.0)) ** 2
        return self._weights[word]

    def sum(self, words: Iterable[str]) -> float:
        return sum(map(self.weight, words))

    def keys(self, words: Iterable[str]) -> list[str]:
        """The rarest words, by which others like it are found."""
        found = (word for word in words if self.counts.get(word, 1) <= CROWDED)
        return sorted(found, key=lambda word: (-self.weight(word), word))[:KEYS]


# --- pairs ---------------------------------------------------------------------------------------------------------


def offers(told: Sequence[Telling], *, new: Collection[str] | None = None, rarity: Rarity | None = None) -> list[Offer]:
    """Pairs that are probably the same event, likeliest first; only those with one of `new` when it is given. `rarity` is that of all
    events where `told` are only some of them."""
    known = rarity or Rarity.of(told)
    found = (compare(told[first], told[second], known) for first, second in _candidates(told, known, new))
    return sorted((each for each in found if each is not None), key=lambda each: (-each.strength, each.first, each.second))


def _candidates(told: Sequence[Telling], rarity: Rarity, new: Collection[str] | None) -> set[tuple[int, int]]:
    """Places of those that share a rare word, a name or their very bounds, each pair once."""
    having: dict[object, list[int]] = defaultdict(list)
    for place, each in enumerate(told):
        for key in (*rarity.keys(each.words), *(("name", name) for name in each.names), ("bounds", each.bounds)):
            having[key].append(place)
    wanted = None if new is None else {place for place, each in enumerate(told) if each.id in new}
    seen: set[tuple[int, int]] = set()
    for places in having.values():
        if 1 < len(places) <= CROWDED:
            seen.update(pair for pair in combinations(places, 2) if wanted is None or pair[0] in wanted or pair[1] in wanted)
    return seen


def compare(one: Telling, other: Telling, rarity: Rarity) -> Offer | None:
    """None when nothing much says that they are the same."""
    lie = _dates(one, other)
    if _same_words(one, other) or (lie == "apart" and _too_far(one, other)):
        return None
    shared = one.words & other.words
    names = tuple(sorted(one.names[name] for name in one.names.keys() & other.names.keys()))
    strength = _alike(one, other, shared, rarity) - _needed(one, other, lie, len(names))
    if strength < 0 or len(shared) < FEWEST_SHARED:
        return None
    return Offer(one.id, other.id, round(strength, 4), tuple(_reasons(one, other, lie, names, len(shared))))


def _alike(one: Telling, other: Telling, shared: Collection[str], rarity: Rarity) -> float:
    both, mine, theirs = rarity.sum(shared), rarity.sum(one.words), rarity.sum(other.words)
    if not both or not mine or not theirs:
        return 0.0
    inside = PART * both / min(mine, theirs) if len(shared) > FEWEST_SHARED else 0.0
    return max(both / float((mine * theirs) ** 0.5), inside)


def _needed(one: Telling, other: Telling, lie: DateKind, names: int) -> float:
    needed = _needed_by_date(one, other, lie) - min(MOST_NAMES, NAME * names)
    needed += OTHER_PLACE if one.place and other.place and not _places_agree(one.place, other.place) else 0
    needed += SAME_DOCUMENT if _same_document(one, other) else 0
    return needed + (OTHER_CATEGORY if one.category and other.category and one.category != other.category else 0)


def _needed_by_date(one: Telling, other: Telling, lie: DateKind) -> float:
    if lie == "unknown" or one.bounds is None or other.bounds is None:
        return NEEDED_UNKNOWN
    if lie == "apart":
        return NEEDED_APART
    wider = max(end - start for start, end in (one.bounds, other.bounds))
    return next((needed for days, needed in NEEDED if wider <= days * DAY_SECONDS), NEEDED_WIDER)


def _places_agree(one: str, other: str) -> bool:
    """“Shusha” and “Shusha, Karabakh”."""
    mine, theirs = set(one.split()), set(other.split())
    return mine <= theirs or theirs <= mine


# --- dates and documents -------------------------------------------------------------------------------------------


def _dates(one: Telling, other: Telling) -> DateKind:
    if one.bounds is None or other.bounds is None:
        return "unknown"
    if one.bounds == other.bounds:
        return "same"
    (start, end), (first, last) = one.bounds, other.bounds
    if start >= last or first >= end:
        return "apart"
    return "within" if (start <= first and last <= end) or (first <= start and end <= last) else "overlap"


def _too_far(one: Telling, other: Telling) -> bool:
    """Whether two dates that do not meet are no contradiction but two events: far apart, or “Monday” in the papers of two weeks."""
    if one.bounds is None or other.bounds is None or one.leans or other.leans:
        return True
    between = max(one.bounds[0], other.bounds[0]) - min(one.bounds[1], other.bounds[1])
    return between > FARTHEST_APART * DAY_SECONDS or ENDLESS in (abs(each) for bounds in (one.bounds, other.bounds) for each in bounds)


def _same_document(one: Telling, other: Telling) -> bool:
    return bool({spot[0] for spot in one.spots} & {spot[0] for spot in other.spots})


def _same_words(one: Telling, other: Telling) -> bool:
    """Whether both rest on one stretch of text: a sentence with two dates tells two events."""
    return any(mine[0] == theirs[0] and mine[1] < theirs[2] and theirs[1] < mine[2] for mine in one.spots for theirs in other.spots)


def _reasons(one: Telling, other: Telling, lie: DateKind, names: tuple[str, ...], shared: int) -> Iterator[Reason]:
    yield Reason(lie)
    if names:
        yield Reason("names", names=names)
    yield Reason("words", shared=shared, total=min(len(one.words), len(other.words)))
    if _same_document(one, other):
        yield Reason("document")
