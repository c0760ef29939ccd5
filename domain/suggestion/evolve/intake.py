"""What taking in changes."""

from typing import assert_never

from domain.shared.replacing import replace
from domain.shared.stamp import Stamp
from domain.suggestion import events
from domain.suggestion.particulars import Changes, Voter
from domain.suggestion.state import Stage, Suggestion


def evolve(state: Suggestion, event: events.Intake, stamp: Stamp) -> Suggestion:
    """Return the state after one event of intake."""
    match event:
        case events.Received():
            return _received(state, event, stamp)
        case events.Corrected():
            return _corrected(state, event.changes)
        case events.IdentityProtected():
            return replace(state, identity_protected=True)
        case events.Triaged():
            return _triaged(state, event)
        case events.Redirected():
            return replace(state, stage=Stage.REDIRECTED)
        case _:
            assert_never(event)


def _received(state: Suggestion, event: events.Received, stamp: Stamp) -> Suggestion:
    return replace(
        state,
        stage=Stage.RECEIVED,
        received_at=stamp.at,
        received_on=stamp.occurred_on,
        registrar=stamp.by,
        text=event.text,
        title=event.title,
        voter=event.voter,
        deputy=event.deputy,
        station=event.station,
        channel=event.channel,
        activity=event.activity,
        category=event.category,
        urgency=event.urgency,
        attachments=event.attachments,
        imported=event.imported,
    )


def _corrected(state: Suggestion, changes: Changes) -> Suggestion:
    return replace(
        state,
        title=changes.title or state.title,
        text=changes.text or state.text,
        category=changes.category or state.category,
        station=changes.station or state.station,
        channel=changes.channel or state.channel,
        deputy=changes.deputy or state.deputy,
        voter=_corrected_voter(state.voter, changes.voter),
    )


def _corrected_voter(known: Voter | None, put_right: Voter | None) -> Voter | None:
    if known is None or put_right is None:
        return put_right or known
    return Voter(
        name=put_right.name or known.name,
        phone=put_right.phone or known.phone,
        address=put_right.address or known.address,
    )


def _triaged(state: Suggestion, event: events.Triaged) -> Suggestion:
    return replace(
        state,
        stage=Stage.TRIAGED if state.stage is Stage.RECEIVED else state.stage,
        category=event.category,
        track=event.track,
        urgency=event.urgency,
        accused=event.accused or state.accused,
    )
