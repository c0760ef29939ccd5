"""Violations that show only where cases are held against one another."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from application.demo import ordinary, steps
from application.demo.district import HABIT, MILL, SMOOTH, SURGE, District
from application.demo.life import Life
from application.demo.session import Session
from application.demo.themes import Theme
from domain.policies.policy import Track
from domain.policies.working_days import Calendar
from domain.shared.identity import OrgCode, SuggestionId
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.particulars import Grade, Kind, Outcome, Recipient

New = Callable[..., Life]
"""Makes a life that begins on a day; `station` and `theme` may be given."""
Lives = Iterator[Life]
STEP = timedelta(seconds=10)


def department(life: Life, *, text: str | None = None, outcome: Outcome = Outcome.SOLVED, **more: object) -> None:
    """An ordinary department case up to its answer, with a text of its own."""
    if life.state.version == 0:
        steps.receive(life, text=text, **more)  # type: ignore[arg-type]
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    life.later(0, 1)
    steps.transfer(life, [(life.lead, Kind.LEAD)])
    life.later(0, 1)
    steps.sign(life, life.lead)
    life.later(0, 1)
    steps.contact(life, life.lead)
    life.later(3, 7)
    steps.answer(life, life.lead, outcome)


def said_again(new: New, random: Random, first: date) -> Lives:
    """Solved, closed, and the same words come in again from somebody else."""
    one = new(first)
    text = steps.told(one, random.choice(one.theme.says)) + f"楼道编号{random.randint(1000, 9999)}，请尽快处理为盼。"
    department(one, text=text, outcome=Outcome.SOLVED)
    ordinary.judged(one, satisfied=True)
    closed = next((a.entries[0][1].at for a in one.appends if isinstance(a.entries[0][0], e.Closed)), one.at)
    again = new(closed.date() + timedelta(days=random.randint(5, 40)), station=one.station, theme=one.theme)
    department(again, text=text)
    ordinary.judged(again, satisfied=True)
    one.truth.add("R05")
    yield from (one, again)


def template(new: New, random: Random, first: date) -> Lives:
    """One answer for four different places."""
    text, theme = "", None
    for n in range(4):
        life = new(first + timedelta(days=5 * n), theme=theme)
        theme = life.theme
        generic = f"特此答复（通用答复口径第{random.randint(100, 999)}号）。"
        text = text or steps.told(life, random.choice(theme.explained)) + generic
        steps.receive(life)
        life.later(0, 2)
        steps.triage(life, Track.DEPARTMENT)
        life.later(0, 1)
        unit = life.lead if life.theme.lead != "township" else "T-01"
        steps.transfer(life, [(unit, Kind.LEAD)])
        life.later(0, 1)
        steps.sign(life, unit)
        life.later(0, 1)
        steps.contact(life, unit)
        life.later(2, 4)
        steps.answer(life, unit, Outcome.EXPLAINED, text=text)
        ordinary.judged(life, satisfied=True)
        life.truth.add("R06")
        yield life


def one_recording(new: New, random: Random, first: date) -> Lives:
    """One recording stands for three voters."""
    lives = [new(first) for _ in range(3)]
    for life in lives:
        department(life)
        life.later(0, 1)
        steps.deliver(life)
        life.later(1, 2)
    day = max(life.at for life in lives)
    proof = lives[0].digest("one recording")
    for n, life in enumerate(lives):
        life.at = day + timedelta(minutes=20 * n)
        mark = c.Evaluate(
            attitude=Grade.SATISFIED,
            result=Grade.SATISFIED,
            method=steps.CALL,
            text=life.phrase("satisfied"),
            proof=proof,
        )
        life.do(mark, life.world.district.callers[1])
        ordinary.ended(life)
        life.truth.add("R12")
        yield life


def burst(new: New, random: Random, first: date) -> Lives:
    """Six of a kind, taken down by one clerk within minutes."""
    lead = new(first)
    text = steps.told(lead, random.choice(lead.theme.says)) + f"门前编号{random.randint(1000, 9999)}，希望尽快解决。"
    began = lead.at.replace(hour=10, minute=random.randint(0, 30))
    for n in range(6):
        life = lead if n == 0 else new(first, station=lead.station, theme=lead.theme)
        life.at = began + timedelta(seconds=80 * n)
        steps.receive(life, text=text, by=lead.station.clerks[0])
        department(life)
        ordinary.judged(life, satisfied=True)
        life.truth.add("R16")
        yield life


def split(new: New, random: Random, first: date) -> Lives:
    """One voter's matter in three parts on one day."""
    one = new(first)
    voter = steps.somebody(one)
    for n in range(3):
        life = one if n == 0 else new(first, station=one.station, theme=one.theme)
        department(life, voter=voter)
        ordinary.judged(life, satisfied=True)
        life.truth.add("R16")
        yield life


def registered_anew(new: New, random: Random, first: date) -> Lives:
    """Withdrawn as its time runs out, and taken down again."""
    one = new(first)
    text = steps.told(one, random.choice(one.theme.says)) + f"单元编号{random.randint(1000, 9999)}，一直没有答复。"
    voter = steps.somebody(one)
    steps.receive(one, text=text, voter=voter)
    one.later(0, 1)
    steps.triage(one, Track.DEPARTMENT)
    one.minutes(20, 90)
    steps.transfer(one, [(one.lead, Kind.LEAD)])
    one.later(0, 1)
    steps.sign(one, one.lead)
    one.later(0, 1)
    steps.contact(one, one.lead)
    part = one.state.assignment(OrgCode(one.lead))
    if part is not None:
        one.to(part.due.on)
    one.do(c.Withdraw(statement=one.phrase("satisfied")), one.world.district.voter)
    again = new(one.at.date() + timedelta(days=random.randint(2, 9)), station=one.station, theme=one.theme)
    department(again, text=text, voter=voter)
    ordinary.judged(again, satisfied=True)
    one.truth.add("R18")
    yield from (one, again)


