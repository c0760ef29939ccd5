"""What pressing changes."""

from dataclasses import replace
from typing import assert_never

from domain.shared.stamp import Stamp
from domain.suggestion import events
from domain.suggestion.entities import Notice
from domain.suggestion.particulars import Subject
from domain.suggestion.state import Suggestion


def evolve(state: Suggestion, event: events.Supervision, stamp: Stamp) -> Suggestion:
    """Return the state after one event of supervision."""
    match event:
        case events.Reminded():
            return replace(state, evaluation_reminded=True) if event.subject is Subject.EVALUATION else state
        case events.Supervised():
            return replace(state, notices=(*state.notices, _notice(event, stamp)))
        case events.SupervisionAnswered():
            return _answered(state, event)
        case events.SupervisionLifted():
            return replace(
                state,
                notices=tuple(replace(n, lifted=True) if n.number == event.notice else n for n in state.notices),
            )
        case _:
            assert_never(event)


def _notice(event: events.Supervised, stamp: Stamp) -> Notice:
    return Notice(
        number=event.notice,
        level=event.level,
        units=event.units,
        issued_at=stamp.at,
        respond_by=event.respond_by,
    )


def _answered(state: Suggestion, event: events.SupervisionAnswered) -> Suggestion:
    return replace(
        state,
        notices=tuple(
            replace(n, answered_by=(*n.answered_by, event.unit)) if n.number == event.notice else n
            for n in state.notices
        ),
    )
