"""What may be asked of the views of the contact work, and the rows they answer with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from domain.contact.duty import Line
from domain.contact.merit import Acts


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One home, station or the office. `points` are those of the last assessment."""

    id: UUID
    position: int
    version: int
    kind: str
    code: str
    name: str
    township: str | None
    home: str | None
    address: str | None
    hours: str | None
    stage: str
    opened_on: date
    closed_on: date | None
    haves_on: date | None
    haves_met: int | None
    six_haves: bool
    assessed: str | None
    points: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationRow:
    """One regulation, whatever its versions."""

    place: UUID
    regulation: int
    title: str
    version: int
    issued_on: date
    revised_on: date | None
    document: str | None
    sha256: str | None
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyRow:
    """One deputy. `name` is None once it was erased."""

    id: UUID
    position: int
    version: int
    person: str
    name: str | None
    mandates: Sequence[Mapping[str, Any]]
    levels: Sequence[str]
    station: str | None
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One group of deputies."""

    id: UUID
    position: int
    version: int
    name: str
    township: str
    home: str | None
    stage: str
    leader: str
    members: Sequence[str]
    formed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionRow:
    """One selection of the five-good."""

    id: UUID
    position: int
    version: int
    year: int
    quota: int
    stage: str
    chosen: Sequence[str]
    minutes: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """One activity; `suggestions` counts the cases registered in it."""

    id: UUID
    position: int
    version: int
    kind: str
    form: str | None
    title: str
    place: str | None
    starts_at: datetime
    ends_at: datetime
    stage: str
    hosts: Sequence[str]
    checked_in: Sequence[str]
    attendees: Sequence[str]
    households: int
    voters: int
    assisted: int
    announced_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    summarised_at: datetime | None
    suggestions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFilter:
    """Which places are wanted; None asks for all."""

    kind: str | None = None
    township: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyFilter:
    """Which deputies are wanted; `name` finds by a part of it."""

    level: str | None = None
    station: str | None = None
    person: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFilter:
    """Which activities are wanted; `person` hosts or took part."""

    kind: str | None = None
    place: str | None = None
    stage: str | None = None
    person: str | None = None
    starts_from: date | None = None
    starts_to: date | None = None


class ContactViews(Protocol):
    """The readers behind the lists of the contact work. Pages go by position; `after` is the last one of the page."""

    def places(self, wanted: PlaceFilter, *, after: int, limit: int) -> Sequence[PlaceRow]:
        """Places in the order they were opened."""

    def regulations(self, *, in_force: bool | None) -> Sequence[RegulationRow]:
        """The register of regulations, each once."""

    def deputies(self, wanted: DeputyFilter, *, after: int, limit: int) -> Sequence[DeputyRow]:
        """Deputies in the order they were entered."""

    def called(self, persons: Sequence[str]) -> Mapping[str, str]:
        """The names of deputies by person; who was erased or never entered is left out."""

    def named(self, name: str) -> Sequence[str]:
        """The persons of the deputies with exactly this name."""

    def groups(self, *, township: str | None, after: int, limit: int) -> Sequence[GroupRow]:
        """Groups in the order they were formed."""

    def selections(self) -> Sequence[SelectionRow]:
        """Every selection, the latest year first."""

    def activities(
        self, wanted: ActivityFilter, *, after: tuple[datetime, int] | None, limit: int
    ) -> Sequence[ActivityRow]:
        """Activities, the latest first; `after` is where the last page ended."""

    def coming(self, place: str, since: datetime) -> Sequence[ActivityRow]:
        """What is still planned at a place from an instant on, the next first."""

    def brought_to(self, activity: UUID) -> Sequence[UUID]:
        """The cases registered in an activity, the oldest first."""

    def duty(self, person: str, at: datetime) -> Sequence[Line]:
        """A deputy's lines as they stood at an instant."""

    def acts(self, year: int) -> tuple[Acts, datetime | None]:
        """Each deputy's acts of a year by kind, and the latest instant at which one of them was recorded."""
