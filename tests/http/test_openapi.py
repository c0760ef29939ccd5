"""Requests made up from the document itself: never a server error, never an answer the document does not name."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from infrastructure.evidence.sealing import seal_once
from tests.support.client import Client
from tests.support.walks import HANDLER, STEPS, walk


def no_failure(ctx: Any, response: Any, case: Any) -> bool | None:
    """No server error; to be told that the lists or the seal have not caught up with a position is none."""
    if response.status_code == 503 and response.json()["slug"] in ("views-behind", "not-sealed-yet"):
        return None
    found: bool | None = not_a_server_error(ctx, response, case)
    return found


CHECKS = [
    no_failure,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
STAGES = ["received", *(name for name, *_ in STEPS)]
ENDLESS = "/api/v1/events/stream"
HEALTH = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
QUICK = {"deadline": None, "derandomize": True, "database": None, "suppress_health_check": HEALTH}


@pytest.fixture(scope="module")
def operations(api: Client) -> list[Any]:
    """Every operation of a running service whose log is sealed; the endless stream is tried elsewhere."""
    api.receive()
    seal_once(api.plant.settings, api.plant.urls.sealer, lambda done, of: None)
    document = schemathesis.openapi.from_url(f"{api.url}/openapi.json").exclude(path=ENDLESS)
    return [result.ok() for result in document.get_all_operations()]


@pytest.fixture(scope="module")
def cases(api: Client) -> Iterator[str]:
    """A case at every stage, over and over."""
    return cycle([walk(api, stage)["id"] for stage in STAGES])


def try_all(api: Client, operations: list[Any], cases: Iterator[str], who: str | None, examples: int) -> None:
    """Ask every operation so many times, and tell of all that was answered wrongly."""
    wrong = []
    for operation in operations:
        right, broken = operation.as_strategy(), operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

        @settings(max_examples=examples, **QUICK)
        @given(case=right | broken)
        def ask(case: Any) -> None:
            if "id" in (case.path_parameters or {}) and "/suggestions/" in case.path:
                case.path_parameters["id"] = next(cases)
            case.call_and_validate(headers=api.headers(who), checks=CHECKS)

        try:
            ask()
        except (FailureGroup, Failure) as failure:
            wrong.append(f"{operation.label}: {failure} {[str(f) for f in getattr(failure, 'exceptions', ())]}")
    assert not wrong, "\n".join(wrong)


def test_a_supervisor_is_answered_as_the_document_says(
    api: Client, operations: list[Any], cases: Iterator[str]
) -> None:
    try_all(api, operations, cases, "supervisor", 2)


def test_a_handling_unit_is_answered_as_the_document_says(
    api: Client, operations: list[Any], cases: Iterator[str]
) -> None:
    try_all(api, operations, cases, HANDLER, 1)


def test_whoever_has_no_token_is_answered_as_the_document_says(
    api: Client, operations: list[Any], cases: Iterator[str]
) -> None:
    try_all(api, operations, cases, None, 1)


@pytest.mark.soak
@pytest.mark.parametrize("who", ["supervisor", "clerk", HANDLER, "deputy", "caller", "auditor"])
def test_everybody_is_answered_as_the_document_says_however_often(
    api: Client, operations: list[Any], cases: Iterator[str], who: str
) -> None:
    try_all(api, operations, cases, who, 200)
