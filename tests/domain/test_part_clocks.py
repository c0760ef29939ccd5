"""R03 overdue: what sets a unit's clock running again, and what moves its last day."""

from dataclasses import replace
from datetime import date

from domain.redflags.clocks import PartClock, part_clocks
from domain.redflags.thresholds import DEFAULTS
from domain.shared.identity import UnitCode
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.particulars import Kind
from tests.domain.test_red_flags import Forced, told
from tests.spec import JOINT, NOTE, ROADS, SUPERVISOR, SYSTEM, TRANSFERRED, WATER, Step, answer, given, instant

ANSWERED = (answer(), ROADS, "2026-03-10T09:00")
SENT_BACK = (c.SendBack(reason=NOTE), SUPERVISOR, "2026-03-11T09:00")
DUE = date(2026, 4, 2)


def clocks(*steps: Step | Forced) -> list[PartClock]:
    """The stretches of work, the finished ones and the running ones."""
    return list(part_clocks(told(*steps), DEFAULTS))


def test_an_answer_sent_back_runs_the_clock_again_to_the_same_last_day() -> None:
    finished, running = clocks(*TRANSFERRED, ANSWERED, SENT_BACK)
    assert (finished.due.on, finished.began.position, finished.ended and finished.ended.position) == (DUE, 3, 4)
    assert (running.due.on, running.began.position, running.ended) == (DUE, 5, None)
    case = told(*TRANSFERRED, ANSWERED, SENT_BACK)
    assert (finished.missed(case), running.missed(case)) == (None, instant("2026-04-03T00:00"))


def test_an_answer_of_the_office_sent_back_sets_no_units_clock_running() -> None:
    spot = (e.AnswerSentBack(reason=NOTE), SUPERVISOR, "2026-03-11T09:00")
    [finished] = clocks(*TRANSFERRED, ANSWERED, spot)
    assert finished.ended is not None


def test_a_last_day_counted_anew_is_the_one_that_counts_for_the_unit_it_names() -> None:
    parts = given(*JOINT).state.held
    lead = next(part for part in parts if part.unit == ROADS.org)
    moved = replace(lead.due, on=date(2026, 4, 3))
    anew = e.DeadlineRecalculated(
        changes=(
            e.Recalculated(unit=UnitCode(ROADS.org), before=lead.due, after=moved),
            e.Recalculated(unit=UnitCode("parks"), before=lead.due, after=moved),
        )
    )
    before, after = clocks(*JOINT), clocks(*JOINT, (anew, SYSTEM, "2026-03-20T09:00"))
    unmoved = {clock.unit: clock.due.on for clock in before}
    assert {clock.unit: clock.due.on for clock in after} == unmoved | {ROADS.org: date(2026, 4, 3)}
    assert unmoved[WATER.org] < unmoved[ROADS.org] == DUE
    assert [clock.kind for clock in after] == [Kind.LEAD, Kind.CO]
