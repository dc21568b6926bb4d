"""Files being imported: the work goes on in a thread of its own, whatever page is looked at; its page tells how far it is.

What is done so far is in the store, whole document by whole document; the list of it lives as long as the server.
"""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from timeline.errors import NotFound, TimelineError
from timeline.importing import File, Import, Row
from timeline.readers import archive
from timeline.readers.kinds import is_read
from timeline.store.slugs import random_word
from timeline.web import site
from timeline.wording import gettext, ngettext, noted, number_words
from timeline.words import count_words

blueprint = Blueprint("importing", __name__)
log = logging.getLogger("timeline.web")

KEPT = 20
ROWS_SHOWN = 1000
BROKE = noted("The import broke, which is our fault; what was kept before is whole. The log of the server tells more.")
ORDER = {"refused": 0, "read": 1, "timeline": 1, "known": 2, "left out": 3}


@dataclass(slots=True)
class Job:
    """`state` is running, done, stopped or failed; `sentence` says why it failed."""

    work: Import
    total: int
    id: str = field(default_factory=random_word)
    rows: list[Row] = field(default_factory=list)
    state: str = "running"
    sentence: str = ""
    asked_to_stop: threading.Event = field(default_factory=threading.Event)

    def run(self, files: Sequence[File]) -> None:
        try:
            for row in self.work.take(self._until_stopped(files)):
                self.rows.append(row)
            self.state = "stopped" if self.asked_to_stop.is_set() else "done"
        except TimelineError as wrong:
            self.state, self.sentence = "failed", wrong.sentence
        except Exception as wrong:
            log.error("an import broke", exc_info=wrong)
            self.state, self.sentence = "failed", gettext(BROKE)

    def _until_stopped(self, files: Sequence[File]) -> Iterator[File]:
        for each in files:
            if self.asked_to_stop.is_set():
                return
            yield each

    @property
    def done(self) -> int:
        return len(self.rows)

    def count(self, *states: str) -> int:
        return sum(row.state in states for row in list(self.rows))

    @property
    def added(self) -> int:
        return sum(row.added for row in list(self.rows))

    @property
    def words(self) -> str:
        return ngettext(
            "%(done)s of %(number)s files: %(read)s read, %(known)s known already, %(refused)s refused; %(suggestions)s",
            "%(done)s of %(number)s files: %(read)s read, %(known)s known already, %(refused)s refused; %(suggestions)s",
            max(self.total, self.done),
            done=number_words(self.done),
            read=number_words(self.count("read", "timeline")),
            known=number_words(self.count("known")),
            refused=number_words(self.count("refused")),
            suggestions=count_words(self.added, "new suggestion"),
        )

    def listed(self) -> list[Row]:
        """What was refused first: somebody may have to do something about it."""
        return sorted(self.rows, key=lambda row: ORDER[row.state])[:ROWS_SHOWN]


# --- starting one ------------------------------------------------------------------------------------------------


def begun(given: Sequence[FileStorage], work: Import, texts: bool = False) -> Job:
    """A job under way. A single file that is no archive is done at once, and the job with it. `texts`: said to be texts, all of them."""
    folder = tempfile.TemporaryDirectory(prefix="timeline-import-")
    files = [_saved(each, Path(folder.name) / str(number), texts) for number, each in enumerate(given)]
    job = Job(work, sum(map(_expected, files)))
    _remember(job)

    def run() -> None:
        with folder:
            job.run(files)

    if len(files) == 1 and job.total == 1:
        run()
    else:
        threading.Thread(target=partial(copy_context().run, run), name=f"import {job.id}", daemon=True).start()
    return job


def _saved(given: FileStorage, path: Path, text: bool) -> File:
    given.stream.seek(0)
    given.save(path)
    return File(given.filename or "", path.read_bytes, text)


def _expected(file: File) -> int:
    """How many documents a file promises: what an archive names, else one."""
    if not file.name.lower().endswith(".zip"):
        return 1
    return max(2, sum(map(is_read, archive.names_in(file.content()))))


def _jobs() -> dict[str, Job]:
    found: dict[str, Job] = current_app.extensions.setdefault("imports", {})
    return found


def _remember(job: Job) -> None:
    jobs = _jobs()
    jobs[job.id] = job
    over = [each for each in jobs.values() if each.state != "running"][: max(0, len(jobs) - KEPT)]
    for each in over:
        if each is not job:
            del jobs[each.id]


# --- its page ----------------------------------------------------------------------------------------------------


def _job(slug: str, number: str) -> Job:
    job = _jobs().get(number)
    if job is None or job.work.slug != slug:
        raise NotFound(
            gettext("Nothing is known of this import any more; the server was started again since. What it kept is in the timeline.")
        )
    return job


@blueprint.get("/t/<slug:slug>/import/<job>")
def show(slug: str, job: str) -> ResponseReturnValue:
    """The list of an import ends with the server that made it; what it kept does not, and the page leads there."""
    card = site.store().timeline(slug)
    try:
        found = _job(slug, job)
    except NotFound as gone:
        return render_template("problem.html", title=gettext("An earlier import"), sentence=gone.sentence, status=410), 410
    return render_template("importing.html", card=card, job=found, shown=ROWS_SHOWN)


@blueprint.get("/t/<slug:slug>/import/<job>/state.json")
def state(slug: str, job: str) -> dict[str, Any]:
    found = _job(slug, job)
    return {"state": found.state, "done": found.done, "total": max(found.total, found.done), "words": found.words}


@blueprint.post("/t/<slug:slug>/import/<job>/stop")
def stop(slug: str, job: str) -> ResponseReturnValue:
    _job(slug, job).asked_to_stop.set()
    return redirect(url_for(".show", slug=slug, job=job))
