"""What people of the district do on an ordinary day: the steps that lives are put together from."""

from collections.abc import Sequence
from datetime import timedelta

from application.demo.district import SMOOTH
from application.demo.life import Life
from domain.policies.policy import Track, Urgency
from domain.shared.identity import (
    CategoryCode,
    Channel,
    LegalBasis,
    Method,
    OrgCode,
    StationCode,
    UnitCode,
)
from domain.shared.people import Actor
from domain.shared.sealed import plain
from domain.suggestion import commands as c
from domain.suggestion.particulars import Finding, Grade, Kind, Outcome, Promise, Recipient, Voter

VISIT, CALL = Method("visit"), Method("call")
CHANNELS = ("reception_day", "station", "visit", "scan", "deputy")


def told(life: Life, text: str, **more: str) -> str:
    """Fill a text's places with the names and numbers of this case."""
    r, matter = life.random, life.world.district.matter
    filled = {
        "place": r.choice(matter.places),
        "road": r.choice(matter.roads),
        "n": str(r.randint(2, 60)),
        "days": str(r.randint(3, 90)),
        "unit": matter.units.get(life.theme.lead, "承办单位"),
        "due": f"{r.randint(1, 12)}月底",
    }
    return text.format(**(filled | more))


def receive(
    life: Life,
    *,
    text: str | None = None,
    voter: Voter | None = None,
    by: Actor | None = None,
    late_days: int = 0,
    urgency: Urgency = Urgency.ORDINARY,
    deputies: bool = True,
) -> None:
    """A clerk of the station takes it down."""
    words = text or told(life, life.random.choice(life.theme.says)) + _detail(life)
    command = c.Receive(
        text=plain(words),
        title=plain(life.theme.name),
        channel=_channel(life),
        activity=life.session.activity if life.session is not None else None,
        sitting=life.session.sitting if life.session is not None else None,
        category=CategoryCode(life.theme.code),
        station=StationCode(life.station.code),
        voter=voter or somebody(life),
        deputy=life.random.choice(life.world.district.deputies).id
        if deputies and life.random.random() < 0.25
        else None,
        urgency=urgency,
        reason=plain("纸质登记表补录。") if late_days else None,
    )
    day = life.world.rules.calendar.back_working_days(life.at.date(), late_days)
    life.do(command, by or life.random.choice(life.station.clerks), occurred=life.at - (life.at.date() - day))


def _channel(life: Life) -> Channel:
    """A reception day is the channel of those alone that were brought to one."""
    chosen = life.random.choice(CHANNELS)
    if life.session is not None:
        return Channel("reception_day")
    return Channel("station" if chosen == "reception_day" else chosen)


def _detail(life: Life) -> str:
    """What makes every telling another one: when it began, and who else it troubles."""
    r, matter = life.random, life.world.district.matter
    since = r.choice(("上个月", "去年入冬", "开春", "前几天", "国庆前后", "今年汛期", "搬来那年", "七八月间"))
    who = r.choice(("老人", "上学的孩子", "租户", "商户", "晚归的邻居", "送货的师傅", "带孩子的", "同楼的住户"))
    near = r.choice(matter.places)
    count = r.randint(3, 400)
    asks = r.choice(("请现场看一看", "盼给个准信", "希望有人管", "请协调一下", "能否列入计划", "请尽早安排"))
    return f"从{since}起就这样，{near}那边{who}约{count}户也受影响，找过{r.randint(1, 5)}回没有结果，{asks}。"


def somebody(life: Life) -> Voter:
    """A voter nobody has seen before."""
    r, matter = life.random, life.world.district.matter
    name = r.choice(matter.surnames) + r.choice(matter.given)
    return Voter(name=plain(name), phone=plain(f"199{life.number:06}{r.randint(10, 99)}"))


def supervisor(life: Life) -> Actor:
    """Whoever has the case on the committee's desk: the same person throughout."""
    return life.world.district.supervisors[life.number % len(life.world.district.supervisors)]


def triage(life: Life, track: Track, urgency: Urgency = Urgency.ORDINARY, by: Actor | None = None) -> None:
    """Say which road it takes."""
    command = c.Triage(category=CategoryCode(life.theme.code), track=track, urgency=urgency)
    life.do(command, by or supervisor(life))


def transfer(life: Life, units: Sequence[tuple[str, Kind]], by: Actor | None = None) -> None:
    """Hand it over."""
    parts = tuple(c.Assign(unit=UnitCode(OrgCode(unit)), kind=kind) for unit, kind in units)
    life.do(c.Transfer(assignments=parts), by or supervisor(life))


def sign(life: Life, unit: str) -> None:
    """The unit takes it in."""
    life.do(c.Sign(), life.world.district.officer(unit))


def contact(life: Life, unit: str) -> None:
    """The unit speaks with the voter."""
    life.do(c.Contact(method=CALL, outcome=life.phrase("contact")), life.world.district.officer(unit))


