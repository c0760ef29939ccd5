"""Pressing for it."""

from dataclasses import dataclass, field
from datetime import date

from domain.policies.policy import Level
from domain.shared.found_out import BY_DESK
from domain.shared.identity import DocumentNumber, UnitCode
from domain.shared.sealed import Sealed
from domain.suggestion.particulars import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind:
    """催办. `unit` names whom, where it is one handling unit; `for_day` is the day the office's clock says it for."""

    reason: Sealed
    subject: Subject = Subject.HANDLING
    unit: UnitCode | None = None
    for_day: date | None = field(default=None, metadata=BY_DESK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervise:
    """督办: demand an account from the units, by a day."""

    level: Level
    reason: Sealed
    respond_by: date | None = None
    minute: DocumentNumber | None = None
    """The chairpersons' meeting's minute that decided on key supervision."""
    unit: UnitCode | None = None
    for_day: date | None = field(default=None, metadata=BY_DESK)


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondToSupervision:
    """回应督办. `notice` is its number in the case; without it, the oldest one unanswered."""

    text: Sealed
    notice: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftSupervision:
    """销督."""

    reason: Sealed
    notice: int | None = None
