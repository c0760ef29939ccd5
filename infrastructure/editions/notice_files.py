"""A year's holiday notice as a small TOML file."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from domain.policies.working_days import CalendarYear
from domain.shared.refusal import Unacceptable


class NoticeUnreadable(Unacceptable):
    """A notice names its year, its source, the weekdays of rest and the weekend days of work, all in that year."""

    slug = "notice-unreadable"
    zh = "节假日通知文件应写明年份、来源、放假的工作日和调休上班日，且均在当年。"


def read_notice(path: Path) -> tuple[CalendarYear, str]:
    """Read a notice from a file. Raises `NoticeUnreadable`."""
    return notice_in(path.read_bytes(), path.name)


def notice_in(content: bytes, name: str = "notice") -> tuple[CalendarYear, str]:
    """Read `year`, `source`, `rest_days`, `make_up_days`. Raises `NoticeUnreadable` naming the key at fault.

    `name` is what the whole is called, for content that is no TOML at all.
    """
    try:
        doc = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise NoticeUnreadable(name) from None
    year, source = doc.get("year"), doc.get("source")
    if not isinstance(year, int) or not 2000 <= year <= 2100:
        raise NoticeUnreadable("year")
    if not isinstance(source, str) or not source.strip():
        raise NoticeUnreadable("source")
    rest = _days(doc, "rest_days", year, weekend=False)
    make_up = _days(doc, "make_up_days", year, weekend=True)
    return CalendarYear(year=year, edition=1, announced=True, rest_days=rest, make_up_days=make_up), source


def _days(doc: dict[str, Any], key: str, year: int, *, weekend: bool) -> frozenset[date]:
    days = doc.get(key)
    if not isinstance(days, list) or not all(type(day) is date and day.year == year for day in days):
        raise NoticeUnreadable(key)
    # A notice lists whole holidays; only weekdays of rest and weekend days of work change the count.
    return frozenset(day for day in days if (day.weekday() >= 5) is weekend)
