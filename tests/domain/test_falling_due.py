"""What the office's clock demands of a case, day by day."""

from datetime import date, datetime, timedelta

import pytest

from domain.policies.policy import Level, Track, Urgency
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.falling_due import acts
from domain.suggestion.particulars import Grade, Kind, Outcome, Promise, Subject
from domain.suggestion.state import Stage
from tests.spec import (
    CLERK,
    DELIVERED,
    NOTE,
    POLICIES,
    RECEIVED,
    ROADS,
    SATISFIED,
    SEPARATE,
    SUPERVISOR,
    SYSTEM,
    TRANSFERRED,
    VOTER,
    WATER,
    Case,
    Step,
    answer,
    deliver,
    evaluate,
    given,
    instant,
    rules_on,
    stamped,
    transfer,
    triage,
)

Done = tuple[str, str, str | None]


def demanded(steps: tuple[Step, ...], on: str) -> list[Done]:
    """The acts demanded on a morning, in order."""
    stamp = stamped(SYSTEM, on)
    return [(a.kind, a.for_day.isoformat(), a.unit) for a in acts(given(*steps).state, stamp.at, rules_on(stamp))]


def swept(case: Case, on: datetime) -> tuple[Case, list[Done]]:
    """Do what is demanded, and what that demands in turn."""
    state, done = case.state, []
    for number in range(1, 20):
        stamp = stamped(SYSTEM, on.strftime("%Y-%m-%dT%H:%M"), number=state.version + number)
        found = acts(state, stamp.at, rules_on(stamp))
        if not found:
            return Case(state), done
        done.append((found[0].kind, found[0].for_day.isoformat(), found[0].unit))
        asked = Case(state).when(found[0].command, SYSTEM, on.strftime("%Y-%m-%dT%H:%M"))
        state = asked.state_after
    raise AssertionError("acts without end")


def test_the_ladder_of_a_case_nobody_answers() -> None:
    # Transferred on 2 March with a month: due on Thursday 2 April; 4 to 6 April are Qingming.
    days = {
        "2026-03-29T09:00": [],
        "2026-03-30T09:00": [("before_due", "2026-03-30", "roads")],
        "2026-04-02T23:59": [("before_due", "2026-03-30", "roads")],
        "2026-04-03T00:01": [("before_due", "2026-03-30", "roads"), ("overdue L1", "2026-04-02", "roads")],
    }
    for on, wanted in days.items():
        assert demanded(TRANSFERRED, on) == wanted, on


def test_an_outage_loses_no_act_and_no_day() -> None:
    case, done = swept(given(*TRANSFERRED), instant("2026-04-30T09:00"))
    assert done == [
        ("before_due", "2026-03-30", "roads"),
        ("overdue L1", "2026-04-02", "roads"),
        ("overdue L2", "2026-04-08", "roads"),
        ("overdue L3", "2026-04-17", "roads"),
    ]
    assert [(n.level, n.for_day) for n in case.state.notices] == [
        (Level.REMINDER, date(2026, 4, 2)),
        (Level.YELLOW, date(2026, 4, 8)),
        (Level.RED, date(2026, 4, 17)),
    ]
    assert swept(case, instant("2026-04-30T09:00"))[1] == []


def test_a_township_is_reminded_two_working_days_before() -> None:
    steps = (
        *RECEIVED,
        (triage(Track.TOWNSHIP), CLERK, "2026-03-02T10:00"),
        (transfer(roads=Kind.LEAD), SUPERVISOR, "2026-03-02T11:00"),
    )
    assert given(*steps).state.due.on == date(2026, 3, 9)
    assert demanded(steps, "2026-03-04T09:00") == []
    assert demanded(steps, "2026-03-05T09:00") == [("before_due", "2026-03-05", "roads")]


def test_hours_are_not_reminded_of_and_escalate_the_same_day() -> None:
    steps = (
        *RECEIVED,
        (triage(urgency=Urgency.DANGER), CLERK, "2026-03-02T10:00"),
        (transfer(roads=Kind.LEAD), SUPERVISOR, "2026-03-02T11:00"),
    )
    assert demanded(steps, "2026-03-02T12:59") == []
    assert demanded(steps, "2026-03-02T13:01") == [("overdue L1", "2026-03-02", "roads")]


def test_two_units_have_each_a_ladder_and_the_second_yellow_brings_the_red() -> None:
    _, done = swept(given(*SEPARATE), instant("2026-04-08T09:00"))
    assert done[2:] == [
        ("overdue L1", "2026-04-02", "roads"),
        ("overdue L1", "2026-04-02", "water"),
        ("overdue L2", "2026-04-08", "roads"),
        ("overdue L2", "2026-04-08", "water"),
        ("yellows L3", "2026-04-08", None),
    ]


