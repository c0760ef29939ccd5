"""Answering: who may, what an answer must hold, and what is promised in it."""

from typing import assert_never

from domain.policies.policy import Level, Rules, Track
from domain.shared.people import Role
from domain.shared.stamp import Stamp
from domain.suggestion import commands, events, lifecycle, refusals
from domain.suggestion.decide.parts import own
from domain.suggestion.entities import Commitment, Progress
from domain.suggestion.particulars import Kind, Outcome, Promise, Recipient
from domain.suggestion.state import Stage, Suggestion

Events = tuple[events.Event, ...]


def decide(command: commands.Answering, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    """Return what follows from a command of answering."""
    match command:
        case commands.Answer():
            return _answer(command, state, stamp)
        case commands.SendBack():
            return _send_back(command, state)
        case commands.Deliver():
            return _deliver(command, state)
        case commands.KeepCommitment():
            return _keep(command, state, stamp)
        case commands.RescheduleCommitment():
            return _reschedule(command, state, stamp)
        case _:
            assert_never(command)


def _answer(command: commands.Answer, state: Suggestion, stamp: Stamp) -> Events:
    unit = None
    if stamp.by.role is Role.DEPARTMENT:
        _check_handler(state, stamp)
        unit = own(state, stamp).unit
        if command.signatory is None:
            raise refusals.AnswerWithoutSignatory("signatory")
    elif state.track is not Track.ON_THE_SPOT or state.stage not in lifecycle.BEFORE:
        raise refusals.AnswerFromHandlerOnly()
    _check_content(command)
    return (
        events.Answered(
            text=command.text,
            outcome=command.outcome,
            unit=unit,
            signatory=command.signatory,
            document_number=command.document_number,
            basis=command.basis,
            commitments=_committed(command.commitments, state, stamp),
            evidence=command.evidence,
        ),
    )


def _check_handler(state: Suggestion, stamp: Stamp) -> None:
    if state.stage in lifecycle.BEFORE:
        raise refusals.NotYetTransferred()
    part = own(state, stamp)
    if not part.answers:
        raise refusals.CoHandlerDoesNotAnswer()
    if part.progress is Progress.ANSWERED:
        raise refusals.AlreadyAnswered()
    if part.progress is Progress.RETURN_REQUESTED:
        raise refusals.ReturnStillOpen()
    missing = [a for a in state.held if a.kind is Kind.CO and a.progress is not Progress.OPINION_GIVEN]
    if missing and part.kind is Kind.LEAD and state.round == 1:
        raise refusals.CoOpinionMissing()


def _check_content(command: commands.Answer) -> None:
    if command.outcome is Outcome.PLANNED and not command.commitments:
        raise refusals.CommitmentWithoutDate("commitments")
    if any(promise.due_on is None for promise in command.commitments):
        raise refusals.CommitmentWithoutDate("commitments")
    if command.outcome is Outcome.SOLVED and not command.evidence:
        raise refusals.SolvedWithoutEvidence("evidence")
    if command.outcome is Outcome.CANNOT and command.basis is None:
        raise refusals.CannotWithoutBasis("basis")
    if any(e.sha256 is None and e.note is None for e in command.evidence):
        raise refusals.EvidenceEmpty("evidence")


def _committed(promises: tuple[Promise, ...], state: Suggestion, stamp: Stamp) -> tuple[events.Committed, ...]:
    made = []
    for number, promise in enumerate(promises, start=len(state.commitments) + 1):
        if promise.due_on is None:
            raise refusals.CommitmentWithoutDate("commitments")
        if promise.due_on < stamp.today:
            raise refusals.CommitmentInPast("commitments")
        made.append(events.Committed(number=number, text=promise.text, due_on=promise.due_on))
    return tuple(made)


def _send_back(command: commands.SendBack, state: Suggestion) -> Events:
    standing = [r for r in state.current_replies if command.unit in (None, r.unit)]
    if not standing:
        raise refusals.NotYetAnswered()
    if len(standing) > 1:
        raise refusals.NameTheUnit("unit")
    if any(d.round == state.round and d.reached for d in state.deliveries):
        raise refusals.AnswerAlreadyDelivered()
    return (events.AnswerSentBack(reason=command.reason, unit=standing[0].unit),)


def _deliver(command: commands.Deliver, state: Suggestion) -> Events:
    if state.stage is Stage.MERGED and not command.lead_answered:
        raise refusals.LeadNotYetAnswered()
    if command.to is Recipient.DEPUTY and state.deputy is None:
        raise refusals.NoDeputyToTell("to")
    return (events.AnswerDelivered(to=command.to, method=command.method, proof=command.proof, reached=command.reached),)


def _keep(command: commands.KeepCommitment, state: Suggestion, stamp: Stamp) -> Events:
    promise = _promise(state, command.commitment, stamp)
    if promise.kept_at is not None:
        return ()
    if not command.evidence:
        raise refusals.KeptWithoutEvidence("evidence")
    if any(e.sha256 is None and e.note is None for e in command.evidence):
        raise refusals.EvidenceEmpty("evidence")
    return (events.CommitmentKept(commitment=promise.number, evidence=command.evidence),)


def _reschedule(command: commands.RescheduleCommitment, state: Suggestion, stamp: Stamp) -> Events:
    promise = _promise(state, command.commitment, stamp)
    if promise.kept_at is not None:
        raise refusals.CommitmentAlreadyKept("commitment")
    if command.due_on <= promise.due_on:
        raise refusals.RescheduledNotLater("due_on")
    if promise.reschedules and state.level < Level.YELLOW:
        raise refusals.RescheduledTwice()
    return (
        events.CommitmentRescheduled(
            commitment=promise.number, before=promise.due_on, due_on=command.due_on, reason=command.reason
        ),
    )


def _promise(state: Suggestion, number: int, stamp: Stamp) -> Commitment:
    promise = next((c for c in state.commitments if c.number == number), None)
    if promise is None:
        raise refusals.NoSuchCommitment("commitment")
    if stamp.by.role is Role.DEPARTMENT and promise.unit != stamp.by.org:
        raise refusals.NotYourCommitment("commitment")
    return promise
