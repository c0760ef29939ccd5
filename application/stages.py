"""Where cases stood at any moment, and with whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount:
    """How many cases stood at a stage at a moment, and how many of them were overdue."""

    stage: str
    cases: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingCase:
    """A case as it stood at a moment."""

    case: UUID
    number: str
    stage: str
    units: tuple[str, ...]
    due_on: date | None


class Stages(Protocol):
    """The reader behind the office as of any moment. `unit` asks for the cases that lay with it then."""

    def position(self) -> int:
        """How far the view of stages has read the log."""

    def counts(self, at: datetime, unit: str | None = None) -> Sequence[StageCount]:
        """How many cases stood where."""

    def late(self, at: datetime, unit: str | None = None, *, limit: int) -> Sequence[StandingCase]:
        """The cases overdue at a moment, longest first."""

    def cases(
        self, at: datetime, stage: str, unit: str | None = None, *, offset: int, limit: int
    ) -> Sequence[StandingCase]:
        """The cases that stood at a stage, by their numbers."""
