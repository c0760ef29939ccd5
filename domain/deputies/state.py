"""What the office knows of a deputy, a group, a selection: the folds of their histories."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from domain.deputies import events
from domain.deputies.particulars import Level, Mandate, Standing
from domain.shared.identity import ActorId, DocumentNumber, OrgCode, PolicyEdition, PublicName
from domain.shared.sealed import Sealed
from domain.shared.stamp import Stamp


class Stage(StrEnum):
    """Where a deputy, a group or a selection stands."""

    UNKNOWN = "unknown"
    REGISTERED = "registered"
    FORMED = "formed"
    DISSOLVED = "dissolved"
    OPENED = "opened"
    RANKED = "ranked"
    DECIDED = "decided"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy:
    """One deputy."""

    stage: Stage = Stage.UNKNOWN
    version: int = 0
    last_at: datetime | None = None
    person: ActorId | None = None
    name: Sealed | None = None
    phone: Sealed | None = None
    mandates: tuple[Mandate, ...] = ()
    station: OrgCode | None = None
    reports: int = 0
    commendations: tuple[PublicName, ...] = ()
    sanctions: int = 0

    def levels(self, day: date) -> frozenset[Level]:
        """The levels at which the deputy held a mandate on a day."""
        return frozenset(m.level for m in self.mandates if m.active(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group."""

    stage: Stage = Stage.UNKNOWN
    version: int = 0
    last_at: datetime | None = None
    name: PublicName | None = None
    township: OrgCode | None = None
    home: OrgCode | None = None
    members: tuple[ActorId, ...] = ()
    leader: ActorId | None = None
    formed_on: date | None = None
    dissolved_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """One selection."""

    stage: Stage = Stage.UNKNOWN
    version: int = 0
    last_at: datetime | None = None
    year: int = 0
    quota: int = 0
    formula: PolicyEdition | None = None
    as_of: datetime | None = None
    standings: tuple[Standing, ...] = ()
    chosen: tuple[ActorId, ...] = ()
    minutes: DocumentNumber | None = None


def evolve_deputy(state: Deputy, event: events.DeputyEvent, stamp: Stamp) -> Deputy:
    """Return the deputy after one more event."""
    return replace(_deputy(state, event), version=state.version + 1, last_at=stamp.at)


def _deputy(state: Deputy, event: events.DeputyEvent) -> Deputy:
    match event:
        case events.Registered():
            return replace(state, stage=Stage.REGISTERED, person=event.person, name=event.name, phone=event.phone)
        case events.Corrected():
            return replace(state, name=event.name or state.name, phone=event.phone or state.phone)
        case events.MandateTaken():
            return replace(state, mandates=(*state.mandates, event.mandate))
        case events.MandateEnded():
            return replace(state, mandates=tuple(_ended(m, event) for m in state.mandates))
        case events.Stationed():
            return replace(state, station=event.station)
        case events.ReportedToVoters():
            return replace(state, reports=state.reports + 1)
        case events.Commended():
            return replace(state, commendations=(*state.commendations, event.title))
        case events.Sanctioned():
            return replace(state, sanctions=state.sanctions + 1)
        case _:
            assert_never(event)


def _ended(mandate: Mandate, event: events.MandateEnded) -> Mandate:
    ends = mandate.level is event.level and mandate.active(event.ended_on)
    return replace(mandate, until_on=event.ended_on) if ends else mandate


def evolve_group(state: Group, event: events.GroupEvent, stamp: Stamp) -> Group:
    """Return the group after one more event."""
    return replace(_group(state, event, stamp), version=state.version + 1, last_at=stamp.at)


def _group(state: Group, event: events.GroupEvent, stamp: Stamp) -> Group:
    match event:
        case events.Formed():
            told = {n: getattr(event, n) for n in ("name", "township", "home", "members", "leader")}
            return replace(state, stage=Stage.FORMED, formed_on=stamp.occurred_on, **told)
        case events.Joined():
            return replace(state, members=(*state.members, event.person))
        case events.Left():
            return replace(state, members=tuple(m for m in state.members if m != event.person))
        case events.LeaderNamed():
            return replace(state, leader=event.person)
        case events.Dissolved():
            return replace(state, stage=Stage.DISSOLVED, dissolved_on=stamp.occurred_on)
        case _:
            assert_never(event)


def evolve_selection(state: Selection, event: events.SelectionEvent, stamp: Stamp) -> Selection:
    """Return the selection after one more event."""
    return replace(_selection(state, event), version=state.version + 1, last_at=stamp.at)


def _selection(state: Selection, event: events.SelectionEvent) -> Selection:
    match event:
        case events.Opened():
            return replace(state, stage=Stage.OPENED, year=event.year, quota=event.quota, formula=event.formula)
        case events.Ranked():
            return replace(state, stage=Stage.RANKED, as_of=event.as_of, standings=event.standings)
        case events.Decided():
            return replace(state, stage=Stage.DECIDED, chosen=event.chosen, minutes=event.minutes)
        case events.CalledOff():
            return replace(state, stage=Stage.CALLED_OFF)
        case _:
            assert_never(event)
