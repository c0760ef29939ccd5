"""Who is asking, by their token, and what the headers of a command say."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from application.ports import Request as Asked
from application.system import System
from domain.shared.people import Actor, Role
from domain.suggestion import refusals
from interfaces.requests import asked

bearer = HTTPBearer(auto_error=False, description="An opaque token from `./run token`")

Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
LONGEST_KEY, LONGEST_VERSION = 128, 32
COMMAND_HEADERS: dict[str, Any] = {
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "description": "Same key and body: the first receipt",
            "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
        },
        {
            "name": "If-Match",
            "in": "header",
            "required": False,
            "description": 'The version the caller read, such as `"3"`',
            "schema": {"type": "string", "maxLength": LONGEST_VERSION},
        },
    ]
}
"""How the document describes what `headers_of` reads."""


def system_of(request: Request) -> System:
    """The application this process serves."""
    system: System = request.app.state.system
    return system


async def signed_in(request: Request, credentials: Credentials) -> Actor:
    """Whose token it is; 401 for a missing or unknown one."""
    directory, token = system_of(request).directory, credentials.credentials if credentials else ""
    actor = await directory.actor_soon(token) if token else None
    if actor is None:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    return actor


def allowed(roles: frozenset[Role]) -> Callable[..., Awaitable[Actor]]:
    """Require one of these roles, before the body is looked at."""

    async def check(request: Request, credentials: Credentials) -> Actor:
        actor = await signed_in(request, credentials)
        if actor.role not in roles:
            raise refusals.RoleMayNot()
        return actor

    return check


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of a command."""

    key: str | None
    version: int | None


async def headers_of(request: Request) -> Headers:
    """Read Idempotency-Key and If-Match; 422 for one of another form.

    By hand, and without a thread: the framework's own way of reading two headers costs half as much as a bare request.
    """
    key, if_match = request.headers.get("Idempotency-Key"), request.headers.get("If-Match")
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise _misshapen("Idempotency-Key", "string_too_long" if key else "string_too_short")
    if if_match is not None and len(if_match) > LONGEST_VERSION:
        raise _misshapen("If-Match", "string_too_long")
    if if_match is None or if_match.strip() == "*":
        return Headers(key, None)
    found = re.fullmatch(r'(?:W/)?"?(\d{1,9})"?', if_match.strip())
    if found is None:
        raise _misshapen("If-Match", "if_match")
    return Headers(key, int(found.group(1)))


def _misshapen(header: str, rule: str) -> RequestValidationError:
    return RequestValidationError([{"type": rule, "loc": ("header", header), "msg": "", "input": None}])


def request_of(http: Request, actor: Actor, headers: Headers, what: str, body: BaseModel) -> Asked:
    """Put together who asks what by a body of a command."""
    content: dict[str, Any] = body.model_dump(mode="json")
    at, system = getattr(body, "occurred_at", None), system_of(http)
    return asked(system, actor, what, content, key=headers.key, version=headers.version, occurred_at=at)
