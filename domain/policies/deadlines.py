"""How a last day is counted, and what is pinned of it in an event."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.policies.period import Period, Unit
from domain.policies.working_days import Calendar
from domain.shared.identity import CalendarEdition, PolicyEdition


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A last day, with everything needed to count it again.

    `on` is the last calendar day in time, in the office's zone; `at` is set as well when the clock runs in hours.
    `provisional`: a year in the span has no announced calendar yet.
    """

    on: date
    from_on: date
    period: Period
    policy: PolicyEdition
    calendar: CalendarEdition
    provisional: bool
    at: datetime | None = None


def last_day(start: date, period: Period, calendar: Calendar) -> date:
    """Return the last day in time; the day of the start is not counted (民法典 200–204)."""
    if period.unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(start, period.count)
    if period.unit is Unit.MONTHS:
        return calendar.roll(_months_after(start, period.count))
    if period.unit is Unit.DAYS and period.count:
        return calendar.roll(start + timedelta(days=period.count))
    return start


def due(start: datetime, period: Period, calendar: Calendar, policy: PolicyEdition) -> Due:
    """Count a deadline and name the editions it was counted by.

    `start` is aware and in the office's zone. A period in hours runs through nights and rest days: it is for
    danger to life or a cut-off supply.
    """
    on, at = start.date(), None
    if period.unit is Unit.HOURS:
        at = start + timedelta(hours=period.count)
        last = at.date()
    else:
        last = last_day(on, period, calendar)
    return Due(
        on=last,
        at=at,
        from_on=on,
        period=period,
        policy=policy,
        calendar=calendar.edition(on, last),
        provisional=calendar.provisional(on, last),
    )


def recount(pinned: Due, calendar: Calendar) -> Due:
    """Count a pinned deadline again by the calendar as it now stands; its start and period stay."""
    if pinned.at is not None:
        return pinned
    on = last_day(pinned.from_on, pinned.period, calendar)
    return Due(
        on=on,
        from_on=pinned.from_on,
        period=pinned.period,
        policy=pinned.policy,
        calendar=calendar.edition(pinned.from_on, on),
        provisional=calendar.provisional(pinned.from_on, on),
    )


def _months_after(start: date, count: int) -> date:
    """Same day-number so many months on, or that month's last day (民法典 202)."""
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def is_overdue(deadline: Due, now: datetime) -> bool:
    """Whether the last day (or hour) has passed; `now` is aware and in the office's zone."""
    return now > deadline.at if deadline.at is not None else now.date() > deadline.on
