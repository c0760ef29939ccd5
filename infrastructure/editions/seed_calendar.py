"""The first calendar of each year, from the `holidays` package; the office's own table is the truth afterwards.

The package fills a year whose State Council notice is not out yet with the statutory days alone and does not say
so. LAST_ANNOUNCED says it: years after it are provisional.
"""

from domain.policies.working_days import Calendar, CalendarYear

FIRST_YEAR = 2008
LAST_ANNOUNCED = 2026
"""国务院办公厅关于2026年部分节假日安排的通知 (2025-11-04) is the latest notice in holidays 0.109."""


def seed_year(year: int) -> CalendarYear:
    """Return one year as the package knows it."""
    import holidays  # slow to import, and needed once a year

    china = holidays.country_holidays("CN", years=year)
    rest = frozenset(day for day in china if day.year == year and day.weekday() < 5)
    make_up = frozenset(day for day in china.weekend_workdays if day.year == year)
    return CalendarYear(year=year, edition=1, announced=year <= LAST_ANNOUNCED, rest_days=rest, make_up_days=make_up)


def seed_calendar(last_year: int) -> Calendar:
    """Return every year the service starts with, up to and including `last_year`."""
    return Calendar({year: seed_year(year) for year in range(FIRST_YEAR, last_year + 1)})
