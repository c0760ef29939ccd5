"""The working-day calendar: which days the office works, year by year.

The State Council announces each year's holidays and make-up working days (调休) in the autumn before. A year
without its notice is *provisional*: weekends and statutory days only, and every deadline that touches it says so.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from domain.shared.identity import CalendarEdition


class YearUnknown(LookupError):
    """No calendar covers the year; the office must load one before it can count days in it."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no working-day calendar for {year}")
        self.year = year


@dataclass(frozen=True, kw_only=True)
class CalendarYear:
    """One year as announced, or as expected until it is."""

    year: int
    edition: int
    announced: bool
    rest_days: frozenset[date] = frozenset()
    """Weekdays on which the office rests."""
    make_up_days: frozenset[date] = frozenset()
    """Weekend days on which it works."""

    def works_on(self, day: date) -> bool:
        """Whether the office works on this day of the year."""
        if day.weekday() >= 5:
            return day in self.make_up_days
        return day not in self.rest_days

    @cached_property
    def worked(self) -> tuple[int, ...]:
        """How many working days the year has had by the end of each of its days; before the first, none."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return tuple(accumulate(map(self.works_on, days), initial=0))

    def working_days(self, first: date, last: date) -> int:
        """How many working days there are from one day of the year to another, both counted."""
        return self.worked[last.timetuple().tm_yday] - self.worked[first.timetuple().tm_yday - 1]

    @property
    def name(self) -> str:
        """Such as `2026a1` (announced, first edition) or `2027p1` (provisional)."""
        return f"{self.year}{'a' if self.announced else 'p'}{self.edition}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years the office knows."""

    years: Mapping[int, CalendarYear] = field(default_factory=dict)

    def year(self, number: int) -> CalendarYear:
        """The calendar of one year. Raises `YearUnknown`."""
        try:
            return self.years[number]
        except KeyError:
            raise YearUnknown(number) from None

    def works_on(self, day: date) -> bool:
        """Whether the office works on this day."""
        return self.year(day.year).works_on(day)

    def roll(self, day: date) -> date:
        """Return the day itself, or the first working day after the rest it falls in (民法典 203)."""
        while not self.works_on(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """Return the count-th working day after `start`, which itself is not counted (民法典 201)."""
        first = start + timedelta(days=1)
        while count > 0:
            worked = self.year(first.year).worked
            sought = worked[first.timetuple().tm_yday - 1] + count
            if sought <= worked[-1]:
                return date(first.year, 1, 1) + timedelta(days=bisect_left(worked, sought) - 1)
            count, first = sought - worked[-1], date(first.year + 1, 1, 1)
        return start

    def back_working_days(self, end: date, count: int) -> date:
        """Return the count-th working day before `end`, which itself is not counted."""
        last = end - timedelta(days=1)
        while count > 0:
            worked = self.year(last.year).worked
            sought = worked[last.timetuple().tm_yday] - count + 1
            if sought > 0:
                return date(last.year, 1, 1) + timedelta(days=bisect_left(worked, sought) - 1)
            count, last = 1 - sought, date(last.year - 1, 12, 31)
        return end

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        first = start + timedelta(days=1)
        return sum(
            self.year(y).working_days(max(first, date(y, 1, 1)), min(end, date(y, 12, 31)))
            for y in range(first.year, end.year + 1)
            if first <= end
        )

    def edition(self, first: date, last: date) -> CalendarEdition:
        """Name the editions of every year a count from `first` to `last` touched."""
        return CalendarEdition("+".join(self.year(y).name for y in range(first.year, last.year + 1)))

    def provisional(self, first: date, last: date) -> bool:
        """Whether a year in the span still awaits its notice."""
        return any(not self.year(y).announced for y in range(first.year, last.year + 1))
