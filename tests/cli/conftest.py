from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.running import Outcome, Run, command, environment


@pytest.fixture
def timeline(tmp_path: Path) -> Run:
    """timeline("read", "-", stdin=b"...") in an empty folder, whose timeline.db is the store unless one is named."""

    def run(*arguments: str | Path, stdin: bytes = b"", **variables: str) -> Outcome:
        done = subprocess.run(
            command(*arguments), input=stdin, capture_output=True, cwd=tmp_path, env=environment(**variables), timeout=120
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
