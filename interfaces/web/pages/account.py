"""Signing in and out, and one's own sessions, password and tokens."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from application.errors import PasswordTooShort, SignInFailed, TooManyAttempts
from domain.shared.people import Role
from interfaces.outcomes import outcome_of
from interfaces.web.forms import Draft, Fault
from interfaces.web.group import Entry, Group
from interfaces.web.languages import N_
from interfaces.web.rendering import render
from interfaces.web.visiting import (
    Sent,
    Visit,
    anybody,
    anybodys_form,
    cookie_name,
    local,
    signed_in_form,
    signed_in_page,
)

router = APIRouter()
EVERYBODY = frozenset(Role) - {Role.VOTER, Role.SYSTEM}
MOST_BY_NAME, MOST_BY_ADDRESS = 5, 30
"""Attempts in a quarter of an hour; an office may share one address."""


@router.get("/login")
def sign_in_page(visit: Annotated[Visit, Depends(anybody)], next: str = "/") -> Response:
    """The form, and in a demo the people to sign in as."""
    return _login(visit, local(next), Draft())


@router.post("/login")
def sign_in(sent: Annotated[Sent, Depends(anybodys_form)]) -> Response:
    """Sign in with a name and a password; attempts are counted by name and by address."""
    visit, login = sent.visit, sent.text("login")
    password = sent.form.get("password")
    address = visit.request.client.host if visit.request.client else "unknown"
    try:
        visit.system.throttle.attempt("address", address, most=MOST_BY_ADDRESS)
        visit.system.throttle.attempt("login", login.casefold(), most=MOST_BY_NAME)
        secret = visit.system.accounts.sign_in(login, password if isinstance(password, str) else "")
    except (SignInFailed, TooManyAttempts) as no:
        draft = Draft({"login": login}, [Fault("login", visit.told(no))])
        return _login(visit, local(sent.text("next")), draft, outcome_of(no).status)
    visit.system.throttle.forgive("login", login.casefold())
    return welcome(visit.request, secret, sent.text("next"))


@router.post("/login/demo")
def sign_in_as(sent: Annotated[Sent, Depends(anybodys_form)]) -> Response:
    """Sign in as a person of the demo; there is nobody outside one."""
    return welcome(sent.visit.request, sent.visit.system.accounts.sign_in_as(sent.text("person")), sent.text("next"))


@router.post("/logout")
def sign_out(sent: Annotated[Sent, Depends(signed_in_form(EVERYBODY))]) -> Response:
    """End this session."""
    signed_in = sent.visit.signed_in
    assert signed_in is not None
    sent.visit.system.accounts.end_session(signed_in.actor.id, signed_in.session)
    return _goodbye(sent.visit.request)


@router.get("/me")
def me(visit: Annotated[Visit, Depends(signed_in_page(EVERYBODY))]) -> Response:
    """One's own account."""
    return _me(visit, Draft())


@router.post("/me/sessions/end")
def end_session(sent: Annotated[Sent, Depends(signed_in_form(EVERYBODY))]) -> Response:
    """End another session of one's own."""
    sent.visit.system.accounts.end_session(sent.visit.actor.id, sent.text("session"))
    return RedirectResponse("/me", 303)


@router.post("/me/sessions/end-all")
def end_all(sent: Annotated[Sent, Depends(signed_in_form(EVERYBODY))]) -> Response:
    """Sign out everywhere."""
    sent.visit.system.accounts.end_all(sent.visit.actor.id)
    return _goodbye(sent.visit.request)


@router.post("/me/password")
def change_password(sent: Annotated[Sent, Depends(signed_in_form(EVERYBODY))]) -> Response:
    """Change one's password; all sessions end. Wrong old ones are counted like sign-ins."""
    visit = sent.visit
    old, new = (str(sent.form.get(name) or "") for name in ("old", "new"))
    try:
        visit.system.throttle.attempt("password", visit.actor.id, most=MOST_BY_NAME)
        visit.system.accounts.change_password(visit.actor.id, old, new)
    except (SignInFailed, PasswordTooShort, TooManyAttempts) as no:
        fault = Fault(no.field or "old", visit.told(no))
        return _me(visit, Draft({}, [fault]), status=outcome_of(no).status)
    return _goodbye(visit.request)


@router.post("/me/tokens")
def make_token(sent: Annotated[Sent, Depends(signed_in_form(EVERYBODY))]) -> Response:
    """Make a token for the API; the page shows it this once."""
    token = sent.visit.system.directory.token_for(sent.visit.actor.id)
    return _me(sent.visit, Draft(), new_token=token)


@router.post("/me/tokens/revoke")
def revoke_token(sent: Annotated[Sent, Depends(signed_in_form(EVERYBODY))]) -> Response:
    """Revoke a token of one's own."""
    sent.visit.system.directory.revoke_token(sent.visit.actor.id, sent.text("token"))
    return RedirectResponse("/me", 303)


def welcome(request: Request, secret: str, next: str) -> Response:
    """Hand the session's secret to the browser, and go where the person wanted to go."""
    response = RedirectResponse(local(next), 303)
    secure = request.url.scheme == "https"
    response.set_cookie(cookie_name(request), secret, path="/", secure=secure, httponly=True, samesite="lax")
    return response


def _goodbye(request: Request) -> Response:
    response = RedirectResponse("/login", 303)
    secure = request.url.scheme == "https"
    response.delete_cookie(cookie_name(request), path="/", secure=secure, httponly=True, samesite="lax")
    return response


def _login(visit: Visit, next: str, draft: Draft, status: int = 200) -> Response:
    people = visit.system.accounts.demo_people()
    facts: dict[str, Any] = {
        "draft": draft,
        "next": next,
        "people": people,
        "identity_provider": bool(visit.system.identity_provider),
    }
    return render(visit, "account/login.html", status=status, **facts)


def _me(visit: Visit, draft: Draft, *, status: int = 200, new_token: str | None = None) -> Response:
    accounts, actor = visit.system.accounts, visit.actor.id
    facts: dict[str, Any] = {
        "draft": draft,
        "sessions": accounts.sessions(actor),
        "tokens": visit.system.directory.tokens(actor),
        "has_password": accounts.has_password(actor),
        "new_token": new_token,
    }
    return render(visit, "account/me.html", status=status, **facts)


GROUP = Group(name="account", router=router, nav=(Entry(label=N_("我的账户"), href="/me", roles=EVERYBODY),))
