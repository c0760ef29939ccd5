"""What happens when somebody asks something of a deputy, a group, a selection. Pure; raises `Refused`."""

from datetime import date
from typing import assert_never

from domain.deputies import authority, commands, events, lifecycle, refusals
from domain.deputies.particulars import Mandate
from domain.deputies.state import Deputy, Group, Selection
from domain.policies.contact_work import ContactWork
from domain.shared.acting import admit
from domain.shared.people import Role
from domain.shared.stamp import Stamp

DeputyEvents = tuple[events.DeputyEvent, ...]
GroupEvents = tuple[events.GroupEvent, ...]
SelectionEvents = tuple[events.SelectionEvent, ...]


def decide_deputy(command: commands.DeputyCommand, state: Deputy, *, stamp: Stamp, work: ContactWork) -> DeputyEvents:
    """Return the events that follow; none if the intent already holds. Raises a `Refused`."""
    no = refusals.DeputyNotAtThisStage
    admit(type(command), state.stage, stamp, may=authority.MAY, legal=lifecycle.LEGAL, otherwise=no)
    match command:
        case commands.Register():
            return _register(command)
        case commands.Correct():
            if command.name is None and command.phone is None:
                raise refusals.NothingCorrected("name")
            return (events.Corrected(name=command.name, phone=command.phone),)
        case commands.TakeMandate():
            return _take_mandate(command, state)
        case commands.EndMandate():
            return _end_mandate(command, state)
        case commands.Station():
            return () if command.station == state.station else (events.Stationed(station=command.station),)
        case commands.ReportToVoters():
            return _report(command, state, stamp)
        case commands.Commend():
            return (events.Commended(title=command.title),)
        case commands.Sanction():
            return (events.Sanctioned(basis=command.basis, note=command.note),)
        case _:
            assert_never(command)


def _register(command: commands.Register) -> DeputyEvents:
    levels = [mandate.level for mandate in command.mandates]
    if not levels:
        raise refusals.DeputyWithoutMandate("mandates")
    if len(set(levels)) != len(levels):
        raise refusals.MandateHeld("mandates")
    for mandate in command.mandates:
        _in_order(mandate.from_on, mandate.until_on)
    entered = events.Registered(person=command.person, name=command.name, phone=command.phone)
    taken = (events.MandateTaken(mandate=mandate) for mandate in command.mandates)
    at = (events.Stationed(station=command.station),) if command.station is not None else ()
    return (entered, *taken, *at)


def _in_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise refusals.MandateEndsBeforeStart("until_on")


def _take_mandate(command: commands.TakeMandate, state: Deputy) -> DeputyEvents:
    _in_order(command.from_on, command.until_on)
    new = Mandate(
        level=command.level, constituency=command.constituency, from_on=command.from_on, until_on=command.until_on
    )
    if new in state.mandates:
        return ()
    if any(m.level is new.level and m.overlaps(new) for m in state.mandates):
        raise refusals.MandateHeld("level")
    return (events.MandateTaken(mandate=new),)


def _end_mandate(command: commands.EndMandate, state: Deputy) -> DeputyEvents:
    if any(m.level is command.level and m.until_on == command.ended_on for m in state.mandates):
        return ()
    if command.level not in state.levels(command.ended_on):
        raise refusals.MandateNotHeld("level")
    return (events.MandateEnded(level=command.level, ended_on=command.ended_on, basis=command.basis),)


def _report(command: commands.ReportToVoters, state: Deputy, stamp: Stamp) -> DeputyEvents:
    if stamp.by.role is Role.DEPUTY and stamp.by.id != state.person:
        raise refusals.ReportsForOther()
    marks = (command.satisfied, command.basically_satisfied, command.dissatisfied)
    if min(*marks, command.voters) < 0 or sum(marks) > command.voters:
        raise refusals.MarksDoNotFit("voters")
    return (
        events.ReportedToVoters(
            voters=command.voters,
            satisfied=command.satisfied,
            basically_satisfied=command.basically_satisfied,
            dissatisfied=command.dissatisfied,
            station=command.station,
            text=command.text,
        ),
    )


def decide_group(command: commands.GroupCommand, state: Group, *, stamp: Stamp, work: ContactWork) -> GroupEvents:
    """Return the events that follow; none if the intent already holds. Raises a `Refused`."""
    no = refusals.GroupNotAtThisStage
    admit(type(command), state.stage, stamp, may=authority.MAY, legal=lifecycle.LEGAL, otherwise=no)
    match command:
        case commands.Form():
            return _form(command)
        case commands.Join():
            return () if command.person in state.members else (events.Joined(person=command.person),)
        case commands.Leave():
            return _leave(command, state)
        case commands.NameLeader():
            if command.person not in state.members:
                raise refusals.LeaderNotMember("person")
            return () if command.person == state.leader else (events.LeaderNamed(person=command.person),)
        case commands.Dissolve():
            return (events.Dissolved(reason=command.reason),)
        case _:
            assert_never(command)


def _form(command: commands.Form) -> GroupEvents:
    if command.leader not in command.members:
        raise refusals.LeaderNotMember("leader")
    return (
        events.Formed(
            name=command.name,
            township=command.township,
            members=tuple(dict.fromkeys(command.members)),
            leader=command.leader,
            home=command.home,
        ),
    )


def _leave(command: commands.Leave, state: Group) -> GroupEvents:
    if command.person == state.leader:
        raise refusals.LeaderLeaves("person")
    if command.person not in state.members:
        raise refusals.NotAMember("person")
    return (events.Left(person=command.person),)


def decide_selection(
    command: commands.SelectionCommand, state: Selection, *, stamp: Stamp, work: ContactWork
) -> SelectionEvents:
    """Return the events that follow; none if the intent already holds. Raises a `Refused`."""
    no = refusals.SelectionNotAtThisStage
    admit(type(command), state.stage, stamp, may=authority.MAY, legal=lifecycle.LEGAL, otherwise=no)
    match command:
        case commands.Open():
            if command.quota < 1:
                raise refusals.QuotaNotPositive("quota")
            return (events.Opened(year=command.year, quota=command.quota, formula=work.edition),)
        case commands.Rank():
            as_of = command.as_of or stamp.at
            if (as_of, command.standings) == (state.as_of, state.standings):
                return ()
            return (events.Ranked(as_of=as_of, standings=command.standings),)
        case commands.Decide():
            return _choose(command, state)
        case commands.CallOff():
            return (events.CalledOff(reason=command.reason),)
        case _:
            assert_never(command)


def _choose(command: commands.Decide, state: Selection) -> SelectionEvents:
    ranked = {standing.person for standing in state.standings}
    twice = len(set(command.chosen)) != len(command.chosen)
    if twice or not 0 < len(command.chosen) <= state.quota or not ranked >= set(command.chosen):
        raise refusals.ChosenDoNotFit("chosen")
    return (events.Decided(chosen=command.chosen, minutes=command.minutes, sha256=command.sha256, note=command.note),)
