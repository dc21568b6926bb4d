"""What went wrong, as a page with its sentence (or JSON where JSON was asked for); never a traceback."""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus

from flask import Flask, Response, make_response, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from timeline.errors import NotADate, NotFound, Refused, TimelineError, plain
from timeline.web.api.access import is_api
from timeline.web.api.problem import response
from timeline.wording import gettext, noted, number_words

log = logging.getLogger("timeline.web")

# status: (title, sentence) for what the framework itself refuses
SENTENCES = {
    400: (noted("That request cannot be read"), noted("Something in the address or the form is not as it should be.")),
    404: (
        noted("There is no such page"),
        noted("Nothing is kept at this address. It may have been mistyped, renamed, or erased for good."),
    ),
    405: (noted("That does not work this way"), noted("This address takes a form from one of our pages; it cannot be opened by itself.")),
    413: (noted("That is too much at once"), ""),
    415: (noted("That is not a form"), noted("Send it from one of the pages here.")),
}
TITLES = {
    NotFound: noted("There is no such page"),
    Refused: noted("This was refused"),
    TimelineError: noted("That did not work"),
}


def install(app: Flask) -> None:
    app.register_error_handler(TimelineError, refused)
    app.register_error_handler(HTTPException, not_served)
    app.register_error_handler(Exception, broken)


def refused(wrong: TimelineError) -> ResponseReturnValue:
    if wrong.status >= 500:
        log.error("%s %s: %s", request.method, plain(request.path), wrong.sentence, exc_info=wrong)
    title = next(words for kind, words in TITLES.items() if isinstance(wrong, kind))
    understood = wrong.understood if isinstance(wrong, NotADate) else ()
    return problem(gettext(title), wrong.sentence, wrong.status, understood, wrong)


def not_served(wrong: HTTPException) -> ResponseReturnValue:
    if wrong.code is not None and 300 <= wrong.code < 400:
        return wrong.get_response()
    status = wrong.code or 500
    title, sentence = SENTENCES.get(
        status, (HTTPStatus(status).phrase, noted("This server does not do that. Start again from the list of timelines."))
    )
    title, sentence = gettext(title), gettext(sentence)
    if isinstance(wrong, RequestEntityTooLarge):
        sentence = too_large()
    answer = make_response(problem(title, sentence, status, wrong=wrong))
    for name, value in wrong.get_headers():
        if name == "Allow":
            answer.headers[name] = value
    return answer


def too_large() -> str:
    size = request.content_length or 0
    limit = request.max_content_length or 0
    if size > limit:
        return gettext(
            "What was sent has %(size)s MB; the limit is %(limit)s MB. Send it in parts, or raise TIMELINE_MAX_UPLOAD.",
            size=number_words(round(size / 1e6)),
            limit=number_words(round(limit / 1e6)),
        )
    return gettext("The text is longer than the limit. Send it in parts, or raise TIMELINE_MAX_TEXT.")


def broken(wrong: Exception) -> ResponseReturnValue:
    number = secrets.token_hex(4)
    log.error("error %s at %s %s", number, request.method, plain(request.path), exc_info=wrong)
    sentence = gettext(
        "It is our fault, not yours. Nothing was half-saved. The log of the server tells more under the number %(number)s.", number=number
    )
    try:
        return problem(gettext("Something broke"), sentence, 500)
    except Exception:  # the page itself is what broke
        log.exception("error %s could not be shown on a page", number)
        return Response(f"Something broke. {sentence}\n", 500, mimetype="text/plain")


def problem(
    title: str, sentence: str, status: int, understood: tuple[str, ...] = (), wrong: Exception | None = None
) -> ResponseReturnValue:
    if is_api():
        return response(title, sentence, status, wrong)
    if request.path.endswith(".json") or request.path.startswith("/read-date"):
        return {"error": sentence, "status": status}, status
    if request_ctx.url_adapter is None:  # a name so strange that no page could link to another
        return Response(f"{title}. {sentence}\n", status, mimetype="text/plain")
    return render_template("problem.html", title=title, sentence=sentence, status=status, understood=understood), status
