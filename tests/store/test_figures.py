"""Figures in a store: at any moment those of the log, whoever counts; and a holiday notice counts them anew."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest

from application.auditing import Auditing
from application.demo.loading import Loading
from application.figure_queries import FiguresWanted
from application.statistics import Group
from domain.figures.counting import lines
from domain.figures.line import Line, duration, figure
from infrastructure.bootstrap import Plant
from tests.support.brute_figures import shares
from tests.support.judged import UNTIL, year_of
from tests.support.tables import catch_up

CASES, MOMENTS = 240, 30


@pytest.fixture(scope="module")
def loaded(plant: Plant) -> Iterator[Plant]:
    """A store with a small year in it, its figures brought up in uneven steps."""
    log, keeper = plant.system.log, plant.system.desk._keeper
    loading = Loading(log=log, keeper=keeper, views=plant.system.views)
    loading._patience = 0.0
    loading.load(year_of(CASES)[1], lambda done, total: None)
    plant.flagger._size = 700
    while plant.judge():
        pass
    catch_up(plant)
    yield plant


def moments() -> list[datetime]:
    """Moments of the year, and its end."""
    random = Random(17)
    return [UNTIL - timedelta(seconds=random.random() * 320 * 86_400) for _ in range(MOMENTS)] + [UNTIL]


def counted(group: Group) -> dict[str, tuple[int, int]]:
    """Numerator and denominator of every figure that counts something."""
    told = (*group.figures, *group.steps)
    return {f.name: (f.numerator, f.denominator or f.numerator) for f in told if f.denominator or f.numerator}


def known_lines(auditing: Auditing, at: datetime) -> list[Line]:
    """Every line as known at a moment, from the events themselves."""
    histories, _ = auditing.histories(at)
    return [line for trail in auditing.plain_trails(histories) for line in lines(trail, at)]


def test_the_store_counts_at_any_moment_what_one_pass_over_the_events_counts(loaded: Plant) -> None:
    everything, _ = loaded.system.auditing.histories(UNTIL)
    told = [[(r.event, r.stamp) for r in history] for history in everything.values()]
    for at in moments():
        [group], basis = loaded.system.statistics.compute(FiguresWanted(at=at))
        assert counted(group) == shares(told, at), at
        assert basis.position == loaded.system.log.head()


@pytest.mark.parametrize("by", ["unit", "station", "category", "month"])
def test_each_group_is_counted_from_its_own_lines(loaded: Plant, by: str) -> None:
    at = UNTIL - timedelta(days=40)
    keys = {
        "unit": lambda line: line.units,
        "station": lambda line: (line.station,),
        "category": lambda line: (line.category,),
        "month": lambda line: (line.day.strftime("%Y-%m"),),
    }
    known = known_lines(loaded.system.auditing, at)
    groups, _ = loaded.system.statistics.compute(FiguresWanted(at=at, by=by))
    assert {group.key for group in groups} == {key for line in known for key in keys[by](line)}
    for group in groups:
        mine = [line for line in known if group.key in keys[by](line)]
        for told in (*group.figures, *group.steps):
            own = [line for line in mine if line.figure == told.name]
            assert told == figure(told.name, own, plain=told.denominator is None)
        own = [line for line in mine if line.figure == "handling_days"]
        assert group.durations == (duration("handling_days", own),)


def test_a_holiday_notice_counts_anew_what_another_calendar_counted(loaded: Plant) -> None:
    calendar = loaded.system.auditing.calendar_name()
    assert not loaded.figures.counted_by_another_calendar(calendar, 10)
    stale = loaded.figures.counted_by_another_calendar("another", 10_000)
    assert len(stale) == CASES
    before = loaded.system.statistics.compute(FiguresWanted(at=UNTIL))
    loaded.flagger.rewrite([*stale])  # type: ignore[list-item]
    assert loaded.system.statistics.compute(FiguresWanted(at=UNTIL)) == before