def opinion(life: Life, unit: str) -> None:
    """A co-handler gives its opinion."""
    words = f"{told(life, life.random.choice(life.world.district.matter.phrases['opinion']))}（第{life.number}件）"
    life.do(c.GiveOpinion(text=plain(words)), life.world.district.officer(unit))


def answer(
    life: Life,
    unit: str | None,
    outcome: Outcome,
    *,
    by: Actor | None = None,
    text: str | None = None,
    proven: bool = True,
    promise_days: int = 0,
    late: timedelta = timedelta(),
) -> None:
    """Answer it, with what such an answer must hold."""
    words = text or told(life, life.random.choice(_answers(life, outcome))) + _closing_words(life)
    due = life.world.rules.calendar.roll(life.at.date() + timedelta(days=promise_days or 60))
    promises = (Promise(text=life.phrase("progress"), due_on=due),) if outcome is Outcome.PLANNED else ()
    evidence = life.proof() if proven else tuple(type(e)(note=e.note) for e in life.proof())
    command = c.Answer(
        outcome=outcome,
        text=plain(words),
        signatory=plain("分管负责人") if unit is not None else None,
        basis=LegalBasis("见答复所引条款") if outcome is Outcome.CANNOT else None,
        commitments=promises,
        evidence=evidence if outcome is Outcome.SOLVED else (),
    )
    actor = by or (life.world.district.officer(unit) if unit is not None else life.station.head)
    life.do(command, actor, occurred=life.at - late if late else None)


def _answers(life: Life, outcome: Outcome) -> Sequence[str]:
    return {
        Outcome.SOLVED: life.theme.solved,
        Outcome.PLANNED: life.theme.planned,
        Outcome.EXPLAINED: life.theme.explained,
        Outcome.CANNOT: life.theme.cannot,
    }[outcome]


def _closing_words(life: Life) -> str:
    """The particulars no two answers share."""
    r, matter = life.random, life.world.district.matter
    surname, place, road = r.choice(matter.surnames), r.choice(matter.places), r.choice(matter.roads)
    visits, hour = r.randint(1, 6), r.randint(8, 17)
    group = r.choice(("一组", "二组", "三组", "巡查队", "值班组", "工程科", "综合科", "基层所"))
    return (
        f"本件由{group}{surname}同志牵头，{hour}时在{road}与{place}一带核查{visits}次，"
        f"联系群众{r.randint(2, 90)}人，记录存{r.randint(100, 999)}号卷，回访安排在{r.randint(2, 28)}日。"
    )


def deliver(life: Life) -> None:
    """Tell the voter, and the deputy who brought it."""
    clerk = life.station.clerks[0]
    if life.state.voter is not None:
        life.do(c.Deliver(to=Recipient.VOTER, method=VISIT, proof=life.digest("receipt")), clerk)
    if life.state.deputy is not None:
        life.minutes(5, 30)
        life.do(c.Deliver(to=Recipient.DEPUTY, method=CALL), clerk)


def evaluate(life: Life, grade: Grade, *, by_proxy: bool = True) -> None:
    """The voter judges: to an independent caller, or by the receipt code."""
    text = life.phrase("dissatisfied" if grade is Grade.DISSATISFIED else "satisfied")
    attitude = Grade.SATISFIED if grade is not Grade.DISSATISFIED else Grade.BASICALLY_SATISFIED
    proof = life.digest("recording") if by_proxy else None
    by = life.random.choice(life.world.district.callers) if by_proxy else life.world.district.voter
    life.do(c.Evaluate(attitude=attitude, result=grade, method=CALL, text=text, proof=proof), by)


def close(life: Life, by: Actor | None = None) -> None:
    """End it."""
    life.do(c.Close(note=plain("符合办结条件。")), by or supervisor(life))


def keep_promises(life: Life) -> None:
    """Do what was promised, in time and with proof."""
    for promise in life.state.open_commitments:
        if promise.unit is not None:
            ahead = max((promise.due_on - life.at.date()).days - life.random.randint(2, 12), 1)
            life.to(life.world.rules.calendar.roll(life.at.date() + timedelta(days=ahead)))
            keep = c.KeepCommitment(commitment=promise.number, evidence=life.proof())
            life.do(keep, life.world.district.officer(promise.unit))


def spot_check(life: Life, finding: Finding) -> None:
    """Somebody independent looks whether it is so."""
    life.do(c.SpotCheck(finding=finding, note=life.phrase("contact")), life.random.choice(life.world.district.callers))


def outcome_for(life: Life) -> Outcome:
    """What usually comes of it."""
    if life.theme.lead == SMOOTH:
        return Outcome.EXPLAINED
    choices = (Outcome.SOLVED, Outcome.PLANNED, Outcome.EXPLAINED, Outcome.CANNOT)
    return life.random.choices(choices, (68, 10, 17, 5))[0]
