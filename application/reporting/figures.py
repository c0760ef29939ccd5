"""Figures as a report prints them: a name, numerator and denominator, and the cases or events behind each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from application.documents.layout import Run

NOTHING = "暂无可统计事项"
"""What is printed in place of a share of nothing."""


class Shape(StrEnum):
    """How a figure is read."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"
    """A median, in working days."""
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a figure is called and how it is counted, in both languages. `unit` is its measure word."""

    name: str
    zh: str
    en: str
    how_zh: str
    how_en: str
    shape: Shape = Shape.COUNT
    unit: str = "件"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One case or event behind a figure. `subject` is a case number, a code or a pseudonym, never a person's name."""

    position: int
    """The event it rests on."""
    day: date
    counted: bool = True
    """Whether it stands in the numerator."""
    subject: str = ""
    value: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One figure of a report. For days and months the numerator is the value and the denominator how many had one."""

    named: Named
    numerator: int
    denominator: int | None
    items: tuple[Item, ...]

    @property
    def rate(self) -> float | None:
        """The share; None out of nothing."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def percent(self) -> str:
        """Such as 87.3%; a share that is not whole never prints as 100.0%, nor one above nothing as 0.0%."""
        if self.rate is None:
            return "—"
        tenths = int(self.rate * 1000 + 0.5)
        if tenths == 1000 and self.numerator != self.denominator:
            tenths = 999
        if tenths == 0 and self.numerator:
            tenths = 1
        return f"{tenths / 10:.1f}%"

    @property
    def value(self) -> str:
        """As it is printed in a table."""
        if self.named.shape is Shape.SHARE:
            return f"{self.percent}（{self.numerator}/{self.denominator}）"
        if self.named.shape is Shape.MONTH:
            return f"{self.numerator}月" if self.numerator else "—"
        if self.named.shape is Shape.DAYS:
            return str(self.numerator) if self.denominator else "—"
        return str(self.numerator)


class Figures:
    """The figures of a report by name, and how they are said in a sentence."""

    def __init__(self, counted: Sequence[Counted]) -> None:
        self._by_name: Mapping[str, Counted] = {one.named.name: one for one in counted}

    def __iter__(self) -> Iterator[Counted]:
        return iter(self._by_name.values())

    def __getitem__(self, name: str) -> Counted:
        return self._by_name[name]

    def get(self, name: str) -> Counted | None:
        """The figure; None where there is none of that name."""
        return self._by_name.get(name)

    def number(self, name: str) -> Run:
        """The count, with its figure behind it."""
        return Run(str(self[name].numerator), figure=name)

    def share(self, name: str) -> Run:
        """Such as 87.3%（131/150）: no share without what it is a share of."""
        one = self[name]
        said = f"{one.percent}（{one.numerator}/{one.denominator}）" if one.denominator else NOTHING
        return Run(said, figure=name)

    def whole(self, name: str) -> bool:
        """Whether it is all of them, of at least one."""
        one = self[name]
        return bool(one.denominator) and one.numerator == one.denominator

    def under(self, name: str, share: float) -> bool:
        """Whether a share falls short; nothing falls short of nothing."""
        rate = self[name].rate
        return rate is not None and rate < share

    def over(self, name: str, share: float) -> bool:
        """Whether a share goes beyond."""
        rate = self[name].rate
        return rate is not None and rate > share
