"""The rules at their edges, and on what the desk itself would refuse."""

from dataclasses import replace
from datetime import date

import pytest

from domain.policies.policy import Track
from domain.redflags import catalogue
from domain.redflags.finding import Finding, Severity
from domain.redflags.sentences import SAYS
from domain.redflags.thresholds import DEFAULTS
from domain.redflags.traces import traces
from domain.redflags.trail import Trail, trail
from domain.shared.identity import BatchId, Method, SuggestionId, UnitCode
from domain.shared.people import Actor
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.decide import decide
from domain.suggestion.evolve import evolve
from domain.suggestion.particulars import Grade, Kind, Outcome
from domain.suggestion.state import INITIAL
from tests.spec import (
    CALENDAR,
    CLERK,
    DELIVERED,
    JOINT,
    NOTE,
    RECEIVED,
    ROADS,
    SEPARATE,
    SUPERVISOR,
    TRANSFERRED,
    VOTER,
    WATER,
    Step,
    answer,
    evaluate,
    given,
    instant,
    receive,
    rules_on,
    stamped,
    transfer,
    triage,
)
from tests.support.judged import OFFICE

CASE = SuggestionId("00000000-0000-0000-0000-00000000000a")
Forced = tuple[e.Event, Actor, str]


def told(*steps: Step | Forced, first: int = 1) -> Trail:
    """A case brought about by commands, and by events written past the desk."""
    state, entries = INITIAL, []
    for what, by, on in steps:
        stamp = stamped(by, on, None, len(entries) + 1)
        happened = given_state(state, what, by, on) if isinstance(what, c.Command) else (what,)
        for event in happened:
            entries.append((first + len(entries), len(entries) + 1, event, stamp))
            state = evolve(state, event, stamp)
    return trail(CASE, entries, OFFICE)


def given_state(state: object, command: c.Command, by: Actor, on: str) -> tuple[e.Event, ...]:
    """What the desk decides."""
    stamp = stamped(by, on)
    return decide(command, state, stamp=stamp, rules=rules_on(stamp))  # type: ignore[arg-type]


def found(trail_: Trail, rule: str, at: str = "2027-01-01T00:00") -> list[Finding]:
    """What one rule finds by a moment."""
    return [f for f in catalogue.of_case(trail_, DEFAULTS) if f.rule == rule and f.since <= instant(at)]


def whys(trail_: Trail, rule: str, at: str = "2027-01-01T00:00") -> list[str]:
    """The reasons."""
    return [f.why for f in found(trail_, rule, at)]


GRANT = (c.RequestExtension(until=date(2026, 4, 20), reason=NOTE), ROADS, "2026-04-01T09:00")
GIVEN = (*TRANSFERRED, GRANT, (c.GrantExtension(), SUPERVISOR, "2026-04-01T10:00"))
SPOKEN = (c.Contact(method=Method("call"), outcome=NOTE), ROADS, "2026-04-02T10:00")


WISH = e.ExtensionRequested(unit=UnitCode(ROADS.org), until=date(2026, 4, 20), reason=NOTE)


def extension(until: date) -> e.ExtensionGranted:
    """Time given past the desk."""
    part = given(*TRANSFERRED).state.assignment(ROADS.org)
    assert part is not None
    return e.ExtensionGranted(unit=UnitCode(ROADS.org), before=part.due.on, due=replace(part.due, on=until))


def test_two_working_days_late_is_not_back_dating() -> None:
    def entered(on: str) -> Trail:
        stamp = stamped(CLERK, on, "2026-03-02T09:00")
        event = e.Received(text=NOTE, channel=receive().channel)
        return trail(CASE, [(1, 1, event, stamp)], OFFICE)

    assert whys(entered("2026-03-04T09:00"), "R01") == []
    assert whys(entered("2026-03-05T09:00"), "R01") == ["late_record"]


