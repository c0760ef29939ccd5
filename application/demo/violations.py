"""Lives that break exactly the rules they name: the ground truth an audit is held against.

What the desk itself refuses is written past it, as a faulty or tampered store would hold it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from application.demo import ordinary, steps
from application.demo.life import Life, as_role
from domain.policies.deadlines import due
from domain.policies.policy import Level, Track
from domain.shared.identity import CategoryCode, LegalBasis, OrgCode, UnitCode
from domain.shared.sealed import plain
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.particulars import Finding, Grade, Kind, Outcome, Recipient
from domain.suggestion.state import Stage


@dataclass(frozen=True, slots=True)
class Planted:
    """One way of breaking rules: which ones, and how a life breaks them."""

    name: str
    rules: tuple[str, ...]
    live: Callable[[Life], None]
    needs_days: int = 70
    """Days before the end of the demo by which it must begin, so that the violation comes about."""


def _at_work(life: Life) -> str:
    """An ordinary department case, signed for and the voter spoken to; return the lead."""
    steps.receive(life)
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    life.later(0, 1)
    steps.transfer(life, [(life.lead, Kind.LEAD)])
    life.later(0, 1)
    steps.sign(life, life.lead)
    life.later(0, 1)
    steps.contact(life, life.lead)
    return life.lead


def _answered(life: Life, **more: object) -> str:
    lead = _at_work(life)
    life.later(3, 8)
    steps.answer(life, lead, Outcome.SOLVED, **more)  # type: ignore[arg-type]
    return lead


def _past_due(life: Life, unit: str, days: int) -> None:
    """Move on to so many working days after the unit's last day."""
    part = life.state.assignment(OrgCode(unit))
    if part is not None:
        life.to(life.world.rules.calendar.add_working_days(part.due.on, days))


def late_entry(life: Life) -> None:
    """Taken down days later than it was said."""
    steps.receive(life, late_days=life.random.randint(4, 9))
    ordinary.handled(life, ordinary.handed_over(life, Track.TOWNSHIP), 0, 1)
    ordinary.judged(life)


def back_dated(life: Life) -> None:
    """Answered late, and called answered in time."""
    lead = _at_work(life)
    _past_due(life, lead, 3)
    part = life.state.assignment(OrgCode(lead))
    late = life.at - life.at.replace(hour=10) + (life.at.date() - part.due.on) if part else timedelta()
    steps.answer(life, lead, Outcome.SOLVED, late=late)
    ordinary.judged(life, satisfied=True)


def signed_before_transfer(life: Life) -> None:
    """Said to be signed for before it was handed over."""
    steps.receive(life)
    life.later(1, 2)
    steps.triage(life, Track.DEPARTMENT)
    life.later(0, 1)
    steps.transfer(life, [(life.lead, Kind.LEAD)])
    before = life.at - timedelta(hours=3)
    life.minutes(30, 60)
    life.do(c.Sign(), life.world.district.officer(life.lead), occurred=before)
    ordinary.handled(life, [(life.lead, Kind.LEAD)], 3, 8)
    ordinary.judged(life)


def overdue(life: Life) -> None:
    """Answered days after its last day."""
    lead = _at_work(life)
    _past_due(life, lead, life.random.randint(2, 9))
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def long_overdue(life: Life) -> None:
    """Answered weeks after its last day."""
    lead = _at_work(life)
    _past_due(life, lead, life.random.randint(13, 20))
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def never_answered(life: Life) -> None:
    """Never answered."""
    _at_work(life)


def extended_in_silence(life: Life) -> None:
    """Given time, and the voter not told."""
    lead = _at_work(life)
    life.later(2, 4)
    part = life.state.assignment(OrgCode(lead))
    if part is None or life.over:
        return
    until = life.world.rules.calendar.roll(part.due.on + timedelta(days=14))
    life.do(c.RequestExtension(until=until, reason=life.phrase("reason_extension")), life.world.district.officer(lead))
    life.later(0, 1)
    life.do(c.GrantExtension(), steps.supervisor(life))
    life.later(4, 5)
    life.not_after_due(lead, 15)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def no_evidence(life: Life) -> None:
    """Called solved, with a note and no document."""
    _answered(life, proven=False)
    ordinary.judged(life, satisfied=True)


def check_found_not(life: Life) -> None:
    """Called solved, and found unsolved."""
    _answered(life)
    life.later(0, 2)
    steps.deliver(life)
    life.later(1, 4)
    steps.evaluate(life, Grade.SATISFIED)
    life.later(2, 5)
    steps.spot_check(life, Finding.NOT)
    life.later(1, 2)
    steps.close(life)


