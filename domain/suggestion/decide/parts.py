"""Whose part a command is about."""

from domain.shared.identity import UnitCode
from domain.shared.stamp import Stamp
from domain.suggestion import refusals
from domain.suggestion.entities import Assignment, Progress
from domain.suggestion.particulars import Kind
from domain.suggestion.state import Suggestion


def own(state: Suggestion, stamp: Stamp) -> Assignment:
    """The asker's own part. Raises `NotYourAssignment`."""
    part = state.assignment(stamp.by.org)
    if part is None:
        raise refusals.NotYourAssignment()
    return part


def own_at_work(state: Suggestion, stamp: Stamp) -> Assignment:
    """The asker's own part, still to be done. Raises `NotYourAssignment` or `AssignmentFinished`."""
    part = own(state, stamp)
    if not part.working:
        raise refusals.AssignmentFinished()
    return part


def awaiting_return(state: Suggestion, unit: UnitCode | None) -> Assignment:
    """The part whose return waits for a ruling; `unit` names it when there are several."""
    waiting = [a for a in state.held if a.progress is Progress.RETURN_REQUESTED]
    return _named(waiting, unit, refusals.NoReturnRequested())


def awaiting_extension(state: Suggestion, unit: UnitCode | None) -> Assignment:
    """The part whose wish for time waits for a ruling."""
    return _named([a for a in state.held if a.asked_until], unit, refusals.NoExtensionRequested())


def only_co(state: Suggestion, unit: UnitCode | None) -> Assignment:
    """The co-handler's part whose opinion lies before the lead."""
    given = [a for a in state.held if a.kind is Kind.CO and a.progress is Progress.OPINION_GIVEN]
    return _named(given, unit, refusals.NoOpinionGiven())


def _named(parts: list[Assignment], unit: UnitCode | None, none: refusals.OutOfOrder) -> Assignment:
    if unit is not None:
        parts = [a for a in parts if a.unit == unit]
    if not parts:
        raise none
    if len(parts) > 1:
        raise refusals.NameTheUnit("unit")
    return parts[0]
