"""退回: a bounded objection. The case's own clock never stops for it."""

from typing import assert_never

from domain.policies.policy import Rules
from domain.shared.stamp import Stamp
from domain.suggestion import commands, events, refusals
from domain.suggestion.decide.clocks import working_days_since
from domain.suggestion.decide.parts import awaiting_return, own_at_work
from domain.suggestion.entities import Progress
from domain.suggestion.state import Suggestion

Events = tuple[events.Event, ...]
_Returns = commands.RequestReturn | commands.AcceptReturn | commands.RefuseReturn


def decide(command: _Returns, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    """Return what follows from asking for, accepting or refusing a return."""
    match command:
        case commands.RequestReturn():
            return _request(command, state, stamp, rules)
        case commands.AcceptReturn():
            unit = awaiting_return(state, command.unit).unit
            if unit == stamp.by.org:
                raise refusals.RulerIsRequester()
            return (events.ReturnAccepted(unit=unit),)
        case commands.RefuseReturn():
            unit = awaiting_return(state, command.unit).unit
            if unit == stamp.by.org:
                raise refusals.RulerIsRequester()
            return (events.ReturnRefused(unit=unit, reason=command.reason),)
        case _:
            assert_never(command)


def _request(command: commands.RequestReturn, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    part = own_at_work(state, stamp)
    if part.progress is Progress.RETURN_REQUESTED:
        raise refusals.ReturnAlreadyRequested()
    if part.return_refused or part.adjudicated:
        raise refusals.ReturnAlreadyRuled()
    if state.round > 1:
        raise refusals.ReturnAfterAnswer()
    if working_days_since(part.transferred_on, stamp, rules) > rules.policy.return_objection.count:
        raise refusals.ReturnWindowPassed()
    if command.suggested_unit == part.unit:
        raise refusals.SuggestsItself("suggested_unit")
    return (
        events.ReturnRequested(
            unit=part.unit,
            reason=command.reason,
            basis=command.basis,
            suggested_unit=command.suggested_unit,
        ),
    )
