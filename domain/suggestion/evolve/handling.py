"""What handing over and handling change."""

from typing import assert_never

from domain.shared.identity import UnitCode
from domain.shared.replacing import replace
from domain.shared.stamp import Stamp
from domain.suggestion import events
from domain.suggestion.entities import Progress
from domain.suggestion.evolve.assignments import added, changed
from domain.suggestion.particulars import Kind
from domain.suggestion.state import Stage, Suggestion

_Returns = events.SignedFor | events.ReturnRequested | events.ReturnAccepted | events.ReturnRefused
_Opinions = events.OpinionGiven | events.OpinionRejected
_Extensions = events.ExtensionRequested | events.ExtensionGranted | events.ExtensionRefused


def evolve(state: Suggestion, event: events.Handling, stamp: Stamp) -> Suggestion:
    """Return the state after one event of handling."""
    if isinstance(event, _Returns):
        return _returns(state, event, stamp)
    if isinstance(event, _Opinions):
        return _opinions(state, event)
    if isinstance(event, _Extensions):
        return _extensions(state, event)
    match event:
        case events.Transferred():
            return _transferred(state, event, stamp)
        case events.ProposerContacted():
            return changed(_at_work(state), event.unit, contacted_at=stamp.at)
        case events.ProgressReported():
            return changed(_at_work(state), event.unit, reported_at=stamp.at)
        case events.DeadlineRecalculated():
            return _recalculated(state, event)
        case _:
            assert_never(event)


def _at_work(state: Suggestion) -> Suggestion:
    return replace(state, stage=Stage.HANDLING) if state.stage is Stage.TRANSFERRED else state


def _transferred(state: Suggestion, event: events.Transferred, stamp: Stamp) -> Suggestion:
    return replace(
        state,
        stage=Stage.HANDLING if state.stage is Stage.HANDLING else Stage.TRANSFERRED,
        track=event.track,
        urgency=event.urgency,
        transferred_at=state.transferred_at or stamp.at,
        due=event.due,
        assignments=added(state, event.assignments, stamp),
        vacant=state.vacant and all(part.kind is Kind.CO for part in event.assignments),
    )


def _returns(state: Suggestion, event: _Returns, stamp: Stamp) -> Suggestion:
    state = _at_work(state)
    match event:
        case events.SignedFor():
            return changed(state, event.unit, progress=Progress.ACTIVE, signed_at=stamp.at)
        case events.ReturnRequested():
            return changed(state, event.unit, progress=Progress.RETURN_REQUESTED, return_requested_at=stamp.at)
        case events.ReturnAccepted():
            return _taken_back(state, event.unit)
        case events.ReturnRefused():
            return changed(state, event.unit, progress=Progress.ACTIVE, return_refused=True)
        case _:
            assert_never(event)


def _taken_back(state: Suggestion, unit: UnitCode) -> Suggestion:
    part = state.assignment(unit)
    vacant = state.vacant or (part is not None and part.answers)
    return replace(changed(state, unit, progress=Progress.RETURNED), vacant=vacant)


def _opinions(state: Suggestion, event: _Opinions) -> Suggestion:
    state = _at_work(state)
    match event:
        case events.OpinionGiven():
            return changed(state, event.unit, progress=Progress.OPINION_GIVEN)
        case events.OpinionRejected():
            return changed(state, event.unit, progress=Progress.ACTIVE, opinion_rejected=True, due=event.due)
        case _:
            assert_never(event)


def _extensions(state: Suggestion, event: _Extensions) -> Suggestion:
    match event:
        case events.ExtensionRequested():
            return changed(_at_work(state), event.unit, asked_until=event.until)
        case events.ExtensionGranted():
            return _extended(state, event)
        case events.ExtensionRefused():
            return changed(state, event.unit, asked_until=None)
        case _:
            assert_never(event)


def _extended(state: Suggestion, event: events.ExtensionGranted) -> Suggestion:
    part = state.assignment(event.unit)
    extensions = part.extensions + 1 if part else 1
    state = changed(state, event.unit, due=event.due, asked_until=None, extensions=extensions)
    # The case may take as long as the longest time given to one of its handlers.
    if state.due is None or event.due.on > state.due.on:
        return replace(state, due=event.due)
    return state


def _recalculated(state: Suggestion, event: events.DeadlineRecalculated) -> Suggestion:
    for change in event.changes:
        if change.unit is None:
            state = replace(state, due=change.after)
        else:
            state = changed(state, change.unit, due=change.after)
    return state
