"""履职实绩档案: which acts of a deputy make a line, of which part, on which day, and which make none."""

from datetime import date, timedelta

from domain.activities import commands as ac
from domain.activities import events as ae
from domain.activities.particulars import Attendee, Capacity
from domain.activities.particulars import Kind as ActivityKind
from domain.contact.duty import Line, Part, lines, record
from domain.deputies import commands as dc
from domain.deputies.particulars import Level, Mandate, Standing
from domain.shared.identity import ActorId, ExternalNumber, LegalBasis
from domain.shared.people import Role
from domain.suggestion import commands as c
from domain.suggestion.particulars import Changes
from tests.domain.recorded import Told, case, contact_work
from tests.domain.test_contact_rules import CHAIR, FORMED, LISTED, NOTE, OFFICE, SELECTING, START, at, establish, plan
from tests.spec import CLERK, DEPUTY, RECEIVED, SUPERVISOR, instant, person

DAY = START.date()
D1, D2, D3 = (ActorId(name) for name in ("d1", "d2", "d3"))


def told(*steps: Told) -> list[tuple[str, Part, str, str, date]]:
    """Whose line, in which part, for what act, in what words, on what day."""
    return [(one.person, one.part, one.act, one.what, one.on) for one in lines(contact_work(*steps))]


def test_what_no_deputy_did_makes_no_line() -> None:
    assert lines(()) == ()
    assert told(establish()) == []
    assert lines(case(*RECEIVED)) == ()


def test_a_deputys_own_history_is_told_event_by_event() -> None:
    end = dc.EndMandate(level=Level.COUNTY, ended_on=date(2026, 3, 1))
    judged = dc.ReportToVoters(voters=30, satisfied=20, basically_satisfied=6, dissatisfied=4)
    assert told(
        LISTED,
        at(dc.Station(station="S-1")),
        at(judged),
        at(dc.Commend(title="先进代表")),
        at(dc.Sanction(basis=LegalBasis("纪律处分条例第十条"))),
        at(end),
    ) == [
        (D1, Part.BASICS, "registered", "", DAY),
        (D1, Part.BASICS, "mandate", "county 一选区", date(2022, 1, 1)),
        (D1, Part.BASICS, "stationed", "S-1", DAY),
        (D1, Part.REPORTS, "report", "20/6/4", DAY),
        (D1, Part.HONOURS, "commended", "先进代表", DAY),
        (D1, Part.REPORTS, "sanctioned", "纪律处分条例第十条", DAY),
        (D1, Part.BASICS, "mandate_ended", "county", date(2026, 3, 1)),
    ]


def test_a_name_put_right_is_no_act_of_the_deputy() -> None:
    assert told(LISTED, at(dc.Correct(name=NOTE))) == told(LISTED)


def test_who_joins_or_leaves_a_group_has_it_in_their_record() -> None:
    later = "2026-04-01T09:00"
    joined, left = at(dc.Join(person="d3"), OFFICE, later), at(dc.Leave(person="d2"), OFFICE, later)
    leads = at(dc.NameLeader(person="d3"), OFFICE, later)
    assert told(FORMED, joined, left, leads) == [
        (D1, Part.BASICS, "grouped", "第一组", DAY),
        (D2, Part.BASICS, "grouped", "第一组", DAY),
        (D3, Part.BASICS, "grouped", "第一组", date(2026, 4, 1)),
        (D2, Part.BASICS, "left_group", "第一组", date(2026, 4, 1)),
    ]


def test_a_selection_honours_those_chosen_and_nobody_who_was_only_ranked() -> None:
    both = dc.Rank(as_of=START, standings=tuple(Standing(person=p, points=3, goods=(3, 0, 0, 0, 0)) for p in (D1, D2)))
    assert told(SELECTING, at(both)) == []
    chosen = at(dc.Decide(chosen=(D2,), minutes="1号"), CHAIR)
    assert told(SELECTING, at(both), chosen) == [(D2, Part.HONOURS, "five_good", "2026", DAY)]


