"""Who is asking, by their token, and what the headers of a command say."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.concurrency import run_in_threadpool
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
Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", min_length=1, max_length=128, description="Same key and body: the first receipt"),
]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=32, description='The version the caller read, such as `"3"`')
]


def system_of(request: Request) -> System:
    """The application this process serves."""
    system: System = request.app.state.system
    return system


async def signed_in(request: Request, credentials: Credentials) -> Actor:
    """Whose token it is; 401 for a missing or unknown one. Only a token not asked for lately needs a thread."""
    directory, token = system_of(request).directory, credentials.credentials if credentials else ""
    actor = directory.lately(token) or (await run_in_threadpool(directory.actor_of, token) if token else None)
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


async def headers_of(key: Key = None, if_match: IfMatch = None) -> Headers:
    """Read Idempotency-Key and If-Match; 422 for an If-Match that is no version.

    It waits for nothing, and so needs no thread: handing over to one costs as much as a whole bare request.
    """
    if if_match is None or if_match.strip() == "*":
        return Headers(key, None)
    found = re.fullmatch(r'(?:W/)?"?(\d{1,9})"?', if_match.strip())
    if found is None:
        raise RequestValidationError([{"type": "if_match", "loc": ("header", "If-Match"), "msg": "", "input": None}])
    return Headers(key, int(found.group(1)))


def request_of(http: Request, actor: Actor, headers: Headers, what: str, body: BaseModel) -> Asked:
    """Put together who asks what by a body of a command."""
    content: dict[str, Any] = body.model_dump(mode="json")
    at, system = getattr(body, "occurred_at", None), system_of(http)
    return asked(system, actor, what, content, key=headers.key, version=headers.version, occurred_at=at)
