"""Commands at random, with the people who might give them; most of them fit some stage."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from domain.policies.policy import Level, Track, Urgency
from domain.shared.identity import (
    CategoryCode,
    Channel,
    ExternalNumber,
    LegalBasis,
    Method,
    PublicText,
    StationCode,
    UnitCode,
)
from domain.shared.people import Actor, Role
from domain.shared.sealed import plain
from domain.suggestion import commands as c
from domain.suggestion.particulars import (
    Changes,
    Evidence,
    Finding,
    Grade,
    Kind,
    Outcome,
    Promise,
    Recipient,
    Subject,
    Voter,
)
from tests.support.commands import person

UNITS = tuple(UnitCode(f"unit-{n}") for n in range(4))
STATIONS = tuple(StationCode(f"station-{n}") for n in range(3))
CATEGORIES = tuple(CategoryCode(f"category-{n}") for n in range(4))
WORDS = ("路灯", "电梯", "排水", "bus 12", "噪音", "树木", "校门口", "停车", "公厕", "暖气")
TRACKS = (Track.DEPARTMENT, Track.DEPARTMENT, Track.TOWNSHIP, Track.ON_THE_SPOT, Track.FORMAL)
Given = tuple[c.Command, Actor]
Choice = Callable[[Random, date], Given]
SUPERVISOR, CLERK, CALLER = person(Role.SUPERVISOR), person(Role.CLERK), person(Role.CALLER)
SYSTEM, VOTER, CHAIR = person(Role.SYSTEM), person(Role.VOTER, "voter"), person(Role.CHAIR)


def words(r: Random, count: int = 3) -> str:
    """A few words."""
    return " ".join(r.choice(WORDS) for _ in range(count))


def handler(r: Random) -> Actor:
    """Somebody of a handling unit."""
    return person(Role.DEPARTMENT, r.choice(UNITS))


def receive(r: Random) -> c.Receive:
    """A suggestion."""
    return c.Receive(
        text=plain(words(r, 12)),
        title=plain(words(r)) if r.random() < 0.5 else None,
        channel=Channel("visit"),
        station=r.choice((None, *STATIONS)),
        category=r.choice((None, *CATEGORIES)),
        voter=Voter(name=plain("李某"), phone=plain("139")) if r.random() < 0.8 else None,
        urgency=r.choice(list(Urgency)),
    )


def transfer(r: Random) -> c.Transfer:
    """One lead with or without others, or several that answer separately."""
    units = r.sample(UNITS, r.randint(1, 3))
    kinds = [Kind.SEPARATE] * len(units) if r.random() < 0.3 else [Kind.LEAD] + [Kind.CO] * (len(units) - 1)
    return c.Transfer(assignments=tuple(c.Assign(unit=u, kind=k) for u, k in zip(units, kinds, strict=True)))


def answer(r: Random, day: date) -> c.Answer:
    """An answer; sometimes with promises."""
    outcome = r.choice(list(Outcome))
    days = [day + timedelta(days=30 * n) for n in range(1, r.randint(1, 3))]
    promises = tuple(Promise(text=plain("承诺"), due_on=due_on) for due_on in days)
    return c.Answer(
        outcome=outcome,
        text=plain(words(r)),
        signatory=plain("局长"),
        basis=LegalBasis("某法第一条"),
        commitments=promises,
        evidence=(Evidence(note=plain("照片")),),
    )


def evaluate(r: Random) -> c.Evaluate:
    """A judgement."""
    grades = (Grade.SATISFIED, Grade.BASICALLY_SATISFIED, Grade.DISSATISFIED)
    return c.Evaluate(attitude=r.choice(grades), result=r.choice(grades), method=Method("call"), text=plain("评语"))


def soon(r: Random, day: date) -> date:
    """A day in the coming weeks."""
    return day + timedelta(days=r.randint(1, 45))


def triage(r: Random) -> c.Triage:
    """What it is about and where it goes."""
    return c.Triage(category=r.choice(CATEGORIES), track=r.choice(TRACKS), urgency=r.choice(list(Urgency)))


MAIN: tuple[Choice, ...] = (
    lambda r, d: (triage(r), SUPERVISOR),
    lambda r, d: (transfer(r), SUPERVISOR),
    lambda r, d: (c.Sign(), handler(r)),
    lambda r, d: (c.GiveOpinion(text=plain("意见")), handler(r)),
    lambda r, d: (answer(r, d), handler(r)),
    lambda r, d: (answer(r, d), person(Role.STATION_HEAD)),
    lambda r, d: (c.Deliver(to=Recipient.VOTER, method=Method("visit"), reached=r.random() < 0.8), CLERK),
    lambda r, d: (evaluate(r), CALLER),
    lambda r, d: (c.KeepCommitment(commitment=r.randint(1, 2), evidence=(Evidence(note=plain("图")),)), SUPERVISOR),
    lambda r, d: (c.Close(note=plain("结案")), SUPERVISOR),
)
SIDE: tuple[Choice, ...] = (
    lambda r, d: (
        c.Correct(changes=Changes(title=plain(words(r)), station=r.choice(STATIONS)), reason=plain("误")),
        SUPERVISOR,
    ),
    lambda r, d: (c.ProtectIdentity(reason=plain("要求")), CLERK),
    lambda r, d: (c.RequestReturn(reason=plain("无关"), basis=LegalBasis("三定"), suggested_unit=UNITS[0]), handler(r)),
    lambda r, d: (c.AcceptReturn(), SUPERVISOR),
    lambda r, d: (c.RefuseReturn(reason=plain("有关")), SUPERVISOR),
    lambda r, d: (c.Contact(method=Method("call"), outcome=plain("已联系")), handler(r)),
    lambda r, d: (c.Progress(text=plain("进展")), handler(r)),
    lambda r, d: (c.RejectOpinion(reason=plain("空泛")), handler(r)),
    lambda r, d: (c.RequestExtension(until=soon(r, d), reason=plain("招标")), handler(r)),
    lambda r, d: (c.GrantExtension(), SUPERVISOR),
    lambda r, d: (c.RefuseExtension(reason=plain("不")), SUPERVISOR),
    lambda r, d: (c.Remind(reason=plain("催"), subject=r.choice(list(Subject))), CLERK),
    lambda r, d: (c.Supervise(level=r.choice(list(Level)), reason=plain("督")), r.choice((SUPERVISOR, CHAIR))),
    lambda r, d: (c.RespondToSupervision(text=plain("回应")), handler(r)),
    lambda r, d: (c.LiftSupervision(reason=plain("销")), SUPERVISOR),
    lambda r, d: (c.SendBack(reason=plain("空洞")), SUPERVISOR),
    lambda r, d: (c.LapseEvaluation(), SYSTEM),
    lambda r, d: (c.OrderRework(reason=plain("再办")), SUPERVISOR),
    lambda r, d: (c.HoldReview(parties=plain("各方"), finding=plain("认定"), decision=plain("决定")), SUPERVISOR),
    lambda r, d: (c.SpotCheck(finding=r.choice(list(Finding))), CALLER),
    lambda r, d: (c.RescheduleCommitment(commitment=1, due_on=soon(r, d), reason=plain("延")), SUPERVISOR),
    lambda r, d: (c.Reopen(reason=plain("复发")), SUPERVISOR),
    lambda r, d: (c.Publish(public_text=PublicText("公开文本")), SUPERVISOR),
    lambda r, d: (c.Unpublish(reason=plain("撤")), SUPERVISOR),
    lambda r, d: (c.Annotate(text=plain("注")), SUPERVISOR),
)
RARE: tuple[Choice, ...] = (
    lambda r, d: (c.Withdraw(statement=plain("不用了")), VOTER),
    lambda r, d: (c.Redirect(basis=LegalBasis("条例"), told=plain("告知"), path=plain("法院")), SUPERVISOR),
    lambda r, d: (c.Convert(external_number=ExternalNumber("2026-88"), deputy=person(Role.DEPUTY).id), SUPERVISOR),
    lambda r, d: (c.Deliver(to=Recipient.DEPUTY, method=Method("letter")), CLERK),
    lambda r, d: (c.Archive(), SUPERVISOR),
)
