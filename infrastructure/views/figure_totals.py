"""Small rows that say how many lines stand, by month and year, so that a figure of years is a sum of few.

They count the lines that began before a moment, `upto`, and stand for good as far as is known; all others are few and
counted one by one. `upto` is moved on once a day; before it was moved for the first time, nothing is counted here.
From the month of `upto` on they are counted by day, too: a year that has not ended holds the last days still to come.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import psycopg
from psycopg import sql

from application.ports import StreamId
from infrastructure.postgres.pool import Connection, Pool, rows, using
from infrastructure.views.view import table

TOTALS = """
CREATE TABLE IF NOT EXISTS {totals} (
    grouping text NOT NULL, key text, level text NOT NULL, span date NOT NULL, figure text NOT NULL,
    hit boolean NOT NULL, value int, n bigint NOT NULL,
    UNIQUE NULLS NOT DISTINCT (grouping, level, span, key, figure, hit, value))
"""
"""`span` is the first day of a month or year; `grouping` is all, unit, station or category."""
DAYS = """
CREATE TABLE IF NOT EXISTS {days} (
    grouping text NOT NULL, key text, day date NOT NULL, figure text NOT NULL, hit boolean NOT NULL, value int,
    n bigint NOT NULL, UNIQUE NULLS NOT DISTINCT (grouping, day, key, figure, hit, value))
"""
SWEPT = """
CREATE TABLE IF NOT EXISTS {swept} (
    one boolean PRIMARY KEY DEFAULT true CHECK (one), upto timestamptz)
"""
BEGUN = "INSERT INTO {swept} DEFAULT VALUES ON CONFLICT DO NOTHING"
GROUPED = sql.SQL("""
    FROM {lines} CROSS JOIN LATERAL (
        SELECT 'all', NULL UNION ALL SELECT 'station', station UNION ALL SELECT 'category', category
        UNION ALL SELECT 'unit', unnest(units)) AS of (grouping, key)
    WHERE until = 'infinity' AND {which}
""")
ADD = sql.SQL("""
WITH months AS (
    SELECT grouping, key, date_trunc('month', day)::date AS span, figure, hit, value, count(*) * %(sign)s AS n
    {grouped} GROUP BY 1, 2, 3, 4, 5, 6),
both_levels AS (
    SELECT grouping, key, 'month' AS level, span, figure, hit, value, n FROM months
    UNION ALL SELECT grouping, key, 'year', date_trunc('year', span)::date, figure, hit, value, sum(n)
    FROM months GROUP BY 1, 2, 4, 5, 6, 7)
INSERT INTO {totals} AS t (grouping, key, level, span, figure, hit, value, n)
SELECT grouping, key, level, span, figure, hit, value, n FROM both_levels
ON CONFLICT (grouping, level, span, key, figure, hit, value) DO UPDATE SET n = t.n + excluded.n
""")
ADD_DAYS = sql.SQL("""
INSERT INTO {days} AS t (grouping, key, day, figure, hit, value, n)
SELECT grouping, key, day, figure, hit, value, count(*) * %(sign)s
{grouped} AND day >= %(days_from)s GROUP BY 1, 2, 3, 4, 5, 6
ON CONFLICT (grouping, day, key, figure, hit, value) DO UPDATE SET n = t.n + excluded.n
""")
FORGET_DAYS = sql.SQL("DELETE FROM {days} WHERE day < %(days_from)s")
UPTO = sql.SQL("SELECT upto FROM {swept}")
OF_CASES = sql.SQL("case_id = ANY(%(cases)s) AND since < (SELECT upto FROM {swept})")
BETWEEN = sql.SQL("since >= coalesce((SELECT upto FROM {swept}), '-infinity') AND since < %(upto)s")


def names(schema: str, edition: int) -> dict[str, sql.Identifier]:
    """The tables of an edition, by what statements call them."""
    return {
        "lines": table(schema, "figures", edition),
        "totals": table(schema, "figures_totals", edition),
        "days": table(schema, "figures_days", edition),
        "swept": table(schema, "figures_swept", edition),
    }


def tables(schema: str, edition: int) -> list[sql.Composed]:
    """The statements that make the tables beside the lines."""
    return [sql.SQL(text).format(**names(schema, edition)) for text in (TOTALS, DAYS, SWEPT, BEGUN)]


@contextmanager
def kept(conn: psycopg.Connection[Any], schema: str, edition: int, cases: Sequence[StreamId]) -> Iterator[None]:
    """Within this the lines of these cases are replaced; afterwards the small rows are right again."""
    found = names(schema, edition)
    row = conn.execute(UPTO.format(**found)).fetchone()
    if row is None or row["upto"] is None:
        yield
        return
    values = {"cases": list(cases), "days_from": days_from(row["upto"])}
    _add(conn, found, OF_CASES, values | {"sign": -1})
    yield
    _add(conn, found, OF_CASES, values | {"sign": 1})


def days_from(upto: datetime) -> date:
    """The first of the days that are counted each for itself: that of the month, in UTC, of a moment."""
    return upto.astimezone(UTC).date().replace(day=1)


def _add(
    conn: psycopg.Connection[Any], found: dict[str, sql.Identifier], which: sql.SQL, values: dict[str, Any]
) -> None:
    grouped = GROUPED.format(**found, which=which.format(**found))
    for statement in (ADD, ADD_DAYS):
        conn.execute(statement.format(**found, grouped=grouped), values)


class FigureTotals:
    """Moves on the moment up to which lines are counted in small rows."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool, self._schema = pool, schema
        self._tracking = sql.Identifier(f"{schema}_views", "tracking")

    def sweep(self, upto: datetime) -> bool:
        """Count the lines begun before a moment in the edition in use; False where that is done already."""
        held = sql.SQL("SELECT edition FROM {} WHERE view = 'figures' AND current FOR UPDATE").format(self._tracking)
        with using(self._pool) as conn, conn.transaction():
            row = conn.execute(held).fetchone()
            # None: another edition is just being put in its place; the next look does it.
            return row is not None and self._swept(conn, names(self._schema, row["edition"]), upto)

    def _swept(self, conn: Connection, found: dict[str, sql.Identifier], upto: datetime) -> bool:
        behind = sql.SQL("SELECT coalesce(upto < %s, true) AS behind FROM {swept}").format(**found)
        row = conn.execute(behind, [upto]).fetchone()
        if row is None or not row["behind"]:
            return False
        values = {"sign": 1, "upto": upto, "days_from": days_from(upto)}
        conn.execute(FORGET_DAYS.format(**found), values)
        _add(conn, found, BETWEEN, values)
        conn.execute(sql.SQL("UPDATE {swept} SET upto = %s").format(**found), [upto])
        return True

    def upto(self, edition: int) -> datetime | None:
        """Up to when lines are counted; None while none are."""
        found = rows(self._pool, UPTO.format(**names(self._schema, edition)))
        return found[0]["upto"] if found else None
