"""Which year a story is in: chosen for all its incomplete dates together, not one by one.

“In May” may lean on any of the years told before it, or the one beside them, and what is told after it speaks too. So a few courses
that the story may have taken are kept side by side; each date adds what speaks against a course, and the course with the least wins.
A text is gone through once, and the courses kept are few, so the work grows with the number of dates alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from timeline.documents import Document
from timeline.granules import DAY_SECONDS, Granule, Unit
from timeline.notation import Span, span

Maker = Callable[[int], Granule | None]
# the granule of a year, its start and end, and what speaks against it as lying outside the dates of the heading above
Made = tuple[Granule, int, int, float]
# a year beside a date told: that year, what was made of it, and what speaks against it as another year and as far from the date
Beside = tuple[int, Made, float, float]
MONTH = 30.44 * DAY_SECONDS
# how many dates told before an incomplete one are looked at, of how many years, and how many courses are kept
LOOKED_AT = 7
ASIDES_LOOKED_AT = 3
YEARS_TOLD = 3
COURSES = 4
# what speaks against a year for “12 May”: set by hand, and on a plateau; halving or doubling one moves few dates of whole histories
COSTS = {
    "month ahead": 0.1,
    "month behind": 0.2,
    "other year": 1.0,
    "further back": 0.3,
    "aside": 2.0,
    "date between": 0.1,
    "far": 1.5,
    "bare year": 0.4,
    "bare year that opens its sentence": 0.2,
    "behind a limit": 9.0,
    "outside its heading": 1.0,
    "follows ahead": 0.1,
    "follows behind": 0.2,
    "most that follows": 2.0,
}
# a course with so much more against it than the best is given up
LOST = 4.0
FAR = 5
YEARLY = {Unit.MONTH: 12, Unit.SEASON: 4, Unit.SOUTHERN_SEASON: 4, Unit.QUARTER: 4, Unit.HALF: 2, Unit.YEAR: 1}
DAYS_A_YEAR = 365.2425


@dataclass(slots=True)
class Told:
    """A date as a story tells it: where its words stand, what it is, and how much it leads the story.

    `opens` = it stands at the start of its sentence; `aside` and `quoted` = in parentheses or a quotation; `fixed` = the words give
    its year, and `far` = years away from the story, a digression. The rest follows: `first` and `after` in seconds, `leads` = it carries
    the story on, `flat` = what it says against any day in it, where it is a whole year within which nothing is nearer.
    """

    start: int
    end: int
    granule: Granule
    bounds: Span | None = None
    opens: bool = False
    aside: bool = False
    quoted: bool = False
    fixed: bool = True
    far: bool = False
    year: int = 0
    first: int = 0
    after: int = 0
    leads: bool = True
    flat: float | None = None

    def __post_init__(self) -> None:
        bounds = self.bounds or span(self.granule)
        self.year, self.first, self.after = self.granule.year, bounds.start or 0, bounds.end or 0
        whole = self.granule.unit is Unit.YEAR and self.bounds is None
        self.flat = None if not whole else COSTS["bare year that opens its sentence" if self.opens else "bare year"]
        self.leads = self.granule.unit <= Unit.YEAR and not (self.aside or self.quoted or self.far)


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A date without its year: `make` gives its granule in a year, or None where that year has none.

    `forward` = a limit that lies ahead; `ends_range` = it ends the range that the date told last begins.
    """

    at: int
    make: Maker
    forward: bool = False
    aside: bool = False
    quoted: bool = False
    ends_range: bool = False


@dataclass(slots=True)
class Choice:
    """The granule of the year chosen, and the date told that it leans on."""

    granule: Granule
    anchor: Told


@dataclass(slots=True)
class Step:
    """One choice on a course, whether it was the likeliest by what stood before it, and the way that led there."""

    at: int
    choice: Choice
    likeliest: bool
    before: Step | None


@dataclass(slots=True)
class Course:
    """One way that the story may have gone: what speaks against it, the last dates told, newest first, its choices, and how many of
    these dates lead."""

    cost: float = 0.0
    recent: tuple[Told, ...] = ()
    steps: Step | None = None
    leading: int = 0

    def with_next(self, told: Told, cost: float = 0.0, steps: Step | None = None) -> Course:
        """The course with one more date told. Asides are kept too, but push nothing of the story itself out."""
        if self._digresses(told):
            told = replace(told, far=True)
        leads, recent, leading = told.leads, self.recent, self.leading
        if leading >= LOOKED_AT if leads else len(recent) - leading >= ASIDES_LOOKED_AT:
            place = next(place for place in range(len(recent) - 1, -1, -1) if recent[place].leads is leads)
            recent, leading = recent[:place] + recent[place + 1 :], leading - leads
        return Course(self.cost + cost, (told, *recent), steps or self.steps, leading + leads)

    def _digresses(self, told: Told) -> bool:
        """“The coldest winter since 1812”: years away from the story, and nothing near it was told just before."""
        before = None if told.opens else _leading(self.recent)
        if before is None or abs(told.year - before.year) <= FAR:
            return False
        return not any(each.far and abs(each.year - told.year) <= FAR for each in self.recent[:ASIDES_LOOKED_AT])


