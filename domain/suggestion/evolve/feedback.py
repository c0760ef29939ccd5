"""What people's judgement changes."""

from typing import assert_never

from domain.shared.replacing import replace
from domain.shared.stamp import Stamp
from domain.suggestion import events
from domain.suggestion.entities import Mark
from domain.suggestion.evolve.assignments import again
from domain.suggestion.particulars import Grade
from domain.suggestion.state import Stage, Suggestion


def evolve(state: Suggestion, event: events.Feedback, stamp: Stamp) -> Suggestion:
    """Return the state after one event of feedback."""
    match event:
        case events.Evaluated():
            return _evaluated(state, event, stamp)
        case events.EvaluationLapsed():
            return _followed_up(replace(state, lapsed=True))
        case events.ReworkOrdered():
            return _again(state, event)
        case events.JointReviewHeld():
            return _followed_up(replace(state, reviewed=True))
        case events.SpotChecked():
            return state
        case _:
            assert_never(event)


def _evaluated(state: Suggestion, event: events.Evaluated, stamp: Stamp) -> Suggestion:
    mark = Mark(at=stamp.at, by=stamp.by, attitude=event.attitude, result=event.result, round=state.round)
    state = replace(state, marks=(*state.marks, mark))
    if event.result is Grade.DISSATISFIED:
        return replace(state, stage=Stage.ANSWERED) if state.stage is Stage.TRACKING else state
    return _followed_up(state)


def _followed_up(state: Suggestion) -> Suggestion:
    """Judged or decided, the case waits only for what was promised."""
    if state.stage is Stage.ANSWERED and state.open_commitments:
        return replace(state, stage=Stage.TRACKING)
    return state


def _again(state: Suggestion, event: events.ReworkOrdered) -> Suggestion:
    return replace(
        state,
        stage=Stage.HANDLING if event.assignments else Stage.TRIAGED,
        round=state.round + 1,
        reworks=state.reworks + 1,
        assignments=again(state, event.assignments),
        due=event.assignments[0].due if event.assignments else state.due,
        lapsed=False,
        reviewed=False,
    )
