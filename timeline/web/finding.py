"""Finding one's way in a timeline: the values one can choose from and how many events have each, and the conditions in force.

Nothing of it is counted on a page that does not show it: the filter is drawn where the address says `show=filter`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from timeline.errors import BadInput
from timeline.events import CATEGORIES, STATUSES
from timeline.folding import folded
from timeline.store import FacetCounts, Filter
from timeline.web import site
from timeline.web.view import CHOICES, NO_LANES, STATUS, UNCATEGORISED, View, read_view
from timeline.wording import gettext, noted
from timeline.words import bounds_words

blueprint = Blueprint("finding", __name__)

SHOWN = 6  # values of a facet before one has to look for others, where there may be any number of them
ASKED = 14  # of categories, precisions and confidences all are shown
FEW = ("category", "precision", "confidence")
LISTED = 200  # values on a page of them
SOUGHT = 50_000  # values that are looked through
MOST_COUNTED = 40_000  # events; of more than these it is not counted how many have no date, ask, or have a star

# facet: its name, and what it is called to have none
NAMES = {
    "category": noted("Category"),
    "actor": noted("Actor"),
    "place": noted("Place"),
    "source": noted("Source"),
    "tag": noted("Tag"),
    "precision": noted("Precision of the date"),
    "confidence": noted("Confidence of the reading"),
}
LANE_NAMES = NAMES | {STATUS: noted("Status"), NO_LANES: noted("None, all in one")}
NONE = {
    "category": noted("No category"),
    "actor": noted("No actor"),
    "place": noted("No place"),
    "source": noted("No source"),
    "tag": noted("No tag"),
    "precision": noted("No date"),
    "confidence": noted("Not said"),
}
STATUS_WORDS = {"accepted": noted("Accepted"), "suggested": noted("Suggested"), "rejected": noted("Rejected")}
# values that are ours, not somebody's
WORDS = {
    "category": {name: name for name in CATEGORIES},
    STATUS: STATUS_WORDS,
    "precision": {
        "millennium": noted("Millennium"),
        "century": noted("Century"),
        "decade": noted("Decade"),
        "year": noted("Year"),
        "half": noted("Half a year"),
        "season": noted("Season"),
        "quarter": noted("Quarter"),
        "month": noted("Month"),
        "week": noted("Week"),
        "day": noted("Day"),
        "hour": noted("Hour"),
        "minute": noted("Minute"),
        "second": noted("Second"),
    },
    "confidence": {"high": noted("High"), "medium": noted("Medium"), "low": noted("Low")},
}
# where a hit stands
FIELDS = {
    "quote": noted("Quote"),
    "description": noted("Description"),
    "actor": noted("Actor"),
    "place": noted("Place"),
    "tag": noted("Tag"),
}
MARKS = {"undated": noted("Undated"), "asks": noted("Needs an answer"), "star": noted("Starred")}


@dataclass(frozen=True, slots=True)
class Value:
    """`value` as an address has it; `count` is None where it was not counted."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    title: str
    values: list[Value]
    more: int = 0
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Panel:
    facets: list[Facet]
    statuses: list[Value]
    marks: list[Value]

    @property
    def exact(self) -> bool:
        return all(each.exact for each in self.facets)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that the view asks for, in words, and the view without it."""

    words: str
    without: View


# --- choices -------------------------------------------------------------------------------------------------------


def panel(slug: str, view: View, total: int) -> Panel:
    """Each facet as if nothing of it were chosen, so that one sees what else there is."""
    counts = {each.facet: each for each in site.store().facets(slug, view.filter(), [*CHOICES, "status"], ASKED)}
    statuses = {value: count for value, _, count in counts["status"].rows}
    return Panel(
        [_facet(slug, view, counts[name]) for name in CHOICES],
        [Value(each, gettext(STATUS_WORDS[each]), statuses.get(each, 0), each in view.statuses) for each in STATUSES],
        _marks(slug, view, total),
    )


def _facet(slug: str, view: View, counts: FacetCounts) -> Facet:
    name = counts.facet
    chosen = getattr(view, CHOICES[name])
    rows = counts.rows if name in FEW or len(counts.rows) + counts.more <= SHOWN + 1 else counts.rows[:SHOWN]
    values = [_value(name, value, label, count, chosen) for value, label, count in rows]
    missing = [each for each in chosen if each not in {value.value for value in values}]
    labels = labels_of(slug, name, missing)
    more = counts.more + len(counts.rows) - len(rows) - len(missing)
    values += [Value(each, labels[each], _count_of(slug, view, name, each), chosen=True) for each in missing]
    return Facet(name, gettext(NAMES[name]), values, max(0, more), counts.exact)


def _value(name: str, value: str, label: str, count: int, chosen: Sequence[str]) -> Value:
    told = value or UNCATEGORISED
    return Value(told, label_of(name, told, label), count, told in chosen)


def label_of(name: str, value: str, label: str = "") -> str:
    """What a value of a facet is called: in the reader's language where it is one of ours, else as somebody wrote it."""
    if value == UNCATEGORISED and name in NONE:
        return gettext(NONE[name])
    known = WORDS.get(name, {}).get(value)
    return gettext(known) if known else label or value


