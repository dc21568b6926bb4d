"""Events that may be the same: asking whether they are, merging them, splitting them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from timeline.accounts import ENDLESS, Standing, seconds, standing
from timeline.errors import BadInput
from timeline.events import Event
from timeline.granules import DAY_SECONDS
from timeline.merge import Reason
from timeline.store import Choice, Likely, StoredDocument, StoredEvent
from timeline.web import site
from timeline.web.queue import Queue
from timeline.web.view import read_view
from timeline.wording import gettext, ngettext, noted
from timeline.words import date_words

blueprint = Blueprint("same", __name__)
PAGE = 20
MOST_AT_ONCE = 50  # events that a page can show side by side
TOO_FEW = noted("Tick at least two events to merge; nothing was changed")

DATES = {
    "same": noted("%(one)s and %(other)s agree"),
    "within": noted("%(one)s lies within %(other)s"),
    "overlap": noted("%(one)s and %(other)s overlap"),
    "apart": noted("their dates contradict each other: %(one)s against %(other)s"),
}
NO_DATE = noted("one of them has no date")


# --- words ---------------------------------------------------------------------------------------------------------


def reasons(pair: Likely) -> list[str]:
    """Why two events may be the same, a clause each."""
    return [_reason(each, pair) for each in pair.reasons]


def _reason(reason: Reason, pair: Likely) -> str:
    if reason.kind == "names":
        return gettext("both name %(names)s", names=gettext(", ").join(reason.names))
    if reason.kind == "words":
        return ngettext(
            "%(shared)s of %(number)s words in common", "%(shared)s of %(number)s words in common", reason.total, shared=reason.shared
        )
    if reason.kind == "document":
        return gettext("but one document tells both")
    return _dates(reason, pair)


def _dates(reason: Reason, pair: Likely) -> str:
    wide, narrow = sorted((pair.first.event, pair.second.event), key=_width, reverse=True)
    one, other = date_words(narrow.date), date_words(wide.date)
    if reason.kind == "same" and one == other:
        return gettext("both on %(date)s", date=one) if _width(narrow) <= DAY_SECONDS else gettext("both give %(date)s", date=one)
    if reason.kind == "apart":
        one, other = date_words(pair.first.event.date), date_words(pair.second.event.date)
    return gettext(DATES.get(reason.kind, NO_DATE), one=one, other=other)


def _width(event: Event) -> int:
    if event.date is None:
        return ENDLESS
    start, end = seconds(event.date)
    return end - start


def standing_of(event: Event, documents: Mapping[str, StoredDocument]) -> Standing:
    return standing(event, {name: each.source for name, each in documents.items()})


def standing_words(standing: Standing) -> str:
    """`single source`, `corroborated by 2 independent sources`, `disputed between 2 independent sources`; empty without sources."""
    if not standing.sources:
        return ""
    if standing.disputed:
        said = ngettext("disputed within a single source", "disputed between %(number)s independent sources", standing.sources)
    else:
        said = ngettext("single source", "corroborated by %(number)s independent sources", standing.sources)
    again = ngettext(", told %(number)s time", ", told %(number)s times", standing.accounts)
    return said + again if standing.accounts > standing.sources else said


def preferred(events: Sequence[StoredEvent]) -> StoredEvent:
    """Which of several is kept unless somebody chooses otherwise: one that a person accepted, then the one with the narrowest date."""
    return min(events, key=lambda each: (each.event.status != "accepted", _width(each.event), -len(each.event.evidence), each.created))


# --- pages ---------------------------------------------------------------------------------------------------------


@blueprint.get("/t/<slug:slug>/same")
def listed(slug: str) -> ResponseReturnValue:
    card, number = site.store().timeline(slug), _page()
    pairs = site.store().same(slug, (number - 1) * PAGE, PAGE)
    if not pairs.rows and pairs.total:
        return redirect(url_for(".listed", slug=slug, page=-(-pairs.total // PAGE)))
    shown = [each.event for row in pairs.rows for each in (row.first, row.second)]
    last = -(-pairs.total // PAGE) or 1
    return render_template("same.html", card=card, pairs=pairs, page=number, last=last, documents=site.store().cited(slug, shown))


def _page() -> int:
    given = request.args.get("page", "1")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 8 else 1


@blueprint.route("/t/<slug:slug>/merge", methods=["GET", "POST"])
def merge(slug: str) -> ResponseReturnValue:
    """Without a word on which to keep it asks; nothing is written by a GET."""
    ids, versions = _chosen()
    if len(ids) < 2:
        site.tell(gettext(TOO_FEW))
        return redirect(_from(slug))
    keep = request.form.get("keep", "")
    if request.method == "GET" or not (keep or "pair" in request.form):
        return _choosing(slug, ids)
    title, date = (request.form.get(name, "") for name in ("title", "date"))
    choice = Choice(keep or preferred(_events(slug, ids)).event.id, title, date, versions)
    back = _onward(slug, ids, choice.keep)
    stored = site.store().merge(slug, ids, choice, author=site.author())
    site.tell_event(ngettext("Merged %(number)s into one", "Merged %(number)s into one", len(ids)), slug, stored)
    return redirect(back)


def _chosen() -> tuple[list[str], dict[str, int]]:
    """Ids, and the versions that were seen: from `pair` (`id:version id:version`) or from fields `id` and `version-<id>`."""
    if given := request.form.get("pair", ""):
        named = dict(each.partition(":")[::2] for each in given.split()[:2])
        return list(named), {each: site.version_of({"version": version}) for each, version in named.items() if version}
    ids = list(dict.fromkeys(each for each in request.values.getlist("id") if each))
    if len(ids) > MOST_AT_ONCE:
        said = gettext("At most %(allowed)s events are merged at once; %(number)s were ticked.", allowed=MOST_AT_ONCE, number=len(ids))
        raise BadInput(said, field="id")
    seen = {each: request.form[f"version-{each}"] for each in ids if f"version-{each}" in request.form}
    return ids, {each: site.version_of({"version": version}) for each, version in seen.items()} if "keep" in request.form else {}


def _events(slug: str, ids: Iterable[str]) -> list[StoredEvent]:
    return [site.store().event(slug, each) for each in ids]


def _choosing(slug: str, ids: Sequence[str]) -> ResponseReturnValue:
    events = list({each.event.id: each for each in _events(slug, ids)}.values())
    if len(events) < 2:
        site.tell(gettext("These are one event already"))
        return redirect(_from(slug))
    documents = site.store().cited(slug, [each.event for each in events])
    return render_template(
        "merge.html", card=site.store().timeline(slug), events=events, documents=documents, origin=request.args.to_dict()
    )


@blueprint.post("/t/<slug:slug>/different")
def different(slug: str) -> ResponseReturnValue:
    ids, _ = _chosen()
    back = _onward(slug, [], ids[0] if ids else "", ".".join(ids))
    change = site.store().not_the_same(slug, ids, author=site.author())
    site.tell(gettext("Not the same: they will not be offered again"), slug, change.id)
    return redirect(back)


@blueprint.post("/t/<slug:slug>/e/<event>/split")
def split(slug: str, event: str) -> ResponseReturnValue:
    """`account` is a place among its accounts, from 0; `former` the id of an event that was merged into it."""
    account, former = request.form.get("account", ""), request.form.get("former", "")
    if not former and not (account.isascii() and account.isdigit() and len(account) < 6):
        raise BadInput(gettext("The form does not say which account to split off. Open the event and try again."), field="account")
    place = None if former else int(account)
    stored = site.store().split(slug, event, place, former, site.version_of(request.form), author=site.author())
    site.tell_event(gettext("Split off"), slug, stored)
    return redirect(site.timeline_url(slug, read_view(request.args, site.hemisphere()), event))


# --- the way back ----------------------------------------------------------------------------------------------------


def _from(slug: str, kept: str = "") -> str:
    """Where one came from: the queue, the pairs, or the timeline."""
    origin = request.args.get("from", "")
    if origin == "review":
        return Queue.of(request.args).url(slug, kept)
    if origin == "same":
        return url_for(".listed", slug=slug, page=request.args.get("page"))
    return site.timeline_url(slug, read_view(request.args, site.hemisphere()), kept)


def _onward(slug: str, gone: Sequence[str], kept: str, pair: str = "") -> str:
    """To the card or pair that stands next, or to the event that was kept."""
    origin = request.args.get("from", "")
    if origin == "review":
        queue = Queue.of(request.args)
        here = [each.event.id for each in queue.page(slug).rows]
        left = [each for each in gone if each != kept]
        return queue.url(slug, kept if kept in here else queue.after(slug, left))
    if origin == "same":
        return f"{_from(slug)}#card-{_next_pair(slug, pair or '.'.join(request.form.getlist('id')))}"
    return _from(slug, kept)


def _next_pair(slug: str, done: str) -> str:
    rows = site.store().same(slug, (_page() - 1) * PAGE, PAGE).rows
    names = [pair_name(each) for each in rows]
    at = names.index(done) if done in names else -1
    ordered = [*names[at + 1 :], *reversed(names[: max(0, at)])]
    return ordered[0] if ordered else ""


def pair_name(pair: Likely) -> str:
    return f"{pair.first.event.id}.{pair.second.event.id}"


def pair_value(pair: Likely) -> str:
    """What a button sends: which two, and in which version they were seen."""
    return " ".join(f"{each.event.id}:{each.version}" for each in (pair.first, pair.second))


@blueprint.record_once
def _give_to_templates(state: object) -> None:
    names = (reasons, standing_of, standing_words, preferred, pair_name, pair_value)
    state.app.jinja_env.globals.update({each.__name__: each for each in names})  # type: ignore[attr-defined]
