"""What the desk asks of the views: what the voters are still owed, cases that sound alike, stations, public cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.shared.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedRow:
    """A case whose answer waits to be handed over, or to be judged. `attempts` found nobody."""

    id: UUID
    case_number: str
    title: str
    station: str | None
    answered_on: date
    attempts: int
    tried_on: date | None
    delivered_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarRow:
    """An open case that shares words with what is being written down. `shared` is a share from 0 to 1."""

    id: UUID
    case_number: str
    title: str
    stage: str
    received_on: date
    shared: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRow:
    """A station that has registered cases."""

    code: str
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyCount:
    """How many of a day's cases a deputy took in."""

    deputy: str
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRow:
    """A case on public view."""

    position: int
    case_number: str
    category: str | None
    station: str | None
    units: Sequence[str]
    stage: str
    outcome: str | None
    received_on: date | None
    closed_on: date | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFilter:
    """Which public cases are wanted. None asks for all."""

    category: str | None = None
    outcome: str | None = None
    unit: str | None = None
    year: int | None = None


class DeskLists(Protocol):
    """The readers behind the desk's pages. A list holds only cases within the actor's reach."""

    def undelivered(self, actor: Actor, now: datetime, limit: int) -> Sequence[OwedRow]:
        """Answers that have not reached the voter, the oldest first."""

    def unjudged(self, actor: Actor, now: datetime, limit: int) -> Sequence[OwedRow]:
        """Answers that reached the voter and were not judged, the oldest first."""

    def similar(self, actor: Actor, text: str, now: datetime, limit: int) -> Sequence[SimilarRow]:
        """Open cases that share words with a text, the likest first."""

    def stations(self) -> Sequence[StationRow]:
        """The stations the register knows, by their codes."""

    def deputies_of(self, actor: Actor, day: date, now: datetime) -> Sequence[DeputyCount]:
        """The deputies who took in cases on a day."""

    def published(self, wanted: PublicFilter, before: int | None, limit: int) -> Sequence[PublicRow]:
        """Public cases, the latest first, older than a position."""

    def published_counts(self, wanted: PublicFilter, by: str) -> Sequence[tuple[str | None, int]]:
        """How many public cases there are by category, outcome or year, the most first."""
