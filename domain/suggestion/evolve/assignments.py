"""How one unit's part changes inside the case."""

from collections.abc import Iterable
from typing import Any

from domain.shared.identity import UnitCode
from domain.shared.replacing import replace
from domain.shared.stamp import Stamp
from domain.suggestion.entities import GONE, Assignment, Progress
from domain.suggestion.events import Assigned
from domain.suggestion.state import Stage, Suggestion


def changed(state: Suggestion, unit: UnitCode, **changes: Any) -> Suggestion:
    """Return the state with this unit's current part changed."""
    current = state.assignment(unit)
    return replace(
        state,
        assignments=tuple(replace(a, **changes) if a is current else a for a in state.assignments),
    )


def added(state: Suggestion, parts: Iterable[Assigned], stamp: Stamp) -> tuple[Assignment, ...]:
    """Return the case's parts with new ones added; parts given after a ruling may not be returned again."""
    ruled = any(a.progress is Progress.RETURNED for a in state.assignments)
    return state.assignments + tuple(
        Assignment(
            unit=part.unit,
            kind=part.kind,
            due=part.due,
            transferred_at=stamp.at,
            transferred_on=stamp.today,
            adjudicated=ruled and part.kind.value != "co",
        )
        for part in parts
    )


def again(state: Suggestion, parts: Iterable[Assigned]) -> tuple[Assignment, ...]:
    """Return the case's parts with the named ones put to work again, by new last days."""
    due = {part.unit: part.due for part in parts}
    return tuple(
        replace(a, progress=Progress.ACTIVE, due=due[a.unit], answered_at=None, extensions=0, asked_until=None)
        if a.unit in due and a.held
        else a
        for a in state.assignments
    )


def released(state: Suggestion) -> tuple[Assignment, ...]:
    """Return the case's parts, all ended."""
    return tuple(a if a.progress in GONE else replace(a, progress=Progress.RELEASED) for a in state.assignments)


def stage_of_work(state: Suggestion) -> Stage:
    """Answered when every part that answers has answered and none waits to be given out; handling otherwise."""
    parts = [a for a in state.held if a.answers]
    if parts and not state.vacant and all(a.progress is Progress.ANSWERED for a in parts):
        return Stage.ANSWERED
    return Stage.HANDLING