def reopened(life: Life) -> None:
    """Called solved, closed, and opened again by the voter."""
    lead = _answered(life)
    life.later(0, 2)
    steps.deliver(life)
    life.later(1, 4)
    steps.evaluate(life, Grade.SATISFIED)
    life.later(1, 2)
    steps.close(life)
    life.later(4, 10)
    life.do(c.Reopen(reason=life.phrase("dissatisfied")), life.world.district.voter)
    life.later(3, 6)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def paper_answer(life: Life) -> None:
    """Answered without a word to the voter."""
    steps.receive(life)
    ordinary.handed_over(life, Track.TOWNSHIP)
    life.later(1, 2)
    steps.answer(life, life.station.township, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def in_minutes(life: Life) -> None:
    """Signed for and solved within minutes."""
    steps.receive(life)
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    life.later(0, 1)
    steps.transfer(life, [(life.lead, Kind.LEAD)])
    life.minutes(20, 50)
    steps.contact(life, life.lead)
    life.minutes(20, 50)
    steps.sign(life, life.lead)
    life.minutes(2, 6)
    steps.answer(life, life.lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def _units(life: Life, count: int) -> list[str]:
    return life.random.sample(sorted(life.world.district.matter.units), count)


def three_returns(life: Life) -> None:
    """Returned by each of three units."""
    steps.receive(life)
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    life.later(0, 1)
    units = _units(life, 3)
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
    other = UnitCode(OrgCode(_units(life, 2)[0]))
    suggested = other if other != unit else UnitCode(OrgCode(_units(life, 1)[0]))
    if suggested == unit:
        suggested = UnitCode(OrgCode("T-01"))
    asked = c.RequestReturn(reason=life.phrase("reason_return"), basis=LegalBasis("三定方案"), suggested_unit=suggested)
    life.do(asked, life.world.district.officer(unit))


def back_again(life: Life) -> None:
    """Given again to the unit that had returned it."""
    steps.receive(life)
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    first, second = _units(life, 2)
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


def idle_desk(life: Life) -> None:
    """Lay on the desk before it was handed over."""
    steps.receive(life)
    life.later(7, 10)
    steps.triage(life, Track.TOWNSHIP)
    life.minutes(30, 60)
    steps.transfer(life, [(life.station.township, Kind.LEAD)])
    life.later(0, 1)
    steps.sign(life, life.station.township)
    ordinary.handled(life, [(life.station.township, Kind.LEAD)], 0, 2)
    ordinary.judged(life)


def unsigned(life: Life) -> None:
    """Signed for days late."""
    steps.receive(life)
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    life.later(0, 1)
    steps.transfer(life, [(life.lead, Kind.LEAD)])
    life.later(4, 6)
    steps.sign(life, life.lead)
    ordinary.handled(life, [(life.lead, Kind.LEAD)], 2, 5)
    ordinary.judged(life)


def self_forwarded(life: Life) -> None:
    """Worked on by a unit nobody gave it to."""
    lead = _at_work(life)
    other = next(unit for unit in _units(life, 2) if unit != lead)
    life.later(1, 2)
    life.force(
        e.ProgressReported(unit=UnitCode(OrgCode(other)), text=life.phrase("progress")),
        life.world.district.officer(other),
    )
    life.later(1, 4)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def late_opinion(life: Life) -> None:
    """The co-handler spoke after its last day."""
    steps.receive(life)
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    life.later(0, 1)
    lead, co = _units(life, 2)
    steps.transfer(life, [(lead, Kind.LEAD), (co, Kind.CO)])
    for unit in (lead, co):
        life.minutes(30, 200)
        steps.sign(life, unit)
    life.later(0, 1)
    steps.contact(life, lead)
    _past_due(life, co, 1)
    steps.opinion(life, co)
    life.later(0, 1)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def proxy_without_proof(life: Life) -> None:
    """Judged by proxy, with no recording."""
    _answered(life)
    life.later(0, 2)
    steps.deliver(life)
    life.later(1, 3)
    words = life.phrase("satisfied")
    mark = c.Evaluate(attitude=Grade.SATISFIED, result=Grade.SATISFIED, method=steps.CALL, text=words)
    life.do(mark, life.world.district.callers[0])
    ordinary.ended(life)


def judged_before_told(life: Life) -> None:
    """Judged before the answer was delivered."""
    _answered(life)
    life.later(1, 2)
    steps.evaluate(life, Grade.SATISFIED)
    life.later(0, 1)
    steps.deliver(life)
    ordinary.ended(life)


def judged_at_once(life: Life) -> None:
    """Judged by proxy within minutes of delivery."""
    _answered(life)
    life.later(0, 2)
    life.do(c.Deliver(to=Recipient.VOTER, method=steps.VISIT), life.station.clerks[0])
    life.minutes(1, 3)
    steps.evaluate(life, Grade.SATISFIED)
    if life.state.deputy is not None:
        life.minutes(10, 30)
        life.do(c.Deliver(to=Recipient.DEPUTY, method=steps.CALL), life.station.clerks[0])
    ordinary.ended(life)


def flipped(life: Life) -> None:
    """From dissatisfied to satisfied, with nothing done."""
    _answered(life)
    life.later(0, 2)
    steps.deliver(life)
    life.later(1, 2)
    steps.evaluate(life, Grade.DISSATISFIED)
    life.later(1, 2)
    steps.evaluate(life, Grade.SATISFIED)
    ordinary.ended(life)


def closed_out_of_rule(life: Life) -> None:
    """Closed unheard."""
    _answered(life)
    life.later(1, 2)
    life.force(e.Closed(note=plain("办结。")), steps.supervisor(life))


def promise_not_kept(life: Life) -> None:
    """A promise past its day."""
    lead = _at_work(life)
    life.later(3, 6)
    steps.answer(life, lead, Outcome.PLANNED, promise_days=25)
    life.later(0, 1)
    steps.deliver(life)
    life.later(1, 3)
    steps.evaluate(life, Grade.SATISFIED)


def promise_without_proof(life: Life) -> None:
    """A promise called kept without a document."""
    lead = _at_work(life)
    life.later(3, 6)
    steps.answer(life, lead, Outcome.PLANNED, promise_days=30)
    life.later(0, 1)
    steps.deliver(life)
    life.later(1, 3)
    steps.evaluate(life, Grade.SATISFIED)
    life.later(4, 8)
    bare = tuple(replace(one, sha256=None) for one in life.proof())
    life.do(c.KeepCommitment(commitment=1, evidence=bare), life.world.district.officer(lead))
    ordinary.ended(life)


def notice_unanswered(life: Life) -> None:
    """A supervision notice nobody answers."""
    lead = _at_work(life)
    life.responds = False
    life.later(1, 2)
    life.do(c.Supervise(level=Level.REMINDER, reason=life.phrase("reason_supervise")), steps.supervisor(life))
    life.later(4, 7)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def same_level_again(life: Life) -> None:
    """The same notice twice, and no more."""
    lead = _at_work(life)
    for _ in range(2):
        life.later(1, 2)
        life.do(c.Supervise(level=Level.REMINDER, reason=life.phrase("reason_supervise")), steps.supervisor(life))
        life.answer_notices()
    life.later(3, 5)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def nobody_pressed(life: Life) -> None:
    """Late, and nobody pressed for it."""
    life.sweeps = False
    lead = _at_work(life)
    _past_due(life, lead, 8)
    life.sweeps = False
    steps.answer(life, lead, Outcome.SOLVED)
    life.sweeps = True
    ordinary.judged(life, satisfied=True)


def accused_holds_it(life: Life) -> None:
    """The accused unit goes on handling the accusation."""
    lead = _at_work(life)
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
    lead = _at_work(life)
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
    lead = _answered(life)
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


def wrong_deadline(life: Life) -> None:
    """A last day a fortnight too late."""
    steps.receive(life)
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    life.later(0, 1)
    life.force(_stretched(life), steps.supervisor(life))
    life.later(0, 1)
    steps.sign(life, life.lead)
    ordinary.handled(life, [(life.lead, Kind.LEAD)], 3, 9)
    ordinary.judged(life, satisfied=True)


def _stretched(life: Life) -> e.Transferred:
    """A transfer whose last day is a fortnight later than its rules give."""
    policy, calendar = life.world.rules.policy, life.world.rules.calendar
    right = due(life.at, policy.tracks[Track.DEPARTMENT].reply, calendar, policy.edition)
    wrong = replace(right, on=calendar.roll(right.on + timedelta(days=14)))
    wrong = replace(wrong, calendar=calendar.edition(wrong.from_on, right.on))
    part = e.Assigned(unit=UnitCode(OrgCode(life.lead)), kind=Kind.LEAD, due=wrong)
    return e.Transferred(assignments=(part,), track=Track.DEPARTMENT, urgency=life.state.urgency, due=wrong)


def downgraded(life: Life) -> None:
    """Put on a lesser road after it was handed over."""
    lead = _at_work(life)
    life.later(0, 1)
    steps.triage(life, Track.TOWNSHIP)
    life.later(1, 2)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)
