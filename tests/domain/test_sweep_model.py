"""Sweeps with outages at random do what a day-by-day model does: no act twice, none missing, each for its day."""

from datetime import date, datetime, time, timedelta

from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from domain.shared.people import Actor
from domain.suggestion import commands as c
from domain.suggestion.particulars import Grade, Kind, Outcome, Promise
from domain.suggestion.state import Stage
from tests.domain.test_falling_due import Done, swept
from tests.spec import (
    CALENDAR,
    CLERK,
    NOTE,
    PARKS,
    PROOF,
    ROADS,
    SEPARATE,
    SUPERVISOR,
    TRANSFERRED,
    VOTER,
    WATER,
    Case,
    answer,
    deliver,
    evaluate,
    given,
    transfer,
)
from tests.support.sweep_model import Facts, Model

FIRST = date(2026, 3, 2)
DAYS = st.integers(1, 110)
Plan = list[tuple[int, c.Command, Actor]]


@st.composite
def lives(draw: st.DrawFn) -> tuple[Facts, Plan, int]:
    """A case of one unit or two, what people do to it on which day, and how many units it has."""
    two = draw(st.booleans())
    units = ("roads", "water") if two else ("roads",)
    facts = Facts(transferred=FIRST, due=date(2026, 4, 2), units=units)
    plan: Plan = []
    for unit, who in zip(units, (ROADS, WATER), strict=False):
        if draw(st.booleans()) or draw(st.booleans()):
            day = draw(DAYS)
            promise = draw(st.integers(5, 60)) if unit == "roads" and draw(st.booleans()) else None
            facts.answered[unit] = FIRST + timedelta(days=day)
            plan.append((day, _answered(facts, day, promise), who))
    if len(facts.answered) == len(units):
        _after(draw, facts, plan)
    return facts, sorted(plan, key=lambda step: step[0]), len(units)


def _answered(facts: Facts, day: int, promise: int | None) -> c.Command:
    if promise is None:
        return answer()
    facts.promised = FIRST + timedelta(days=day)
    facts.promise = facts.promised + timedelta(days=promise)
    return answer(Outcome.PLANNED, commitments=(Promise(text=NOTE, due_on=facts.promise),))


def _after(draw: st.DrawFn, facts: Facts, plan: Plan) -> None:
    """Delivery after the last answer; a judgement or none; the promise kept or not."""
    told = max(day for day, _, _ in plan) + draw(st.integers(1, 5))
    facts.delivered = FIRST + timedelta(days=told)
    plan.append((told, deliver(), CLERK))
    if draw(st.booleans()):
        judged = told + draw(st.integers(1, 17))
        facts.judged = FIRST + timedelta(days=judged)
        plan.append((judged, evaluate(Grade.SATISFIED), VOTER))
    if facts.promise is not None and draw(st.booleans()):
        kept = told + draw(st.integers(1, 90))
        facts.kept = FIRST + timedelta(days=kept)
        plan.append((kept, c.KeepCommitment(commitment=1, evidence=PROOF), ROADS))


@settings(max_examples=150)
@forall(lives(), st.sets(st.integers(1, 240), max_size=200))
def test_sweeps_with_outages_do_what_the_model_does(life: tuple[Facts, Plan, int], out: set[int]) -> None:
    facts, plan, units = life
    case = given(*(SEPARATE if units == 2 else TRANSFERRED))
    model, done = Model(facts, CALENDAR.works_on), list[Done]()
    for number in range(1, 241):
        day = FIRST + timedelta(days=number)
        if number not in out or number == 240:
            case, acts = swept(case, datetime.combine(day, time(8), case.state.last_at.tzinfo))
            done += acts
            model.morning(day)
        for _, command, who in (step for step in plan if step[0] == number):
            case = Case(case.when(command, who, f"{day}T15:00").state_after)
    wanted = sorted((kind, on.isoformat(), unit or "") for kind, on, unit in model.done)
    assert sorted((kind, on, unit or "") for kind, on, unit in done) == wanted


def test_a_part_taken_back_is_pressed_for_no_more() -> None:
    asked = c.RequestReturn(reason=NOTE, basis="三定", suggested_unit="parks")  # type: ignore[arg-type]
    moved = (
        *TRANSFERRED,
        (asked, ROADS, "2026-03-03T09:00"),
        (c.AcceptReturn(), SUPERVISOR, "2026-03-04T09:00"),
        (transfer(parks=Kind.LEAD), SUPERVISOR, "2026-03-04T10:00"),
    )
    case, done = swept(given(*moved), datetime.combine(date(2026, 4, 6), time(8), given(*moved).state.last_at.tzinfo))
    assert case.state.stage is Stage.TRANSFERRED or case.state.stage is Stage.HANDLING
    assert {unit for _, _, unit in done} <= {PARKS.org}
