"""督办: a notice with a level and a day, an account of it, and its lifting."""

from datetime import date

import pytest

from domain.policies.policy import Level
from domain.shared.identity import DocumentNumber, UnitCode
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion import refusals
from domain.suggestion.particulars import Subject
from tests.spec import (
    CHAIR,
    CLERK,
    DELIVERED,
    JOINT,
    NOTE,
    PARKS,
    ROADS,
    SUPERVISOR,
    TRANSFERRED,
    WATER,
    given,
)

ON = "2026-03-09T09:00"


def press(level: Level, **more: object) -> c.Supervise:
    """A notice of a level."""
    return c.Supervise(level=level, reason=NOTE, **more)  # type: ignore[arg-type]


REMINDED = (*TRANSFERRED, (press(Level.REMINDER), SUPERVISOR, ON))
BOTH = (*REMINDED, (press(Level.YELLOW), SUPERVISOR, "2026-03-10T09:00"))


def test_a_notice_names_its_units_and_the_day_they_account_by() -> None:
    state = given(*JOINT).when(press(Level.REMINDER), SUPERVISOR, ON).then(e.Supervised)
    notice = state.notices[0]
    assert (notice.units, notice.respond_by) == ((UnitCode(ROADS.org),), date(2026, 3, 16))
    assert state.level is Level.REMINDER


def test_a_notice_may_go_to_one_unit_that_has_a_part() -> None:
    to_water = press(Level.REMINDER, unit=UnitCode(WATER.org))
    assert given(*JOINT).when(to_water, SUPERVISOR, ON).state_after.notices[0].units == (UnitCode(WATER.org),)
    to_parks = press(Level.REMINDER, unit=UnitCode(PARKS.org))
    given(*JOINT).when(to_parks, SUPERVISOR, ON).refused(refusals.UnitHasNoPart)


def test_a_case_nobody_holds_is_supervised_without_a_unit() -> None:
    asked = c.RequestReturn(reason=NOTE, basis="三定", suggested_unit=UnitCode(WATER.org))  # type: ignore[arg-type]
    vacant = (
        *TRANSFERRED,
        (asked, ROADS, "2026-03-03T09:00"),
        (c.AcceptReturn(), SUPERVISOR, "2026-03-04T09:00"),
    )
    assert given(*vacant).when(press(Level.REMINDER), SUPERVISOR, ON).state_after.notices[0].units == ()


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (press(Level.NONE), refusals.SupervisionWithoutLevel),
        (press(Level.KEY), refusals.KeySupervisionNeedsMinute),
        (press(Level.REMINDER, respond_by=date(2026, 3, 8)), refusals.RespondByInPast),
    ],
)
def test_a_notice_is_complete(command: c.Command, rule: type) -> None:
    given(*TRANSFERRED).when(command, SUPERVISOR, ON).refused(rule)


def test_key_supervision_is_the_chairpersons_or_by_their_minute() -> None:
    given(*TRANSFERRED).when(press(Level.KEY), CHAIR, ON).then(e.Supervised)
    by_minute = press(Level.KEY, minute=DocumentNumber("主任会议纪要〔2026〕3号"))
    given(*TRANSFERRED).when(by_minute, SUPERVISOR, ON).then(e.Supervised)


def test_a_level_only_rises_while_it_stands() -> None:
    given(*BOTH).when(press(Level.REMINDER), SUPERVISOR, "2026-03-11T09:00").refused(refusals.SupervisionBelowStanding)
    lifted = (*BOTH, (c.LiftSupervision(reason=NOTE), SUPERVISOR, "2026-03-11T09:00"))
    assert given(*lifted).state.level is Level.REMINDER
    given(*lifted).when(press(Level.REMINDER), SUPERVISOR, "2026-03-12T09:00").then(e.Supervised)


def test_the_unit_accounts_for_the_oldest_notice_first() -> None:
    account = c.RespondToSupervision(text=NOTE)
    state = given(*BOTH).when(account, ROADS, "2026-03-11T09:00").then(e.SupervisionAnswered)
    assert [n.awaits for n in state.notices] == [(), (UnitCode(ROADS.org),)]


def test_an_account_is_given_once_and_by_whom_it_was_asked_of() -> None:
    account = c.RespondToSupervision(text=NOTE, notice=1)
    given(*REMINDED).when(account, WATER, "2026-03-11T09:00").refused(refusals.NoticeNotYours)
    given(*TRANSFERRED).when(account, ROADS, "2026-03-11T09:00").refused(refusals.NoticeNotYours)
    done = (*REMINDED, (account, ROADS, "2026-03-11T09:00"))
    given(*done).when(account, ROADS, "2026-03-11T10:00").refused(refusals.NothingToAccountFor)


def test_only_what_stands_is_lifted() -> None:
    lift = c.LiftSupervision(reason=NOTE)
    given(*TRANSFERRED).when(lift, SUPERVISOR, ON).refused(refusals.NoSupervisionStands)
    named = c.LiftSupervision(reason=NOTE, notice=1)
    state = given(*BOTH).when(named, SUPERVISOR, "2026-03-11T09:00").then(e.SupervisionLifted(notice=1, reason=NOTE))
    assert [n.lifted for n in state.notices] == [True, False]


def test_a_reminder_of_the_evaluation_is_remembered() -> None:
    plain_reminder = given(*DELIVERED).when(c.Remind(reason=NOTE), CLERK, "2026-03-12T09:00").state_after
    assert plain_reminder.evaluation_reminded_on is None
    voter = c.Remind(reason=NOTE, subject=Subject.EVALUATION)
    assert given(*DELIVERED).when(voter, CLERK, "2026-03-12T09:00").then(e.Reminded).evaluation_reminded_on == date(
        2026, 3, 12
    )


def test_a_reminder_names_a_unit_that_has_a_part() -> None:
    to_parks = c.Remind(reason=NOTE, unit=UnitCode(PARKS.org))
    given(*TRANSFERRED).when(to_parks, CLERK, ON).refused(refusals.UnitHasNoPart)
    given(*TRANSFERRED).when(c.Remind(reason=NOTE, unit=UnitCode(ROADS.org)), CLERK, ON).then(e.Reminded)
