"""Counts and rates as known at a moment, each with its numerator and denominator, from the events themselves."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from application.desk import state_of
from application.ports import Clock, EventLog, Recorded
from domain.policies.deadlines import is_overdue
from domain.shared.identity import SuggestionId
from domain.suggestion.entities import Assignment
from domain.suggestion.particulars import Grade, Outcome, Recipient
from domain.suggestion.state import Stage, Suggestion

GROUPINGS = ("unit", "station", "category", "month")
PAGE = 5_000
"""Events read at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: what was counted, out of what. `of` is None for a plain count."""

    name: str
    count: int
    of: int | None = None

    @property
    def rate(self) -> float | None:
        """The share, to four places; None out of nothing."""
        return round(self.count / self.of, 4) if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The figures of one unit, station, category or month."""

    key: str | None
    figures: tuple[Figure, ...]


class Statistics:
    """Computes figures over the cases received in a period, as the office knew them at a moment."""

    def __init__(self, *, log: EventLog, clock: Clock) -> None:
        self._log, self._clock = log, clock

    def compute(
        self, *, first: date | None, last: date | None, at: datetime | None, by: str | None
    ) -> tuple[tuple[Group, ...], int]:
        """Return the groups, months in order and others largest first, and the position they rest on."""
        moment = (at or self._clock.now()).astimezone(self._clock.zone)
        states, position = self._states(at)
        wanted = [s for s in states if _within(s.received_on, first, last)]
        groups: dict[str | None, list[Suggestion]] = {}
        for state in wanted:
            for key in _KEYS[by](state) if by else (None,):
                groups.setdefault(key, []).append(state)
        made = [Group(key=key, figures=_figures(cases, key, by, moment)) for key, cases in groups.items()]
        ordered = sorted(made, key=lambda g: (g.key or "") if by == "month" else (-g.figures[0].count, g.key or ""))
        return tuple(ordered), position

    def _states(self, at: datetime | None) -> tuple[list[Suggestion], int]:
        histories: dict[SuggestionId, list[Recorded]] = {}
        position = 0
        while records := self._log.after(position, PAGE):
            position = records[-1].position
            for record in records:
                if at is None or record.stamp.at <= at:
                    histories.setdefault(record.case, []).append(record)
        return [state_of(history) for history in histories.values()], position


def _within(day: date | None, first: date | None, last: date | None) -> bool:
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


_KEYS: dict[str, Callable[[Suggestion], Iterable[str | None]]] = {
    "unit": lambda s: dict.fromkeys(a.unit for a in s.assignments),
    "station": lambda s: (s.station,),
    "category": lambda s: (s.category,),
    "month": lambda s: (s.received_on.strftime("%Y-%m") if s.received_on else None,),
}


def _figures(cases: Sequence[Suggestion], key: str | None, by: str | None, moment: datetime) -> tuple[Figure, ...]:
    parts = [a for s in cases for a in s.assignments if by != "unit" or a.unit == key]
    due = [a for a in parts if a.answers and a.held and (a.answered_at or is_overdue(a.due, moment))]
    owed = [s for s in cases if s.stage not in (Stage.REDIRECTED, Stage.WITHDRAWN)]
    told = [s for s in cases if s.delivered(Recipient.VOTER)]
    marked = [s for s in cases if s.latest_mark]
    closed = [s for s in cases if s.closed_at is not None]
    promises = [c for s in cases for c in s.commitments if c.kept_at or c.due_on < moment.date()]
    return (
        Figure(name="received", count=len(cases)),
        Figure(name="answered", count=sum(bool(s.current_replies) for s in cases), of=len(cases)),
        Figure(name="closed", count=len(closed), of=len(owed)),
        Figure(name="signed", count=sum(a.signed_at is not None for a in parts), of=len(parts)),
        Figure(name="contacted", count=sum(a.contacted_at is not None for a in parts), of=len(parts)),
        Figure(name="answered_in_time", count=sum(_in_time(a) for a in due), of=len(due)),
        Figure(name="extended", count=sum(a.extensions > 0 for a in parts), of=len(parts)),
        Figure(name="returned", count=sum(not a.held for a in parts), of=len(parts)),
        Figure(name="solved", count=sum(s.outcome is Outcome.SOLVED for s in closed), of=len(closed)),
        Figure(name="evaluated", count=sum(s.latest_mark is not None for s in told), of=len(told)),
        Figure(name="satisfied", count=sum(_satisfied(s) for s in marked), of=len(marked)),
        Figure(name="commitments_kept", count=sum(c.kept_at is not None for c in promises), of=len(promises)),
    )


def _in_time(part: Assignment) -> bool:
    """By the recorded instant, in the office's zone of that moment: what is claimed for an earlier day is late."""
    return part.answered_at is not None and not is_overdue(part.due, part.answered_at)


def _satisfied(state: Suggestion) -> bool:
    """By the result mark, never the attitude mark alone."""
    return state.latest_mark is not None and state.latest_mark.result is not Grade.DISSATISFIED
