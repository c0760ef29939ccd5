"""What figures are counted from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, sqrt
from statistics import median
from typing import NamedTuple

from domain.shared.identity import SuggestionId

LEAST_RANKED = 10
"""Fewer than so many are shown and not ranked (国办函〔2025〕66号: 不片面追求排名)."""
Z95 = 1.96


class Line(NamedTuple):
    """One step of one case that a figure counts: `hit` puts it into the numerator, being here into the denominator.

    `day` decides period and month: when the step fell due, or when it happened. `value` is in working days.
    """

    figure: str
    day: date
    hit: bool
    position: int
    """The event it rests on."""
    units: tuple[str, ...]
    station: str | None
    category: str | None
    value: int | None
    case: SuggestionId
    """Last, for all lines of a trail have the same, and it is slow to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. A small number is shown and not ranked; the interval says how little it may mean."""

    name: str
    numerator: int
    denominator: int | None

    @property
    def rate(self) -> float | None:
        """The share, to four places; None out of nothing."""
        return round(self.numerator / self.denominator, 4) if self.denominator else None

    @property
    def ranked(self) -> bool:
        """Whether there are enough to be compared with others."""
        return self.denominator is not None and self.denominator >= LEAST_RANKED

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson interval of the share at 95 %, to four places."""
        if not self.denominator:
            return None
        n, share = self.denominator, self.numerator / self.denominator
        middle = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
        reach = Z95 * sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2)) / (1 + Z95**2 / n)
        return round(max(middle - reach, 0.0), 4), round(min(middle + reach, 1.0), 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long it took, in working days."""

    name: str
    count: int
    median: float | None
    p90: int | None


def figure(name: str, lines: Sequence[Line], *, plain: bool) -> Figure:
    """Count lines of one figure; a plain count has no denominator."""
    return Figure(name=name, numerator=sum(line.hit for line in lines), denominator=None if plain else len(lines))


def duration(name: str, lines: Sequence[Line]) -> Duration:
    """The median and the 90th percentile (the smallest value that nine tenths do not exceed)."""
    values = sorted(line.value for line in lines if line.value is not None)
    if not values:
        return Duration(name=name, count=0, median=None, p90=None)
    return Duration(name=name, count=len(values), median=median(values), p90=values[ceil(0.9 * len(values)) - 1])


def band(count: int) -> str:
    """分档: units are compared with those that have as much to do."""
    return "large" if count >= 200 else "medium" if count >= 50 else "small"
