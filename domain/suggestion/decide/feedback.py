"""Judging: by the people it was for, never by those who handled it."""

from datetime import date
from typing import assert_never

from domain.policies.deadlines import last_day
from domain.policies.policy import Rules
from domain.shared.people import Role
from domain.shared.stamp import Stamp
from domain.suggestion import commands, events, refusals
from domain.suggestion.decide.clocks import pin, track_rules
from domain.suggestion.particulars import Grade, Recipient
from domain.suggestion.state import Suggestion

Events = tuple[events.Event, ...]
REVIEW_AFTER = 2
"""A joint review follows the second dissatisfaction (重庆市代表建议工作条例 27)."""


def decide(command: commands.Feedback, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    """Return what follows from a command of feedback."""
    match command:
        case commands.Evaluate():
            return _evaluate(command, state, stamp)
        case commands.LapseEvaluation():
            return _lapse(command, state, stamp, rules)
        case commands.OrderRework():
            return _order_rework(command, state, stamp, rules)
        case commands.HoldReview():
            return _hold_review(command, state)
        case commands.SpotCheck():
            if state.handled_by(stamp.by.org):
                raise refusals.EvaluatorIsHandler()
            return (events.SpotChecked(finding=command.finding, note=command.note),)
        case _:
            assert_never(command)


def _evaluate(command: commands.Evaluate, state: Suggestion, stamp: Stamp) -> Events:
    if state.handled_by(stamp.by.org) or stamp.by.id in state.answerers:
        raise refusals.EvaluatorIsHandler()
    registered = state.registrar is not None and state.registrar.id == stamp.by.id
    if registered and stamp.by.role is Role.CALLER:
        raise refusals.EvaluatorIsRegistrar()
    if Grade.DISSATISFIED in (command.attitude, command.result) and command.text is None:
        raise refusals.DissatisfiedWithoutText("text")
    return (
        events.Evaluated(
            attitude=command.attitude,
            result=command.result,
            method=command.method,
            text=command.text,
            proof=command.proof,
        ),
    )


def _lapse(command: commands.LapseEvaluation, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    if state.lapsed or state.latest_mark is not None:
        return ()
    told = state.delivered_on(Recipient.VOTER)
    if told is None:
        raise refusals.AnswerNotDelivered()
    if state.evaluation_reminded_on is None:
        raise refusals.EvaluationNotReminded()
    if stamp.today <= evaluation_ends(told, state.evaluation_reminded_on, rules):
        raise refusals.EvaluationWindowOpen()
    return (events.EvaluationLapsed(for_day=command.for_day),)


def evaluation_ends(told: date, reminded: date, rules: Rules) -> date:
    """The last day to judge: of the window, and of the time that a reminder leaves, whichever is later."""
    window = last_day(told, rules.policy.evaluation, rules.calendar)
    return max(window, last_day(reminded, rules.policy.evaluation_grace, rules.calendar))


def _order_rework(command: commands.OrderRework, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    mark = state.latest_mark
    if mark is None or mark.result is not Grade.DISSATISFIED:
        raise refusals.NoDissatisfaction()
    if state.reworks >= rules.policy.rework_rounds:
        raise refusals.ReworkLimitReached()
    return (
        events.ReworkOrdered(
            round=state.round + 1, assignments=put_to_work_again(state, stamp, rules), reason=command.reason
        ),
    )


def put_to_work_again(state: Suggestion, stamp: Stamp, rules: Rules) -> tuple[events.Assigned, ...]:
    """The parts that must answer anew, by the track's rework clock."""
    due = pin(stamp, track_rules(state, rules).rework, rules)
    return tuple(events.Assigned(unit=a.unit, kind=a.kind, due=due) for a in state.held if a.answers)


def _hold_review(command: commands.HoldReview, state: Suggestion) -> Events:
    if state.dissatisfactions < REVIEW_AFTER:
        raise refusals.ReviewTooEarly()
    return (events.JointReviewHeld(parties=command.parties, finding=command.finding, decision=command.decision),)
