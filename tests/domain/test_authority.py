"""Who may do what, and to which case."""

import pytest

from domain.shared.people import Actor, Role
from domain.suggestion import commands as c
from domain.suggestion import refusals
from domain.suggestion.authority import MAY, REACH, Reach, may, reads, sees
from domain.suggestion.decide import decide
from domain.suggestion.lifecycle import LEGAL, legal
from domain.suggestion.state import INITIAL, Stage, Suggestion
from tests.spec import (
    BROUGHT,
    CHAIR,
    CLERK,
    DEPUTY,
    HEAD,
    NOTE,
    ROADS,
    STATION_CLERK,
    SUPERVISOR,
    TRANSFERRED,
    VOTER,
    WATER,
    given,
    person,
    receive,
    rules_on,
    stamped,
)

COMMANDS = list(MAY)
NOBODY = (Role.AUDITOR, Role.DATA_OFFICER, Role.ADMIN)
MATRIX = [(role, command) for role in Role for command in COMMANDS if role not in MAY[command]]


def asked(role: Role, command: type, stage: Stage) -> None:
    """Ask with an empty hand: the role is judged before the words."""
    stamp = stamped(person("somebody", role), "2026-03-02T09:00")
    decide(object.__new__(command), Suggestion(stage=stage), stamp=stamp, rules=rules_on(stamp))


@pytest.mark.parametrize(("role", "command"), MATRIX)
def test_a_role_that_is_not_listed_may_not_at_any_stage(role: Role, command: type) -> None:
    for stage in Stage:
        with pytest.raises(refusals.RoleMayNot):
            asked(role, command, stage)


@pytest.mark.parametrize("role", NOBODY)
def test_auditor_data_officer_and_admin_command_nothing(role: Role) -> None:
    assert not any(may(person("somebody", role), command) for command in COMMANDS)


def test_every_command_has_a_role_and_a_stage() -> None:
    every = set(c.Command.__args__)
    assert set(MAY) == every == set(LEGAL)
    assert all(MAY.values())
    assert all(LEGAL.values())


@pytest.mark.parametrize(("command", "stage"), [(k, s) for k in COMMANDS for s in Stage if not legal(k, s)])
def test_a_command_out_of_order_is_refused_whatever_it_says(command: type, stage: Stage) -> None:
    with pytest.raises(refusals.OutOfOrder):
        asked(next(iter(MAY[command])), command, stage)


def test_every_role_has_a_reach() -> None:
    assert set(REACH) == set(Role)


STATION_CASE = given((receive(station="station-east"), STATION_CLERK, "2026-03-02T09:00")).state
HANDLED_CASE = given(*TRANSFERRED).state
BROUGHT_CASE = given(*BROUGHT).state
OTHER_DEPUTY = person("deputy-other", Role.DEPUTY)
REGISTERED_BY_DEPUTY = given((receive(deputy=None), DEPUTY, "2026-03-02T09:00")).state


@pytest.mark.parametrize(
    ("actor", "case", "within"),
    [
        (SUPERVISOR, HANDLED_CASE, True),
        (person("auditor", Role.AUDITOR), HANDLED_CASE, True),
        (VOTER, HANDLED_CASE, True),
        (STATION_CLERK, STATION_CASE, True),
        (HEAD, STATION_CASE, True),
        (CLERK, STATION_CASE, True),
        (person("clerk-west", Role.CLERK, "station-west"), STATION_CASE, False),
        (ROADS, HANDLED_CASE, True),
        (WATER, HANDLED_CASE, False),
        (ROADS, INITIAL, False),
        (DEPUTY, BROUGHT_CASE, True),
        (OTHER_DEPUTY, BROUGHT_CASE, False),
        (DEPUTY, REGISTERED_BY_DEPUTY, True),
        (OTHER_DEPUTY, INITIAL, False),
        (person("officer", Role.DATA_OFFICER), HANDLED_CASE, False),
        (person("admin", Role.ADMIN), HANDLED_CASE, False),
    ],
)
def test_an_actor_sees_only_the_cases_within_reach(actor: Actor, case: Suggestion, within: bool) -> None:
    assert sees(actor, case) is within


def test_all_five_reaches_and_none_are_in_use() -> None:
    assert set(REACH.values()) == set(Reach)


@pytest.mark.parametrize("field", ["name", "phone", "address"])
def test_auditor_and_chair_read_the_handling_and_no_contacts(field: str) -> None:
    assert not reads(person("auditor", Role.AUDITOR), HANDLED_CASE, field)
    assert not reads(CHAIR, HANDLED_CASE, field)
    assert reads(CLERK, HANDLED_CASE, field)
    assert reads(CHAIR, HANDLED_CASE, "text")


def test_a_handling_unit_does_not_learn_who_asked_to_be_protected() -> None:
    hidden = given(*TRANSFERRED, (c.ProtectIdentity(reason=NOTE), CLERK, "2026-03-03T09:00")).state
    assert reads(ROADS, HANDLED_CASE, "name")
    assert not reads(ROADS, hidden, "name")
    assert reads(ROADS, hidden, "text")
    assert reads(CLERK, hidden, "name")
