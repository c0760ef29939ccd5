"""Who visits a page: their session, their language, and what their form says."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from application.accounts import SignedIn
from application.errors import Trouble
from application.system import System
from domain.shared.people import Actor, Role
from domain.shared.refusal import Refused
from domain.suggestion import refusals
from interfaces.outcomes import said
from interfaces.web.languages import Language

COOKIE = "huying"
SECURE_COOKIE = "__Host-huying"
"""The browser takes it over https alone, from this host alone."""
MOST_FIELDS = 500


class SignInFirst(Exception):
    """The page is for people who have signed in."""


class ForeignForm(HTTPException):
    """The form was not made by this session's pages, or too long ago."""

    def __init__(self) -> None:
        super().__init__(403)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page."""

    request: Request
    system: System
    language: Language
    signed_in: SignedIn | None

    @property
    def actor(self) -> Actor:
        """Whoever signed in; only pages that asked for it have one."""
        assert self.signed_in is not None
        return self.signed_in.actor

    @property
    def say(self) -> Callable[[str], str]:
        """Translate a text marked `N_`."""
        return self.language.translations.gettext

    def told(self, no: Refused | Trouble) -> str:
        """What the office says to a no, in the visitor's language."""
        return self.language.told(said(no, self.language.key))


@dataclass(frozen=True, slots=True)
class Sent:
    """A visit that brought a form."""

    visit: Visit
    form: FormData

    def text(self, name: str) -> str:
        """A field's text, without blanks around it; empty where it is missing."""
        found = self.form.get(name)
        return found.strip() if isinstance(found, str) else ""


def cookie_name(request: Request) -> str:
    """The session's cookie: bound to https where the page came over it."""
    return SECURE_COOKIE if request.url.scheme == "https" else COOKIE


def visit_of(request: Request) -> Visit:
    """The visit a request makes."""
    system: System = request.app.state.system
    if not hasattr(request.state, "signed_in"):
        secret = request.cookies.get(cookie_name(request))
        request.state.signed_in = system.accounts.session(secret) if secret else None
    language: Language = request.app.state.languages[request.state.language]
    return Visit(request, system, language, request.state.signed_in)


def local(path: str) -> str:
    """A path on this host; the front page instead of anything else."""
    fits = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if fits else "/"


def sign_in_address(request: Request) -> str:
    """Where to sign in, and come back from."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return f"/login?next={quote(asked)}"


def anybody(request: Request) -> Visit:
    """A page for everybody."""
    return visit_of(request)


class signed_in_page:
    """A page for people of these roles, who have signed in."""

    def __init__(self, roles: frozenset[Role]) -> None:
        self.roles = roles

    def __call__(self, request: Request) -> Visit:
        """Let them in. Raises `SignInFirst`, `RoleMayNot`."""
        visit = visit_of(request)
        if visit.signed_in is None:
            raise SignInFirst()
        if visit.actor.role not in self.roles:
            raise refusals.RoleMayNot()
        return visit


async def posted(request: Request) -> FormData:
    """The form a request brings."""
    return await request.form(max_fields=MOST_FIELDS)


def anybodys_form(request: Request, form: Annotated[FormData, Depends(posted)]) -> Sent:
    """A form for everybody; the gate has looked where it comes from."""
    return Sent(visit_of(request), form)


class signed_in_form:
    """A form for people of these roles, with the hidden mark of their session in it."""

    def __init__(self, roles: frozenset[Role]) -> None:
        self.roles = roles
        self._page = signed_in_page(roles)

    def __call__(self, request: Request, form: Annotated[FormData, Depends(posted)]) -> Sent:
        """Take it. Raises what the page raises, and `ForeignForm`."""
        visit = self._page(request)
        assert visit.signed_in is not None
        mark = form.get("form_mark")
        if not isinstance(mark, str) or not hmac.compare_digest(mark.encode(), visit.signed_in.form_mark.encode()):
            raise ForeignForm()
        return Sent(visit, form)
