"""Deputies, their groups and the five-good selection: what follows from what is asked, and what is refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.contact.nouns import OF_COMMAND
from domain.deputies import commands as dc
from domain.deputies import events as de
from domain.deputies import refusals as no
from domain.deputies.decide import decide_deputy
from domain.deputies.particulars import Level, Mandate, Standing
from domain.deputies.state import Deputy, Stage
from domain.shared.acting import OccurredInFuture
from domain.shared.identity import ActorId, Constituency, OrgCode
from domain.shared.refusal import Refused
from domain.shared.sealed import plain
from tests.domain.test_contact_rules import (
    CHAIR,
    COUNTY,
    FORMED,
    LISTED,
    NOTE,
    OFFICE,
    RANKED,
    SELECTING,
    START,
    Step,
    asked,
    at,
    state_after,
)
from tests.spec import instant, stamped
from tests.support.judged import WORK

D1, D2, D3 = (ActorId(name) for name in ("d1", "d2", "d3"))
TOWNSHIP = Mandate(level=Level.TOWNSHIP, constituency=Constituency("二选区"), from_on=date(2021, 1, 1))
RESIGNED = at(dc.EndMandate(level=Level.COUNTY, ended_on=date(2026, 3, 9)))
ELECTED_AGAIN = at(dc.TakeMandate(level=Level.COUNTY, constituency=Constituency("三选区"), from_on=date(2026, 3, 10)))
TWO_RANKED = dc.Rank(as_of=START, standings=tuple(Standing(person=p, points=1, goods=(1,)) for p in (D1, D2)))
TWO_PLACES = (at(dc.Open(year=2026, quota=2)), at(TWO_RANKED))


def after(*steps: Step) -> Any:
    """What is known afterwards."""
    return state_after(OF_COMMAND[type(steps[0][0])], *steps)


def register(*mandates: Mandate, **more: Any) -> Step:
    """A deputy is entered."""
    return at(dc.Register(person=D1, name=NOTE, mandates=mandates, **more))


def choose(*people: str) -> Step:
    """The committee chooses."""
    return at(dc.Decide(chosen=tuple(ActorId(p) for p in people), minutes="1号"), CHAIR)


REFUSED: dict[str, tuple[type[Refused], tuple[Step, ...]]] = {
    "two mandates of one level at once": (no.MandateHeld, (register(COUNTY, replace(COUNTY, constituency="二选区")),)),
    "a mandate that runs into one held": (
        no.MandateHeld,
        (
            LISTED,
            at(dc.TakeMandate(level=Level.COUNTY, constituency=Constituency("三选区"), from_on=date(2021, 1, 1))),
        ),
    ),
    "a term that ends before it begins": (
        no.MandateEndsBeforeStart,
        (register(replace(COUNTY, until_on=date(2021, 12, 31))),),
    ),
    "an end after the end": (
        no.MandateNotHeld,
        (LISTED, RESIGNED, at(dc.EndMandate(level=Level.COUNTY, ended_on=date(2026, 3, 10)))),
    ),
    "a negative mark": (
        no.MarksDoNotFit,
        (LISTED, at(dc.ReportToVoters(voters=3, satisfied=-1, basically_satisfied=1, dissatisfied=1))),
    ),
    "a leader from outside": (no.LeaderNotMember, (FORMED, at(dc.NameLeader(person=D3)))),
    "the new leader leaves": (no.LeaderLeaves, (FORMED, at(dc.NameLeader(person=D2)), at(dc.Leave(person=D2)))),
    "a group that is no more": (
        no.GroupNotAtThisStage,
        (FORMED, at(dc.Dissolve(reason=NOTE)), at(dc.Join(person=D3))),
    ),
    "nobody is chosen": (no.ChosenDoNotFit, (*TWO_PLACES, choose())),
    "one is chosen twice": (no.ChosenDoNotFit, (*TWO_PLACES, choose("d1", "d1"))),
    "one is chosen whom nobody ranked": (no.ChosenDoNotFit, (*TWO_PLACES, choose("d1", "d3"))),
    "ranked once it is decided": (no.SelectionNotAtThisStage, (*TWO_PLACES, choose("d1"), at(TWO_RANKED))),
    "decided once it is called off": (
        no.SelectionNotAtThisStage,
        (*TWO_PLACES, at(dc.CallOff(reason=NOTE)), choose("d1")),
    ),
}


@pytest.mark.parametrize(("rule", "steps"), REFUSED.values(), ids=REFUSED.keys())
def test_what_may_not_be_is_refused_by_its_own_rule(rule: type[Refused], steps: tuple[Step, ...]) -> None:
    state_after(OF_COMMAND[type(steps[0][0])], *steps[:-1])
    with pytest.raises(rule):
        asked(*steps)


def test_nothing_is_recorded_before_it_happened() -> None:
    early = stamped(OFFICE, "2026-03-10T09:00", "2026-03-10T09:01")
    with pytest.raises(OccurredInFuture):
        decide_deputy(LISTED[0], Deputy(), stamp=early, work=WORK)
    assert decide_deputy(LISTED[0], Deputy(), stamp=replace(early, occurred_at=early.at), work=WORK)


def test_a_deputy_is_entered_with_every_mandate_and_the_station() -> None:
    entered = register(COUNTY, TOWNSHIP, station=OrgCode("S-1"))
    assert [type(event) for event in asked(entered)] == [de.Registered, de.MandateTaken, de.MandateTaken, de.Stationed]
    deputy = after(entered)
    assert (deputy.stage, deputy.person, deputy.station) == (Stage.REGISTERED, D1, "S-1")
    assert deputy.levels(date(2021, 6, 1)) == {Level.TOWNSHIP}
    assert deputy.levels(date(2026, 3, 10)) == {Level.TOWNSHIP, Level.COUNTY}


def test_a_correction_changes_what_it_names_and_nothing_else() -> None:
    phone, name = plain("13800000000"), plain("王某某")
    listed = register(COUNTY, phone=phone)
    assert (after(listed, at(dc.Correct(name=name))).name, after(listed, at(dc.Correct(name=name))).phone) == (
        name,
        phone,
    )
    assert after(listed, at(dc.Correct(phone=plain("139")))).name == NOTE


def test_the_station_a_deputy_is_at_already_is_no_event_and_another_is() -> None:
    stationed = (LISTED, at(dc.Station(station=OrgCode("S-1"))))
    assert asked(*stationed, at(dc.Station(station=OrgCode("S-1")))) == ()
    assert asked(*stationed, at(dc.Station(station=OrgCode("S-2")))) == (de.Stationed(station=OrgCode("S-2")),)


def test_an_ended_mandate_is_held_to_its_last_day_and_the_level_is_free_after() -> None:
    deputy = after(LISTED, RESIGNED)
    assert deputy.levels(date(2026, 3, 9)) == {Level.COUNTY}
    assert deputy.levels(date(2026, 3, 10)) == set()
    assert asked(LISTED, RESIGNED, RESIGNED) == ()
    assert after(LISTED, RESIGNED, ELECTED_AGAIN).levels(date(2026, 3, 10)) == {Level.COUNTY}


def test_the_end_of_one_mandate_leaves_other_levels_and_earlier_terms_alone() -> None:
    again = at(dc.EndMandate(level=Level.COUNTY, ended_on=date(2026, 12, 31)))
    mandates = after(register(COUNTY, TOWNSHIP), RESIGNED, ELECTED_AGAIN, again).mandates
    assert [(m.level, m.until_on) for m in mandates] == [
        (Level.COUNTY, date(2026, 3, 9)),
        (Level.TOWNSHIP, None),
        (Level.COUNTY, date(2026, 12, 31)),
    ]


def test_a_group_names_each_member_once() -> None:
    twice = at(dc.Form(name="第一组", township="T-1", members=(D1, D2, D1), leader=D1))
    assert after(twice).members == (D1, D2)


def test_a_leader_may_leave_once_another_is_named() -> None:
    assert asked(FORMED, at(dc.NameLeader(person=D1))) == ()
    group = after(FORMED, at(dc.Join(person=D3)), at(dc.NameLeader(person=D3)), at(dc.Leave(person=D1)))
    assert (group.leader, group.members) == (D3, (D2, D3))


def test_a_dissolved_group_keeps_its_two_days() -> None:
    group = after(FORMED, at(dc.Dissolve(reason=NOTE), OFFICE, "2026-05-06T09:00"))
    assert (group.stage, group.formed_on, group.dissolved_on) == (Stage.DISSOLVED, START.date(), date(2026, 5, 6))


def test_a_selection_pins_the_formula_it_was_opened_with() -> None:
    [opened] = asked(SELECTING)
    assert opened == de.Opened(year=2026, quota=1, formula=WORK.edition)


def test_a_ranking_without_an_instant_is_of_the_moment_it_is_asked() -> None:
    [ranked] = asked(SELECTING, at(dc.Rank(), OFFICE, "2026-03-11T10:00"))
    assert ranked == de.Ranked(as_of=instant("2026-03-11T10:00"), standings=())


def test_the_committee_may_choose_fewer_than_there_are_places_and_in_its_own_order() -> None:
    assert after(*TWO_PLACES, choose("d2")).chosen == (D2,)
    decided = after(*TWO_PLACES, choose("d2", "d1"))
    assert (decided.stage, decided.chosen, decided.minutes) == (Stage.DECIDED, (D2, D1), "1号")


def test_a_selection_is_called_off_with_or_without_a_ranking() -> None:
    for steps in ((SELECTING,), (SELECTING, RANKED)):
        assert after(*steps, at(dc.CallOff(reason=NOTE), CHAIR)).stage is Stage.CALLED_OFF