def test_an_old_ledgers_entry_is_not_back_dating_nor_idle() -> None:
    stamp = stamped(CLERK, "2026-03-05T09:00", "2020-03-02T09:00")
    mark = e.Imported(batch=BatchId("2020"), row=2)
    received = e.Received(text=NOTE, channel=receive().channel, imported=mark)
    answered = e.Answered(text=NOTE, imported=mark)
    old = trail(CASE, [(1, 1, received, stamp), (2, 2, answered, stamp)], OFFICE)
    assert [f.rule for f in catalogue.of_case(old, DEFAULTS)] == []
    assert [t.kind for t in traces(old)] == []


def test_overdue_is_medium_from_the_last_day_and_high_ten_working_days_on() -> None:
    case = told(*TRANSFERRED)
    assert found(case, "R03", "2026-04-02T23:59") == []
    assert [f.severity for f in found(case, "R03", "2026-04-03T00:00")] == [Severity.MEDIUM]
    assert [f.severity for f in found(case, "R03", "2026-04-18T00:00")] == [Severity.MEDIUM, Severity.HIGH]
    late = told(*TRANSFERRED, (answer(), ROADS, "2026-04-08T09:00"))
    assert [f.severity for f in found(late, "R03")] == [Severity.MEDIUM]
    assert found(told(*TRANSFERRED, (answer(), ROADS, "2026-04-02T23:00")), "R03") == []


def test_recorded_backwards_is_impossible() -> None:
    case = told(*RECEIVED, (triage(), CLERK, "2026-03-02T08:00"))
    assert whys(case, "R02") == ["recorded_backwards"]


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ((*TRANSFERRED, (extension(date(2026, 4, 20)), SUPERVISOR, "2026-04-01T10:00")), "not_asked"),
        (
            (
                *TRANSFERRED,
                (WISH, ROADS, "2026-04-03T09:00"),
                (extension(date(2026, 4, 20)), SUPERVISOR, "2026-04-03T10:00"),
            ),
            "asked_late",
        ),
        ((*TRANSFERRED, GRANT, (extension(date(2026, 4, 20)), ROADS, "2026-04-01T10:00")), "own_organ"),
        ((*TRANSFERRED, GRANT, (extension(date(2026, 6, 20)), SUPERVISOR, "2026-04-01T10:00")), "too_long"),
        ((*GIVEN, SPOKEN, (extension(date(2026, 4, 28)), SUPERVISOR, "2026-04-03T10:00")), "too_often"),
    ],
)
def test_an_extension_that_does_not_count(steps: tuple[Step, ...], why: str) -> None:
    assert whys(told(*steps), "R04") == [why]


def test_an_untold_extension_is_void_two_working_days_on_and_not_before() -> None:
    case = told(*GIVEN)
    assert whys(case, "R04", "2026-04-03T23:59") == []
    assert whys(case, "R04", "2026-04-08T00:00") == ["not_told"]
    # What then counts is the first last day, from the moment it is plain that the second does not.
    assert next(f.since for f in found(case, "R03")) == found(case, "R04")[0].since
    assert whys(told(*GIVEN, SPOKEN), "R04") == []
    assert found(told(*GIVEN, SPOKEN), "R03", "2026-04-20T23:00") == []


def test_sent_round_three_units() -> None:
    def moved(unit: str, on: str) -> Forced:
        part = given(*TRANSFERRED).state.held[0]
        assigned = e.Assigned(unit=UnitCode(unit), kind=Kind.LEAD, due=part.due)  # type: ignore[arg-type]
        return (
            e.Transferred(assignments=(assigned,), track=Track.DEPARTMENT, urgency=receive().urgency, due=part.due),
            SUPERVISOR,
            on,
        )

    def back(actor: Actor, on: str) -> Forced:
        return e.ReturnAccepted(unit=UnitCode(actor.org)), SUPERVISOR, on

    case = told(
        *TRANSFERRED,
        back(ROADS, "2026-03-03T09:00"),
        moved("water", "2026-03-04T09:00"),
        back(WATER, "2026-03-05T09:00"),
        moved("parks", "2026-03-06T09:00"),
    )
    assert whys(case, "R08") == ["sent_round"]
    assert whys(told(*SEPARATE), "R08") == []


