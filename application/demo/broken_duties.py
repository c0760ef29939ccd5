"""Lives in which somebody did what was not theirs, or did not do what was.

What the desk itself refuses is written past it, as a faulty or tampered store would hold it.
"""

from datetime import timedelta

from application.demo import ordinary, steps
from application.demo.life import Life, as_role
from application.demo.ways import answered, at_work, some_units
from domain.policies.policy import Level, Track
from domain.shared.identity import CategoryCode, LegalBasis, OrgCode, UnitCode
from domain.shared.sealed import plain
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.particulars import Grade, Kind, Outcome
from domain.suggestion.state import Stage


def three_returns(life: Life) -> None:
    """Returned by each of three units."""
    steps.receive(life)
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    life.later(0, 1)
    units = some_units(life, 3)
    steps.transfer(life, [(unit, Kind.SEPARATE) for unit in units])
    for unit in units:
        life.minutes(20, 90)
        steps.sign(life, unit)
        life.minutes(20, 90)
        _object(life, unit)
    for unit in units:
        life.minutes(20, 90)
        life.do(c.RefuseReturn(reason=plain("属本单位职责。"), unit=UnitCode(OrgCode(unit))), steps.supervisor(life))
    for unit in units:
        life.later(0, 1)
        steps.contact(life, unit)
        life.later(1, 3)
        steps.answer(life, unit, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def _object(life: Life, unit: str) -> None:
    other = UnitCode(OrgCode(some_units(life, 2)[0]))
    suggested = other if other != unit else UnitCode(OrgCode(some_units(life, 1)[0]))
    if suggested == unit:
        suggested = UnitCode(OrgCode("T-01"))
    asked = c.RequestReturn(reason=life.phrase("reason_return"), basis=LegalBasis("三定方案"), suggested_unit=suggested)
    life.do(asked, life.world.district.officer(unit))


def back_again(life: Life) -> None:
    """Given again to the unit that had returned it."""
    steps.receive(life)
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    first, second = some_units(life, 2)
    life.later(0, 1)
    steps.transfer(life, [(first, Kind.LEAD)])
    life.later(0, 1)
    steps.sign(life, first)
    life.later(0, 1)
    _object(life, first)
    life.later(0, 1)
    life.do(c.AcceptReturn(), steps.supervisor(life))
    life.minutes(30, 90)
    steps.transfer(life, [(second, Kind.LEAD), (first, Kind.CO)])
    for unit in (second, first):
        life.minutes(30, 90)
        steps.sign(life, unit)
    life.later(0, 1)
    steps.contact(life, second)
    life.later(1, 2)
    steps.opinion(life, first)
    life.later(2, 6)
    steps.answer(life, second, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def self_forwarded(life: Life) -> None:
    """Worked on by a unit nobody gave it to."""
    lead = at_work(life)
    other = next(unit for unit in some_units(life, 2) if unit != lead)
    life.later(1, 2)
    life.force(
        e.ProgressReported(unit=UnitCode(OrgCode(other)), text=life.phrase("progress")),
        life.world.district.officer(other),
    )
    life.later(1, 4)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def notice_unanswered(life: Life) -> None:
    """A supervision notice nobody answers."""
    lead = at_work(life)
    life.responds = False
    life.later(1, 2)
    life.do(c.Supervise(level=Level.REMINDER, reason=life.phrase("reason_supervise")), steps.supervisor(life))
    life.later(4, 7)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def same_level_again(life: Life) -> None:
    """The same notice twice, and no more."""
    lead = at_work(life)
    for _ in range(2):
        life.later(1, 2)
        life.do(c.Supervise(level=Level.REMINDER, reason=life.phrase("reason_supervise")), steps.supervisor(life))
        life.answer_notices()
    life.later(3, 5)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def accused_holds_it(life: Life) -> None:
    """The accused unit goes on handling the accusation."""
    lead = at_work(life)
    life.later(0, 1)
    accuse = c.Triage(
        category=life.state.category or CategoryCode(life.theme.code),
        track=Track.DEPARTMENT,
        urgency=life.state.urgency,
        accused=UnitCode(OrgCode(lead)),
    )
    life.do(accuse, steps.supervisor(life))
    life.later(2, 6)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def one_on_both_sides(life: Life) -> None:
    """Time asked for and given by one person at two desks."""
    lead = at_work(life)
    life.later(1, 3)
    part = life.state.assignment(OrgCode(lead))
    if part is None or life.over:
        return
    until = life.world.rules.calendar.roll(part.due.on + timedelta(days=14))
    officer = life.world.district.officer(lead)
    life.do(c.RequestExtension(until=until, reason=life.phrase("reason_extension")), officer)
    life.later(0, 1)
    life.do(c.GrantExtension(), as_role(officer, steps.supervisor(life)))
    life.later(0, 1)
    steps.contact(life, lead)
    life.later(3, 6)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def after_the_archive(life: Life) -> None:
    """Something done after the file was archived."""
    lead = answered(life)
    life.later(0, 2)
    steps.deliver(life)
    life.later(1, 3)
    steps.evaluate(life, Grade.SATISFIED)
    life.later(1, 2)
    steps.close(life)
    life.later(5, 9)
    life.do(c.Archive(), steps.supervisor(life))
    life.later(1, 3)
    if life.state.stage is Stage.ARCHIVED:
        report = e.ProgressReported(unit=UnitCode(OrgCode(lead)), text=life.phrase("progress"))
        life.force(report, life.world.district.officer(lead))


def downgraded(life: Life) -> None:
    """Put on a lesser road after it was handed over."""
    lead = at_work(life)
    life.later(0, 1)
    steps.triage(life, Track.TOWNSHIP)
    life.later(1, 2)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)
