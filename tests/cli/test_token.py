"""Tokens are issued on the command line, and what is printed there signs in over HTTP."""

import pytest

from infrastructure.settings import Settings
from tests.cli.command import environment, run
from tests.support.client import API, Client


def signs_in(api: Client, token: str) -> int:
    """What the service answers to whoever shows this token."""
    answer = api.http.get(f"{API}/suggestions", headers={"Authorization": f"Bearer {token}"})
    return int(answer.status_code)


def test_the_token_printed_signs_in_and_no_other_does(settings: Settings, api: Client) -> None:
    done = run(environment(settings), "token", "--role", "clerk")
    [token] = done.out.split()
    assert (done.code, done.err) == (0, "")
    assert signs_in(api, token) == 200
    assert signs_in(api, token[:-1] + ("a" if token[-1] != "a" else "b")) == 401


def test_as_json_the_token_comes_with_the_person_it_stands_for(settings: Settings, api: Client) -> None:
    done = run(environment(settings), "token", "--role", "department", "--org", "D01", "--actor", "测试员甲", "--json")
    assert (done.code, len(done.out.splitlines())) == (0, 1)
    actor = api.plant.system.directory.actor_of(done.facts["token"])
    assert actor is not None
    assert done.facts == {"token": done.facts["token"], "actor": actor.id, "role": "department", "org": "D01"}
    assert (actor.role.value, actor.org) == ("department", "D01")
    assert api.plant.system.directory.names([actor.id]) == {actor.id: "测试员甲"}


def test_a_role_may_be_written_with_a_hyphen_and_each_token_is_new(settings: Settings, api: Client) -> None:
    first = run(environment(settings), "token", "--role", "Station-Head", "--org", "S1", "--json").facts
    second = run(environment(settings), "token", "--role", "station_head", "--org", "S1", "--json").facts
    assert (first["role"], first["actor"]) == ("station_head", second["actor"])
    assert first["token"] != second["token"]
    assert {signs_in(api, first["token"]), signs_in(api, second["token"])} == {200}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--role", "king"), "clerk, station_head, supervisor"),
        (("--role", "system"), "clerk, station_head, supervisor"),
        (("--role", "department"), "needs the code of its unit"),
    ],
)
def test_no_token_is_issued_for_a_role_that_cannot_have_one(
    settings: Settings, asked: tuple[str, ...], said: str
) -> None:
    done = run(environment(settings), "token", *asked)
    assert done.code != 0
    assert done.out == ""
    assert said in done.err
