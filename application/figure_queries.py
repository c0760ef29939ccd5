"""What may be asked of the figures, and the lines they answer with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.policies.deadlines import last_day
from domain.policies.period import Period
from domain.redflags.trail import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresWanted:
    """Which lines are counted: of a period by the lines' own days, as known at a moment, grouped."""

    first: date | None = None
    last: date | None = None
    at: datetime | None = None
    by: str | None = None
    """unit, station, category or month."""
    unit: str | None = None
    """Of the cases this unit must answer."""
    station: str | None = None
    figures: tuple[str, ...] | None = None
    """Only these; all of them without."""
    tracks: tuple[str, ...] | None = None
    """Of cases on these tracks now; an empty one stands for those on none yet."""
    key: str | None = None
    """Of this group alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCount:
    """One figure of one group. Median and P90 are of the lines' values, in working days."""

    key: str | None
    figure: str
    numerator: int
    denominator: int
    median: float | None
    p90: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One line behind a figure: which case, by which event, in the numerator or not."""

    case: UUID
    number: str
    units: tuple[str, ...]
    day: date
    hit: bool
    position: int
    value: int | None
    version: int | None = None
    """Of the event in its case; None while the journal has not come so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From when a case was a unit's to answer, and when it was answered first; None while it is not."""

    began_on: date
    answered_on: date | None

    def kept(self, period: Period, office: Office, at: datetime, wanted: FiguresWanted) -> bool | None:
        """Whether another clock's last day would have been met; None where it is not among the days asked about."""
        due = last_day(self.began_on, period, office.calendar)
        early = wanted.first is not None and due < wanted.first
        late = wanted.last is not None and wanted.last < due
        open_yet = self.answered_on is None and at < office.end_of(due)
        if early or late or open_yet:
            return None
        return self.answered_on is not None and self.answered_on <= due


class Figures(Protocol):
    """The reader behind statistics."""

    def position(self) -> int:
        """How far the lines have read the log."""

    def stretches(self, wanted: FiguresWanted, at: datetime) -> Sequence[Stretch]:
        """When each case of some tracks was handed over and answered, as far as was known at a moment."""

    def count(self, wanted: FiguresWanted, at: datetime) -> Sequence[FigureCount]:
        """Every figure of every group that has lines, as known at a moment."""

    def lines(
        self,
        wanted: FiguresWanted,
        at: datetime,
        *,
        figure: str,
        key: str | None,
        offset: int,
        limit: int,
        hit: bool | None = None,
    ) -> Sequence[FigureLine]:
        """A page of the lines of one figure, of one group where they are grouped; the numerator's first.

        `hit` asks for those in the numerator, or those outside it, alone.
        """
