"""Counts figures, and lists the lines behind them, as known at a moment."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from psycopg import sql

from application.queries import FigureCount, FigureLine, FiguresWanted
from infrastructure.postgres.pool import Pool, rows
from infrastructure.views.view import table

KEYS: Mapping[str | None, sql.SQL] = {
    None: sql.SQL("NULL::text"),
    "unit": sql.SQL("u.unit"),
    "station": sql.SQL("station"),
    "category": sql.SQL("category"),
    "month": sql.SQL("to_char(day, 'YYYY-MM')"),
}
STANDING = sql.SQL(
    "FROM {table} {units} WHERE since <= %(at)s AND until > %(at)s "
    "AND day >= coalesce(%(first)s::date, '-infinity') AND day <= coalesce(%(last)s::date, 'infinity') "
    "AND (%(only)s::text IS NULL OR {key} = %(only)s)"
)
UNITS = sql.SQL(
    "CROSS JOIN LATERAL unnest(CASE WHEN %(only)s::text IS NULL OR %(only)s = ANY(units) THEN units END) AS u(unit)"
)


class PostgresFigures:
    """Implements `application.queries.Figures`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool, self._schema = pool, schema
        self._tracking = sql.Identifier(f"{schema}_views", "tracking")

    def position(self) -> int:
        """See the port."""
        return self._edition()[1]

    def count(self, wanted: FiguresWanted, at: datetime) -> Sequence[FigureCount]:
        """See the port."""
        query = sql.SQL(
            "SELECT {key} AS key, figure, count(*) AS denominator, count(*) FILTER (WHERE hit) AS numerator, "
            "percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS median, "
            "percentile_disc(0.9) WITHIN GROUP (ORDER BY value) AS p90 {standing} GROUP BY 1, 2"
        ).format(key=KEYS[wanted.by], standing=self._standing(wanted))
        return [FigureCount(**row) for row in rows(self._pool, query, _values(wanted, at))]

    def lines(
        self, wanted: FiguresWanted, at: datetime, *, figure: str, key: str | None, offset: int, limit: int
    ) -> Sequence[FigureLine]:
        """See the port."""
        query = sql.SQL(
            "SELECT case_id AS case, number, units, day, hit, position, value {standing} AND figure = %(figure)s "
            "AND (%(all)s OR {key} IS NOT DISTINCT FROM %(key)s) "
            "ORDER BY hit DESC, position, units OFFSET %(offset)s LIMIT %(limit)s"
        ).format(key=KEYS[wanted.by], standing=self._standing(wanted))
        asked = {"figure": figure, "key": key, "all": wanted.by is None, "offset": offset, "limit": limit}
        found = rows(self._pool, query, _values(wanted, at) | asked)
        return [FigureLine(**{**row, "units": tuple(row["units"])}) for row in found]

    def counted_by_another_calendar(self, calendar: str, limit: int) -> Sequence[UUID]:
        """Cases whose lines were made before a holiday notice was taken in."""
        query = sql.SQL("SELECT DISTINCT case_id FROM {} WHERE calendar < %(c)s OR calendar > %(c)s LIMIT %(n)s")
        target = table(self._schema, "figures", self._edition()[0])
        return [row["case_id"] for row in rows(self._pool, query.format(target), {"c": calendar, "n": limit})]

    def _standing(self, wanted: FiguresWanted) -> sql.Composed:
        units = UNITS if wanted.by == "unit" else sql.SQL("")
        return STANDING.format(
            key=KEYS[wanted.by], table=table(self._schema, "figures", self._edition()[0]), units=units
        )

    def _edition(self) -> tuple[int, int]:
        query = sql.SQL("SELECT edition, position FROM {} WHERE view = 'figures' AND current").format(self._tracking)
        row = rows(self._pool, query)[0]
        return row["edition"], row["position"]


def _values(wanted: FiguresWanted, at: datetime) -> dict[str, object]:
    return {"at": at, "first": wanted.first, "last": wanted.last, "only": wanted.key}
