"""Small rows that say how many lines stand, by month and year, so that a figure of years is a sum of few.

They count the lines that began before a moment, `upto`, and stand for good as far as is known; all others are few and
counted one by one. `upto` is moved on once a day; before it was moved for the first time, nothing is counted here.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
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
SWEPT = """
CREATE TABLE IF NOT EXISTS {swept} (
    one boolean PRIMARY KEY DEFAULT true CHECK (one), upto timestamptz)
"""
BEGUN = "INSERT INTO {swept} DEFAULT VALUES ON CONFLICT DO NOTHING"
ADD = sql.SQL("""
WITH months AS (
    SELECT grouping, key, date_trunc('month', day)::date AS span, figure, hit, value, count(*) * %(sign)s AS n
    FROM {lines} CROSS JOIN LATERAL (
        SELECT 'all', NULL UNION ALL SELECT 'station', station UNION ALL SELECT 'category', category
        UNION ALL SELECT 'unit', unnest(units)) AS of (grouping, key)
    WHERE until = 'infinity' AND {which} GROUP BY 1, 2, 3, 4, 5, 6),
both_levels AS (
    SELECT grouping, key, 'month' AS level, span, figure, hit, value, n FROM months
    UNION ALL SELECT grouping, key, 'year', date_trunc('year', span)::date, figure, hit, value, sum(n)
    FROM months GROUP BY 1, 2, 4, 5, 6, 7)
INSERT INTO {totals} AS t (grouping, key, level, span, figure, hit, value, n)
SELECT grouping, key, level, span, figure, hit, value, n FROM both_levels
ON CONFLICT (grouping, level, span, key, figure, hit, value) DO UPDATE SET n = t.n + excluded.n
""")
OF_CASES = sql.SQL("case_id = ANY(%(cases)s) AND since < (SELECT upto FROM {swept})")
BETWEEN = sql.SQL("since >= coalesce((SELECT upto FROM {swept}), '-infinity') AND since < %(upto)s")
BEGUN_TO_COUNT = sql.SQL("SELECT upto IS NOT NULL AS any FROM {swept}")


def names(schema: str, edition: int) -> dict[str, sql.Identifier]:
    """The tables of an edition, by what statements call them."""
    return {
        "lines": table(schema, "figures", edition),
        "totals": table(schema, "figures_totals", edition),
        "swept": table(schema, "figures_swept", edition),
    }


def tables(schema: str, edition: int) -> list[sql.Composed]:
    """The statements that make the tables beside the lines."""
    return [sql.SQL(text).format(**names(schema, edition)) for text in (TOTALS, SWEPT, BEGUN)]


@contextmanager
def kept(conn: psycopg.Connection[Any], schema: str, edition: int, cases: Sequence[StreamId]) -> Iterator[None]:
    """Within this the lines of these cases are replaced; afterwards the small rows are right again."""
    found = names(schema, edition)
    row = conn.execute(BEGUN_TO_COUNT.format(**found)).fetchone()
    if row is None or not row["any"]:
        yield
        return
    add = ADD.format(**found, which=OF_CASES.format(**found))
    conn.execute(add, {"sign": -1, "cases": list(cases)})
    yield
    conn.execute(add, {"sign": 1, "cases": list(cases)})


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
        conn.execute(ADD.format(**found, which=BETWEEN.format(**found)), {"sign": 1, "upto": upto})
        conn.execute(sql.SQL("UPDATE {swept} SET upto = %s").format(**found), [upto])
        return True

    def upto(self, edition: int) -> datetime | None:
        """Up to when lines are counted; None while none are."""
        query = sql.SQL("SELECT upto FROM {swept}")
        found = rows(self._pool, query.format(**names(self._schema, edition)))
        return found[0]["upto"] if found else None
