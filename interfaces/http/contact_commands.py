"""Every command on places, deputies, groups, selections and activities, one route each, made from the nouns' table."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from application.contact_desk import ContactReceipt
from application.verbs import CONTACT_VERBS, verb
from domain.contact.nouns import NOUNS, Noun
from domain.shared.identity import ContactId
from domain.shared.people import Actor
from interfaces.bodies import body_of, command_from
from interfaces.http.asking import COMMAND_HEADERS, Headers, allowed, headers_of, request_of, system_of
from interfaces.http.responses import COMMAND_ERRORS

router = APIRouter(tags=["contact work"], responses=COMMAND_ERRORS)


class ContactReceiptBody(BaseModel):
    """What the office hands back for a command on the contact work."""

    id: str
    version: int
    position: int
    stage: str
    events: list[str]


def _begin(noun: Noun, command: type) -> Callable[..., JSONResponse]:
    body_type = body_of(command)

    def begin(
        http: HttpRequest,
        actor: Annotated[Actor, Depends(allowed(noun.may[command]))],
        headers: Annotated[Headers, Depends(headers_of)],
        body: body_type,  # type: ignore[valid-type]
    ) -> JSONResponse:
        request = request_of(http, actor, headers, f"{noun.name} {verb(command)}", body)
        receipt = system_of(http).contact.desk.begin(command_from(command, body), request)
        return _response(noun, receipt, created=True)

    return begin


def _give(noun: Noun, name: str, command: type) -> Callable[..., JSONResponse]:
    body_type = body_of(command)

    def give(
        http: HttpRequest,
        id: UUID,
        actor: Annotated[Actor, Depends(allowed(noun.may[command]))],
        headers: Annotated[Headers, Depends(headers_of)],
        body: body_type | None = None,  # type: ignore[valid-type]
    ) -> JSONResponse:
        told = body if body is not None else body_type.model_validate({})
        request = request_of(http, actor, headers, f"{id} {name}", told)
        receipt = system_of(http).contact.desk.handle(ContactId(id), command_from(command, told), request)
        return _response(noun, receipt)

    def give_with_body(
        http: HttpRequest,
        id: UUID,
        actor: Annotated[Actor, Depends(allowed(noun.may[command]))],
        headers: Annotated[Headers, Depends(headers_of)],
        body: body_type,  # type: ignore[valid-type]
    ) -> JSONResponse:
        return give(http, id, actor, headers, body)

    needs_body = any(field.is_required() for field in body_type.model_fields.values())
    return give_with_body if needs_body else give


def _response(noun: Noun, receipt: ContactReceipt, *, created: bool = False) -> JSONResponse:
    body = {
        "id": str(receipt.id),
        "version": receipt.version,
        "position": receipt.position,
        "stage": receipt.stage,
        "events": list(receipt.events),
    }
    headers = {
        "ETag": f'"{receipt.version}"',
        "Location": f"/api/v1/{noun.plural}/{receipt.id}",
        "Huying-Position": str(receipt.position),
    }
    if receipt.replayed:
        headers["Idempotent-Replayed"] = "true"
    return JSONResponse(body, 201 if created and not receipt.replayed else 200, headers=headers)


def _add(path: str, endpoint: Callable[..., JSONResponse], noun: Noun, command: type, *, begins: bool) -> None:
    done: dict[int | str, dict[str, Any]] = {200: {"model": ContactReceiptBody, "description": "Done, or a repeat"}}
    router.add_api_route(
        path,
        endpoint,
        methods=["POST"],
        status_code=201 if begins else 200,
        response_model=None,
        responses=done | ({201: {"model": ContactReceiptBody}} if begins else {}),
        name=f"{noun.name} {verb(command)}",
        summary=(command.__doc__ or verb(command)).split("\n")[0],
        operation_id=f"{noun.name}_{verb(command).replace('-', '_')}",
        openapi_extra=COMMAND_HEADERS,
    )


for _noun in NOUNS:
    for _n, _opening in enumerate(_noun.opening):
        _path = f"/{_noun.plural}" if _n == 0 else f"/{_noun.plural}/{verb(_opening)}"
        _add(_path, _begin(_noun, _opening), _noun, _opening, begins=True)
    for _name, _command in CONTACT_VERBS[_noun.name].items():
        _add(f"/{_noun.plural}/{{id}}/{_name}", _give(_noun, _name, _command), _noun, _command, begins=False)
