"""How it was pressed for."""

from dataclasses import dataclass
from datetime import date

from domain.policies.policy import Level
from domain.shared.identity import DocumentNumber, UnitCode
from domain.shared.sealed import Sealed
from domain.suggestion.particulars import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """Somebody was reminded 催办. `for_day` is the day the office's own clock said it for, however late it spoke."""

    reason: Sealed
    subject: Subject = Subject.HANDLING
    unit: UnitCode | None = None
    for_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervised:
    """★ The office demanded an account 督办, by notice no. `notice` of the case, before the end of `respond_by`."""

    notice: int
    level: Level
    units: tuple[UnitCode, ...]
    reason: Sealed
    respond_by: date
    minute: DocumentNumber | None = None
    for_day: date | None = None
    """The day the office's own clock issued it for; None where a person did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionAnswered:
    """The unit gave its account 回应督办."""

    notice: int
    unit: UnitCode
    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionLifted:
    """The office ended the supervision 销督."""

    notice: int
    reason: Sealed
