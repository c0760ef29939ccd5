"""decide(): what happens when somebody asks for something. Pure; raises `Refused` or returns the events.

Four questions, always in this order: may this person at all, is it the time for it, may it be so, and what follows.
"""

from typing import assert_never

from domain.policies.policy import Rules
from domain.shared.stamp import Stamp
from domain.suggestion import authority, commands, events, lifecycle, refusals
from domain.suggestion.decide import answering, closing, feedback, handling, intake, supervision
from domain.suggestion.state import Stage, Suggestion

Events = tuple[events.Event, ...]


def decide(command: commands.Command, state: Suggestion, *, stamp: Stamp, rules: Rules) -> Events:
    """Return the events that follow from a command, oldest first; none if its intent already holds.

    Raises a `Refused` naming the rule that stands against it.
    """
    if not authority.may(stamp.by, type(command)):
        raise refusals.RoleMayNot()
    if not lifecycle.legal(type(command), state.stage):
        raise _out_of_order(command, state)
    if stamp.occurred_at > stamp.at:
        raise refusals.OccurredInFuture("occurred_at")
    return _follows(command, state, stamp, rules)


def _out_of_order(command: commands.Command, state: Suggestion) -> refusals.OutOfOrder:
    if state.stage is Stage.UNREGISTERED:
        return refusals.NotRegistered()
    if isinstance(command, commands.Receive | commands.RecordLedgerEntry):
        return refusals.AlreadyRegistered()
    if state.stage is Stage.ARCHIVED:
        return refusals.AlreadyArchived()
    if state.stage is Stage.CLOSED:
        return refusals.AlreadyClosed()
    if state.stage in lifecycle.ENDED:
        return refusals.AlreadyEnded()
    if isinstance(command, commands.Reopen | commands.Archive):
        return refusals.NotYetClosed()
    after_answer = commands.Answering | commands.Feedback | commands.Publish
    if isinstance(command, after_answer) and not isinstance(command, commands.Answer):
        return refusals.NotYetAnswered()
    if state.stage in lifecycle.BEFORE:
        return refusals.NotYetTransferred()
    if state.stage in lifecycle.AFTER:
        return refusals.AlreadyAnswered()
    return refusals.NotAtThisStage()


def _follows(command: commands.Command, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    if isinstance(command, commands.Intake):
        return intake.decide(command, state, stamp, rules)
    if isinstance(command, commands.Handling):
        return handling.decide(command, state, stamp, rules)
    if isinstance(command, commands.Supervision):
        return supervision.decide(command, state, stamp, rules)
    if isinstance(command, commands.Answering):
        return answering.decide(command, state, stamp, rules)
    if isinstance(command, commands.Feedback):
        return feedback.decide(command, state, stamp, rules)
    if isinstance(command, commands.Closing):
        return closing.decide(command, state, stamp, rules)
    assert_never(command)