def merged(new: New, random: Random, first: date, how: str = "well") -> Lives:
    """A younger case joined to an elder: well, or late, or with its own voter forgotten."""
    elder = new(first)
    child = new(elder.at.date() + timedelta(days=2), station=elder.station, theme=elder.theme)
    steps.receive(child)
    child.later(0, 1)
    steps.triage(child, Track.DEPARTMENT)
    if how == "late":
        _late_pair(elder, child)
        elder.truth.add("R03")
        child.truth.update(("R17", "R03"))
    else:
        department(elder)
    answered = elder.at
    if how != "late":
        child.minutes(30, 90)
        _merge(child, elder)
    ordinary.judged(elder, satisfied=True)
    told = next((d.at for d in elder.state.deliveries if d.to is Recipient.VOTER), answered)
    if how == "forgotten":
        child.truth.add("R17")
    else:
        child.at = told + timedelta(minutes=random.randint(20, 50))
        deliver = c.Deliver(to=Recipient.VOTER, method=steps.VISIT, lead_answered=True)
        child.do(deliver, child.station.clerks[0])
    yield from (elder, child)


def _merge(child: Life, elder: Life) -> None:
    lead = c.LeadCase(received_at_position=1, track=Track.DEPARTMENT, open=True)
    merge = c.Merge(into=SuggestionId(elder.id), lead=lead, own_position=2)
    child.do(merge, steps.supervisor(child))


def _late_pair(elder: Life, child: Life) -> None:
    """Both lie past their last day; the child is merged away, and the elder is answered in the end."""
    for life in (elder, child):
        if life.state.version == 0:
            steps.receive(life)
            life.later(0, 0)
            steps.triage(life, Track.DEPARTMENT)
        life.minutes(20, 90)
        steps.transfer(life, [(life.lead, Kind.LEAD)])
        life.later(0, 1)
        steps.sign(life, life.lead)
        life.later(0, 1)
        steps.contact(life, life.lead)
    for life, days in ((child, 2), (elder, 8)):
        part = life.state.assignment(OrgCode(life.lead))
        if part is not None:
            life.to(life.world.rules.calendar.add_working_days(part.due.on, days))
    _merge(child, elder)
    steps.answer(elder, elder.lead, Outcome.SOLVED)


def habit(new: New, random: Random, first: date) -> Lives:
    """A unit that asks for time on the last working day."""
    theme = _with_lead(new(first), HABIT)
    life = new(first, theme=theme)
    steps.receive(life)
    life.later(0, 2)
    steps.triage(life, Track.DEPARTMENT)
    life.later(0, 1)
    steps.transfer(life, [(HABIT, Kind.LEAD)])
    life.later(0, 1)
    steps.sign(life, HABIT)
    life.later(0, 1)
    steps.contact(life, HABIT)
    part = life.state.assignment(OrgCode(HABIT))
    if part is not None:
        life.to(part.due.on)
        ordinary.extend(life, HABIT)
        life.later(3, 6)
        steps.answer(life, HABIT, Outcome.SOLVED)
        ordinary.judged(life, satisfied=False)
    yield life


def smooth(new: New, random: Random, first: date) -> Lives:
    """A unit that everybody is satisfied with and that solves nothing."""
    life = new(first, theme=_with_lead(new(first), SMOOTH))
    department(life, outcome=Outcome.EXPLAINED)
    life.later(0, 1)
    steps.deliver(life)
    life.later(1, 3)
    steps.evaluate(life, Grade.SATISFIED)
    ordinary.ended(life)
    yield life


def _with_lead(life: Life, unit: str) -> Theme:
    return replace(life.theme, lead=unit, co=())


def mill(new: New, random: Random, first: date, district: District) -> Lives:
    """Received, answered on the spot and closed within two minutes."""
    life = new(first, station=district.station(MILL))
    steps.receive(life, deputies=False)
    life.at += STEP
    steps.triage(life, Track.ON_THE_SPOT, by=life.station.clerks[0])
    life.at += STEP
    steps.answer(life, None, Outcome.EXPLAINED)
    life.at += STEP
    steps.deliver(life)
    life.at += STEP
    steps.evaluate(life, Grade.SATISFIED, by_proxy=False)
    life.at += STEP
    steps.close(life, life.station.clerks[1])
    yield life


def surge(new: New, random: Random, cut: date, district: District, calendar: Calendar) -> Lives:
    """The book filled in the last working days before a quarter ends."""
    first = calendar.back_working_days(cut + timedelta(days=1), 3)
    days = [day for n in range(5) if (day := first + timedelta(days=n)) <= cut and calendar.works_on(day)]
    life = new(random.choice(days), station=district.station(SURGE))
    ordinary.on_the_spot(life)
    yield life


def without_host(new: New, session: Session) -> Lives:
    """R16: dated to a reception day at which no deputy sat, as only a faulty store would hold it."""
    life = new(session.opens.date(), station=session.station)
    life.at = session.opens + timedelta(minutes=life.random.randint(3, 90))
    life.session = replace(session, hosts=1)
    department(life)
    ordinary.judged(life, satisfied=True)
    life.truth.add("R16")
    yield life
