"""What the office knows of an activity: the fold of its history."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from domain.activities import events
from domain.activities.particulars import Attendee, Kind, Programme
from domain.shared.identity import ActorId, BeneficiaryRef
from domain.shared.stamp import Stamp


class Stage(StrEnum):
    """Where an activity stands."""

    UNKNOWN = "unknown"
    PLANNED = "planned"
    ANNOUNCED = "announced"
    OPENED = "opened"
    HELD = "held"
    CLOSED = "closed"
    SUMMARISED = "summarised"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedIn:
    """Who sat down to receive voters, and when."""

    person: ActorId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity."""

    stage: Stage = Stage.UNKNOWN
    version: int = 0
    last_at: datetime | None = None
    programme: Programme | None = None
    planned_at: datetime | None = None
    announced_at: datetime | None = None
    opened_at: datetime | None = None
    checked_in: tuple[CheckedIn, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    households: tuple[BeneficiaryRef, ...] = ()
    assisted: tuple[BeneficiaryRef, ...] = ()
    voters: int = 0
    closed_at: datetime | None = None
    summarised_at: datetime | None = None
    postponed: int = 0

    @property
    def kind(self) -> Kind | None:
        """What it is."""
        return self.programme.kind if self.programme is not None else None

    @property
    def people(self) -> frozenset[ActorId]:
        """Everybody who sat down or took part so far."""
        return frozenset(c.person for c in self.checked_in) | frozenset(a.person for a in self.attendees)


INITIAL = Activity()


def evolve(state: Activity, event: events.Event, stamp: Stamp) -> Activity:
    """Return the state after one more event. It never refuses."""
    return replace(_moved(state, event, stamp), version=state.version + 1, last_at=stamp.at)


def _moved(state: Activity, event: events.Event, stamp: Stamp) -> Activity:
    if isinstance(event, events.Arranging):
        return _arranged(state, event, stamp)
    return _went_on(state, event, stamp)


def _arranged(state: Activity, event: events.Arranging, stamp: Stamp) -> Activity:
    match event:
        case events.Planned():
            return replace(state, stage=Stage.PLANNED, programme=event.programme, planned_at=stamp.occurred_at)
        case events.Held():
            return replace(state, stage=Stage.HELD, programme=event.programme)
        case events.Announced():
            return replace(state, stage=Stage.ANNOUNCED, announced_at=stamp.at)
        case events.Cancelled():
            return replace(state, stage=Stage.CANCELLED)
        case events.Postponed():
            return _postponed(state, event)
        case _:
            assert_never(event)


def _went_on(state: Activity, event: events.Course, stamp: Stamp) -> Activity:
    match event:
        case events.Opened():
            return replace(state, stage=Stage.OPENED, opened_at=stamp.occurred_at)
        case events.DeputyCheckedIn():
            new = CheckedIn(person=event.person, at=stamp.occurred_at)
            return replace(state, checked_in=(*state.checked_in, new))
        case events.Attended():
            return replace(state, attendees=(*state.attendees, *event.attendees))
        case events.HouseholdVisited():
            met = state.voters + event.voters
            return replace(state, households=(*state.households, event.reference), voters=met)
        case events.AssistanceGiven():
            return replace(state, assisted=(*state.assisted, event.reference))
        case events.Closed():
            return replace(state, stage=Stage.CLOSED, closed_at=stamp.occurred_at)
        case events.Summarised():
            return replace(state, stage=Stage.SUMMARISED, summarised_at=stamp.at)
        case _:
            assert_never(event)


def _postponed(state: Activity, event: events.Postponed) -> Activity:
    assert state.programme is not None
    moved = replace(state.programme, starts_at=event.starts_at, ends_at=event.ends_at)
    return replace(state, stage=Stage.PLANNED, programme=moved, announced_at=None, postponed=state.postponed + 1)
