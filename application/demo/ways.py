"""How the lives that break rules begin, before they do."""

from application.demo import steps
from application.demo.life import Life
from domain.policies.policy import Track
from domain.shared.identity import OrgCode
from domain.suggestion.particulars import Kind, Outcome


def at_work(life: Life) -> str:
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


def answered(life: Life, *, proven: bool = True) -> str:
    """The same, answered as solved some days later; return the lead."""
    lead = at_work(life)
    life.later(3, 8)
    steps.answer(life, lead, Outcome.SOLVED, proven=proven)
    return lead


def past_due(life: Life, unit: str, days: int) -> None:
    """Move on to so many working days after the unit's last day."""
    part = life.state.assignment(OrgCode(unit))
    if part is not None:
        life.to(life.world.rules.calendar.add_working_days(part.due.on, days))


def some_units(life: Life, count: int) -> list[str]:
    """Different units of the district, drawn by lot."""
    return life.random.sample(sorted(life.world.district.matter.units), count)
