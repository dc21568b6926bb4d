"""What the server itself refuses before the app is asked (a body beyond the limit, a header that is none): told as the app tells it."""

from __future__ import annotations

from flask import Response
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from timeline.settings import whole_setting
from timeline.web.api import problem
from timeline.web.api.access import PREFIX
from timeline.web.security import HEADERS

UNREADABLE = "The request is not written as HTTP has it, so nothing was done."
TOO_LARGE = 413


class Unserved(ErrorTask):  # type: ignore[misc]
    def execute(self) -> None:
        answer = refusal(getattr(self.request, "path", ""), self.request.error.code)
        self.status = answer.status
        self.response_headers.extend([*answer.headers.items(), *HEADERS.items()])
        self.set_close_on_finish()
        body = answer.get_data()
        self.content_length = len(body)
        self.write(body)


def refusal(path: str, status: int) -> Response:
    limit = f"A request has at most {whole_setting('max_upload'):,} bytes; this has more. Send it in parts, or raise TIMELINE_MAX_UPLOAD."
    sentence = limit if status == TOO_LARGE else UNREADABLE
    if path.startswith(PREFIX):
        return problem.response("That cannot be read", sentence, status)
    return Response(f"{sentence}\n", status, mimetype="text/plain")


def install() -> None:
    """For every server of this process: waitress asks its class, and a name with several addresses has several servers."""
    HTTPChannel.error_task_class = Unserved
