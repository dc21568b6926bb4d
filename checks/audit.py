"""Asks whether a known weakness is in anything that is installed, and says plainly when nobody could be asked.

Exit 1 for a known weakness only: a machine without a way to the databases must not stop the work, nor look as if it had been told that
all is well.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SECONDS = 120
NOTHING: dict[str, Any] = {}


def output_of(*command: str) -> dict[str, Any]:
    """The JSON that the command writes; nothing when it could not be run or wrote none."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, cwd=ROOT, check=False)
        told = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return NOTHING
    return told if isinstance(told, dict) else NOTHING


def python_found(told: dict[str, Any]) -> tuple[list[str], int, int]:
    """Weaknesses, how many packages were looked up, and how many could not be: a package that is not found counts as the latter."""
    rows = told.get("dependencies", [])
    asked = [row for row in rows if "skip_reason" not in row]
    weak = [f"{row['name']} {row['version']}: {each['id']}" for row in asked for each in row.get("vulns", [])]
    return weak, len(asked), len(rows) - len(asked)


def npm_found(told: dict[str, Any]) -> tuple[list[str], int, int]:
    if "vulnerabilities" not in told:
        return [], 0, 0
    weak = [f"{name}: {row.get('severity', '')} {row.get('range', '')}" for name, row in told["vulnerabilities"].items()]
    return weak, int(told.get("metadata", {}).get("dependencies", {}).get("total", 0)), 0


def report(what: str, weak: list[str], asked: int, unasked: int) -> str:
    if not asked:
        return f"audit of {what}: NONE TOOK PLACE: the database of known weaknesses could not be asked from here."
    rest = f"; {unasked} COULD NOT BE LOOKED UP" if unasked else ""
    return f"audit of {what}: {asked} packages looked up{rest}; {len(weak)} known weaknesses" + "".join(f"\n  {each}" for each in weak)


def main() -> int:
    tool = shutil.which("pip-audit", path=str(Path(sys.executable).parent)) or "pip-audit"
    python = python_found(output_of(tool, "--skip-editable", "--progress-spinner", "off", "--timeout", "10", "--format", "json"))
    npm = npm_found(output_of("npm", "audit", "--omit=dev", "--json", "--loglevel=silent"))
    print(report("Python packages", *python))
    print(report("npm packages", *npm))
    return 1 if python[0] or npm[0] else 0


if __name__ == "__main__":
    sys.exit(main())
