"""The span a report is of, and how days are said in it."""

from dataclasses import dataclass
from datetime import date, datetime

from application.documents.office import chinese_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """First and last day of a report, the log position it was cut at, and that position's moment."""

    first: date
    last: date
    position: int
    at: datetime

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last

    @property
    def said(self) -> str:
        """Such as 2025年11月1日至2026年10月31日."""
        return f"{chinese_date(self.first)}至{chinese_date(self.last)}"


def third_of_month(day: date) -> str:
    """上旬 to the 10th, 中旬 to the 20th, 下旬 after."""
    return "上旬" if day.day <= 10 else "中旬" if day.day <= 20 else "下旬"
