"""The log read once for the contact work's figures: every stream with what is known of it, as far as a position."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from domain.activities.particulars import Kind
from domain.activities.state import Activity
from domain.contact.happened import Happened
from domain.contact.nouns import ACTIVITY, DEPUTY, GROUP, OF_EVENT, PLACE, SELECTION, Noun
from domain.deputies.particulars import Level
from domain.deputies.state import Deputy
from domain.shared.identity import ActorId


@dataclass(frozen=True, slots=True)
class Stream:
    """One place, deputy, group, selection or activity: what is known of it, and the events that says so."""

    id: UUID
    state: Any
    events: tuple[Happened, ...]

    def of(self, kind: type) -> Iterator[Happened]:
        """Its events of a kind, oldest first."""
        return (one for one in self.events if isinstance(one.event, kind))

    @property
    def begun(self) -> int:
        """The position of its first event."""
        return self.events[0].position


@dataclass(frozen=True, slots=True)
class Book:
    """All of it. `cases` are the events of suggestions by case."""

    streams: dict[str, list[Stream]] = field(default_factory=dict)
    cases: dict[UUID, list[Happened]] = field(default_factory=dict)
    levels: dict[ActorId, Deputy] = field(default_factory=dict)

    @property
    def places(self) -> Sequence[Stream]:
        """Homes, stations and the office."""
        return self.streams.get(PLACE.name, [])

    @property
    def groups(self) -> Sequence[Stream]:
        """Groups of deputies."""
        return self.streams.get(GROUP.name, [])

    @property
    def selections(self) -> Sequence[Stream]:
        """Selections of the five-good."""
        return self.streams.get(SELECTION.name, [])

    def activities(self, *kinds: Kind) -> list[Stream]:
        """Activities of some kinds."""
        return [one for one in self.streams.get(ACTIVITY.name, []) if one.state.kind in kinds]

    def holds(self, person: ActorId, levels: frozenset[Level], day: date) -> bool:
        """Whether a person held a mandate of one of these levels on a day."""
        deputy = self.levels.get(person)
        return deputy is not None and bool(levels & deputy.levels(day))


def read(records: Iterable[Happened], as_of: int | None = None) -> Book:
    """Read the log in order, as far as position `as_of`; all of it without one."""
    histories: dict[UUID, list[Happened]] = {}
    book = Book()
    for one in records:
        if as_of is not None and one.position > as_of:
            break
        kept = histories if type(one.event) in OF_EVENT else book.cases
        kept.setdefault(one.stream, []).append(one)
    for stream, history in histories.items():
        noun = OF_EVENT[type(history[0].event)]
        state = _known(noun, history)
        book.streams.setdefault(noun.name, []).append(Stream(stream, state, tuple(history)))
        if noun is DEPUTY:
            book.levels[state.person] = state
    return book


def _known(noun: Noun, history: Sequence[Happened]) -> Any:
    state = noun.initial
    for one in history:
        state = noun.evolve(state, one.event, one.stamp)
    return state


def held_on(stream: Stream) -> date:
    """The day an activity begins on, in the office's zone."""
    activity: Activity = stream.state
    assert activity.programme is not None
    return activity.programme.starts_at.astimezone(stream.events[0].stamp.zone).date()
