"""Figures as known at a moment, each with its numerator, its denominator and the lines behind it, from the events."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from application.auditing import Auditing
from application.desk import case_number
from application.ports import Clock
from domain.figures.counting import COUNTS, DURATIONS, RATES, lines, what_if
from domain.figures.line import Duration, Figure, Line, band, duration, figure
from domain.policies.period import Period
from domain.policies.policy import Track
from domain.shared.identity import PolicyEdition, SuggestionId

GROUPINGS = ("unit", "station", "category", "month")
FIGURES = (*COUNTS, *RATES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines are counted: of a period, as known at a moment, grouped."""

    first: date | None = None
    last: date | None = None
    at: datetime | None = None
    by: str | None = None

    def holds(self, line: Line) -> bool:
        """Whether a line's day falls within the period."""
        return (self.first is None or self.first <= line.day) and (self.last is None or line.day <= self.last)


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one unit, station, category or month."""

    key: str | None
    figures: tuple[Figure, ...]
    durations: tuple[Duration, ...]
    band: str
    """Volume band, by what was received: like is compared with like."""


@dataclass(frozen=True, slots=True)
class Known:
    """All lines of all cases as known at a moment."""

    at: datetime
    position: int
    policy: PolicyEdition
    lines: tuple[Line, ...]
    numbers: dict[SuggestionId, str]


class Statistics:
    """Computes figures from the log itself; nothing is kept that could drift."""

    def __init__(self, *, auditing: Auditing, clock: Clock) -> None:
        self._auditing, self._clock = auditing, clock
        self._latest: Known | None = None

    def compute(self, wanted: Wanted) -> tuple[tuple[Group, ...], Known]:
        """The groups, months in order and others largest first."""
        known = self.known(wanted.at)
        groups: dict[str | None, list[Line]] = {}
        for line in known.lines:
            if wanted.holds(line):
                for key in _KEYS[wanted.by](line) if wanted.by else (None,):
                    groups.setdefault(key, []).append(line)
        made = [_group(key, found) for key, found in groups.items()]
        return tuple(sorted(made, key=_order(wanted.by))), known

    def lines(self, wanted: Wanted, name: str, key: str | None) -> tuple[list[Line], Known]:
        """The lines behind one figure of one group, the numerator's first."""
        known = self.known(wanted.at)
        found = [
            line
            for line in known.lines
            if line.figure == name and wanted.holds(line) and (wanted.by is None or key in _KEYS[wanted.by](line))
        ]
        return sorted(found, key=lambda line: (not line.hit, line.position)), known

    def what_if(self, wanted: Wanted, track: Track, period: Period) -> tuple[Figure, Known]:
        """按期答复率 had a track had another clock. Nothing is written."""
        moment = (wanted.at or self._clock.now()).astimezone(self._clock.zone)
        histories, position = self._auditing.histories(moment)
        found = tuple(
            line
            for one in self._auditing.plain_trails(histories)
            for line in what_if(one, track, period, moment)
            if wanted.holds(line)
        )
        known = Known(moment, position, self._auditing.policy_on(moment.date()), found, {})
        return figure("answered_in_time", found, plain=False), known

    def known(self, at: datetime | None) -> Known:
        """Every line as known at a moment; the latest answer for now is kept while the log stands still."""
        moment = (at or self._clock.now()).astimezone(self._clock.zone)
        kept = self._latest
        fresh = kept is not None and kept.at.date() == moment.date() and kept.position == self._auditing.head()
        if at is None and kept is not None and fresh and (moment - kept.at).total_seconds() < KEPT_SECONDS:
            return kept
        histories, position = self._auditing.histories(moment)
        found = tuple(line for one in self._auditing.plain_trails(histories) for line in lines(one, moment))
        numbers = {case: case_number(history[0]) for case, history in histories.items()}
        known = Known(moment, position, self._auditing.policy_on(moment.date()), found, numbers)
        if at is None:
            self._latest = known
        return known


KEPT_SECONDS = 60.0
"""Seconds an answer for now is kept: a last day may pass without anything being recorded."""

_KEYS: dict[str, Callable[[Line], Iterable[str | None]]] = {
    "unit": lambda line: line.units,
    "station": lambda line: (line.station,),
    "category": lambda line: (line.category,),
    "month": lambda line: (line.day.strftime("%Y-%m"),),
}


def _order(by: str | None) -> Callable[[Group], tuple[int, str]]:
    def key(group: Group) -> tuple[int, str]:
        return (0, group.key or "") if by == "month" else (-group.figures[0].numerator, group.key or "")

    return key


def _group(key: str | None, found: Sequence[Line]) -> Group:
    by_name: dict[str, list[Line]] = {}
    for line in found:
        by_name.setdefault(line.figure, []).append(line)
    figures = tuple(figure(name, by_name.get(name, ()), plain=name in COUNTS) for name in FIGURES)
    durations = tuple(duration(name, by_name.get(name, ())) for name in DURATIONS)
    return Group(key, figures, durations, band(figures[0].numerator))
