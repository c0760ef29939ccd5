"""Lives as they should be lived: every step in time, by the right person, with a margin."""

from datetime import timedelta

from application.demo import steps
from application.demo.district import HABIT, SMOOTH
from application.demo.life import Life
from domain.policies.policy import Track, Urgency
from domain.shared.identity import LegalBasis, OrgCode, PublicText, UnitCode
from domain.shared.sealed import plain
from domain.suggestion import commands as c
from domain.suggestion.particulars import Finding, Grade, Kind, Outcome

GRADES = (Grade.SATISFIED, Grade.BASICALLY_SATISFIED, Grade.DISSATISFIED)


def on_the_spot(life: Life) -> None:
    """T1: the station explains or mends it at the table."""
    steps.receive(life)
    life.minutes(6, 12)
    steps.triage(life, Track.ON_THE_SPOT, by=life.station.clerks[0])
    life.minutes(10, 30)
    steps.answer(life, None, Outcome.EXPLAINED if life.random.random() < 0.6 else Outcome.SOLVED)
    life.minutes(3, 8)
    steps.deliver(life)
    life.minutes(10, 40)
    steps.evaluate(life, Grade.SATISFIED, by_proxy=False)
    life.minutes(5, 50)
    steps.close(life, life.station.clerks[1])
    after(life)


def begun(life: Life, track: Track, **more: object) -> list[tuple[str, Kind]]:
    """Registered, triaged, handed over and signed for, all in time; return the units."""
    steps.receive(life)
    return handed_over(life, track)


def handed_over(life: Life, track: Track, urgency: Urgency = Urgency.ORDINARY) -> list[tuple[str, Kind]]:
    """Triaged, handed over and signed for; return the units."""
    life.later(0, 2)
    steps.triage(life, track, urgency)
    life.later(0, 1)
    lead = life.station.township if track is Track.TOWNSHIP else life.lead
    units = [(str(lead), Kind.LEAD)]
    if track in (Track.DEPARTMENT, Track.FORMAL) and life.theme.co and life.random.random() < 0.35:
        co = [unit for unit in life.theme.co if unit not in (lead, "township")]
        units += [(unit, Kind.CO) for unit in co[:1]]
    steps.transfer(life, units)
    for unit, _ in units:
        life.later(0, 1)
        steps.sign(life, unit)
    return units


def handled(life: Life, units: list[tuple[str, Kind]], low: int, high: int, outcome: Outcome | None = None) -> None:
    """The voter spoken to, the opinions given, the answer given between so many working days from now."""
    lead = units[0][0]
    life.later(0, 1)
    steps.contact(life, lead)
    for unit, kind in units:
        if kind is Kind.CO:
            life.later(1, 3)
            life.not_after_due(unit)
            steps.opinion(life, unit)
    life.later(low, high)
    life.not_after_due(lead)
    steps.answer(life, lead, outcome or steps.outcome_for(life), promise_days=life.random.randint(40, 130))


def judged(life: Life, *, satisfied: bool = False) -> None:
    """Told, judged, worked on again where it must be, and closed."""
    life.later(0, 2)
    steps.deliver(life)
    if life.over:
        return
    if not satisfied and life.random.random() < 0.14:
        _silent(life)
        return
    weights = (1, 0, 0) if satisfied or life.theme.lead == SMOOTH else (62, 28, 10)
    grade = life.random.choices(GRADES, weights)[0]
    life.later(1, 6)
    steps.evaluate(life, grade, by_proxy=life.random.random() < 0.7)
    if grade is Grade.DISSATISFIED:
        _rework(life)
    ended(life)


def _silent(life: Life) -> None:
    """Nobody judges: the office asks once, and the window closes."""
    life.to(life.world.rules.calendar.add_working_days(life.at.date(), 17))
    ended(life)


def _rework(life: Life) -> None:
    life.later(0, 2)
    life.do(c.OrderRework(reason=life.phrase("rework")), steps.supervisor(life))
    for part in life.state.held if not life.over else ():
        if part.answers:
            life.later(1, 2)
            steps.contact(life, part.unit)
            life.later(1, 2)
            steps.answer(life, part.unit, Outcome.SOLVED)
    life.later(0, 2)
    steps.deliver(life)
    life.later(1, 4)
    steps.evaluate(life, Grade.BASICALLY_SATISFIED)


def ended(life: Life) -> None:
    """The promises kept, and the case closed by whom it falls to."""
    if not life.over:
        steps.keep_promises(life)
    life.later(1, 3)
    if not life.over:
        steps.close(life)
        after(life)


