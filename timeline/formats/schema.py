"""Holds a parsed file against the JSON Schema of its version, and says what is wrong as a sentence that names the place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from timeline.errors import BadFile
from timeline.wording import gettext

Path_ = Iterable[str | int]
KINDS = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
    "number": "a number",
    "integer": "a whole number",
    "null": "null",
}


@cache
def schema(version: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((Path(__file__).parent / f"{version}.schema.json").read_bytes())
    return loaded


@cache
def _validator(version: str, part: str) -> Draft202012Validator:
    whole = schema(version)
    return Draft202012Validator({**whole["$defs"][part], "$defs": whole["$defs"]} if part else _without_items(whole))


def _without_items(whole: dict[str, Any]) -> dict[str, Any]:
    """The frame alone: its long lists are checked one row at a time, so that a bad row is named without reading on."""
    rows = {name: {"type": "array"} for name, row in whole["properties"].items() if row.get("type") == "array"}
    return {**whole, "properties": {**whole["properties"], **rows}}


def check_frame(version: str, data: Any) -> None:
    _check(_validator(version, ""), data, ())


def check_row(version: str, part: str, row: Any, place: tuple[str | int, ...]) -> None:
    """`part` is a name in $defs, `place` where the row stands in the file."""
    _check(_validator(version, part), row, place)


def _check(validator: Draft202012Validator, data: Any, place: tuple[str | int, ...]) -> None:
    if validator.is_valid(data):
        return
    wrong = best_match(validator.iter_errors(data))
    if wrong is not None:
        where = path_text((*place, *wrong.absolute_path))
        raise BadFile(gettext("%(value)s %(value2)s", value=where or "The file", value2=sentence(wrong)), field=where or None)


def path_text(path: Path_) -> str:
    """As a person writes it: events[3].date.earliest"""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def sentence(wrong: ValidationError) -> str:
    say = SENTENCES.get(str(wrong.validator))
    return say(wrong.validator_value, wrong.instance, wrong.schema) if say else f"is not as the format has it: {wrong.message[:200]}."


def _missing(names: Any, instance: Any, _: Any) -> str:
    return f"has no “{next(name for name in names if name not in instance)}”, which it must have."


def _unknown(_: Any, instance: Any, schema: Any) -> str:
    known = schema["properties"]
    name = next(name for name in instance if name not in known)
    return f"has “{name[:60]}”, which this format does not know; it knows {', '.join(known)}."


def _wrong_type(wanted: Any, instance: Any, _: Any) -> str:
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    return f"is {_shown(instance)}; it must be {' or '.join(KINDS[name] for name in names)}."


def _wrong_shape(_: Any, instance: Any, schema: Any) -> str:
    return f"is {_shown(instance)}, which is not how it is written. {schema.get('description', 'See the schema.')}"


def _not_one_of(wanted: Any, instance: Any, _: Any) -> str:
    return f"is {_shown(instance)}; it can be {' or '.join(json.dumps(each) for each in wanted)}."


def _too_long(limit: Any, instance: Any, _: Any) -> str:
    return f"has {len(instance)} {'characters' if isinstance(instance, str) else 'rows'}; it may have {limit}."


SENTENCES: dict[str, Callable[[Any, Any, Any], str]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _wrong_type,
    "pattern": _wrong_shape,
    "enum": _not_one_of,
    "const": lambda wanted, instance, _: f"is {_shown(instance)}; it must be {json.dumps(wanted)}.",
    "minLength": lambda *_: "is empty; it must not be.",
    "maxLength": _too_long,
    "maxItems": _too_long,
    "minimum": lambda limit, instance, _: f"is {instance}; it must be {limit} or more.",
    "maximum": lambda limit, instance, _: f"is {instance}; it must be {limit} or less.",
}


def _shown(instance: Any) -> str:
    if isinstance(instance, (dict, list)):
        return KINDS["object" if isinstance(instance, dict) else "array"]
    written = json.dumps(instance, ensure_ascii=False)
    return written if len(written) <= 60 else f"{written[:57]}..."