def told_of(counts: FacetCounts) -> dict[str, Any]:
    """A facet for the scripts of the page."""
    named = [(value or UNCATEGORISED, label, count) for value, label, count in counts.rows]
    values = [{"value": value, "label": label_of(counts.facet, value, label), "count": count} for value, label, count in named]
    return {"values": values, "more": counts.more, "exact": counts.exact}


def labels_of(slug: str, name: str, values: Sequence[str]) -> dict[str, str]:
    """What to call these values; sources that are documents by their titles."""
    titles = site.store().titles(slug, values) if name == "source" and values else {}
    return {each: label_of(name, each, titles.get(each, "")) for each in values}


def _count_of(slug: str, view: View, name: str, value: str) -> int:
    return site.store().count(slug, view.with_(**{CHOICES[name]: (value,)}).filter())


def _marks(slug: str, view: View, total: int) -> list[Value]:
    few = total <= MOST_COUNTED
    return [Value(name, gettext(words), _marked(slug, view, name) if few else None, getattr(view, name)) for name, words in MARKS.items()]


def _marked(slug: str, view: View, name: str) -> int:
    asked = view.with_(range=None) if name == "undated" else view
    return site.store().count(slug, asked.with_(**{name: True}).filter())


# --- one facet, whole ----------------------------------------------------------------------------------------------


@blueprint.get("/t/<slug:slug>/values/<name>")
def values(slug: str, name: str) -> ResponseReturnValue:
    """All values of a facet under the filter, or those with `find` in them; `?part=1` the choices alone."""
    if name not in CHOICES:
        raise BadInput(gettext("There is nothing to choose by “%(name)s”.", name=name[:40]), field="facet")
    card, view = site.store().timeline(slug), read_view(request.args, site.hemisphere())
    find = request.args.get("find", "").replace("\0", "").strip()[:300]
    facet, found = _found(slug, view, name, find)
    page = "values_part.html" if request.args.get("part") == "1" else "values.html"
    return render_template(page, card=card, view=view, facet=facet, found=found, find=find)


def _found(slug: str, view: View, name: str, find: str) -> tuple[Facet, int]:
    """With the number of all that were found."""
    counts = site.store().facets(slug, view.filter(), [name], SOUGHT)[0]
    chosen, sought = getattr(view, CHOICES[name]), folded(find)
    every = (_value(name, value, label, count, chosen) for value, label, count in counts.rows)
    rows = [each for each in every if (sought in folded(each.label) if sought else find in each.label)]
    return Facet(name, gettext(NAMES[name]), rows[:LISTED], len(rows) - len(rows[:LISTED]) + counts.more, counts.exact), len(rows)


# --- conditions in force ---------------------------------------------------------------------------------------------


def conditions(slug: str, view: View) -> list[Condition]:
    """In the order of the filter; what is as usual is none."""
    told = [Condition(f"“{view.q}”", view.with_(q="", cursor=""))] if view.q else []
    if view.range:
        told.append(Condition(bounds_words(view.range.earliest, view.range.latest), view.with_(dates="", range=None, cursor="")))
    for name, field in CHOICES.items():
        chosen = getattr(view, field)
        labels = labels_of(slug, name, chosen)
        told += [Condition(labels[each], view.without(name, each)) for each in chosen]
    if view.statuses != ("accepted",):
        words = " + ".join(gettext(STATUS_WORDS[each]) for each in view.statuses)
        told.append(Condition(words, view.with_(statuses=("accepted",), cursor="")))
    marked = [name for name in MARKS if getattr(view, name)]
    return told + [Condition(gettext(MARKS[name]), view.with_(**{name: False}, cursor="")) for name in marked]


def elsewhere(slug: str, view: View) -> Mapping[str, int]:
    """Of the statuses that were not asked for: how many events there are like what is sought, where there are any."""
    others = [each for each in STATUSES if each not in view.statuses]
    counts = {each: site.store().count(slug, _of_status(view, each)) for each in others}
    return {each: count for each, count in counts.items() if count}


def _of_status(view: View, status: str) -> Filter:
    return replace(view.filter(), statuses=(status,))  # type: ignore[arg-type]
