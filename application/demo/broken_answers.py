"""Lives whose answer, judgement or closing is not what it is called.

What the desk itself refuses is written past it, as a faulty or tampered store would hold it.
"""

from dataclasses import replace

from application.demo import ordinary, steps
from application.demo.life import Life
from application.demo.ways import answered, at_work
from domain.policies.policy import Track
from domain.shared.sealed import plain
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.particulars import Finding, Grade, Kind, Outcome, Recipient


def no_evidence(life: Life) -> None:
    """Called solved, with a note and no document."""
    answered(life, proven=False)
    ordinary.judged(life, satisfied=True)


def check_found_not(life: Life) -> None:
    """Called solved, and found unsolved."""
    answered(life)
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
    lead = answered(life)
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


def proxy_without_proof(life: Life) -> None:
    """Judged by proxy, with no recording."""
    answered(life)
    life.later(0, 2)
    steps.deliver(life)
    life.later(1, 3)
    words = life.phrase("satisfied")
    mark = c.Evaluate(attitude=Grade.SATISFIED, result=Grade.SATISFIED, method=steps.CALL, text=words)
    life.do(mark, life.world.district.callers[0])
    ordinary.ended(life)


def judged_before_told(life: Life) -> None:
    """Judged before the answer was delivered."""
    answered(life)
    life.later(1, 2)
    steps.evaluate(life, Grade.SATISFIED)
    life.later(0, 1)
    steps.deliver(life)
    ordinary.ended(life)


def judged_at_once(life: Life) -> None:
    """Judged by proxy within minutes of delivery."""
    answered(life)
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
    answered(life)
    life.later(0, 2)
    steps.deliver(life)
    life.later(1, 2)
    steps.evaluate(life, Grade.DISSATISFIED)
    life.later(1, 2)
    steps.evaluate(life, Grade.SATISFIED)
    ordinary.ended(life)


def closed_out_of_rule(life: Life) -> None:
    """Closed unheard."""
    answered(life)
    life.later(1, 2)
    life.force(e.Closed(note=plain("办结。")), steps.supervisor(life))


def promise_without_proof(life: Life) -> None:
    """A promise called kept without a document."""
    lead = at_work(life)
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
