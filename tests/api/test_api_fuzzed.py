"""Schemathesis sends what the OpenAPI document allows, and what it does not, to every operation: nothing breaks, every answer is one that
the document names, and what breaks its rules is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation

from tests.api.calling import BEARER, HOME, TOKEN
from tests.api.conftest import stock
from timeline.store import Store
from timeline.web import create_app
from timeline.web.api.operation import Operation
from timeline.web.api.operations import OPERATIONS

EXAMPLES = 20
KNOWN: dict[str, Any] = {"slug": "tavush", "event": "first-shells", "document": "report"}
# a shape cannot say which words are a date, so what fits it may still be refused
LEFT_OUT = {"positive_data_acceptance"}
# where nothing is sent, nothing can be wrong with it
CASES = [(row, GenerationMode.POSITIVE) for row in OPERATIONS]
CASES += [(row, GenerationMode.NEGATIVE) for row in OPERATIONS if row.parameters or row.body]

load_all_checks()


@pytest.fixture(scope="module")
def fuzzed_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('fuzzed') / 'timeline.db'}") as store:
        yield store


@pytest.fixture(scope="module")
def schema(fuzzed_store: Store) -> Any:
    app = create_app(fuzzed_store, secret="a key for tests", token=TOKEN)
    config = SchemathesisConfig.from_dict({"seed": 20261123})
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=config, base_url=HOME)


def about_what_is_there(case: Any, store: Store) -> None:
    """The path leads to what is kept, unless it is the path that is wrong on purpose. What a request before erased is put back."""
    stock(store)
    path = case.meta.components.get(ParameterLocation.PATH)
    if path is not None and path.mode is GenerationMode.POSITIVE:
        known = KNOWN | {"change": store.changes("tavush", 1)[0].id}
        case.path_parameters |= {name: known[name] for name in known.keys() & case.path_parameters.keys()}


@pytest.mark.parametrize(("row", "mode"), CASES, ids=lambda part: part.name if isinstance(part, Operation) else part.value)
def test_nothing_breaks(schema: Any, fuzzed_store: Store, row: Operation, mode: GenerationMode) -> None:
    operation = schema[row.path][row.method]
    checks = [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode), st.sampled_from([True, True, True, False]))
    def send(case: Any, known: bool) -> None:
        if known:
            about_what_is_there(case, fuzzed_store)
        case.call_and_validate(checks=checks, headers=dict(BEARER))

    send()