class Story:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.courses = [Course()]
        self.fixed: list[Told] = []
        self.live: dict[int, Granule] = {}
        self._asked: Incomplete | None = None
        self._options: list[tuple[float, Choice]] = []
        self._sentence = 0
        self._made_of: dict[int, Made | None] = {}
        self._beside_of: dict[int, list[Beside]] = {}
        self._heading: tuple[int, Span] | None = None

    def choose(self, asked: Incomplete) -> Choice | None:
        """The likeliest year as things stand; `tell` keeps the others in mind."""
        self._asked = asked
        self._made_of.clear()
        self._beside_of.clear()
        self._sentence = self.document.sentences[self.document.sentence_at(asked.at)][0] if self.document.text else 0
        self._options = self._weighed(asked, self.courses[0])
        return self._options[0][1] if self._options else None

    def tell(self, told: Told) -> None:
        asked, self._asked = self._asked, None
        if asked is not None and self._options and told.start <= asked.at < told.end:
            self.live[asked.at] = self._options[0][1].granule
            self._branch(asked, told)
        elif told.fixed:
            self.fixed.append(told)
            self._note_heading(told)
            self._follow(told)
        else:
            self._shift(told)

    def plan(self) -> dict[int, Choice]:
        """The choice for each incomplete date, by where it stands; its anchor is what follows, when that is what decided."""
        step, found, following = self.courses[0].steps, {}, len(self.fixed)
        while step is not None:
            while following > 0 and self.fixed[following - 1].start > step.at:
                following -= 1
            decided = not step.likeliest and following < len(self.fixed)
            found[step.at] = Choice(step.choice.granule, self.fixed[following] if decided else step.choice.anchor)
            step = step.before
        return found

    def changed(self) -> int | None:
        """Where the first incomplete date stands that the whole story puts into another year than what stood before it."""
        return min((at for at, choice in self.plan().items() if choice.granule != self.live[at]), default=None)

    def forget(self) -> None:
        """Lets go of what was told, once the plan is made: of a long text that is much."""
        self.courses, self.fixed, self.live = [Course()], [], {}
        self._options, self._beside_of = [], {}

    # --- going on ----------------------------------------------------------------------------------------------------

    def _branch(self, asked: Incomplete, told: Told) -> None:
        options: list[tuple[float, Course, Choice, bool]] = []
        for place, course in enumerate(self.courses):
            weighed = self._options if place == 0 else self._weighed(asked, course)
            options += [(course.cost + cost, course, choice, number == 0) for number, (cost, choice) in enumerate(weighed)]
        courses: list[Course] = []
        made: dict[Granule, Told] = {}
        for cost, course, choice, likeliest in sorted(options, key=itemgetter(0))[: 2 * COURSES]:
            newest = made.get(choice.granule)
            if newest is None:
                newest = Told(told.start, told.end, choice.granule, None, told.opens, told.aside, told.quoted, fixed=False)
                made[choice.granule] = newest
            courses.append(course.with_next(newest, cost - course.cost, Step(asked.at, choice, likeliest, course.steps)))
        self._keep(courses)

    def _follow(self, told: Told) -> None:
        if len(self.courses) == 1:
            self.courses = [self.courses[0].with_next(told)]
        else:
            self._keep([course.with_next(told, _follows(told, course)) for course in self.courses])

    def _shift(self, told: Told) -> None:
        """What is counted from the story moves with the year that a course gives it."""
        live = self.courses[0].recent[0].year if self.courses[0].recent else 0
        self.courses = [course.with_next(_moved(told, course.recent[0].year - live if course.recent else 0)) for course in self.courses]

    def _keep(self, options: list[Course]) -> None:
        """The best courses; of two that look the same from here on, the better."""
        options.sort(key=lambda each: each.cost)
        least = options[0].cost
        kept: dict[tuple[int, ...], Course] = {}
        for course in options:
            if course.cost > least + LOST or len(kept) == COURSES:
                break
            kept.setdefault(tuple(told.first for told in course.recent), course)
        self.courses = list(kept.values())

    # --- what speaks against a year ----------------------------------------------------------------------------------

    def _weighed(self, asked: Incomplete, course: Course) -> list[tuple[float, Choice]]:
        """The years that an incomplete date may have, each with its best anchor and what speaks against it, least first."""
        best: dict[int, tuple[float, Made, Told]] = {}
        behind = course.recent[0].first if asked.ends_range else None
        for place, (rank, told) in enumerate(_last_years(course.recent)):
            base = self._against(asked, told, rank) + COSTS["date between"] * place
            for number, made, other, apart in self._beside_of.get(id(told)) or self._beside(asked, told):
                known = best.get(number)
                if known is not None and known[0] <= base:
                    continue
                outside = made[3] if behind is None or made[2] > behind else made[3] + COSTS["behind a limit"]
                cost = base + outside + other + apart
                if known is None or cost < known[0]:
                    best[number] = (cost, made, told)
        return [(cost, Choice(made[0], told)) for cost, made, told in sorted(best.values(), key=itemgetter(0))]

    def _against(self, asked: Incomplete, told: Told, rank: int) -> float:
        """What speaks against leaning on a date told, since which so many other years were told."""
        apart = (told.aside and not asked.aside) or (told.quoted and not asked.quoted)
        far = COSTS["far"] * (told.far and told.start < self._sentence)
        return far + COSTS["further back"] * rank + COSTS["aside"] * apart

    def _beside(self, asked: Incomplete, told: Told) -> list[Beside]:
        """The year of a date told, the next and the one before, as far as the incomplete date can be in them."""
        found: list[Beside] = []
        for number in (told.year, told.year + 1, told.year - 1):
            if number not in self._made_of:
                self._made_of[number] = self._made(asked, number)
            made = self._made_of[number]
            if made is not None:
                other = COSTS["other year"] if number != told.year else 0.0
                found.append((number, made, other, _distance(made[1], made[2], told, asked.forward)))
        self._beside_of[id(told)] = found
        return found

    def _made(self, asked: Incomplete, number: int) -> Made | None:
        granule = asked.make(number)
        if granule is None:
            return None
        first, after = granule.start, granule.end
        if self._heading is None or self._heading[0] != self._section(asked.at):
            return granule, first, after, 0.0
        told = self._heading[1]
        outside = after <= (told.start or 0) or (told.end or 0) <= first
        return granule, first, after, COSTS["outside its heading"] * outside

    def _note_heading(self, told: Told) -> None:
        """“The war at sea, 1915–1917”: what stands below it lies between the first and the last date in it."""
        section = self._section(told.start)
        if told.granule.unit > Unit.YEAR or section == 0 or told.start >= self.document.headings[section - 1][1]:
            return
        first, after = told.first, told.after
        if self._heading is not None and self._heading[0] == section:
            earlier = self._heading[1]
            first, after = min(first, earlier.start or 0), max(after, earlier.end or 0)
        self._heading = (section, Span(first, after))

    def _section(self, at: int) -> int:
        """How many headings begin before an offset."""
        return bisect_right(self.document.headings, (at, len(self.document.text)))


