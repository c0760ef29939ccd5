"""接待日五步: how well a reception day was run, five steps at twenty points each.

做好前期准备、提前通知公告、规范现场登记、及时转办督办、抓好反馈总结. A step is done or not, and names what
it rests on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from domain.activities import events as activities
from domain.activities.particulars import Programme
from domain.contact.happened import Happened
from domain.policies.contact_work import ContactWork
from domain.policies.deadlines import last_day
from domain.policies.period import Period
from domain.policies.working_days import Calendar
from domain.suggestion.lifecycle import SETTLING

POINTS = 20


class Step(StrEnum):
    """The five."""

    PREPARED = "prepared"
    """做好前期准备: planned with its hosts before the day."""
    ANNOUNCED = "announced"
    """提前通知公告: in time for whoever wants to come."""
    REGISTERED = "registered"
    """规范现场登记: opened, a deputy checked in, and every suggestion taken down on the day."""
    HANDED_ON = "handed_on"
    """及时转办督办: every suggestion answered, sent its way or handed over in time."""
    SUMMED_UP = "summed_up"
    """抓好反馈总结: written up in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One step, and the events it rests on."""

    step: Step
    points: int
    positions: tuple[int, ...]


def five_steps(
    day: Sequence[Happened],
    cases: Sequence[Sequence[Happened]],
    calendar: Calendar,
    work: ContactWork,
    transfer: Period,
) -> tuple[Scored, ...]:
    """Score a reception day from its own history and those of the cases registered in it."""
    planned = [e for e in day if isinstance(e.event, activities.Planned | activities.Postponed)]
    programme = _programme(planned)
    zone = day[0].stamp.zone
    on = programme.starts_at.astimezone(zone).date()
    told = [e for e in _of(day, activities.Announced) if e.position > planned[-1].position]
    early = [e for e in told if e.stamp.today <= on - timedelta(days=work.announce_days)]
    seated = _of(day, activities.DeputyCheckedIn)
    taken = [history[0] for history in cases]
    registered = bool(seated) and all(e.stamp.today == on for e in taken)
    handed = [_handed_on(history, calendar, transfer) for history in cases]
    closed, written = _of(day, activities.Closed), _of(day, activities.Summarised)
    last = calendar.add_working_days(closed[0].stamp.today, work.summary_working_days) if closed else None
    in_time = [e for e in written if last is not None and e.stamp.today <= last]
    prepared = [e for e in planned if e.stamp.today < on and programme.hosts]
    return (
        _scored(Step.PREPARED, bool(prepared), planned),
        _scored(Step.ANNOUNCED, bool(early), told),
        _scored(Step.REGISTERED, registered, [*seated, *taken]),
        _scored(Step.HANDED_ON, bool(closed) and all(e is not None for e in handed), [e for e in handed if e]),
        _scored(Step.SUMMED_UP, bool(in_time), written),
    )


def _of(day: Sequence[Happened], kind: type) -> list[Happened]:
    return [e for e in day if isinstance(e.event, kind)]


def _programme(planned: Sequence[Happened]) -> Programme:
    first: Programme = planned[0].event.programme
    last = planned[-1].event
    moved = isinstance(last, activities.Postponed)
    return replace(first, starts_at=last.starts_at, ends_at=last.ends_at) if moved else first


def _handed_on(history: Sequence[Happened], calendar: Calendar, within: Period) -> Happened | None:
    """The event that sent a case its way in time, or left nothing to send, if one did."""
    last = last_day(history[0].stamp.today, within, calendar)
    for one in history:
        if isinstance(one.event, SETTLING):
            return one if one.stamp.today <= last else None
    return None


def _scored(step: Step, done: bool, rests_on: Sequence[Happened]) -> Scored:
    positions = tuple(sorted(e.position for e in rests_on))
    return Scored(step=step, points=POINTS if done else 0, positions=positions)
