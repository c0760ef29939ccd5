"""The clocks of a case's parts, told anew from the facts: which last day was valid, and when it was met or missed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.policies.deadlines import Due
from domain.redflags.extensions import void_extensions
from domain.redflags.thresholds import Thresholds
from domain.redflags.trail import Fact, Trail
from domain.shared.identity import UnitCode
from domain.suggestion import events
from domain.suggestion.particulars import Kind

_ENDS = (events.Merged, events.Converted, events.Withdrawn, events.Redirected, events.Closed)
_BEGINS = (events.Transferred, events.ReworkOrdered, events.Reopened)
_TURNS = (events.ExtensionGranted, events.OpinionRejected, events.AnswerSentBack, events.DeadlineRecalculated)
_MATTER = frozenset((*_BEGINS, *_TURNS, *_ENDS, events.Answered, events.OpinionGiven, events.ReturnAccepted))
"""Most of what happens to a case does not touch its clocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartClock:
    """One stretch of one unit's work: by when it was to be done, and when it was."""

    unit: UnitCode
    kind: Kind
    due: Due
    """The latest valid last day: extensions that are void are not counted."""
    began: Fact
    ended: Fact | None = None
    doubted: datetime | None = None
    """When it became plain that an extension does not count."""

    def missed(self, trail: Trail) -> datetime | None:
        """The instant from which it was or will be late; None if it was done in time."""
        passed = trail.office.passed(self.due)
        if self.ended is not None and self.ended.at <= passed:
            return None
        return max(passed, self.doubted) if self.doubted is not None else passed


def part_clocks(trail: Trail, thresholds: Thresholds, at: datetime | None = None) -> Iterator[PartClock]:
    """Every stretch of work that units owed, the finished ones and the running ones.

    With `at`, an extension counts as void only where that was plain by then.
    """
    running: dict[UnitCode, PartClock] = {}
    found = void_extensions(trail, thresholds)
    void = {fact.position: since for fact, _, since in found if at is None or since <= at}
    for fact in trail.facts:
        if type(fact.event) not in _MATTER:
            continue
        match fact.event:
            case events.Transferred() | events.ReworkOrdered() | events.Reopened():
                for part in fact.event.assignments:
                    running[part.unit] = PartClock(unit=part.unit, kind=part.kind, due=part.due, began=fact)
            case events.Answered(unit=unit) if unit in running:
                yield replace(running.pop(unit), ended=fact)
            case events.OpinionGiven(unit=unit) if unit in running:
                yield replace(running.pop(unit), ended=fact)
            case events.ReturnAccepted(unit=unit):
                running.pop(unit, None)
            case _ if isinstance(fact.event, _ENDS):
                yield from (replace(clock, ended=fact) for clock in running.values())
                running.clear()
            case _:
                _turned(running, fact, void)
    yield from running.values()


def _turned(running: dict[UnitCode, PartClock], fact: Fact, void: Mapping[int, datetime]) -> None:
    """What moves a last day, or sets a clock running again."""
    match fact.event:
        case events.ExtensionGranted(unit=unit, due=due) if unit in running:
            doubted = void.get(fact.position)
            turned = {"due": due} if doubted is None else {"doubted": doubted}
            running[unit] = replace(running[unit], **turned)
        case events.OpinionRejected(unit=unit, due=due):
            running[unit] = PartClock(unit=unit, kind=Kind.CO, due=due, began=fact)
        case events.AnswerSentBack(unit=unit) if unit is not None:
            part = fact.before.assignment(unit)
            if part is not None:
                running[unit] = PartClock(unit=unit, kind=part.kind, due=part.due, began=fact)
        case events.DeadlineRecalculated(changes=changes):
            for change in changes:
                if change.unit in running:
                    running[change.unit] = replace(running[change.unit], due=change.after)
        case _:
            return
