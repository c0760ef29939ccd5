"""What endings change."""

from typing import assert_never

from domain.policies.policy import Track
from domain.shared.replacing import replace
from domain.shared.stamp import Stamp
from domain.suggestion import events
from domain.suggestion.evolve.assignments import again, released
from domain.suggestion.state import Stage, Suggestion

_File = events.Published | events.Unpublished | events.Archived | events.Annotated


def evolve(state: Suggestion, event: events.Closing, stamp: Stamp) -> Suggestion:
    """Return the state after one event of closing."""
    if isinstance(event, _File):
        return _file(state, event)
    match event:
        case events.Merged():
            return replace(state, stage=Stage.MERGED, merged_into=event.into, assignments=released(state))
        case events.Converted():
            return _converted(state, event)
        case events.Withdrawn():
            return replace(state, stage=Stage.WITHDRAWN)
        case events.Closed():
            return replace(state, stage=Stage.CLOSED, closed_at=stamp.at, closed_on=stamp.today)
        case events.Reopened():
            return _reopened(state, event)
        case _:
            assert_never(event)


def _file(state: Suggestion, event: _File) -> Suggestion:
    match event:
        case events.Published():
            return replace(state, public_text=event.public_text)
        case events.Unpublished():
            return replace(state, public_text=None)
        case events.Archived():
            return replace(state, stage=Stage.ARCHIVED, retention=event.retention)
        case events.Annotated():
            return state
        case _:
            assert_never(event)


def _converted(state: Suggestion, event: events.Converted) -> Suggestion:
    return replace(
        state,
        stage=Stage.TRIAGED,
        track=Track.FORMAL,
        external_number=event.external_number,
        deputy=event.deputy,
        assignments=released(state),
        vacant=False,
        due=None,
    )


def _reopened(state: Suggestion, event: events.Reopened) -> Suggestion:
    return replace(
        state,
        stage=Stage.HANDLING if event.assignments else Stage.TRIAGED,
        round=state.round + 1,
        assignments=again(state, event.assignments),
        due=event.assignments[0].due if event.assignments else state.due,
        closed_at=None,
        closed_on=None,
        lapsed=False,
        reviewed=False,
    )
