"""An import that is killed leaves whole documents or none, as one step that can still be undone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import environment
from tests.kill.importing_child import EVENTS, FILES, SLUG
from timeline.events import STATUSES
from timeline.store import Filter, Store

CHILD = Path(__file__).with_name("importing_child.py")
ROOT = CHILD.parent.parent.parent
EVERYTHING = Filter(statuses=STATUSES)


@pytest.mark.parametrize("strike", [1, 2, 7, 20, 47])
def test_killed_anywhere_whole_documents_are_there(tmp_path: Path, strike: int) -> None:
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    kept: list[str] = []
    command = [sys.executable, str(CHILD), url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment(PYTHONPATH=str(ROOT))) as running:
        assert running.stdout is not None
        for line in running.stdout:
            kept.append(line.decode().strip())
            if len(kept) == strike:
                running.kill()
    with Store.open(url) as store:
        assert store.check() == []
        documents = store.documents(SLUG)
        assert {each.id for each in documents} >= set(kept)
        assert strike <= len(documents) < FILES
        for each in documents:
            assert store.events(SLUG, Filter(statuses=STATUSES, document=each.id)).total == EVENTS
        assert [each.action for each in store.changes(SLUG)].count("read files") == 1
        store.undo(SLUG)
        assert (store.documents(SLUG), store.events(SLUG, EVERYTHING).total) == ([], 0)
