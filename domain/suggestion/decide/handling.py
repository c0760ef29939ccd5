"""Handing over and handling: sign for it, do it, or say in time why not."""

from typing import assert_never

from domain.policies.deadlines import recount
from domain.policies.policy import Rules
from domain.shared.stamp import Stamp
from domain.suggestion import commands, events, refusals
from domain.suggestion.decide import extensions, returns, transfers
from domain.suggestion.decide.clocks import pin
from domain.suggestion.decide.parts import only_co, own, own_at_work
from domain.suggestion.entities import Progress
from domain.suggestion.particulars import Kind
from domain.suggestion.state import Suggestion

Events = tuple[events.Event, ...]
_Returns = commands.RequestReturn | commands.AcceptReturn | commands.RefuseReturn
_Extensions = commands.RequestExtension | commands.GrantExtension | commands.RefuseExtension


def decide(command: commands.Handling, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    """Return what follows from a command of handling."""
    if isinstance(command, _Returns):
        return returns.decide(command, state, stamp, rules)
    if isinstance(command, _Extensions):
        return extensions.decide(command, state, stamp, rules)
    match command:
        case commands.Transfer():
            return transfers.decide(command, state, stamp, rules)
        case commands.Sign():
            part = own(state, stamp)
            return (events.SignedFor(unit=part.unit),) if part.progress is Progress.PENDING_SIGN else ()
        case commands.Contact():
            unit = own(state, stamp).unit
            return (events.ProposerContacted(unit=unit, method=command.method, outcome=command.outcome),)
        case commands.Progress():
            return (events.ProgressReported(unit=own(state, stamp).unit, text=command.text),)
        case commands.GiveOpinion():
            return _give_opinion(command, state, stamp)
        case commands.RejectOpinion():
            return _reject_opinion(command, state, stamp, rules)
        case commands.RecalculateDeadline():
            return _recalculate(state, rules)
        case _:
            assert_never(command)


def _give_opinion(command: commands.GiveOpinion, state: Suggestion, stamp: Stamp) -> Events:
    part = own_at_work(state, stamp)
    if part.kind is not Kind.CO:
        raise refusals.OpinionFromCoHandler()
    return (events.OpinionGiven(unit=part.unit, text=command.text),)


def _reject_opinion(command: commands.RejectOpinion, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    if own_at_work(state, stamp).kind is not Kind.LEAD:
        raise refusals.RejectionFromLead()
    part = only_co(state, command.unit)
    if part.opinion_rejected:
        raise refusals.OpinionAlreadyRejected()
    due = pin(stamp, rules.policy.redo_opinion, rules)
    return (events.OpinionRejected(unit=part.unit, reason=command.reason, due=due),)


def _recalculate(state: Suggestion, rules: Rules) -> Events:
    changes = [
        events.Recalculated(unit=part.unit, before=part.due, after=recount(part.due, rules.calendar))
        for part in state.held
        if part.working and part.due.provisional
    ]
    if state.due is not None and state.due.provisional:
        changes.insert(0, events.Recalculated(before=state.due, after=recount(state.due, rules.calendar)))
    settled = tuple(c for c in changes if c.after != c.before)
    return (events.DeadlineRecalculated(changes=settled),) if settled else ()
