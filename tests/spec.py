"""given(steps).when(command, by, on).then(events) or .refused(rule): a case driven through the real `decide`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from domain.policies.policy import Policy, Rules, Track, Urgency, in_force
from domain.policies.working_days import Calendar
from domain.shared.identity import ActorId, CategoryCode, Channel, CommandId, Method, OrgCode, UnitCode
from domain.shared.people import OFFICE, Actor, Role
from domain.shared.refusal import Refused
from domain.shared.sealed import plain
from domain.shared.stamp import Stamp
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.decide import decide
from domain.suggestion.evolve import evolve
from domain.suggestion.particulars import Evidence, Grade, Kind, Outcome, Recipient, Voter
from domain.suggestion.state import INITIAL, Suggestion
from infrastructure.editions.policy_files import load_policies
from infrastructure.editions.seed_calendar import seed_calendar

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = seed_calendar(2028)
POLICIES = load_policies()
Step = tuple[c.Command, Actor, str]


def instant(text: str) -> datetime:
    """Read a wall-clock time of the office."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def person(name: str, role: Role, org: str = OFFICE) -> Actor:
    """Somebody, in a role, for an organ."""
    return Actor(id=ActorId(name), role=role, org=OrgCode(org))


CLERK = person("clerk-zhao", Role.CLERK)
STATION_CLERK = person("clerk-qian", Role.CLERK, "station-east")
HEAD = person("head-sun", Role.STATION_HEAD, "station-east")
SUPERVISOR = person("supervisor-li", Role.SUPERVISOR)
CHAIR = person("chair-zhou", Role.CHAIR)
DEPUTY = person("deputy-wu", Role.DEPUTY)
VOTER = person("voter-zheng", Role.VOTER, "voter")
CALLER = person("caller-wang", Role.CALLER)
SYSTEM = person("system", Role.SYSTEM)
ROADS = person("roads-feng", Role.DEPARTMENT, "roads")
WATER = person("water-chen", Role.DEPARTMENT, "water")
PARKS = person("parks-chu", Role.DEPARTMENT, "parks")


def stamped(by: Actor, on: str, occurred: str | None = None, number: int = 1) -> Stamp:
    """Record something at an instant."""
    return Stamp(
        at=instant(on),
        by=by,
        command_id=CommandId(UUID(int=number)),
        occurred_at=instant(occurred or on),
        zone=ZONE,
    )


def rules_on(stamp: Stamp, policy: Policy | None = None, calendar: Calendar = CALENDAR) -> Rules:
    """The rules of a day."""
    return Rules(policy=policy or in_force(POLICIES, stamp.today), calendar=calendar)


@dataclass(frozen=True)
class Asked:
    """A command put to a case."""

    command: c.Command
    state: Suggestion
    stamp: Stamp
    rules: Rules

    @property
    def events(self) -> tuple[e.Event, ...]:
        """What follows."""
        return decide(self.command, self.state, stamp=self.stamp, rules=self.rules)

    @property
    def state_after(self) -> Suggestion:
        """What the office knows afterwards."""
        state = self.state
        for event in self.events:
            state = evolve(state, event, self.stamp)
        return state

    def then(self, *expected: e.Event | type) -> Suggestion:
        """Exactly these events follow, in this order; a class stands for any event of its kind."""
        found = self.events
        shown = tuple(type(f) if isinstance(x, type) else f for f, x in zip(found, expected, strict=True))
        assert shown == expected
        return self.state_after

    def refused(self, rule: type[Refused]) -> None:
        """This rule, and no other, stands against it."""
        with pytest.raises(Refused) as no:
            _ = self.events
        assert type(no.value) is rule


@dataclass(frozen=True)
class Case:
    """A case with a past."""

    state: Suggestion
    policy: Policy | None = None

    def when(
        self, command: c.Command, by: Actor, on: str, *, occurred: str | None = None, calendar: Calendar = CALENDAR
    ) -> Asked:
        """Somebody asks for something at an instant."""
        stamp = stamped(by, on, occurred, self.state.version + 1)
        return Asked(command, self.state, stamp, rules_on(stamp, self.policy, calendar))


def given(*steps: Step, policy: Policy | None = None) -> Case:
    """Bring a case about, oldest step first."""
    case = Case(INITIAL, policy)
    for command, by, on in steps:
        case = Case(case.when(command, by, on).state_after, policy)
    return case


WORDS = plain("路灯不亮。")
NOTE = plain("已说明。")
PROOF = (Evidence(note=plain("照片一张。")),)
KNOWN = Voter(name=plain("王某"))


def receive(**changes: object) -> c.Receive:
    """A suggestion as a clerk takes it down."""
    said: dict[str, object] = {"text": WORDS, "channel": Channel("visit"), "voter": KNOWN}
    return c.Receive(**(said | changes))  # type: ignore[arg-type]


def triage(
    track: Track = Track.DEPARTMENT, urgency: Urgency = Urgency.ORDINARY, accused: str | None = None
) -> c.Triage:
    """Which road it takes."""
    unit = UnitCode(OrgCode(accused)) if accused else None
    return c.Triage(category=CategoryCode("roads"), track=track, urgency=urgency, accused=unit)


def transfer(**kinds: Kind) -> c.Transfer:
    """Which units, as what: transfer(roads=Kind.LEAD)."""
    return c.Transfer(assignments=tuple(c.Assign(unit=UnitCode(OrgCode(u)), kind=k) for u, k in kinds.items()))


def answer(outcome: Outcome = Outcome.SOLVED, **changes: object) -> c.Answer:
    """An answer that holds everything it must."""
    said: dict[str, object] = {"outcome": outcome, "text": NOTE, "signatory": plain("张局长"), "evidence": PROOF}
    return c.Answer(**(said | changes))  # type: ignore[arg-type]


def deliver(to: Recipient = Recipient.VOTER, reached: bool = True) -> c.Deliver:
    """Hand the answer over, or try to."""
    return c.Deliver(to=to, method=Method("visit"), reached=reached)


def evaluate(result: Grade, text: str | None = "灯还是不亮。") -> c.Evaluate:
    """Judge it."""
    return c.Evaluate(attitude=result, result=result, method=Method("call"), text=plain(text) if text else None)


RECEIVED: tuple[Step, ...] = ((receive(), CLERK, "2026-03-02T09:00"),)
BROUGHT: tuple[Step, ...] = ((receive(deputy=DEPUTY.id), CLERK, "2026-03-02T09:00"),)
TRIAGED = (*RECEIVED, (triage(), CLERK, "2026-03-02T10:00"))
TRANSFERRED = (*TRIAGED, (transfer(roads=Kind.LEAD), SUPERVISOR, "2026-03-02T11:00"))
JOINT = (*TRIAGED, (transfer(roads=Kind.LEAD, water=Kind.CO), SUPERVISOR, "2026-03-02T11:00"))
SEPARATE = (*TRIAGED, (transfer(roads=Kind.SEPARATE, water=Kind.SEPARATE), SUPERVISOR, "2026-03-02T11:00"))
ANSWERED = (*TRANSFERRED, (answer(), ROADS, "2026-03-10T09:00"))
DELIVERED = (*ANSWERED, (deliver(), CLERK, "2026-03-11T09:00"))
SATISFIED = (*DELIVERED, (evaluate(Grade.SATISFIED), VOTER, "2026-03-12T09:00"))
DISSATISFIED = (*DELIVERED, (evaluate(Grade.DISSATISFIED), VOTER, "2026-03-12T09:00"))
CLOSED = (*SATISFIED, (c.Close(), SUPERVISOR, "2026-03-13T09:00"))
