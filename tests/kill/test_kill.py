"""Fifty times a process at work on a store is killed at a step that chance chose; what it had been told is kept is there, whole."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import environment
from tests.kill.child import ROWS, SLUG
from timeline.events import STATUSES
from timeline.store import Filter, Store, StoredEvent

CHILD = Path(__file__).with_name("child.py")
ROOT = CHILD.parent.parent.parent
KILLS = 50
ROUNDS = 5  # stores; each is killed, opened again and worked on KILLS / ROUNDS times
MOST_STEPS = 12


def steps(running: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    assert running.stdout is not None
    for line in running.stdout:
        assert line.endswith(b"\n")
        yield json.loads(line)


def work_and_kill(url: str, seed: int) -> list[dict[str, Any]]:
    """What the child told before and while it was killed, at a step drawn from the seed; what it told last may have been cut off by it."""
    strike = random.Random(seed).randint(1, MOST_STEPS)
    heard: list[dict[str, Any]] = []
    command = [sys.executable, str(CHILD), url, str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment(PYTHONPATH=str(ROOT))) as running:
        for step in steps(running):
            heard.append(step)
            if len(heard) == strike:
                running.kill()
    assert running.returncode == -signal.SIGKILL
    assert len(heard) >= strike
    return heard


class Told:
    """What the children were told is kept."""

    def __init__(self) -> None:
        self.titles: dict[str, str] = {}
        self.binned: set[str] = set()
        self.documents: dict[str, int] = {}
        self.imported: set[int] = set()
        self.unanswered: list[dict[str, Any]] = []

    def hear(self, heard: list[dict[str, Any]]) -> None:
        for step in heard:
            self.titles |= step.get("titles", {})
            self.binned |= {step["binned"]} if "binned" in step else set()
            self.documents |= {step["document"]: step["of_document"]} if "document" in step else {}
            self.imported |= {step["imported"]} if "imported" in step else set()
        if heard[-1]["step"] == "try":
            self.unanswered.append(heard[-1])


def rows_of(store: Store) -> dict[str, StoredEvent]:
    given = (Filter(statuses=STATUSES), Filter(statuses=STATUSES, binned=True))
    return {row.event.id: row for each in given for row in store.each_event(SLUG, each)}


def check(url: str, told: Told) -> None:
    with Store.open(url) as store:
        assert store.check() == []
        if not told.titles and not told.documents and not told.imported and not store.timelines():
            return
        rows = rows_of(store)
        unsure = {step["number"] for step in told.unanswered}
        check_events(rows, told, unsure)
        documents = {each.id: each.title for each in store.documents(SLUG)}
        for document, count in told.documents.items():
            assert document in documents
            assert sum(any(proof.document == document for proof in row.event.evidence) for row in rows.values()) == count
        for number in told.imported | unsure:
            there = sum(name.startswith(f"i{number}-") for name in rows)
            assert there == ROWS if number in told.imported else there in (0, ROWS)


def check_events(rows: dict[str, StoredEvent], told: Told, unsure: set[int]) -> None:
    for name, title in told.titles.items():
        assert name in rows
        now = rows[name].event.title
        assert now == title or now in {f"Changed {number}" for number in unsure}, "a change answered with success is gone"
    binned = {name for name, row in rows.items() if row.binned}
    assert told.binned <= binned
    assert len(binned - told.binned) <= sum(step["what"] == "bin_one" for step in told.unanswered)
    for name, row in rows.items():
        assert not row.event.title.startswith("Changed") or row.event.description == "word " * 500, f"{name} is half changed"


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_killed_at_any_step_the_store_is_whole(tmp_path: Path, seed: int) -> None:
    url, told = f"sqlite:///{tmp_path / 'killed.db'}", Told()
    for each in range(KILLS // ROUNDS):
        told.hear(work_and_kill(url, seed * 100 + each))
        check(url, told)
    assert told.titles or told.documents or told.imported
