"""Endings. A case closes only when its people have been answered, told and heard (see `close_guard.py`)."""

from typing import assert_never

from domain.policies.deadlines import last_day
from domain.policies.policy import Rules
from domain.shared.people import Role
from domain.shared.stamp import Stamp
from domain.suggestion import commands, events, refusals
from domain.suggestion.decide.clocks import track_rules
from domain.suggestion.decide.close_guard import check_close
from domain.suggestion.decide.feedback import put_to_work_again
from domain.suggestion.state import Stage, Suggestion

Events = tuple[events.Event, ...]
_File = commands.Publish | commands.Unpublish | commands.Archive | commands.Annotate


def decide(command: commands.Closing, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    """Return what follows from a command of closing."""
    if isinstance(command, _File):
        return _file(command, state, rules)
    match command:
        case commands.Merge():
            return _merge(command, state, rules)
        case commands.Convert():
            return _convert(command, state, stamp)
        case commands.Withdraw():
            return (events.Withdrawn(statement=command.statement),)
        case commands.Close():
            check_close(command, state, stamp, rules)
            return (events.Closed(note=command.note),)
        case commands.Reopen():
            return _reopen(command, state, stamp, rules)
        case _:
            assert_never(command)


def _merge(command: commands.Merge, state: Suggestion, rules: Rules) -> Events:
    lead = command.lead
    if lead is None:
        raise refusals.NoSuchLead("into")
    if not lead.open:
        raise refusals.LeadNotOpen("into")
    if lead.received_at_position >= command.own_position:
        raise refusals.LeadNotOlder("into")
    tracks = rules.policy.tracks
    default = rules.policy.default_track
    if tracks[lead.track or default].strictness > tracks[state.track or default].strictness:
        raise refusals.LeadLessStrict("into")
    return (events.Merged(into=command.into),)


def _convert(command: commands.Convert, state: Suggestion, stamp: Stamp) -> Events:
    if state.external_number is not None:
        raise refusals.AlreadyConverted()
    if stamp.by.role is Role.DEPUTY and command.deputy != stamp.by.id:
        raise refusals.AdoptsForOther("deputy")
    return (events.Converted(external_number=command.external_number, deputy=command.deputy),)


def _reopen(command: commands.Reopen, state: Suggestion, stamp: Stamp, rules: Rules) -> Events:
    late = state.closed_on is not None and stamp.today > last_day(state.closed_on, rules.policy.reopen, rules.calendar)
    if late and stamp.by.role is Role.VOTER:
        raise refusals.ReopenWindowPassed()
    return (events.Reopened(reason=command.reason, assignments=put_to_work_again(state, stamp, rules)),)


def _file(command: _File, state: Suggestion, rules: Rules) -> Events:
    match command:
        case commands.Publish():
            return (
                () if state.public_text == command.public_text else (events.Published(public_text=command.public_text),)
            )
        case commands.Unpublish():
            return () if state.public_text is None else (events.Unpublished(reason=command.reason),)
        case commands.Archive():
            return _archive(command, state, rules)
        case commands.Annotate():
            return (events.Annotated(text=command.text),)
        case _:
            assert_never(command)


def _archive(command: commands.Archive, state: Suggestion, rules: Rules) -> Events:
    if state.stage is Stage.MERGED and not state.deliveries:
        raise refusals.AnswerStillOwed()
    return (events.Archived(retention=command.retention or track_rules(state, rules).retention),)
