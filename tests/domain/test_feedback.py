"""评价: by those it was for; dissatisfaction leads to rework, twice, and then to a joint review."""

from datetime import date

import pytest

from domain.shared.people import Role
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion import refusals
from domain.suggestion.particulars import Finding, Grade, Outcome, Promise, Subject
from domain.suggestion.state import Stage
from tests.spec import (
    ANSWERED,
    CALLER,
    CLERK,
    DELIVERED,
    DISSATISFIED,
    NOTE,
    ROADS,
    SATISFIED,
    SUPERVISOR,
    SYSTEM,
    TRANSFERRED,
    VOTER,
    Step,
    answer,
    deliver,
    evaluate,
    given,
    person,
)

REWORK = c.OrderRework(reason=NOTE)
REVIEW = c.HoldReview(parties=NOTE, finding=NOTE, decision=NOTE)
REMINDER = (c.Remind(reason=NOTE, subject=Subject.EVALUATION), SYSTEM, "2026-03-25T09:00")
GOOD, BAD = evaluate(Grade.SATISFIED), evaluate(Grade.DISSATISFIED)


def round_of(day: int) -> tuple[Step, ...]:
    """Rework, answered and delivered, and still no good."""
    return (
        (REWORK, SUPERVISOR, f"2026-04-{day:02}T09:00"),
        (answer(), ROADS, f"2026-04-{day:02}T10:00"),
        (deliver(), CLERK, f"2026-04-{day:02}T11:00"),
        (BAD, VOTER, f"2026-04-{day:02}T12:00"),
    )


TWICE = (*DISSATISFIED, *round_of(1))
THRICE = (*TWICE, *round_of(2))


def test_those_who_handled_it_do_not_judge_it() -> None:
    inside = person("roads-caller", Role.CALLER, "roads")
    given(*DELIVERED).when(GOOD, inside, "2026-03-12T09:00").refused(refusals.EvaluatorIsHandler)
    given(*DELIVERED).when(GOOD, person("roads-feng", Role.CALLER), "2026-03-12T09:00").refused(
        refusals.EvaluatorIsHandler
    )


def test_the_caller_did_not_register_it() -> None:
    registrar = person(CLERK.id, Role.CALLER)
    given(*DELIVERED).when(GOOD, registrar, "2026-03-12T09:00").refused(refusals.EvaluatorIsRegistrar)
    given(*DELIVERED).when(GOOD, CALLER, "2026-03-12T09:00").then(e.Evaluated)


def test_dissatisfaction_is_put_into_words() -> None:
    mute = evaluate(Grade.DISSATISFIED, None)
    given(*DELIVERED).when(mute, VOTER, "2026-03-12T09:00").refused(refusals.DissatisfiedWithoutText)


def test_a_judged_case_with_promises_is_tracked_and_dissatisfaction_takes_it_back() -> None:
    promise = Promise(text=NOTE, due_on=date(2026, 6, 30))
    promised = (
        *TRANSFERRED,
        (answer(Outcome.PLANNED, commitments=(promise,)), ROADS, "2026-03-10T09:00"),
        (deliver(), CLERK, "2026-03-11T09:00"),
    )
    tracked = (*promised, (GOOD, VOTER, "2026-03-12T09:00"))
    assert given(*tracked).state.stage is Stage.TRACKING
    assert given(*tracked).when(BAD, VOTER, "2026-07-01T09:00").then(e.Evaluated).stage is Stage.ANSWERED


def test_silence_lapses_after_the_window_and_a_reminder() -> None:
    lapse = c.LapseEvaluation()
    given(*ANSWERED).when(lapse, SYSTEM, "2026-04-30T09:00").refused(refusals.AnswerNotDelivered)
    # 15 working days after 11 March is 1 April.
    given(*DELIVERED, REMINDER).when(lapse, SYSTEM, "2026-04-01T09:00").refused(refusals.EvaluationWindowOpen)
    given(*DELIVERED).when(lapse, SYSTEM, "2026-04-02T09:00").refused(refusals.EvaluationNotReminded)
    given(*DELIVERED, REMINDER).when(lapse, SYSTEM, "2026-04-02T09:00").then(e.EvaluationLapsed)


def test_a_late_reminder_leaves_the_voter_time() -> None:
    lapse = c.LapseEvaluation()
    late = (c.Remind(reason=NOTE, subject=Subject.EVALUATION), SYSTEM, "2026-04-09T09:00")
    # Three working days after 9 April, a Thursday, end on Tuesday the 14th.
    given(*DELIVERED, late).when(lapse, SYSTEM, "2026-04-14T09:00").refused(refusals.EvaluationWindowOpen)
    given(*DELIVERED, late).when(lapse, SYSTEM, "2026-04-15T09:00").then(e.EvaluationLapsed)


def test_silence_lapses_once_and_never_over_a_judgement() -> None:
    lapse = c.LapseEvaluation()
    given(*DELIVERED, REMINDER, (lapse, SYSTEM, "2026-04-02T09:00")).when(lapse, SYSTEM, "2026-04-03T09:00").then()
    given(*SATISFIED).when(lapse, SYSTEM, "2026-04-02T09:00").then()


@pytest.mark.parametrize("steps", [DELIVERED, SATISFIED])
def test_rework_follows_dissatisfaction_alone(steps: tuple[Step, ...]) -> None:
    given(*steps).when(REWORK, SUPERVISOR, "2026-03-13T09:00").refused(refusals.NoDissatisfaction)


def test_rework_has_a_last_day_of_its_own() -> None:
    state = given(*DISSATISFIED).when(REWORK, SUPERVISOR, "2026-03-13T09:00").then(e.ReworkOrdered)
    assert (state.stage, state.round, state.reworks) == (Stage.HANDLING, 2, 1)
    # A month after 13 March is 13 April, a Monday.
    assert (state.due.on, state.assignment(ROADS.org).due.on) == (date(2026, 4, 13), date(2026, 4, 13))


def test_a_third_rework_is_a_review_instead() -> None:
    given(*THRICE).when(REWORK, SUPERVISOR, "2026-04-03T09:00").refused(refusals.ReworkLimitReached)


def test_a_review_needs_two_dissatisfactions() -> None:
    given(*DISSATISFIED).when(REVIEW, SUPERVISOR, "2026-03-13T09:00").refused(refusals.ReviewTooEarly)
    assert given(*TWICE).when(REVIEW, SUPERVISOR, "2026-04-03T09:00").then(e.JointReviewHeld).reviewed


def test_a_spot_check_is_made_by_others() -> None:
    check = c.SpotCheck(finding=Finding.PARTLY, note=NOTE)
    given(*SATISFIED).when(check, CALLER, "2026-03-20T09:00").then(e.SpotChecked)
    inside = person("roads-caller", Role.CALLER, "roads")
    given(*SATISFIED).when(check, inside, "2026-03-20T09:00").refused(refusals.EvaluatorIsHandler)
