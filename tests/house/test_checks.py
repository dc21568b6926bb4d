"""The checks that are run beside the tests tell what they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.audit import npm_found, python_found, report
from checks.licences import Package, wrongs
from checks.words import POT, gathered, written

ROOT = Path(__file__).parent.parent.parent


def test_every_licence_is_allowed_and_named() -> None:
    assert wrongs() == []


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("MIT", ["MIT"]),
        ("The MIT License", ["MIT"]),
        ("Apache-2.0 AND CNRI-Python", ["Apache-2.0", "CNRI-Python"]),
        ("(GPL-3.0-only OR MIT)", ["MIT"]),
        ("GPL-3.0-only", ["“GPL-3.0-only”"]),
        ("MPL-2.0 AND GPL-3.0-only", ["MPL-2.0", "“GPL-3.0-only”"]),
        ("nothing", ["“nothing”"]),
    ],
)
def test_a_licence_is_read_in_its_parts(said: str, read: list[str]) -> None:
    assert Package("x", said).licences == read


def test_an_audit_that_could_ask_nobody_does_not_look_like_one_that_found_nothing() -> None:
    unknown = {"dependencies": [{"name": "flask", "skip_reason": "not found"}]}
    assert "NONE TOOK PLACE" in report("x", *python_found(unknown))
    assert "NONE TOOK PLACE" in report("x", *python_found({}))
    assert "NONE TOOK PLACE" in report("x", *npm_found({"error": {"code": "ENOAUDIT"}}))


def test_an_audit_names_what_it_found() -> None:
    rows = [{"name": "flask", "version": "0.1", "vulns": [{"id": "CVE-1"}]}, {"name": "x", "skip_reason": "not found"}]
    told = report("x", *python_found({"dependencies": rows}))
    assert "1 packages looked up; 1 COULD NOT BE LOOKED UP; 1 known weaknesses" in told
    assert "flask 0.1: CVE-1" in told


def test_hooks_before_a_commit_fetch_nothing() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert text.count("repo:") == text.count("repo: local") == 1
    assert text.count("language: system") == text.count("- id:")


def test_what_translators_are_given_is_what_the_code_says() -> None:
    """After a change of sentences: `make words`."""
    assert POT.read_bytes().decode() == written(gathered()).decode()
