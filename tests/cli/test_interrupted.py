"""Stopped or killed in the middle, the store opens again, whole."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.running import Run, command, environment
from timeline.store import Filter, Store

# more than SQLite keeps back in memory, so that it writes long before the end
MANY = 9000
BEFORE = b'{"format": "timeline/1", "title": "Before", "events": [{"title": "Kept"}]}'


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A timeline that takes some seconds to import."""
    rows = [{"id": f"e{number}", "title": f"Event {number}", "date": {"edtf": "1994", "earliest": "1994-01-01"}} for number in range(MANY)]
    path = tmp_path / "large.json"
    path.write_text(json.dumps({"format": "timeline/1", "title": "Large", "events": rows}))
    return path


def until(condition: Callable[[], bool], running: subprocess.Popen[bytes]) -> None:
    """Waits for the moment to strike; the process must still be at work then."""
    deadline = time.monotonic() + 60
    while not condition():
        assert running.poll() is None, "it was done before it could be interrupted"
        assert time.monotonic() < deadline


def importing(large: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("import", "war", large), cwd=large.parent, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@contextmanager
def in_the_middle(large: Path) -> Iterator[subprocess.Popen[bytes]]:
    """An import into a store that is there, when a part of it is written to the disk."""
    log = large.parent / "timeline.db-wal"
    with importing(large) as running:
        until(lambda: log.exists() and log.stat().st_size > 100_000, running)
        yield running


def check_as_before(folder: Path) -> None:
    with Store.open(f"sqlite:///{folder / 'timeline.db'}") as store:
        assert store.check() == []
        assert [card.slug for card in store.timelines()] == ["before"]
        assert [row.event.title for row in store.each_event("before", Filter())] == ["Kept"]


def test_killed_while_importing_nothing_is_half_there(timeline: Run, tmp_path: Path, large: Path) -> None:
    """What was there before is there, of what was being imported nothing, and the same import then works."""
    timeline("import", "before", "-", stdin=BEFORE)
    with in_the_middle(large) as running:
        running.kill()
    check_as_before(tmp_path)
    assert timeline("import", "war", large).out == f"{large}: {MANY} events added, 0 changed, 0 as before.\n"


def test_ctrl_c_stops_with_a_sentence(timeline: Run, tmp_path: Path, large: Path) -> None:
    """And what was there before is as it was."""
    timeline("import", "before", "-", stdin=BEFORE)
    with in_the_middle(large) as running:
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err.decode().strip().startswith("Stopped. ")
    assert err.decode().strip().count("\n") == 0
    check_as_before(tmp_path)


# --- serve ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`timeline serve` on a free port, and the address it printed."""
    running = subprocess.Popen(
        command("serve", "--port", "0"), cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with running:
        assert running.stdout is not None
        line = running.stdout.readline()
        yield next(word for word in line.split() if word.startswith("http://")), running
        running.kill()


def test_serve_prints_an_address_that_answers(served: tuple[str, subprocess.Popen[str]]) -> None:
    with urllib.request.urlopen(served[0], timeout=30) as answer:
        assert answer.status == 200


def test_serve_stops_quietly(served: tuple[str, subprocess.Popen[str]]) -> None:
    served[1].send_signal(signal.SIGINT)
    _, err = served[1].communicate(timeout=30)
    assert "Traceback" not in err
    assert served[1].returncode in (0, 130)


def test_serve_keeps_a_key_that_only_the_owner_may_read(served: tuple[str, subprocess.Popen[str]], tmp_path: Path) -> None:
    """So that nobody is logged out when the server is started again."""
    kept = tmp_path / "timeline.db.secret"
    assert len(kept.read_text()) == 64
    assert kept.stat().st_mode & 0o077 == 0


def test_serve_names_a_port_that_is_taken(timeline: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = timeline("serve", "--port", str(port))
    assert (outcome.code, outcome.out) == (1, "")
    assert f"Port {port} is taken" in outcome.err


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_serve_opens_to_nobody_else_without_a_password(timeline: Run, host: str) -> None:
    outcome = timeline("serve", "--host", host, "--port", "0")
    assert (outcome.code, outcome.out) == (1, "")
    assert "set TIMELINE_PASSWORD first" in outcome.err
    assert outcome.err.count("\n") == 1


def test_serve_names_an_address_that_is_not_here(timeline: Run) -> None:
    outcome = timeline("serve", "--host", "192.0.2.1", "--port", "0", TIMELINE_PASSWORD="correct horse")
    assert (outcome.code, outcome.out) == (1, "")
    assert "192.0.2.1 is no address of this machine" in outcome.err


def test_a_command_that_finds_something_wrong_leaves_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As `timeline check` on a store that is not whole."""
    from timeline.cli import run

    monkeypatch.setattr(Store, "check", lambda _: ["something is missing"])
    assert run(["check", "--database", f"sqlite:///{tmp_path / 'a.db'}"]) == 1
