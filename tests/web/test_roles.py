"""Every route of the pages says who may see it, and is asked as everybody: a route is its visitor's own, or refused."""

from collections.abc import Iterator

import httpx2
import pytest
from fastapi.routing import APIRoute

from domain.shared.people import Role
from interfaces.web.pages import GROUPS
from interfaces.web.visiting import anybody, anybodys_form, signed_in_form, signed_in_page
from tests.support.browser import secret
from tests.support.client import Client

PEOPLE = [role for role in Role if role not in (Role.VOTER, Role.SYSTEM)]
REFUSED, ASKED_TO_SIGN_IN = 403, 303


def routes() -> Iterator[APIRoute]:
    """Every route of every group."""
    for group in GROUPS:
        for route in group.router.routes:
            assert isinstance(route, APIRoute), f"{group.name}: {route}"
            yield route


def roles_of(route: APIRoute) -> frozenset[Role] | None:
    """Who may see it; None for everybody."""
    calls = [one.call for one in route.dependant.dependencies]
    [guard] = [call for call in calls if isinstance(call, signed_in_page | signed_in_form) or call in OPEN]
    return None if guard in OPEN else guard.roles  # type: ignore[union-attr]


OPEN = (anybody, anybodys_form)
ALL = [pytest.param(route, id=f"{sorted(route.methods)[0]} {route.path}") for route in routes()]


FILLED = {
    "verb": "annotate",
    "code": "AAAA-AAAA-AAA",
    "sha256": "0" * 64,
    "list": "unit",
    "year": "2026",
    "version": "1",
    "form": "xes",
    "name": "received",
    "date": "2026-11-27",
    "kind": "docx",
    "paper": "receipt",
    "first": "2026-01-01",
    "last": "2026-01-31",
    "position": "1",
}
"""What stands for the parts of an address that differ."""


def path_of(route: APIRoute, case: str) -> str:
    """An address of the route."""
    path = route.path.replace("{id}", case)
    for name, value in FILLED.items():
        path = path.replace("{" + name + "}", value)
    return path


@pytest.mark.parametrize("route", ALL)
def test_a_page_is_open_to_its_own_roles_and_to_nobody_else(pages: Client, case: str, route: APIRoute) -> None:
    allowed, [method] = roles_of(route), route.methods
    address = pages.url + path_of(route, case)
    for role in PEOPLE:
        org = "D01" if role is Role.DEPARTMENT else "office"
        session = secret(pages, f"{role.value}@{org}")
        headers = {"Cookie": f"huying={session}"}
        answer = httpx2.request(method, address, headers=headers, trust_env=False, verify=False, timeout=30)
        if allowed is not None and (role not in allowed or method == "POST"):
            # A form without its session's mark is refused to everybody; to other roles before it is looked at.
            assert answer.status_code == REFUSED, role
        else:
            assert answer.status_code not in (ASKED_TO_SIGN_IN, 500) and answer.status_code < 500, role


@pytest.mark.parametrize("route", ALL)
def test_a_stranger_is_asked_to_sign_in_where_a_page_is_not_for_everybody(
    pages: Client, case: str, route: APIRoute
) -> None:
    [method] = route.methods
    answer = httpx2.request(method, pages.url + path_of(route, case), trust_env=False, verify=False, timeout=30)
    if roles_of(route) is None:
        assert not answer.headers.get("location", "").startswith("/login?")
    else:
        assert answer.status_code == ASKED_TO_SIGN_IN
        assert answer.headers["location"].startswith("/login?next=/")


@pytest.mark.parametrize("route", ALL)
def test_a_form_is_read_by_a_guard_that_checks_its_mark(route: APIRoute) -> None:
    calls = [one.call for one in route.dependant.dependencies]
    guards = [call for call in calls if isinstance(call, signed_in_form) or call is anybodys_form]
    assert len(guards) == (1 if route.methods == {"POST"} else 0)
