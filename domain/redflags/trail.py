"""One case as an auditor holds it: every fact with its place in the log, and the state before each."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Any, TypeVar

from domain.policies.deadlines import Due
from domain.policies.policy import Policy
from domain.policies.working_days import Calendar
from domain.shared.identity import PolicyEdition, SuggestionId
from domain.shared.stamp import Stamp
from domain.suggestion.events import Event
from domain.suggestion.evolve import evolve
from domain.suggestion.state import INITIAL, Suggestion

E = TypeVar("E")
Entry = tuple[int, int, Event, Stamp]
"""Position, version, what happened, when and by whom."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One event where it stands. `before` is what the office knew until then."""

    position: int
    version: int
    event: Event
    stamp: Stamp
    before: Suggestion

    @property
    def at(self) -> datetime:
        """When it was recorded."""
        return self.stamp.at


@dataclass(frozen=True)
class Office:
    """What rules are judged by: the policy editions, the calendar, and the office's zone."""

    policies: Mapping[PolicyEdition, Policy]
    calendar: Calendar
    zone: tzinfo

    def in_force(self, day: date) -> Policy:
        """The policy edition of a day; the oldest where none was in force yet."""
        past = bisect_right(self._by_effect, day, key=lambda policy: policy.effective_on)
        return self._by_effect[max(past - 1, 0)]

    @cached_property
    def _by_effect(self) -> list[Policy]:
        return sorted(self.policies.values(), key=lambda policy: policy.effective_on)

    def end_of(self, day: date) -> datetime:
        """The instant at which a day is over."""
        return datetime.combine(day + timedelta(days=1), time(), self.zone)

    def passed(self, due: Due) -> datetime:
        """The instant from which a deadline is missed."""
        return due.at if due.at is not None else self.end_of(due.on)

    def working_days(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`."""
        return self.calendar.working_days_between(start, end)

    def days_after(self, day: date, count: int) -> date:
        """So many working days on."""
        return self.calendar.add_working_days(day, count)


@dataclass(frozen=True)
class Trail:
    """One case, as far as it was recorded. Many rules look for facts of a kind: they are sorted by it once."""

    case: SuggestionId
    facts: tuple[Fact, ...]
    state: Suggestion
    office: Office
    prints: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Keyed shingles of the text of a registration or an answer, by position."""
    voter: str | None = None
    """A keyed digest that is the same for the same voter; nobody can be read from it."""

    def of(self, kind: type[E]) -> Sequence[tuple[Fact, E]]:
        """The facts of a kind, oldest first."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> dict[type, list[tuple[Fact, Any]]]:
        found: dict[type, list[tuple[Fact, Any]]] = {}
        for fact in self.facts:
            found.setdefault(type(fact.event), []).append((fact, fact.event))
        return found

    @property
    def imported(self) -> bool:
        """Whether it comes from an old ledger, whose steps nobody recorded."""
        return self.state.imported is not None


def stretches(trail: Trail) -> Iterator[tuple[Trail, datetime, datetime | None]]:
    """The trail as it was known from each instant at which something was recorded until the next."""
    for n, fact in enumerate(trail.facts, start=1):
        following = trail.facts[n] if n < len(trail.facts) else None
        if following is None or following.at > fact.at:
            state = trail.state if following is None else following.before
            known = Trail(trail.case, trail.facts[:n], state, trail.office, trail.prints, trail.voter)
            yield known, fact.at, None if following is None else following.at


def trail(
    case: SuggestionId,
    entries: Iterable[Entry],
    office: Office,
    prints: Mapping[int, frozenset[int]] | None = None,
    voter: str | None = None,
) -> Trail:
    """Make a trail of what happened, oldest first."""
    state, facts = INITIAL, []
    for position, version, event, stamp in entries:
        facts.append(Fact(position, version, event, stamp, state))
        state = evolve(state, event, stamp)
    return Trail(case, tuple(facts), state, office, prints or {}, voter)
