"""Every payload in every field of every form, in every argument of every address, and in every path."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from tests.hostile.conftest import Attacked
from tests.hostile.looking import Wrongs, faults, look, sentences
from tests.hostile.table import payloads, rows

FORMS = {row["path"]: row for row in rows("fields.toml", "form")}
FIELDS = [(path, field) for path, row in FORMS.items() for field in row["valid"]]
ARGUMENTS = [(row["path"], name) for row in rows("fields.toml", "address") for name in row["arguments"]]
PATHS = [row["path"] for row in rows("fields.toml", "path")]
PAYLOADS = payloads()


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [each for inner in value.values() for each in strings(inner)]
    if isinstance(value, list):
        return [each for inner in value for each in strings(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize(("path", "field"), FIELDS)
def test_a_form_takes_anything_whole_or_gives_it_back(attacked: Attacked, path: str, field: str) -> None:
    """Each payload in this field: kept exactly as typed, or refused with a sentence, the form as it was, and nothing stored."""
    form, wrongs = FORMS[path], Wrongs()
    for payload in PAYLOADS:
        attacked.renew()
        wrongs.of(payload)
        answer = attacked.send(path, form["valid"] | {field: payload.text})
        wrongs.add(*faults(answer))
        typed = payload.text.replace("\r\n", "\n").strip()
        if answer.status_code >= 400:
            wrongs.add(*refusal_faults(attacked, answer, field, typed))
        elif answer.status_code >= 300:
            wrongs.when(field in form.get("kept", {}) and bool(typed) and typed not in kept(attacked), "it was not kept as typed")
    assert not wrongs.found, "\n".join(wrongs.found)
    assert attacked.bad_lines() == []


def kept(attacked: Attacked) -> list[str]:
    return [each.replace("\r\n", "\n").strip() for text in attacked.stored().values() for each in strings(json.loads(text))]


def refusal_faults(attacked: Attacked, answer: TestResponse, field: str, typed: str) -> list[str]:
    """Whatever was refused: nothing is stored, a sentence says why, and a form holds what was typed."""
    wrong = [] if not attacked.written() else ["it was refused, but something was stored"]
    wrong += [] if len(sentences(answer)) > 20 else ["no sentence says why"]
    fields = look(answer).fields
    back = [each.replace("\r\n", "\n").strip() for each in fields.get(field, [])]
    return wrong + ([] if field == "password" or not back or typed in back else [f"the form lost it: {back[0][:60]!r}"])


@pytest.mark.parametrize(("path", "argument"), ARGUMENTS)
def test_an_address_takes_any_argument(attacked: Attacked, path: str, argument: str) -> None:
    """Each payload as this argument: answered, or refused with a sentence; nothing is stored by looking."""
    wrongs = Wrongs()
    for payload in PAYLOADS:
        wrongs.of(payload)
        answer = attacked.ask(path, query_string={argument: payload.text})
        wrongs.add(*faults(answer))
        wrongs.when(answer.status_code >= 400 and len(sentences(answer)) < 20, "no sentence says why")
    assert not wrongs.found, "\n".join(wrongs.found)
    assert not attacked.written()
    assert attacked.bad_lines() == []


@pytest.mark.parametrize("path", PATHS)
def test_a_path_may_hold_anything(attacked: Attacked, path: str) -> None:
    """Each payload as part of a path, encoded and as it is: nothing is found there that is not kept there."""
    wrongs = Wrongs()
    for payload in PAYLOADS:
        for written in (quote(payload.text, safe=""), quote(payload.text, safe="/.:()'=")):
            wrongs.of(payload)
            answer = attacked.ask(path.replace("*", written))
            wrongs.add(*faults(answer))
            wrongs.when(answer.status_code not in (301, 302, 303, 307, 308, 400, 404, 405), f"status {answer.status_code}")
            wrongs.when("root:" in answer.get_data(as_text=True), "a file of the system was shown")
    assert not wrongs.found, "\n".join(wrongs.found)
    assert not attacked.written()
    assert attacked.bad_lines() == []
