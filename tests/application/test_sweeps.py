"""Sweeps on a real store: two at once, after an outage, and while people work."""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from application.sweeps import SweepReport
from domain.policies.policy import Track, Urgency
from domain.policies.working_days import CalendarYear
from domain.shared.identity import CategoryCode, SuggestionId, UnitCode
from domain.shared.people import Role
from domain.shared.sealed import plain
from domain.suggestion import commands as c
from domain.suggestion.particulars import Kind
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from interfaces.actors import SYSTEM
from tests.support.commands import give, person, received
from tests.support.random_commands import SUPERVISOR

ZONE = ZoneInfo("Asia/Shanghai")
COUNT = 40


class SetClock:
    """A clock that stands where it is put."""

    zone = ZONE

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.at

    def new_id(self) -> UUID:
        """An identifier nobody has used."""
        return uuid4()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 3, 2, 9, tzinfo=ZONE))


@pytest.fixture
def plants(fresh_settings: Settings, clock: SetClock) -> Iterator[tuple[Plant, Plant]]:
    """Two processes' worth of the same office."""
    bootstrap.prepare(fresh_settings, thorough=True)
    with bootstrap.opened(fresh_settings, clock) as one, bootstrap.opened(fresh_settings, clock) as two:
        yield one, two


def transferred(plant: Plant, track: str = "T3") -> SuggestionId:
    """A case a department has."""
    case = received(plant).id
    triage = c.Triage(category=CategoryCode("roads"), track=Track(track), urgency=Urgency.ORDINARY)
    give(plant, case, triage, SUPERVISOR)
    give(plant, case, c.Transfer(assignments=(c.Assign(unit=UnitCode("roads"), kind=Kind.LEAD),)), SUPERVISOR)
    return case


def catch_up(plant: Plant) -> None:
    """Bring the views up to the log."""
    while plant.projector.advance():
        pass


def done_to(plant: Plant, case: SuggestionId) -> list[tuple[str, date | None]]:
    """What the clock did to a case, and the days it did it for."""
    found = []
    for record in plant.system.log.history(case):
        if record.stamp.by == SYSTEM:
            found.append((type(record.event).__name__, getattr(record.event, "for_day", None)))
    return found


LADDER = [
    ("Reminded", date(2026, 3, 30)),
    ("Supervised", date(2026, 4, 2)),
    ("Supervised", date(2026, 4, 8)),
    ("Supervised", date(2026, 4, 17)),
]


def test_two_sweeps_at_once_do_each_act_once(plants: tuple[Plant, Plant], clock: SetClock) -> None:
    cases = [transferred(plants[0]) for _ in range(COUNT)]
    catch_up(plants[0])
    clock.at = datetime(2026, 4, 30, 9, tzinfo=ZONE)
    reports: list[SweepReport] = []
    sweeps = [threading.Thread(target=lambda p=p: reports.append(p.system.sweeps.sweep(SYSTEM))) for p in plants]
    for thread in sweeps:
        thread.start()
    for thread in sweeps:
        thread.join()
    # What one overtook of the other, the next pass looks at again.
    reports.append(plants[0].system.sweeps.sweep(SYSTEM))
    assert not any(report.refused for report in reports)
    for case in cases:
        assert done_to(plants[0], case) == LADDER
    assert sum(sum(report.acts.values()) for report in reports) == COUNT * len(LADDER)
    assert plants[1].system.sweeps.sweep(SYSTEM).acts == {}


def test_an_outage_of_a_week_is_made_up_for(plants: tuple[Plant, Plant], clock: SetClock) -> None:
    plant = plants[0]
    case, seen = transferred(plant), Counter[str]()
    catch_up(plant)
    for number in range(1, 60):
        clock.at = datetime(2026, 3, 2, 9, tzinfo=ZONE) + timedelta(days=number)
        if not date(2026, 3, 28) <= clock.at.date() <= date(2026, 4, 9):
            seen.update(plant.system.sweeps.sweep(SYSTEM).acts)
    assert done_to(plant, case) == LADDER
    assert seen == {"before_due": 1, "overdue L1": 1, "overdue L2": 1, "overdue L3": 1}


def test_the_ledger_of_supervision_shows_every_notice(plants: tuple[Plant, Plant], clock: SetClock) -> None:
    plant = plants[0]
    case = transferred(plant)
    catch_up(plant)
    clock.at = datetime(2026, 4, 9, 9, tzinfo=ZONE)
    plant.system.sweeps.sweep(SYSTEM)
    catch_up(plant)
    lines = plant.system.views.supervision(open_only=True, unit="roads")
    assert {(line.case, line.level, line.for_day) for line in lines} == {
        (case, "L1", date(2026, 4, 2)),
        (case, "L2", date(2026, 4, 8)),
    }
    account = c.RespondToSupervision(text=plain("已加派人手。"), notice=1)
    give(plant, case, account, person(Role.DEPARTMENT, "roads"))
    catch_up(plant)
    assert [line.notice for line in plant.system.views.supervision(open_only=True, unit="roads")] == [2]
    assert len(plant.system.views.supervision(open_only=False, unit="roads")) == 2


def test_a_recalculation_that_was_cut_off_is_made_good(plants: tuple[Plant, Plant], clock: SetClock) -> None:
    plant = plants[0]
    clock.at = datetime(2026, 11, 30, 9, tzinfo=ZONE)
    settled, waiting = transferred(plant, "T2"), transferred(plant, "T3")
    other = transferred(plant, "T4")
    catch_up(plant)
    clock.at = datetime(2026, 12, 1, 9, tzinfo=ZONE)
    known = next(y for y in plant.system.calendars.years() if y.year == 2027)
    year = CalendarYear(
        year=2027, edition=known.edition + 1, announced=True, make_up_days=frozenset({date(2027, 2, 28)})
    )
    plant.system.sweeps._rulebook.announce(replace(year), "国办发明电")
    plant.system.sweeps.sweep(SYSTEM)
    assert [name for name, _ in done_to(plant, other)] == ["DeadlineRecalculated"]
    assert done_to(plant, settled) == done_to(plant, waiting) == []
    assert plant.system.sweeps.sweep(SYSTEM).acts == {}
