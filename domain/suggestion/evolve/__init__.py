"""evolve(): how each event changes what the office knows. It never refuses, never logs, never looks at a clock."""

from collections.abc import Iterable
from typing import assert_never

from domain.shared.replacing import replace
from domain.shared.stamp import Stamp
from domain.suggestion import events
from domain.suggestion.evolve import answering, closing, feedback, handling, intake, supervision
from domain.suggestion.state import INITIAL, Suggestion


def evolve(state: Suggestion, event: events.Event, stamp: Stamp) -> Suggestion:
    """Return the state after one more event, which `stamp` says when and by whom."""
    return replace(_moved(state, event, stamp), version=state.version + 1, last_at=stamp.at)


def fold(history: Iterable[tuple[events.Event, Stamp]], start: Suggestion = INITIAL) -> Suggestion:
    """Return what the office knows after a history, oldest first."""
    state = start
    for event, stamp in history:
        state = evolve(state, event, stamp)
    return state


def _moved(state: Suggestion, event: events.Event, stamp: Stamp) -> Suggestion:
    if isinstance(event, events.Intake):
        return intake.evolve(state, event, stamp)
    if isinstance(event, events.Handling):
        return handling.evolve(state, event, stamp)
    if isinstance(event, events.Supervision):
        return supervision.evolve(state, event, stamp)
    if isinstance(event, events.Answering):
        return answering.evolve(state, event, stamp)
    if isinstance(event, events.Feedback):
        return feedback.evolve(state, event, stamp)
    if isinstance(event, events.Closing):
        return closing.evolve(state, event, stamp)
    assert_never(event)
