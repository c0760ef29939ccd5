"""The voter's way in: a receipt code instead of a token."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime

from domain.suggestion import commands
from domain.suggestion.particulars import Grade
from interfaces.bodies import Body, Code, Text, command_from
from interfaces.http.asking import COMMAND_HEADERS, Headers, headers_of, system_of
from interfaces.http.responses import COMMAND_ERRORS, ReceiptBody, errors, receipt_response
from interfaces.outcomes import language_of
from interfaces.requests import asked

router = APIRouter(prefix="/track/{receipt_code}", tags=["voter"], responses=errors(400, 404, 422, 503))
ReceiptCode = Annotated[str, Path(min_length=1, max_length=32, description="From the receipt; any case, any hyphens")]


class EvaluateBody(Body):
    """How the matter was handled, and what came of it."""

    attitude: Grade
    result: Grade
    method: Code = "receipt_code"
    text: Text | None = None
    proof: None = None
    occurred_at: AwareDatetime | None = None


class ReopenBody(Body):
    """Why the case should be opened again."""

    reason: Text
    occurred_at: AwareDatetime | None = None


class WithdrawBody(Body):
    """The voter's statement that they take it back."""

    statement: Text
    occurred_at: AwareDatetime | None = None


@router.get("", response_model=dict[str, Any], summary="查询进度 track")
def track(http: HttpRequest, receipt_code: ReceiptCode) -> JSONResponse:
    """What became of the voter's word."""
    system, language = system_of(http), language_of(http.headers.get("accept-language"))
    told, names = system.tracking.read(receipt_code), system.codebook.names()
    return JSONResponse(told | {"waits_for_names": [names.org(unit, language) for unit in told["waits_for"]]})


def _give(http: HttpRequest, code: str, headers: Headers, verb: str, command: type, body: Body) -> JSONResponse:
    system = system_of(http)
    case = system.tracking.case(code)
    voter = system.tracking.voter(case)
    occurred_at, content = getattr(body, "occurred_at", None), body.model_dump(mode="json")
    request = asked(system, voter, verb, content, key=headers.key, version=headers.version, occurred_at=occurred_at)
    return receipt_response(system.desk.handle(case, command_from(command, body), request))


@router.post(
    "/evaluate",
    responses={**COMMAND_ERRORS, 200: {"model": ReceiptBody}},
    response_model=None,
    openapi_extra=COMMAND_HEADERS,
)
def evaluate(
    http: HttpRequest,
    receipt_code: ReceiptCode,
    headers: Annotated[Headers, Depends(headers_of)],
    body: EvaluateBody,
) -> JSONResponse:
    """评价."""
    return _give(http, receipt_code, headers, "evaluate", commands.Evaluate, body)


@router.post(
    "/reopen",
    responses={**COMMAND_ERRORS, 200: {"model": ReceiptBody}},
    response_model=None,
    openapi_extra=COMMAND_HEADERS,
)
def reopen(
    http: HttpRequest,
    receipt_code: ReceiptCode,
    headers: Annotated[Headers, Depends(headers_of)],
    body: ReopenBody,
) -> JSONResponse:
    """申请重开."""
    return _give(http, receipt_code, headers, "reopen", commands.Reopen, body)


@router.post(
    "/withdraw",
    responses={**COMMAND_ERRORS, 200: {"model": ReceiptBody}},
    response_model=None,
    openapi_extra=COMMAND_HEADERS,
)
def withdraw(
    http: HttpRequest,
    receipt_code: ReceiptCode,
    headers: Annotated[Headers, Depends(headers_of)],
    body: WithdrawBody,
) -> JSONResponse:
    """撤回."""
    return _give(http, receipt_code, headers, "withdraw", commands.Withdraw, body)
