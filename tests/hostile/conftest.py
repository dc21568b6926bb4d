"""A store with something of everything in it, made once and copied for each case."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.visiting import HOME
from timeline import pipeline
from timeline.events import Event
from timeline.extraction import extract
from timeline.formats import writer
from timeline.store import Store
from timeline.understanding import normalise
from timeline.web import create_app

SLUG = "hostile"
TOKEN = "the token of this visitor"
TEXT = "A letter of 2020\n\nThe bridge fell in autumn 2020. It was built in 1994."


@dataclass(frozen=True)
class Prepared:
    path: Path
    ids: dict[str, str]


@dataclass
class Attacked:
    """The app over a store that may be broken, if it can be. `log` is every record logged."""

    app: Flask
    prepared: Prepared
    path: Path
    log: list[str] = field(default_factory=list)
    watch: sqlite3.Connection | None = None
    seen: int = 0

    @property
    def store(self) -> Store:
        kept: Store = self.app.extensions["store"]
        return kept

    def written(self) -> bool:
        """Whether anything at all was written to the file since `renew`."""
        return self.watch is None or self._version() != self.seen

    def _version(self) -> int:
        assert self.watch is not None
        return int(self.watch.execute("PRAGMA data_version").fetchone()[0])

    def renew(self) -> None:
        """As it was before anything was tried."""
        if not self.written():
            return
        self.close()
        shutil.copyfile(self.prepared.path, self.path)
        self.app.extensions["store"] = Store.open(f"sqlite:///{self.path}")
        self.watch = sqlite3.connect(self.path)
        self.seen = self._version()

    def ruin(self) -> None:
        """Takes a table out of the file while the store is open."""
        assert self.watch is not None
        self.watch.execute("DROP TABLE timeline")
        self.watch.commit()

    def close(self) -> None:
        if self.watch is not None:
            self.watch.close()
            self.store.close()

    def bad_lines(self) -> list[str]:
        """Records that tell of a failure, or that make a line more than they are."""
        return [each for each in self.log if each.startswith("ERROR") or len(each.splitlines()) > 1]

    def ask(self, path: str, method: str = "GET", **options: Any) -> TestResponse:
        """With the cookie of a visitor whose token is TOKEN, unless the headers bring another."""
        client = self.app.test_client(use_cookies="Cookie" not in options.get("headers", {}))
        if client._cookies is not None:
            with client.session_transaction(base_url=HOME) as session:
                session["csrf"] = TOKEN
        answer = client.open(self.fill(path), method=method, **{"base_url": HOME, **options})
        answer.get_data()
        return answer

    def send(self, path: str, form: dict[str, Any], **options: Any) -> TestResponse:
        filled = {name: self.fill(value) if isinstance(value, str) else value for name, value in form.items()}
        return self.ask(path, "POST", data={"csrf": TOKEN, **filled}, **options)

    def fill(self, text: str) -> str:
        for name, value in self.prepared.ids.items():
            text = text.replace("{" + name + "}", value)
        return text

    def stored(self) -> dict[str, str]:
        """Everything that is kept, as it is exported."""
        return {card.slug: "".join(writer("json")(self.store, card.slug)) for card in self.store.timelines()}


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    path = tmp_path_factory.mktemp("hostile") / "prepared.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.create_timeline("Hostile", SLUG)
        event = store.add_event(SLUG, Event("The bridge fell", normalise("autumn 2020"))).event.id
        asking = store.add_event(SLUG, Event("A letter came", normalise("05/12/1994"))).event.id
        binned = store.add_event(SLUG, Event("A mistake", normalise("1994"))).event.id
        store.bin_event(SLUG, binned)
        reading = extract(TEXT, published="2020-12")
        document = store.add_document(SLUG, pipeline.document(TEXT, reading, "A letter", "own"), reading).document.id
        store.same(SLUG)  # what is worked out from the events when somebody looks is no writing that a look may be blamed for
    return Prepared(path, {"event": event, "asking": asking, "binned": binned, "document": document})


@pytest.fixture(scope="session")
def hostile_app(prepared: Prepared) -> Iterator[Flask]:
    with Store.open(f"sqlite:///{prepared.path}") as store:
        yield create_app(store, secret="a key for tests", password="")


class Lines(logging.Handler):
    """Keeps what a log file would hold, line by line."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        self.kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(self.format(record))


@pytest.fixture
def attacked(hostile_app: Flask, prepared: Prepared, tmp_path: Path) -> Iterator[Attacked]:
    made = Attacked(hostile_app, prepared, tmp_path / "copy.db")
    made.renew()
    handler = Lines(made.log)
    logging.getLogger().addHandler(handler)
    yield made
    logging.getLogger().removeHandler(handler)
    made.close()
