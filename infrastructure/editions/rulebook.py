"""The office's rules as of now: policy files, and the calendar table, re-read when it may have changed."""

import threading
import time
from collections.abc import Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any

import psycopg
from psycopg import sql

from domain.policies.contact_work import ContactWork, edition_on
from domain.policies.policy import Policy, Rules, in_force
from domain.policies.working_days import Calendar, CalendarYear
from domain.shared.stamp import Stamp
from infrastructure.editions.seed_calendar import seed_calendar
from infrastructure.postgres.in_loop import LoopConnections, rows_soon
from infrastructure.postgres.pool import Pool, Row, read, rows, using

FRESH = 2.0
"""Seconds a calendar is used before the table is asked again."""
AHEAD = 0.5
"""Seconds for which rules that are at hand will be so yet."""
DAYS = 64
"""Days of which it is remembered what was in force."""


class PostgresRulebook:
    """Implements `application.ports.Rulebook`."""

    def __init__(
        self,
        pool: Pool,
        of_tasks: LoopConnections,
        schema: str,
        policies: Sequence[Policy],
        work: Sequence[ContactWork],
    ) -> None:
        self._pool, self._of_tasks, self._schema, self._policies, self._work = pool, of_tasks, schema, policies, work
        self._calendar, self._read_at = Calendar(), float("-inf")
        self._lock = threading.Lock()
        self._in_force = lru_cache(DAYS)(partial(in_force, policies))

    def rules(self, stamp: Stamp) -> Rules:
        """See the port."""
        return Rules(self._in_force(stamp.today), self.calendar())

    def calendar(self) -> Calendar:
        """The latest edition of every year."""
        if self._age() > FRESH:
            self._read()
        return self._calendar

    async def at_hand(self) -> None:
        """See the port."""
        if self._age() <= FRESH - AHEAD:
            return
        asked_at = time.monotonic()
        found = await rows_soon(self._of_tasks, self._pool, _years(self._schema))
        self._calendar, self._read_at = _calendar(found), asked_at

    def source(self, year: int) -> str:
        """See the port."""
        query = sql.SQL("SELECT source FROM {} WHERE year = %s ORDER BY edition DESC LIMIT 1").format(
            sql.Identifier(self._schema, "calendar_year")
        )
        found = rows(self._pool, query, [year])
        return str(found[0]["source"]) if found else ""

    def work_on(self, day: date) -> ContactWork:
        """See the port."""
        return edition_on(self._work, day)

    def policies(self) -> Sequence[Policy]:
        """See the port."""
        return self._policies

    def _age(self) -> float:
        return time.monotonic() - self._read_at

    def _read(self) -> None:
        """Read the calendar, unless somebody else just did."""
        with self._lock:
            if self._age() > FRESH:
                asked_at = time.monotonic()
                self._calendar = read(self._pool, lambda conn: read_calendar(conn, self._schema))
                self._read_at = asked_at

    def announce(self, year: CalendarYear, source: str) -> None:
        """Take in a year's notice as a new edition; when this returns, every process counts by it."""
        with using(self._pool) as conn:
            write_year(conn, self._schema, year, source)
        time.sleep(FRESH)
        with self._lock:
            self._read_at = float("-inf")


def read_calendar(conn: psycopg.Connection[Any], schema: str) -> Calendar:
    """Read the latest edition of every year."""
    return _calendar(conn.execute(_years(schema)).fetchall())


def seed_calendars(conn: psycopg.Connection[Any], schema: str, last_year: int) -> None:
    """Give the table a first edition of every year that has none."""
    for year in seed_calendar(last_year).years.values():
        write_year(conn, schema, year, "holidays 0.109")


def write_year(conn: psycopg.Connection[Any], schema: str, year: CalendarYear, source: str) -> None:
    """Write one edition of one year; an edition once written stands."""
    query = sql.SQL(
        "INSERT INTO {} (year, edition, announced, source, rest_days, make_up_days) "
        "VALUES (%s, %s, %s, %s, %s::date[], %s::date[]) ON CONFLICT DO NOTHING"
    ).format(sql.Identifier(schema, "calendar_year"))
    rest, make_up = sorted(year.rest_days), sorted(year.make_up_days)
    conn.execute(query, [year.year, year.edition, year.announced, source, rest, make_up])


def _years(schema: str) -> sql.Composed:
    return sql.SQL(
        "SELECT DISTINCT ON (year) year, edition, announced, rest_days, make_up_days FROM {} "
        "ORDER BY year, edition DESC"
    ).format(sql.Identifier(schema, "calendar_year"))


def _calendar(found: Sequence[Row]) -> Calendar:
    return Calendar({row["year"]: _year(row) for row in found})


def _year(row: dict[str, Any]) -> CalendarYear:
    return CalendarYear(
        year=row["year"],
        edition=row["edition"],
        announced=row["announced"],
        rest_days=frozenset[date](row["rest_days"]),
        make_up_days=frozenset[date](row["make_up_days"]),
    )
