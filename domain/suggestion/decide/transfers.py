"""交办: to which units, with which last days."""

from domain.policies.deadlines import Due
from domain.policies.policy import Rules, Track
from domain.shared.identity import UnitCode
from domain.shared.people import Role
from domain.shared.stamp import Stamp
from domain.suggestion import commands, events, refusals
from domain.suggestion.decide.clocks import pin, pin_reply
from domain.suggestion.particulars import Kind
from domain.suggestion.state import Stage, Suggestion

Events = tuple[events.Event, ...]


def decide(command: commands.Transfer, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    """Hand the case over; the first transfer pins its clock, a later one leaves it running."""
    track = _track(state, stamp, rules)
    for asked in command.assignments:
        _check_unit(asked.unit, state, rules)
    _check_fit(command, state)
    reply = pin_reply(stamp, track, state.urgency, rules)
    return (
        events.Transferred(
            assignments=tuple(
                events.Assigned(unit=a.unit, kind=a.kind, due=_due(a.kind, track, reply, stamp, rules))
                for a in command.assignments
            ),
            track=track,
            urgency=state.urgency,
            due=state.due or reply,
            reason=command.reason,
        ),
    )


def _track(state: Suggestion, stamp: Stamp, rules: Rules) -> Track:
    if state.stage is Stage.RECEIVED and stamp.by.role is not Role.SUPERVISOR:
        raise refusals.NotYetTriaged()
    track = state.track or rules.policy.default_track
    if track in (Track.ON_THE_SPOT, Track.REDIRECTED):
        raise refusals.TrackNotTransferable()
    if track is not Track.TOWNSHIP and stamp.by.role is not Role.SUPERVISOR:
        raise refusals.TransferNeedsSupervisor()
    return track


def _check_unit(unit: UnitCode, state: Suggestion, rules: Rules) -> None:
    if rules.policy.catalogue and unit not in rules.policy.catalogue:
        raise refusals.UnitNotInCatalogue("assignments")
    if unit == state.accused:
        raise refusals.AccusedCannotHandle("assignments")
    if state.assignment(unit) is not None:
        raise refusals.UnitAlreadyAssigned("assignments")


def _check_fit(command: commands.Transfer, state: Suggestion) -> None:
    """Exactly one lead with any co-handlers, or two and more that answer separately."""
    units = [a.unit for a in command.assignments]
    if len(set(units)) != len(units):
        raise refusals.UnitNamedTwice("assignments")
    kinds = [a.kind for a in state.held] + [a.kind for a in command.assignments]
    joint = kinds.count(Kind.LEAD) == 1 and Kind.SEPARATE not in kinds
    separate = kinds.count(Kind.SEPARATE) >= 2 and len(kinds) == kinds.count(Kind.SEPARATE)
    if not command.assignments or not (joint or separate):
        raise refusals.AssignmentsDoNotFit("assignments")


def _due(kind: Kind, track: Track, reply: Due, stamp: Stamp, rules: Rules) -> Due:
    opinion = rules.policy.tracks[track].opinion
    return pin(stamp, opinion, rules) if kind is Kind.CO and opinion is not None else reply
