"""The contact work: what nobody may do, and who may do what."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.activities import commands as ac
from domain.activities import refusals as of_activities
from domain.activities.particulars import Attendee, Kind, Programme
from domain.contact.merit import points
from domain.contact.nouns import NOUNS, OF_COMMAND, Noun
from domain.deputies import commands as dc
from domain.deputies import refusals as of_deputies
from domain.deputies.particulars import Level, Mandate, Standing
from domain.places import commands as pc
from domain.places import refusals as of_places
from domain.places.particulars import Check, Have, PlaceKind, Post, Score, Staff, Turn
from domain.policies.contact_work import Item
from domain.shared.acting import RoleMayNot
from domain.shared.people import Actor, Role
from domain.shared.refusal import OutOfOrder, Refused
from domain.shared.sealed import plain
from tests.spec import instant, person, stamped
from tests.support.judged import WORK

OFFICE, SYSTEM, CHAIR = person("office-1", Role.SUPERVISOR), person("system", Role.SYSTEM), person("chair", Role.CHAIR)
HEAD = person("head-1", Role.STATION_HEAD, "S-1")
ELSEWHERE = person("clerk-2", Role.CLERK, "S-2")
DEPUTY = person("d1", Role.DEPUTY)
START = instant("2026-03-10T09:00")
NOTE = plain("说明。")
PROOF = "ab" * 32
RULES = [
    rule
    for module in (of_places, of_deputies, of_activities)
    for rule in vars(module).values()
    if isinstance(rule, type) and issubclass(rule, Refused) and rule.__module__ == module.__name__
]
Step = tuple[Any, Actor, str]


def state_after(noun: Noun, *steps: Step) -> Any:
    """What the office knows after some commands, all of which must be accepted."""
    state = noun.initial
    for number, (command, by, on) in enumerate(steps):
        stamp = stamped(by, on, None, number + 1)
        for event in noun.decide(command, state, stamp=stamp, work=WORK):
            state = noun.evolve(state, event, stamp)
    return state


def asked(*steps: Step) -> tuple[Any, ...]:
    """The events of the last command."""
    noun = OF_COMMAND[type(steps[-1][0])]
    state = state_after(noun, *steps[:-1])
    command, by, on = steps[-1]
    found: tuple[Any, ...] = noun.decide(command, state, stamp=stamped(by, on, None, len(steps)), work=WORK)
    return found


def programme(kind: Kind, **more: Any) -> Programme:
    """What is to take place on 10 March."""
    told: dict[str, Any] = {"starts_at": START, "ends_at": START + timedelta(hours=2), "place": "S-1", "hosts": ("d1",)}
    return Programme(kind=kind, title="活动", **(told | more))


def establish(kind: PlaceKind = PlaceKind.STATION, **more: Any) -> Step:
    """A place is opened."""
    told: dict[str, Any] = {"code": "S-1", "name": "一号站", "township": "T-1"}
    return pc.Establish(kind=kind, **(told | more)), OFFICE, "2026-01-05T09:00"


def plan(kind: Kind = Kind.RECEPTION, **more: Any) -> Step:
    """An activity is planned."""
    return ac.Plan(programme=programme(kind, **more)), OFFICE, "2026-02-20T09:00"


def at(command: Any, by: Actor = OFFICE, on: str = "2026-03-10T09:00") -> Step:
    """Something is asked on the day."""
    return command, by, on


OPENED = (plan(), at(ac.Open()))
COUNTY = Mandate(level=Level.COUNTY, constituency="一选区", from_on=date(2022, 1, 1))
LISTED = at(dc.Register(person="d1", name=NOTE, mandates=(COUNTY,)))
FORMED = at(dc.Form(name="第一组", township="T-1", members=("d1", "d2"), leader="d1"))
SELECTING = at(dc.Open(year=2026, quota=1))
RANKED = at(dc.Rank(as_of=START, standings=(Standing(person="d1", points=3, goods=(3, 0, 0, 0, 0)),)))
YES = tuple(Check(have=have, met=True, proof=PROOF) for have in Have)
SCORES = tuple(Score(item=item, points=WORK.items[item]) for item in Item)
STAFFED = at(pc.NameStaff(staff=(Staff(post=Post.HEAD, person="office-1"),)))
ONE_VOTER = dc.ReportToVoters(voters=1, satisfied=1, basically_satisfied=0, dissatisfied=0)
REFUSED: list[tuple[type[Refused], tuple[Step, ...]]] = [
    (of_places.PlaceNotAtThisStage, (establish(), establish())),
    (of_places.PlaceNotOwn, (establish(), at(pc.CheckHaves(checks=YES), ELSEWHERE))),
    (of_places.AssessesOwnPlace, (establish(), STAFFED, at(pc.Assess(period="2026", scores=SCORES)))),
    (of_places.PlaceWithoutTownship, (establish(township=None),)),
    (of_places.NothingChanges, (establish(), at(pc.Change()))),
    (
        of_places.PostHeldTwice,
        (establish(), at(pc.NameStaff(staff=tuple(Staff(post=Post.HEAD, person=p) for p in ("a", "b"))))),
    ),
    (of_places.DayNamedTwice, (establish(), at(pc.SetRota(turns=(Turn(on=date(2026, 4, 1), deputies=()),))))),
    (of_places.HavesNotAllSix, (establish(), at(pc.CheckHaves(checks=YES[:5]), HEAD))),
    (
        of_places.HaveWithoutProof,
        (establish(), at(pc.CheckHaves(checks=(*YES[:5], Check(have=Have.FILES, met=True))), HEAD)),
    ),
    (of_places.ScoresDoNotFit, (establish(), at(pc.Assess(period="2026", scores=SCORES[:5])))),
    (of_places.NoSuchNotice, (establish(), at(pc.TakeDownNotice(notice=1)))),
    (of_places.OfficeKeepsRegulations, (establish(), at(pc.IssueRegulation(title="制度")))),
    (
        of_places.RegulationListed,
        (
            establish(PlaceKind.OFFICE),
            at(pc.IssueRegulation(title="《小组活动制度》")),
            at(pc.IssueRegulation(title="小组 活动制度")),
        ),
    ),
    (of_places.NoSuchRegulation, (establish(PlaceKind.OFFICE), at(pc.ReviseRegulation(regulation=1)))),
    (of_deputies.DeputyNotAtThisStage, (at(dc.Commend(title="先进")),)),
    (of_deputies.GroupNotAtThisStage, (FORMED, FORMED)),
    (of_deputies.SelectionNotAtThisStage, (SELECTING, at(dc.Decide(chosen=("d1",), minutes="1号"), CHAIR))),
    (of_deputies.ReportsForOther, (LISTED, at(ONE_VOTER, person("d9", Role.DEPUTY)))),
    (of_deputies.DeputyWithoutMandate, (at(dc.Register(person="d1", name=NOTE, mandates=())),)),
    (
        of_deputies.MandateHeld,
        (LISTED, at(dc.TakeMandate(level=Level.COUNTY, constituency="二选区", from_on=date(2026, 1, 1)))),
    ),
    (of_deputies.MandateNotHeld, (LISTED, at(dc.EndMandate(level=Level.CITY, ended_on=date(2026, 1, 1))))),
    (
        of_deputies.MandateEndsBeforeStart,
        (
            LISTED,
            at(
                dc.TakeMandate(level=Level.CITY, constituency="市", from_on=date(2026, 1, 2), until_on=date(2026, 1, 1))
            ),
        ),
    ),
    (
        of_deputies.MarksDoNotFit,
        (LISTED, at(dc.ReportToVoters(voters=1, satisfied=1, basically_satisfied=1, dissatisfied=0))),
    ),
    (of_deputies.NothingCorrected, (LISTED, at(dc.Correct()))),
    (of_deputies.LeaderNotMember, (at(dc.Form(name="组", township="T", members=("d1",), leader="d2")),)),
    (of_deputies.NotAMember, (FORMED, at(dc.Leave(person="d3")))),
    (of_deputies.LeaderLeaves, (FORMED, at(dc.Leave(person="d1")))),
    (of_deputies.QuotaNotPositive, (at(dc.Open(year=2026, quota=0)),)),
    (of_deputies.ChosenDoNotFit, (SELECTING, RANKED, at(dc.Decide(chosen=("d1", "d2"), minutes="1号"), CHAIR))),
    (of_activities.ActivityNotAtThisStage, (plan(), at(ac.Close()))),
    (of_activities.ActivityElsewhere, (plan(), at(ac.Open(), ELSEWHERE))),
    (of_activities.ActsForOther, (*OPENED, at(ac.CheckIn(person="d2"), DEPUTY))),
    (of_activities.EndsBeforeStart, (plan(ends_at=START),)),
    (of_activities.ReceptionIncomplete, (plan(hosts=()),)),
    (
        of_activities.ReceptionIsPlanned,
        (at(ac.Record(programme=programme(Kind.RECEPTION)), OFFICE, "2026-03-11T09:00"),),
    ),
    (of_activities.KindIncomplete, (plan(Kind.TRAINING),)),
    (of_activities.AlreadyBegun, (plan(), at(ac.Announce(), OFFICE, "2026-03-10T09:30"))),
    (of_activities.NotTheDay, (plan(), at(ac.Open(), OFFICE, "2026-03-09T09:00"))),
    (of_activities.NotYetOver, (at(ac.Record(programme=programme(Kind.VISIT)), OFFICE, "2026-03-09T09:00"),)),
    (of_activities.KindDoesNotFit, (*OPENED, at(ac.Attend(attendees=(Attendee(person="d1"),))))),
    (of_activities.NobodyNamed, (plan(Kind.GROUP), at(ac.Open()), at(ac.Attend(attendees=())))),
]


@pytest.mark.parametrize(("rule", "steps"), REFUSED, ids=lambda one: getattr(one, "slug", ""))
def test_a_rule_of_the_contact_work_stands(rule: type[Refused], steps: tuple[Step, ...]) -> None:
    with pytest.raises(rule):
        asked(*steps)


def test_every_rule_of_the_contact_work_is_run_into_and_has_a_name_of_its_own() -> None:
    assert {rule for rule, _ in REFUSED} == set(RULES)
    assert len({rule.slug for rule in RULES}) == len(RULES) == 41
    assert all(rule.zh.endswith("。") and rule.en() for rule in RULES)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.name)
def test_who_is_not_listed_may_not_and_what_is_out_of_order_is_refused(noun: Noun) -> None:
    assert set(noun.commands) <= set(noun.may) & set(noun.legal)
    stages = type(noun.initial.stage)
    for command in noun.commands:
        for role in Role:
            stamp = stamped(person("somebody", role), "2026-03-02T09:00")
            for stage in stages:
                legal = stage in noun.legal[command]
                if role in noun.may[command] and legal:
                    continue
                state = type(noun.initial)(stage=stage)
                with pytest.raises(OutOfOrder if role in noun.may[command] else RoleMayNot):
                    noun.decide(object.__new__(command), state, stamp=stamp, work=WORK)


@pytest.mark.parametrize(
    "steps",
    [
        (establish(), at(pc.Change(name="一号站"))),
        (LISTED, at(dc.TakeMandate(level=Level.COUNTY, constituency="一选区", from_on=date(2022, 1, 1)))),
        (FORMED, at(dc.Join(person="d2"))),
        (SELECTING, RANKED, RANKED),
        (*OPENED, at(ac.CheckIn(person="d1")), at(ac.CheckIn(person="d1"))),
    ],
    ids=["named", "mandate", "member", "ranking", "seat"],
)
def test_what_already_holds_brings_about_nothing(steps: tuple[Step, ...]) -> None:
    assert asked(*steps) == ()


def test_a_postponed_reception_is_announced_anew() -> None:
    later = START + timedelta(days=7)
    moved = ac.Postpone(starts_at=later, ends_at=later + timedelta(hours=2), reason=NOTE)
    told, after = at(ac.Announce(), OFFICE, "2026-03-01T09:00"), at(moved, OFFICE, "2026-03-02T09:00")
    day = state_after(OF_COMMAND[ac.Plan], plan(), told, after)
    assert (day.stage.value, day.announced_at, day.programme.starts_at) == ("planned", None, later)


def test_the_formula_has_a_cap_for_each_line_and_a_sanction_takes_away() -> None:
    assert points({"visit": 1}, WORK)[3] == 2
    assert points({"visit": 100}, WORK)[3] == 20
    assert points({"visit": 100, "sanctioned": 1}, WORK) == (-100, 0, 0, 20, 0)
