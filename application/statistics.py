"""Figures as known at a moment, each with its numerator, its denominator and the lines behind it, from the events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from application.auditing import Auditing
from application.figure_queries import FigureCount, FigureLine, Figures, FiguresWanted
from application.ports import Clock
from domain.figures.counting import COUNTS, DURATIONS, RATES, what_if
from domain.figures.course import STEPS
from domain.figures.line import Duration, Figure, band, figure
from domain.policies.period import Period
from domain.policies.policy import Track
from domain.shared.identity import PolicyEdition

GROUPINGS = ("unit", "station", "category", "month")
FIGURES = (*COUNTS, *RATES)


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one unit, station, category or month."""

    key: str | None
    figures: tuple[Figure, ...]
    durations: tuple[Duration, ...]
    steps: tuple[Figure, ...]
    """How far the cases received have come."""
    band: str
    """Volume band, by what was received: like is compared with like."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What figures rest on: the moment they are of, how far the log was read, and the policy in force."""

    at: datetime
    position: int
    policy: PolicyEdition


class Statistics:
    """Counts figures from lines that are kept up with the log; every line names the event it rests on."""

    def __init__(self, *, figures: Figures, auditing: Auditing, clock: Clock) -> None:
        self._figures, self._auditing, self._clock = figures, auditing, clock

    def compute(self, wanted: FiguresWanted) -> tuple[tuple[Group, ...], Basis]:
        """The groups, months in order and others largest first."""
        basis = self._basis(wanted)
        groups: dict[str | None, dict[str, FigureCount]] = {}
        for count in self._figures.count(wanted, basis.at):
            groups.setdefault(count.key, {})[count.figure] = count
        made = [_group(key, found) for key, found in (groups or ({} if wanted.by else {None: {}})).items()]
        return tuple(sorted(made, key=_order(wanted.by))), basis

    def lines(
        self,
        wanted: FiguresWanted,
        name: str,
        key: str | None,
        *,
        offset: int,
        limit: int,
        hit: bool | None = None,
    ) -> tuple[Sequence[FigureLine], Figure, Basis]:
        """A page of the lines behind one figure of one group, the numerator's first; and the figure itself."""
        basis = self._basis(wanted)
        counts = [c for c in self._figures.count(replace(wanted, figures=(name,)), basis.at) if c.key == key]
        told = _figure(name, counts[0] if counts else None, plain=False)
        found = self._figures.lines(wanted, basis.at, figure=name, key=key, offset=offset, limit=limit, hit=hit)
        return found, told, basis

    def what_if(self, wanted: FiguresWanted, track: Track, period: Period) -> tuple[Figure, Basis]:
        """按期答复率 had a track had another clock. Nothing is written; the whole log is read."""
        moment = self._moment(wanted)
        histories, position = self._auditing.histories(moment)
        trails = self._auditing.plain_trails(histories)
        found = tuple(
            line
            for one in trails
            for line in what_if(one, track, period, moment)
            if (wanted.first is None or wanted.first <= line.day) and (wanted.last is None or line.day <= wanted.last)
        )
        basis = Basis(moment, position, self._auditing.policy_on(moment.date()))
        return figure("answered_in_time", found, plain=False), basis

    def compare(self, wanted: FiguresWanted, track: Track, period: Period) -> tuple[Figure, Figure, Basis]:
        """按期答复率 of a track by the last days that were pinned, beside what another clock would have made of it.

        From the views, by the track each case is on now; nothing is written.
        """
        basis = self._basis(wanted)
        office = self._auditing.rules(self._clock.zone)
        default = office.in_force(basis.at.date()).default_track
        tracks = (track.value, "") if track is default else (track.value,)
        asked = replace(wanted, tracks=tracks, figures=("answered_in_time",))
        counts = self._figures.count(asked, basis.at)
        pinned = _figure("answered_in_time", counts[0] if counts else None, plain=False)
        hits = [
            kept
            for stretch in self._figures.stretches(asked, basis.at)
            if (kept := stretch.kept(period, office, basis.at, wanted)) is not None
        ]
        return pinned, Figure(name="answered_in_time", numerator=sum(hits), denominator=len(hits)), basis

    def _basis(self, wanted: FiguresWanted) -> Basis:
        moment = self._moment(wanted)
        return Basis(moment, self._figures.position(), self._auditing.policy_on(moment.date()))

    def _moment(self, wanted: FiguresWanted) -> datetime:
        return (wanted.at or self._clock.now()).astimezone(self._clock.zone)


def _order(by: str | None) -> Callable[[Group], tuple[int, str]]:
    def key(group: Group) -> tuple[int, str]:
        return (0, group.key or "") if by == "month" else (-group.figures[0].numerator, group.key or "")

    return key


def _group(key: str | None, found: dict[str, FigureCount]) -> Group:
    figures = tuple(_figure(name, found.get(name), plain=name in COUNTS) for name in FIGURES)
    durations = tuple(_duration(name, found.get(name)) for name in DURATIONS)
    steps = tuple(_figure(name, found.get(name), plain=False) for name in STEPS)
    return Group(key, figures, durations, steps, band(figures[0].numerator))


def _figure(name: str, count: FigureCount | None, *, plain: bool) -> Figure:
    numerator, denominator = (count.numerator, count.denominator) if count else (0, 0)
    return Figure(name=name, numerator=numerator, denominator=None if plain else denominator)


def _duration(name: str, count: FigureCount | None) -> Duration:
    if count is None:
        return Duration(name=name, count=0, median=None, p90=None)
    return Duration(name=name, count=count.denominator, median=count.median, p90=count.p90)
