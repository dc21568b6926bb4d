"""What templates may call: words of dates, times of changes, quotes with their date words marked, icons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import starmap
from typing import NamedTuple

from flask import Flask
from markupsafe import Markup

from timeline import words
from timeline.dates import Assumption, EventDate
from timeline.events import CATEGORIES, Event
from timeline.store import TimelineCard, marked
from timeline.web import datefield, svg
from timeline.web.ahead import QUICK, first_questions
from timeline.web.assets import icons_url
from timeline.web.conflict import differences
from timeline.web.forms import LANGUAGES, LIMITS, PRECISIONS, web_address
from timeline.wording import gettext, ngettext, noted, retold

STATUS_WORDS = (noted("suggested"), noted("accepted"), noted("rejected"))


class Piece(NamedTuple):
    text: str
    marked: bool


def highlight(quote: str, dates: Iterable[str]) -> list[Piece]:
    """The quote in pieces, those that are the words of a date marked; blanks and capitals may differ."""
    patterns = [r"\s+".join(map(re.escape, each.split())) for each in dates if each.strip()]
    if not patterns:
        return [Piece(quote, False)]
    either = "|".join(sorted(patterns, key=len, reverse=True))
    parts = re.split(rf"(?<!\w)({either})(?!\w)", quote, flags=re.IGNORECASE)
    if len(parts) == 1:  # in scripts that put no blanks between words
        parts = re.split(f"({either})", quote, flags=re.IGNORECASE)
    return [Piece(part, bool(at % 2)) for at, part in enumerate(parts) if part]


def sought(text: str, dates: Iterable[str], q: str) -> list[Piece]:
    """The text with the words of its dates marked, and those that a search looked for."""
    return [part for piece in highlight(text, dates) for part in ([piece] if piece.marked else starmap(Piece, marked(piece.text, q)))]


def date_texts(event: Event) -> list[str]:
    claimed = [each.claimed.text for each in event.evidence if each.claimed is not None]
    return list(dict.fromkeys([*([event.date.text] if event.date else []), *claimed]))


def moment(at: str) -> Markup:
    """A time of a change (ISO, UTC) as 23 Nov 2026, 16:02 UTC."""
    try:
        read = datetime.fromisoformat(at)
    except ValueError:
        return Markup("<time>{}</time>").format(at)
    told = f"{words.minute_words(read)} UTC"
    return Markup('<time datetime="{}">{}</time>').format(at, told)


def icon(name: str) -> Markup:
    return Markup('<svg class="icon icon-{0}" aria-hidden="true" focusable="false"><use href="{1}#{0}"/></svg>').format(name, icons_url())


def colour(category: str) -> str:
    """The class of a category's colour: c1 ... c6 in the fixed order, c0 for any other."""
    return f"c{CATEGORIES.index(category) + 1}" if category in CATEGORIES else "c0"


def category_words(category: str) -> str:
    """In the reader's language where it is one of ours."""
    return gettext(category) if category in CATEGORIES else category


def card_range(card: TimelineCard) -> str:
    return words.bounds_words(card.earliest, card.latest) if card.earliest or card.latest else ""


def language_name(code: str) -> str:
    return gettext(LANGUAGES[code]) if code in LANGUAGES else code


def why_words(assumed: Assumption) -> str:
    return retold(assumed.why)


def cannot_tell(readings: int) -> str:
    return gettext("Cannot tell: keep both") if readings == 2 else gettext("Cannot tell: keep all")


def drawn_as(readings: int) -> str:
    few = {1: gettext("(drawn as one claim)"), 2: gettext("(drawn as two claims)"), 3: gettext("(drawn as three claims)")}
    return few.get(readings) or ngettext("(drawn as %(number)s claim)", "(drawn as %(number)s claims)", readings)


def is_house_rule(assumed: Assumption) -> bool:
    return assumed.source == "convention" and assumed.part != "hemisphere"


def is_web(address: str) -> bool:
    """Whether a link may lead there."""
    return not web_address(address)


def asks_still(date: EventDate | None) -> bool:
    return date is not None and date.asks


def kind_apart(date: EventDate | None) -> str:
    """What the bounds stand for, unless one of the clauses beside it says so already."""
    kind = words.kind_words(date)
    return "" if any(each.startswith(kind) for each in words.date_why(date)) else kind


def install(app: Flask) -> None:
    named = (
        *(words.date_words, words.date_short, words.date_why, words.date_line, words.kind_words, words.bounds_words, words.count_words),
        *(
            words.of_words,
            words.stretch_words,
            words.question,
            highlight,
            sought,
            date_texts,
            moment,
            icon,
            colour,
            card_range,
            asks_still,
            kind_apart,
            differences,
        ),
        *(datefield.can_last, datefield.has_lasted, datefield.is_open, datefield.keeps_both, is_house_rule, is_web),
        *(language_name, why_words, cannot_tell, drawn_as, first_questions),
    )
    app.jinja_env.globals.update({each.__name__: each for each in named})
    svg.install(app.jinja_env)
    app.jinja_env.filters.update(said=gettext, retold=retold, category=category_words)
    app.jinja_env.globals.update(LIMITS=LIMITS, PRECISIONS=PRECISIONS, LANGUAGES=LANGUAGES, BOTH=datefield.BOTH, QUICK=QUICK)
