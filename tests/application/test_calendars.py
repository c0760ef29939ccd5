"""What follows when a provisional year's holiday notice comes out."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from application.ports import Append
from application.sealing import sealed
from domain.policies.policy import Rules, Track, Urgency
from domain.policies.working_days import CalendarYear
from domain.shared.identity import ActorId, CategoryCode, Channel, CommandId, OrgCode, SuggestionId, UnitCode
from domain.shared.people import OFFICE, Actor, Role
from domain.shared.sealed import plain
from domain.shared.stamp import Stamp
from domain.suggestion import commands, events
from domain.suggestion.decide import decide
from domain.suggestion.evolve import evolve
from domain.suggestion.particulars import Kind
from domain.suggestion.state import INITIAL
from infrastructure.bootstrap import Plant
from infrastructure.editions.policy_files import load_policies

ZONE = ZoneInfo("Asia/Shanghai")
SUPERVISOR = Actor(id=ActorId("a-s"), role=Role.SUPERVISOR, org=OFFICE)
SYSTEM = Actor(id=ActorId("system"), role=Role.SYSTEM, org=OFFICE)
UNIT = UnitCode(OrgCode("D01"))
NOTICE = CalendarYear(
    year=2027,
    edition=1,
    announced=True,
    rest_days=frozenset(date(2027, 2, day) for day in range(5, 13)),
    make_up_days=frozenset({date(2027, 2, 20), date(2027, 2, 28)}),
)


def transferred(plant: Plant, on: datetime, track: Track) -> SuggestionId:
    """A case given to a unit on a day in the past, as if the office had been open then."""
    case = SuggestionId(uuid4())
    rules = Rules(load_policies()[0], plant.system.calendars._rulebook.calendar())
    given = (
        commands.Receive(text=plain("桥面破损"), channel=Channel("station")),
        commands.Triage(category=CategoryCode("TR-19"), track=track, urgency=Urgency.ORDINARY),
        commands.Transfer(assignments=(commands.Assign(unit=UNIT, kind=Kind.LEAD),)),
    )
    entries: list[tuple[events.Event, Stamp]] = []
    state = INITIAL
    for command in given:
        stamp = Stamp(at=on, by=SUPERVISOR, command_id=CommandId(uuid4()), occurred_at=on, zone=ZONE)
        for event in decide(command, state, stamp=stamp, rules=rules):
            entries.append((event, stamp))
            state = evolve(state, event, stamp)
    keeper = plant.system.tracking._keeper
    plant.system.log.append(
        sealed((Append(case=case, after_version=0, entries=tuple(entries), fingerprint="f"),), keeper)
    )
    return case


def due_of(plant: Plant, case: SuggestionId) -> dict[str, object]:
    found: dict[str, object] = plant.system.casefile.read(case, SYSTEM).facts["due"]
    return found


def catch_up(plant: Plant) -> None:
    while plant.projector.advance():
        pass


def test_a_notice_recalculates_exactly_the_provisional_deadlines_and_once(plant: Plant) -> None:
    settled = transferred(plant, datetime(2026, 6, 25, 9, tzinfo=ZONE), Track.FORMAL)
    waiting = transferred(plant, datetime(2026, 11, 30, 9, tzinfo=ZONE), Track.FORMAL)
    catch_up(plant)
    before_settled, before_waiting = due_of(plant, settled), due_of(plant, waiting)
    assert (before_waiting["on"], before_waiting["provisional"]) == ("2027-03-01", True)
    assert (before_settled["on"], before_settled["provisional"]) == ("2026-09-28", False)

    calendars = plant.system.calendars
    assert calendars.announce(NOTICE, "国办发明电", by=SYSTEM, progress=lambda *_: None) == 1

    # 28 February 2027 is a Sunday, and by the notice a day of work: the deadline no longer rolls.
    after = due_of(plant, waiting)
    assert (after["on"], after["provisional"], after["calendar"]) == ("2027-02-28", False, "2026a1+2027a2")
    assert due_of(plant, settled) == before_settled
    catch_up(plant)
    assert calendars.announce(NOTICE, "国办发明电", by=SYSTEM, progress=lambda *_: None) == 0
    history = plant.system.casefile.history(waiting, SYSTEM)
    assert [line.event for line in history].count("deadline_recalculated") == 1
    [first, second] = history[-1].data["changes"]
    assert (first["unit"], first["before"]["on"], first["after"]["on"]) == (None, "2027-03-01", "2027-02-28")
    assert second["unit"] == "D01"


def test_a_later_notice_for_the_same_year_is_a_new_edition(plant: Plant) -> None:
    calendars = plant.system.calendars
    for notice in (NOTICE, replace(NOTICE, make_up_days=frozenset({date(2027, 2, 20)}))):
        before = next(y for y in calendars.years() if y.year == 2027)
        calendars.announce(notice, "更正", by=SYSTEM, progress=lambda *_: None)
    year = next(y for y in calendars.years() if y.year == 2027)
    assert (year.edition, year.announced) == (before.edition + 1, True)
    assert not year.works_on(date(2027, 2, 28)) and year.works_on(date(2027, 2, 28) + timedelta(days=1))
