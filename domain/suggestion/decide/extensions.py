"""延期: asked for before the last day, given by another organ, within the track's limit."""

from datetime import date
from typing import assert_never

from domain.policies.deadlines import Due, is_overdue, last_day
from domain.policies.period import Period, Unit
from domain.policies.policy import Rules
from domain.shared.stamp import Stamp
from domain.suggestion import commands, events, refusals
from domain.suggestion.decide.clocks import track_rules
from domain.suggestion.decide.parts import awaiting_extension, own_at_work
from domain.suggestion.entities import Assignment
from domain.suggestion.state import Suggestion

Events = tuple[events.Event, ...]
_Extensions = commands.RequestExtension | commands.GrantExtension | commands.RefuseExtension


def decide(command: _Extensions, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    """Return what follows from asking for, granting or refusing time."""
    match command:
        case commands.RequestExtension():
            return _request(command, state, stamp, rules)
        case commands.GrantExtension():
            return _grant(command, state, stamp, rules)
        case commands.RefuseExtension():
            unit = awaiting_extension(state, command.unit).unit
            if unit == stamp.by.org:
                raise refusals.GranterIsRequester()
            return (events.ExtensionRefused(unit=unit, reason=command.reason),)
        case _:
            assert_never(command)


def _request(command: commands.RequestExtension, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    part = own_at_work(state, stamp)
    if not part.answers:
        raise refusals.ExtensionForAnswererOnly()
    if is_overdue(part.due, stamp.at.astimezone(stamp.zone)):
        raise refusals.ExtensionAfterDue()
    if part.asked_until is not None:
        raise refusals.ExtensionAlreadyRequested()
    if part.extensions >= track_rules(state, rules).extensions:
        raise refusals.ExtensionLimitReached()
    _check_until(command.until, part, state, rules)
    return (events.ExtensionRequested(unit=part.unit, until=command.until, reason=command.reason),)


def _grant(command: commands.GrantExtension, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    part = awaiting_extension(state, command.unit)
    if part.unit == stamp.by.org:
        raise refusals.GranterIsRequester()
    assert part.asked_until is not None
    until = command.until or part.asked_until
    if until > part.asked_until:
        raise refusals.ExtensionBeyondRequest("until")
    _check_until(until, part, state, rules)
    return (events.ExtensionGranted(unit=part.unit, before=part.due.on, due=_agreed(part.due, until, rules)),)


def _agreed(before: Due, until: date, rules: Rules) -> Due:
    """A day agreed on stands as it is: no later calendar moves it."""
    return Due(
        on=until,
        from_on=before.on,
        period=Period((until - before.on).days, Unit.DAYS),
        policy=rules.policy.edition,
        calendar=rules.calendar.edition(before.on, until),
        provisional=False,
    )


def _check_until(until: date, part: Assignment, state: Suggestion, rules: Rules) -> None:
    if until <= part.due.on:
        raise refusals.ExtensionNotLater("until")
    if until > latest_extension(part, state, rules):
        raise refusals.ExtensionBeyondCap("until")


def latest_extension(part: Assignment, state: Suggestion, rules: Rules) -> date:
    """The last day any extension of this part may reach."""
    limits = track_rules(state, rules)
    days = [last_day(part.due.on, limits.extension, rules.calendar)] if limits.extension else []
    if limits.total is not None:
        days.append(last_day(part.transferred_on, limits.total, rules.calendar))
    return min(days, default=part.due.on)
