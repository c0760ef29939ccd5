"""What came of each station's suggestions this year, for everybody: counted at most once a minute for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from application.figure_queries import FiguresWanted
from application.system import System

SHOWN = ("received", "answered_in_time", "closed", "solved")
KEPT = timedelta(minutes=1)
"""The page is open to everybody: asking often must cost the office nothing."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts as of an instant, by station and figure."""

    at: datetime
    by_station: Mapping[str, Mapping[str, int]]


@dataclass(slots=True)
class StationCounts:
    """Counts of this year, kept for a minute."""

    system: System
    _last: Counted | None = field(default=None)

    def now(self) -> Counted:
        """The counts, and the instant they are of."""
        now, last = self.system.clock.now(), self._last
        if last is None or now - last.at > KEPT:
            wanted = FiguresWanted(first=date(now.year, 1, 1), last=now.date(), by="station")
            groups, _ = self.system.statistics.compute(wanted)
            found = {g.key: {one.name: one.numerator for one in g.figures} for g in groups if g.key is not None}
            self._last = last = Counted(now, found)
        return last