def _distance(first: int, after: int, told: Told, forward: bool) -> float:
    if told.flat is not None:
        return told.flat
    if forward and after <= told.first:
        return COSTS["behind a limit"]
    return _cost_of((first - told.first) / MONTH, "month ahead", "month behind")


def _cost_of(months: float, ahead: str, behind: str) -> float:
    return COSTS[ahead] * months if months >= 0 else -COSTS[behind] * months


def _follows(told: Told, course: Course) -> float:
    """What speaks against a course when this is told next: a story steps back rarely, and not far ahead at once."""
    before = _leading(course.recent)
    if before is None or not told.leads:
        return 0.0
    gap = max(0, told.first - before.after) - max(0, before.first - told.after)
    return min(COSTS["most that follows"], _cost_of(gap / MONTH, "follows ahead", "follows behind"))


def _leading(recent: tuple[Told, ...]) -> Told | None:
    """The date told last of those that carry the story on."""
    for each in recent:
        if each.leads:
            return each
    return None


def _last_years(recent: tuple[Told, ...]) -> Iterator[tuple[int, Told]]:
    """The last dates of three different years, newest first, each with how many years were told since."""
    years: list[int] = []
    for each in recent:
        if each.granule.unit > Unit.YEAR or (each.leads and each.year not in years and len(years) == YEARS_TOLD):
            continue
        if each.leads and each.year not in years:
            years.append(each.year)
        yield years.index(each.year) if each.year in years else len(years), each


def _moved(told: Told, years: int) -> Told:
    granule = told.granule
    if years == 0 or granule.unit > Unit.YEAR:
        return told
    if granule.unit in YEARLY:
        return replace(told, granule=granule + YEARLY[granule.unit] * years, bounds=None)
    return replace(told, granule=Granule(Unit.DAY, granule.first_day + round(years * DAYS_A_YEAR)), bounds=None)
