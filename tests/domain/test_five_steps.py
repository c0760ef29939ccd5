"""接待日五步: what a reception day is given its points for, and what costs it a step."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from domain.activities import commands as ac
from domain.activities import events as ae
from domain.activities.particulars import Kind as ActivityKind
from domain.contact.five_steps import Scored, Step, five_steps
from domain.policies.policy import Track
from domain.shared.identity import ActorId, ExternalNumber, LegalBasis, SuggestionId
from domain.suggestion import commands as c
from domain.suggestion.particulars import Kind
from tests.domain.recorded import Recorded, Told, case, contact_work
from tests.domain.test_contact_rules import NOTE, OFFICE, at, plan, programme
from tests.spec import CALENDAR, CLERK, POLICIES, SUPERVISOR, VOTER, answer, instant, receive, transfer, triage
from tests.support.judged import WORK

WITHIN = POLICIES[0].triage_and_transfer
TOLD = at(ac.Announce(), OFFICE, "2026-03-07T17:00")
HELD = (at(ac.Open()), at(ac.CheckIn(person="d1")), at(ac.Close(), OFFICE, "2026-03-10T11:00"))
WRITTEN = at(ac.Summarise(text=NOTE), OFFICE, "2026-03-17T17:00")
BY_THE_BOOK = (plan(), TOLD, *HELD, WRITTEN)
"""Told three days before 10 March, written up on the fifth working day after it."""
TAKEN = (receive(), CLERK, "2026-03-10T10:00")
TRIAGED = (TAKEN, (triage(), CLERK, "2026-03-10T11:00"))
LAST, LATE = "2026-03-17T17:00", "2026-03-18T09:00"
"""On the fifth working day after the suggestion was taken down, and on the sixth."""


def sent(on: str) -> tuple[Told, ...]:
    """A suggestion of the day, handed to a unit."""
    return (*TRIAGED, (transfer(roads=Kind.LEAD), SUPERVISOR, on))


def scored(day: tuple[Told, ...], *cases: list[Recorded]) -> dict[Step, Scored]:
    """What each step is given."""
    found = five_steps(contact_work(*day), cases, CALENDAR, WORK, WITHIN)
    return {one.step: one for one in found}


def lost(day: tuple[Told, ...], *cases: list[Recorded]) -> set[Step]:
    """The steps that bring no points."""
    return {step for step, one in scored(day, *cases).items() if one.points == 0}


def test_a_day_run_by_the_book_has_all_hundred_points_and_names_what_they_rest_on() -> None:
    found = scored(BY_THE_BOOK, case(*sent(LAST), first=11))
    assert list(found) == list(Step)
    assert [one.points for one in found.values()] == [20] * 5
    assert [one.positions for one in found.values()] == [(1,), (2,), (4, 11), (13,), (6,)]


def test_a_day_to_which_nobody_brought_anything_loses_nothing_by_it() -> None:
    assert lost(BY_THE_BOOK) == set()


UNTOLD = (plan(), *HELD, WRITTEN)
COSTS: dict[str, tuple[tuple[Told, ...], set[Step]]] = {
    "arranged on the day itself, and so told too late": (
        (at(plan()[0], OFFICE, "2026-03-10T07:00"), at(ac.Announce(), OFFICE, "2026-03-10T08:00"), *HELD, WRITTEN),
        {Step.PREPARED, Step.ANNOUNCED},
    ),
    "arranged without a deputy to receive": (
        ((ae.Planned(programme=programme(ActivityKind.RECEPTION, hosts=())), *plan()[1:]), TOLD, *HELD, WRITTEN),
        {Step.PREPARED},
    ),
    "told two days before": (
        (plan(), at(ac.Announce(), OFFICE, "2026-03-08T09:00"), *HELD, WRITTEN),
        {Step.ANNOUNCED},
    ),
    "never told": (UNTOLD, {Step.ANNOUNCED}),
    "nobody sat down": ((plan(), TOLD, HELD[0], HELD[2], WRITTEN), {Step.REGISTERED}),
    "never closed": ((plan(), TOLD, *HELD[:2]), {Step.HANDED_ON, Step.SUMMED_UP}),
    "written up a working day late": (
        (plan(), TOLD, *HELD, at(ac.Summarise(text=NOTE), OFFICE, "2026-03-18T09:00")),
        {Step.SUMMED_UP},
    ),
    "never written up": ((plan(), TOLD, *HELD), {Step.SUMMED_UP}),
}


@pytest.mark.parametrize(("day", "steps"), COSTS.values(), ids=COSTS.keys())
def test_a_step_left_out_or_late_costs_that_step_and_no_other(day: tuple[Told, ...], steps: set[Step]) -> None:
    assert lost(day, case(*sent(LAST), first=11)) == steps


def test_a_suggestion_taken_down_after_the_day_was_not_registered_on_the_spot() -> None:
    next_day = (receive(), CLERK, "2026-03-11T09:00")
    promptly = (next_day, *((what, by, "2026-03-11T10:00") for what, by, _ in sent(LAST)[1:]))
    assert lost(BY_THE_BOOK, case(*sent(LAST), first=11), case(*promptly, first=21)) == {Step.REGISTERED}


REDIRECT = c.Redirect(basis=LegalBasis("信访工作条例第二十三条"), told=NOTE, path=NOTE)
LEAD = c.LeadCase(received_at_position=1, track=None, open=True)
MERGE = c.Merge(into=SuggestionId(UUID(int=9)), lead=LEAD, own_position=11)
ADOPT = c.Convert(external_number=ExternalNumber("2026-17"), deputy=ActorId("d1"))
WAYS: dict[str, tuple[Told, ...]] = {
    "handed to a unit": sent(LAST),
    "told the way": (*TRIAGED, (REDIRECT, SUPERVISOR, LAST)),
    "answered on the spot": (TAKEN, (triage(Track.ON_THE_SPOT), CLERK, "2026-03-10T11:00"), (answer(), CLERK, LAST)),
    "merged with an older one": (*TRIAGED, (MERGE, SUPERVISOR, LAST)),
    "adopted by a deputy": (*TRIAGED, (ADOPT, SUPERVISOR, LAST)),
    "taken back by the voter": (*TRIAGED, (c.Withdraw(statement=NOTE), VOTER, LAST)),
}


@pytest.mark.parametrize("steps", WAYS.values(), ids=WAYS.keys())
def test_a_suggestion_is_handed_on_or_settled_in_six_ways_until_its_last_working_day(
    steps: tuple[Told, ...],
) -> None:
    in_time = scored(BY_THE_BOOK, case(*steps, first=11))[Step.HANDED_ON]
    assert (in_time.points, in_time.positions) == (20, (13,))
    what, by, _ = steps[-1]
    late = scored(BY_THE_BOOK, case(*steps[:-1], (what, by, LATE), first=11))[Step.HANDED_ON]
    assert (late.points, late.positions) == (0, ())


def test_one_suggestion_left_lying_costs_the_step_for_all() -> None:
    found = scored(BY_THE_BOOK, case(*sent(LAST), first=11), case(*TRIAGED, first=21))
    assert (found[Step.HANDED_ON].points, found[Step.HANDED_ON].positions) == (0, (13,))
    assert found[Step.REGISTERED].points == 20


MOVED = ac.Postpone(starts_at=instant("2026-03-17T09:00"), ends_at=instant("2026-03-17T11:00"), reason=NOTE)


def postponed(*announced: str) -> tuple[Told, ...]:
    """A day that was told, then moved by a week, then told again on some days."""
    again = (at(ac.Announce(), OFFICE, on) for on in announced)
    held = ((what, by, "2026-03-17T10:00") for what, by, _ in HELD)
    return (
        plan(),
        TOLD,
        at(MOVED, OFFICE, "2026-03-08T09:00"),
        *again,
        *held,
        at(WRITTEN[0], OFFICE, "2026-03-24T17:00"),
    )


def test_what_was_told_before_a_postponement_does_not_tell_the_new_day() -> None:
    assert lost(postponed()) == {Step.ANNOUNCED}
    assert lost(postponed("2026-03-15T09:00")) == {Step.ANNOUNCED}
    found = scored(postponed("2026-03-14T09:00"))
    assert sum(one.points for one in found.values()) == 100
    assert (found[Step.PREPARED].positions, found[Step.ANNOUNCED].positions) == ((1, 3), (4,))


def test_the_day_is_the_offices_own_wherever_the_clock_was_read() -> None:
    early = plan(starts_at=datetime(2026, 3, 9, 23, 30, tzinfo=UTC), ends_at=datetime(2026, 3, 10, 3, tzinfo=UTC))
    assert lost((early, *BY_THE_BOOK[1:]), case(*sent(LAST), first=11)) == set()
