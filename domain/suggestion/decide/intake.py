"""Taking in: one matter, one case; and who may say where it goes."""

from dataclasses import fields, replace
from typing import assert_never

from domain.policies.policy import Rules
from domain.shared.identity import StationCode
from domain.shared.people import OFFICE, Role
from domain.shared.stamp import Stamp
from domain.suggestion import commands, events, lifecycle, refusals
from domain.suggestion.decide.clocks import working_days_since
from domain.suggestion.state import Suggestion

Events = tuple[events.Event, ...]


def decide(command: commands.Intake, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    """Return what follows from a command of intake."""
    match command:
        case commands.Receive():
            return _receive(command, stamp, rules)
        case commands.RecordLedgerEntry():
            return _record_entry(command)
        case commands.RecordLedgerAnswer():
            return _record_answer(command, state, stamp)
        case commands.Correct():
            return _correct(command, state, stamp)
        case commands.ProtectIdentity():
            return () if state.identity_protected else (events.IdentityProtected(reason=command.reason),)
        case commands.Triage():
            return _triage(command, state, stamp)
        case commands.Redirect():
            return _redirect(command, state, stamp)
        case _:
            assert_never(command)


def _receive(command: commands.Receive, stamp: Stamp, rules: Rules) -> Events:
    at_station = stamp.by.role in (Role.CLERK, Role.STATION_HEAD) and stamp.by.org != OFFICE
    if at_station and command.station not in (None, stamp.by.org):
        raise refusals.StationNotOwn("station")
    late = working_days_since(stamp.occurred_on, stamp, rules)
    if late > rules.policy.late_entry.count and command.reason is None:
        raise refusals.LateEntryWithoutReason("reason")
    _at_activity(command)
    own_station = StationCode(stamp.by.org) if at_station else command.station
    own_deputy = stamp.by.id if stamp.by.role is Role.DEPUTY else command.deputy
    return (_received(replace(command, station=own_station, deputy=own_deputy), None),)


def _at_activity(command: commands.Receive) -> None:
    if command.activity is not None and command.sitting is None:
        raise refusals.ActivityNotKnown("activity")
    if command.sitting is not None and command.sitting.reception and not command.sitting.hosts:
        raise refusals.NoDeputyReceives("activity")


def _received(command: commands.Receive, imported: events.Imported | None) -> events.Received:
    return events.Received(
        text=command.text,
        channel=command.channel,
        title=command.title,
        category=command.category,
        station=command.station,
        activity=command.activity,
        voter=command.voter,
        deputy=command.deputy,
        urgency=command.urgency,
        attachments=command.attachments,
        reason=command.reason,
        imported=imported,
    )


def _record_entry(command: commands.RecordLedgerEntry) -> Events:
    mark = events.Imported(batch=command.batch, row=command.row, number=command.number)
    return (_received(command.received, mark),)


def _record_answer(command: commands.RecordLedgerAnswer, state: Suggestion, stamp: Stamp) -> Events:
    if state.received_on is not None and stamp.occurred_on < state.received_on:
        raise refusals.AnsweredBeforeReceived("occurred_at")
    mark = events.Imported(batch=command.batch, row=command.row)
    return (events.Answered(text=command.text, imported=mark),)


def _correct(command: commands.Correct, state: Suggestion, stamp: Stamp) -> Events:
    if all(getattr(command.changes, f.name) is None for f in fields(command.changes)):
        raise refusals.NothingToCorrect("changes")
    if state.stage not in lifecycle.BEFORE and stamp.by.role is not Role.SUPERVISOR:
        raise refusals.CorrectionNeedsSupervisor()
    return (events.Corrected(changes=command.changes, reason=command.reason),)


def _triage(command: commands.Triage, state: Suggestion, stamp: Stamp) -> Events:
    if state.stage not in lifecycle.BEFORE and stamp.by.role is not Role.SUPERVISOR:
        raise refusals.TriageNeedsSupervisor()
    said = (command.category, command.track, command.urgency, command.accused or state.accused)
    if said == (state.category, state.track, state.urgency, state.accused):
        return ()
    return (
        events.Triaged(
            category=command.category, track=command.track, urgency=command.urgency, accused=command.accused
        ),
    )


def _redirect(command: commands.Redirect, state: Suggestion, stamp: Stamp) -> Events:
    if state.stage not in lifecycle.BEFORE and stamp.by.role is not Role.SUPERVISOR:
        raise refusals.RedirectNeedsSupervisor()
    return (events.Redirected(basis=command.basis, told=command.told, path=command.path),)
