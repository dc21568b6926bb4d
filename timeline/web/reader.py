"""The reader's language for each page: the one in the settings, else the first that the browser asks for among those there are.

Programs that use the API are always told in English.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from flask import Flask, current_app, g, request
from jinja2 import pass_context
from jinja2.ext import InternationalizationExtension
from jinja2.runtime import Context

from timeline import wording
from timeline.errors import BadInput
from timeline.web.api.access import is_api


def install(app: Flask, chosen: str) -> None:
    """Raises BadInput for a language that there is no file of."""
    if chosen and chosen not in wording.languages():
        raise BadInput(f"There is no language {chosen!r}; there are {', '.join(wording.languages())}.", field="language")
    app.config["LANGUAGE"] = chosen
    app.before_request(_begin)
    app.teardown_request(_end)
    environment: Any = app.jinja_env
    environment.add_extension(InternationalizationExtension)
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(wording.gettext, wording.plural, newstyle=True)
    environment.globals["ngettext"] = _numbered(environment.globals["ngettext"])
    environment.globals.update(language=_tag, direction=wording.direction, words_of_scripts=_words_of_scripts)
    environment.filters["number"] = wording.number_words


def _begin() -> None:
    g.reader = ExitStack()
    g.reader.enter_context(wording.reading_in(wording.ENGLISH if is_api() else _asked()))


def _end(_: BaseException | None) -> None:
    if "reader" in g:
        g.pop("reader").close()


def _asked() -> str:
    codes = {code.replace("_", "-"): code for code in wording.languages()}
    best = request.accept_languages.best_match(codes, wording.ENGLISH)
    return str(current_app.config["LANGUAGE"]) or codes[best or wording.ENGLISH]


def _tag() -> str:
    """As HTML and browsers write it: `pt-BR`."""
    return wording.language().replace("_", "-")


def _numbered(ngettext: Callable[..., str]) -> Callable[..., str]:
    """With `%(number)s` as the reader writes it."""

    @pass_context
    def numbered(context: Context, one: str, many: str, number: int, **values: object) -> str:
        return ngettext(context, one, many, number, number=wording.number_words(number), **values)

    return numbered


def _words_of_scripts() -> dict[str, object]:
    """What `words.js` looks sentences up in; empty in English."""
    told = wording.catalogue()
    return {"messages": told.scripts, "forms": told.forms} if told.scripts else {}