def test_what_is_answered_is_pressed_for_no_more() -> None:
    assert demanded(DELIVERED, "2026-03-20T09:00") == []
    one = (*SEPARATE, (answer(), ROADS, "2026-03-10T09:00"))
    assert demanded(one, "2026-03-30T09:00") == [("before_due", "2026-03-30", WATER.org)]


def test_a_person_who_pressed_first_is_not_repeated() -> None:
    by_hand = (*TRANSFERRED, (c.Supervise(level=Level.YELLOW, reason=NOTE), SUPERVISOR, "2026-04-03T08:00"))
    case, done = swept(given(*by_hand), instant("2026-04-03T09:00"))
    assert done == [("before_due", "2026-03-30", "roads")]
    assert swept(case, instant("2026-04-08T09:00"))[1] == []


def test_silence_is_asked_about_and_then_lapses() -> None:
    # 15 working days after 11 March end on 1 April; three working days before that is 27 March.
    assert demanded(DELIVERED, "2026-03-26T09:00") == []
    assert demanded(DELIVERED, "2026-03-27T09:00") == [("evaluate", "2026-03-27", None)]
    case, _ = swept(given(*DELIVERED), instant("2026-03-27T09:00"))
    assert swept(case, instant("2026-04-01T09:00"))[1] == []
    case, done = swept(case, instant("2026-04-02T09:00"))
    assert done == [("lapse", "2026-04-01", None)] and case.state.lapsed


def test_after_an_outage_the_voter_still_has_time() -> None:
    case, done = swept(given(*DELIVERED), instant("2026-05-11T09:00"))
    assert done == [("evaluate", "2026-03-27", None)]
    assert swept(case, instant("2026-05-14T09:00"))[1] == []
    assert swept(case, instant("2026-05-15T09:00"))[1] == [("lapse", "2026-05-14", None)]


def test_a_judged_case_is_left_alone() -> None:
    assert demanded(SATISFIED, "2026-04-20T09:00") == []


def test_a_complex_matter_owes_a_report_halfway() -> None:
    steps = (
        *RECEIVED,
        (triage(urgency=Urgency.COMPLEX), CLERK, "2026-03-02T10:00"),
        (transfer(roads=Kind.LEAD), SUPERVISOR, "2026-03-02T11:00"),
    )
    assert demanded(steps, "2026-03-17T09:00") == []
    assert demanded(steps, "2026-03-18T09:00") == [("interim", "2026-03-17", "roads")]
    reported = (*steps, (c.Progress(text=NOTE), ROADS, "2026-03-10T09:00"))
    assert demanded(reported, "2026-03-18T09:00") == []


PROMISED = (
    *TRANSFERRED,
    (
        answer(Outcome.PLANNED, commitments=(Promise(text=NOTE, due_on=date(2026, 8, 31)),)),
        ROADS,
        "2026-03-10T09:00",
    ),
    (deliver(), CLERK, "2026-03-11T09:00"),
    (evaluate(Grade.SATISFIED), VOTER, "2026-03-12T09:00"),
)


def test_a_promise_is_looked_at_each_quarter_and_pressed_for_once_broken() -> None:
    assert given(*PROMISED).state.stage is Stage.TRACKING
    assert demanded(PROMISED, "2026-03-31T09:00") == []
    case, done = swept(given(*PROMISED), instant("2026-07-01T09:00"))
    assert done == [("quarter", "2026-03-31", None), ("quarter", "2026-06-30", None)]
    case, done = swept(case, instant("2026-09-01T09:00"))
    assert done == [("broken L2", "2026-08-31", "roads")]
    assert case.state.reminders[0].subject is Subject.COMMITMENT
    kept = case.when(c.KeepCommitment(commitment=1, evidence=answer().evidence), ROADS, "2026-09-02T09:00")
    assert swept(Case(kept.then(e.CommitmentKept)), instant("2026-12-01T09:00"))[1] == []


@pytest.mark.parametrize("weeks", [1, 2, 5, 9])
def test_sweeping_daily_or_once_gives_the_same_notices(weeks: int) -> None:
    daily, at = given(*SEPARATE), instant("2026-03-03T09:00")
    end = at + timedelta(weeks=weeks)
    while at <= end:
        daily, _ = swept(daily, at)
        at += timedelta(days=1)
    once, _ = swept(given(*SEPARATE), end)
    assert [(n.level, n.units, n.for_day) for n in daily.state.notices] == [
        (n.level, n.units, n.for_day) for n in once.state.notices
    ]
    assert [(r.subject, r.unit, r.for_day) for r in daily.state.reminders] == [
        (r.subject, r.unit, r.for_day) for r in once.state.reminders
    ]
    assert POLICIES[0].red_at_yellows == 2