def test_an_adopted_suggestion_is_the_adopting_deputys_line_whoever_writes_it_down() -> None:
    adopt = c.Convert(external_number=ExternalNumber("2026-17"), deputy=DEPUTY.id)
    for by in (DEPUTY, SUPERVISOR):
        [line] = lines(case(*RECEIVED, (adopt, by, "2026-03-05T09:00")))
        assert (line.person, line.part, line.act, line.what) == (DEPUTY.id, Part.SUGGESTIONS, "converted", "2026-17")


def test_a_correction_that_names_the_same_deputy_leaves_the_line_as_it_was() -> None:
    brought = (c.Receive(text=NOTE, channel="visit", deputy=DEPUTY.id), CLERK, "2026-03-02T09:00")
    same = c.Correct(changes=Changes(deputy=DEPUTY.id), reason=NOTE)
    [line] = lines(case(brought, (same, CLERK, "2026-03-03T09:00")))
    assert (line.person, line.position, line.until) == (DEPUTY.id, 1, None)


VISITING = (plan(ActivityKind.VISIT), at(ac.Open()))


def visit(who: str, household: str) -> Told:
    """A deputy calls on a household."""
    return at(ac.VisitHousehold(person=ActorId(who), household=NOTE, reference=household), person(who, Role.DEPUTY))


def test_each_household_is_a_line_and_each_seat_at_a_meeting_only_one() -> None:
    visits = told(*VISITING, visit("d1", "h1"), visit("d1", "h2"))
    assert visits == [(D1, Part.CONTACT, "visit", "活动", DAY)] * 2
    twice = ae.Attended(attendees=(Attendee(person=D1),))
    meeting = (plan(ActivityKind.MEETING), at(ac.Open()), at(twice), at(twice))
    assert told(*meeting) == [(D1, Part.MEETINGS, "meeting", "活动", DAY)]


def test_staff_who_came_along_have_no_line() -> None:
    came = ac.Attend(attendees=(Attendee(person=D1), Attendee(person=D2, capacity=Capacity.STAFF)))
    assert told(plan(ActivityKind.MEETING), at(ac.Open()), at(came)) == [(D1, Part.MEETINGS, "meeting", "活动", DAY)]


def test_a_postponed_activity_counts_on_the_day_it_took_place() -> None:
    later = START + timedelta(days=7)
    moved = ac.Postpone(starts_at=later, ends_at=later + timedelta(hours=2), reason=NOTE)
    seat = at(ac.CheckIn(person=D1), OFFICE, "2026-03-17T09:00")
    steps = (plan(), at(moved, OFFICE, "2026-03-09T09:00"), at(ac.Open(), OFFICE, "2026-03-17T09:00"), seat)
    assert told(*steps) == [(D1, Part.CONTACT, "reception", "活动", date(2026, 3, 17))]


def lines_of_a_deputy() -> tuple[Line, ...]:
    """Registered on 10 March; a mandate held since long before is entered two days later."""
    township = Mandate(level=Level.TOWNSHIP, constituency="二选区", from_on=date(2016, 1, 1))
    earlier = dc.TakeMandate(level=township.level, constituency=township.constituency, from_on=township.from_on)
    return lines(contact_work(LISTED, at(earlier, OFFICE, "2026-03-12T09:00")))


def test_a_record_has_all_eight_parts_and_each_in_the_order_of_its_days() -> None:
    found = record(lines_of_a_deputy(), instant("2026-03-13T09:00"))
    assert list(found) == list(Part) and len(found) == 8
    assert [line.what for line in found[Part.BASICS]] == ["township 二选区", "county 一选区", ""]
    assert all(not found[part] for part in Part if part is not Part.BASICS)


def test_a_record_holds_what_was_known_at_the_instant_and_no_more() -> None:
    found = lines_of_a_deputy()
    assert [line.what for line in record(found, instant("2026-03-11T09:00"))[Part.BASICS]] == ["county 一选区", ""]
    assert not any(record(found, instant("2026-03-10T08:59")).values())
