"""督办 is an act of its own: a notice, a duty to account for it, and its lifting."""

from typing import assert_never

from domain.policies.deadlines import last_day
from domain.policies.policy import Level, Rules
from domain.shared.identity import UnitCode
from domain.shared.people import Role
from domain.shared.stamp import Stamp
from domain.suggestion import commands, events, refusals
from domain.suggestion.entities import Notice
from domain.suggestion.state import Suggestion

Events = tuple[events.Event, ...]


def decide(command: commands.Supervision, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    """Return what follows from a command of supervision."""
    match command:
        case commands.Remind():
            return _remind(command, state)
        case commands.Supervise():
            return _supervise(command, state, stamp, rules)
        case commands.RespondToSupervision():
            return _respond(command, state, stamp)
        case commands.LiftSupervision():
            notice = _standing(state, command.notice)
            return (events.SupervisionLifted(notice=notice.number, reason=command.reason),)
        case _:
            assert_never(command)


def _remind(command: commands.Remind, state: Suggestion) -> Events:
    if command.unit is not None and state.assignment(command.unit) is None:
        raise refusals.UnitHasNoPart("unit")
    return (
        events.Reminded(reason=command.reason, subject=command.subject, unit=command.unit, for_day=command.for_day),
    )


def _supervise(command: commands.Supervise, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    if command.level is Level.NONE:
        raise refusals.SupervisionWithoutLevel("level")
    if command.level is Level.KEY and command.minute is None and stamp.by.role is not Role.CHAIR:
        raise refusals.KeySupervisionNeedsMinute("minute")
    units = _addressed(state, command.unit)
    if command.level < state.level_on(units):
        raise refusals.SupervisionBelowStanding("level")
    limit = rules.policy.supervision_response[command.level]
    respond_by = command.respond_by or last_day(stamp.today, limit, rules.calendar)
    if respond_by < stamp.today:
        raise refusals.RespondByInPast("respond_by")
    return (
        events.Supervised(
            notice=len(state.notices) + 1,
            level=command.level,
            units=units,
            reason=command.reason,
            respond_by=respond_by,
            minute=command.minute,
            for_day=command.for_day,
        ),
    )


def _addressed(state: Suggestion, unit: UnitCode | None) -> tuple[UnitCode, ...]:
    units = tuple(a.unit for a in state.held if unit is None or a.unit == unit)
    if unit is None:
        return tuple(a.unit for a in state.held if a.answers) or units
    if not units:
        raise refusals.UnitHasNoPart("unit")
    return units


def _respond(command: commands.RespondToSupervision, state: Suggestion, stamp: Stamp) -> Events:
    unit = UnitCode(stamp.by.org)
    addressed = [n for n in state.notices if unit in n.units and command.notice in (None, n.number)]
    if not addressed:
        raise refusals.NoticeNotYours("notice")
    waiting = [n for n in addressed if unit in n.awaits]
    if not waiting:
        raise refusals.NothingToAccountFor("notice")
    return (events.SupervisionAnswered(notice=waiting[0].number, unit=unit, text=command.text),)


def _standing(state: Suggestion, number: int | None) -> Notice:
    """The notice to lift; the latest one that stands unless it is named."""
    standing = [n for n in state.notices if not n.lifted and number in (None, n.number)]
    if not standing:
        raise refusals.NoSupervisionStands("notice")
    return standing[-1]
