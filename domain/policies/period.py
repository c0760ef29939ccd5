"""A length of time as the rules write it."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a period is counted in. They are never converted into each other."""

    HOURS = "hours"
    DAYS = "days"
    """自然日: rolls to the next working day when it ends on a rest day."""
    WORKING_DAYS = "working_days"
    """工作日."""
    MONTHS = "months"
    """月: same day-number or month's end, then rolls like days."""


@dataclass(frozen=True, slots=True)
class Period:
    """So many of a unit; nought days means the same day."""

    count: int
    unit: Unit
