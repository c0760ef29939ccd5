"""Every command on a suggestion, one route each, made from the table of verbs."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi import Request as HttpRequest
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from application.desk import case_id
from application.ports import Request
from application.verbs import VERBS
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor
from domain.suggestion import commands
from domain.suggestion.authority import MAY
from interfaces.bodies import body_of, command_from
from interfaces.http.asking import COMMAND_HEADERS, Headers, allowed, headers_of, request_of, system_of
from interfaces.http.responses import COMMAND_ERRORS, ReceiptBody, RegistrationBody, receipt_response

router = APIRouter(prefix="/suggestions", tags=["commands"], responses=COMMAND_ERRORS)


Answer = Callable[..., Awaitable[JSONResponse]]


def _receive() -> Answer:
    body_type = body_of(commands.Receive)

    async def receive(
        http: HttpRequest,
        actor: Annotated[Actor, Depends(allowed(MAY[commands.Receive]))],
        headers: Annotated[Headers, Depends(headers_of)],
        body: body_type,  # type: ignore[valid-type]
    ) -> JSONResponse:
        request = request_of(http, actor, headers, "receive", body)
        return await _given(http, case_id(request), commands.Receive, request, body)

    return receive


async def _given(
    http: HttpRequest, case: SuggestionId, command: type[commands.Command], request: Request, body: BaseModel
) -> JSONResponse:
    """Give a command; one that is decided on the log takes a thread of the framework's."""
    made = command_from(command, body)
    receipt = await system_of(http).desk.handle_soon(case, made, request, run_in_threadpool)
    return receipt_response(receipt, created=command is commands.Receive)


def _command(verb: str, command: type[commands.Command]) -> Answer:
    body_type = body_of(command)

    async def give(
        http: HttpRequest,
        id: UUID,
        actor: Annotated[Actor, Depends(allowed(MAY[command]))],
        headers: Annotated[Headers, Depends(headers_of)],
        body: body_type | None = None,  # type: ignore[valid-type]
    ) -> JSONResponse:
        told = body if body is not None else body_type.model_validate({})
        return await _given(
            http, SuggestionId(id), command, request_of(http, actor, headers, f"{id} {verb}", told), told
        )

    async def give_with_body(
        http: HttpRequest,
        id: UUID,
        actor: Annotated[Actor, Depends(allowed(MAY[command]))],
        headers: Annotated[Headers, Depends(headers_of)],
        body: body_type,  # type: ignore[valid-type]
    ) -> JSONResponse:
        return await give(http, id, actor, headers, body)

    needs_body = any(field.is_required() for field in body_type.model_fields.values())
    return give_with_body if needs_body else give


router.add_api_route(
    "",
    _receive(),
    methods=["POST"],
    status_code=201,
    response_model=None,
    responses={201: {"model": RegistrationBody}, 200: {"model": RegistrationBody, "description": "A repeat"}},
    name="receive",
    summary="登记 receive",
    operation_id="receive",
    openapi_extra=COMMAND_HEADERS,
)
for _verb, _class in VERBS.items():
    router.add_api_route(
        f"/{{id}}/{_verb}",
        _command(_verb, _class),
        methods=["POST"],
        response_model=None,
        responses={200: {"model": ReceiptBody}},
        name=_verb,
        summary=(_class.__doc__ or _verb).split("\n")[0],
        operation_id=_verb.replace("-", "_"),
        openapi_extra=COMMAND_HEADERS,
    )
