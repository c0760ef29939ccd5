"""What answering changes."""

from typing import assert_never

from domain.shared.replacing import replace
from domain.shared.stamp import Stamp
from domain.suggestion import events
from domain.suggestion.entities import Commitment, Delivery, Progress, Reply
from domain.suggestion.evolve.assignments import changed, stage_of_work
from domain.suggestion.state import Stage, Suggestion


def evolve(state: Suggestion, event: events.Answering, stamp: Stamp) -> Suggestion:
    """Return the state after one event of answering."""
    match event:
        case events.Answered():
            return _answered(state, event, stamp)
        case events.AnswerSentBack():
            return _sent_back(state, event)
        case events.AnswerDelivered():
            return replace(state, deliveries=(*state.deliveries, _delivery(state, event, stamp)))
        case events.CommitmentKept():
            return _kept(state, event, stamp)
        case events.CommitmentRescheduled():
            return _rescheduled(state, event)
        case _:
            assert_never(event)


def _answered(state: Suggestion, event: events.Answered, stamp: Stamp) -> Suggestion:
    reply = Reply(
        at=stamp.at,
        on=stamp.occurred_on,
        by=stamp.by.id,
        org=stamp.by.org,
        text=event.text,
        round=state.round,
        outcome=event.outcome,
        unit=event.unit,
    )
    made = tuple(
        Commitment(
            number=c.number, text=c.text, due_on=c.due_on, unit=event.unit, made_at=stamp.at, made_on=stamp.today
        )
        for c in event.commitments
    )
    state = replace(state, replies=(*state.replies, reply), commitments=state.commitments + made)
    if event.unit is None:
        return replace(state, stage=Stage.ANSWERED)
    state = changed(state, event.unit, progress=Progress.ANSWERED, answered_at=stamp.at)
    return replace(state, stage=stage_of_work(state))


def _sent_back(state: Suggestion, event: events.AnswerSentBack) -> Suggestion:
    replies = tuple(
        replace(r, sent_back=True) if r.round == state.round and r.unit == event.unit else r for r in state.replies
    )
    state = replace(state, replies=replies)
    if event.unit is None:
        return replace(state, stage=Stage.TRIAGED)
    state = changed(state, event.unit, progress=Progress.ACTIVE, answered_at=None)
    return replace(state, stage=Stage.HANDLING)


def _delivery(state: Suggestion, event: events.AnswerDelivered, stamp: Stamp) -> Delivery:
    return Delivery(to=event.to, at=stamp.at, on=stamp.occurred_on, reached=event.reached, round=state.round)


def _kept(state: Suggestion, event: events.CommitmentKept, stamp: Stamp) -> Suggestion:
    return replace(
        state,
        commitments=tuple(
            replace(c, kept_at=stamp.at) if c.number == event.commitment else c for c in state.commitments
        ),
    )


def _rescheduled(state: Suggestion, event: events.CommitmentRescheduled) -> Suggestion:
    return replace(
        state,
        commitments=tuple(
            replace(c, due_on=event.due_on, reschedules=c.reschedules + 1) if c.number == event.commitment else c
            for c in state.commitments
        ),
    )
