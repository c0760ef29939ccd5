"""Activities: what a deputy may write down, and what an activity of one kind does not hold."""

import pytest

from domain.activities import commands as ac
from domain.activities import events as ae
from domain.activities import refusals as no
from domain.activities.particulars import Attendee, Kind
from domain.shared.identity import ActorId
from tests.domain.test_contact_rules import DEPUTY, NOTE, OFFICE, Step, asked, at, plan, programme

D1, D2 = ActorId("d1"), ActorId("d2")
AFTERWARDS = "2026-03-11T09:00"


def took_part(*people: ActorId) -> Step:
    """A deputy writes down afterwards who took part in a contact."""
    attendees = tuple(Attendee(person=person) for person in people)
    return ac.Record(programme=programme(Kind.CONTACT), attendees=attendees), DEPUTY, AFTERWARDS


def test_a_deputy_writes_down_what_they_took_part_in_themselves_and_nobody_else() -> None:
    held, attended = asked(took_part(D1))
    assert held == ae.Held(programme=programme(Kind.CONTACT))
    assert attended == ae.Attended(attendees=(Attendee(person=D1),))
    with pytest.raises(no.ActsForOther):
        asked(took_part(D1, D2))


def test_what_was_held_without_names_is_held_all_the_same() -> None:
    assert [type(event) for event in asked(took_part())] == [ae.Held]


def test_an_activity_is_announced_once() -> None:
    told = at(ac.Announce(), OFFICE, "2026-03-01T09:00")
    assert asked(plan(), told) == (ae.Announced(),)
    assert asked(plan(), told, told) == ()


ACTS = {
    ac.CheckIn(person=D1): {Kind.RECEPTION},
    ac.VisitHousehold(person=D1, household=NOTE): {Kind.VISIT},
    ac.Assist(person=D1, beneficiary=NOTE, method="visit"): {Kind.VISIT, Kind.ASSISTANCE},
}


@pytest.mark.parametrize("kind", [Kind.RECEPTION, Kind.VISIT, Kind.ASSISTANCE, Kind.GROUP, Kind.CONTACT, Kind.MEETING])
def test_each_act_of_a_deputy_belongs_to_activities_of_its_own_kinds(kind: Kind) -> None:
    for act, kinds in ACTS.items():
        steps = (plan(kind), at(ac.Open()), at(act, DEPUTY))
        if kind in kinds:
            assert len(asked(*steps)) == 1
        else:
            with pytest.raises(no.KindDoesNotFit):
                asked(*steps)
