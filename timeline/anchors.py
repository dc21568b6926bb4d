"""What a date leans on: the publication date (speech), or what the story has just told.

News counts from its publication date, and the tense of a clause says whether it looks back or ahead. A history counts from its own
story. Which of the two a passage does is found from the text: from the share of explicit years against words like “yesterday” in the
whole of it, and from what stands just before the expression.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any

from timeline.dates import Assumption
from timeline.documents import Document
from timeline.expressions import Expression
from timeline.granules import MONTH_NAMES, Granule, Unit, civil
from timeline.namesakes import Name, Namesake, years_of_names
from timeline.notation import Span, edtf_text
from timeline.outlook import has_limit, looks_ahead, looks_back
from timeline.story import LOOKED_AT, Choice, Course, Incomplete, Maker, Story, Told
from timeline.surroundings import noun_after
from timeline.wording import remembered

MONTH_DAYS = 30.44
JUST = 45
KEPT = 24
APPOSITION = (",", "-", "–", "—", "(", ", (")
LONGEST_LINK = 12
# blanks and all
LONGEST_PAUSE = 20


@dataclass(slots=True)
class Resolved:
    """One expression with its date: the granule it names (None when it names none), and what that rests on.

    `bounds` differ from the granule's own where a part of it is meant or it is approximate; `window` is a stretch counted back or
    ahead; `alternatives` are other granules that the words allow; `within` is the date that a stretch is told as a part of,
    `of_night` the day on which the night began that a time is of. `spoken` = counted from the publication
    date, `leans` = what was told before had a say.
    """

    expression: Expression
    start: int
    end: int
    type: str = "DATE"
    value: str = ""
    mod: str | None = None
    granule: Granule | None = None
    bounds: Span | None = None
    window: tuple[Granule, Granule] | None = None
    within: Granule | None = None
    of_night: Granule | None = None
    edtf: str | None = None
    precision: str = ""
    approximate: bool = False
    doubtful: bool = False
    zone: str | None = None
    assumed: list[Assumption] = field(default_factory=list)
    alternatives: Sequence[Granule] = ()
    asks: bool = False
    explicit: bool = False
    spoken: bool = False
    aside: bool = False
    quoted: bool = False
    opens: bool = False
    leans: bool = False

    def changed(self, **more: Any) -> Resolved:
        """A copy with other values: what dataclasses.replace does, in a fraction of its time."""
        made = Resolved(*_values(self))
        for name, value in more.items():
            setattr(made, name, value)
        return made


_values = attrgetter(*Resolved.__slots__)
Constructor = Callable[["Context", Expression, Resolved], Resolved | None]


@dataclass
class Context:
    """What is known while a document is read from its start. `leans` is set when what was told is asked for, `old_style` when the text
    says that of its dates as a whole."""

    document: Document
    hemisphere: str = "north"
    news: bool = True
    found: Sequence[Expression] = ()
    quarter_sought: bool = False
    plan: Mapping[int, Choice] = field(default_factory=dict)
    given: Sequence[Resolved] = ()
    constructors: Mapping[str, Constructor] = field(default_factory=dict)
    old_style: bool = False
    leans: bool = False
    here: int = 0
    reading: tuple[int, int] = (0, 0)
    aside: bool = False
    quoted: bool = False
    _told: list[Resolved] = field(default_factory=list)
    _seen: list[Resolved] = field(default_factory=list)
    _quarter: Granule | None = None

    @cached_property
    def story(self) -> Story:
        return Story(self.document)

    @cached_property
    def namesakes(self) -> Mapping[Name, Namesake]:
        return years_of_names(self.document, self.found)

    @property
    def told(self) -> list[Resolved]:
        """The dates told so far, newest last."""
        self.leans = True
        return self._told

    @property
    def seen(self) -> list[Resolved]:
        """All expressions so far, durations and sets too."""
        self.leans = True
        return self._seen

    @property
    def quarter(self) -> Granule | None:
        """The quarter that business news was last said to report on."""
        self.leans = True
        return self._quarter

    @quarter.setter
    def quarter(self, granule: Granule | None) -> None:
        self._quarter = granule

    def resolve(self, expression: Expression) -> Resolved | None:
        """The expression's date as things stand, or None when it is none. Raises BadDate for a day that cannot be."""
        tokens, first, last = self.document.tokens, expression.first, expression.last
        self.here, self.reading = tokens.starts[first], (first, last)
        fresh = Resolved(expression, self.here, tokens.ends[last - 1])
        return self.constructors[expression.value](self, expression, fresh)

    @property
    def published(self) -> Granule | None:
        return self.document.published

    def tell(self, resolved: Resolved) -> None:
        self._seen.append(resolved)
        if resolved.granule is not None and resolved.granule.unit is Unit.QUARTER:
            self._note_quarter(resolved.granule)
        told = resolved if resolved.within is None else resolved.changed(type="DATE", granule=resolved.within)
        if told.granule is not None and told.type != "DURATION":
            self._told.append(told)
            del self._told[:-KEPT]
            if not self.plan:
                self.story.tell(as_told(told))

    def begin_again(self, kept: Sequence[Resolved]) -> None:
        """Goes back to where `kept` had been told, now with the years that the whole story gives its incomplete dates."""
        self.plan, self._quarter, self.quarter_sought = self.story.plan(), None, False
        self.story.forget()
        self._told, self._seen = [], []
        for resolved in [*self.given, *kept]:
            self.tell(resolved)

    def _note_quarter(self, granule: Granule) -> None:
        """Business news reports on one quarter that has ended, of the year before its publication."""
        if self.published is None or 0 < self.published.first_day - granule.last_day < 300:
            self._quarter = granule

    def next_from(self, token: int) -> Expression | None:
        """The first expression that begins at a token or after it."""
        start = bisect_left(self.found, token, key=lambda each: each.first)
        return self.found[start] if start < len(self.found) else None

    def last(self, finest: Unit = Unit.MILLENNIUM) -> Resolved | None:
        """The newest date told that is at least as fine as `finest`; one in parentheses only when there is no other."""
        fits = [each for each in reversed(self.told) if each.granule is not None and each.granule.unit <= finest]
        return next((each for each in fits if not self._apart(each)), fits[0] if fits else None)

    def just_told(self, finest: Unit) -> Resolved | None:
        """The newest date told, if it is as fine as that and stands in this paragraph, at most two sentences back."""
        newest = self.told[-1] if self.told else None
        if newest is None or newest.granule is None or newest.granule.unit > finest or not self._near(newest, self.here):
            return None
        return newest

    def apposed(self, at: int) -> Resolved | None:
        """The day told right before, with only a comma or a dash between: “on 27 June 1950, two days after the attack”."""
        before = self.told[-1] if self.told else None
        if before is None or before.granule is None or before.granule.unit is not Unit.DAY or at - before.end > LONGEST_PAUSE:
            return None
        between = self.document.text[before.end : at].strip()
        return before if between in APPOSITION else None

    def _apart(self, anchor: Resolved) -> bool:
        """Whether an anchor stands in parentheses or a quotation that the expression being read is not in."""
        return (anchor.aside and not self.aside) or (anchor.quoted and not self.quoted)

    # --- story or speech -------------------------------------------------------------------------------------------

    def leans_on_story(self, at: int) -> bool:
        """Whether an incomplete date at this offset belongs to the story rather than to the day of publication."""
        previous = self.told[-1] if self.told else None
        if previous is None:
            return False
        if self.published is None or not self.news:
            return not (previous.spoken and self.published is not None and self._speaks_of_present(at))
        if previous.spoken or (self.seen and self.seen[-1].spoken):
            return False
        goes_on = self._near(previous, at) and self._far_from_publication(previous)
        told_near = goes_on and not self._speaks_of_present(at) and not self.looks_ahead(at)
        return told_near or knows_only_a_year(self.document)

    def day_of_events(self) -> Resolved | None:
        """In news, the day that a bare time of day is of: the one told near by, else the first one that was told."""
        return self.day_near() or next((each for each in self.seen if self._is_past_day(each)), None)

    def day_near(self) -> Resolved | None:
        """The newest past day told in this paragraph or the sentence before."""
        here = self.document.sentence_at(self.here)
        for each in reversed(self.told):
            near = self._near(each, self.here) or here - self.document.sentence_at(each.start) <= 1
            if near and self._is_past_day(each) and not self._apart(each):
                return each
        return None

    def _is_past_day(self, told: Resolved) -> bool:
        published, granule = self.published, told.granule
        if granule is None or published is None or told.type == "DURATION" or granule.unit > Unit.DAY:
            return False
        return granule.first_day <= published.last_day

    def _near(self, previous: Resolved, at: int) -> bool:
        document = self.document
        return document.sentence_at(at) - document.sentence_at(previous.start) <= 2 and document.text.find("\n\n", previous.end, at) < 0

    def _far_from_publication(self, previous: Resolved) -> bool:
        assert self.published is not None and previous.granule is not None
        return previous.granule.year < self.published.year

    def _speaks_of_present(self, at: int) -> bool:
        present, past = self.document.tenses(self.document.sentence_at(at))
        return present is not None and past is None

    def looks_ahead(self, at: int) -> bool:
        """Whether the clause around the expression speaks of the future."""
        return looks_ahead(self.document, at, max(at, self.document.tokens.ends[self.reading[1] - 1]))

    def follows_limit(self, at: int) -> bool:
        """“by 28 May”: a limit lies ahead of what the story has reached."""
        return has_limit(self.document, at, "limit-words")

    # --- choosing a year -------------------------------------------------------------------------------------------

    def place(self, at: int, make: Maker, forward: bool = False) -> tuple[Granule | None, Assumption | None, bool]:
        """The granule that `make` gives for the likeliest year, why, and whether it was counted from the publication date."""
        if self.leans_on_story(at) and not self._just_happened(at, make):
            choice = self._chosen(Incomplete(at, make, forward, self.aside, self.quoted, self._ends_range(at)))
            if choice is not None:
                return choice.granule, self.because(choice.anchor, "year", str(choice.granule.year)), False
        if self.published is None:
            return None, None, False
        granule = self._spoken_year(at, make)
        return granule, None if granule is None else self.from_publication("year", str(granule.year)), True

    def _just_happened(self, at: int, make: Maker) -> bool:
        """In news, a day of the weeks before publication is one of them, unless the story counts in days or the sentence in years."""
        previous = self.told[-1].granule if self.told else None
        if self.published is None or not self.news or previous is None or previous.unit <= Unit.MONTH:
            return False
        granule = make(self.published.year)
        if granule is None or not 0 <= self.published.first_day - granule.last_day <= JUST:
            return False
        return self.document.sentence_at(self.told[-1].start) != self.document.sentence_at(at)

    def _ends_range(self, at: int) -> bool:
        """“from October to March”, “between December and February”: only a link stands between it and the date told last."""
        if not self.told or at - self.told[-1].end > LONGEST_LINK:
            return False
        text, last, lists = self.document.text, self.told[-1], self.document.pack.words
        link = text[last.end : at].strip().lower()
        opener = text[max(0, last.start - LONGEST_LINK) : last.start].lower().split()[-1:]
        return link in lists["range-links"] or bool(link in lists["range-joints"] and opener[:1] and opener[0] in lists["range-openers"])

    def _chosen(self, asked: Incomplete) -> Choice | None:
        if asked.at in self.plan:
            return self.plan[asked.at]
        if self.plan:
            recent = tuple(as_told(each) for each in self.told[: -LOOKED_AT - 1 : -1])
            self.story.courses = [Course(recent=recent, leading=sum(each.leads for each in recent))]
        return self.story.choose(asked)

    def _spoken_year(self, at: int, make: Maker) -> Granule | None:
        """Nearest in time within two months; otherwise past, or next where the clause looks ahead."""
        assert self.published is not None
        published = self.published
        near = [granule for change in (0, -1, 1) if (granule := make(published.year + change)) is not None]
        if not near:
            return None
        ahead = self.looks_ahead(at) and not noun_after(self.document, self.reading[0], self.reading[1])
        over = not ahead and looks_back(self.document, at)
        for granule in sorted(near, key=lambda each: _distance(each, published)):
            wrong_side = (ahead and granule.last_day < published.first_day) or (over and granule.first_day > published.last_day)
            if _distance(granule, published) <= 2 * MONTH_DAYS and not wrong_side:
                return granule
        past = [granule for granule in near if granule.first_day <= published.last_day]
        future = [granule for granule in near if granule.last_day >= published.first_day]
        ahead = ahead or (not over and has_limit(self.document, at, "coming-words"))
        return min(future, default=None) if ahead and future else max(past, default=near[0])

    # --- reasons ---------------------------------------------------------------------------------------------------

    def from_publication(self, part: str, value: str) -> Assumption:
        assert self.published is not None
        written = edtf_text(self.published)
        if self.document.inferred:
            why = remembered("%(part)s from %(date)s as publication date, which is inferred: %(why)s")
            return Assumption(part, value, "text", why % {"part": part, "date": written, "why": self.document.inferred})
        why = remembered("%(part)s from the publication date, %(date)s")
        return Assumption(part, value, "published", why % {"part": part, "date": written})

    def because(self, anchor: Resolved | Told, part: str, value: str) -> Assumption:
        if anchor.end == 0 and anchor.granule is not None:
            why = remembered("%(part)s from the anchor given, %(date)s")
            return Assumption(part, value, "setting", why % {"part": _counted(part), "date": plain_words(anchor.granule)})
        words = " ".join(self.document.text[anchor.start : anchor.end].split())
        distance = self.document.sentence_at(self.here) - self.document.sentence_at(anchor.start)
        why = remembered("%(part)s from “%(words)s” %(where)s")
        return Assumption(part, value, "text", why % {"part": _counted(part), "words": words, "where": _how_far(distance)})


