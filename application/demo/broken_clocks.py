"""Lives with a moment or a last day that is not as the rules want it.

What the desk itself refuses is written past it, as a faulty or tampered store would hold it.
"""

from dataclasses import replace
from datetime import timedelta

from application.demo import ordinary, steps
from application.demo.life import Life
from application.demo.ways import at_work, past_due, some_units
from domain.policies.deadlines import due
from domain.policies.policy import Track
from domain.shared.identity import OrgCode, UnitCode
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.particulars import Grade, Kind, Outcome


def late_entry(life: Life) -> None:
    """Taken down days later than it was said."""
    steps.receive(life, late_days=life.random.randint(4, 9))
    ordinary.handled(life, ordinary.handed_over(life, Track.TOWNSHIP), 0, 1)
    ordinary.judged(life)


def back_dated(life: Life) -> None:
    """Answered late, and called answered in time."""
    lead = at_work(life)
    past_due(life, lead, 3)
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
    lead = at_work(life)
    past_due(life, lead, life.random.randint(2, 9))
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def long_overdue(life: Life) -> None:
    """Answered weeks after its last day."""
    lead = at_work(life)
    past_due(life, lead, life.random.randint(13, 20))
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def never_answered(life: Life) -> None:
    """Never answered."""
    at_work(life)


def extended_in_silence(life: Life) -> None:
    """Given time, and the voter not told."""
    lead = at_work(life)
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


def late_opinion(life: Life) -> None:
    """The co-handler spoke after its last day."""
    steps.receive(life)
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    life.later(0, 1)
    lead, co = some_units(life, 2)
    steps.transfer(life, [(lead, Kind.LEAD), (co, Kind.CO)])
    for unit in (lead, co):
        life.minutes(30, 200)
        steps.sign(life, unit)
    life.later(0, 1)
    steps.contact(life, lead)
    past_due(life, co, 1)
    steps.opinion(life, co)
    life.later(0, 1)
    steps.answer(life, lead, Outcome.SOLVED)
    ordinary.judged(life, satisfied=True)


def nobody_pressed(life: Life) -> None:
    """Late, and nobody pressed for it."""
    life.sweeps = False
    lead = at_work(life)
    past_due(life, lead, 8)
    life.sweeps = False
    steps.answer(life, lead, Outcome.SOLVED)
    life.sweeps = True
    ordinary.judged(life, satisfied=True)


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


def promise_not_kept(life: Life) -> None:
    """A promise past its day."""
    lead = at_work(life)
    life.later(3, 6)
    steps.answer(life, lead, Outcome.PLANNED, promise_days=25)
    life.later(0, 1)
    steps.deliver(life)
    life.later(1, 3)
    steps.evaluate(life, Grade.SATISFIED)
