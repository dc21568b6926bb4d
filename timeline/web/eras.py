"""The page that keeps the eras of a timeline: named periods, such as a state or a war, that lie behind the events."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from timeline.errors import NotFound, TimelineError
from timeline.notation import bound_seconds
from timeline.store import Era
from timeline.web import site
from timeline.web.backdrop import COLOURS
from timeline.web.datefield import DateInput, DateReading, read
from timeline.web.forms import control_wrong, date_wrong
from timeline.wording import gettext, noted

blueprint = Blueprint("eras", __name__)
LONGEST = 200
NAMES = (noted("grey"), noted("blue"), noted("brick"), noted("teal"), noted("plum"), noted("ochre"), noted("violet"))
COLOUR_WORDS = dict(zip(("", *COLOURS), NAMES, strict=True))


@dataclass(slots=True)
class EraForm:
    """As typed; `errors` has one sentence a field."""

    date: DateInput = field(default_factory=DateInput)
    name: str = ""
    colour: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    reading: DateReading = field(default_factory=lambda: DateReading(DateInput()))

    @classmethod
    def of(cls, form: Mapping[str, str], kept: Era | None = None) -> EraForm:
        made = cls(DateInput.of(form), form.get("name", "").strip(), form.get("colour", ""))
        return made.check(kept)

    @classmethod
    def showing(cls, era: Era) -> EraForm:
        date = DateInput.showing(era.date)
        return cls(date, era.name, era.colour, reading=read(date, era.date, site.hemisphere()))

    def check(self, kept: Era | None) -> EraForm:
        self.reading = read(self.date, kept.date if kept else None, site.hemisphere())
        wrongs = {"when": self._undated(), **date_wrong(self.reading, None), "name": self._misnamed()}
        if self.colour not in COLOUR_WORDS:
            wrongs["colour"] = gettext("Choose a colour from the list.")
        self.errors = {name: sentence for name, sentence in wrongs.items() if sentence}
        return self

    def _undated(self) -> str:
        date = self.reading.date
        bounded = date is not None and (date.earliest is not None or date.latest is not None)
        return "" if bounded or self.date.text else gettext("Say when it was; an era needs a beginning or an end.")

    def _misnamed(self) -> str:
        if len(self.name) > LONGEST:
            return gettext("The name of an era has at most %(most)s characters; this has %(many)s.", most=LONGEST, many=len(self.name))
        return control_wrong(self.name) if self.name else gettext("Give the era a name.")

    @property
    def values(self) -> dict[str, Any]:
        return {"name": self.name, "date": self.reading.date, "colour": self.colour}


def by_time(slug: str) -> list[Era]:
    """What has no beginning comes first."""
    return sorted(site.store().eras(slug), key=lambda era: bound_seconds(era.date.earliest) if era.date.earliest else -math.inf)


@blueprint.get("/t/<slug:slug>/eras")
def listed(slug: str) -> ResponseReturnValue:
    return _page(slug, EraForm())


@blueprint.post("/t/<slug:slug>/eras")
def add(slug: str) -> ResponseReturnValue:
    form = EraForm.of(request.form)
    if request.form.get("action") == "read" or form.errors:
        return _again(slug, form)
    try:
        site.store().add_era(slug, **form.values, author=site.author())
    except TimelineError as wrong:
        return _not_saved(slug, form, wrong)
    return _done(slug, gettext("Added the era %(name)s", name=form.name[: site.TOLD]))


@blueprint.get("/t/<slug:slug>/eras/<era>")
def edit(slug: str, era: str) -> ResponseReturnValue:
    kept = _era(slug, era)
    return _page(slug, EraForm.showing(kept), kept)


@blueprint.post("/t/<slug:slug>/eras/<era>")
def change(slug: str, era: str) -> ResponseReturnValue:
    kept = _era(slug, era)
    form = EraForm.of(request.form, kept)
    if request.form.get("action") == "read" or form.errors:
        return _again(slug, form, kept)
    try:
        site.store().change_era(slug, era, author=site.author(), **form.values)
    except TimelineError as wrong:
        return _not_saved(slug, form, wrong, kept)
    return _done(slug, gettext("Changed the era %(name)s", name=form.name[: site.TOLD]))


@blueprint.post("/t/<slug:slug>/eras/<era>/remove")
def remove(slug: str, era: str) -> ResponseReturnValue:
    kept = _era(slug, era)
    site.store().remove_era(slug, era, author=site.author())
    return _done(slug, gettext("Removed the era %(name)s", name=kept.name[: site.TOLD]))


def _era(slug: str, public: str) -> Era:
    found = next((each for each in site.store().eras(slug) if each.id == public), None)
    if found is None:
        raise NotFound(gettext("This era is not there any more; it may have been removed."))
    return found


def _done(slug: str, sentence: str) -> ResponseReturnValue:
    site.tell(sentence, slug, site.store().newest(slug))
    return redirect(url_for(".listed", slug=slug))


def _again(slug: str, form: EraForm, era: Era | None = None) -> ResponseReturnValue:
    """With what was typed: it could not be saved, or somebody without scripts wants to see how the date is read."""
    if request.form.get("action") == "read":
        form.errors = {}
    return _page(slug, form, era, 422 if form.errors else 200)


def _not_saved(slug: str, form: EraForm, wrong: TimelineError, era: Era | None = None) -> ResponseReturnValue:
    field_of = {"date": "when", "name": "name"}
    form.errors[field_of.get(wrong.field or "", "form")] = wrong.sentence
    return _page(slug, form, era, wrong.status)


def _page(slug: str, form: EraForm, era: Era | None = None, status: int = 200) -> ResponseReturnValue:
    card = site.store().timeline(slug)
    page = render_template(
        "eras.html", card=card, form=form, reading=form.reading, category="", era=era, eras=by_time(slug), colours=COLOUR_WORDS
    )
    return page, status


@blueprint.record_once
def _give_to_templates(state: Any) -> None:
    state.app.jinja_env.globals["eras_of"] = by_time
