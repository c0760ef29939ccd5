"""退回: a bounded objection, ruled on once."""

import pytest

from domain.shared.identity import LegalBasis, OrgCode, UnitCode
from domain.shared.people import Actor, Role
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion import refusals
from domain.suggestion.entities import Progress
from domain.suggestion.particulars import Grade, Kind
from tests.spec import (
    ANSWERED,
    DELIVERED,
    DISSATISFIED,
    NOTE,
    ROADS,
    SEPARATE,
    SUPERVISOR,
    TRANSFERRED,
    VOTER,
    WATER,
    answer,
    evaluate,
    given,
    person,
    transfer,
)


def objection(to: str = "water") -> c.RequestReturn:
    """It is not ours, it is theirs."""
    return c.RequestReturn(reason=NOTE, basis=LegalBasis("三定方案"), suggested_unit=UnitCode(OrgCode(to)))


ASKED = (*TRANSFERRED, (objection(), ROADS, "2026-03-03T09:00"))
REFUSE = c.RefuseReturn(reason=NOTE)


def test_a_return_is_asked_for_within_five_working_days() -> None:
    given(*TRANSFERRED).when(objection(), ROADS, "2026-03-09T23:59").then(e.ReturnRequested)
    given(*TRANSFERRED).when(objection(), ROADS, "2026-03-10T00:01").refused(refusals.ReturnWindowPassed)


def test_a_return_that_waits_is_not_asked_for_again() -> None:
    given(*ASKED).when(objection(), ROADS, "2026-03-04T09:00").refused(refusals.ReturnAlreadyRequested)


def test_a_unit_that_returns_a_case_suggests_another() -> None:
    given(*TRANSFERRED).when(objection("roads"), ROADS, "2026-03-03T09:00").refused(refusals.SuggestsItself)


def test_what_was_ruled_on_is_not_returned_again() -> None:
    ruled = (*ASKED, (REFUSE, SUPERVISOR, "2026-03-04T09:00"))
    given(*ruled).when(objection(), ROADS, "2026-03-05T09:00").refused(refusals.ReturnAlreadyRuled)


def test_a_unit_given_the_case_after_a_ruling_may_not_return_it() -> None:
    moved = (
        *ASKED,
        (c.AcceptReturn(), SUPERVISOR, "2026-03-04T09:00"),
        (transfer(water=Kind.LEAD), SUPERVISOR, "2026-03-04T10:00"),
    )
    given(*moved).when(objection("parks"), WATER, "2026-03-05T09:00").refused(refusals.ReturnAlreadyRuled)


def test_what_was_answered_once_is_not_returned() -> None:
    rework = (*DISSATISFIED, (c.OrderRework(reason=NOTE), SUPERVISOR, "2026-03-13T09:00"))
    given(*rework).when(objection(), ROADS, "2026-03-16T09:00").refused(refusals.ReturnAfterAnswer)


def test_an_answered_case_is_past_returning() -> None:
    given(*ANSWERED).when(objection(), ROADS, "2026-03-10T10:00").refused(refusals.AlreadyAnswered)


def test_a_unit_that_has_answered_its_part_does_not_return_it() -> None:
    one = (*SEPARATE, (answer(), ROADS, "2026-03-03T09:00"))
    given(*one).when(objection("parks"), ROADS, "2026-03-04T09:00").refused(refusals.AssignmentFinished)


def test_an_accepted_return_takes_the_part_back_and_leaves_the_clock() -> None:
    state = given(*ASKED).when(c.AcceptReturn(), SUPERVISOR, "2026-03-04T09:00").then(e.ReturnAccepted)
    assert state.assignment(ROADS.org) is None
    assert state.due == given(*TRANSFERRED).state.due


def test_a_refused_return_puts_the_unit_to_work() -> None:
    state = given(*ASKED).when(REFUSE, SUPERVISOR, "2026-03-04T09:00").then(e.ReturnRefused)
    assert state.assignment(ROADS.org).progress is Progress.ACTIVE


@pytest.mark.parametrize("ruling", [c.AcceptReturn(), REFUSE])
def test_there_is_no_ruling_without_a_request(ruling: c.Command) -> None:
    given(*TRANSFERRED).when(ruling, SUPERVISOR, "2026-03-04T09:00").refused(refusals.NoReturnRequested)


@pytest.mark.parametrize("ruling", [c.AcceptReturn(), REFUSE])
def test_nobody_rules_on_their_own_return(ruling: c.Command) -> None:
    inside: Actor = person("roads-judge", Role.SUPERVISOR, "roads")
    given(*ASKED).when(ruling, inside, "2026-03-04T09:00").refused(refusals.RulerIsRequester)


def test_where_two_returns_wait_the_one_meant_is_named() -> None:
    both = (*SEPARATE, (objection(), ROADS, "2026-03-03T09:00"), (objection("roads"), WATER, "2026-03-03T10:00"))
    given(*both).when(c.AcceptReturn(), SUPERVISOR, "2026-03-04T09:00").refused(refusals.NameTheUnit)
    named = c.AcceptReturn(unit=UnitCode(WATER.org))
    given(*both).when(named, SUPERVISOR, "2026-03-04T09:00").then(e.ReturnAccepted(unit=UnitCode(WATER.org)))


def test_a_unit_that_asked_to_return_a_case_waits_for_the_ruling() -> None:
    given(*ASKED).when(answer(), ROADS, "2026-03-04T09:00").refused(refusals.ReturnStillOpen)


def test_silence_orders_no_rework_and_so_no_second_objection() -> None:
    satisfied = (*DELIVERED, (evaluate(Grade.SATISFIED), VOTER, "2026-03-12T09:00"))
    given(*satisfied).when(objection(), ROADS, "2026-03-12T10:00").refused(refusals.AlreadyAnswered)
