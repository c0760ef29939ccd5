"""decide(): what happens when somebody asks something of an activity. Pure; raises `Refused` or returns the events.

A step of a reception that is left out is not refused here: it is a fact, and the auditor's rule R26 finds it.
"""

from datetime import datetime
from typing import assert_never

from domain.activities import authority, commands, events, lifecycle, refusals
from domain.activities.particulars import Attendee, Capacity, Kind, Programme
from domain.activities.state import Activity, Stage
from domain.policies.contact_work import ContactWork
from domain.shared.acting import admit
from domain.shared.people import OFFICE, Role
from domain.shared.stamp import Stamp

Events = tuple[events.Event, ...]


def decide(command: commands.Command, state: Activity, *, stamp: Stamp, work: ContactWork) -> Events:
    """Return the events that follow; none if the intent already holds. Raises a `Refused`."""
    no = refusals.ActivityNotAtThisStage
    admit(type(command), state.stage, stamp, may=authority.MAY, legal=lifecycle.LEGAL, otherwise=no)
    _own(command, state, stamp)
    return _follows(command, state, stamp)


def _follows(command: commands.Command, state: Activity, stamp: Stamp) -> Events:
    match command:
        case commands.Plan() | commands.Record():
            return _begin(command, stamp)
        case commands.Announce():
            return _announce(command, state, stamp)
        case commands.Open():
            return _open(state, stamp)
        case commands.CheckIn() | commands.VisitHousehold() | commands.Assist():
            return _act(command, state)
        case commands.Attend():
            return _attend(command, state)
        case commands.Close():
            return (events.Closed(),)
        case commands.Summarise():
            return (events.Summarised(text=command.text),)
        case commands.Cancel():
            return (events.Cancelled(reason=command.reason),)
        case commands.Postpone():
            _in_order(command.starts_at, command.ends_at)
            moved = events.Postponed(starts_at=command.starts_at, ends_at=command.ends_at, reason=command.reason)
            return (moved,)
        case _:
            assert_never(command)


def _own(command: commands.Command, state: Activity, stamp: Stamp) -> None:
    """Station people act at their own station, deputies for themselves."""
    of_acts = commands.CheckIn | commands.VisitHousehold | commands.Assist
    if stamp.by.role is Role.DEPUTY:
        for_other = isinstance(command, of_acts) and command.person != stamp.by.id
        if for_other or (isinstance(command, commands.Record) and not _only(stamp, command.attendees)):
            raise refusals.ActsForOther("person")
    programme = command.programme if isinstance(command, commands.Plan | commands.Record) else state.programme
    at_station = stamp.by.role in (Role.CLERK, Role.STATION_HEAD) and stamp.by.org != OFFICE
    if at_station and programme is not None and programme.place not in (None, stamp.by.org):
        raise refusals.ActivityElsewhere("place")


def _only(stamp: Stamp, attendees: tuple[Attendee, ...]) -> bool:
    return all(one.person == stamp.by.id for one in attendees)


def _begin(command: commands.Plan | commands.Record, stamp: Stamp) -> Events:
    programme = command.programme
    _in_order(programme.starts_at, programme.ends_at)
    _complete(programme)
    if isinstance(command, commands.Plan):
        return (events.Planned(programme=programme),)
    if programme.kind is Kind.RECEPTION:
        raise refusals.ReceptionIsPlanned("programme")
    if programme.starts_at > stamp.at:
        raise refusals.NotYetOver("programme")
    held = (events.Held(programme=programme),)
    return (*held, events.Attended(attendees=_once(command.attendees))) if command.attendees else held


def _in_order(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise refusals.EndsBeforeStart("ends_at")


def _complete(programme: Programme) -> None:
    if programme.kind is Kind.RECEPTION and (programme.place is None or not programme.hosts):
        raise refusals.ReceptionIncomplete("programme")
    unsaid = (programme.kind is Kind.TRAINING and programme.training is None) or (
        programme.kind is Kind.INSPECTION and programme.inspection is None
    )
    if unsaid:
        raise refusals.KindIncomplete("programme")


def _announce(command: commands.Announce, state: Activity, stamp: Stamp) -> Events:
    if state.stage is Stage.ANNOUNCED:
        return ()
    assert state.programme is not None
    if stamp.at >= state.programme.starts_at:
        raise refusals.AlreadyBegun()
    return (events.Announced(proof=command.proof),)


def _open(state: Activity, stamp: Stamp) -> Events:
    assert state.programme is not None
    if stamp.occurred_on != state.programme.starts_at.astimezone(stamp.zone).date():
        raise refusals.NotTheDay("occurred_at")
    return (events.Opened(),)


def _act(command: commands.CheckIn | commands.VisitHousehold | commands.Assist, state: Activity) -> Events:
    fits: dict[type, tuple[Kind, ...]] = {
        commands.CheckIn: (Kind.RECEPTION,),
        commands.VisitHousehold: (Kind.VISIT,),
        commands.Assist: (Kind.VISIT, Kind.ASSISTANCE),
    }
    if state.kind not in fits[type(command)]:
        raise refusals.KindDoesNotFit()
    if isinstance(command, commands.CheckIn):
        return () if command.person in state.people else (events.DeputyCheckedIn(person=command.person),)
    if isinstance(command, commands.VisitHousehold):
        return (_visited(command),)
    given = events.AssistanceGiven(
        person=command.person,
        reference=command.reference,
        beneficiary=command.beneficiary,
        method=command.method,
        note=command.note,
    )
    return (given,)


def _visited(command: commands.VisitHousehold) -> events.HouseholdVisited:
    return events.HouseholdVisited(
        person=command.person,
        reference=command.reference,
        household=command.household,
        voters=command.voters,
        note=command.note,
    )


def _attend(command: commands.Attend, state: Activity) -> Events:
    if state.kind is Kind.RECEPTION and any(a.capacity is Capacity.DEPUTY for a in command.attendees):
        raise refusals.KindDoesNotFit("attendees")
    new = tuple(a for a in _once(command.attendees) if a.person not in state.people)
    return (events.Attended(attendees=new),) if new else ()


def _once(attendees: tuple[Attendee, ...]) -> tuple[Attendee, ...]:
    people = [one.person for one in attendees]
    if not people or len(set(people)) != len(people):
        raise refusals.NobodyNamed("attendees")
    return attendees