def test_the_lead_answered_without_its_co_handler() -> None:
    past = e.Answered(text=NOTE, outcome=Outcome.SOLVED, unit=UnitCode(ROADS.org), evidence=answer().evidence)
    assert whys(told(*JOINT, (past, ROADS, "2026-03-10T09:00")), "R11") == ["missing"]


def test_judged_by_the_handlers() -> None:
    mark = e.Evaluated(attitude=Grade.SATISFIED, result=Grade.SATISFIED, method=Method("call"))
    assert whys(told(*DELIVERED, (mark, ROADS, "2026-03-12T09:00")), "R12") == ["by_handler"]


def test_a_flip_before_a_report_is_cut_is_high() -> None:
    def flipped(on: str) -> list[Severity]:
        bad = (evaluate(Grade.DISSATISFIED), VOTER, "2026-03-12T09:00")
        good = (evaluate(Grade.SATISFIED), VOTER, on)
        return [f.severity for f in found(told(*DELIVERED, bad, good), "R13")]

    assert flipped("2026-03-20T09:00") == [Severity.MEDIUM]
    assert flipped("2026-03-30T09:00") == [Severity.HIGH]


def test_withdrawn_by_others_and_after_the_archive_and_with_a_gap() -> None:
    withdrawn = told(*TRANSFERRED, (e.Withdrawn(statement=NOTE), CLERK, "2026-03-05T09:00"))
    assert whys(withdrawn, "R18") == ["not_by_voter"]
    facts = [(f.position, f.version + (f.version > 2), f.event, f.stamp) for f in told(*TRANSFERRED).facts]
    assert whys(trail(CASE, facts, OFFICE), "R23") == ["gap"]


def test_a_provisional_day_that_nobody_made_final() -> None:
    year = replace(CALENDAR.years[2027], announced=True, edition=2)
    settled = replace(OFFICE, calendar=type(CALENDAR)({**CALENDAR.years, 2027: year}))
    formal = (
        (receive(), CLERK, "2026-11-10T09:00"),
        (triage(Track.FORMAL), SUPERVISOR, "2026-11-10T10:00"),
        (transfer(roads=Kind.LEAD), SUPERVISOR, "2026-11-10T11:00"),
    )
    case = told(*formal)
    assert whys(case, "R25", "2028-01-01T00:00") == []
    assert whys(replace(case, office=settled), "R25", "2028-01-01T00:00") == ["never_recalculated"]


def test_redirected_once_it_was_late() -> None:
    away = c.Redirect(basis=answer(basis="法").basis, told=NOTE, path=NOTE)  # type: ignore[arg-type]
    assert whys(told(*TRANSFERRED, (away, SUPERVISOR, "2026-04-10T09:00")), "R27") == ["redirected_late"]
    assert whys(told(*TRANSFERRED, (away, SUPERVISOR, "2026-04-01T09:00")), "R27") == []


def test_a_case_nobody_pressed_for_and_one_the_office_did() -> None:
    assert whys(told(*TRANSFERRED), "R20", "2026-04-13T00:00") == ["nobody_pressed"]
    pressed = (c.Remind(reason=NOTE), CLERK, "2026-04-07T09:00")
    assert whys(told(*TRANSFERRED, pressed), "R20", "2026-04-13T00:00") == []


def test_every_reason_is_told_in_both_languages() -> None:
    assert set(SAYS) == {rule.code for rule in catalogue.RULES}
    for rule in catalogue.RULES:
        for why, (zh, en) in SAYS[rule.code].items():
            assert zh.endswith("。") and en.endswith("."), (rule.code, why)
    case = told(*TRANSFERRED)
    [one, _] = found(case, "R03")
    assert catalogue.BY_CODE["R03"].explain(one, "zh") == "期限2026-04-02届满未答复。"
    assert catalogue.BY_CODE["R03"].explain(one, "en") == "No answer by its last valid day, 2026-04-02."
    assert one.positions == (3,)
