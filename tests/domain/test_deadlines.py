"""How days are counted (民法典 200-204), over the announced calendar."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from domain.policies.deadlines import due, is_overdue, last_day, recount
from domain.policies.period import Period, Unit
from domain.policies.policy import NoPolicyInForce, Track, Urgency, in_force
from domain.policies.working_days import Calendar, CalendarYear, YearUnknown
from domain.shared.identity import PolicyEdition
from infrastructure.editions.seed_calendar import seed_calendar
from tests.spec import CALENDAR, POLICIES, ZONE, instant

V1 = PolicyEdition("POLICY-v1")
VECTORS = [
    ("2026-02-09", 5, Unit.WORKING_DAYS, "2026-02-14"),
    ("2026-02-12", 5, Unit.WORKING_DAYS, "2026-02-26"),
    ("2026-09-28", 5, Unit.WORKING_DAYS, "2026-10-10"),
    ("2026-04-30", 1, Unit.WORKING_DAYS, "2026-05-06"),
    ("2026-01-31", 1, Unit.MONTHS, "2026-02-28"),
    ("2026-09-01", 1, Unit.MONTHS, "2026-10-08"),
    ("2026-06-25", 3, Unit.MONTHS, "2026-09-28"),
    ("2026-11-30", 3, Unit.MONTHS, "2027-03-01"),
    ("2026-08-05", 60, Unit.DAYS, "2026-10-08"),
    ("2026-02-01", 15, Unit.DAYS, "2026-02-24"),
    ("2026-03-31", 1, Unit.MONTHS, "2026-04-30"),
    ("2025-12-31", 2, Unit.MONTHS, "2026-02-28"),
    ("2026-10-03", 0, Unit.DAYS, "2026-10-03"),
    ("2026-10-03", 0, Unit.WORKING_DAYS, "2026-10-03"),
]


def announced_2027(*rest: date) -> Calendar:
    """The calendar once the notice for 2027 is out."""
    year = CalendarYear(year=2027, edition=2, announced=True, rest_days=frozenset(rest))
    return Calendar({**CALENDAR.years, 2027: year})


@pytest.mark.parametrize(("start", "count", "unit", "last"), VECTORS)
def test_a_period_ends_on_the_day_the_civil_code_says(start: str, count: int, unit: Unit, last: str) -> None:
    assert last_day(date.fromisoformat(start), Period(count, unit), CALENDAR) == date.fromisoformat(last)


@pytest.mark.parametrize(
    "make_up", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
)
def test_the_office_works_on_every_make_up_day_of_2026(make_up: str) -> None:
    assert CALENDAR.works_on(date.fromisoformat(make_up))


def test_a_count_into_an_unannounced_year_is_provisional_and_says_so() -> None:
    pinned = due(instant("2026-11-30T09:00"), Period(3, Unit.MONTHS), CALENDAR, V1)
    assert (pinned.on, pinned.provisional, pinned.calendar) == (date(2027, 3, 1), True, "2026a1+2027p1")


def test_a_count_inside_an_announced_year_is_final_and_names_its_editions() -> None:
    pinned = due(instant("2026-02-09T09:00"), Period(5, Unit.WORKING_DAYS), CALENDAR, V1)
    assert (pinned.provisional, pinned.calendar, pinned.policy) == (False, "2026a1", V1)


def test_a_provisional_day_is_counted_again_when_the_year_is_announced() -> None:
    pinned = due(instant("2026-11-30T09:00"), Period(3, Unit.MONTHS), CALENDAR, V1)
    again = recount(pinned, announced_2027(date(2027, 3, 1)))
    assert (again.on, again.provisional, again.calendar) == (date(2027, 3, 2), False, "2026a1+2027a2")
    assert (again.from_on, again.period) == (pinned.from_on, pinned.period)


def test_a_count_again_by_the_same_calendar_changes_nothing() -> None:
    pinned = due(instant("2026-11-30T09:00"), Period(3, Unit.MONTHS), CALENDAR, V1)
    assert recount(pinned, CALENDAR) == pinned


@pytest.mark.parametrize(("urgency", "hours"), [(Urgency.DANGER, 2), (Urgency.URGENT, 24)])
def test_danger_and_cut_off_supply_are_answered_within_hours(urgency: Urgency, hours: int) -> None:
    policy = in_force(POLICIES, date(2026, 10, 1))
    start = instant("2026-10-01T23:30")
    pinned = due(start, policy.reply(Track.DEPARTMENT, urgency), CALENDAR, V1)
    assert pinned.at == start + timedelta(hours=hours)
    assert pinned.on == date(2026, 10, 2)
    assert recount(pinned, announced_2027()) == pinned


def test_hours_are_overdue_by_the_minute() -> None:
    pinned = due(instant("2026-03-02T10:00"), Period(2, Unit.HOURS), CALENDAR, V1)
    assert not is_overdue(pinned, instant("2026-03-02T12:00"))
    assert is_overdue(pinned, instant("2026-03-02T12:01"))


def test_days_are_overdue_only_when_the_last_day_is_over() -> None:
    pinned = due(instant("2026-03-02T10:00"), Period(5, Unit.WORKING_DAYS), CALENDAR, V1)
    assert not is_overdue(pinned, instant("2026-03-09T23:59"))
    assert is_overdue(pinned, instant("2026-03-10T00:00"))


@pytest.mark.parametrize("track", [Track.ON_THE_SPOT, Track.FORMAL, Track.REDIRECTED])
def test_urgency_shortens_only_the_township_and_department_tracks(track: Track) -> None:
    policy = in_force(POLICIES, date(2026, 3, 2))
    assert policy.reply(track, Urgency.DANGER) == policy.tracks[track].reply


@pytest.mark.parametrize("urgency", [Urgency.ORDINARY, Urgency.COMPLEX])
def test_ordinary_and_complex_cases_keep_the_full_clock(urgency: Urgency) -> None:
    assert in_force(POLICIES, date(2026, 3, 2)).reply(Track.DEPARTMENT, urgency) == Period(1, Unit.MONTHS)


def test_a_year_without_a_calendar_is_never_guessed() -> None:
    with pytest.raises(YearUnknown) as unknown:
        last_day(date(2028, 12, 25), Period(10, Unit.WORKING_DAYS), CALENDAR)
    assert unknown.value.year == 2029


def test_working_days_between_two_days_are_negative_backwards() -> None:
    first, last = date(2026, 2, 9), date(2026, 2, 14)
    assert CALENDAR.working_days_between(first, last) == 5
    assert CALENDAR.working_days_between(last, first) == -5


def test_working_days_backwards_skip_the_rest() -> None:
    assert CALENDAR.back_working_days(date(2026, 10, 10), 3) == date(2026, 9, 30)


def test_the_policy_in_force_is_the_latest_that_has_begun() -> None:
    first = POLICIES[0]
    later = replace(first, edition=PolicyEdition("POLICY-v2"), effective_on=date(2026, 7, 1))
    assert in_force((later, first), date(2026, 6, 30)) is first
    assert in_force((first, later), date(2026, 7, 1)) is later


def test_no_policy_rules_a_day_before_the_first() -> None:
    with pytest.raises(NoPolicyInForce):
        in_force(POLICIES, date(1999, 12, 31))


def test_a_deadline_counts_from_the_offices_own_day() -> None:
    assert due(datetime(2026, 3, 2, 0, 5, tzinfo=ZONE), Period(0, Unit.DAYS), CALENDAR, V1).on == date(2026, 3, 2)


def test_working_days_on_and_back_are_those_counted_one_by_one() -> None:
    known = seed_calendar(2028)
    random, first = Random(6), date(min(known.years) + 2, 1, 1)
    for _ in range(400):
        day, count = first + timedelta(days=random.randrange(15 * 365)), random.choice([0, 1, 2, 5, 22, 90, 260, 400])
        for step, counted in ((1, known.add_working_days), (-1, known.back_working_days)):
            found, left = day, count
            while left:
                found += timedelta(days=step)
                left -= known.works_on(found)
            assert counted(day, count) == found, (day, count, step)
    with pytest.raises(YearUnknown):
        known.add_working_days(date(2028, 12, 20), 30)
    assert known.add_working_days(date(2007, 12, 31), 1) == known.roll(date(2008, 1, 1))


def test_working_days_between_any_two_days_are_those_counted_one_by_one() -> None:
    known = seed_calendar(2028)
    random, first = Random(5), date(min(known.years), 1, 1)
    for _ in range(400):
        start, end = sorted(first + timedelta(days=random.randrange(20 * 365)) for _ in range(2))
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        assert known.working_days_between(start, end) == sum(map(known.works_on, days))
    assert known.working_days_between(date(2026, 3, 2), date(2026, 3, 2)) == 0
    assert known.working_days_between(date(2007, 12, 31), date(2008, 1, 2)) == 1
    with pytest.raises(YearUnknown):
        known.working_days_between(date(2028, 12, 30), date(2029, 1, 1))