def after(life: Life) -> None:
    """A check now and then, some made public, most archived in the end."""
    if life.random.random() < 0.15 and life.state.outcome is Outcome.SOLVED:
        life.later(3, 10)
        steps.spot_check(life, Finding.SOLVED)
    if life.random.random() < 0.1:
        life.later(1, 5)
        life.do(c.Publish(public_text=PublicText(f"{life.theme.name}：已办理并答复。")), steps.supervisor(life))
    if life.random.random() < 0.5:
        life.later(22, 40)
        life.do(c.Archive(), steps.supervisor(life))


def township(life: Life) -> None:
    """T2: within five working days."""
    units = begun(life, Track.TOWNSHIP)
    handled(life, units, 0, 2)
    judged(life)


def department(life: Life) -> None:
    """T3: within a month."""
    units = begun(life, Track.DEPARTMENT)
    handled(life, units, 3, 11)
    judged(life)


def extended(life: Life) -> None:
    """T3 with time asked for early, given, told, and used."""
    if life.lead == HABIT:
        department(life)
        return
    units = begun(life, Track.DEPARTMENT)
    lead = units[0][0]
    life.later(0, 1)
    steps.contact(life, lead)
    for unit, kind in units:
        if kind is Kind.CO:
            life.later(1, 2)
            steps.opinion(life, unit)
    life.later(6, 9)
    life.not_after_due(lead, 4)
    extend(life, lead)
    life.later(11, 14)
    life.not_after_due(lead)
    steps.answer(life, lead, steps.outcome_for(life), promise_days=60)
    judged(life)


def extend(life: Life, unit: str) -> None:
    """Ask for time, be given it, and tell the voter."""
    part = life.state.assignment(OrgCode(unit))
    if part is None or life.over:
        return
    until = life.world.rules.calendar.roll(part.due.on + timedelta(days=18))
    life.do(c.RequestExtension(until=until, reason=life.phrase("reason_extension")), life.world.district.officer(unit))
    life.later(0, 1)
    life.do(c.GrantExtension(), steps.supervisor(life))
    life.later(0, 1)
    steps.contact(life, unit)


def returned(life: Life) -> None:
    """T3: the first unit objects in time and rightly; the next one does it."""
    steps.receive(life)
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    life.later(0, 1)
    wrong = _another(life)
    steps.transfer(life, [(wrong, Kind.LEAD)])
    life.later(0, 1)
    steps.sign(life, wrong)
    life.later(0, 2)
    basis, reason = LegalBasis("三定方案"), life.phrase("reason_return")
    asked = c.RequestReturn(reason=reason, basis=basis, suggested_unit=UnitCode(OrgCode(life.lead)))
    life.do(asked, life.world.district.officer(wrong))
    life.later(0, 3)
    life.do(c.AcceptReturn(), steps.supervisor(life))
    life.later(0, 1)
    steps.transfer(life, [(life.lead, Kind.LEAD)])
    life.later(0, 1)
    steps.sign(life, life.lead)
    handled(life, [(life.lead, Kind.LEAD)], 3, 10)
    judged(life)


def _another(life: Life) -> str:
    return life.random.choice([unit for unit in sorted(life.world.district.matter.units) if unit != life.lead])


def formal(life: Life) -> None:
    """T4: a deputy adopts it as a formal suggestion."""
    units = begun(life, Track.FORMAL)
    handled(life, units, 15, 40)
    judged(life)


def redirected(life: Life) -> None:
    """T5: not this office's; the voter is told the way."""
    steps.receive(life)
    life.later(0, 3)
    basis = LegalBasis("信访工作条例第二十三条")
    told = c.Redirect(basis=basis, told=plain("已当面告知。"), path=plain("请向有权机关提出。"))
    life.do(told, life.station.clerks[0])


def urgent(life: Life) -> None:
    """U2: water, power, gas or heat, within 24 hours."""
    steps.receive(life, urgency=Urgency.URGENT)
    life.minutes(5, 15)
    steps.triage(life, Track.DEPARTMENT, Urgency.URGENT)
    life.minutes(5, 15)
    steps.transfer(life, [(life.lead, Kind.LEAD)])
    life.minutes(10, 40)
    steps.sign(life, life.lead)
    life.minutes(10, 40)
    steps.contact(life, life.lead)
    life.minutes(120, 900)
    steps.answer(life, life.lead, Outcome.SOLVED)
    judged(life)


def complex_matter(life: Life) -> None:
    """U4: a report halfway, and the full clock."""
    steps.receive(life)
    units = handed_over(life, Track.DEPARTMENT, Urgency.COMPLEX)
    life.later(4, 6)
    report = c.Progress(text=life.phrase("progress"))
    life.do(report, life.world.district.officer(units[0][0]))
    handled(life, units, 2, 6)
    judged(life)


LIVES = (
    (on_the_spot, 25),
    (township, 24),
    (department, 36),
    (extended, 4),
    (returned, 3),
    (formal, 2),
    (redirected, 2),
    (urgent, 2),
    (complex_matter, 2),
)
"""What lives there are, and how many of a hundred."""
