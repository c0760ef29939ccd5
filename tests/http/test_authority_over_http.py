"""Every route of the document, asked by everybody: who may not changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from application.verbs import VERBS
from domain.shared.people import Role
from domain.suggestion import commands
from domain.suggestion.authority import MAY
from tests.support.client import Client
from tests.support.walks import UNIT, walk

PUBLIC = ("/health/", "/metrics", "/api/v1/track/", "/api/v1/log/", "/docs", "/openapi.json")
PEOPLE = [f"{role.value}@{UNIT}" if role is Role.DEPARTMENT else role.value for role in Role if role is not Role.VOTER]
READERS = {"/suggestions/{id}", "/suggestions/{id}/history", "/suggestions"}
SEES_NOTHING = ("admin", "data_officer")


@dataclass(frozen=True)
class Route:
    """One operation of the document."""

    method: str
    path: str

    @property
    def verb(self) -> str | None:
        """The verb of a command on a case."""
        name = self.path.rsplit("/", 1)[-1]
        return name if self.path.startswith("/api/v1/suggestions/{id}/") and name in VERBS else None

    def may(self, who: str) -> bool | None:
        """Whether the authority table lets somebody do this; None for what it does not speak of."""
        role = Role(who.partition("@")[0])
        if self.verb:
            return role in MAY[VERBS[self.verb]]
        return role in MAY[commands.Receive] if (self.method, self.path) == ("POST", "/api/v1/suggestions") else None


def routes(api: Client) -> Iterator[Route]:
    """Every operation."""
    document: dict[str, Any] = api.http.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        for method in operations:
            yield Route(method.upper(), path)


def guarded(api: Client) -> list[Route]:
    """Every operation that asks for a token."""
    return [r for r in routes(api) if not r.path.startswith(PUBLIC) and "stream" not in r.path]


@pytest.fixture(scope="module")
def case(api: Client) -> str:
    """A case that a unit handles."""
    return str(walk(api, "handling")["id"])


def ask(api: Client, route: Route, case: str, who: str | None) -> Any:
    """Call an operation with nothing in the body."""
    path = route.path.replace("{id}", case)
    if route.method == "POST" and route.path.endswith(("/imports", "/attachments")):
        return api.http.post(path, files={"file": ("a.csv", b"")}, headers=api.headers(who))
    body = {"json": {}} if route.method == "POST" else {}
    return api.http.request(route.method, path, headers=api.headers(who), **body)


def test_the_document_names_every_verb(api: Client) -> None:
    assert {r.verb for r in routes(api) if r.verb} == set(VERBS)


def test_nobody_comes_in_without_a_token(api: Client, case: str) -> None:
    head = api.head()
    for route in guarded(api):
        answer = ask(api, route, case, None)
        assert (answer.status_code, answer.json()["slug"]) == (401, "not-signed-in"), route
    assert api.head() == head


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_not_is_told_so_and_nothing_is_recorded(api: Client, case: str, who: str) -> None:
    for route in guarded(api):
        if route.may(who) is False:
            head = api.head()
            answer = ask(api, route, case, who)
            assert answer.status_code in (403, 404), (route, answer.text)
            assert answer.json()["slug"] in ("role-may-not", "not-found"), route
            assert api.head() == head, route


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_is_not_stopped_at_the_door(api: Client, case: str, who: str) -> None:
    for route in guarded(api):
        if route.may(who):
            answer = ask(api, route, case, who)
            assert answer.status_code not in (401, 500), (route, answer.text)
            assert answer.status_code != 403 or answer.json()["slug"] != "role-may-not", (route, answer.text)


@pytest.mark.parametrize("who", SEES_NOTHING)
def test_who_sees_no_case_reads_none(api: Client, case: str, who: str) -> None:
    for path in READERS:
        assert api.get(path.replace("{id}", case), who).status_code == 403


@pytest.mark.parametrize("who", ["department@another-unit", "deputy", "clerk@station-9", "station_head@station-9"])
def test_a_case_out_of_reach_does_not_exist(api: Client, case: str, who: str) -> None:
    head = api.head()
    for route in guarded(api):
        if route.method == "GET" and route.path in {f"/api/v1{p}" for p in READERS} and "{id}" in route.path:
            assert ask(api, route, case, who).status_code == 404, route
        if route.verb and route.may(who):
            assert ask(api, route, case, who).status_code in (404, 422), route
    assert api.give(case, "sign", {}, "department@another-unit").json()["slug"] == "not-found"
    assert api.head() == head


def test_lists_show_only_what_is_within_reach(api: Client, case: str) -> None:
    position = api.head()
    assert api.rows(f"after={position}", f"department@{UNIT}")
    for who in ("department@another-unit", "clerk@station-9", "deputy"):
        assert api.rows(f"after={position}", who) == []


def test_a_protected_voter_is_not_named_to_the_handling_unit(api: Client) -> None:
    case = walk(api, "handling")["id"]
    assert api.case(case, f"department@{UNIT}")["voter"]["name"] == "李某"
    api.do(case, "protect-identity", {"reason": "怕报复"}, "clerk")
    assert api.case(case, f"department@{UNIT}")["voter"]["name"] is None
    assert "李某" not in api.get(f"/suggestions/{case}/history", f"department@{UNIT}").text
    for who in ("auditor", "chair"):
        assert api.case(case, who)["voter"]["name"] is None
    assert api.case(case, "clerk")["voter"]["name"] == "李某"