def _counted(part: str) -> str:
    return remembered("counted") if part == "anchor" else part


def _how_far(sentences: int) -> str:
    if sentences == 0:
        return remembered("in the same sentence")
    if abs(sentences) == 1:
        return remembered("one sentence before") if sentences > 0 else remembered("one sentence after")
    return (remembered("%(n)s sentences before") if sentences > 0 else remembered("%(n)s sentences after")) % {"n": abs(sentences)}


def as_told(resolved: Resolved) -> Told:
    assert resolved.granule is not None
    fixed = resolved.explicit or resolved.spoken
    start, end, bounds = resolved.start, resolved.end, resolved.bounds
    if resolved.alternatives:
        bounds = Span(min(each.start for each in resolved.alternatives), max(each.end for each in resolved.alternatives))
    return Told(start, end, resolved.granule, bounds, resolved.opens, resolved.aside, resolved.quoted, fixed)


def plain_words(granule: Granule) -> str:
    """A day, month or year as one says it: “10 May 2023”, “May 2023”."""
    if granule.unit not in (Unit.DAY, Unit.MONTH):
        return edtf_text(granule)
    number, month_number, day_of_month = civil(granule.first_day)
    month_words = f"{MONTH_NAMES[month_number - 1]} {number}"
    return month_words if granule.unit is Unit.MONTH else f"{day_of_month} {month_words}"


