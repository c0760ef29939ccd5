"""What pressing changes."""

from typing import assert_never

from domain.shared.replacing import replace
from domain.shared.stamp import Stamp
from domain.suggestion import events
from domain.suggestion.entities import Account, Notice, Reminder
from domain.suggestion.state import Suggestion


def evolve(state: Suggestion, event: events.Supervision, stamp: Stamp) -> Suggestion:
    """Return the state after one event of supervision."""
    match event:
        case events.Reminded():
            return replace(state, reminders=(*state.reminders, _reminder(state, event, stamp)))
        case events.Supervised():
            return replace(state, notices=(*state.notices, _notice(event, stamp)))
        case events.SupervisionAnswered():
            return _answered(state, event, stamp)
        case events.SupervisionLifted():
            return replace(
                state,
                notices=tuple(replace(n, lifted_at=stamp.at) if n.number == event.notice else n for n in state.notices),
            )
        case _:
            assert_never(event)


def _reminder(state: Suggestion, event: events.Reminded, stamp: Stamp) -> Reminder:
    return Reminder(subject=event.subject, unit=event.unit, on=stamp.today, for_day=event.for_day, round=state.round)


def _notice(event: events.Supervised, stamp: Stamp) -> Notice:
    return Notice(
        number=event.notice,
        level=event.level,
        units=event.units,
        issued_at=stamp.at,
        issued_on=stamp.today,
        respond_by=event.respond_by,
        for_day=event.for_day,
    )


def _answered(state: Suggestion, event: events.SupervisionAnswered, stamp: Stamp) -> Suggestion:
    return replace(
        state,
        notices=tuple(
            replace(n, accounts=(*n.accounts, Account(event.unit, stamp.at))) if n.number == event.notice else n
            for n in state.notices
        ),
    )
