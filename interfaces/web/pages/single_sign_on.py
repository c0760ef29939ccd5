"""Signing in by the organisation's own identity provider; there are no such pages where none is set."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from application.accounts import Handshake, IdentityProvider
from application.errors import SignInFailed
from interfaces.web.group import Group
from interfaces.web.pages.account import welcome
from interfaces.web.visiting import Visit, anybody, cookie_name, local

router = APIRouter()
MINUTES = 10
"""How long somebody may take at the provider."""


@router.get("/oidc/start")
def start(visit: Annotated[Visit, Depends(anybody)], next: str = "/") -> Response:
    """Go to the provider. What must come back is kept by this browser alone."""
    handshake = _provider(visit).begin(_come_back_to(visit.request))
    response = RedirectResponse(handshake.address, 303)
    told = json.dumps(asdict(handshake) | {"next": local(next)})
    secure = visit.request.url.scheme == "https"
    name, value = _cookie(visit.request), urlsafe_b64encode(told.encode()).decode()
    response.set_cookie(name, value, max_age=60 * MINUTES, path="/", secure=secure, httponly=True, samesite="lax")
    return response


@router.get("/oidc/callback")
def come_back(visit: Annotated[Visit, Depends(anybody)], state: str = "", code: str = "") -> Response:
    """Come back from the provider, as whoever it says."""
    provider, request = _provider(visit), visit.request
    try:
        told = json.loads(urlsafe_b64decode(request.cookies.get(_cookie(request), "")))
        next_ = told.pop("next")
        handshake = Handshake(**told)
    except (ValueError, KeyError, TypeError):
        raise SignInFailed() from None
    subject = provider.finish(_come_back_to(request), handshake, state, code)
    response = welcome(request, visit.system.accounts.sign_in_by_subject(subject), next_)
    secure = request.url.scheme == "https"
    response.delete_cookie(_cookie(request), path="/", secure=secure, httponly=True, samesite="lax")
    return response


def _provider(visit: Visit) -> IdentityProvider:
    if visit.system.identity_provider is None:
        raise HTTPException(404)
    return visit.system.identity_provider


def _come_back_to(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}/oidc/callback"


def _cookie(request: Request) -> str:
    return f"{cookie_name(request)}-oidc"


GROUP = Group(name="single_sign_on", router=router)