def _distance(granule: Granule, published: Granule) -> float:
    if granule.last_day < published.first_day:
        return published.first_day - granule.last_day
    return max(0, granule.first_day - published.last_day)


SPEECH = frozenset({"day-word", "weekday", "unit-of-speech", "weekday-relative", "ago", "last-span", "tonight", "part-of-day-word"})
OLD_YEARS = 3


def is_news(document: Document, found: Sequence[Expression]) -> bool:
    """Whether a text as a whole counts from its publication date. Without one it cannot.

    A story tells its years; news says “yesterday”, and who said so. Years long before publication weigh more than recent ones.
    """
    if document.published is None:
        return False
    speech = sum(each.rule.name in SPEECH for each in found)
    years = [each.get("year") for each in found if each.get("year") is not None]
    if len(years) >= 8 + 3 * speech or (knows_only_a_year(document) and not speech):
        return False
    newest = document.published.year - OLD_YEARS
    old = sum(year < newest for year in years if isinstance(year, int) and year > 99)
    return old < 5 or old <= 2 * (speech + _reports(document))


def knows_only_a_year(document: Document) -> bool:
    """That a text writes a year makes it no report of that year: its months and days belong to what it tells."""
    return document.inferred is not None and document.published is not None and document.published.unit is Unit.YEAR


def _reports(document: Document) -> int:
    """How often the text says who said something."""
    words = document.pack.words["report-verbs"]
    return sum(found[0] in words for found in re.finditer(r"\S+", document.text))
