"""The contact work as it stood at a position: places, groups, deputies, selections and activities, folded."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from application.contact import known, noun_of
from application.ports import ContactRecorded
from application.reporting.period import Span
from domain.activities import events as activities
from domain.activities.particulars import Kind, Programme
from domain.activities.state import Activity, Stage
from domain.contact.nouns import ACTIVITY, DEPUTY, GROUP, PLACE, SELECTION, Noun
from domain.deputies.particulars import Level
from domain.deputies.state import Deputy
from domain.policies.contact_work import ContactWork as WorkRules
from domain.policies.working_days import Calendar
from domain.shared.identity import ActorId, ContactId
from domain.shared.stamp import Stamp

E = TypeVar("E")
TOOK_PLACE = (Stage.OPENED, Stage.HELD, Stage.CLOSED, Stage.SUMMARISED)


@dataclass(frozen=True, slots=True)
class Told:
    """One stream: what it says now, and its events."""

    state: Any
    history: Sequence[ContactRecorded]

    @property
    def first(self) -> ContactRecorded:
        """The event it began with."""
        return self.history[0]

    def of(self, kind: type[E]) -> Iterator[tuple[ContactRecorded, E]]:
        """Its events of a kind, oldest first."""
        for record in self.history:
            if isinstance(record.event, kind):
                yield record, record.event


@dataclass(frozen=True, slots=True)
class Gathered:
    """One activity with its day; `day` is the office's own."""

    told: Told
    day: date

    @property
    def state(self) -> Activity:
        """The activity."""
        found: Activity = self.told.state
        return found

    @property
    def programme(self) -> Programme:
        """What took place."""
        assert self.state.programme is not None
        return self.state.programme


class ContactWork:
    """Everything that is no case."""

    def __init__(
        self,
        span: Span,
        streams: Mapping[ContactId, Sequence[ContactRecorded]],
        calendar: Calendar,
        rules: Callable[[Stamp], WorkRules],
    ) -> None:
        self.span, self.calendar, self.rules = span, calendar, rules
        self._by_noun: dict[str, list[Told]] = {}
        for history in streams.values():
            noun = noun_of(history)
            self._by_noun.setdefault(noun.name, []).append(Told(known(noun, history), history))

    def _all(self, noun: Noun) -> list[Told]:
        return sorted(self._by_noun.get(noun.name, ()), key=lambda told: told.first.position)

    @property
    def places(self) -> list[Told]:
        """Homes, stations and the office, in the order they were entered."""
        return self._all(PLACE)

    @property
    def groups(self) -> list[Told]:
        """Deputy groups."""
        return self._all(GROUP)

    @property
    def selections(self) -> list[Told]:
        """Five-good selections."""
        return self._all(SELECTION)

    @cached_property
    def deputies(self) -> Mapping[ActorId, Told]:
        """Deputies by their pseudonym."""
        return {told.state.person: told for told in self._all(DEPUTY)}

    def levels(self, person: ActorId, day: date) -> frozenset[Level]:
        """The mandates somebody held on a day; none for whoever is no deputy."""
        if person not in self.deputies:
            return frozenset()
        found: Deputy = self.deputies[person].state
        return found.levels(day)

    @cached_property
    def activities(self) -> Sequence[Gathered]:
        """Every activity but the cancelled ones, by day."""
        zone = self.span.at.tzinfo
        found = [
            Gathered(told, told.state.programme.starts_at.astimezone(zone).date())
            for told in self._all(ACTIVITY)
            if told.state.stage is not Stage.CANCELLED
        ]
        return sorted(found, key=lambda one: (one.day, one.told.first.position))

    def held(self, kind: Kind) -> list[Gathered]:
        """The activities of a kind that took place in the span."""
        return [
            one
            for one in self.activities
            if one.programme.kind is kind and self.span.holds(one.day) and one.state.stage in TOOK_PLACE
        ]

    def sat(self, since: date, until: date) -> Iterator[tuple[Gathered, ContactRecorded, ActorId]]:
        """Every deputy who sat down at a reception between two days, with the event that says so."""
        for one in self.activities:
            if one.programme.kind is Kind.RECEPTION and since <= one.day <= until:
                for record, event in one.told.of(activities.DeputyCheckedIn):
                    yield one, record, event.person

    def took_part(self) -> Iterator[tuple[ContactRecorded, ActorId]]:
        """Whoever received voters, visited, helped or met in a group in the span."""
        for _, record, person in self.sat(self.span.first, self.span.last):
            yield record, person
        for one in self.activities:
            if self.span.holds(one.day):
                for record, event in one.told.of(activities.HouseholdVisited):
                    yield record, event.person
                for record, given in one.told.of(activities.AssistanceGiven):
                    yield record, given.person
                if one.programme.kind is Kind.GROUP:
                    for record, met in one.told.of(activities.Attended):
                        yield from ((record, attendee.person) for attendee in met.attendees)
