"""Who is asking, and how a repeat of the same request is recognised."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid5

from fastapi import Depends, Header, Request
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from application.ports import Request as Asked
from application.system import System
from domain.shared.identity import CommandId
from domain.shared.people import Actor, Role
from domain.suggestion import refusals

COMMANDS = UUID("1c0d5a2e-7f43-5d2b-8a11-94c1d3a6b7f2")
"""Namespace of command ids."""
bearer = HTTPBearer(auto_error=False, description="An opaque token from `./run token`")

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


def signed_in(request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> Actor:
    """Whose token it is; 401 for a missing or unknown one."""
    actor = system_of(request).directory.actor_of(credentials.credentials) if credentials else None
    if actor is None:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    return actor


def allowed(roles: frozenset[Role]) -> Callable[..., Actor]:
    """Require one of these roles, before the body is looked at."""

    def check(actor: Annotated[Actor, Depends(signed_in)]) -> Actor:
        if actor.role not in roles:
            raise refusals.RoleMayNot()
        return actor

    return check


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of a command."""

    key: str | None
    version: int | None


def headers_of(key: Key = None, if_match: IfMatch = None) -> Headers:
    """Read Idempotency-Key and If-Match; 422 for an If-Match that is no version."""
    if if_match is None or if_match.strip() == "*":
        return Headers(key, None)
    found = re.fullmatch(r'(?:W/)?"?(\d{1,9})"?', if_match.strip())
    if found is None:
        raise RequestValidationError([{"type": "if_match", "loc": ("header", "If-Match"), "msg": "", "input": None}])
    return Headers(key, int(found.group(1)))


def asked(
    system: System, actor: Actor, headers: Headers, what: str, body: dict[str, Any], occurred_at: datetime | None
) -> Asked:
    """Put together who asks what. The same actor, key and body are the same request."""
    content = json.dumps([what, body], sort_keys=True, ensure_ascii=False).encode()
    key = headers.key if headers.key is not None else str(system.clock.new_id())
    return Asked(
        by=actor,
        command_id=CommandId(uuid5(COMMANDS, f"{actor.id}\n{key}")),
        content=content,
        occurred_at=occurred_at,
        expected_version=headers.version,
    )
