"""Holds what was sent against its shape, and says everything that is wrong with it in sentences that name the fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend
from werkzeug.datastructures import MultiDict

from timeline.errors import BadInput
from timeline.formats.schema import path_text, sentence
from timeline.web.api.parameters import Parameter
from timeline.web.api.shapes import SHAPES, ref

TOLD = 20
DEEPEST = 20
WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
BOOLEANS = {"true": True, "false": False}


class Invalid(BadInput):
    """`errors` are pairs of a field and what is wrong with it; never empty."""

    def __init__(self, errors: Sequence[tuple[str, str]], status: int = 422) -> None:
        super().__init__(" ".join(sentence for _, sentence in errors), field=errors[0][0])
        self.errors = tuple(errors)
        self.status = status


# --- by schema -----------------------------------------------------------------------------------------------------


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    """As JSON Schema has it: `$` is the very end, where Python's would allow a line feed after it."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _is_whole(_: Any, value: Any) -> bool:
    """1.0 is a whole number to JSON Schema; here offsets are counted with it."""
    return isinstance(value, int) and not isinstance(value, bool)


KINDS = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_whole)
Validator = extend(Draft202012Validator, {"pattern": _pattern}, type_checker=KINDS)  # type: ignore[no-untyped-call]


def compiled(schema: dict[str, Any]) -> Any:
    """References lead to the shapes as they do in the OpenAPI document."""
    return Validator({**schema, "components": {"schemas": SHAPES}})


@cache
def _of_shape(name: str) -> Any:
    return compiled(ref(name))


@cache
def _of_parameter(row: Parameter) -> Any:
    return compiled(row.schema)


def wrongs(validator: Any, value: Any, place: Sequence[str | int] = ()) -> list[tuple[str, str]]:
    return list(dict.fromkeys(_told(_closest(each), place) for each in islice(validator.iter_errors(value), TOLD)))


def _closest(wrong: ValidationError) -> ValidationError:
    """Where there are several ways of writing something: what is wrong with the way that was probably meant, the one with fewest faults."""
    while wrong.context:
        ways: dict[Any, list[ValidationError]] = {}
        for each in wrong.context:
            ways.setdefault(each.relative_schema_path[0], []).append(each)
        same_kind = [way for way in ways.values() if not any(each.validator == "type" and not each.relative_path for each in way)]
        if not same_kind:
            return wrong
        fewest = sorted(same_kind, key=len)[0]
        wrong = best_match(fewest) or wrong
    return wrong


def _told(wrong: ValidationError, place: Sequence[str | int]) -> tuple[str, str]:
    field = path_text((*place, *wrong.absolute_path))
    return field, f"{field or 'What was sent'} {_sentence(wrong)}"


def _sentence(wrong: ValidationError) -> str:
    """Where the format's own sentences do not know a rule."""
    if wrong.validator in ("minProperties", "minItems"):
        return "is empty; say at least one thing."
    if wrong.validator == "pattern" and wrong.validator_value == "\\S":
        return "has only blanks; write a few words."
    if wrong.validator == "anyOf":
        about = wrong.schema.get("description", "") if isinstance(wrong.schema, dict) else ""
        return f"is {json.dumps(wrong.instance, ensure_ascii=False)[:60]}, which is not how it is written. {about}".strip()
    return sentence(wrong).replace("this format does not know; it knows", "is not known here; known are")


def check_body(name: str, body: Any) -> None:
    """Raises Invalid."""
    if _depth_over(body, DEEPEST):
        raise Invalid([("", f"What was sent is nested more than {DEEPEST} levels deep; nothing here needs that.")])
    if found := wrongs(_of_shape(name), body):
        raise Invalid(found)


def _depth_over(value: Any, deepest: int) -> bool:
    level = [value]
    for _ in range(deepest):
        level = [inner for each in level if isinstance(each, (dict, list)) for inner in (each.values() if isinstance(each, dict) else each)]
        if not level:
            return False
    return True


# --- parameters ----------------------------------------------------------------------------------------------------


def read_parameters(rows: Iterable[Parameter], given: MultiDict[str, str]) -> dict[str, Any]:
    """What the address says, as values, with the default for what it does not say. Raises Invalid (400)."""
    known = {row.name: row for row in rows}
    errors = [(name, _unknown(name, known)) for name in given if name not in known]
    values: dict[str, Any] = {}
    for row in known.values():
        said = given.getlist(row.name)
        values[row.name] = _value(row, said) if said else row.default
        errors += _parameter_wrongs(row, said, values[row.name])
    if errors:
        raise Invalid(errors[:TOLD], 400)
    return values


def _unknown(name: str, known: Iterable[str]) -> str:
    return f"There is no parameter “{name[:60]}” here; there is {', '.join(known) or 'none'}."


def _parameter_wrongs(row: Parameter, said: list[str], value: Any) -> list[tuple[str, str]]:
    if not said:
        return [(row.name, f"{row.name} is missing. {row.help}")] if row.required else []
    if len(said) > 1 and not row.many:
        return [(row.name, f"{row.name} stands {len(said)} times; it may stand once.")]
    if any("\0" in each for each in said):
        return [(row.name, f"{row.name} holds the character U+0000, which no text may hold.")]
    return wrongs(_of_parameter(row), value, (row.name,))


def _value(row: Parameter, said: list[str]) -> Any:
    return [_one(row.schema["items"], each) for each in said] if row.many else _one(row.schema, said[0])


def _one(schema: dict[str, Any], text: str) -> Any:
    """What cannot be read stays the text it is, and is then refused by its type."""
    if schema.get("type") == "integer" and WHOLE.fullmatch(text):
        return int(text)
    return BOOLEANS.get(text, text) if schema.get("type") == "boolean" else text
