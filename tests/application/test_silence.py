"""Silent gaps: what is told of a history in which nothing was recorded for longer than a week of work."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from application.ports import Recorded
from application.silence import silences
from domain.shared.identity import SuggestionId
from domain.shared.sealed import plain
from domain.suggestion import commands
from infrastructure.bootstrap import Plant
from tests.support.commands import CLERK, give, received

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 6, 1, 9, tzinfo=ZONE)


def at(history: Sequence[Recorded], *days: int) -> list[Recorded]:
    """The same events, recorded so many days after a Monday."""
    moved = zip(history, days, strict=True)
    return [replace(r, stamp=replace(r.stamp, at=MONDAY + timedelta(days=n), zone=ZONE)) for r, n in moved]


def two_events(plant: Plant) -> tuple[Recorded, ...]:
    """A registration and a correction."""
    case = SuggestionId(received(plant).id)
    give(plant, case, commands.ProtectIdentity(reason=plain("怕报复")), CLERK)
    return plant.system.log.history(case)


def test_a_week_of_work_passes_without_remark_and_more_is_told(plant: Plant) -> None:
    history, calendars = two_events(plant), plant.system.calendars
    assert silences(at(history, 0, 8), calendars, MONDAY + timedelta(days=9)) == []
    [gap] = silences(at(history, 0, 9), calendars, MONDAY + timedelta(days=10))
    assert (gap.after, gap.days) == (1, 6)
    assert (gap.since, gap.until) == (MONDAY.date(), (MONDAY + timedelta(days=9)).date())


def test_a_silence_that_lasts_is_counted_up_to_the_moment(plant: Plant) -> None:
    history = at(two_events(plant), 0, 1)
    assert silences(history, plant.system.calendars, MONDAY + timedelta(days=4)) == []
    [gap] = silences(history, plant.system.calendars, MONDAY + timedelta(days=11))
    assert (gap.after, gap.days) == (2, 8)
